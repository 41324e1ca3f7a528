"""Whoever watches fairness reads why each pair of the town was found, and what became of pairs, group by group."""

import csv
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import VisitorMaker


def test_of_two_hundred_pairs_each_says_why_and_the_best_other(visit: VisitorMaker) -> None:
    page = visit(login="thi-lan.vuong").page
    page.goto("/rapprochements/?period=365")

    rows = read(page, "Chaque proposition : pourquoi, la meilleure autre, ce qui a été décidé")

    assert len(rows) >= 200
    for row in rows:
        assert row["Pourquoi cette proposition"].count(",") >= 1
        other = row["La meilleure autre, et pourquoi pas"]
        assert other.startswith("Sinon O-") or other == "Personne d'autre ne convient."
    assert sum(row["La meilleure autre, et pourquoi pas"].startswith("Sinon") for row in rows) > 150


def test_the_desk_reads_why_each_pair_was_found_and_the_best_other_on_the_need_itself(
    visit: VisitorMaker,
) -> None:
    page = visit("GO_BETWEEN").page
    page.goto("/entraide/")
    cards = page.locator("section:has(#pairs) > ul > li")
    count = cards.count()
    assert count >= 4

    for number in range(count):
        assert reads_the_same(page, number) or reads_the_same(
            page, number
        )  # planned anew meanwhile


def reads_the_same(page: Page, number: int) -> bool:
    """Whether a pair of the list is told on the page of its need with the same reasons and the same other."""
    page.goto("/entraide/")
    card = page.locator("section:has(#pairs) > ul > li").nth(number)
    offer, reasons, other = read_why(card)
    assert len(reasons) >= 2
    assert other.startswith("Sinon O-") or other == "Personne d’autre ne convient."
    card.locator("h3 a").click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/entraide/")
    found = page.locator("section:has(#helpers) > div").filter(
        has=page.get_by_role("link", name=offer)
    )
    return found.count() > 0 and read_why(found.first)[1:] == (reasons, other)


def read_why(card: Locator) -> tuple[str, list[str], str]:
    """The offer, its reasons, and the best other with why it was left."""
    offer = card.get_by_role("link", name=re.compile("^O-")).first.inner_text()
    return (
        offer,
        card.locator("ul .tag").all_inner_texts(),
        card.locator("p.muted").last.inner_text(),
    )


def test_the_counts_hide_small_numbers_and_name_nobody(visit: VisitorMaker) -> None:
    page = visit(login="thi-lan.vuong", width=320).page
    page.goto("/")
    page.goto("/rapprochements/?period=365")

    expect(page.locator("h1")).to_have_text("Équité des propositions")
    for side in ("Par quartier", "Par langue demandée", "Par âge", "Par civilité"):
        expect(page.get_by_role("heading", name=side)).to_be_visible()
    rows = read(page, "Les nombres ci-dessus")
    numbers = [int(value) for row in rows for value in list(row.values())[2:] if value]
    assert all(number == 0 or number >= 11 for number in numbers)
    titles = {row["Groupe"]: row["Propositions"] for row in rows if row["Par"] == "Par civilité"}
    assert int(titles["Madame"]) >= 11


def read(page: Page, link: str) -> list[dict[str, str]]:
    with page.expect_download() as found:
        page.get_by_role("link", name=link).click()
    text = Path(found.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))
