"""The orienteur finds the service; the service answers, by its link or its account; somebody tells the person."""

from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.road.calls import SAID
from tests.browser.road.fields import fill_day

ANSWER = "Passage chaque matin."
WITH_ACCOUNT, BY_LINK = "SSIAD de l’Orvance", "CCAS d’Aubrelle"


def open_row(page: Page, reference: str) -> None:
    page.locator("main tr", has_text=reference).get_by_role("link").first.click()


def take_report(page: Page, reference: str) -> None:
    """The orienteur sees neither name nor words before she takes it."""
    page.goto("/orientation/")
    open_row(page, reference)
    assert SAID not in page.locator("main").inner_text()
    page.get_by_role("button", name="Prendre ce compte rendu").click()
    expect(page.locator("main")).to_contain_text(SAID)


def orient_to_account(page: Page) -> None:
    """To a service that has its account here."""
    choose_service(page, WITH_ACCOUNT)
    expect(page.locator("main")).to_contain_text(f"{WITH_ACCOUNT} : envoyé, pas encore vu")


def orient_by_link(page: Page) -> tuple[str, str]:
    """To a service without account; return the address that opens this one request, and its code."""
    choose_service(page, BY_LINK)
    return page.locator("#address").inner_text(), page.locator("#code").inner_text()


def choose_service(page: Page, name: str) -> None:
    page.get_by_role("link", name="Un autre service de l’annuaire").click()
    page.locator("main input[name=text]").fill(name)
    page.get_by_role("button", name="Chercher").click()
    page.locator("main tr", has_text=name).get_by_role("link", name="Choisir").click()
    page.get_by_role("button", name="Orienter vers ce service").click()


def accept_and_answer(page: Page) -> None:
    """What the service does once the request is open before it."""
    page.get_by_role("button", name="Ouvrir cette demande").click()
    expect(page.locator("main")).to_contain_text(SAID)
    page.get_by_role("link", name="Prendre en charge").click()
    fill_day(page, "first_contact_on", localdate() + timedelta(days=1))
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
