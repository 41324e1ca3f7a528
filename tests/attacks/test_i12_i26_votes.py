"""I12 and I26: quorum per college, one human one voice, nobody approves herself, also with two accounts."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.commons.test_operations_votes import crisis
from tests.make import accounts, decisions, people

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.commons.models import Ballot, UseRequest
from entremise.commons.operations import uses
from entremise.commons.operations.ballots import cast_ballot, check_ballot
from entremise.commons.operations.emergencies import open_emergency, sign_emergency
from entremise.commons.operations.seats import end_seat, seat_member
from entremise.commons.operations.uses import decide_admissibility, give_opinion
from entremise.commons.operations.votes import close_vote, open_vote
from entremise.commons.queries.votes import tallies
from entremise.commons.vocabulary.decisions import Refusal
from entremise.commons.vocabulary.uses import GateVerdict, NewOpinion, OpinionVerdict, Verdict
from entremise.commons.vocabulary.votes import (
    BallotChannel,
    Choice,
    CollegeKind,
    NewBallot,
    NewSeat,
)
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])
START, DAYS = decisions.START, decisions.DAYS
OPEN = START + 14 * DAYS


def second_account(actor, role):
    """The same human signs in with another account, where she holds another role."""
    human = User.objects.get(pk=actor.user_id).human
    account = accounts.user(human=human, is_elected=True)
    return accounts.actor(role, organization=people.body(), user=account)


def vote(request_id, actor, choice=Choice.YES, at=OPEN):
    return cast_ballot(actor=actor, new=NewBallot(request_id=request_id, choice=choice), at=at)


def test_one_human_votes_once_with_any_of_her_accounts():
    body = decisions.committee()
    request_id = decisions.voting()
    voter = body.voters[CollegeKind.CONCERNED][0]
    vote(request_id, voter)

    with pytest.raises(Refused, match=Refusal.ALREADY_VOTED):
        vote(request_id, second_account(voter, Role.MEMBER))


def test_the_table_itself_takes_one_ballot_a_human():
    body = decisions.committee()
    request_id = decisions.voting()
    voter = body.voters[CollegeKind.CONCERNED][0]
    ballot = Ballot.objects.get(pk=vote(request_id, voter))
    ballot.pk = None

    with pytest.raises(IntegrityError, match="one_ballot_a_human"):
        ballot.save()


def test_one_human_sits_in_one_college_whatever_her_accounts():
    _, voter = decisions.member(CollegeKind.CONCERNED)
    again = NewSeat(
        college=CollegeKind.AUTHORITY,
        human_id=second_account(voter, Role.MEMBER).human_id,
        starts_at=START,
        ends_at=START + 100 * DAYS,
    )

    with pytest.raises(Refused, match=Refusal.IN_TWO_COLLEGES):
        seat_member(actor=decisions.officer(), new=again, at=START)


def test_whose_seat_has_ended_votes_no_more():
    body = decisions.committee()
    request_id = decisions.voting()
    voter, seat = body.voters[CollegeKind.CONCERNED][0], body.seats[CollegeKind.CONCERNED][0]
    end_seat(actor=decisions.officer(), member_id=seat, at=START + 13 * DAYS)

    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        vote(request_id, voter)


def test_a_seat_that_ends_does_not_lower_the_quorum_of_an_open_vote():
    body = decisions.committee()
    request_id = decisions.voting()
    for seat in body.seats[CollegeKind.CONCERNED][:2]:
        end_seat(actor=decisions.officer(), member_id=seat, at=START + 13.5 * DAYS)

    tally = tallies(request_id=request_id, at=OPEN)[1]
    assert (tally.college, tally.seats, tally.quorum) == (CollegeKind.CONCERNED, 3, 2)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=1)])
@pytest.mark.parametrize("channel", list(BallotChannel))
def test_a_late_ballot_is_refused_on_every_channel(late, channel):
    body = decisions.committee()
    request_id = decisions.voting()
    is_web = channel is BallotChannel.WEB
    ballot = NewBallot(
        request_id=request_id,
        choice=Choice.YES,
        channel=channel,
        member_id=None if is_web else body.seats[CollegeKind.CONCERNED][0],
    )
    actor = body.voters[CollegeKind.CONCERNED][0] if is_web else people.clerk()

    with pytest.raises(Refused, match=Refusal.VOTE_CLOSED):
        cast_ballot(actor=actor, new=ballot, at=START + 20 * DAYS + late)


def test_a_clerk_enters_no_ballot_for_herself_and_checks_none_of_her_own():
    body = decisions.committee()
    request_id = decisions.voting()
    voter, seat = body.voters[CollegeKind.CONCERNED][0], body.seats[CollegeKind.CONCERNED][0]
    paper = NewBallot(
        request_id=request_id,
        choice=Choice.YES,
        channel=BallotChannel.PAPER,
        member_id=seat,
    )
    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        cast_ballot(actor=second_account(voter, Role.CLERK), new=paper, at=OPEN)

    clerk = people.clerk()
    ballot = cast_ballot(actor=clerk, new=paper, at=OPEN)
    for same in (clerk, second_account(clerk, Role.CLERK), second_account(voter, Role.CLERK)):
        with pytest.raises(Refused, match=Refusal.SELF_APPROVAL):
            check_ballot(actor=same, ballot_id=ballot, new=paper, at=OPEN)


def test_unchecked_paper_does_not_make_a_quorum():
    body = decisions.committee()
    request_id = decisions.voting()
    for kind in (CollegeKind.AUTHORITY, CollegeKind.CONTRIBUTORS):
        decisions.votes(request_id, body.voters[kind], *[Choice.YES] * 3)
    for seat in body.seats[CollegeKind.CONCERNED]:
        paper = NewBallot(
            request_id=request_id,
            choice=Choice.YES,
            channel=BallotChannel.PAPER,
            member_id=seat,
        )
        cast_ballot(actor=people.clerk(), new=paper, at=OPEN)

    decided = close_vote(actor=decisions.officer(), request_id=request_id, at=START + 20 * DAYS)

    assert decided is None


def requester_of(request_id):
    row = UseRequest.objects.get(pk=request_id)
    user = User.objects.get(pk=row.requester_id)
    return accounts.Actor(user_id=user.pk, human_id=user.human_id)


def test_who_asked_does_not_vote_on_it_with_another_account():
    body = decisions.committee()
    request_id = decisions.voting()
    member = second_account(requester_of(request_id), Role.MEMBER)
    end_seat(
        actor=decisions.officer(),
        member_id=body.seats[CollegeKind.AUTHORITY][0],
        at=START + DAYS,
    )
    decisions.member(CollegeKind.AUTHORITY, human_id=member.human_id, user_id=member.user_id)

    with pytest.raises(Refused, match=Refusal.SELF_APPROVAL):
        vote(request_id, member)


def test_who_asked_does_not_open_the_gate_with_another_account():
    request_id = decisions.advised()
    officer = second_account(requester_of(request_id), Role.LEGAL_OFFICER)

    with pytest.raises(Refused, match=Refusal.SELF_APPROVAL):
        decide_admissibility(
            actor=officer,
            request_id=request_id,
            verdict=Verdict(GateVerdict.ADMISSIBLE),
            at=START + 2 * DAYS,
        )


def test_one_human_does_not_sign_an_emergency_twice_with_two_accounts():
    first = decisions.decider(is_elected=True)
    decision_id = open_emergency(actor=first, new=crisis(), at=START)

    for same in (first, second_account(first, Role.DECIDER)):
        with pytest.raises(Refused, match=Refusal.SAME_SIGNATORY):
            sign_emergency(actor=same, decision_id=decision_id, at=START)


def test_two_agents_without_mandate_open_no_emergency():
    decision_id = open_emergency(actor=decisions.decider(), new=crisis(), at=START)

    with pytest.raises(Refused, match=Refusal.NEEDS_AN_ELECTED_SIGNATORY):
        sign_emergency(actor=decisions.decider(), decision_id=decision_id, at=START)


def by_requester(request_id, role):
    return second_account(requester_of(request_id), role)


def advise_oneself():
    request_id = decisions.submitted()
    give_opinion(
        actor=by_requester(request_id, Role.DPO),
        request_id=request_id,
        new=NewOpinion(OpinionVerdict.FAVOURABLE, "Rien à redire."),
        at=START + DAYS,
    )


def open_ones_own_vote():
    decisions.committee()
    request_id = decisions.published()
    open_vote(
        actor=by_requester(request_id, Role.DECIDER),
        request_id=request_id,
        closes_at=START + 20 * DAYS,
        at=START + 13 * DAYS,
    )


def count_ones_own_vote():
    decisions.committee()
    request_id = decisions.voting()
    close_vote(
        actor=by_requester(request_id, Role.DECIDER), request_id=request_id, at=START + 20 * DAYS
    )


@pytest.mark.parametrize("attack", [advise_oneself, open_ones_own_vote, count_ones_own_vote])
def test_who_asked_examines_opens_and_counts_nothing_of_her_own(attack, monkeypatch):
    with pytest.raises(Refused, match=Refusal.SELF_APPROVAL):
        attack()

    monkeypatch.setattr(uses, "humans_of", lambda ids: {one: -one for one in ids})
    attack()  # the broken twin, for whom each account is another human
