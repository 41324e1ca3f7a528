"""A page on a small screen: nothing is pushed out of sight to the right."""

from playwright.sync_api import Page

TOO_WIDE = "html => html.scrollWidth - html.clientWidth"


def assert_fits(page: Page) -> None:
    """Wait for the page that comes: between two of them there is none to measure."""
    assert page.locator("html").evaluate(TOO_WIDE) <= 0, page.url
