"""The life of a helper, from her offer to the day she leaves and is erased; the life of an association beside the desk."""

import json
import re
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.town import RunningTown

SENTENCE = "Promener un petit chien le matin."
PASSWORD = "une phrase de passe bien longue 2026"
MORE = "Je sais aussi couper les griffes des chats."


def test_a_helper_offers_helps_pauses_declines_takes_her_data_and_leaves(
    visit: VisitorMaker, town: RunningTown
) -> None:
    login = f"mina.{uuid4().hex[:6]}"
    olga = visit(login="olga.shevchuk").page
    offer_by_web(visit(width=320, script=False).page)
    number, link = welcome(olga, login)
    mina = visit(width=390).page
    sign_in(mina, link, login)

    change(mina, number)
    pause_and_take_up(mina, number)
    first, second = (ask_for(visit(width=320, script=False).page) for _ in range(2))
    for code in (first, second):
        understand(olga, code)
        ask_helper(olga, number)
    decline(mina)
    accept_and_meet(mina, visit, first, second)
    take_data(mina, number)
    leave(mina, login)

    olga.goto("/entraide/offres/?view=RELEASED&category=animal")
    expect(olga.locator("main")).to_contain_text(number)


def offer_by_web(page: Page) -> None:
    page.goto("/proposer-mon-aide/")
    page.get_by_label("Promener ou nourrir un animal").check()
    page.get_by_label("Autre chose, ou plus, en une phrase").fill(MORE)
    page.get_by_label("Rue, avec le numéro si vous voulez").fill("9 rue du Vieux-Pont")
    page.get_by_label("Distance, au plus", exact=True).select_option("5000")
    page.get_by_label("Régulièrement").check()
    page.get_by_label("Français").check()
    page.get_by_label("Tamoul").check()
    page.get_by_role("textbox", name="Prénom").fill("Mina")
    page.get_by_label("Nom", exact=True).fill("Vasseur")
    page.get_by_role("textbox", name="Téléphone").fill("06 39 98 40 77")
    page.get_by_label("18 ans ou plus").check()
    page.get_by_role("button", name="Envoyer mon offre").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"[A-Y]{3}-[A-Y]{3}"))


def welcome(page: Page, login: str) -> tuple[str, str]:
    """The desk reads who offers and what else, says yes, opens an account; the number and the link."""
    page.goto("/entraide/offres/?view=WAITING")
    numbers = re.findall(r"O-\d+", page.locator("main").inner_text())
    number = max(numbers, key=lambda one: int(one[2:]))
    page.locator("tr", has_text=number).get_by_role("link").click()
    page.get_by_role("button", name="Voir le nom et le numéro").click()
    expect(page.locator("main")).to_contain_text("Mina Vasseur")
    expect(page.locator("main")).to_contain_text("couper les griffes")
    page.get_by_role("button", name="Accepter l’offre").click()
    page.get_by_role("link", name="Donner un compte").click()
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label(re.compile("^Prénom")).fill("Mina")
    page.get_by_label("Nom", exact=True).fill("Vasseur")
    page.get_by_role("button", name="Ouvrir le compte").click()
    return number, page.locator("code").inner_text()


def sign_in(page: Page, link: str, login: str) -> None:
    page.goto(link)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Choisir ce mot de passe").click()
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.locator("main form").first.get_by_role("button", name="Se connecter").click()
    page.goto("/aider/")
    expect(page.locator("h1")).to_have_text("J’aide")


def change(page: Page, number: str) -> None:
    page.get_by_role("link", name=f"Modifier {number}").click()
    page.get_by_label("Combien de personnes à la fois").fill("3")
    page.get_by_label("Distance, au plus", exact=True).select_option("10000")
    page.get_by_role("button", name="Garder ces changements").click()
    expect(page.locator("main")).to_contain_text("0 / 3")


