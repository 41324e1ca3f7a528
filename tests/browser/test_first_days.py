"""A commune begins with an empty instance: its agents come in, seats are given, neighbours vote, mutual aid opens, and the first request is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate, localtime
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.gateway import running_gateway
from tests.browser.road import calls, campaign, registers, votes
from tests.browser.road.beginning import Colleague, enter, invite, recognise
from tests.browser.road.clock import let_the_debate_pass
from tests.browser.road.fields import choose, fill_day
from tests.browser.road.files import write_three_files
from tests.browser.test_mutual_aid import ask, open_need
from tests.browser.town import RunningTown, started
from tests.jobs.instance import Instance, folder, set_up
from tests.jobs.test_load_streets import line, packed
from tests.moulds import Moulds

BODY, LIST = "Mairie de Rennes", "Entraide entre voisins"
STEWARD = Colleague("Nadia", "Ferrand", "STEWARD", proves_twice=True)
DPO = Colleague("Hugo", "Lestrade", "DPO", proves_twice=True)
OFFICER = Colleague("Agathe", "Moulinet", "LEGAL_OFFICER")
GO_BETWEEN = Colleague("Yann", "Kerbrat", "GO_BETWEEN", proves_twice=True)
ELECTED = Colleague("Rose", "Delmas", "MEMBER", is_elected=True)
NEIGHBOUR = Colleague("Jules", "Amarin", "MEMBER")
KEEPER = Colleague("Maud", "Serin", "STEWARD", proves_twice=True)
MAYOR = Colleague("Odile", "Vautrin", "DECIDER", is_elected=True)
LEAD = Colleague("Karim", "Bensaid", "CAMPAIGN_LEAD")
CALLER = Colleague("Lino", "Baptiste", "CALLER")
ORIENTEUR = Colleague("Maya", "Chevrel", "ORIENTEUR", proves_twice=True)
ALERT_LIST, CAMPAIGN = "Registre d’alerte", "Grand froid de novembre"
COMMUNE, STREET = "35238", "Rue du Vieux-Pont"
FILES = {
    "districts.csv": "Q1;Le Lavoir\nQ2;Les Tanneurs\n",
    "streets.csv": f"Q1;{STREET}\n",
}


@dataclass(frozen=True, slots=True)
class FirstDay(RunningTown):
    """An instance as its operator leaves it."""

    instance: Instance


@pytest.fixture(scope="module")
def town(moulds: Moulds) -> Iterator[FirstDay]:
    """As the guide of installation leaves it: set up, its districts named, its streets loaded, served."""
    with folder() as place, running_gateway() as gateway:
        instance = set_up(moulds, place / "home")
        for name, content in FILES.items():
            (place / name).write_text(content)
        base = packed(place / "adresses.csv.gz", line(STREET, 48.111, -1.68, commune=COMMUNE))
        with started(place, gateway, "serve") as (url, pid):
            told(instance, "load-territory", "--districts", place / "districts.csv")
            streets = place / "streets.csv"
            told(instance, "load-streets", base, "--commune", COMMUNE, "--districts", streets)
            yield FirstDay(url, place, (), gateway, pid, instance)


def told(instance: Instance, *command: str | Path) -> str:
    done = instance.run(*command)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_empty_instance_opens_mutual_aid_by_its_own_pages(
    visit: VisitorMaker, town: FirstDay
) -> None:
    resident = visit(width=320, script=False).page
    is_closed(resident)
    steward, dpo, officer, elected, neighbour, between = colleagues(
        visit, town, STEWARD, DPO, OFFICER, ELECTED, NEIGHBOUR, GO_BETWEEN
    )
    today = localdate()
    give_seat(officer, "AUTHORITY", ELECTED, today)
    give_seat(officer, "CONCERNED", NEIGHBOUR, today)
    registers.open_register(steward, "VOLUNTARY", LIST, agreed="aider ou être aidées entre voisins")

    use = votes.ask_use(
        steward,
        votes.Asked(
            "Entraide",
            LIST,
            500,
            today,
            purpose="MATCH_NEED",
            sentence="Que des voisins s’aident, avec l’accord de chacun.",
            groups=("name", "phone", "address", "contact", "free_text"),
            waits_for_an_alert=False,
        ),
    )
    votes.advise(dpo, use)
    votes.admit_and_publish(officer, use)
    let_the_debate_pass(town, use)
    votes.open_vote(officer, use, today)
    for member in (elected, neighbour):
        votes.vote(member, use)
    is_closed(resident)
    votes.count_votes(officer, use)

    code = ask(resident)
    open_need(between, code)
    assert "Odette" not in between.locator("main").inner_text()
    between.get_by_role("button", name="Prendre cette demande").click()
    expect(between.locator("main")).to_contain_text("Odette")


def colleagues(visit: VisitorMaker, town: FirstDay, *invited: Colleague) -> list[Page]:
    """Each enters by the link that the administrator makes for her."""
    administrator = visit().page
    link = told(town.instance, "restore-access", "iris", "--drop-second-factor").split()[-1]
    enter(administrator, link, "iris", proves_twice=True)
    return [come(visit().page, administrator, one) for one in invited]


def come(page: Page, administrator: Page, colleague: Colleague) -> Page:
    link = invite(administrator, colleague, BODY)
    enter(page, link, colleague.login, proves_twice=colleague.proves_twice)
    return page


def is_closed(page: Page) -> None:
    page.goto("/demander-de-l-aide/")
    expect(page.locator("h1")).to_have_text("L’entraide n’est pas ouverte")
    expect(page.locator("main")).to_contain_text("01 99 00 12 00")


def give_seat(page: Page, college: str, member: Colleague, today: date) -> None:
    page.goto("/comite/sieges/nouveau/")
    choose(page, "college", college)
    page.locator("[name=account]").select_option(label=f"{member.first_name} {member.last_name}")
    choose(page, "is_drawn_by_lot", "no")
    fill_day(page, "ends_on", today + timedelta(days=700))
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text(member.last_name)


def test_an_alert_is_called_on_the_first_day(
    visit: VisitorMaker, town: FirstDay, tmp_path: Path
) -> None:
    steward, decider, lead, caller, _orienteur = colleagues(
        visit, town, KEEPER, MAYOR, LEAD, CALLER, ORIENTEUR
    )
    people, today = write_three_files(tmp_path), localdate()
    register = registers.open_register(steward, "CASF_ALERT", ALERT_LIST)
    registers.bring_file(steward, register, people.alert_file, len(people.alert))

    campaign.activate_plan(decider, today, plan="ALERT_PLAN")
    campaign.call_around_the_clock(lead, "grand_froid")
    number = campaign.draft_campaign(lead, CAMPAIGN)
    campaign.build_list(lead, number, (ALERT_LIST,))
    lead.goto(f"/campagnes/{number}/equipe/")
    expect(lead.locator("main")).to_contain_text("Personne n’a encore de niveau")
    recognise(lead, caller, "Lino Baptiste", 4)
    campaign.admit(lead, number, "Lino Baptiste", 4)
    campaign.open_shift(lead, number, localtime())
    campaign.open_campaign(lead, number)
    caller.goto("/appeler/creneaux/")
    caller.get_by_role("button", name="Prendre une place").first.click()
    assert calls.take(caller, number)
    calls.talk(caller)
    calls.is_well(caller)
