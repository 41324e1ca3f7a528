"""Somebody without account, by phone only: the calls stop, the answer is printed, the clerk sees what the person sees."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls, rights

CLERK = "lise.montreynaud"


def test_a_person_by_phone_only_stops_the_calls_and_gets_the_printed_answer(
    visit: VisitorMaker,
) -> None:
    clerk = visit(login=CLERK).page
    caller, name = somebody_held_and_found(visit, clerk, "rosa.marques", "ivan.sokolov")
    shown = clerk.locator("main").inner_text()
    code = clerk.locator("main h1").inner_text()
    answer = rights.printed_answer(clerk)
    clerk.go_back()

    rights.stop_calls_by_phone(clerk)

    caller.reload()
    expect(caller.locator("main h1")).to_contain_text("ne vous est plus réservée")
    assert calls.take(caller) != name
    letter = rights.printed_receipt(clerk, code)
    assert name.split()[-1] in letter
    assert "appels pendant les alertes" in letter
    assert "Appelant" in answer
    assert name.split()[-1] not in shown + answer
    assert not re.search(r"0\d( \d\d){4}", shown)


def test_the_clerk_sees_no_line_that_the_person_does_not_see(visit: VisitorMaker) -> None:
    clerk = visit(login=CLERK).page
    somebody_held_and_found(visit, clerk, "paul.lestienne", "sylvie.quintard")
    seen_at_the_desk = rights.readings(clerk)
    code = rights.give_code(clerk, "tilleul")
    person = visit(width=390).page

    rights.open_tracker(person, code, "tilleul")

    assert seen_at_the_desk
    assert seen_at_the_desk <= rights.readings(person)


def test_who_has_moved_is_rung_back_and_told_at_her_new_door(visit: VisitorMaker) -> None:
    clerk = visit(login=CLERK).page
    somebody_held_and_found(visit, clerk, "paul.lestienne", "sylvie.quintard")
    code = clerk.locator("main h1").inner_text()
    clerk.get_by_role("link", name="Corriger la fiche").click()

    clerk.get_by_label("Numéro et rue").fill("8 rue du Lavoir")
    clerk.get_by_role("button", name="Corriger la fiche").click()
    expect(clerk.locator("main")).to_contain_text("envoyer ses lettres ailleurs")
    expect(clerk.get_by_label("Numéro et rue")).to_have_value("8 rue du Lavoir")
    clerk.get_by_label("Je l’ai rappelée").check()
    clerk.get_by_role("button", name="Corriger la fiche").click()

    expect(clerk.locator("main h1")).to_have_text(code)
    letter = rights.printed_receipt(clerk, code)
    assert "8 rue du Lavoir" in letter
    assert "Ce que nous avons noté sur vous a changé" in letter


def test_the_address_of_a_letter_stands_in_the_window_of_its_envelope(visit: VisitorMaker) -> None:
    """A DL envelope: 11 cm from the left of the sheet, 4.8 from its top."""
    page = visit(login=CLERK).page
    page.goto("/guichet/courrier/")
    page.get_by_role("link", name="Imprimer pour").last.click()
    page.set_viewport_size({"width": 794, "height": 1123})  # A4, 96 dots an inch
    page.emulate_media(media="print")

    sheet = page.locator("article.sheet").first.bounding_box()
    address = page.locator("article.sheet .addr").first.bounding_box()

    assert sheet
    assert address
    place = [(address[side] - sheet[side]) / 96 * 2.54 for side in ("x", "y")]
    assert place == pytest.approx([11, 4.8], abs=0.1)


def somebody_held_and_found(visit: VisitorMaker, clerk: Page, *callers: str) -> tuple[Page, str]:
    """A person whom a caller holds now, and whose number she gives to the desk; a number shared by two finds nobody."""
    for login in callers:
        caller = visit(login=login).page
        name = calls.take(caller)
        if rights.is_found(clerk, calls.show_number(caller)):
            return caller, name
    raise AssertionError("all callers of this test hold somebody who shares a number")
