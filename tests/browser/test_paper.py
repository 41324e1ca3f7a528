"""Twelve people called from paper: printed, counted, typed by another account; one sheet is missing, one came too late."""

import re
import time

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker

PRINTED_FOR, TYPIST, SECOND = "Perrine Gauchet", "marek.nowicki", "sabrina.oukaci"
KEYS_WELL, SECONDS_A_SHEET = 12, 40


def draw_bundle(page: Page) -> list[str]:
    """The lead prints for one caller; the codes of the sheets, in order."""
    page.get_by_role("link", name="Appels sur papier").click()
    page.get_by_label("Pour quelle personne qui appelle ?").select_option(label=PRINTED_FOR)
    page.get_by_role("button", name="Préparer et imprimer la liasse").click()
    expect(page.locator("main h1")).to_have_text("12 feuilles sont prêtes à imprimer")
    assert not page.get_by_text(re.compile(r"06 39|01 99 00 [1-9]")).first.is_visible()
    page.get_by_role("link", name="C’est imprimé : continuer").click()
    codes = page.locator("tbody th").all_inner_texts()
    assert len(codes) == 12
    return codes


def type_by_keyboard(page: Page, *keys: str) -> tuple[int, float]:
    """The sheet that is open, without a mouse; how many keys it took, and how long."""
    began, count = time.monotonic(), 0
    expect(page.get_by_label("Heure de l’appel")).to_be_focused()
    for key in keys:
        if key in ("Tab", "Enter", "Space"):
            page.keyboard.press(key)
            count += 1
        else:
            page.keyboard.type(key)
            count += len(key)
    page.wait_for_load_state()
    return count, time.monotonic() - began


def open_code(page: Page, code: str) -> None:
    page.goto("/saisie/")
    page.get_by_label("Code de la feuille").fill(code.lower().replace("-", ""))
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text(f"Feuille {code}")


def test_twelve_sheets_eleven_typed_one_missing_none_overwritten(visit: VisitorMaker) -> None:
    lead = visit("CAMPAIGN_LEAD").page
    lead.get_by_role("link", name="Grand froid : appels d'alerte").or_(
        lead.get_by_role("link", name=re.compile("Canicule|alerte"))
    ).first.click()
    codes = draw_bundle(lead)
    lead.get_by_role("button", name="La liasse est remise").click()
    lead.get_by_label(codes[11]).uncheck()
    lead.get_by_role("button", name="Noter ce qui est revenu").click()
    expect(lead.locator("main")).to_contain_text("1 feuille manque. Vous en répondez : 72 heures")
    expect(lead.get_by_role("region", name="Feuilles que personne n’a")).to_contain_text(codes[11])

    own = visit(login="perrine.gauchet").page
    open_code_refused(own, codes[0])

    typist = visit(login=TYPIST).page
    open_code(typist, codes[0])
    keys, seconds = type_by_keyboard(typist, "1015", "Tab", "Space", "Tab", "1", "Enter")
    expect(typist.locator("main h1")).to_have_text(f"Feuille {codes[1]}")  # the next one follows
    assert keys <= KEYS_WELL
    assert seconds < SECONDS_A_SHEET
    for number in range(1, 9):
        type_by_keyboard(typist, "1100", "Tab", "Tab", "3", "Enter")
        expect(typist.locator("main h1")).to_have_text(f"Feuille {codes[number + 1]}")
    report_a_grave_difficulty(typist, visit, codes[9])
    open_code(typist, codes[10])
    type_by_keyboard(typist, "1130", "Tab", "Space", "Tab", "1", "Enter")
    expect(typist.locator("main h1")).to_have_text("Saisir une feuille")  # none is left

    lead.reload()
    rows = lead.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("Marek Nowicki")
    expect(rows.nth(9)).to_contain_text("après Marek Nowicki, 1 différence")
    expect(rows.nth(11)).to_contain_text("manquante")
    assert rows.get_by_text("saisie", exact=True).count() == 11

    dpo = visit("DPO").page
    dpo.goto("/papier/pertes/")
    expect(dpo.locator("tbody tr", has_text=codes[11])).to_contain_text(PRINTED_FOR)


def open_code_refused(page: Page, code: str) -> None:
    """Her own sheets are typed by somebody else."""
    open_code(page, code)
    page.get_by_label("Numéro de l’issue").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Une autre personne saisit cette feuille")


def report_a_grave_difficulty(typist: Page, visit: VisitorMaker, code: str) -> None:
    """Severity 2: two hands, their difference is shown, the second one decides."""
    began = time.monotonic()
    words = "n'a plus d'insuline depuis hier"
    type_by_keyboard(
        typist, "1115", "Tab", "Space", "Tab", "2", "Tab", "4", "Tab", "2", "Tab", words,
        "Tab", "Tab", "Tab", "o", "Enter",
    )  # fmt: skip
    assert time.monotonic() - began < SECONDS_A_SHEET
    expect(typist.locator("main")).to_contain_text(f"{code} est grave")

    second = visit(login=SECOND).page
    second.goto("/saisie/")
    second.get_by_role("link", name=code).click()
    expect(second.locator("main")).not_to_contain_text("insuline")
    type_by_keyboard(
        second, "1115", "Tab", "Space", "Tab", "2", "Tab", "4", "Tab", "2", "Tab",
        "n'a plus d'insuline depuis lundi", "Tab", "Tab", "Tab", "o", "Enter",
    )  # fmt: skip
    expect(second.get_by_role("region", name="Les deux saisies diffèrent")).to_contain_text(
        "depuis hier"
    )
    second.get_by_label("J’ai relu la feuille").check()
    second.get_by_role("button", name="Enregistrer cette feuille").click()
    expect(second.locator("main")).to_contain_text(re.compile(r"Le compte rendu R-\d+ est"))
