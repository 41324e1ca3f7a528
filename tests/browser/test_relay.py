"""Between a resident without account nor script, a neighbour and the desk: words, a worry, and the queue of reports."""

import re

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.test_mutual_aid import ask, open_need, say_yes, understand

SENTENCE = "Porter un sac de dix kilos."


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
    samira.get_by_role("button", name="Prévenir un agent").click()
    report = re.search(r"R-\d+", samira.locator("main").inner_text())
    assert report is not None

    olga.goto("/entraide/demandes/")
    open_need_numbered(olga, number)
    expect(olga.locator("#reports + ul")).to_contain_text(report[0])
    expect(olga.locator("main")).to_contain_text("Compte rendu ouvert")
    expect(olga.locator("main")).not_to_contain_text("Mot pour la porte")
    assert "frigo" not in olga.locator("main").inner_text()
    said = taken_by_an_orienteur(visit, report[0])
    assert "Le frigo est vide depuis lundi." in said
    assert number in said


def test_two_neighbours_agree_on_an_hour_without_a_number_and_the_desk_lets_one_pass(
    visit: VisitorMaker,
) -> None:
    resident = visit(width=320, script=False).page
    olga = visit(login="olga.shevchuk").page
    samira = visit(login="samira.belkacem", width=390).page
    code = ask(resident)
    number = take_on(olga, code)
    volunteer(samira, number)

    open_last_meeting(samira)
    samira.get_by_role("link", name="Lire et écrire des mots").click()
    write(samira, "Vendredi à dix heures, cela vous va ?")
    write(samira, "Sinon appelez-moi au 06 39 98 44 21.")
    expect(samira.locator("main")).to_contain_text("Le bureau lit d’abord ce mot")

    follow(resident, code)
    expect(resident.locator("main")).to_contain_text("Un mot vous attend")
    resident.get_by_role("link", name="Lire et écrire des mots").click()
    expect(resident.locator("main")).to_contain_text("Vendredi à dix heures")
    assert "44 21" not in resident.locator("main").inner_text()
    write(resident, "Oui. Sonnez deux fois.")
    assert resident.evaluate("document.documentElement.scrollWidth") <= 320

    open_need_numbered(olga, number)
    expect(olga.locator("main")).to_contain_text("1 mot vous attend")
    olga.get_by_role("link", name="Lire ou noter au téléphone").click()
    olga.get_by_role("button", name="Laisser passer").click()
    resident.reload()
    expect(resident.locator("main")).to_contain_text("06 39 98 44 21")
    samira.reload()
    expect(samira.locator("main")).to_contain_text("Sonnez deux fois")
    leave(samira)


def follow(page: Page, code: str) -> None:
    page.goto("/suivre/")
    page.get_by_label("Votre code").fill(code)
    page.get_by_label("Les deux derniers chiffres").fill("58")
    page.get_by_role("button", name="Voir où cela en est").click()


def write(page: Page, text: str) -> None:
    page.get_by_label("Votre mot").fill(text)
    page.get_by_role("button", name="Envoyer ce mot").click()
    expect(page.locator("main")).to_contain_text("mot")


def leave(page: Page) -> None:
    """She cannot come after all: her place is free again."""
    open_last_meeting(page)
    page.get_by_role("link", name="Finalement, je ne peux pas venir").click()
    page.locator("main form").get_by_role("button").click()


def introduce(resident: Page, olga: Page, samira: Page) -> str:
    """Asked, understood, offered, agreed; the number of the need."""
    code = ask(resident)
    number = take_on(olga, code)
    volunteer(samira, number)
    say_yes(resident, code)
    return number


def take_on(page: Page, code: str) -> str:
    understand(page, code, SENTENCE)
    return page.locator("nav.crumbs [aria-current=page]").inner_text()


def volunteer(page: Page, number: str) -> None:
    page.goto("/aider/pres-de-moi/")
    page.get_by_role("button", name=f"Je peux {number}").click()


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
