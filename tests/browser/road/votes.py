"""A use is asked, examined, published, voted by its colleges on the web and on paper, and counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page, expect
from tests.browser.road.fields import choose, fill_day, number_in

VOTED_IN_DAYS = 6
READ_IN_A_CALL = ("name", "phone", "age_band", "district", "situation", "contact")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the colleges will decide."""

    title: str
    register: str
    people: int
    today: date
    purpose: str = "ALERT_CALL"
    sentence: str = "Prendre des nouvelles pendant une alerte."
    groups: tuple[str, ...] = READ_IN_A_CALL
    waits_for_an_alert: bool = True


def ask_use(page: Page, asked: Asked) -> int:
    """The lead's request, handed in; return its number in addresses."""
    page.goto("/demandes-d-usage/nouvelle/")
    page.locator("[name=title]").fill(asked.title)
    page.locator("[name=purpose]").select_option(asked.purpose)
    page.locator("[name=sentence]").fill(asked.sentence)
    page.get_by_label(asked.register, exact=True).check()
    choose(page, "groups", *asked.groups)
    page.locator("[name=expected_people]").fill(str(asked.people))
    page.locator("[name=expected_source]").fill("compte du registre")
    page.locator("[name=recipients]").fill("Appelants sous mission")
    page.locator("[name=legal_reference]").fill("RGPD, article 6.1.a")
    fill_day(page, "starts_on", asked.today)
    fill_day(page, "ends_on", asked.today + timedelta(days=300))
    choose(page, "is_standing", "yes" if asked.waits_for_an_alert else "no")
    page.locator("[name=impact_assessment]").fill("AIPD-2026-02")
    page.get_by_role("button", name="Garder le brouillon").click()
    use = number_in(page, "/demandes-d-usage/(number)/")
    page.get_by_role("button", name="Déposer").click()
    return use


def advise(page: Page, use: int) -> None:
    """The data protection officer's opinion."""
    page.goto(f"/instruction/{use}/")
    choose(page, "verdict", "FAVOURABLE")
    page.locator("[name=text]").fill("Champs limités à ce qu’un appel demande.")
    page.locator("main form button").first.click()


def admit_and_publish(page: Page, use: int) -> None:
    """The legal officer says that the colleges may vote, and tells everybody what is asked."""
    page.goto(f"/instruction/{use}/")
    choose(page, "verdict", "ADMISSIBLE")
    page.locator("main form button").first.click()
    page.locator("[name=summary]").fill("Appeler la nouvelle liste volontaire pendant une alerte.")
    page.get_by_role("button", name="Publier le résumé").click()


def open_vote(page: Page, use: int, today: date) -> None:
    page.goto(f"/instruction/{use}/")
    fill_day(page, "closes_on", today + timedelta(days=VOTED_IN_DAYS))
    page.get_by_role("button", name="Ouvrir le vote").click()
    expect(page.locator("main")).to_contain_text("Vote ouvert")


def vote(page: Page, use: int) -> None:
    """A member on the web."""
    page.goto(f"/comite/{use}/")
    choose(page, "choice", "YES")
    page.get_by_role("button", name="Donner mon vote").click()
    expect(page.locator("main")).to_contain_text("Votre vote est donné")


def vote_on_paper(first: Page, second: Page, use: int) -> int:
    """Those without account: one clerk enters, another reads again; return how many."""
    count = 0
    while True:
        first.goto(f"/comite/bulletins/{use}/saisir/")
        if not first.locator("[name=member]").count():
            return count
        first.locator("[name=member]").select_option(index=first_member(first))
        choose(first, "channel", "PAPER")
        choose(first, "choice", "YES")
        first.get_by_role("button", name="Saisir le bulletin").click()
        second.goto("/comite/bulletins/")
        second.get_by_role("link", name="Relire").first.click()
        choose(second, "choice", "YES")
        second.get_by_role("button", name="Confirmer le bulletin").click()
        count += 1


def first_member(page: Page) -> int:
    """Place of the first real choice of the list."""
    values = page.locator("[name=member] option").evaluate_all("all => all.map(one => one.value)")
    return next(place for place, value in enumerate(values) if value)


def count_votes(page: Page, use: int) -> None:
    page.goto(f"/instruction/{use}/")
    page.locator("[name=minutes]").fill("Décompte fait à voix haute.")
    page.get_by_role("button", name="Dépouiller").click()
    expect(page.locator("main .tag").first).to_contain_text("acceptée")
