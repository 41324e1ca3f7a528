"""A real browser before the real product; a town of its own for each file of tests."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.totp import code_now
from tests.browser.town import DemoAccount, RunningTown, build_town, running_town
from tests.jobs.instance import folder
from tests.moulds import Moulds

CHROMIUM = os.environ.get("ENTREMISE_CHROMIUM", "/usr/bin/chromium")
SHOTS = Path("build/screenshots")


USED: dict[str, str] = {}


@pytest.fixture(scope="module")
def town(moulds: Moulds) -> Iterator[RunningTown]:
    with folder() as place:
        moulds.copy("aubrelle", build_town, place / "home")
        with running_town(place) as running:
            yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=browser_arguments())
        yield browser
        browser.close()


def browser_arguments() -> list[str]:
    """Nothing goes out to the maker of the browser."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


class Visitor:
    """Somebody before a screen: opens a page, signs in, looks."""

    def __init__(
        self, browser: Browser, town: RunningTown, *, width: int = 1280, script: bool = True
    ) -> None:
        self.town = town
        self.context: BrowserContext = browser.new_context(
            base_url=town.url,
            viewport={"width": width, "height": 800},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            java_script_enabled=script,
        )
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        self.context.close()

    def sign_in(self, account: DemoAccount) -> Page:
        self.page.goto("/connexion/")
        self.page.get_by_label("Identifiant").fill(account.login)
        self.page.get_by_label("Mot de passe").fill(account.password)
        self.page.locator("main form").first.get_by_role("button", name="Se connecter").click()
        self.leave("/connexion/")
        if account.totp_secret and "/connexion/code/" in self.page.url:
            self.page.get_by_label("Code").fill(self.fresh_code(account.totp_secret))
            self.page.get_by_role("button", name="Se connecter").click()
            self.leave("/connexion/code/")
        return self.page

    def leave(self, path: str) -> None:
        """Wait for the answer: on a busy machine it comes after the click has returned."""
        self.page.wait_for_url(lambda url: urlsplit(url).path != path)

    def fresh_code(self, secret: str) -> str:
        """A code opens once: who signs in twice within half a minute waits for the next one."""
        while USED.get(secret) == (code := code_now(secret)):
            self.page.wait_for_timeout(500)
        USED[secret] = code
        return code

    def shot(self, name: str) -> None:
        """Keep a picture of the page, to be looked at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.fixture
def visit(browser: Browser, town: RunningTown) -> Iterator["VisitorMaker"]:
    maker = VisitorMaker(browser, town)
    with closing(maker):
        yield maker


class VisitorMaker:
    """Makes visitors, and sends them all away at the end."""

    def __init__(self, browser: Browser, town: RunningTown) -> None:
        self.browser, self.town = browser, town
        self.made: list[Visitor] = []

    def __call__(
        self, role: str = "", *, login: str = "", width: int = 1280, script: bool = True
    ) -> Visitor:
        visitor = Visitor(self.browser, self.town, width=width, script=script)
        self.made.append(visitor)
        if role or login:
            visitor.sign_in(self.town.login(login) if login else self.town.account(role))
        return visitor

    def close(self) -> None:
        for visitor in self.made:
            visitor.close()
