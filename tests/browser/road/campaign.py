"""The lead: an act, a campaign in five steps, its opening; callers take a seat."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from playwright.sync_api import Page, expect
from tests.browser.road.fields import choose, fill_day, number_in

SHIFT_HOURS = 3


def activate_plan(page: Page, today: date, plan: str = "SAFEGUARD_PLAN") -> int:
    """The act that opens the safeguard plan (the mayor's) or the alert plan (the prefect's); return its number in addresses."""
    page.goto("/decision/plans/activer/")
    choose(page, "plan", plan)
    page.locator("[name=kit_code]").select_option("grand_froid")
    page.locator("[name=title]").fill("Plan communal de sauvegarde")
    page.locator("[name=act_reference]").fill("Arrêté du maire 2026-118")
    fill_day(page, "act_on", today)
    fill_day(page, "ends_on", today + timedelta(days=30))
    page.get_by_role("button", name="Activer le plan").click()
    return number_in(page, "/decision/plans/(number)/$")


def lift_plan(page: Page, plan: int, today: date) -> None:
    page.goto(f"/decision/plans/{plan}/")
    form = page.locator("form[action$='/lever/']")
    form.locator("[name=act_reference]").fill("Levée par le maire 2026-131")
    for part in ("day", "month", "year"):
        form.locator(f"[name=act_on_{part}]").fill(str(getattr(today, part)))
    form.locator("button").click()
    expect(page.locator("form[action$='/lever/']")).to_have_count(0)


def draft_campaign(page: Page, title: str) -> int:
    page.goto("/campagnes/nouvelle/")
    page.get_by_text("Grand froid.").click()
    page.locator("[name=title]").fill(title)
    choose(page, "purpose", "ALERT_CALL")
    page.get_by_role("button", name="Choisir les registres").click()
    return number_in(page, "/campagnes/(number)/registres/")


def may_be_called_from(page: Page, campaign: int, register: str) -> bool:
    """Whether an act or a decision opens this register for the campaign."""
    page.goto(f"/campagnes/{campaign}/registres/")
    return bool(page.locator("main label", has_text=register).count())


def build_list(page: Page, campaign: int, registers: Iterable[str]) -> None:
    page.goto(f"/campagnes/{campaign}/registres/")
    for register in registers:
        page.locator("main label", has_text=register).click()
    page.get_by_role("button", name="Construire la liste d’appels").click()


def admit(page: Page, campaign: int, name: str, level: int) -> None:
    page.goto(f"/campagnes/{campaign}/equipe/")
    page.locator("[name=user]").select_option(label=f"{name} ({level})")  # the level she has earned
    page.locator("[name=level]").select_option(str(level))
    page.get_by_role("button", name="Admettre cet appelant").click()
    expect(page.locator("main table")).to_contain_text(name)


def open_shift(page: Page, campaign: int, now: datetime) -> None:
    """A shift in which we are."""
    page.goto(f"/campagnes/{campaign}/creneaux/")
    start = now.replace(minute=0)
    page.locator("[name=on]").fill(start.date().isoformat())
    page.locator("[name=start]").fill(f"{start:%H:%M}")
    page.locator("[name=end]").fill(f"{start + timedelta(hours=SHIFT_HOURS):%H:%M}")
    page.get_by_role("button", name="Ouvrir ces créneaux").click()


def open_campaign(page: Page, campaign: int) -> None:
    page.goto(f"/campagnes/{campaign}/")
    page.get_by_role("button", name="Vérifier la campagne").click()
    page.get_by_role("button", name="Ouvrir la campagne").click()
    expect(page.locator("main")).to_contain_text("Personnes encore à joindre")
    order_sundays(page)


def order_sundays(page: Page) -> None:
    """The path is walked on Sundays and holidays too."""
    page.get_by_role("link", name="Appeler les dimanches et jours fériés").click()
    page.locator("[name=reason]").fill("Ordre écrit du maire 2026-119")
    page.locator("main form button").click()


def call_around_the_clock(page: Page, kit: str) -> None:
    """The path is walked at night too: the hours of these contents are made longer, for the campaigns begun from now on."""
    page.goto(f"/contenus/{kit}/appels/changer/")
    for box in page.locator("[name=hours-0-days]").all()[:-1]:  # a Sunday wants a written order
        box.check()
    page.locator("[name=hours-0-start]").fill("00:00")
    page.locator("[name=hours-0-end]").fill("23:59")
    page.get_by_label("Pourquoi ce changement").fill("Appels de nuit, ordre écrit du maire.")
    page.get_by_role("button", name="Enregistrer une nouvelle version").click()
    expect(page).to_have_url(re.compile(f"/contenus/{kit}/appels/$"))
