"""What happens around a call: a dead browser, a refusal elsewhere, a promise not kept, no network, keys alone, two at a door."""

import os
import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls, clock, rights
from tests.browser.town import RunningTown

CALLS_BY_KEYS = int(os.environ.get("ENTREMISE_CALLS_BY_KEYS", "6"))  # sixty for acceptance
CALLS_OF_ONE = 30
KEYS_NO_ANSWER, KEYS_ALL_WELL = 3, 6
ENDS_AT = re.compile("/appeler/$")
NOTHING_LEFT = "ne vous est plus réservée"


def call_of(page: Page) -> int:
    """The number of the call on the screen."""
    found = re.search(r"/appel/(\d+)/", page.url)
    assert found is not None
    return int(found[1])


def test_a_browser_that_dies_loses_neither_the_person_nor_what_was_said(
    visit: VisitorMaker, town: RunningTown
) -> None:
    """Scenario 2."""
    first = visit(login="louise.ancel")
    name = calls.take(first.page)
    calls.talk(first.page)
    call = call_of(first.page)
    step = first.page.locator("main .steps .now .say").inner_text()
    first.close()

    again = visit(login="louise.ancel").page
    again.goto("/appeler/")
    again.get_by_role("link", name="Reprendre cet appel").click()

    expect(again.locator("main .steps .now .say")).to_have_text(step)
    assert name.split()[-1] in again.get_by_role("heading", level=1).inner_text()
    clock.put_first(town, call)
    colleague = visit(login="maimouna.keita-roux").page
    assert calls.take(colleague) != name
    clock.let_hours_pass_for(town, call, 1)  # the lease is over, the two hours are not
    assert calls.take(visit(login="sabrina.oukaci").page) != name
    clock.let_hours_pass_for(town, call, 2)
    later = visit(login="rosa.marques").page
    assert calls.take(later) == name
    expect(later.locator("main")).to_contain_text("peut-être déjà appelée")


def test_a_refusal_told_to_the_desk_closes_the_page_that_is_open_and_no_list_brings_her_back(
    visit: VisitorMaker, town: RunningTown
) -> None:
    """Scenario 3."""
    caller, clerk = visit(login="ivan.sokolov").page, visit(login="lise.montreynaud").page
    calls.take(caller)
    call = call_of(caller)
    number = number_for_the_desk(caller, clerk)
    other = caller.context.new_page()
    other.goto(caller.url)

    rights.find_at_the_desk(clerk, number)
    rights.stop_calls_by_phone(clerk)

    other.reload()
    expect(other.locator("main h1")).to_contain_text(NOTHING_LEFT)
    lead = visit("CAMPAIGN_LEAD").page
    lead.goto("/campagnes/1/")
    lead.get_by_role("button", name="Ajouter les nouveaux inscrits").click()
    live = (
        "select count(*) from outreach_call where ended_at is null"
        " and person = (select person from outreach_call where id = %(call)s)"
    )
    assert clock.counted(town, live, {"call": call}) == 0


def number_for_the_desk(caller: Page, clerk: Page) -> str:
    """A number that belongs to one person alone."""
    for _turn in range(12):
        number = calls.show_number(caller)
        if rights.is_found(clerk, number):
            return number
        caller.locator("button[name=outcome][value=NO_ANSWER]").first.click()
        calls.take(caller)
    raise AssertionError("each number is shared")


def test_a_promise_that_its_caller_does_not_keep_is_kept_by_another_who_reads_it(
    visit: VisitorMaker, town: RunningTown
) -> None:
    """Scenario 6: promised to be back two hours later; half an hour after it, a colleague is first."""
    mine = visit(login="karim.benslimane").page
    name = calls.take(mine)
    calls.show_number(mine)
    call = call_of(mine)
    mine.locator("#later").get_by_role("button", name="Promettre ce rappel").click()
    expect(mine).to_have_url(ENDS_AT)

    clock.let_hours_pass_for(town, call, 24 * 5)
    other = visit(login="hugo.perrault").page

    assert calls.take(other) == name
    expect(other.locator("main")).to_contain_text("rappel promis pour")


