"""No right, no call: eight people, each with an account, drive the pages; nothing is read before the vote nor after its end."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, decisions, people
from tests.make import outreach as make
from tests.make.kits import day_and_night, kit_version
from tests.web.uses.test_pages import asked, browser, post

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.models import Decision, Grant, UseRequest
from entremise.commons.queries.access import access_counts
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.commons.vocabulary.votes import CollegeKind
from entremise.outreach.models import Call, Campaign
from entremise.solidarity.models import Shift

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
DAYS = timedelta(days=1)
NAME = "Vaudremont"  # Lucienne's


@pytest.fixture(autouse=True)
def in_earnest(real_trace):
    """Readings are asked on the trace connection and committed, as in production."""


@dataclass(frozen=True, slots=True)
class Town:
    """A voluntary list with one person, and eight people who work or decide."""

    register_id: int
    lead: Actor
    dpo: Actor
    officer: Actor
    authority: Actor
    concerned: Actor
    decider: Actor
    caller: Actor
    stranger: Actor  # a caller whom nobody admitted

    @property
    def everybody(self):
        return (
            self.lead,
            self.dpo,
            self.officer,
            self.authority,
            self.concerned,
            self.decider,
            self.caller,
            self.stranger,
        )


@pytest.fixture
def town():
    register_id = commons.register(RegisterKind.VOLUNTARY, agreed_purposes=["ISOLATION_CALL"])
    people.person_in(register_id, people.LUCIENNE)
    accounts.actor(Role.ORIENTEUR, organization=people.body())  # a campaign does not open without
    return Town(
        register_id=register_id,
        lead=decisions.lead(),
        dpo=people.dpo(),
        officer=decisions.officer(),
        authority=accounts.actor(Role.MEMBER, organization=people.body()),
        concerned=accounts.actor(Role.MEMBER, organization=people.body()),
        decider=decisions.decider(is_elected=True),
        caller=accounts.actor(Role.CALLER, organization=people.body()),
        stranger=accounts.actor(Role.CALLER, organization=people.body()),
    )


def draft_campaign(town):
    today = localtime().date()
    new = {
        "kit": kit_version(),
        "title": "Appels de convivialité",
        "purpose": "ISOLATION_CALL",
        "starts_on": today.isoformat(),
        "ends_on": (today + 20 * DAYS).isoformat(),
        "switchboard": "01 99 00 12 00",
    }
    post(browser(town.lead), "lead:new", **new)
    row = Campaign.objects.get()
    row.kit_version_id, row.is_sunday_ordered = day_and_night(), True  # hours have their own tests
    row.save()
    return row


def admit(town, campaign):
    make.engagement(User.objects.get(pk=town.caller.user_id), campaign.organization, level=4)
    who = {"user": town.caller.user_id, "level": 4, "languages": ["fr"]}
    post(browser(town.lead), "lead:team", campaign.pk, **who)
    make.booking(make.now_shift(campaign), town.caller)


def try_to_call(town, campaign):
    """The lead builds and opens, the caller takes: whatever of it the machine lets happen."""
    lead = browser(town.lead)
    post(lead, "lead:registers", campaign.pk, sources=[town.register_id])
    post(lead, "lead:build", campaign.pk)
    post(lead, "lead:check", campaign.pk)
    post(lead, "lead:open", campaign.pk)
    return browser(town.caller).post(reverse("phone:take", args=[campaign.pk]), follow=True)


def read_so_far():
    return access_counts(
        since=commons.now() - DAYS, until=commons.now() + DAYS, purpose=Purpose.ISOLATION_CALL
    ).opened


def nothing_is_open(town, campaign):
    """Nobody of the eight can call, and nothing was given or read."""
    answer = try_to_call(town, campaign)
    lead = browser(town.lead).get(reverse("lead:registers", args=[campaign.pk]))
    return (
        answer.status_code,
        NAME in answer.content.decode(),
        'name="sources"' in lead.content.decode(),
        Call.objects.count(),
        Grant.objects.filter(purpose=Purpose.ISOLATION_CALL).count(),
        read_so_far(),
    ) == (409, False, False, 0, 0, 0)


def seat_both(town):
    """The officer gives the two seats without which no vote opens."""
    end = commons.now() + 300 * DAYS
    for member, college in ((town.authority, "AUTHORITY"), (town.concerned, "CONCERNED")):
        post(
            browser(town.officer),
            "college:add_seat",
            college=college,
            account=member.user_id,
            full_name="",
            is_drawn_by_lot="no",
            ends_on_day=end.day,
            ends_on_month=end.month,
            ends_on_year=end.year,
        )


def ask_and_publish(town):
    today, end = localtime(), localtime() + 60 * DAYS
    dates = {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("starts_on", today), ("ends_on", end))
        for part in ("day", "month", "year")
    }
    post(browser(town.lead), "uses:draft", **asked(town.register_id, expected_people="1", **dates))
    request_id = UseRequest.objects.get().pk
    post(browser(town.lead), "uses:submit", request_id)
    yes = {"verdict": "FAVOURABLE", "text": "Champs limités à ce qu'un appel demande."}
    post(browser(town.dpo), "gate:advise", request_id, **yes)
    post(browser(town.officer), "gate:decide", request_id, verdict="ADMISSIBLE", reasons="")
    post(browser(town.officer), "gate:publish", request_id, summary="En une page.")
    UseRequest.objects.update(published_at=commons.now() - 11 * DAYS)  # the debate has passed
    return request_id


def open_vote(town, request_id):
    end = localtime() + 5 * DAYS
    post(
        browser(town.officer),
        "gate:open_vote",
        request_id,
        closes_on_day=end.day,
        closes_on_month=end.month,
        closes_on_year=end.year,
    )


def test_no_right_no_call(town):
    assert len({actor.human_id for actor in town.everybody}) == 8
    campaign = draft_campaign(town)
    admit(town, campaign)
    assert nothing_is_open(town, campaign)

    seat_both(town)
    request_id = ask_and_publish(town)
    assert nothing_is_open(town, campaign)
    open_vote(town, request_id)
    post(browser(town.authority), "college:cast", request_id, choice="YES", opinion="")
    assert nothing_is_open(town, campaign)

    post(browser(town.concerned), "college:cast", request_id, choice="YES", opinion="")
    assert nothing_is_open(town, campaign)  # everybody has voted, nobody has counted
    post(browser(town.officer), "gate:count", request_id, conditions="", minutes="")

    taken = try_to_call(town, campaign)
    assert (taken.status_code, NAME in taken.content.decode()) == (200, True)
    assert read_so_far() > 0
    held = reverse("phone:call", args=[Call.objects.get().pk])
    refused = browser(town.stranger).post(reverse("phone:take", args=[campaign.pk]), follow=True)
    assert refused.status_code in (403, 404, 409)
    for other in town.everybody:
        if other is not town.caller:
            assert NAME not in browser(other).get(held).content.decode()

    decision = Decision.objects.get()
    post(browser(town.decider), "decision:revoke", decision.pk, reason="Le besoin a cessé.")

    before = read_so_far()
    after = browser(town.caller).get(held)
    again = browser(town.caller).post(reverse("phone:take", args=[campaign.pk]), follow=True)
    assert NAME not in after.content.decode() + again.content.decode()
    assert read_so_far() == before


@pytest.mark.parametrize("against", [CollegeKind.AUTHORITY, CollegeKind.CONCERNED])
def test_one_college_against_and_no_call_is_built(town, against):
    campaign = draft_campaign(town)
    admit(town, campaign)
    seat_both(town)
    request_id = ask_and_publish(town)
    open_vote(town, request_id)
    for kind, member in (
        (CollegeKind.AUTHORITY, town.authority),
        (CollegeKind.CONCERNED, town.concerned),
    ):
        choice = "NO" if kind is against else "YES"
        post(browser(member), "college:cast", request_id, choice=choice, opinion="")
    post(browser(town.officer), "gate:count", request_id, conditions="", minutes="")

    assert nothing_is_open(town, campaign)
    assert Decision.objects.count() == 0


def test_the_pages_of_a_decision_open_to_its_own_role_alone(town):
    """Each of the eight tries each step of the road: only its holder is let in."""
    seat_both(town)
    request_id = ask_and_publish(town)
    doors = {
        "uses:draft": {town.lead, town.decider},
        "gate:advise": {town.dpo},
        "gate:decide": {town.officer},
        "gate:publish": {town.officer},
        "gate:open_vote": {town.officer},
        "gate:count": {town.officer},
        "college:cast": {town.authority, town.concerned},
        "decision:emergency_new": {town.decider},
        "decision:adopt": {town.decider},
    }

    let_in = {
        name: {
            actor
            for actor in town.everybody
            if post(browser(actor), name, *([] if name in PLAIN else [request_id])).status_code
            not in (403, 404)
        }
        for name in doors
    }

    assert let_in == doors
    assert Shift.objects.count() == 0


PLAIN = {"uses:draft", "decision:emergency_new", "decision:adopt"}
