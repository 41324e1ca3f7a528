"""I12 and I26, the broken twins: each rule taken away, the attack that it stops goes through."""

import pytest
from django.db import IntegrityError
from tests.attacks.test_i12_i26_votes import OPEN, requester_of, second_account, vote
from tests.commons.test_operations_votes import crisis
from tests.make import accounts, decisions, people

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Ballot, CollegeMember, Proxy, Signature
from entremise.commons.operations import ballots, emergencies, seats, uses
from entremise.commons.operations.ballots import cast_ballot, check_ballot, give_proxy
from entremise.commons.operations.emergencies import open_emergency, sign_emergency
from entremise.commons.operations.seats import end_seat, seat_member
from entremise.commons.operations.uses import decide_admissibility
from entremise.commons.queries import votes as counting
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.uses import GateVerdict, Verdict
from entremise.commons.vocabulary.votes import (
    BallotChannel,
    Choice,
    CollegeKind,
    NewBallot,
    NewProxy,
    NewSeat,
)
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
START, DAYS = decisions.START, decisions.DAYS
CONCERNED = CollegeKind.CONCERNED


def own_human(user_ids):
    """A machine that believes each account to be another human."""
    return {user_id: -user_id for user_id in user_ids}


def vote_on_ones_own_request():
    body = decisions.committee()
    request_id = decisions.voting()
    hers = second_account(requester_of(request_id), Role.MEMBER)
    end_seat(actor=decisions.officer(), member_id=body.seats[CONCERNED][0], at=START + DAYS)
    decisions.member(CONCERNED, human_id=hers.human_id, user_id=hers.user_id)
    vote(request_id, hers)


def open_the_gate_for_oneself():
    request_id = decisions.advised()
    officer = second_account(requester_of(request_id), Role.LEGAL_OFFICER)
    decide_admissibility(
        actor=officer,
        request_id=request_id,
        verdict=Verdict(GateVerdict.ADMISSIBLE),
        at=START + 2 * DAYS,
    )


def check_ones_own_entry():
    body = decisions.committee()
    request_id = decisions.voting()
    clerk = people.clerk()
    paper = NewBallot(
        request_id=request_id,
        choice=Choice.YES,
        channel=BallotChannel.PAPER,
        member_id=body.seats[CONCERNED][0],
    )
    ballot = cast_ballot(actor=clerk, new=paper, at=OPEN)
    check_ballot(actor=second_account(clerk, Role.CLERK), ballot_id=ballot, new=paper, at=OPEN)


@pytest.mark.parametrize(
    ("attack", "module"),
    [
        (vote_on_ones_own_request, uses),
        (open_the_gate_for_oneself, uses),
        (check_ones_own_entry, ballots),
    ],
)
def test_two_accounts_of_one_human_are_one_only_while_humans_are_compared(
    attack, module, monkeypatch
):
    with pytest.raises(Refused, match=Refusal.SELF_APPROVAL):
        attack()

    with monkeypatch.context() as broken:
        broken.setattr(module, "humans_of", own_human)
        attack()


def test_a_newcomer_votes_where_the_members_of_the_opening_are_not_looked_up(monkeypatch):
    decisions.committee()
    request_id = decisions.voting()
    newcomer = accounts.actor(Role.MEMBER)
    late = NewSeat(
        college=CONCERNED,
        human_id=newcomer.human_id,
        starts_at=START,
        ends_at=START + 100 * DAYS,
    )
    seat_member(actor=decisions.officer(), new=late, at=START + 13.5 * DAYS)
    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        vote(request_id, newcomer)

    monkeypatch.setattr(ballots, "voters", lambda row, at: CollegeMember.objects.all())

    vote(request_id, newcomer)
    assert Ballot.objects.filter(human_id=newcomer.human_id).count() == 1


def test_whose_seat_has_ended_votes_where_the_present_is_not_looked_up(monkeypatch):
    body = decisions.committee()
    request_id = decisions.voting()
    voter = body.voters[CONCERNED][0]
    end_seat(actor=decisions.officer(), member_id=body.seats[CONCERNED][0], at=START + 13.5 * DAYS)
    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        vote(request_id, voter)

    monkeypatch.setattr(ballots, "seated", lambda at: counting.Q())

    vote(request_id, voter)


def unanimous_but_one_college(request_id, body):
    for kind in CollegeKind:
        if kind is not CONCERNED:
            decisions.votes(request_id, body.voters[kind], *[Choice.YES] * 3)


def test_one_college_alone_decides_where_its_quorum_is_not_asked(monkeypatch):
    body = decisions.committee()
    honest, attacked = decisions.voting(), decisions.voting()
    for request_id in (honest, attacked):
        unanimous_but_one_college(request_id, body)
        decisions.votes(request_id, body.voters[CONCERNED], Choice.YES)
    assert decisions.counted(honest) is None

    monkeypatch.setattr(counting, "share_of", lambda seats, share: 1)
    assert decisions.counted(attacked) is not None


