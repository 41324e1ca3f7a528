"""The first days of an instance: the administrator lets her colleagues in, each by a link that serves once."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from tests.browser.totp import code_now

PASSWORD = "Trois saules pres du lavoir"


@dataclass(frozen=True, slots=True)
class Colleague:
    first_name: str
    last_name: str
    role: str
    is_elected: bool = False
    proves_twice: bool = False  # her role asks for a second proof

    @property
    def login(self) -> str:
        return f"{self.first_name}.{self.last_name}".lower()


def enter(page: Page, link: str, login: str, *, proves_twice: bool) -> None:
    """Choose a password by the link, sign in, and set up the code that the role asks for."""
    page.goto(urlsplit(link).path)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Choisir ce mot de passe").click()
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    if proves_twice:
        page.get_by_role("link", name="Utiliser un code de mon téléphone").click()
        page.get_by_label("Les six chiffres").fill(
            code_now(page.get_by_label("Ou tapez cette clé").input_value())
        )
        page.get_by_role("button", name="Mettre en place ce code").click()
        expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
        page.get_by_role("link", name="Ils sont imprimés, continuer").click()


def invite(administrator: Page, colleague: Colleague, body: str) -> str:
    """An account, its role, and the link to hand over."""
    page = administrator
    page.goto("/administration/comptes/nouveau/")
    page.get_by_label("Prénom").fill(colleague.first_name)
    page.get_by_label("Nom", exact=True).fill(colleague.last_name)
    page.get_by_label("Identifiant").fill(colleague.login)
    page.get_by_role("radio", name="Oui" if colleague.is_elected else "Non").check()
    page.locator("main form button").last.click()
    page.get_by_label("Rôle", exact=True).select_option(colleague.role)
    page.get_by_label("Pour quel organisme").select_option(label=body)
    page.get_by_role("button", name="Donner ce rôle").click()
    page.get_by_role("button", name=re.compile("lien d.invitation")).click()
    return page.locator("main code").inner_text()
