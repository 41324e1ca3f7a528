"""A morning at the desk of mutual aid, with the keyboard for what is done a hundred times."""

import re
from datetime import date, timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.test_mutual_aid import ask

PHONE = "01 99 00 47 36"
DANGER = "Mon père est tombé et ne se relève pas."


def press_access_key(page: Page, letter: str) -> None:
    """Alt and a letter, with the unmodified text by which Chromium finds the key; Playwright leaves it out."""
    key = {
        "modifiers": 1,
        "key": letter.lower(),
        "code": f"Key{letter}",
        "windowsVirtualKeyCode": ord(letter),
        "unmodifiedText": letter.lower(),
    }
    keys = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        keys.send("Input.dispatchKeyEvent", {"type": kind} | key)
    keys.detach()
    page.wait_for_load_state()


def test_a_morning_from_danger_to_the_reason_of_the_end(visit: VisitorMaker) -> None:
    resident = visit(width=320, script=False).page
    ask(resident, phone=PHONE)
    code = ask(resident, phone=PHONE, words=DANGER)
    page = visit(login="olga.shevchuk").page

    urgent = take_danger_first(page, code)
    say_it_is_the_same_person(page)
    calm = search_by_phone(page, urgent)
    log_a_call(page)
    understand(page)
    propose(page)
    widen(page)
    hand_over_to_idris(page, calm)
    orient(page, urgent)
    close_with_a_reason(page, urgent)


def take_danger_first(page: Page, code: str) -> str:
    """Danger stands first, in each list; her need is found by its code, and T takes it."""
    page.goto("/entraide/")
    expect(page.locator("main .notice.alert")).to_contain_text("danger")
    first = page.locator("section[aria-labelledby=alone] tbody tr").first
    expect(first).to_contain_text("danger")
    page.keyboard.press("/")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.locator("main .notice.alert")).to_contain_text("Cette demande parle de danger")
    assert "Odette" not in page.locator("main").inner_text()
    press_access_key(page, "T")
    expect(page.locator("main")).to_contain_text("Odette")
    return number_of(page)


def number_of(page: Page) -> str:
    return page.locator("nav.crumbs [aria-current=page]").inner_text()


def say_it_is_the_same_person(page: Page) -> None:
    alike = page.locator("section[aria-labelledby=alike]")
    expect(alike).to_contain_text("Même téléphone")
    alike.get_by_role("button", name="C’est la même personne").first.click()
    expect(alike).to_contain_text("La même personne")


def search_by_phone(page: Page, urgent: str) -> str:
    """« / », the number, Enter; both needs, no name; the calm one is opened and taken."""
    page.goto("/entraide/")
    page.keyboard.press("/")
    page.keyboard.type(PHONE)
    page.keyboard.press("Enter")
    found = page.locator("section[aria-labelledby=found]")
    expect(found).to_contain_text(urgent)
    assert "Odette" not in page.locator("main").inner_text()
    found.get_by_role("listitem").filter(has_not_text=urgent).first.get_by_role("link").click()
    page.wait_for_load_state()
    press_access_key(page, "T")
    expect(page.locator("main")).to_contain_text("Odette")
    return number_of(page)


def log_a_call(page: Page) -> None:
    """K, the outcome, the day, Enter."""
    press_access_key(page, "K")
    form = page.locator("form", has=page.get_by_role("heading", name="Noter un contact"))
    form.get_by_role("combobox").select_option("CALL_BACK")
    fill_day(form, localdate() + timedelta(days=2))
    form.get_by_label("Année").press("Enter")
    expect(page.locator("ol.trace")).to_contain_text("jointe, à rappeler")


def fill_day(form: object, day: date) -> None:
    for label, value in (("Jour", day.day), ("Mois", day.month), ("Année", day.year)):
        form.get_by_label(label).fill(str(value))  # type: ignore[attr-defined]  # a page or a part of one


def understand(page: Page) -> None:
    page.get_by_role("link", name="Dire ce que c’est").click()
    page.get_by_label("cette semaine").check()
    page.get_by_label("Phrase que tout le monde lit").fill("Porter des courses au quatrième étage.")
    page.get_by_role("button", name="Garder ce qui est demandé").click()


def propose(page: Page) -> None:
    """The nearest who fits is asked."""
    page.get_by_role("button", name=re.compile("Demander à ce bénévole")).first.click()
    expect(page.locator("ol.trace")).to_contain_text(re.compile(r"\(O-\d+"))


def widen(page: Page) -> None:
    press_access_key(page, "L")
    expect(page.locator("h1")).to_have_text("Chercher plus loin un bénévole")
    page.get_by_label("associations").check()
    page.get_by_role("button", name="Chercher là").click()
    expect(page.locator("main")).to_contain_text("Sollicités maintenant")


def hand_over_to_idris(page: Page, number: str) -> None:
    press_access_key(page, "H")
    page.get_by_role("combobox").select_option(label="Idris Caradec")
    page.get_by_role("button", name="Confier la demande").click()
    expect(page.locator("main")).to_contain_text("Bureau d’entraide")
    page.goto("/entraide/demandes/")
    page.get_by_label("Qui l’a").select_option(label="Idris Caradec")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator("main")).to_contain_text("Idris Caradec")
    page.get_by_label("Numéro, code ou téléphone").fill(number)
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("main")).to_contain_text("Seul le responsable de la demande voit")


def orient(page: Page, number: str) -> None:
    """O, then what a report of the town asks."""
    page.get_by_role("link", name="Bureau d’entraide").click()
    page.get_by_label("Numéro, code ou téléphone").fill(number)
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile(r"/entraide/demandes/\d+/$"))
    press_access_key(page, "O")
    expect(page.locator("h1")).to_have_text("Orienter vers un service")
    page.locator("[name=theme]").select_option(index=1)
    page.locator("[name=severity]").first.check()
    page.locator("[name=said]").fill("Une chute ce matin, une aide à domicile manque.")
    page.locator("[name=consent][value=YES]").check()
    page.locator("main form").first.locator("button.btn").first.click()
    expect(page.locator("ol.trace").first).to_contain_text("Olga Shevchuk")


def close_with_a_reason(page: Page, number: str) -> None:
    press_access_key(page, "C")
    page.get_by_role("combobox").select_option("WITHDRAWN:NO_LONGER_NEEDED")
    page.get_by_role("button", name="Clore la demande").click()
    expect(page.locator("ol.trace")).to_contain_text("retirée (plus besoin)")
    expect(page.locator("main")).to_contain_text(number)


def test_idle_helpers_are_invited_from_the_gap(visit: VisitorMaker) -> None:
    """From the gap of a category and a district to an action, and the trace of the offer says it."""
    page = visit(login="olga.shevchuk").page
    page.goto("/entraide/")
    gap = page.locator("section[aria-labelledby=gaps]")
    gap.get_by_role("link", name=re.compile("^Inviter (?!les)")).first.click()
    first = page.locator("fieldset label.opt").first
    number = re.search(r"O-\d+", first.inner_text())
    assert number is not None
    first.get_by_role("checkbox").check()
    page.get_by_label("À quoi").select_option(index=1)
    page.get_by_role("button", name="Inviter ces bénévoles").click()

    expect(page.locator("main")).to_contain_text("Une personne est invitée.")
    page.goto("/entraide/")
    page.get_by_label("Numéro, code ou téléphone").fill(number[0])
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("ol.trace")).to_contain_text("Invitée (")
