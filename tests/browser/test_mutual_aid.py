"""One need from the first click to the last state: a resident without account nor script, the desk, a neighbour."""

import re

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker

SENTENCE = "Monter deux packs d’eau au premier étage."


def test_a_resident_asks_a_neighbour_helps_and_the_desk_closes_with_a_reason(
    visit: VisitorMaker,
) -> None:
    resident = visit(width=320, script=False).page
    olga = visit(login="olga.shevchuk").page
    samira = visit(login="samira.belkacem", width=390).page

    code = ask(resident)
    understand(olga, code)
    offer_oneself(samira)
    word = say_yes(resident, code)

    first_name, said = met(samira)
    assert first_name == "Odette"
    assert word in said
    samira.get_by_role("link", name="Dire comment cela s’est passé").click()
    samira.get_by_label("tout s’est bien passé").check()
    samira.get_by_role("button", name="Dire comment cela s’est passé").click()
    close(olga, code)
    resident.goto("/suivre/")
    resident.get_by_label("Votre code").fill(code)
    resident.get_by_role("button", name="Voir où cela en est").click()
    expect(resident.locator("main")).to_contain_text("Aide reçue")


def ask(
    page: Page,
    phone: str = "01 99 00 41 58",
    need: str = "Courses de première nécessité",
    street: str = "8 rue du Vieux-Pont",
    words: str = "L’ascenseur est en panne et je ne peux pas porter l’eau.",
) -> str:
    """Home, five questions, read again, send; the code."""
    page.goto("/")
    page.locator("main").get_by_role("link", name="Demander de l’aide").click()
    page.get_by_label(need).check()
    page.get_by_label("Avec vos mots").fill(words)
    page.get_by_label("Pour moi", exact=True).check()
    page.get_by_label("Rue, avec le numéro si vous voulez").fill(street)
    page.get_by_label("Cette semaine").check()
    page.get_by_role("textbox", name="Prénom").fill("Odette")
    page.get_by_role("textbox", name="Téléphone").fill(phone)
    page.get_by_label("Oui", exact=True).check()
    page.get_by_role("button", name="Relire mes réponses").click()
    expect(page.locator("h1")).to_have_text("Tout est juste ?")
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.locator("h1")).to_have_text("C’est noté")
    found = re.search(r"[A-Y]{3}-[A-Y]{3}", page.locator("main").inner_text())
    assert found is not None
    return found[0]


def open_need(page: Page, code: str) -> None:
    page.goto("/entraide/")
    page.get_by_label("Numéro, code ou téléphone").fill(code)
    page.get_by_role("button", name="Chercher").click()


def understand(page: Page, code: str, sentence: str = SENTENCE) -> None:
    open_need(page, code)
    assert "Odette" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Prendre cette demande").click()
    expect(page.locator("main")).to_contain_text("Odette")
    page.get_by_role("link", name="Dire ce que c’est").click()
    page.get_by_label("cette semaine").check()
    page.get_by_label("Phrase que tout le monde lit").fill(sentence)
    page.get_by_label("La personne accepte que tout le monde lise cette phrase").check()
    page.get_by_role("button", name="Garder ce qui est demandé").click()


def offer_oneself(page: Page) -> None:
    page.goto("/aider/pres-de-moi/")
    assert "Odette" not in page.locator("main").inner_text()
    row = page.locator("tr", has_text=re.compile("Monter deux packs"))
    row.get_by_role("button", name="Je peux").click()


def say_yes(page: Page, code: str) -> str:
    """The resident’s own yes, by her code and the end of her number; the word for the door."""
    page.goto("/suivre/")
    page.get_by_label("Votre code").fill(code)
    page.get_by_label("Les deux derniers chiffres").fill("58")
    page.get_by_role("button", name="Voir où cela en est").click()
    expect(page.locator("main")).to_contain_text("Samira peut vous aider")
    page.get_by_role("button", name="Oui, je suis d’accord").click()
    return page.locator("section[aria-labelledby=met] b.big").inner_text()


def met(page: Page) -> tuple[str, str]:
    page.goto("/aider/")
    page.locator("li.card", has_text=re.compile("Monter deux packs")).get_by_role("link").click()
    return page.locator("#who").inner_text(), page.locator("main").inner_text()


def close(page: Page, code: str) -> None:
    open_need(page, code)
    page.get_by_role("link", name="Clore la demande").click()
    page.get_by_role("combobox").select_option("DONE:HELPED")
    page.get_by_role("button", name="Clore la demande").click()
    expect(page.locator("main")).to_contain_text("Close : aide reçue")


def test_an_association_says_yes_sees_the_person_and_says_how_it_went(visit: VisitorMaker) -> None:
    olga = visit(login="olga.shevchuk").page
    fatoumata = visit(login="fatoumata.sow", width=390, script=False).page
    code = ask(visit(width=320, script=False).page)
    understand(olga, code)

    number = share(olga)
    fatoumata.goto("/partenaire/")
    fatoumata.locator("tr", has_text=number).get_by_role("link").click()
    before = fatoumata.locator("main").inner_text()
    fatoumata.get_by_role("button", name="Nous aidons cette personne").click()
    expect(fatoumata.locator("main")).to_contain_text("Odette")
    fatoumata.get_by_role("link", name="Dire comment cela s’est passé").click()
    fatoumata.get_by_label("tout s’est bien passé").check()
    fatoumata.get_by_role("button", name="Noter comment cela s’est passé").click()

    assert "Odette" not in before
    expect(fatoumata.locator("main")).not_to_contain_text(number)
    close(olga, code)


def share(page: Page) -> str:
    """The number of the need that the association will find in its list."""
    page.get_by_role("link", name="Solliciter une association").click()
    page.get_by_label("Le Fil d’Aubrelle").check()
    page.get_by_label("J’ai lu la phrase à voix haute").check()
    page.get_by_role("button", name="Solliciter cette association").click()
    expect(page.locator("main")).to_contain_text("Sollicitée.")
    return page.locator("nav.crumbs [aria-current=page]").inner_text()
