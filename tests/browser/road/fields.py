"""Filling what a page asks, and reading where it led."""

import re
from datetime import date

from playwright.sync_api import Page, expect


def fill_day(page: Page, name: str, day: date) -> None:
    """A day in three fields."""
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def choose(page: Page, name: str, *values: str) -> None:
    """Tick the boxes, or the one round button, of these values."""
    for value in values:
        page.locator(f"[name={name}][value='{value}']").check()


def number_in(page: Page, address: str) -> int:
    """The number in the address to which a form led: `/campagnes/(number)/registres/`."""
    pattern = re.compile(address.replace("(number)", r"(\d+)"))
    expect(page).to_have_url(pattern)
    found = pattern.search(page.url)
    assert found is not None
    return int(found[1])
