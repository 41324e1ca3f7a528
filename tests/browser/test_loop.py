"""Report, triage, referral: two items and one consent, a refusal by a link, a silence that nobody lets pass."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker

CODE = "Code à six chiffres"
PASSED_ON, KEPT_BACK = "treize degrés", "facture"


@pytest.fixture
def orienteur(visit: VisitorMaker) -> Page:
    return visit("ORIENTEUR").page


def take(page: Page, row: str) -> str:
    """Take the report whose line says this; return its address."""
    page.goto("/orientation/?view=TO_PLACE")
    line = page.locator("main tr", has_text=row).first
    address = line.get_by_role("link").first.get_attribute("href")
    assert address is not None
    take_button = line.get_by_role("button", name="Prendre")
    if take_button.count():
        take_button.click()
    page.goto(address)
    return address


def send_by_link(page: Page, service: str) -> tuple[str, str]:
    """The link and its code, which the page shows once."""
    page.get_by_role("link", name="Un autre service de l’annuaire").first.click()
    page.locator("main tr", has_text=service).get_by_role("link", name="Choisir").click()
    page.get_by_text("par un lien").click()
    page.get_by_role("button", name="Orienter vers ce service").click()
    return page.locator("#address").inner_text(), page.locator("#code").inner_text()


def opened(visit: VisitorMaker, link: str, code: str) -> Page:
    """A browser that has never been here, before the request."""
    page = visit(width=320).page
    page.goto(link)
    page.get_by_label(CODE).fill(code)
    page.get_by_role("button", name="Ouvrir cette demande").click()
    expect(page.get_by_role("heading", name="La personne")).to_be_visible()
    return page


def test_of_two_items_the_service_sees_the_one_that_may_be_passed_on(
    visit: VisitorMaker, orienteur: Page
) -> None:
    address = take(orienteur, "Logement en mauvais état ou menacé, Papiers et démarches")
    link, code = send_by_link(orienteur, "CCAS d’Aubrelle")

    page = opened(visit, link, code)

    expect(page.locator("main")).to_contain_text(PASSED_ON)
    said = page.locator("main").inner_text()
    assert KEPT_BACK not in said
    assert "Papiers" not in said
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    orienteur.goto(address)
    other = orienteur.locator("main section", has_text="Papiers et démarches").first
    expect(other).to_contain_text("Il reste ici et ne va nulle part")
    assert other.get_by_role("link", name="Orienter vers ce service").count() == 0
    other.get_by_text("Terminer ce point").first.click()
    other.get_by_text("la personne n’a pas voulu le transmettre").click()
    other.locator("details[open] form button").click()
    expect(orienteur.locator("main")).to_contain_text("la personne n’a pas voulu le transmettre")


def test_a_link_that_was_sent_on_opens_nothing_without_its_code(
    visit: VisitorMaker, orienteur: Page
) -> None:
    take(orienteur, "Transport")
    link, code = send_by_link(orienteur, "CCAS d’Aubrelle")
    stranger = visit(width=390, script=False).page
    stranger.goto(link)
    wrong = "000 000" if code != "000 000" else "111 111"

    stranger.get_by_label(CODE).fill(wrong)
    stranger.get_by_role("button", name="Ouvrir cette demande").click()

    expect(stranger.locator("main")).to_contain_text("Ce n’est pas le code de cette demande")
    assert stranger.locator("main a[href^='tel:+336']").count() == 0


def test_a_service_refuses_by_a_link_and_the_item_is_back_within_the_minute(
    visit: VisitorMaker, orienteur: Page
) -> None:
    address = take(orienteur, "Ménage et entretien du logement")
    link, code = send_by_link(orienteur, "CCAS d’Aubrelle")
    orienteur.goto(address)
    orienteur.get_by_role("button", name="Remettre dans la file").click()
    page = opened(visit, link, code)

    page.get_by_role("link", name="Refuser").click()
    page.get_by_text("hors de notre secteur").click()
    page.get_by_role("button", name="Refuser cette demande").click()

    expect(page.locator("main")).to_contain_text("Merci de l’avoir dit")
    orienteur.goto("/orientation/?view=RETURNED")
    expect(orienteur.locator(f"main a[href='{urlsplit(address).path}']")).to_be_visible()
    orienteur.goto(address)
    orienteur.get_by_role("button", name="Prendre ce compte rendu").click()
    offers = orienteur.locator("main .cards").all_inner_texts()
    assert not any("CCAS" in offer for offer in offers)
    orienteur.get_by_role("link", name="Un autre service de l’annuaire").first.click()
    row = orienteur.locator("main tr", has_text="CCAS d’Aubrelle")
    row.get_by_role("link", name="Choisir").click()
    orienteur.get_by_text("par téléphone").click()
    orienteur.get_by_role("button", name="Orienter vers ce service").click()
    expect(orienteur.locator("main")).to_contain_text("Ce service a déjà refusé ce point")
    answer = visit(width=390).page.goto(link)
    assert answer is not None
    assert answer.status == 410


def test_a_silence_is_told_to_orienteurs_and_leads_and_the_campaign_does_not_close(
    visit: VisitorMaker, orienteur: Page
) -> None:
    lead = visit("CAMPAIGN_LEAD").page
    lead.goto("/orientation/suivi/")

    silent = lead.locator("section", has_text="ne répond").first.locator("tbody tr").first
    expect(silent).to_contain_text("Pas ouvert : appelez le service")
    assert silent.locator("a[href^='tel:']").count() == 1
    number = silent.locator(".muted").inner_text()
    orienteur.goto(f"/orientation/?view=RETURNED&number={number}")
    expect(orienteur.locator("main tbody tr")).to_have_count(1)
    lead.goto("/campagnes/")
    lead.locator("main a[href^='/campagnes/']", has_text="appels d’alerte").first.click()
    campaign = urlsplit(lead.url).path

    lead.goto(f"{campaign}clore/")
    lead.locator("main form button").first.click()

    expect(lead.locator("main")).to_contain_text("n’ont pas encore de réponse")


def test_the_person_is_asked_whether_it_helped_and_a_no_opens_the_item_again(
    orienteur: Page,
) -> None:
    orienteur.goto("/orientation/suivi/")
    orienteur.get_by_role("link", name="Demander").first.click()
    orienteur.get_by_role("button", name="Montrer qui appeler").click()
    expect(orienteur.locator("main a[href^='tel:']").first).to_be_visible()

    orienteur.get_by_text("non, cela n’a pas aidé").click()
    orienteur.get_by_role("button", name="Noter la réponse").click()

    expect(orienteur.locator("body")).to_contain_text("Le point est rouvert, dans la file")


def test_a_coupon_comes_back_by_post_and_is_typed_without_any_name(
    visit: VisitorMaker, orienteur: Page
) -> None:
    address = take_followed(orienteur, "Papiers et démarches")
    orienteur.get_by_role("link", name="Lettre et coupon").click()
    letter = orienteur.locator("article.sheet")
    expect(letter).to_contain_text("portugais")
    coupon = letter.locator("h2 ~ p b").inner_text()
    clerk = visit("CLERK").page
    clerk.goto("/orientation/coupon/")

    clerk.get_by_label("Code du coupon").fill(coupon.lower())
    clerk.get_by_role("button", name="Trouver la demande").click()
    assert "Vaudremont" not in clerk.locator("main").inner_text()
    clerk.get_by_text("il refuse").click()
    clerk.get_by_label("Refusé : pourquoi ?").select_option(label="pas de place")
    clerk.get_by_label("Qui l’a dit, au service ?").fill("le secrétariat")
    clerk.get_by_role("button", name="Noter ce qu’il dit").click()
    expect(clerk.locator("body")).to_contain_text("C’est noté, avec la date")

    orienteur.goto(address)
    expect(orienteur.locator("main")).to_contain_text("le secrétariat")


def take_followed(page: Page, theme: str) -> str:
    """Take a report that waits for its service."""
    page.goto("/orientation/?view=FOLLOWED")
    for line in page.locator("main tbody tr", has_text=theme).all():
        address = line.get_by_role("link").first.get_attribute("href")
        assert address is not None
        page.goto(address)
        if "sur papier" in page.locator("main").inner_text():
            page.get_by_role("button", name="Prendre ce compte rendu").click()
            return address
        page.go_back()
    raise AssertionError("no letter in the town")
