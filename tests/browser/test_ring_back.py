"""« Le téléphone sonne » : somebody asks who called her, then talks, is promised a call, or wants no more."""

import re

from django.utils.timezone import localtime
from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.road import calls

CALLS, ANSWERS, BEGINS = "emile.sarrazin", "sylvie.quintard", "marek.nowicki"
IT_WAS = re.compile("C’est cet appel")


def ring_in_vain(page: Page) -> str:
    """A phone that rang, and nobody picked up; its number."""
    calls.take(page)
    number = calls.show_number(page)
    page.get_by_role("button", name="Pas de réponse").first.click()
    expect(page).to_have_url(re.compile("/appeler/$"))
    return number


def find_by_number(page: Page, number: str) -> None:
    page.goto("/qui-a-appele/")
    page.get_by_label("Son numéro").fill(number)
    page.get_by_role("button", name="Chercher par numéro").click()
    expect(page.locator("main h1")).to_have_text("En ligne")
    page.get_by_role("button", name="C’est bien elle ou lui").click()
    expect(page.locator("main")).to_contain_text("Votre numéro vient de")


def test_who_rings_back_learns_who_called_and_says_what_she_wants(visit: VisitorMaker) -> None:
    public = visit(width=320, script=False).page
    public.goto("/qui-m-a-appele/")
    word = public.locator(".big").first.inner_text()
    expect(public.locator("main")).to_contain_text(
        "La mairie d’Aubrelle appelle depuis un seul numéro"
    )
    public.get_by_role("link", name="English").click()
    expect(public.locator("article h1")).to_have_text("Who called you?")

    caller = visit(login=CALLS).page
    first, second, third = (ring_in_vain(caller) for _ in range(3))

    desk = visit(login=ANSWERS).page
    calls.let_go(desk)
    desk.get_by_role("link", name="Quelqu’un rappelle").click()
    expect(desk.locator("main")).to_contain_text(word)
    find_by_hour(desk)
    promise(desk, first)
    stop(desk, second)
    talk(desk, third)
    by_an_unknown_number(desk)

    beginner = visit(login=BEGINS).page
    expect(beginner.get_by_role("link", name="Quelqu’un rappelle")).to_have_count(0)
    beginner.goto("/qui-a-appele/")
    expect(beginner.locator("main h1")).to_have_text("D’autres répondent à qui rappelle")
    clerk = visit(login="romain.delacourt").page
    clerk.get_by_role("link", name="Quelqu’un rappelle").click()
    expect(clerk.locator("main h1")).to_have_text("Quelqu’un rappelle")


def find_by_hour(page: Page) -> None:
    """The number that showed and the hour are enough; nothing of the list is said before a name is."""
    page.get_by_label("Vers quelle heure ?").fill(f"{localtime():%H:%M}")
    page.get_by_role("button", name="Trouver l’appel").click()
    expect(page.locator("main li", has_text="Émile").first).to_be_visible()
    page.get_by_role("button", name=IT_WAS).first.click()
    expect(page.locator("main")).to_contain_text("pour prendre de vos nouvelles")
    expect(page.locator("main")).not_to_contain_text("Votre numéro vient de")
    expect(page.get_by_role("button", name="Parler maintenant")).to_have_count(0)
    page.get_by_role("button", name="C’est quelqu’un d’autre").click()
    expect(page.locator("main h1")).to_have_text("Quelqu’un rappelle")


def promise(page: Page, number: str) -> None:
    find_by_number(page, number)
    page.get_by_role("link", name="Être rappelé(e)").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Promettre ce rappel").click()
    expect(page.locator("main")).to_contain_text("L’appel est promis.")


def stop(page: Page, number: str) -> None:
    """All three scopes are offered; the choice is read back before it acts."""
    find_by_number(page, number)
    page.locator("main").get_by_role("link", name="Ne plus être appelé").click()
    expect(page.get_by_role("radio")).to_have_count(3)
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Relire son choix").click()
    expect(page.locator(".say")).to_contain_text("plus d’appel de ce type")
    page.get_by_role("button", name="Enregistrer son refus").click()
    expect(page.locator("main")).to_contain_text("C’est arrêté.")


def talk(page: Page, number: str) -> None:
    """She wants to talk at once: the page of the talk opens, as after any take."""
    find_by_number(page, number)
    page.get_by_role("button", name="Parler maintenant").click()
    expect(page).to_have_url(re.compile(r"/appeler/appel/\d+/parler/"))
    page.get_by_role("button", name="Pas de réponse").first.click()
    expect(page).to_have_url(re.compile("/appeler/$"))


def by_an_unknown_number(page: Page) -> None:
    page.goto("/qui-a-appele/")
    page.get_by_label("Son numéro").fill("01 99 00 98 76")
    page.get_by_role("button", name="Chercher par numéro").click()
    expect(page.locator("main")).to_contain_text("Aucun de nos appels n’est trouvé avec cela.")
    expect(page.get_by_label("Son numéro")).to_have_value("01 99 00 98 76")
