"""A tip from the one who knows it, over the desk, to everybody; then a mistake, and its end. Without script, on a small phone."""

from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road.narrow import assert_fits
from tests.make.pdf import read_pdf

TITLE = "Fontaine rouverte près du lavoir"


def propose(page: Page) -> None:
    page.goto("/bons-tuyaux/")
    page.get_by_role("link", name="Proposer un bon tuyau").click()
    assert_fits(page)
    page.get_by_label("Le bon tuyau en quelques mots").fill(TITLE)
    page.get_by_label("il savoir").fill(
        "Demandez à Jeanne, au zéro six 39 98 20 11, si l'eau coule."
    )
    page.get_by_label("De quoi s’agit").select_option("FOOD")
    page.get_by_label("Quartier").select_option(label="Les Tanneurs")
    page.get_by_role("button", name="Envoyer le bon tuyau").click()
    expect(page.get_by_label("il savoir")).not_to_have_value("")  # who says so is missing
    assert_fits(page)
    page.get_by_label("Qui le dit").fill("J'y suis allée lundi")
    page.get_by_role("button", name="Envoyer le bon tuyau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci")


def open_at_desk(desk: Page, view: str) -> None:
    desk.goto(f"/entraide/tuyaux/?view={view}")
    while not desk.get_by_role("link", name=TITLE).count():
        desk.get_by_role("link", name="Page suivante").click()
    desk.get_by_role("link", name=TITLE).click()


def found(page: Page) -> int:
    page.goto("/")
    page.get_by_role("link", name="Bons tuyaux").last.click()
    assert_fits(page)
    page.get_by_label("Chercher").fill("fontaine lavoir")
    page.get_by_role("button", name="Filtrer").click()
    return page.get_by_role("link", name=TITLE).count()


def test_a_tip_goes_from_who_knows_it_to_everybody_and_ends(visit: VisitorMaker) -> None:
    resident = visit(width=320, script=False).page
    desk = visit("GO_BETWEEN").page

    propose(resident)
    assert found(resident) == 0

    open_at_desk(desk, "DRAFT")
    expect(desk.locator("main")).to_contain_text("un numéro de téléphone")
    desk.get_by_role("link", name="Corriger le bon tuyau").click()
    desk.get_by_label("il savoir").fill("L'eau coule de 8 h à 20 h.")
    desk.get_by_role("button", name="Enregistrer le bon tuyau").click()
    expect(desk.locator("main")).not_to_contain_text("un numéro de téléphone")
    desk.get_by_role("button", name="Publier le bon tuyau").click()

    assert found(resident) == 1
    resident.get_by_role("link", name=TITLE).click()
    expect(resident.locator("main")).to_contain_text("Mairie d’Aubrelle")
    assert_fits(resident)
    resident.get_by_role("link", name="Signaler une erreur").click()
    resident.get_by_text("Les horaires sont faux").click()
    resident.get_by_label("ce qui est juste").fill("Seulement le matin.")
    resident.get_by_role("button", name="Signaler l’erreur").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Merci")
    resident.goto("/bons-tuyaux/?text=fontaine+lavoir")
    expect(resident.locator("main")).to_contain_text("Signalé faux")

    open_at_desk(desk, "CONTESTED")
    expect(desk.locator("main")).to_contain_text("Seulement le matin.")
    desk.get_by_role("button", name="Confirmer le bon tuyau").click()
    expect(desk.locator("main")).not_to_contain_text("Seulement le matin.")
    desk.get_by_label("Pourquoi").select_option("OVER")
    desk.get_by_role("button", name="Retirer le bon tuyau").click()
    assert found(resident) == 0


def test_tips_fit_a_small_phone_and_a_district_is_printed_in_large_type(
    visit: VisitorMaker,
) -> None:
    page = visit(width=320, script=False).page

    for address in ("", "proposer/", "merci/", "papier/?district=Q1"):
        page.goto(f"/bons-tuyaux/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    expect(page.locator(".sheet.large")).to_have_count(1)


def test_the_tips_of_a_district_are_kept_as_a_file_that_screen_readers_read(
    visit: VisitorMaker,
) -> None:
    page = visit(width=320, script=False).page
    page.goto("/bons-tuyaux/?district=Q2")
    page.get_by_role("link", name="Imprimer en grands caractères").click()

    with page.expect_download() as saved:
        page.get_by_role("link", name="Garder en PDF").click()

    read = read_pdf(Path(saved.value.path()).read_bytes())
    assert (read.is_accessible, read.language, read.title) == (True, "fr", "Bons tuyaux")
    assert read.says("Bons tuyaux · Les Tanneurs")
    assert saved.value.suggested_filename == "bons-tuyaux.pdf"
