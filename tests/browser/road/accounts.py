"""The administrator opens accounts; each newcomer chooses a password by a link and takes a seat."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from tests.browser.road.fields import choose

PASSWORD = "bien-cache-2026"


@dataclass(frozen=True, slots=True)
class Newcomer:
    first: str
    last: str
    login: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def invite_caller(page: Page, one: Newcomer) -> str:
    """An account with the role of a caller; return the link that opens it."""
    page.goto("/administration/comptes/nouveau/")
    page.locator("[name=first_name]").fill(one.first)
    page.locator("[name=last_name]").fill(one.last)
    page.locator("[name=login]").fill(one.login)
    choose(page, "is_elected", "no")
    page.get_by_role("button", name="Ouvrir ce compte").click()
    page.locator("[name=role]").select_option("CALLER")
    town = page.locator("[name=organization_id] option", has_text="Mairie").get_attribute("value")
    page.locator("[name=organization_id]").select_option(town)
    page.get_by_role("button", name="Donner ce rôle").click()
    expect(page.locator("main")).to_contain_text("Appelant")
    page.get_by_role("button", name="Faire le lien d’invitation").click()
    link = page.locator("code").inner_text()
    assert re.match(r"https?://\S+/compte/lien/", link), link
    return link


def arrive(page: Page, one: Newcomer, link: str) -> None:
    """Choose a password, sign in, take a seat in the first shift."""
    page.goto(link)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Choisir ce mot de passe").click()
    page.goto("/connexion/")
    page.get_by_label("Identifiant").fill(one.login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.locator("main form").first.get_by_role("button", name="Se connecter").click()
    page.goto("/appeler/creneaux/")
    page.get_by_role("button", name="Prendre une place").first.click()
    page.goto("/appeler/")