def test_a_college_that_did_not_vote_is_forgotten_where_only_ballots_are_counted(monkeypatch):
    body = decisions.committee()
    honest, attacked = decisions.voting(), decisions.voting()
    for request_id in (honest, attacked):
        unanimous_but_one_college(request_id, body)
    assert decisions.counted(honest) is None

    by_college = counting.seats_by_college

    def only_who_voted(row, needed, at):
        return {kind: n for kind, n in by_college(row, needed, at).items() if kind is not CONCERNED}

    monkeypatch.setattr(counting, "seats_by_college", only_who_voted)
    assert decisions.counted(attacked) is not None


@pytest.mark.parametrize("channel", list(BallotChannel))
def test_a_late_ballot_counts_where_the_clock_is_not_read(channel, monkeypatch):
    body = decisions.committee()
    request_id = decisions.voting()
    giver, holder = body.seats[CONCERNED][:2]
    if channel is BallotChannel.PROXY:
        new_proxy = NewProxy(request_id, holder_id=holder)
        give_proxy(actor=body.voters[CONCERNED][0], new=new_proxy, at=OPEN)
    is_heard = channel in (BallotChannel.PHONE, BallotChannel.PAPER)
    actor = people.clerk() if is_heard else body.voters[CONCERNED][1]
    late = {
        "actor": actor,
        "new": NewBallot(
            request_id=request_id, choice=Choice.YES, channel=channel, member_id=giver
        ),
        "at": START + 20 * DAYS,
    }
    with pytest.raises(Refused, match=Refusal.VOTE_CLOSED):
        cast_ballot(**late)

    def no_clock(request_id, at):
        return ballots.UseRequest.objects.get(pk=request_id)

    monkeypatch.setattr(ballots, "open_vote_of", no_clock)
    cast_ballot(**late)


def test_a_proxy_is_given_and_held_once_and_never_passed_on():
    body = decisions.committee()
    request_id = decisions.voting()
    first, second, third = body.voters[CONCERNED]
    seats_of = body.seats[CONCERNED]
    stranger = body.seats[CollegeKind.AUTHORITY][0]

    def give(giver, holder):
        give_proxy(actor=giver, new=NewProxy(request_id, holder_id=holder), at=OPEN)

    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        give(first, stranger)  # of another college
    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        give(first, seats_of[0])  # herself
    give(first, seats_of[2])
    for giver, holder in ((first, seats_of[1]), (second, seats_of[2]), (third, seats_of[1])):
        with pytest.raises(Refused, match=Refusal.PROXY_TWICE):
            give(giver, holder)
    with pytest.raises(Refused, match=Refusal.PROXY_TWICE):
        give(second_account(first, Role.MEMBER), seats_of[1])
    assert Proxy.objects.filter(request=request_id).count() == 1


def test_the_tables_hold_one_proxy_a_giver_and_one_a_holder():
    body = decisions.committee()
    request_id = decisions.voting()
    first, second, third = body.seats[CONCERNED]
    officer = decisions.officer().user_id
    given = {"request_id": request_id, "entered_by_id": officer, "at": OPEN}
    Proxy.objects.create(giver_id=first, holder_id=second, **given)

    for giver, holder, name in (
        (first, third, "one_proxy_given"),
        (third, second, "one_proxy_held"),
        (third, third, "proxy_is_held_by_another"),
    ):
        with pytest.raises(IntegrityError, match=name):
            Proxy.objects.create(giver_id=giver, holder_id=holder, **given)


def test_one_human_signs_twice_where_accounts_are_compared():
    first = decisions.decider(is_elected=True)
    decision_id = open_emergency(actor=first, new=crisis(), at=START)
    hers = second_account(first, Role.DECIDER)
    with pytest.raises(Refused, match=Refusal.SAME_SIGNATORY):
        sign_emergency(actor=hers, decision_id=decision_id, at=START)

    stranger = accounts.Actor(hers.user_id, decisions.human_without_account(), roles=hers.roles)
    sign_emergency(actor=stranger, decision_id=decision_id, at=START)

    assert Signature.objects.filter(decision=decision_id).count() == 2


def test_two_agents_open_the_lane_where_mandates_are_not_looked_up(monkeypatch):
    decision_id = open_emergency(actor=decisions.decider(), new=crisis(), at=START)
    with pytest.raises(Refused, match=Refusal.NEEDS_AN_ELECTED_SIGNATORY):
        sign_emergency(actor=decisions.decider(), decision_id=decision_id, at=START)

    monkeypatch.setattr(emergencies, "is_elected", lambda user_id: True)
    sign_emergency(actor=decisions.decider(), decision_id=decision_id, at=START)


def test_one_human_sits_twice_where_her_seats_are_not_looked_up(monkeypatch):
    _, voter = decisions.member(CONCERNED)
    again = NewSeat(
        college=CollegeKind.AUTHORITY,
        human_id=voter.human_id,
        starts_at=START,
        ends_at=START + 100 * DAYS,
    )
    with pytest.raises(Refused, match=Refusal.IN_TWO_COLLEGES):
        seat_member(actor=decisions.officer(), new=again, at=START)

    monkeypatch.setattr(seats, "CollegeMember", blind_seats())
    assert seat_member(actor=decisions.officer(), new=again, at=START)


def blind_seats():
    class Nothing:
        @staticmethod
        def filter(**_):
            return CollegeMember.objects.none()

        @staticmethod
        def create(**given):
            return CollegeMember.objects.create(**given)

    return type("Blind", (), {"objects": Nothing})