def pause_and_take_up(page: Page, number: str) -> None:
    page.get_by_role("link", name=f"Pause {number}").click()
    for part, value in (("Jour", "2"), ("Mois", "1"), ("Année", "2030")):
        page.get_by_label(part).fill(value)
    page.get_by_role("button", name="Mettre mon offre en pause").click()
    expect(page.locator("main")).to_contain_text("en pause jusqu’au")
    page.get_by_role("button", name=f"Reprendre maintenant {number}").click()
    expect(page.locator("main")).to_contain_text("disponible")


def ask_for(page: Page) -> str:
    page.goto("/demander-de-l-aide/")
    page.get_by_label("Promener ou nourrir un animal").check()
    page.get_by_label("Pour moi", exact=True).check()
    page.get_by_label("Rue, avec le numéro si vous voulez").fill("8 rue du Vieux-Pont")
    page.get_by_label("Cette semaine").check()
    page.get_by_label("Langue que vous préférez").select_option("ta")
    page.get_by_role("textbox", name="Prénom").fill("Rani")
    page.get_by_role("textbox", name="Téléphone").fill("01 99 00 41 58")
    page.get_by_label("Oui", exact=True).check()
    page.get_by_role("button", name="Relire mes réponses").click()
    page.get_by_role("button", name="Envoyer ma demande").click()
    found = re.search(r"[A-Y]{3}-[A-Y]{3}", page.locator("main").inner_text())
    assert found is not None
    return found[0]


def understand(page: Page, code: str) -> None:
    open_need(page, code)
    page.get_by_role("button", name="Prendre cette demande").click()
    page.get_by_role("link", name="Dire ce que c’est").click()
    page.get_by_label("cette semaine").check()
    page.get_by_label("Phrase que tout le monde lit").fill(SENTENCE)
    page.get_by_label("La personne accepte que tout le monde lise cette phrase").check()
    page.get_by_role("button", name="Garder ce qui est demandé").click()


def open_need(page: Page, code: str) -> None:
    page.goto("/entraide/")
    page.get_by_label("Numéro, code ou téléphone").fill(code)
    page.get_by_role("button", name="Chercher").click()


def ask_helper(page: Page, number: str) -> None:
    """Found by the machine meanwhile, or on the list of the desk."""
    page.get_by_role("button", name=f"Demander à ce bénévole {number}").click()
    expect(page.locator("main")).to_contain_text("sollicité")


def decline(page: Page) -> None:
    page.goto("/aider/")
    page.get_by_role("link", name=re.compile("Pas cette fois")).first.click()
    page.get_by_label("pas libre").check()
    page.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page.locator("main")).to_contain_text("Merci de votre réponse")


def accept_and_meet(page: Page, visit: VisitorMaker, *codes: str) -> None:
    page.get_by_role("button", name=re.compile("Oui, je peux")).click()
    expect(page.locator("main")).to_contain_text("La personne n’a pas encore répondu")
    page.goto("/aider/partir/")
    expect(page.locator("main")).to_contain_text("Quelqu’un compte sur vous")
    rani = visit(width=320, script=False).page
    assert any(agreed(rani, code) for code in codes)
    page.goto("/aider/")
    page.locator("section[aria-labelledby=met]").get_by_role("link").first.click()
    expect(page.locator("#who")).to_have_text("Rani")
    page.get_by_role("link", name="Dire comment cela s’est passé").click()
    page.get_by_label("tout s’est bien passé").check()
    page.get_by_role("button", name="Dire comment cela s’est passé").click()


def agreed(page: Page, code: str) -> bool:
    """The person’s yes, if it is this need that somebody agreed to help."""
    page.goto("/suivre/")
    page.get_by_label("Votre code").fill(code)
    page.get_by_label("Les deux derniers chiffres").fill("58")
    page.get_by_role("button", name="Voir où cela en est").click()
    yes = page.get_by_role("button", name="Oui, je suis d’accord")
    if not yes.count():
        return False
    yes.click()
    return True


