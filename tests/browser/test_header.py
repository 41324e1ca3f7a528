"""The header: six entries at most, all lead somewhere, a keyboard is enough, and on a phone nothing is out of sight."""

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road.narrow import assert_fits
from tests.browser.test_gates import ROLES

ENTRIES_AT_MOST = 6
FOLDED = "header .nav details.menu"
IN_VIEW = """it => {
  const box = it.getBoundingClientRect(), middle = document.elementFromPoint(box.left + 9, box.top + box.height / 2);
  return box.left >= 0 && box.right <= innerWidth && it.contains(middle);
}"""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_six_entries_at_most_and_each_leads_to_its_page(
    visit: VisitorMaker, role: str
) -> None:
    page = visit(role, script=False).page

    assert 0 < seen(page.locator("header .nav > li")) <= ENTRIES_AT_MOST
    assert is_one_line(page.locator("header .nav > li"))
    for address in addresses(page):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        expect(page.locator("main h1")).to_have_count(1)
        if page.locator(
            "html.staff"
        ).count():  # the register of uses is a page of residents, with theirs
            current = page.locator(f"header .nav a[href='{address}']")
            expect(current).to_have_attribute("aria-current", "page")


def test_with_the_keyboard_alone_one_reaches_the_last_entry(visit: VisitorMaker) -> None:
    page = visit("CAMPAIGN_LEAD", script=False).page
    entries = [*addresses(page)]

    tab_to(page, page.locator(f"{FOLDED} summary"))
    expect(page.locator(f"{FOLDED} a").last).to_be_hidden()
    page.keyboard.press("Enter")
    tab_to(page, page.locator(f"{FOLDED} a").last)
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{entries[-1]}")
    expect(page.locator("main h1")).to_be_visible()


def is_one_line(entries: Locator) -> bool:
    boxes = [one.bounding_box() for one in entries.all()]
    return len({box["y"] for box in boxes if box}) == 1


@pytest.mark.parametrize("role", ["CAMPAIGN_LEAD", "GO_BETWEEN", "CLERK"])
def test_on_a_phone_all_entries_and_the_way_out_are_within_the_screen(
    visit: VisitorMaker, role: str
) -> None:
    page = visit(role, width=390, script=False).page

    for menu in page.locator("header details.menu").all():
        menu.locator("summary").click()
        for one in menu.locator("a, button").all():
            assert one.evaluate(IN_VIEW), one.inner_text()
        assert_fits(page)
        menu.locator("summary").click()
    for one in page.locator("header .nav > li > a").all():
        assert one.evaluate(IN_VIEW), one.inner_text()


def seen(entries: Locator) -> int:
    return sum(one.is_visible() for one in entries.all())


def addresses(page: Page) -> list[str]:
    """Of all entries, those that are folded too."""
    found = [one.get_attribute("href") for one in page.locator("header .nav a").all()]
    return [address for address in found if address]


def tab_to(page: Page, wanted: Locator, stops: int = 20) -> None:
    """Press the tab key until this has the focus."""
    for _ in range(stops):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"no focus on {wanted} after {stops} stops")
