"""A caller before her screen, over HTTP: what she clicks, and what the page answers."""

import re
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(r'name="token" value="(\d+)"')
WAITS_SECONDS = 120
NOBODY_LEFT = "/appeler/personne/"
HEADING = re.compile(r"<h1[^>]*>([^<]*)")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Unexpected(Exception):
    """An answer that a caller should not get."""


class Caller:
    def __init__(self, port: int, campaign_id: int, user_id: int) -> None:
        self.port, self.campaign_id, self.user_id = port, campaign_id, user_id
        self.cookies: dict[str, str] = {}
        self.connection = HTTPConnection("localhost", port, timeout=WAITS_SECONDS)
        self.call = ""  # the address of her call
        self.token = ""

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, target, text."""
        body = urlencode(fields).encode() if fields is not None else None
        self.connection.request(method, path, body, self.headers())
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", ""), text

    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        origin = f"http://localhost:{self.port}"
        kind = "application/x-www-form-urlencoded"
        return {"Cookie": cookies, "Origin": origin, "Content-Type": kind}

    def close(self) -> None:
        """The window; the next request opens another connection with the same cookies."""
        self.connection.close()

    def sign_in(self, login: str, password: str) -> None:
        self.ask("GET", "/connexion/")
        self.sent("/connexion/", login=login, password=password)

    def page(self, path: str) -> str:
        status, target, text = self.ask("GET", path)
        if status == 302:
            return self.page(target)
        if status != 200:
            raise Unexpected(f"GET {path} {status}")
        return text

    def sent(self, path: str, **fields: str) -> str:
        """Post; the target of the redirect, or nothing after a note."""
        given = {"csrfmiddlewaretoken": self.cookies.get("csrf", "")} | fields
        status, target, _ = self.ask("POST", path, given)
        if status not in {302, 204}:
            raise Unexpected(f"POST {path} {status}")
        return target

    def take(self) -> bool:
        """The next person; no when nobody is left."""
        status, target, _ = self.ask(
            "POST",
            f"/appeler/{self.campaign_id}/suivante/",
            {"csrfmiddlewaretoken": self.cookies.get("csrf", "")},
        )
        if target == NOBODY_LEFT:
            return False
        if status != 302:
            raise Unexpected(f"take {status}")
        self.call = target
        return True

    def look(self) -> str:
        text = self.page(self.call)
        found = TOKEN.search(text)
        if found is None:
            raise Unexpected(f"a page without token: {HEADING.findall(text)}")
        self.token = found[1]
        return text

    def show(self) -> str:
        return self.page(self.sent(f"{self.call}afficher/", token=self.token))

    def answer(self, step: str, answer: str, **note: str) -> None:
        self.sent(f"{self.call}etape/", token=self.token, step=step, answer=answer, **note)

    def note(self, step: str, text: str) -> None:
        """As the script of the page does while she types."""
        self.sent(f"{self.call}note/", token=self.token, step=step, note=text)

    def end(self, outcome: str) -> None:
        self.sent(f"{self.call}fin/", token=self.token, outcome=outcome)


BROKEN = (OSError, HTTPException, Unexpected)
