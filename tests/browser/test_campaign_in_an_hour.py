"""From a kit to the first call, by one lead, given an act in force: at each point she is told what is missing and who can do it; pages are counted."""

from pathlib import Path

from django.utils.timezone import localtime
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls, campaign
from tests.browser.road.files import write_three_files
from tests.browser.test_whole_path import ALERT_LIST, bring_three_files

TITLE = f"Appels en une heure, {localtime():%H h %M}"
PAGES_AT_MOST = 16  # of the lead, forms that show themselves again included
REFERENT, LOGIN = "Sylvie Quintard (4)", "sylvie.quintard"


def test_a_lead_opens_a_campaign_and_somebody_calls(visit: VisitorMaker, tmp_path: Path) -> None:
    bring_three_files(visit("STEWARD").page, write_three_files(tmp_path))
    lead = visit("CAMPAIGN_LEAD").page
    seen = counted(lead)

    number = campaign.draft_campaign(lead, TITLE)
    lead.goto(f"/campagnes/{number}/")
    expect(lead.locator("#check")).to_contain_text("manquent avant d’ouvrir")
    expect(lead.locator("[aria-labelledby=check]")).to_contain_text("Qui le peut : vous")
    expect(lead.locator("main")).to_contain_text("Non, rien n’est encore prévu")
    lead.get_by_role("link", name="Choisir les registres à appeler").click()
    lead.locator("main label", has_text=ALERT_LIST).last.click()
    lead.get_by_role("button", name="Construire la liste d’appels").click()
    lead.locator("[name=user]").select_option(label=REFERENT)
    lead.locator("[name=level]").select_option("4")
    lead.get_by_role("button", name="Admettre cet appelant").click()
    campaign.open_shift(lead, number, localtime())
    campaign.open_campaign(lead, number)

    assert len(seen) <= PAGES_AT_MOST, seen
    caller = visit(login=LOGIN).page
    caller.goto("/appeler/creneaux/")
    caller.get_by_role("button", name="Prendre une place").first.click()
    assert calls.take(caller, number)


def counted(page: Page) -> list[str]:
    """The addresses that this page comes to, one after the other."""
    seen: list[str] = []
    page.on("framenavigated", lambda one: seen.append(one.url) if one == page.main_frame else None)
    return seen
