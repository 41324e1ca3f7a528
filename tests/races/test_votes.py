"""Two at once: a ballot and the count, two counts, two seats, two checks, two signatures, two acts."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError
from tests.attacks.test_i12_i26_votes import second_account
from tests.commons.test_operations_charters import new as new_activation
from tests.commons.test_operations_votes import crisis, opened, paper
from tests.make import accounts, commons, decisions, people
from tests.races.test_referral import at_once

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Activation, Ballot, CollegeMember, Decision, Proxy, Signature
from entremise.commons.operations.activations import activate_plan
from entremise.commons.operations.ballots import cast_ballot, check_ballot, give_proxy
from entremise.commons.operations.emergencies import open_emergency, sign_emergency
from entremise.commons.operations.seats import seat_member
from entremise.commons.operations.votes import close_vote
from entremise.commons.queries.decisions import emergency
from entremise.commons.queries.uses import use, use_published
from entremise.commons.queries.votes import tallies
from entremise.commons.vocabulary.decisions import DecisionKind, Refusal
from entremise.commons.vocabulary.uses import UseState, UseStatus
from entremise.commons.vocabulary.votes import Choice, CollegeKind, NewBallot, NewProxy, NewSeat

pytestmark = pytest.mark.django_db(transaction=True)
START, DAYS = decisions.START, decisions.DAYS
OPEN, OVER = START + 14 * DAYS, START + 20 * DAYS
TIMES = 5
YES = Choice.YES


def nearly_voted(body):
    """Everybody has voted but the last contributor."""
    request_id = decisions.voting()
    for kind in CollegeKind:
        voters = body.voters[kind][:2] if kind is CollegeKind.CONTRIBUTORS else body.voters[kind]
        decisions.votes(request_id, voters, YES, YES, YES)
    return request_id


def test_a_ballot_and_the_count_at_once_leave_no_ballot_uncounted():
    body = decisions.committee()
    last = body.voters[CollegeKind.CONTRIBUTORS][2]
    for _ in range(TIMES):
        request_id = nearly_voted(body)
        ballot = NewBallot(request_id=request_id, choice=Choice.NO)
        officer = decisions.officer()

        cast, closed = at_once(
            partial(cast_ballot, actor=last, new=ballot, at=OPEN),
            partial(close_vote, actor=officer, request_id=request_id, at=OPEN),
        )

        assert isinstance(cast, int)  # the vote cannot be counted before she has voted
        assert closed is Refusal.VOTE_STILL_OPEN or use(request_id).state is UseState.ACCEPTED
        counted = sum(tally.cast for tally in tallies(request_id=request_id, at=OPEN))
        assert counted == Ballot.objects.filter(request=request_id).count()


def test_two_counts_at_once_make_one_decision():
    body = decisions.committee()
    last = body.voters[CollegeKind.CONTRIBUTORS][2]
    for _ in range(TIMES):
        request_id = nearly_voted(body)
        decisions.votes(request_id, (last,), YES)
        officers = [decisions.officer(), decisions.officer()]

        answers = at_once(
            *(partial(close_vote, actor=who, request_id=request_id, at=OVER) for who in officers)
        )

        made = Decision.objects.get(request=request_id).pk
        assert sorted(answers, key=str) == sorted([made, Refusal.NOT_YOUR_TURN], key=str)


def test_a_paper_is_checked_once_and_a_check_that_comes_with_the_count_is_counted_or_refused():
    body = decisions.committee()
    for _ in range(TIMES):
        request_id = nearly_voted(body)
        new = paper(request_id, body.seats[CollegeKind.CONTRIBUTORS][2])
        ballot = cast_ballot(actor=people.clerk(), new=new, at=OPEN)
        clerks, officer = [people.clerk(), people.clerk()], decisions.officer()

        *checks, closed = at_once(
            *(
                partial(check_ballot, actor=who, ballot_id=ballot, new=new, at=OVER)
                for who in clerks
            ),
            partial(close_vote, actor=officer, request_id=request_id, at=OVER),
        )

        assert isinstance(closed, int)
        assert checks.count(None) <= 1
        assert set(checks) <= {None, Refusal.NOT_YOUR_TURN, Refusal.VOTE_CLOSED}
        is_checked = Ballot.objects.get(pk=ballot).checked_by_id is not None
        assert is_checked == (checks.count(None) == 1)


def test_one_human_with_two_accounts_votes_once_when_both_vote_at_once():
    body = decisions.committee()
    last = body.voters[CollegeKind.CONTRIBUTORS][2]
    for _ in range(TIMES):
        request_id = nearly_voted(body)
        both = [last, second_account(last, Role.MEMBER)]
        ballot = NewBallot(request_id=request_id, choice=YES)

        answers = at_once(*(partial(cast_ballot, actor=who, new=ballot, at=OPEN) for who in both))

        assert Refusal.ALREADY_VOTED in answers
        assert Ballot.objects.filter(request=request_id, human_id=last.human_id).count() == 1


def test_one_human_is_seated_once_when_two_officers_seat_her_at_once():
    for _ in range(TIMES):
        human_id = accounts.actor(Role.MEMBER).human_id
        seats = [
            NewSeat(college=kind, human_id=human_id, starts_at=START, ends_at=START + 100 * DAYS)
            for kind in (CollegeKind.AUTHORITY, CollegeKind.CONCERNED)
        ]
        officer = decisions.officer()
        for kind in CollegeKind:
            decisions.member(kind)  # the colleges exist

        answers = at_once(
            *(
                lambda new=new, who=officer: seat_member(actor=who, new=new, at=START)
                for new in seats
            )
        )

        assert Refusal.IN_TWO_COLLEGES in answers
        assert CollegeMember.objects.filter(human_id=human_id).count() == 1


def test_a_member_holds_one_proxy_when_two_give_theirs_at_once():
    body = decisions.committee()
    for _ in range(TIMES):
        request_id = decisions.voting()
        first, second, _ = body.voters[CollegeKind.CONCERNED]
        new = NewProxy(request_id, holder_id=body.seats[CollegeKind.CONCERNED][2])

        answers = at_once(
            *(partial(give_proxy, actor=who, new=new, at=OPEN) for who in (first, second))
        )

        assert Refusal.PROXY_TWICE in answers
        assert Proxy.objects.filter(request=request_id).count() == 1


def test_one_human_never_gives_both_signatures_with_two_accounts_at_once():
    for number in range(TIMES):
        first = decisions.decider(is_elected=True)
        facts = f"Canalisation rompue, foyer des Tanneurs, cas {number}."
        decision_id = open_emergency(actor=first, new=crisis(facts=facts), at=START)
        hers = [second_account(first, Role.DECIDER), second_account(first, Role.DECIDER)]

        answers = at_once(
            *(partial(sign_emergency, actor=who, decision_id=decision_id, at=START) for who in hers)
        )

        assert answers == [Refusal.SAME_SIGNATORY] * 2
        assert Signature.objects.filter(decision=decision_id).count() == 1


def test_two_second_signatures_at_once_open_the_lane_once():
    for number in range(TIMES):
        facts = f"Canalisation rompue, foyer des Tanneurs, cas {number}."
        decision_id = open_emergency(
            actor=decisions.decider(is_elected=True), new=crisis(facts=facts), at=START
        )
        others = [decisions.decider(), decisions.decider()]

        answers = at_once(
            *(
                partial(sign_emergency, actor=who, decision_id=decision_id, at=START)
                for who in others
            )
        )

        assert sorted(answers, key=str) == sorted([None, Refusal.NOT_YOUR_TURN], key=str)
        assert Signature.objects.filter(decision=decision_id).count() == 2


def test_the_same_facts_open_the_lane_once_when_two_deciders_write_them_at_once():
    for number in range(TIMES):
        new = crisis(facts=f"Canalisation rompue, foyer des Tanneurs, cas {number}.")
        both = [decisions.decider(is_elected=True), decisions.decider(is_elected=True)]

        answers = at_once(*(partial(open_emergency, actor=who, new=new, at=START) for who in both))

        assert Refusal.SAME_FACTS_AGAIN in answers


def test_one_plan_is_activated_once_when_two_record_its_act_at_once():
    for number in range(TIMES):
        new = new_activation(territory_code=f"0000{number}")
        leads = [accounts.actor(Role.CAMPAIGN_LEAD), accounts.actor(Role.CAMPAIGN_LEAD)]
        at = commons.now()

        answers = at_once(*(partial(activate_plan, actor=who, new=new, at=at) for who in leads))

        assert Refusal.ALREADY_ACTIVE in answers
        assert Activation.objects.filter(territory_code=f"0000{number}").count() == 1


@pytest.mark.parametrize(
    ("late", "is_open"), [(timedelta(seconds=-1), True), (timedelta(0), False)]
)
def test_at_the_seventy_second_hour_the_lane_is_shut_and_no_ballot_comes_any_more(late, is_open):
    body = decisions.committee()
    decision_id = opened()
    card = emergency(decision_id, at=START)
    bound = card.expires_at + late

    assert emergency(decision_id, at=bound).is_open is is_open
    ballot = NewBallot(request_id=card.request_id, choice=YES)
    if is_open:
        cast_ballot(actor=body.voters[CollegeKind.AUTHORITY][0], new=ballot, at=bound)
        return
    (answer,) = at_once(
        partial(cast_ballot, actor=body.voters[CollegeKind.AUTHORITY][0], new=ballot, at=bound)
    )
    assert answer is Refusal.VOTE_CLOSED


def test_votes_given_in_time_ratify_when_counted_at_the_bound_and_nothing_was_open_in_between():
    body = decisions.committee()
    decision_id = opened()
    card = emergency(decision_id, at=START)
    for kind in CollegeKind:
        for voter in body.voters[kind][:2]:
            cast_ballot(
                actor=voter,
                new=NewBallot(request_id=card.request_id, choice=YES),
                at=card.expires_at - timedelta(seconds=1),
            )
    counted_at = card.expires_at + timedelta(hours=2)
    status = use_published(card.request_id, at=card.expires_at).status
    officers = [decisions.officer(), decisions.officer()]

    answers = at_once(
        *(
            partial(close_vote, actor=who, request_id=card.request_id, at=counted_at)
            for who in officers
        )
    )

    made = Decision.objects.exclude(kind=DecisionKind.EMERGENCY).get()
    assert (status, made.starts_at) == (UseStatus.LAPSED, counted_at)
    assert set(answers) == {made.pk, Refusal.NOT_YOUR_TURN}


def test_the_tables_themselves_refuse_two_signatures_and_two_proxies_of_one():
    decision_id = opened()
    signature = Signature.objects.filter(decision=decision_id).first()
    signature.pk = None
    with pytest.raises(IntegrityError, match="one_signature_a_human"):
        signature.save()
