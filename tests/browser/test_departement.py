"""A département begins with what it knows already: those whose allowance it pays, called during an alert, in its own name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.timezone import localdate, localtime
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.gateway import running_gateway
from tests.browser.road import calls, campaign, registers
from tests.browser.road.beginning import Colleague, FirstDay, colleagues, recognise
from tests.browser.town import started
from tests.jobs.instance import DEPARTEMENT, folder, set_up
from tests.moulds import Moulds

BODY, LIST, CAMPAIGN = "Département de l’Ain", "Bénéficiaires de l’APA", "Grand froid dans l’Ain"
KEEPER = Colleague("Maud", "Serin", "STEWARD", proves_twice=True)
PRESIDENT = Colleague("Odile", "Vautrin", "DECIDER", is_elected=True)
LEAD = Colleague("Karim", "Bensaid", "CAMPAIGN_LEAD")
CALLER = Colleague("Lino", "Baptiste", "CALLER")
ORIENTEUR = Colleague("Maya", "Chevrel", "ORIENTEUR", proves_twice=True)
ONE_OF_ITS_COMMUNES = re.compile("^(Bourg|Valserhône|Plateau d.Hauteville|Ambérieu)")
WITHOUT_TITLE = re.compile("parler à (Lucienne|Marcel|Odette|Renée) ")
EXTRACT = """Nom;Prénom;Date de naissance;Adresse;Code postal;Commune;Téléphone
Orvalle;Lucienne;14/02/1938;4 rue de la Butte;01000;Bourg-en-Bresse;0639980001
Tessier-Pradel;Marcel;03/11/1935;12 chemin du Lavoir;01200;VALSERHONE;06 39 98 00 02
Quillec;Odette;1940;Le bourg;01110;PLATEAU D HAUTEVILLE;639980003
Vannier;Renée;22/07/1931;2 place du Four;01500;Ambérieu-en-Bugey;06.39.98.00.04
"""


@pytest.fixture(scope="module")
def town(moulds: Moulds) -> Iterator[FirstDay]:
    """As the guide of installation leaves it: set up and served, its communes named as districts."""
    with folder() as place, running_gateway() as gateway:
        instance = set_up(moulds, place / "home", DEPARTEMENT)
        with started(place, gateway, "serve") as (url, pid):
            town = FirstDay(url, place, (), gateway, pid, instance)
            assert "391 communes" in town.told("load-territory", "--communes")
            yield town


def test_those_whose_allowance_it_pays_are_called_in_its_name(
    visit: VisitorMaker, town: FirstDay, tmp_path: Path
) -> None:
    steward, president, lead, caller, _orienteur = colleagues(
        visit, town, BODY, KEEPER, PRESIDENT, LEAD, CALLER, ORIENTEUR
    )
    extract, today = tmp_path / "extraction APA.csv", localdate()
    extract.write_text(EXTRACT, encoding="cp1252")
    register = registers.open_register(steward, "APA_FEED", LIST)
    registers.bring_file(steward, register, extract, 4)

    campaign.activate_plan(president, today, plan="ALERT_PLAN")
    campaign.call_around_the_clock(lead, "grand_froid")
    number = campaign.draft_campaign(lead, CAMPAIGN)
    campaign.build_list(lead, number, (LIST,))
    recognise(lead, caller, "Lino Baptiste", 4)
    campaign.admit(lead, number, "Lino Baptiste", 4)
    campaign.open_shift(lead, number, localtime())
    campaign.open_campaign(lead, number)

    caller.goto("/appeler/creneaux/")
    caller.get_by_role("button", name="Prendre une place").first.click()
    assert calls.take(caller, number)
    first_words = caller.locator("main")
    expect(first_words).to_contain_text("du département de l’Ain. Je souhaite parler à")
    expect(first_words).to_contain_text(WITHOUT_TITLE)
    expect(caller.get_by_role("definition").nth(1)).to_have_text(ONE_OF_ITS_COMMUNES)
    calls.talk(caller)
    calls.is_well(caller)
    says_its_own_name(visit().page)


def says_its_own_name(page: Page) -> None:
    page.goto("/qui-m-a-appele/")
    expect(page.locator("main")).to_contain_text("Le département de l’Ain appelle depuis un seul")
    expect(page.locator("main")).not_to_contain_text("mairie")
