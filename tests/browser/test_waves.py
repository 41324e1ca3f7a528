"""Waves of a campaign as its lead steers them; campaigns side by side; what will be deleted, and when."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road.narrow import assert_fits


def board(page: Page) -> None:
    page.goto("/campagnes/")
    page.get_by_role("link", name=re.compile("appels d.alerte$")).first.click()
    expect(page.get_by_role("heading", name="Vagues d’appels")).to_be_visible()


def waves(page: Page) -> Page:
    return page.locator("section[aria-labelledby=waves]")


@pytest.mark.parametrize(("width", "script"), [(1280, True), (320, False)])
def test_the_lead_changes_stops_and_begins_waves(
    visit: VisitorMaker, width: int, *, script: bool
) -> None:
    lead = visit("CAMPAIGN_LEAD", width=width, script=script).page
    board(lead)
    assert_fits(lead)
    shown = waves(lead)
    before = shown.locator("tbody tr").count()
    assert before >= 2  # the town has had waves already

    shown.get_by_role("link", name=re.compile("(Changer le|Fixer un) rythme")).click()
    assert_fits(lead)
    lead.get_by_label("Nombre de jours entre deux vagues").fill("0")
    lead.get_by_role("button", name="Garder ce rythme").click()
    expect(lead.locator("error-summary")).to_be_visible()
    lead.get_by_label("Nombre de jours entre deux vagues").fill("3")
    lead.get_by_role("button", name="Garder ce rythme").click()
    expect(waves(lead)).to_contain_text("Une nouvelle vague tous les 3 jours")
    expect(waves(lead)).to_contain_text("Prochaine vague")

    waves(lead).get_by_role("button", name="Commencer une vague maintenant").click()
    expect(waves(lead).locator("tbody tr")).to_have_count(before + 1)
    # The worker calls its people; the board looks again by itself.
    expect(waves(lead).get_by_text("commence", exact=True)).to_have_count(0, timeout=60_000)
    expect(waves(lead).get_by_role("button", name="Commencer une vague maintenant")).to_be_visible()

    waves(lead).get_by_role("button", name="Arrêter le rythme").click()
    expect(waves(lead)).to_contain_text("Ce contenu conseille une vague")


def test_a_decider_sees_the_campaigns_side_by_side(visit: VisitorMaker) -> None:
    for width in (1280, 320):
        page = visit("DECIDER", width=width).page
        page.goto("/campagnes/ensemble/")
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody")).to_contain_text(re.compile("appels d.alerte"))
        assert_fits(page)


def test_the_officer_sees_what_will_be_deleted_and_when(visit: VisitorMaker) -> None:
    page = visit("DPO", width=320).page
    page.goto("/suppressions/")

    expect(page.locator("main")).to_contain_text("Canicule de juillet")
    assert_fits(page)


def test_the_balance_counts_each_wave(visit: VisitorMaker) -> None:
    lead = visit("CAMPAIGN_LEAD").page
    board(lead)
    lead.get_by_role("link", name=re.compile("^Bilan")).click()

    expect(lead.locator("article")).to_contain_text("Vague 2")