def take_data(page: Page, number: str) -> None:
    page.goto("/aider/mes-donnees/")
    said = page.locator("main").inner_text().replace("\u00a0", " ").replace("\u202f", " ")
    assert all(word in said for word in ("Mina Vasseur", "06 39 98 40 77", "couper les griffes"))
    assert "Rani" not in said
    with page.expect_download() as found:
        page.get_by_role("link", name="Emporter mes données (JSON)").click()
    data = json.loads(Path(found.value.path()).read_text(encoding="utf-8"))
    assert data["offers"][0]["offer"]["number"] == number
    assert "Rani" not in json.dumps(data)
    with page.expect_download() as paper:
        page.get_by_role("link", name="Emporter mes données (PDF)").click()
    assert Path(paper.value.path()).read_bytes()[:5] == b"%PDF-"


def leave(page: Page, login: str) -> None:
    page.get_by_role("link", name="Partir et effacer mes données").click()
    expect(page.locator("main")).to_contain_text("Ce qui reste, et pourquoi")
    page.get_by_role("button", name="Effacer mes données et partir").click()
    expect(page.locator("body")).to_contain_text("C’est fait.")
    page.goto("/connexion/")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.locator("main form").first.get_by_role("button", name="Se connecter").click()
    assert "/connexion/" in page.url


def test_an_association_offers_as_a_group_answers_and_ends(visit: VisitorMaker) -> None:
    olga = visit(login="olga.shevchuk").page
    fatoumata = visit(login="fatoumata.sow", width=390, script=False).page
    fatoumata.goto("/partenaire/")
    expect(fatoumata.locator("main")).to_contain_text("Fatoumata Sow")

    fatoumata.get_by_role("link", name="Nos offres").first.click()
    fatoumata.locator("section[aria-labelledby=asked]").get_by_role(
        "link", name=re.compile("Pas cette fois")
    ).first.click()
    fatoumata.get_by_label("aide déjà assez").check()
    fatoumata.get_by_role("button", name="Envoyer ma réponse").click()
    expect(fatoumata.locator("h1")).to_have_text("Nos offres")

    fatoumata.get_by_role("link", name="Offrir une aide").click()
    fatoumata.get_by_label("Petit coup de main à la maison").check()
    fatoumata.get_by_label("Combien de personnes à la fois").fill("5")
    fatoumata.get_by_label("Quand").select_option(["SAT-AM", "SAT-PM"])
    fatoumata.get_by_label("Distance, au plus", exact=True).select_option("5000")
    fatoumata.get_by_role("button", name="Envoyer notre offre").click()
    card = fatoumata.locator("section[aria-labelledby=mine] li", has_text="0 / 5").first
    number = re.search(r"O-\d+", card.inner_text())
    assert number is not None

    olga.goto("/entraide/offres/?view=WAITING")
    olga.locator("tr", has_text=number[0]).get_by_role("link").click()
    expect(olga.locator("main")).to_contain_text("Le Fil d’Aubrelle")
    olga.get_by_role("button", name="Accepter l’offre").click()
    fatoumata.goto("/partenaire/propositions/")
    fatoumata.get_by_role("link", name=f"Arrêter {number[0]}").click()
    fatoumata.get_by_role("button", name=re.compile("Arrêter")).click()
    expect(fatoumata.locator("main")).not_to_contain_text(number[0])


def test_the_desk_meets_a_new_association_before_it_shows_it_needs(visit: VisitorMaker) -> None:
    olga = visit(login="olga.shevchuk").page
    olga.goto("/entraide/associations/")
    row = olga.locator("tbody tr", has_text="demande à travailler avec nous")
    name = row.get_by_role("rowheader").inner_text().splitlines()[0]
    row.get_by_role("link", name=re.compile("Noter la rencontre")).click()
    olga.get_by_role("button", name="Noter la rencontre").click()
    row = olga.locator("tbody tr", has_text=name)
    expect(row).to_contain_text("a été rencontrée")
    row.get_by_role("button", name=re.compile("Commencer à travailler ensemble")).click()
    expect(row).to_contain_text("travaille avec nous")
    row.get_by_role("link", name=re.compile("Arrêter")).click()
    olga.get_by_label("elle a demandé à arrêter").check()
    olga.get_by_role("button", name="Arrêter avec cette association").click()
    expect(row).to_contain_text("ne travaille plus avec nous")
