"""A neighbour is asked by text message; the OUI of each comes back to the need, which the desk reads."""

from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road.fields import fill_day
from tests.browser.test_mutual_aid import ask, open_need, understand
from tests.browser.town import RunningTown

HELPER, PERSON = (
    "+61 491 570 156",
    "+61 491 570 157",
)  # of fiction, in a country whose numbers leave
NEED = "Petit coup de main à la maison"
STREET = "3 square des Tilleuls"
TRACE = "section[aria-labelledby=trace]"


def test_a_helper_then_the_person_say_oui_by_text_message_and_the_desk_sees_it_on_the_need(
    visit: VisitorMaker, town: RunningTown
) -> None:
    visitor = visit(login="olga.shevchuk")
    olga = visitor.page
    offer = accepted(olga, offered(visit(width=320, script=False).page))
    code = ask(visit(width=320, script=False).page, PERSON, NEED, STREET)
    understand(olga, code)
    olga.locator("li", has_text=offer).get_by_role("button", name="Demander à ce bénévole").click()
    expect(olga.locator(TRACE)).to_contain_text("Question")

    helper, question = town.gateway.last(town.home, "a besoin d'un coup de main")
    town.gateway.answer(town.url, helper, "Oui avec plaisir !")
    wait_for(olga, code, "Un bénévole a dit oui")
    person, asked = town.gateway.last(town.home, "un voisin peut vous aider")
    town.gateway.answer(town.url, person, "OUI")
    wait_for(olga, code, "La personne a dit oui")
    _number, word = town.gateway.last(town.home, "Le mot à la porte")
    open_need(olga, code)
    visitor.shot("need_answered_by_sms")

    assert olga.locator(TRACE).inner_text().count("réponse OUI") == 2
    assert (helper, person) == (HELPER.replace(" ", ""), PERSON.replace(" ", ""))
    assert not [one for one in (question, asked, word) if "Odette" in one or "Tilleuls" in one]


def offered(page: Page) -> Page:
    """Somebody without account offers small repairs, in the street of who asks."""
    page.goto("/proposer-mon-aide/")
    page.get_by_label(NEED).check()
    page.get_by_label("Rue, avec le numéro si vous voulez").fill(STREET)
    page.get_by_label("Régulièrement").check()
    page.get_by_label("Français", exact=True).check()
    page.get_by_role("textbox", name="Prénom").fill("Yanis")
    page.get_by_role("textbox", name="Nom", exact=True).fill("Marchal")
    page.get_by_role("textbox", name="Téléphone").fill(HELPER)
    page.get_by_label("18 ans ou plus").check()
    page.get_by_role("button", name="Envoyer mon offre").click()
    expect(page.locator("main")).to_contain_text("code")
    return page


def accepted(olga: Page, _sent: Page) -> str:
    """The number of the newest offer, which the desk accepts."""
    olga.goto("/entraide/offres/?view=WAITING&page=1")
    addresses = olga.locator("main table a").evaluate_all("all => all.map(one => one.pathname)")
    olga.goto(max(addresses, key=lambda one: int(one.strip("/").rpartition("/")[2])))
    olga.get_by_role("button", name="Accepter").click()
    olga.get_by_role("combobox").select_option("met_in_person")
    fill_day(olga, "until", localdate() + timedelta(days=90))  # she was met at the town hall
    olga.get_by_role("button", name="Noter").click()
    return olga.locator("nav.crumbs [aria-current=page]").inner_text()


def wait_for(page: Page, code: str, said: str) -> None:
    """The job of the answer runs beside the page."""
    for _try in range(30):
        open_need(page, code)
        if said in page.locator(TRACE).inner_text():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"the need never said « {said} »")
