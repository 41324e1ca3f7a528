"""From a call to the answer read by the caller: four people before four screens, one difficulty."""

import re
from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import VisitorMaker

SAID = "Le pansement n’est plus refait depuis lundi."
ANSWER = "Passage chaque matin."
SERVICE = "SSIAD de l’Orvance"
THREAD_AT_MOST = 8


def test_a_difficulty_goes_from_the_call_to_the_answer(visit: VisitorMaker) -> None:
    caller, orienteur = visit(login="kavitha.ramanathan"), visit("ORIENTEUR")
    service = visit("SERVICE")

    take_and_talk(caller.page)
    reference = write_report(caller.page)
    place(orienteur.page, reference)
    answer(service.page, reference)
    tell(orienteur.page, reference)

    caller.page.goto("/appeler/comptes-rendus/")
    mine = caller.page.locator("main").get_by_text(reference).locator("xpath=..")
    expect(caller.page.locator("main")).to_contain_text(reference)
    expect(card_around(mine)).to_contain_text("Un service a répondu. La personne est prévenue.")


def test_the_trace_has_each_step_and_no_name(visit: VisitorMaker) -> None:
    caller, orienteur = visit(login="hugo.perrault"), visit("ORIENTEUR")
    name = take_and_talk(caller.page)
    reference = write_report(caller.page)
    place(orienteur.page, reference)

    trace = orienteur.page
    trace.goto("/orientation/trace/")

    expect(trace.locator("main tr", has_text=reference)).to_contain_text(SERVICE)
    assert name not in trace.locator("main").inner_text()


def take_and_talk(page: Page) -> str:
    """The next person, her number, her yes, what she must know; return her name."""
    page.get_by_role("button", name="Personne suivante").click()
    name = page.get_by_role("heading", level=1).inner_text().split()[-1]
    assert not page.locator("a[href^='tel:']").count(), "the number is shown before it is asked for"
    page.get_by_role("button", name="Afficher et appeler").click()
    expect(page.get_by_role("button", name="Difficulté", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Oui, c’est cette personne").click()
    difficulty = page.get_by_role("button", name="Difficulté", exact=True)
    for _step in range(THREAD_AT_MOST):
        if difficulty.count():
            return name
        page.locator("main form button:visible").first.click()
    raise AssertionError("the thread never comes to what is difficult")


def write_report(page: Page) -> str:
    """One item she agrees to pass on; return the reference that the caller reads afterwards."""
    page.get_by_role("button", name="Difficulté", exact=True).click()
    page.locator("[name=theme0]").select_option(label="Soins et traitement")
    page.get_by_text("2, Urgent").click()
    page.locator("[name=said0]").fill(SAID)
    page.get_by_text("La personne accepte que ce soit transmis").click()
    page.locator("[name=reach]").fill("le matin")
    page.get_by_role("button", name="Envoyer le compte rendu").click()
    expect(page).to_have_url(re.compile("/appeler/$"))
    newest = page.locator("section", has_text="vos comptes rendus").locator("li").first
    found = re.search(r"R-\d+", newest.inner_text())
    assert found is not None
    return found[0]


def open_row(page: Page, reference: str) -> None:
    page.locator("main tr", has_text=reference).get_by_role("link").first.click()


def place(page: Page, reference: str) -> None:
    """The orienteur sees neither name nor words before she takes it, then sends it to a service."""
    page.goto("/orientation/")
    open_row(page, reference)
    assert SAID not in page.locator("main").inner_text()
    page.get_by_role("button", name="Prendre ce compte rendu").click()
    expect(page.locator("main")).to_contain_text(SAID)
    page.get_by_role("link", name="Un autre service de l’annuaire").click()
    page.locator("main tr", has_text=SERVICE).get_by_role("link", name="Choisir").click()
    page.get_by_role("button", name="Orienter vers ce service").click()
    expect(page.locator("main")).to_contain_text(f"{SERVICE} : envoyé, pas encore vu")


def answer(page: Page, reference: str) -> None:
    """The service opens it, accepts, says what was done."""
    page.goto("/service/")
    open_row(page, reference)
    page.get_by_role("button", name="Ouvrir cette demande").click()
    expect(page.locator("main")).to_contain_text(SAID)
    page.get_by_role("link", name="Prendre en charge").click()
    tomorrow = localdate() + timedelta(days=1)
    for label, value in (
        ("Jour", tomorrow.day),
        ("Mois", tomorrow.month),
        ("Année", tomorrow.year),
    ):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_role("button", name="Prendre en charge").click()
    page.get_by_role("link", name="Dire ce qui a été fait").click()
    page.get_by_text("la personne a été aidée").click()
    page.get_by_label("Ce que l’on peut dire à la personne").fill(ANSWER)
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.locator("main")).to_contain_text("Merci. La personne sera prévenue.")


def tell(page: Page, reference: str) -> None:
    """The orienteur reads the answer, tells the person, and ends the item."""
    page.goto("/orientation/?view=TO_TELL")
    open_row(page, reference)
    expect(page.locator("main")).to_contain_text(ANSWER)
    page.get_by_text("Terminer ce point").first.click()
    page.locator("main details[open] label").first.click()
    page.locator("main details[open] form button").click()
    expect(page.locator("main")).not_to_contain_text("Terminer ce point")


def card_around(one: Locator) -> Locator:
    """The line of the list in which something stands."""
    return one.locator("xpath=ancestor-or-self::li[1]")
