"""From enrolment to a first call: learnt in ten screens, played three times, listened to by two; and who is not ready gets nobody."""

import subprocess
import sys

from playwright.sync_api import Page, expect
from tests.browser.conftest import Visitor, VisitorMaker
from tests.browser.town import RunningTown

from entremise.kits.queries import shipped_training
from entremise.kits.vocabulary.training import GestureKind, Mark, Screen, SimulatedPerson
from entremise.web.shell.typography import french

FIRST_CALL_AT_MOST_PAGES = 70


def do_gesture(page: Page, screen: Screen) -> None:
    """What the screen asks, then its one button."""
    gesture = screen.gesture
    if gesture.kind == GestureKind.WRITE:
        for label in gesture.boxes:
            page.get_by_label(french(label)[:12]).fill("Émile")
    elif gesture.kind == GestureKind.CHOOSE:
        right = next(one for one in gesture.choices if one.right)
        page.get_by_label(french(right.text)[:20]).check()
    else:
        page.get_by_role("checkbox").check()
    page.get_by_role("button", name="C’est fait").click()


def answer_quiz(page: Page, *, but: str = "") -> None:
    for one in shipped_training().quiz:
        wanted = next(c for c in one.choices if c.right == (one.id != but))
        page.locator(f'[name="{one.id}"][value="{one.choices.index(wanted)}"]').check()
    page.get_by_role("button", name="Vérifier mes cinq réponses").click()


def play(page: Page, person: SimulatedPerson) -> int:
    """The expected sentences; the taps that it took."""
    page.get_by_role("button", name="Afficher et appeler").click()
    for turn in person.turns:
        expect(page.locator("main")).to_contain_text(french(turn.says)[:10])
        number = next(n for n, one in enumerate(turn.options) if one.mark == Mark.EXPECTED)
        page.locator(f'button[name="option"][value="{number}"]').click()
    expect(page.locator("main")).to_contain_text("Une bonne fin")
    return 1 + len(person.turns)


def signed_in(visit: VisitorMaker, login: str, **given: object) -> Page:
    visitor: Visitor = visit(**given)
    return visitor.sign_in(visitor.town.login(login))


def test_a_volunteer_enrols_learns_and_calls_in_under_an_hour(visit: VisitorMaker) -> None:
    pages = 0
    page = signed_in(visit, "samira.belkacem", width=320, script=False)
    page.goto("/aider/appeler/")
    page.get_by_role("link", name="M’inscrire pour appeler").click()
    page.get_by_label("Comme bénévole").check()
    page.get_by_role("button", name="M’inscrire pour appeler").click()
    expect(page.locator("main")).to_contain_text("attend la réponse d’une pilote")

    lead = visit("CAMPAIGN_LEAD").page
    lead.goto("/campagnes/appelants/")
    lead.get_by_role("link", name="Samira Belkacem").click()
    lead.get_by_label("Référent qui l’accompagne").select_option(label="Émile Sarrazin")
    lead.get_by_label("Campagne qui s’ouvre").select_option(index=1)
    lead.get_by_role("button", name="Admettre cet appelant").click()
    expect(lead.locator("main")).to_contain_text("Sa formation est ouverte")

    page.goto("/appeler/formation/1/")
    for screen in shipped_training().screens:
        expect(page.get_by_role("heading", level=1)).to_have_text(french(screen.title))
        do_gesture(page, screen)
        pages += 1
    answer_quiz(page, but="Q3")
    expect(page.locator("main")).to_contain_text("Un rappel ou un message peut l’exposer")
    answer_quiz(page)
    pages += 2
    for person in shipped_training().people:
        page.goto(f"/appeler/formation/appel/{person.code}/")
        played = play(page, person)
        pages += 1 + played
        assert played <= 8  # a tap to ring, then a sentence a turn
    page.goto("/appeler/formation/")
    expect(page.locator("main")).to_contain_text("Un référent écoute un appel avec vous")

    referent = signed_in(visit, "emile.sarrazin")
    referent.goto("/appeler/collegues/")
    referent.get_by_role("link", name="Samira Belkacem").click()
    referent.get_by_label("En une phrase").fill("Posée, laisse parler.")
    referent.get_by_role("button", name="Le noter").click()
    referent.get_by_role("button", name="Ouvrir le niveau 1").click()
    expect(referent.locator("main")).to_contain_text("Le niveau 1 lui est ouvert")

    page.goto("/appeler/creneaux/")
    page.get_by_role("button", name="Prendre une place").first.click()
    page.goto("/appeler/")
    expect(page.locator("main")).to_contain_text("1, écoute")
    page.get_by_role("button", name="Personne suivante").click()
    expect(page.get_by_role("button", name="Afficher et appeler")).to_be_visible()
    assert pages <= FIRST_CALL_AT_MOST_PAGES


