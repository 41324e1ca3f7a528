"""The directory from a file to the resident who looks for food: brought, looked at, accepted, found, taken back."""

import json

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road.narrow import assert_fits
from tests.make import service_files as make

NEW = "Soupe chaude du canal"


def delivery() -> bytes:
    """A publisher's file: one service that enters, one line without a number."""
    good = make.service(source="canal", id="canal--1", structure_id="canal--s", nom=NEW)
    return json.dumps([good, make.service(source="canal", id="", nom="Sans numéro")]).encode()


def bring(page: Page) -> None:
    page.goto("/annuaire/fichiers/")
    file = {"name": "canal.json", "mimeType": "application/json", "buffer": delivery()}
    page.get_by_label("Fichier des services").set_input_files(file)
    page.get_by_role("button", name="Voir ce qui va changer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Voici ce qui va changer", timeout=60_000
    )


def accept(page: Page) -> None:
    expect(page.locator("main")).to_contain_text("laissée : pas de numéro ou pas de source")
    page.get_by_label("Oui").check()
    page.get_by_role("button", name="Écrire ces changements").click()
    expect(page.get_by_role("link", name="Annuler cet import")).to_be_visible(timeout=60_000)


def found(page: Page, typed: str) -> int:
    page.goto("/")
    page.get_by_role("link", name="Qui peut m’aider").click()
    page.get_by_label("Que cherchez-").fill(typed)
    page.get_by_role("button", name="Chercher").click()
    assert_fits(page)
    return page.get_by_role("link", name=NEW).count()


def test_a_file_of_services_reaches_the_resident_who_looks_for_food(visit: VisitorMaker) -> None:
    steward = visit("STEWARD").page
    resident = visit(width=320, script=False).page

    bring(steward)
    assert found(resident, "soupe du canal") == 0
    accept(steward)

    assert found(resident, "soup du cannal") == 1
    resident.get_by_role("link", name=NEW).click()
    expect(resident.locator("main")).to_contain_text("Mercredi 14 h – 18 h")
    assert_fits(resident)

    steward.get_by_role("link", name="Annuler cet import").click()
    steward.get_by_role("button", name="Annuler cet import").click()
    assert found(resident, "soupe du canal") == 0


def test_a_bad_file_says_why_beside_its_field(visit: VisitorMaker) -> None:
    page = visit("STEWARD").page
    page.goto("/annuaire/fichiers/")
    torn = {"name": "services.json", "mimeType": "application/json", "buffer": delivery()[:60]}

    page.get_by_label("Fichier des services").set_input_files(torn)
    page.get_by_role("button", name="Voir ce qui va changer").click()

    expect(page.locator("main")).to_contain_text("Ce fichier est coupé ou abîmé")


def test_a_tired_orienteur_finds_a_service_and_checks_an_old_entry(visit: VisitorMaker) -> None:
    page = visit("ORIENTEUR").page
    page.goto("/orientation/services/")

    page.get_by_label("Que cherchez-").fill("psycologue")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr").first).to_contain_text("Moral")
    expect(page.locator("tbody tr").first).to_contain_text("fait cela")

    page.get_by_role("link", name="À vérifier").click()
    old = page.locator("tbody tr").first.get_by_role("link").first.get_attribute("href")
    page.get_by_role("button", name="J’ai appelé, tout est juste").first.click()
    expect(page.locator("main")).to_contain_text("compte comme vérifiée aujourd’hui")
    assert page.locator(f'a[href="{old}"]').count() == 0


def test_a_service_says_on_a_phone_that_it_is_full(visit: VisitorMaker) -> None:
    page = visit("SERVICE", width=390).page
    page.goto("/service/places/")
    assert_fits(page)

    form = page.locator("main form").first
    form.get_by_label("Complet").or_(form.get_by_label("complet ou fermé")).first.check()
    form.get_by_role("button", name="Le dire").click()

    expect(page.locator("main")).to_contain_text("C’est noté")
