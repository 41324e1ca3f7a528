"""From a kit to the first call, by one lead, given an act in force: she is told at each point what is missing and who can do it; pages are counted."""

from django.utils.timezone import localtime
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls, campaign

TITLE = "Appels en une heure"
PAGES_AT_MOST = 14  # of the lead, forms that show themselves again included
CALLER, LOGIN = "Hugo Perrault", "hugo.perrault"


def test_a_lead_opens_a_campaign_and_somebody_calls(visit: VisitorMaker) -> None:
    lead = visit("CAMPAIGN_LEAD").page
    seen = counted(lead)

    number = campaign.draft_campaign(lead, TITLE)
    lead.goto(f"/campagnes/{number}/")
    expect(lead.locator("#check")).to_contain_text("manquent avant d’ouvrir")
    expect(lead.locator("main ol")).to_contain_text("Qui le peut : vous")
    expect(lead.locator("main")).to_contain_text("Non, rien n’est encore prévu")
    lead.get_by_role("link", name="Choisir les registres d’où appeler").click()
    for label in lead.locator("main label:has(input[name=sources])").all():
        label.click()
    lead.get_by_role("button", name="Construire la liste d’appels").click()
    campaign.admit(lead, number, CALLER, 4)
    campaign.open_shift(lead, number, localtime())
    campaign.open_campaign(lead, number)

    assert len(seen) <= PAGES_AT_MOST, seen
    caller = visit(login=LOGIN).page
    assert calls.take(caller, number)


def counted(page: Page) -> list[str]:
    """The addresses that this page comes to, one after the other."""
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    return seen
