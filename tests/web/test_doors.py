"""Every address with each role: who is let in, who is refused, who is sent to sign in; nothing breaks."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import resolve_url
from django.test import Client
from tests.make import accounts, commons, decisions, outreach, people, triage
from tests.make.kits import kit_version

from entremise.accounts.vocabulary import Actor, Role
from entremise.referral.vocabulary.referrals import SentBy
from entremise.web.shell.audience import PUBLIC, SIGNED_IN
from entremise.web.shell.contributions import contributions
from entremise.web.shell.routes import Route, routes

pytestmark = pytest.mark.django_db

OPENED = {200, 302, 404, 409, 410}
BEHIND_A_CODE = {  # anybody may ask; without the code of a person, the answer is no
    "resident:readings",
    "resident:own_card",
    "resident:refusal",
    "resident:read_back",
    "resident:receipt",
    "resident:take_back",
    "resident:take_back_all",
    "resident:take_back_item",
}
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
CODE = re.compile(r"\b(?!ENTREMISE_)[A-Z]{2,}_[A-Z_]+\b")  # settings keep their names
NOTHING = {
    "int": "0",
    "slug": "rien",
    "str": "rien",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


QUARTERS = 4
BARE = HttpResponseForbidden("refused")


@pytest.fixture
def undrawn(monkeypatch):
    """Thousands of refusals are not drawn one by one; that the door alone answers is seen the better."""

    def answered(browser, asked):
        with monkeypatch.context() as patch:
            patch.setattr("entremise.config.urls.handler403", lambda *_, **__: BARE)
            return answers(browser, asked)

    return answered


@pytest.fixture
def trouble_undrawn(monkeypatch):
    """The page of a thing that is not there is drawn elsewhere; here its reason and its words are found."""
    bare = lambda request, template, *, status, **_given: HttpResponse(status=status)  # noqa: E731 -- a stand-in
    monkeypatch.setattr("entremise.web.shell.faults.page", bare)


@pytest.fixture
def at_work() -> dict[Role, Actor]:
    """Somebody of each role, where a call was told, its report sent to a service, and a vote is open."""
    accounts.host()
    kit_version()
    decisions.committee()
    decisions.voting()
    service, answering = triage.service_with_account()
    sending = triage.sending(service, SentBy.ACCOUNT)
    room = outreach.room(level=4)
    outreach.shown(room.caller, room.campaign, commons.now())
    known = {Role.CALLER: room.caller, Role.ORIENTEUR: sending.orienteur, Role.SERVICE: answering}
    body = people.body()
    others = {role: accounts.actor(role, organization=body) for role in Role if role not in known}
    return others | known


def path_of(route: Route) -> str:
    """The sample that exists here, else an address where nothing is."""
    return route.sample or nowhere(route).path


def nowhere(route: Route, **numbers: str) -> Route:
    """The same address, for a thing that does not exist."""
    values = NOTHING | numbers
    path = re.sub(r"<(\w+):\w+>", lambda found: values[found[1]], route.path)
    return replace(route, path=path, sample=path)


def is_let_in(route: Route, role: Role | None) -> bool:
    is_open = bool({PUBLIC, SIGNED_IN, role} & set(route.audience))
    return is_open and route.name not in BEHIND_A_CODE


def answers(browser: Client, asked: list[tuple[Route, str]]) -> dict[tuple[str, str, str], object]:
    """What each address answers to each method; a fault is an answer too."""
    browser.raise_request_exception = False
    return {
        (method, route.name, path_of(route)): browser.generic(method, path_of(route))
        for route, method in asked
    }


def wrong(answered, *statuses):
    return {
        key: one.status_code for key, one in answered.items() if one.status_code not in statuses
    }


def codes_shown(answered):
    """Names of the code that a reader would meet where words should be."""
    pages = {
        key: one.content.decode()
        for key, one in answered.items()
        if one.headers.get("Content-Type", "").startswith("text/html")
    }
    shown = {key[1]: CODE.findall(MARKUP.sub(" ", text)) for key, text in pages.items()}
    return {name: found for name, found in shown.items() if found}


def people_in(answered):
    """Answers in which the person of this town can be read."""
    return {
        key
        for key, one in answered.items()
        if any(canary in one.content.decode() for canary in people.CANARIES)
    }


def bodies(answered):
    """What is answered by the door; who has no code is answered by the page that asks for it."""
    return {one.content for key, one in answered.items() if key[1] not in BEHIND_A_CODE}


def with_get(mine):
    """Signing out comes last: it ends the session."""
    asked = [(route, "GET") for route in mine if "GET" in route.methods]
    return sorted(asked, key=lambda pair: pair[0].name == "account_logout")


def with_one(theirs):
    """The guard answers before the view sees the method."""
    return [(route, "POST" if "POST" in route.methods else "GET") for route in theirs]


def share_of(addresses, role):
    """One address of each audience, and a quarter of all: what one role leaves out is tried by others."""
    of_each = {frozenset(one.audience): one for one in addresses}
    quarter = addresses[list(Role).index(role) % QUARTERS :: QUARTERS]
    return list({one.name: one for one in (*of_each.values(), *quarter)}.values())


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_its_own_addresses_and_no_others(role, at_work, undrawn):
    browser = triage.browser(at_work[role])
    found = routes()

    mine = [one for one in found if is_let_in(one, role)]
    own = [one for one in mine if role in one.audience]
    shared = [one for one in mine if role not in one.audience]
    closed = [one for one in found if not is_let_in(one, role)]

    opened = answers(browser, with_get([*own, *share_of(shared, role)]))
    refused = undrawn(browser, with_one(share_of(closed, role)))
    drawn = answers(browser, with_one([closed[0], closed[-1]]))

    assert wrong(opened, *OPENED) == {}
    assert codes_shown(opened | drawn) == {}
    assert wrong(refused | drawn, 403) == {}
    assert bodies(refused) == {BARE.content}
    assert people_in(refused | drawn) == set()
    assert len(opened) > 20 and len(closed) > 100


def test_an_account_without_role_opens_no_address_of_a_role(at_work, undrawn):
    browser = triage.browser(accounts.actor(organization=people.body()))
    found = routes()

    opened = answers(browser, with_get([one for one in found if is_let_in(one, None)]))
    refused = undrawn(browser, with_one([one for one in found if not is_let_in(one, None)]))

    assert wrong(opened, *OPENED) == {}
    assert wrong(refused, 403) == {}
    assert bodies(refused) == {BARE.content}


def test_nobody_in_particular_opens_public_addresses_and_signs_in_for_others(at_work):
    found = routes()
    public = [one for one in found if PUBLIC in one.audience and one.name not in BEHIND_A_CODE]
    closed = [one for one in found if PUBLIC not in one.audience]
    behind = [one for one in found if one.name in BEHIND_A_CODE]

    opened = answers(Client(), with_get(public))
    refused = answers(Client(), with_get(behind))
    sent = answers(Client(), with_one(closed))

    assert wrong(opened, *OPENED) == {}
    assert (wrong(refused, 403), len(refused)) == ({}, len(BEHIND_A_CODE))
    assert wrong(sent, 302) == {}
    assert people_in(sent | opened | refused) == set()
    door = resolve_url(settings.LOGIN_URL)
    assert {one.headers["Location"].partition("?")[0] for one in sent.values()} == {door}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_what_does_not_exist_is_answered(role, number, trouble_undrawn):
    browser = triage.browser(accounts.actor(role, organization=people.body()))
    mine = [
        nowhere(one, int=number) for one in routes() if role in one.audience and "<" in one.path
    ]

    answered = answers(browser, [(one, method) for one in mine for method in ("GET", "POST")])

    assert {key: one.status_code for key, one in answered.items() if one.status_code >= 500} == {}


@pytest.mark.parametrize("role", [Role.STEWARD, Role.DPO, Role.ORIENTEUR, Role.ADMINISTRATOR])
def test_a_role_that_needs_a_second_proof_opens_nothing_without_it(role):
    browser = triage.browser(accounts.actor(role), has_second_factor=False)
    mine = [one for one in routes() if role in one.audience]

    sent = answers(browser, with_one(mine))

    assert wrong(sent, 302) == {}
    assert {one.headers["Location"] for one in sent.values()} == {
        resolve_url("account:second_factor")
    }
    assert sent != {}


def test_folders_are_looked_through_once_a_process_and_not_once_a_request():
    assert contributions("band") is contributions("band") != ()
