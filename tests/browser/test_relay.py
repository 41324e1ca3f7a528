"""Between a resident without account nor script, a neighbour and the desk: words, a worry, and the queue of reports."""

import re

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.test_mutual_aid import ask, open_need, say_yes, understand


def test_a_worried_helper_is_heard_by_the_orienteurs_and_the_need_stays_open(
    visit: VisitorMaker,
) -> None:
    resident = visit(width=320, script=False).page
    olga = visit(login="olga.shevchuk").page
    samira = visit(login="samira.belkacem", width=390).page
    number = introduce(resident, olga, samira)

    open_last_meeting(samira)
    samira.get_by_role("link", name="Je suis inquiet ou inquiète").click()
    expect(samira.locator("main")).to_contain_text("Un danger maintenant")
    tell(samira, "Le frigo est vide depuis lundi.")
    samira.get_by_label("La personne accepte que ce soit transmis").check()
    samira.get_by_label("L’aide s’arrête ici").check()
    samira.get_by_role("button", name="Prévenir la mairie").click()
    report = re.search(r"R-\d+", samira.locator("main").inner_text())
    assert report is not None

    olga.goto("/entraide/demandes/")
    open_need_numbered(olga, number)
    expect(olga.locator("#reports + ul")).to_contain_text(report[0])
    expect(olga.locator("main")).to_contain_text("Signalement ouvert")
    expect(olga.locator("main")).not_to_contain_text("Mot pour la porte")
    assert "frigo" not in olga.locator("main").inner_text()
    said = taken_by_an_orienteur(visit, report[0])
    assert "Le frigo est vide depuis lundi." in said
    assert number in said


def introduce(resident: Page, olga: Page, samira: Page) -> str:
    """Asked, understood, offered, agreed; the number of the need."""
    code = ask(resident)
    understand(olga, code)
    number = olga.locator("nav.crumbs [aria-current=page]").inner_text()
    samira.goto("/aider/pres-de-moi/")
    samira.get_by_role("button", name=f"Je peux {number}").click()
    say_yes(resident, code)
    return number


def open_need_numbered(page: Page, number: str) -> None:
    open_need(page, number)
    expect(page.locator("h1")).to_be_visible()


def open_last_meeting(page: Page) -> None:
    page.goto("/aider/")
    page.locator("section[aria-labelledby=met] li").last.get_by_role("link").click()


def tell(page: Page, text: str) -> None:
    page.get_by_label(re.compile("^De quoi s’agit")).select_option("courses_repas")
    page.get_by_label(re.compile("^Important")).check()
    page.get_by_label(re.compile("^Que s’est")).fill(text)


def taken_by_an_orienteur(visit: VisitorMaker, report: str) -> str:
    """From the queue to the words, by somebody who takes the report."""
    mireille = visit("ORIENTEUR").page
    mireille.goto(f"/orientation/?number={report}")
    mireille.locator("tr", has_text=report).get_by_role("link").click()
    before = mireille.locator("main").inner_text()
    assert "frigo" not in before
    mireille.get_by_role("button", name="Prendre ce compte rendu").click()
    expect(mireille.locator("main")).to_contain_text("Odette")
    return mireille.locator("main").inner_text()
