"""A page on a small screen: nothing is pushed out of sight to the right."""

from playwright.sync_api import Page

WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def assert_fits(page: Page) -> None:
    assert page.evaluate(WIDTH) <= 0, page.url
