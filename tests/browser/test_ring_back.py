"""« Le téléphone sonne » : somebody asks who called her, then talks, is promised a call, or wants no more."""

import re

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker

ANSWERS = "perrine.gauchet"  # level 3


def find_by_hour(page: Page) -> None:
    """The hour of the last call that rang today, as the page of the desk finds it."""
    page.goto("/qui-a-appele/")
    expect(page.locator("main h1")).to_have_text("Quelqu’un rappelle")
    for hour in range(9, 20):
        page.get_by_label("Vers quelle heure ?").fill(f"{hour:02}:15")
        page.get_by_role("button", name="Trouver l’appel").click()
        if page.get_by_role("button", name=re.compile("C’est cet appel")).count():
            return
    raise AssertionError("nothing rang today in this town")


def open_line(page: Page, number: int) -> None:
    find_by_hour(page)
    page.get_by_role("button", name=re.compile("C’est cet appel")).nth(number).click()
    expect(page.locator("main h1")).to_have_text("En ligne")


def test_who_rings_back_learns_who_called_and_says_what_she_wants(visit: VisitorMaker) -> None:
    public = visit(width=320, script=False).page
    public.goto("/qui-m-a-appele/")
    word = public.locator(".big").first.inner_text()
    expect(public.locator("main")).to_contain_text("Votre mairie appelle depuis un seul numéro")
    public.get_by_role("link", name="English").click()
    expect(public.locator("article h1")).to_have_text("Who called you?")

    desk = visit(login=ANSWERS).page
    desk.goto("/appeler/")
    desk.get_by_role("link", name="Quelqu’un rappelle").click()
    expect(desk.locator("main")).to_contain_text(word)
    open_line(desk, 0)
    expect(desk.locator("main")).to_contain_text("pour prendre de vos nouvelles")
    expect(desk.locator("main")).not_to_contain_text("Votre numéro vient de")  # not to anybody
    assert not desk.get_by_role("button", name="Parler maintenant").count()
    desk.get_by_role("button", name="C’est bien elle ou lui").click()
    expect(desk.locator("main")).to_contain_text("Votre numéro vient de")
    promise(desk)
    stop(desk)
    nothing_else(desk)
    by_an_unknown_number(desk)

    beginner = visit(login="marek.nowicki").page
    beginner.goto("/qui-a-appele/")
    expect(beginner.locator("main h1")).to_have_text("D’autres répondent à qui rappelle")
    assert (
        not beginner.goto("/appeler/").ok or not beginner.get_by_text("Quelqu’un rappelle").count()
    )

    clerk = visit(login="romain.delacourt").page
    clerk.get_by_role("link", name="Quelqu’un rappelle").click()
    expect(clerk.locator("main h1")).to_have_text("Quelqu’un rappelle")


def promise(page: Page) -> None:
    page.get_by_role("link", name="Être rappelé(e)").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Promettre cet appel").click()
    expect(page.locator("main")).to_contain_text("L’appel est promis.")


def stop(page: Page) -> None:
    """All three scopes are offered; the choice is read back before it acts."""
    open_line(page, 1)
    page.get_by_role("button", name="C’est bien elle ou lui").click()
    page.get_by_role("link", name="Ne plus être appelé").or_(
        page.get_by_role("link", name="Plus d’appels")
    ).first.click()
    assert page.get_by_role("radio").count() == 3
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Relire").click()
    expect(page.locator(".say")).to_contain_text("C’est bien cela ?")
    page.get_by_role("button", name=re.compile("refus")).click()
    expect(page.locator("main")).to_contain_text("C’est arrêté.")


def nothing_else(page: Page) -> None:
    open_line(page, 2)
    page.get_by_role("button", name="C’est quelqu’un d’autre").click()
    expect(page.locator("main h1")).to_have_text("Quelqu’un rappelle")


def by_an_unknown_number(page: Page) -> None:
    page.get_by_label("Son numéro").fill("01 99 00 98 76")
    page.get_by_role("button", name="Chercher par numéro").click()
    expect(page.locator("main")).to_contain_text("Aucun de nos appels n’est trouvé avec cela.")
    expect(page.get_by_label("Son numéro")).to_have_value("01 99 00 98 76")
