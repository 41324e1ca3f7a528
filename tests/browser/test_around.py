"""The people around: four tries fail, her daughter is rung, she is in hospital; and a guardian is told after the talk."""

import re
from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls, clock, rights
from tests.browser.town import RunningTown

TRIES = 3
HALF_A_DAY = 13  # four tries within the two days that the content of the cold gives
DAUGHTER, NUMBER = "Claire Imbert", "06 39 98 23 40"


def call_of(page: Page) -> int:
    found = re.search(r"/appeler/appel/(\d+)/", page.url)
    assert found is not None
    return int(found[1])


def somebody(caller: Page, clerk: Page) -> tuple[str, str]:
    """The next person whose number is nobody else's: her name, and that number, on the screen."""
    for _turn in range(12):
        name = calls.take(caller)
        number = calls.show_number(caller)
        if rights.is_found(clerk, number):
            return name, number
        caller.locator("button[name=outcome][value=NO_ANSWER]").first.click()
    raise AssertionError("each number is shared")


def told_at_the_desk(clerk: Page, number: str, tick: str, name: str, phone: str) -> None:
    """She rings the desk and says who may be rung, or who acts for her: the first of her list."""
    rights.find_at_the_desk(clerk, number)
    clerk.get_by_role("link", name="Corriger les proches").click()
    row = clerk.locator("main fieldset").first
    row.get_by_label("Prénom et nom").fill(name)
    row.get_by_label("Téléphone").fill(phone)
    row.get_by_label(tick).check()
    clerk.get_by_role("button", name="Garder ces proches").click()
    expect(clerk.locator("main")).to_contain_text("Qui a lu les données")


def ring_in_vain(caller: Page, town: RunningTown, call: int) -> None:
    """Nobody picks up; half a day passes, at whatever hour the test runs, and she is first again."""
    caller.get_by_role("button", name="Pas de réponse", exact=True).first.click()
    expect(caller).to_have_url(re.compile("/appeler/$"))
    clock.let_hours_pass_for(town, call, HALF_A_DAY)
    clock.put_first(town, call)
    clock.make_ready(town, call)


def test_four_tries_fail_then_the_daughter_says_hospital_and_the_call_waits_until_that_day(
    visit: VisitorMaker, town: RunningTown
) -> None:
    caller, clerk = visit(login="karim.benslimane", width=390).page, visit("CLERK").page
    clock.put_others_off(town, 0)  # the tries are all hers
    name, number = somebody(caller, clerk)
    call = call_of(caller)
    told_at_the_desk(clerk, number, "elle-même veut", DAUGHTER, NUMBER)
    caller.reload()
    expect(caller.get_by_role("link", name="Appeler le proche désigné")).to_have_count(0)

    for _turn in range(TRIES):
        ring_in_vain(caller, town, call)
        assert calls.take(caller) == name
        calls.show_number(caller)

    caller.get_by_role("link", name="Appeler le proche désigné").click()
    expect(caller.locator("main")).not_to_contain_text("Imbert")
    caller.get_by_role("button", name="Afficher et appeler cette personne").click()
    main = caller.locator("main")
    expect(main).to_contain_text(DAUGHTER)
    expect(main).to_contain_text("Vous pouvez refuser d’être appelé")
    expect(main).not_to_contain_text("le registre")
    until = localdate() + timedelta(days=12)
    caller.get_by_label("Hôpital ou absence jusqu’au").fill(until.isoformat())
    caller.get_by_label("À l’hôpital").check()
    caller.get_by_role("button", name="Noter et terminer l’appel").click()
    expect(caller.locator("main [role=alert], main .notice").first).to_contain_text(
        "cochez, et notez la réponse"
    )
    caller.get_by_label("J’ai dit qui appelle").check()
    caller.get_by_role("button", name="Noter et terminer l’appel").click()
    expect(caller).to_have_url(re.compile("/appeler/$"))

    waits = "select count(*) from outreach_call where id = %(call)s and state = 'WAITING' and due_at::date = %(until)s"
    assert clock.counted(town, waits, {"call": call, "until": until}) == 1
    rights.find_at_the_desk(clerk, number)
    expect(clerk.locator("main")).to_contain_text("le proche que la personne a désigné")


def test_a_relative_who_rings_the_desk_is_rung_no_more(
    visit: VisitorMaker, town: RunningTown
) -> None:
    clerk = visit("CLERK", width=320, script=False).page
    clerk.goto("/guichet/")
    clerk.get_by_role("link", name="Noter le refus d’un proche").click()
    clerk.get_by_label("Numéro du proche").fill("06 39 98 23 77")
    clerk.get_by_label("Ne m’appelez plus, pour personne").check()
    clerk.get_by_role("button", name="Noter ce que dit le proche").click()
    expect(clerk.locator("main")).to_contain_text("n’est plus appelé comme celui d’un proche")


def test_a_guardian_is_told_after_the_talk_in_the_same_call(
    visit: VisitorMaker, town: RunningTown
) -> None:
    caller, clerk = visit(login="anais.courtil").page, visit("CLERK").page
    _name, number = somebody(caller, clerk)
    told_at_the_desk(clerk, number, "Un juge l’a nommé", "Bénédicte Orain", "01 99 00 61 01")
    caller.reload()
    link = caller.get_by_role("link", name="Appeler aussi la personne qui la représente")
    expect(caller.locator("main")).to_contain_text("Quelqu’un agit au nom de cette personne")
    expect(link).to_have_count(0)

    caller.get_by_role("button", name="Oui, c’est cette personne").click()
    caller.locator("main form button:visible").first.click()
    link.click()
    expect(caller.locator("main")).not_to_contain_text("Orain")
    caller.get_by_role("button", name="Afficher et appeler cette personne").click()
    expect(caller.locator("main")).to_contain_text("Bénédicte Orain")
    caller.get_by_label("Prévenu").check()
    caller.get_by_role("button", name="Noter et revenir à l’appel").click()

    expect(caller.locator("main")).to_contain_text("a été prévenue pendant cet appel")
    calls.is_well(caller)
