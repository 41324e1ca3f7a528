"""A commune begins with an empty instance: its agents come in, seats are given, neighbours vote, mutual aid opens, and the first request is read."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.gateway import running_gateway
from tests.browser.road import registers, votes
from tests.browser.road.beginning import Colleague, FirstDay, colleagues
from tests.browser.road.clock import let_the_debate_pass
from tests.browser.road.fields import choose, fill_day
from tests.browser.test_mutual_aid import ask, open_need
from tests.browser.town import started
from tests.jobs.instance import folder, set_up
from tests.jobs.test_load_streets import line, packed
from tests.moulds import Moulds

BODY, LIST = "Mairie de Rennes", "Entraide entre voisins"
STEWARD = Colleague("Nadia", "Ferrand", "STEWARD", proves_twice=True)
DPO = Colleague("Hugo", "Lestrade", "DPO", proves_twice=True)
OFFICER = Colleague("Agathe", "Moulinet", "LEGAL_OFFICER")
GO_BETWEEN = Colleague("Yann", "Kerbrat", "GO_BETWEEN", proves_twice=True)
ELECTED = Colleague("Rose", "Delmas", "MEMBER", is_elected=True)
NEIGHBOUR = Colleague("Jules", "Amarin", "MEMBER")
COMMUNE, STREET = "35238", "Rue du Vieux-Pont"
FILES = {
    "districts.csv": "Q1;Le Lavoir\nQ2;Les Tanneurs\n",
    "streets.csv": f"Q1;{STREET}\n",
}


@pytest.fixture(scope="module")
def town(moulds: Moulds) -> Iterator[FirstDay]:
    """As the guide of installation leaves it: set up, its districts named, its streets loaded, served."""
    with folder() as place, running_gateway() as gateway:
        instance = set_up(moulds, place / "home")
        for name, content in FILES.items():
            (place / name).write_text(content)
        base = packed(place / "adresses.csv.gz", line(STREET, 48.111, -1.68, commune=COMMUNE))
        with started(place, gateway, "serve") as (url, pid):
            town = FirstDay(url, place, (), gateway, pid, instance)
            town.told("load-territory", "--districts", place / "districts.csv")
            streets = place / "streets.csv"
            town.told("load-streets", base, "--commune", COMMUNE, "--districts", streets)
            yield town


def test_an_empty_instance_opens_mutual_aid_by_its_own_pages(
    visit: VisitorMaker, town: FirstDay
) -> None:
    resident = visit(width=320, script=False).page
    is_closed(resident)
    steward, dpo, officer, elected, neighbour, between = colleagues(
        visit, town, BODY, STEWARD, DPO, OFFICER, ELECTED, NEIGHBOUR, GO_BETWEEN
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
