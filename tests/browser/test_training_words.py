"""The training is changed on screen: a draft callers do not see, a version they read, the product's text again."""

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker

LESSONS, FIRST_SCREEN = "/contenus/formation/", "/appeler/formation/1/"
OURS = "Chez nous, on commence par se présenter"


def test_the_training_goes_from_draft_to_version_and_back_to_the_text_of_the_product(
    visit: VisitorMaker,
) -> None:
    lead = visit("CAMPAIGN_LEAD", script=False).page
    caller = visit("CALLER", width=390, script=False).page
    before = read_by(caller)

    reword(lead)
    expect(lead.get_by_role("heading", name=OURS)).to_be_visible()
    assert read_by(caller) == before  # a draft is not read

    publish(lead, "La maison commence ainsi")
    newest = lead.locator("main li", has_text="La maison commence ainsi").first
    expect(newest.locator(".tag.ok")).to_have_text("en service")
    ours = newest.get_by_role("link").inner_text()
    assert read_by(caller) == OURS

    lead.get_by_role("button", name="Reprendre le texte du produit en brouillon").click()
    assert read_by(caller) == OURS
    publish(lead, "Le texte du produit convient")
    assert read_by(caller) == before

    lead.get_by_role("link", name=ours, exact=True).click()
    expect(lead.get_by_role("heading", name=OURS)).to_be_visible()
    lead.get_by_role("button", name="Reprendre cette version en brouillon").click()
    lead.get_by_role("button", name="Jeter le brouillon").click()
    expect(lead.get_by_role("link", name="Relire le brouillon")).to_have_count(0)
    assert read_by(caller) == before


def read_by(caller: Page) -> str:
    """The title of the first screen, as a caller reads it."""
    caller.goto(FIRST_SCREEN)
    return caller.locator("main h1").inner_text()


def reword(lead: Page) -> None:
    """An empty title is refused beside its field; a new one goes to the draft."""
    lead.goto(LESSONS)
    lead.get_by_role("link", name="Changer ces mots").first.click()
    title = lead.get_by_label("Titre", exact=True)
    title.fill("")
    lead.get_by_role("button", name="Enregistrer dans le brouillon").click()
    expect(lead.locator(".errors")).to_contain_text("Écrivez quelques mots")
    title.fill(OURS)
    lead.get_by_role("button", name="Enregistrer dans le brouillon").click()


def publish(lead: Page, why: str) -> None:
    lead.get_by_label("Pourquoi ce changement").fill(why)
    lead.get_by_role("button", name="Publier la formation").click()