def test_who_learns_is_given_nobody_and_a_lead_cannot_admit_her_above_her_level(
    visit: VisitorMaker,
) -> None:
    page = signed_in(visit, "lucas.amsellem", width=320)
    page.goto("/appeler/")
    expect(page.get_by_role("button", name="Personne suivante")).to_have_count(0)
    page.get_by_role("link", name="Aller à ma formation").click()
    page.get_by_role("link", name="Commencer la formation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre rôle")

    lead = visit("CAMPAIGN_LEAD").page
    lead.goto("/campagnes/")
    lead.get_by_role("link", name="appels d’alerte").first.click()
    lead.get_by_role("link", name="Appelants", exact=True).last.click()
    expect(lead.get_by_label("Qui").locator("option", has_text="Lucas")).to_have_count(0)


def test_a_simulated_call_ended_too_soon_says_what_was_missing(visit: VisitorMaker) -> None:
    page = signed_in(visit, "ines.kone", width=390, script=False)
    page.goto("/appeler/formation/appel/S1/")
    page.get_by_role("button", name="Afficher et appeler").click()
    expect(page.locator("main")).to_contain_text("exercice")
    for number in (0, 0, 1):
        page.locator(f'button[name="option"][value="{number}"]').click()
    expect(page.locator("main")).to_contain_text("L’appel s’est terminé trop tôt")
    expect(page.locator("main")).to_contain_text("frigo vide")


NOBODY = "UPDATE outreach_pool SET language = 'x' || language WHERE level = 1"
AGAIN = "UPDATE outreach_pool SET language = substr(language, 2) WHERE level = 1"
IN_TOWN = """
import sys
from entremise.jobs.database.home import home
from entremise.jobs.database.instance import environment
import os
os.environ.update(environment(home()))
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(sys.argv[1])
"""


def in_town(town: RunningTown, statement: str) -> None:
    command = [sys.executable, "-c", IN_TOWN, statement]
    subprocess.run(command, env=town.environment, check=True, capture_output=True)


def test_a_level_one_caller_among_people_of_level_two_gets_no_name_but_her_training_and_next_shift(
    visit: VisitorMaker, town: RunningTown
) -> None:
    """Scenario 5 of the calls."""
    page = signed_in(visit, "jean-luc.pasquet", width=320, script=False)
    in_town(town, NOBODY)  # those who wait are of level 2 and more
    try:
        page.goto("/appeler/")
        page.get_by_role("button", name="Personne suivante").click()
    finally:
        in_town(town, AGAIN)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Plus personne")
    expect(page.locator("main")).not_to_contain_text("Mme")
    expect(page.get_by_role("link", name="Aller à ma formation")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Votre prochain créneau")
    expect(page.get_by_role("link", name="Choisir un créneau")).to_be_visible()


def test_the_end_of_a_shift_with_little_energy_is_told_to_the_referent_today(
    visit: VisitorMaker,
) -> None:
    page = signed_in(visit, "kavitha.ramanathan", width=320, script=False)
    page.goto("/appeler/")
    page.get_by_role("button", name="Personne suivante").click()
    page.get_by_label("Je connais cette personne").check()
    page.get_by_role("button", name="Rendre cette personne").click()
    page.goto("/appeler/")
    page.get_by_role("link", name="Terminer mon créneau").click()
    page.get_by_label("Quel appel reste avec vous").fill("Celui de la dame au chat.")
    page.get_by_label("dans le script").fill("La question 8 est trop longue.")
    page.get_by_label("1, à plat").check()
    page.get_by_role("button", name="Terminer mon créneau").click()

    referent = signed_in(visit, "emile.sarrazin")
    referent.goto("/appeler/")
    expect(referent.locator("main")).to_contain_text("Kavitha Ramanathan")
    expect(referent.locator("main")).to_contain_text("la dame au chat")
    lead = visit("CAMPAIGN_LEAD").page
    lead.goto("/campagnes/scripts/")
    remark = lead.locator("li", has_text="La question 8 est trop longue")
    remark.get_by_label("Ce qui a été changé").fill("Coupée en deux.")
    remark.get_by_role("button", name="Régler cette remarque").click()
    page.goto("/appeler/formation/")
    expect(page.locator("main")).to_contain_text("Coupée en deux")
