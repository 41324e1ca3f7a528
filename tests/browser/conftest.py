"""A real browser before the real product; for each file of tests, the town as it was built."""

import os
import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.kept import KeptTown, build_town
from tests.browser.road.clock import run
from tests.browser.totp import code_now
from tests.browser.town import DemoAccount, RunningTown, running_town
from tests.jobs.instance import folder
from tests.moulds import Moulds

CHROMIUM = os.environ.get("ENTREMISE_CHROMIUM", "/usr/bin/chromium-headless-shell")
SHOTS = Path("build/screenshots")
SIGN_IN = "/connexion/"
USED: dict[tuple[str, str], str] = {}  # the last code, by town and secret
KEPT: dict[tuple[str, str], str] = {}  # a session as signing in left it, by town and login
COPY = """insert into web_session (session_key, session_data, expire_date, user_id, device, started_at)
 select %(copy)s, session_data, expire_date, user_id, device, started_at from web_session where session_key = %(key)s"""


@pytest.fixture(scope="session")
def kept_town(moulds: Moulds) -> Iterator[KeptTown]:
    with folder() as place:
        moulds.copy("aubrelle", build_town, place / "home")
        with running_town(place) as running:
            yield KeptTown(running)


@pytest.fixture(scope="module")
def town(kept_town: KeptTown) -> RunningTown:
    USED.clear()
    KEPT.clear()
    return kept_town.renewed()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one file alone: while it is open, an event loop runs in this thread, and Django refuses to ask its database."""
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
        """The first time in a town through the page; then with a copy of that session, as it was."""
        known = self.town.url, account.login
        if known not in KEPT or not self.comes_back(KEPT[known]):
            self.go_through_the_door(account)
            KEPT[known] = self.copied(self.session())
        return self.page

    def comes_back(self, session: str) -> bool:
        """Whether this session still opens: an account may have changed since."""
        own = {"name": "session", "value": self.copied(session), "url": self.town.url}
        self.context.add_cookies([own])
        self.page.goto("/compte/debut/")
        return not urlsplit(self.page.url).path.startswith(SIGN_IN)

    def session(self) -> str:
        return next(one["value"] for one in self.context.cookies() if one["name"] == "session")

    def copied(self, session: str) -> str:
        """Another session of the same content: what one visitor does stays hers."""
        copy = secrets.token_hex(16)
        run(self.town, COPY, {"key": session, "copy": copy})
        return copy

    def go_through_the_door(self, account: DemoAccount) -> None:
        self.page.goto(SIGN_IN)
        self.page.get_by_label("Identifiant").fill(account.login)
        self.page.get_by_label("Mot de passe").fill(account.password)
        self.page.locator("main form").first.get_by_role("button", name="Se connecter").click()
        self.leave(SIGN_IN)
        if account.totp_secret and "/connexion/code/" in self.page.url:
            self.page.get_by_label("Code").fill(self.fresh_code(account.totp_secret))
            self.page.get_by_role("button", name="Se connecter").click()
            self.leave("/connexion/code/")

    def leave(self, path: str) -> None:
        """Wait for the answer: on a busy machine it comes after the click has returned."""
        self.page.wait_for_url(lambda url: urlsplit(url).path != path)

    def fresh_code(self, secret: str) -> str:
        """A code opens once: who signs in twice within half a minute waits for the next one."""
        known = self.town.url, secret
        while USED.get(known) == (code := code_now(secret)):
            self.page.wait_for_timeout(500)
        USED[known] = code
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
