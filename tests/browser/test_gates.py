"""Every page of the running town, as each role, through every gate."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page
from tests.browser import gates
from tests.browser.conftest import Visitor, VisitorMaker
from tests.browser.town import RunningTown
from tests.browser.validator import Validator, running_validator

ROLES = (
    "ADMINISTRATOR",
    "CALLER",
    "CAMPAIGN_LEAD",
    "CLERK",
    "CONTRIBUTOR",
    "DECIDER",
    "DPO",
    "GO_BETWEEN",
    "LEGAL_OFFICER",
    "MEMBER",
    "ORIENTEUR",
    "PARTNER",
    "VISITOR",
    "SERVICE",
    "STEWARD",
)

MAIN = re.compile(r"<main.*</main>", re.DOTALL)
DRAWN_ANEW = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(scope="module")
def validator() -> Iterator[Validator]:
    with running_validator() as running:
        yield running


@pytest.fixture(scope="module")
def gate(validator: Validator) -> "Gate":
    return Gate(validator)


@pytest.fixture(scope="module")
def routes(town: RunningTown) -> list[dict[str, object]]:
    """All addresses of the product with their samples in this town."""
    command = [sys.executable, "-m", "entremise.jobs.main", "routes", "--json"]
    done = subprocess.run(command, env=town.environment, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def samples(routes: list[dict[str, object]], audience: str) -> Iterator[str]:
    """Where this audience may look, one address a page."""
    for route in routes:
        assert isinstance(route["audience"], list)
        assert isinstance(route["methods"], list)
        path = str(route["sample"])
        is_page = "GET" in route["methods"] and path.endswith("/")
        if audience in route["audience"] and is_page:
            yield path


def content_of(path: str, html: str) -> tuple[str, str]:
    return path, DRAWN_ANEW.sub("", "".join(MAIN.findall(html)))


@dataclass(frozen=True, slots=True)
class Gate:
    """Remembers pages without fault by address and content: what two roles read in the same words is looked at once."""

    validator: Validator
    passed: set[tuple[str, str]] = field(default_factory=set)

    def faults(self, visitor: Visitor, paths: list[str]) -> list[str]:
        """All faults of the pages that somebody may open, each with its address."""
        gates.bring_axe(visitor.page)
        return [
            f"{path}: {fault}" for path in paths for fault in self.faults_of(visitor.page, path)
        ]

    def faults_of(self, page: Page, path: str) -> list[str]:
        answer = page.goto(path)
        assert answer is not None
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return []
        if answer.status >= 500:
            return [f"status {answer.status}"]
        html = answer.text()
        found = self.validator.faults(html)
        if (content := content_of(path, html)) in self.passed:
            return found
        found += [*gates.axe_faults(page), *gates.typography_faults(page)]
        found += [*gates.reflow_faults(page), *gates.keyboard_faults(page)]
        if not found:
            self.passed.add(content)
        return found


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_passes_the_gates(
    visit: VisitorMaker, routes: list[dict[str, object]], gate: Gate, role: str
) -> None:
    paths = list(samples(routes, role))

    faults = gate.faults(visit(role), paths)

    assert paths
    assert faults == []


def test_every_page_of_whoever_signed_in_passes_the_gates(
    visit: VisitorMaker, routes: list[dict[str, object]], gate: Gate
) -> None:
    """Her account, her proofs, her actions: whatever her role."""
    paths = list(samples(routes, "SIGNED_IN"))

    faults = gate.faults(visit("CONTRIBUTOR"), paths)

    assert paths
    assert faults == []


def test_every_public_page_passes_the_gates(
    visit: VisitorMaker, routes: list[dict[str, object]], gate: Gate
) -> None:
    faults = gate.faults(visit(), list(samples(routes, "PUBLIC")))

    assert faults == []


def test_public_pages_are_light(visit: VisitorMaker, routes: list[dict[str, object]]) -> None:
    visitor = visit()

    faults = [
        f"{path}: {fault}"
        for path in samples(routes, "PUBLIC")
        if not path.startswith(("/connexion", "/compte", "/deconnexion"))
        for fault in gates.weight_faults(visitor.page, path)
    ]

    assert faults == []


def test_one_address_with_other_words_is_another_page() -> None:
    drawn = '<header>{who}</header><main><input name="csrfmiddlewaretoken" value="{token}">{words}</main>'
    first, again, other = (
        content_of("/aide/", drawn.format(who=who, token=token, words=words))
        for who, token, words in (("Awa", "a1", "Un"), ("Iris", "b2", "Un"), ("Iris", "b2", "Deux"))
    )

    assert first == again != other
    assert content_of("/autre/", drawn) != content_of("/aide/", drawn)


def test_what_is_wrong_in_a_frame_is_seen(visit: VisitorMaker) -> None:
    page = visit().page
    gates.bring_axe(page)
    page.goto("/jamais/")

    page.evaluate(
        """() => new Promise(drawn => {
          const frame = document.createElement('iframe');
          frame.title = 'Alertes';
          frame.srcdoc = '<html lang="fr"><title>A</title><p><img src="/icone.svg"></p></html>';
          frame.onload = drawn;
          document.querySelector('main').append(frame);
        })"""
    )

    assert [one for one in gates.axe_faults(page) if one.startswith("axe image-alt")]


def test_the_validator_sees_what_is_wrong(validator: Validator) -> None:
    page = "<!doctype html><html lang=fr><title>Aide</title>\n{body}</html>"

    assert validator.faults(page.format(body="<ul><li>Un</ul>")) == []
    assert validator.faults(page.format(body="<ul><p>Un</ul>"))[0].startswith("html line 2: ")
