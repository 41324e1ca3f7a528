"""The first days of an instance: the administrator lets her colleagues in, each by a link that serves once."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect
from tests.browser.conftest import VisitorMaker
from tests.browser.totp import code_now
from tests.browser.town import RunningTown
from tests.jobs.instance import Instance

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


@dataclass(frozen=True, slots=True)
class FirstDay(RunningTown):
    """An instance as its operator leaves it."""

    instance: Instance

    def told(self, *command: str | Path) -> str:
        """What a command of the operator answers."""
        done = self.instance.run(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout


def colleagues(visit: VisitorMaker, town: FirstDay, body: str, *invited: Colleague) -> list[Page]:
    """Each enters by the link that the administrator makes for her."""
    administrator = visit().page
    link = town.told("restore-access", "iris", "--drop-second-factor").split()[-1]
    enter(administrator, link, "iris", proves_twice=True)
    return [come(visit().page, administrator, one, body) for one in invited]


def come(page: Page, administrator: Page, colleague: Colleague, body: str) -> Page:
    link = invite(administrator, colleague, body)
    enter(page, link, colleague.login, proves_twice=colleague.proves_twice)
    return page


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


def recognise(lead: Page, caller: Page, name: str, level: int) -> None:
    """A caller who learnt elsewhere: enrolled by the lead, her letter signed by herself, her level recognised."""
    lead.goto("/campagnes/appelants/")
    lead.locator("[name=user]").select_option(label=name)
    lead.get_by_label("Comme bénévole").check()
    lead.get_by_role("button", name="Inscrire cette personne").click()
    lead.get_by_role("button", name="Admettre cet appelant").click()
    caller.goto("/appeler/lettre/")
    caller.get_by_role("button", name="Signer cette lettre").click()
    lead.get_by_text("Formation reçue ailleurs").click()
    lead.get_by_label("Niveau").select_option(str(level))
    lead.get_by_label("Pourquoi").last.fill("A appelé tout l’été pour la ville voisine.")
    lead.get_by_role("button", name="Reconnaître ce niveau").click()
