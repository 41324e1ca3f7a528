"""The end of life of what was said: a proof, a list for the archives, a suspension; and a guardian who says no for her."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import rights
from tests.browser.road.fields import choose, fill_day
from tests.browser.road.narrow import assert_fits

KEITA, BORN, GUARDIAN = "06 39 98 20 90", "11/04/1958", "Mme Orain"


def july(page: Page) -> None:
    page.goto("/suppressions/")
    page.get_by_role("link", name="Canicule de juillet").click()


def test_the_winter_is_gone_with_its_proof_and_july_waits_for_the_archives_then_for_a_court(
    visit: VisitorMaker,
) -> None:
    officer, steward, anybody = (
        visit("LEGAL_OFFICER"),
        visit("STEWARD").page,
        visit(width=390).page,
    )
    law = officer.page
    law.get_by_role("link", name="Suppressions").first.click()
    expect(law.locator("main")).to_contain_text("Grand froid de février")
    law.get_by_role("link", name="Canicule de juillet").click()
    expect(law.locator("main")).to_contain_text("2600412")
    anybody.goto("/registre-des-usages/")
    expect(anybody.locator("main")).to_contain_text("un procès")
    expect(anybody.locator("main")).not_to_contain_text("2600412")

    law.get_by_role("button", name="Lever cette suspension").click()
    expect(law.locator("main")).to_contain_text("à proposer aux archives")
    july(steward)
    choose(steward, "answer", "AGREED")
    steward.locator("[name=reference]").fill("AD 2026-0488")
    fill_day(steward, "signed_on", localdate())
    steward.get_by_role("button", name="Noter la réponse").click()
    expect(steward.locator("main")).to_contain_text("AD 2026-0488")

    choose(law, "reason", "AUDIT")
    law.locator("[name=words]").fill("Contrôle de la chambre régionale des comptes, lettre 41")
    fill_day(law, "until", localdate() + timedelta(days=60))
    law.get_by_role("button", name="Suspendre la suppression").click()
    expect(law.locator("main .tag").first).to_contain_text("suspendue jusqu")
    anybody.reload()
    expect(anybody.locator("main")).to_contain_text("un contrôle")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_and_the_proof_print(visit: VisitorMaker, width: int) -> None:
    page = visit("DPO", width=width).page
    july(page)
    page.get_by_role("link", name=re.compile("bordereau|B-20")).first.click()
    expect(page.locator("article.sheet h1")).to_have_text("Bordereau d’élimination")
    paper = page.request.get(page.url, params={"pdf": "1"})
    assert paper.body().startswith(b"%PDF")
    page.goto("/suppressions/")
    page.get_by_role("link", name=re.compile("Grand froid")).first.click()
    expect(page.locator("article.sheet")).to_contain_text("AD 2026-0147")


def test_a_neighbour_of_long_ago_is_forgotten_with_a_proof_and_another_one_waits(
    visit: VisitorMaker,
) -> None:
    page = visit("DPO", width=390).page
    page.goto("/suppressions/")
    page.get_by_role("link", name="Entraide", exact=True).first.click()
    expect(page.locator("main .tag").first).to_contain_text("suspendue jusqu")
    expect(page.locator("main")).to_contain_text("1 fiche est verrouillée")
    assert_fits(page)

    page.get_by_role("button", name="Lever cette suspension").click()

    expect(page.locator("main")).to_contain_text("Suppression cette nuit")
    page.locator("main section > ul.lines > li > a").last.click()
    expect(page.locator("article.sheet")).to_contain_text("AD 2026-0203")
    expect(page.locator("article.sheet")).to_contain_text("180 jours après la dernière aide")


def test_a_guardian_says_no_at_the_desk_and_he_reads_who_said_it(visit: VisitorMaker) -> None:
    clerk, himself = visit("CLERK").page, visit(width=390, script=False).page
    rights.find_at_the_desk(clerk, KEITA)
    clerk.get_by_role("link", name="Noter un refus").click()
    choose(clerk, "scope", "ISOLATION_CALL")
    choose(clerk, "channel", "PHONE")
    choose(clerk, "told_by", "ASSISTANT")
    clerk.locator("main form button").first.click()
    clerk.locator("[name=name]").fill("Mme Dupont")
    clerk.get_by_role("button", name="Arrêter maintenant").click()
    expect(clerk.locator("main")).to_contain_text("ne nomme pas")
    clerk.go_back()
    clerk.locator("[name=name]").fill(GUARDIAN)
    assert "Orain" not in clerk.url
    clerk.get_by_role("button", name="Arrêter maintenant").click()
    expect(clerk.locator("main")).to_contain_text("dit par qui l’assiste")

    rights.open_tracker(himself, rights.give_code(clerk), BORN)
    expect(himself.locator("main")).to_contain_text("C’est vous qui décidez")
    himself.get_by_role("link", name="Retirer mon refus").click()
    himself.locator("main form button").first.click()
    expect(himself.locator("main")).not_to_contain_text("C’est vous qui décidez")