def test_the_emergency_card_opens_without_network_and_the_alarm_leaves_when_it_is_back(
    visit: VisitorMaker,
) -> None:
    visitor = visit(login="joao.teixeira", width=390)
    page = visitor.page
    calls.take(page)
    calls.talk(page)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    visitor.context.set_offline(True)
    page.on("request", lambda request: asked.append(request.resource_type))

    page.get_by_role("link", name="Danger immédiat").click()

    card = page.locator("#emergency")
    expect(card).to_be_in_viewport()
    numbers = card.locator("a[href^='tel:'], a[href^='sms:']")
    said = [link.get_attribute("href") for link in numbers.all()]
    assert {"tel:15", "tel:17", "tel:18", "tel:112", "sms:114"} <= set(said)
    expect(card).to_contain_text("Plus de réseau ? Cette carte reste")
    assert not {"document", "fetch", "xhr"} & set(asked)
    card.get_by_role("button", name="Afficher l’adresse et alerter").click()
    expect(page.locator("held-call")).to_contain_text("Réseau perdu")
    expect(card).to_be_visible()

    visitor.context.set_offline(False)

    expect(page).to_have_url(re.compile("/urgence/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lisez l’adresse")
    page.get_by_role("button", name="L’aide est là").click()


def test_a_note_that_the_server_does_not_take_is_said_and_leaves_by_itself_once_it_answers(
    visit: VisitorMaker,
) -> None:
    page = visit(login="joao.teixeira").page
    calls.take(page)
    calls.talk(page)
    held = page.locator("held-call")
    address = f"**{held.get_attribute('data-save')}"
    page.route(address, lambda route: route.fulfill(status=503))

    page.locator("#note").fill("Les volets sont cassés.")

    expect(held).to_contain_text("Réseau perdu", timeout=10_000)
    page.unroute(address)
    expect(held).to_contain_text("Enregistré", timeout=30_000)
    page.reload()
    expect(page.locator("#note")).to_have_value("Les volets sont cassés.")
    calls.let_go(page)


WHERE = "() => location.href + (document.querySelector('[name=step]')?.value ?? '')"


class Keys:
    """A caller who has no mouse: what she presses, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0
        self.keyboard = page.context.new_cdp_session(page)  # access keys need the sign, too

    def press(self, key: str) -> None:
        """Alt and a key; the next page is there before the next one."""
        before = self.page.evaluate(WHERE)
        event = {"modifiers": 1, "key": key, "text": key, "unmodifiedText": key}
        for kind in ("keyDown", "keyUp"):
            self.keyboard.send(
                "Input.dispatchKeyEvent",
                event | {"type": kind, "windowsVirtualKeyCode": ord(key.upper())},
            )
        self.pressed += 1
        self.page.wait_for_function(f"before => ({WHERE})() != before", arg=before)
        self.page.wait_for_load_state()


def test_calls_in_a_row_by_keys_alone(visit: VisitorMaker) -> None:
    """Sixty are the work of two hours, and nobody may open more people in one: colleagues share them."""
    callers = ("chloe.vasseur", "rosa.marques")
    for login, ended in zip(callers, range(0, CALLS_BY_KEYS, CALLS_OF_ONE), strict=False):
        call_by_keys(visit(login=login).page, min(CALLS_OF_ONE, CALLS_BY_KEYS - ended))


def call_by_keys(page: Page, count: int) -> None:
    page.goto("/appeler/")
    before = calls_today(page)
    for number in range(count):
        keys = Keys(page)
        is_well = number % 2 == 0
        for key in "saeet" if is_well else "sap":
            keys.press(key)
        assert urlsplit(page.url).path == "/appeler/"
        assert keys.pressed <= (KEYS_ALL_WELL if is_well else KEYS_NO_ANSWER)
    assert calls_today(page) == before + count


def calls_today(page: Page) -> int:
    found = re.search(r"(\d+) appels?", page.locator("section[aria-labelledby=seat]").inner_text())
    assert found is not None
    return int(found[1])


REACHABLE = """() => [...document.querySelectorAll('main a[href], main button, main input, main select, main textarea, main summary')]
  .filter(one => one.checkVisibility() && one.type != 'hidden' && !one.disabled && one.tabIndex >= 0)
  .map(one => one.type == 'radio' ? 'radio ' + one.name : one.outerHTML)"""
FOCUSED = """() => { const one = document.activeElement;
  return one.type == 'radio' ? 'radio ' + one.name : one.outerHTML }"""


def by_tab(page: Page) -> set[str]:
    """Where the tab key leads, until it has gone round."""
    seen: list[str] = []
    for _turn in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found in seen[:3] and len(seen) > 8:
            break
        seen.append(found)
    return set(seen)


def test_each_page_of_a_call_is_reached_by_the_tab_key(visit: VisitorMaker) -> None:
    page = visit(login="anais.courtil").page
    calls.take(page)
    call = call_of(page)
    assert not set(page.evaluate(REACHABLE)) - by_tab(page)
    calls.talk(page)
    for path in (
        "parler",
        "rappel",
        "langue",
        "absence",
        "refus",
        "deces",
        "difficulte",
        "rendre/choisir",
    ):
        page.goto(f"/appeler/appel/{call}/{path}/")
        left = set(page.evaluate(REACHABLE)) - by_tab(page)
        assert not left, (path, left)


def test_four_calls_in_vain_bring_two_people_to_the_door_and_back(
    visit: VisitorMaker, town: RunningTown
) -> None:
    """Scenario 4, and the whole visit: named, gone, at the door, seen, back; nobody alone, nobody forgotten."""
    caller = visit(login="didier.fromentin").page
    clock.put_others_off(town, 0)  # the four tries are all hers
    name = calls.take(caller)
    call = call_of(caller)
    for _turn in range(4):
        ring_in_vain(caller)
        clock.let_hours_pass_for(town, call, 12)
        clock.put_first(town, call)
        clock.put_others_off(town, call)
        if _turn < 3:
            take_her_again(caller, name)
    assert calls.take(caller) != name

    lead = visit("CAMPAIGN_LEAD").page
    number = visit_of_call(lead, town, call)
    assert name.split()[-1] not in lead.locator("main").inner_text()
    name_two(lead, number, "Gwenaël Tardieu", "Gwenaël Tardieu")
    expect(lead.locator("main")).to_contain_text("on n’y va jamais seul")
    name_two(lead, number, "Gwenaël Tardieu", "Assia Benmansour")

    first = visit(login="gwenael.tardieu", width=390).page
    second = visit(login="assia.benmansour", width=390, script=False).page
    for page in (first, second):
        page.goto(f"/visites/{number}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(name.split()[-1])
    first.get_by_role("button", name="Nous partons tous les deux").click()
    second.reload()
    second.get_by_role("button", name="Nous sommes à la porte").click()
    second.get_by_role("button", name="Vue : tout va bien").click()
    first.reload()
    first.get_by_role("button", name="Nous sommes rentrés tous les deux").click()

    lead.goto(f"/campagnes/visites/{number}/")
    expect(lead.locator("main")).to_contain_text("Les deux sont rentrés")
    second.goto(f"/visites/{number}/")
    expect(second.locator("main h1")).to_contain_text("n’est pas l’une des vôtres")


def take_her_again(caller: Page, name: str) -> None:
    """At most two in five are tried again while others were never called."""
    for _turn in range(5):
        if calls.take(caller) == name:
            return
        ring_in_vain(caller)
    raise AssertionError("she is never called again")


def ring_in_vain(caller: Page) -> None:
    calls.show_number(caller)
    caller.locator("button[name=outcome][value=NO_ANSWER]").first.click()
    expect(caller).to_have_url(ENDS_AT)


def visit_of_call(lead: Page, town: RunningTown, call: int) -> int:
    """The lead finds it in her list of visits."""
    number = clock.counted(
        town, "select id from outreach_visit where call_id = %(call)s", {"call": call}
    )
    lead.goto("/campagnes/1/")
    lead.get_by_role("link", name=re.compile("^Visites")).click()
    lead.get_by_role("link", name=f"V-{number}", exact=True).click()
    return number


def name_two(lead: Page, number: int, first: str, second: str) -> None:
    lead.goto(f"/campagnes/visites/{number}/")
    lead.get_by_label("Qui y va").select_option(label=first)
    lead.get_by_label("Avec qui").select_option(label=second)
    lead.get_by_role("button", name="Nommer ces deux personnes").click()
