"""Every page of the running town, as each role, through every gate."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from tests.browser import gates
from tests.browser.conftest import VisitorMaker
from tests.browser.town import RunningTown

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
def passed() -> set[tuple[str, str]]:
    """Pages without fault, by address and content: what two roles read in the same words is looked at once."""
    return set()


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


def check(
    visit: VisitorMaker, paths: list[str], role: str, passed: set[tuple[str, str]]
) -> list[str]:
    """All faults of the pages of one audience, each with its address."""
    visitor, faults, pages = visit(role), [], {}
    for path in paths:
        answer = visitor.page.goto(path)
        assert answer is not None
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        if answer.status >= 500:
            faults.append(f"{path}: status {answer.status}")
            continue
        pages[path] = answer.text()
        if (content := content_of(path, pages[path])) in passed:
            continue
        found = [*gates.axe_faults(visitor.page), *gates.typography_faults(visitor.page)]
        found += [*gates.reflow_faults(visitor.page), *gates.keyboard_faults(visitor.page)]
        faults += [f"{path}: {fault}" for fault in found]
        if not found:
            passed.add(content)
    return faults + gates.html_faults(pages)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_passes_the_gates(
    visit: VisitorMaker, routes: list[dict[str, object]], passed: set[tuple[str, str]], role: str
) -> None:
    paths = list(samples(routes, role))

    faults = check(visit, paths, role, passed)

    assert paths
    assert faults == []


def test_every_public_page_passes_the_gates(
    visit: VisitorMaker, routes: list[dict[str, object]], passed: set[tuple[str, str]]
) -> None:
    faults = check(visit, list(samples(routes, "PUBLIC")), "", passed)

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
