"""A service without account answers from a link, in a browser that has never been here."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import Visitor, VisitorMaker
from tests.browser.road.fields import fill_day

OPEN = "Ouvrir cette demande"
CODES: dict[str, str] = {}  # by link: they travel apart


@pytest.fixture
def orienteur(visit: VisitorMaker) -> Page:
    """Before a report that may be sent; she holds it herself."""
    return visit("ORIENTEUR").page


def send(page: Page) -> tuple[str, str]:
    """Take reports until one has an item to send by link; return the link and the report's address."""
    for _ in range(12):
        page.goto("/orientation/?view=TO_PLACE")
        page.get_by_role("button", name="Prendre le plus urgent").click()
        address = page.url
        choice = page.get_by_role("link", name="Un autre service de l’annuaire")
        if choice.count() == 0:
            continue
        choice.first.click()
        page.locator("main tr", has_text="CCAS d’Aubrelle").get_by_role(
            "link", name="Choisir"
        ).click()
        if page.get_by_text("par un lien").count() == 0:
            continue
        page.get_by_text("par un lien").click()
        page.get_by_role("button", name="Orienter vers ce service").click()
        found = page.locator("#address")
        if found.count():
            return noted(page), address
    raise AssertionError("no report of the town could be sent by a link")


def noted(page: Page) -> str:
    """The link that the page shows once, its code kept beside."""
    link = page.locator("#address").inner_text()
    CODES[link] = page.locator("#code").inner_text()
    return link


def newcomer(visit: VisitorMaker, link: str) -> tuple[Visitor, int]:
    """A fresh browser before the link; how the page answered."""
    one = visit(width=390)
    assert one.context.cookies() == []
    answer = one.page.goto(link)
    assert answer is not None
    return one, answer.status


def opened(visit: VisitorMaker, link: str) -> Page:
    one, status = newcomer(visit, link)
    assert status == 200
    one.page.get_by_label("Code à six chiffres").fill(CODES[link])
    one.page.get_by_role("button", name=OPEN).click()
    expect(one.page.get_by_role("heading", name="La personne")).to_be_visible()
    return one.page


def state_of(page: Page, address: str) -> str:
    page.goto(address)
    return page.locator("main").inner_text()


def test_a_service_without_session_receives_asks_accepts_and_answers(
    visit: VisitorMaker, orienteur: Page
) -> None:
    link, address = send(orienteur)
    scanner, status = newcomer(visit, link)  # the mail filter of the service looks first
    assert status == 200
    assert scanner.page.locator("a[href^='tel:+336'], a[href^='tel:+331']").count() <= 1
    assert "envoyé, pas encore vu" in state_of(orienteur, address)

    page = opened(visit, link)

    assert link.rstrip("/").rsplit("/", 1)[-1] not in page.url
    assert "reçu, réponse attendue" in state_of(orienteur, address)
    page.get_by_role("link", name="Poser une question").click()
    page.get_by_label("Une question").fill("Quel étage ?")
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.locator("main")).to_contain_text("Quel étage ?")
    state_of(orienteur, address)
    orienteur.get_by_role("link", name="Répondre à sa question").first.click()
    orienteur.get_by_label("Réponse au service").fill("Le troisième, avec ascenseur")
    orienteur.get_by_role("button", name="Envoyer la réponse").click()
    page.reload()
    expect(page.locator("main")).to_contain_text("Le troisième, avec ascenseur")
    page.get_by_role("link", name="Prendre en charge").click()
    fill_day(page, "first_contact_on", localdate() + timedelta(days=1))
    page.get_by_role("button", name="Prendre en charge").click()
    second = opened(visit, link)  # the link is used again, from another telephone
    second.get_by_role("link", name="Dire ce qui a été fait").click()
    second.get_by_text("la personne a été aidée").click()
    second.get_by_label("Ce que l’on peut dire à la personne").fill("Passage chaque matin.")
    second.get_by_role("button", name="Envoyer la réponse").click()
    assert "Passage chaque matin." in state_of(orienteur, address)

    orienteur.get_by_text("Terminer ce point").first.click()
    orienteur.locator("main details[open] label", has_text="orienté").first.click()
    orienteur.locator("main details[open] form button").click()
    answer = second.reload()

    assert answer is not None
    assert answer.status == 410
    assert newcomer(visit, link)[1] == 410


def test_a_refusal_with_its_reason_ends_the_link(visit: VisitorMaker, orienteur: Page) -> None:
    link, address = send(orienteur)
    page = opened(visit, link)

    page.get_by_role("link", name="Refuser").click()
    page.get_by_text("hors de notre secteur").click()
    page.get_by_role("button", name="Refuser cette demande").click()

    expect(page.locator("main")).to_contain_text("Merci de l’avoir dit")
    assert newcomer(visit, link)[1] == 410
    assert "hors de notre secteur" in state_of(orienteur, address)


def test_a_renewed_link_ends_the_former_and_one_taken_back_asks_to_forget(
    visit: VisitorMaker, orienteur: Page
) -> None:
    link, address = send(orienteur)
    first = opened(visit, link)
    orienteur.goto(address)
    orienteur.get_by_role("button", name="Faire un nouveau lien").first.click()
    renewed = noted(orienteur)

    assert newcomer(visit, link)[1] == 410
    answer = first.reload()
    assert answer is not None
    assert answer.status == 410
    other = opened(visit, renewed)
    orienteur.goto(address)
    orienteur.get_by_role("button", name="La retirer au service").first.click()

    answer = other.reload()
    assert answer is not None
    assert answer.status == 410
    expect(other.locator("main")).to_contain_text("Effacez")
