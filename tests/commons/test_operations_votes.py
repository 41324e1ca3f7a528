"""Votes: each college, its quorum, the blocking third; paper counts the same; an emergency lapses alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.make import accounts, commons, decisions, people

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ballots import (
    cast_ballot,
    check_ballot,
    give_proxy,
    take_ballot_back,
)
from entremise.commons.operations.charters import adopt_charter
from entremise.commons.operations.emergencies import open_emergency, sign_emergency
from entremise.commons.operations.seats import end_seat, seat_member
from entremise.commons.operations.votes import close_vote, open_vote, revoke_decision
from entremise.commons.queries.decisions import (
    decision,
    decisions_in_force,
    emergencies,
    emergency,
)
from entremise.commons.queries.uses import use, use_published
from entremise.commons.queries.votes import (
    ballots_to_check,
    has_voted,
    opinions_of,
    proxies_of,
    seat_of,
    seats,
    seats_to_hear,
    tallies,
    turnouts,
    voted_on,
)
from entremise.commons.vocabulary.charters import NewCharter
from entremise.commons.vocabulary.decisions import DecisionKind, Refusal
from entremise.commons.vocabulary.emergencies import NewEmergency
from entremise.commons.vocabulary.law import FieldGroup, Purpose, RegisterKind
from entremise.commons.vocabulary.uses import StepCard, UseState, UseStatus
from entremise.commons.vocabulary.votes import (
    BallotChannel,
    Choice,
    CollegeKind,
    NewBallot,
    NewProxy,
    NewSeat,
    Turnout,
)
from entremise.kernel.errors import Refused

pytestmark = pytest.mark.django_db
START, DAYS = decisions.START, decisions.DAYS
YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
ALL = dict.fromkeys(CollegeKind, (YES, YES, YES))


def outcome(choices, **given):
    """What becomes of a request when each college votes so."""
    body = decisions.committee()
    request_id = decisions.voting(**given)
    for kind, cast in choices.items():
        decisions.votes(request_id, body.voters[kind], *cast)
    decision_id = decisions.counted(request_id)
    return use(request_id).state, decision_id


def test_a_use_accepted_by_each_college_becomes_a_decision():
    state, decision_id = outcome(ALL)

    made = decision(decision_id)
    assert (state, made.kind, made.people_cap) == (UseState.ACCEPTED, DecisionKind.VOTED, 132)
    assert made.starts_at == START + 30 * DAYS
    assert decisions_in_force(at=START + 31 * DAYS, purpose=Purpose.ISOLATION_CALL) == (made,)
    assert decisions_in_force(at=START + 121 * DAYS) == ()


def test_a_charter_that_shortens_decisions_shortens_what_was_voted_and_stops_no_count():
    body = decisions.committee()
    request_id = decisions.voting()
    for kind in CollegeKind:
        decisions.votes(request_id, body.voters[kind], YES, YES, YES)
    stricter = NewCharter(
        organization_id=commons.host_id(), adopting_act="D-12", stricter={"decision_days": 40}
    )
    adopt_charter(actor=decisions.decider(), new=stricter, at=START + 15 * DAYS)

    made = decision(decisions.counted(request_id))

    assert made.starts_at == START + 30 * DAYS
    assert made.expires_at == made.decided_at + 40 * DAYS


def test_a_standing_decision_waits_for_an_act():
    _, decision_id = outcome(ALL, is_standing=True)

    made = decision(decision_id)
    assert (made.kind, made.is_armed_by_activation) == (DecisionKind.STANDING, True)


@pytest.mark.parametrize(
    "choices",
    [
        {CollegeKind.AUTHORITY: (YES, YES, YES)},
        ALL | {CollegeKind.CONTRIBUTORS: (YES,)},
        ALL | {CollegeKind.AUTHORITY: (YES, NO)},
        ALL | {CollegeKind.CONTRIBUTORS: (ABSTAIN, ABSTAIN, ABSTAIN)},
        ALL | {CollegeKind.CONCERNED: (YES, YES, NO)},
    ],
    ids=["one college only", "no quorum", "no majority", "nobody for", "a third blocks"],
)
def test_a_use_that_one_college_does_not_carry_is_rejected(choices):
    assert outcome(choices) == (UseState.REJECTED, None)


def test_two_against_one_carry_in_the_other_colleges():
    choices = ALL | {CollegeKind.AUTHORITY: (YES, YES, NO)}

    assert outcome(choices)[0] is UseState.ACCEPTED


def test_a_vote_waits_for_the_days_of_publication():
    decisions.committee()
    request_id = decisions.published()
    few = decisions.published(expected_people=49)
    given = {
        "actor": decisions.officer(),
        "closes_at": START + 20 * DAYS,
        "at": START + 3 * DAYS + 3 * DAYS,
    }

    open_vote(request_id=few, **given)
    with pytest.raises(Refused, match=Refusal.PUBLISHED_TOO_LATE):
        open_vote(request_id=request_id, **given)


def test_a_vote_needs_the_authority_and_the_people_concerned():
    decisions.member(CollegeKind.AUTHORITY)
    decisions.member(CollegeKind.CONTRIBUTORS)

    with pytest.raises(Refused, match=Refusal.COLLEGES_MISSING):
        decisions.voting()


def test_whoever_asks_is_not_the_college_that_a_vote_needs():
    """Nobody votes on her own request: alone in her college, she would open a vote that nothing can carry."""
    first = decisions.decider(is_elected=True)
    decisions.member(CollegeKind.CONCERNED)
    decisions.member(CollegeKind.AUTHORITY, human_id=first.human_id, user_id=first.user_id)
    decision_id = open_emergency(actor=first, new=crisis(), at=START)

    sign_emergency(actor=decisions.decider(), decision_id=decision_id, at=START)

    card = emergency(decision_id, at=START)
    assert (card.is_open, use(card.request_id).state) == (True, UseState.DELIBERATING)
    with pytest.raises(Refused, match=Refusal.COLLEGES_MISSING):
        open_vote(
            actor=decisions.officer(),
            request_id=card.request_id,
            closes_at=START + 20 * DAYS,
            at=START + 11 * DAYS,
        )


def two_colleges():
    return {
        kind: tuple(decisions.member(kind)[1] for _ in range(3))
        for kind in (CollegeKind.AUTHORITY, CollegeKind.CONCERNED)
    }


def test_two_colleges_decide_where_nobody_contributes():
    voters = two_colleges()
    request_id = decisions.voting()
    for kind in voters:
        decisions.votes(request_id, voters[kind], YES, YES, YES)

    counted = tallies(request_id=request_id, at=START + 15 * DAYS)
    assert [tally.college for tally in counted] == list(voters)
    assert decisions.counted(request_id, START + 15 * DAYS) is not None


def test_a_charter_may_ask_for_the_contributors_too():
    two_colleges()
    adopt_charter(
        actor=decisions.decider(),
        new=NewCharter(
            organization_id=commons.host_id(),
            adopting_act="Délibération 2026-07",
            stricter={"colleges": list(CollegeKind)},
        ),
        at=START - DAYS,
    )

    with pytest.raises(Refused, match=Refusal.COLLEGES_MISSING):
        decisions.voting()


def test_a_vote_lasts_three_days_so_that_paper_and_phone_can_follow():
    decisions.committee()
    request_id = decisions.published()
    given = {"actor": decisions.officer(), "request_id": request_id, "at": START + 13 * DAYS}

    with pytest.raises(Refused, match=Refusal.VOTE_TOO_SHORT):
        open_vote(closes_at=START + 15.4 * DAYS, **given)
    open_vote(closes_at=START + 16 * DAYS, **given)


def test_a_seat_given_during_a_vote_gives_no_voice_in_it():
    decisions.committee()
    request_id = decisions.voting()
    newcomer = accounts.actor(Role.MEMBER)
    backdated = NewSeat(
        college=CollegeKind.CONCERNED,
        human_id=newcomer.human_id,
        user_id=newcomer.user_id,
        starts_at=START,
        ends_at=START + 300 * DAYS,
    )
    seat = seat_member(actor=decisions.officer(), new=backdated, at=START + 13.5 * DAYS)

    with pytest.raises(Refused, match=Refusal.NOT_A_MEMBER):
        decisions.votes(request_id, (newcomer,), YES)
    to_hear = seats_to_hear(request_id=request_id, at=START + 14 * DAYS)
    assert seat not in [card.member_id for card in to_hear]


def test_before_the_count_only_the_number_of_voters_is_seen():
    body = decisions.committee()
    request_id = decisions.voting()
    decisions.votes(request_id, body.voters[CollegeKind.CONCERNED], YES, NO)

    seen = turnouts(request_id=request_id, at=START + 14 * DAYS)

    assert seen[1] == Turnout(college=CollegeKind.CONCERNED, seats=3, cast=2, quorum=2)
    assert (seen[0].has_quorum, seen[1].has_quorum) == (False, True)


def by_proxy(request_id, giver_seat, choice=YES):
    return NewBallot(
        request_id=request_id, choice=choice, channel=BallotChannel.PROXY, member_id=giver_seat
    )


def test_a_member_votes_for_another_of_her_college_who_asked_her_to():
    body = decisions.committee()
    request_id = decisions.voting()
    at = START + 14 * DAYS
    giver, holder = body.voters[CollegeKind.CONCERNED][:2]
    seats_of = body.seats[CollegeKind.CONCERNED]
    with pytest.raises(Refused, match=Refusal.NO_PROXY):
        cast_ballot(actor=holder, new=by_proxy(request_id, seats_of[0]), at=at)

    give_proxy(actor=giver, new=NewProxy(request_id, holder_id=seats_of[1]), at=at)
    cast_ballot(actor=holder, new=by_proxy(request_id, seats_of[0]), at=at)
    cast_ballot(actor=holder, new=NewBallot(request_id=request_id, choice=NO), at=at)

    assert [tally.cast for tally in tallies(request_id=request_id, at=at)] == [0, 2, 0]
    (card,) = proxies_of(request_id=request_id)
    assert (card.giver_id, card.holder_id) == seats_of[:2]
    with pytest.raises(Refused, match=Refusal.ALREADY_VOTED):
        cast_ballot(actor=giver, new=NewBallot(request_id=request_id, choice=YES), at=at)


def test_a_clerk_notes_the_proxy_of_a_member_without_account():
    body = decisions.committee()
    human_id = decisions.human_without_account()
    seat, _ = decisions.member(CollegeKind.CONCERNED, human_id=human_id, user_id=None)
    request_id = decisions.voting()
    at = START + 14 * DAYS
    holder = body.seats[CollegeKind.CONCERNED][0]

    give_proxy(
        actor=people.clerk(), new=NewProxy(request_id, holder_id=holder, giver_id=seat), at=at
    )
    cast_ballot(actor=body.voters[CollegeKind.CONCERNED][0], new=by_proxy(request_id, seat), at=at)

    assert has_voted(human_id=human_id, request_id=request_id)


def test_a_vote_is_counted_when_it_is_over_or_everybody_has_voted():
    body = decisions.committee()
    request_id = decisions.voting()
    for kind in (CollegeKind.AUTHORITY, CollegeKind.CONCERNED):
        decisions.votes(request_id, body.voters[kind], YES, YES, YES)
    with pytest.raises(Refused, match=Refusal.VOTE_STILL_OPEN):
        decisions.counted(request_id, START + 15 * DAYS)

    decisions.votes(request_id, body.voters[CollegeKind.CONTRIBUTORS], YES, YES, YES)

    assert decisions.counted(request_id, START + 15 * DAYS) is not None


def test_conditions_stay_with_the_decision():
    body = decisions.committee()
    request_id = decisions.voting()
    for kind in CollegeKind:
        decisions.votes(request_id, body.voters[kind], YES, YES, YES)

    decision_id = close_vote(
        actor=decisions.officer(),
        request_id=request_id,
        at=START + 20 * DAYS,
        conditions="Une lettre avant l'appel.",
        minutes="Séance publique.",
    )

    assert decision(decision_id).conditions == "Une lettre avant l'appel."
    assert use(request_id).state is UseState.ACCEPTED_WITH_CONDITIONS


def test_what_members_said_is_published_without_name_after_the_vote():
    body = decisions.committee()
    request_id = decisions.voting()
    voter = body.voters[CollegeKind.CONCERNED][0]
    cast_ballot(
        actor=voter,
        new=NewBallot(request_id=request_id, choice=NO, opinion="Trop d'essais."),
        at=START + 14 * DAYS,
    )
    during = opinions_of(request_id=request_id)
    decisions.counted(request_id)

    (said,) = opinions_of(request_id=request_id)
    assert (during, said.college, said.opinion) == ((), CollegeKind.CONCERNED, "Trop d'essais.")


def paper(request_id, member_id, choice=YES):
    return NewBallot(
        request_id=request_id, choice=choice, channel=BallotChannel.PAPER, member_id=member_id
    )


def test_a_paper_ballot_counts_once_a_second_person_has_read_the_same():
    body = decisions.committee()
    request_id = decisions.voting()
    seat = body.seats[CollegeKind.CONCERNED][0]
    at = START + 14 * DAYS
    ballot = cast_ballot(actor=people.clerk(), new=paper(request_id, seat), at=at)
    before = [tally.cast for tally in tallies(request_id=request_id, at=at)]
    waiting = ballots_to_check(at=at)

    check_ballot(actor=people.clerk(), ballot_id=ballot, new=paper(request_id, seat), at=at)

    assert before == [0, 0, 0]
    assert [tally.cast for tally in tallies(request_id=request_id, at=at)] == [0, 1, 0]
    assert [card.ballot_id for card in waiting] == [ballot]
    assert ballots_to_check(at=at) == ()


def test_a_ballot_taken_back_leaves_a_step_that_tells_neither_whose_it_was_nor_its_choice():
    body = decisions.committee()
    request_id = decisions.voting()
    seat = body.seats[CollegeKind.CONCERNED][0]
    at, clerk = START + 14 * DAYS, people.clerk()
    ballot = cast_ballot(actor=people.clerk(), new=paper(request_id, seat), at=at)
    before = use(request_id).steps

    take_ballot_back(actor=clerk, ballot_id=ballot, at=at)

    voting = UseState.VOTING
    assert use(request_id).steps == (*before, StepCard(at, clerk.user_id, voting, voting, ""))


def test_a_ballot_read_otherwise_is_taken_back_and_entered_anew():
    body = decisions.committee()
    request_id = decisions.voting()
    seat = body.seats[CollegeKind.CONCERNED][0]
    given = {"at": START + 14 * DAYS}
    ballot = cast_ballot(actor=people.clerk(), new=paper(request_id, seat), **given)

    with pytest.raises(Refused, match=Refusal.BALLOT_DIFFERS):
        check_ballot(
            actor=people.clerk(), ballot_id=ballot, new=paper(request_id, seat, NO), **given
        )
    take_ballot_back(actor=people.clerk(), ballot_id=ballot, **given)
    cast_ballot(actor=people.clerk(), new=paper(request_id, seat, NO), **given)


def test_a_member_without_account_votes_on_paper():
    decisions.committee()
    human_id = decisions.human_without_account()
    seat, _ = decisions.member(CollegeKind.CONCERNED, human_id=human_id, user_id=None)
    request_id = decisions.voting()
    to_hear = seats_to_hear(request_id=request_id, at=START + 14 * DAYS)

    cast_ballot(actor=people.clerk(), new=paper(request_id, seat), at=START + 14 * DAYS)

    assert seat in [card.member_id for card in to_hear]
    assert has_voted(human_id=human_id, request_id=request_id)
    assert voted_on(human_id=human_id, request_ids=[request_id, 0]) == {request_id}
    assert seat_of(human_id=human_id, at=START).full_name == "Ginette Aumont"


def test_a_term_is_two_years_at_most():
    with pytest.raises(Refused, match=Refusal.TERM_TOO_LONG):
        seat_member(
            actor=decisions.officer(),
            new=NewSeat(
                college=CollegeKind.CONCERNED,
                human_id=decisions.human_without_account(),
                starts_at=START,
                ends_at=START + timedelta(days=800),
            ),
            at=START,
        )


def test_an_ended_seat_is_not_listed():
    seat, _ = decisions.member(CollegeKind.CONCERNED)
    end_seat(actor=decisions.officer(), member_id=seat, at=START + DAYS)

    assert [card.member_id for card in seats(at=START)] == [seat]
    assert seats(at=START + 2 * DAYS) == ()


def test_a_revoked_decision_is_not_in_force():
    _, decision_id = outcome(ALL)
    revoke_decision(
        actor=decisions.decider(),
        decision_id=decision_id,
        reason="Le besoin a cessé.",
        at=START + 40 * DAYS,
    )

    assert decisions_in_force(at=START + 41 * DAYS) == ()


def crisis(**given):
    defaults = {
        "title": "Foyer sans eau",
        "purpose": Purpose.ISOLATION_CALL,
        "registers": (commons.register(RegisterKind.VOLUNTARY),),
        "groups": frozenset({FieldGroup.NAME, FieldGroup.PHONE}),
        "expected_people": 34,
        "reason": "Trente-quatre résidents d'un foyer n'ont plus d'eau.",
        "facts": "Canalisation rompue, foyer des Tanneurs, 19 juillet.",
        "ends_at": START + 20 * DAYS,
    }
    return NewEmergency(**(defaults | given))


def opened(**given):
    """An emergency with its two signatures."""
    decision_id = open_emergency(
        actor=decisions.decider(is_elected=True), new=crisis(**given), at=START
    )
    sign_emergency(
        actor=decisions.decider(), decision_id=decision_id, at=START + timedelta(minutes=4)
    )
    return decision_id


def test_a_rejected_emergency_ends_with_the_count_not_with_its_hours():
    body = decisions.committee()
    decision_id = opened()
    request_id = emergency(decision_id, at=START).request_id
    at = START + timedelta(hours=20)
    for kind in CollegeKind:
        for voter in body.voters[kind]:
            cast_ballot(actor=voter, new=NewBallot(request_id=request_id, choice=NO), at=at)

    close_vote(actor=decisions.officer(), request_id=request_id, at=at)

    assert emergency(decision_id, at=at).is_open is False
    assert decisions_in_force(at=at) == ()
    assert use_published(request_id, at=at).status is UseStatus.REJECTED


def test_an_emergency_ended_early_keeps_its_reason_beside_why_it_ended():
    decision_id = opened()

    revoke_decision(
        actor=decisions.decider(), decision_id=decision_id, reason="L'eau est revenue.", at=START
    )

    assert emergency(decision_id, at=START).reason == crisis().reason
    assert decision(decision_id).end_reason == "L'eau est revenue."


def test_two_signatures_open_seventy_two_hours_and_a_vote():
    decisions.committee()
    decision_id = opened()

    card = emergency(decision_id, at=START + timedelta(hours=1))
    assert (card.is_open, len(card.signatures)) == (True, 2)
    assert card.expires_at == START + timedelta(hours=72, minutes=4)
    assert use(card.request_id).state is UseState.VOTING
    assert decisions_in_force(at=START + timedelta(hours=72))
    assert decisions_in_force(at=START + timedelta(hours=72, minutes=5)) == ()


def test_with_one_signature_nothing_is_open():
    decision_id = open_emergency(actor=decisions.decider(is_elected=True), new=crisis(), at=START)

    card = emergency(decision_id, at=START + timedelta(hours=1))
    assert (card.is_open, card.is_waiting) == (False, True)
    assert decisions_in_force(at=START + timedelta(hours=1)) == ()
    assert emergencies(at=START, since=timedelta(days=1)) != ()


def test_an_emergency_that_nobody_ratifies_lapses_in_public():
    decisions.committee()
    decision_id = opened()
    request_id = emergency(decision_id, at=START).request_id

    during = use_published(request_id, at=START + timedelta(hours=1)).status
    after = use_published(request_id, at=START + timedelta(hours=73)).status

    assert (during, after) == (UseStatus.EMERGENCY, UseStatus.LAPSED)


def test_a_ratified_emergency_goes_on_as_a_decision():
    body = decisions.committee()
    decision_id = opened()
    request_id = emergency(decision_id, at=START).request_id
    at = START + timedelta(hours=20)
    for kind in CollegeKind:
        for voter in body.voters[kind]:
            cast_ballot(actor=voter, new=NewBallot(request_id=request_id, choice=YES), at=at)

    made = close_vote(actor=decisions.officer(), request_id=request_id, at=at)

    assert decision(made).kind is DecisionKind.VOTED
    assert use_published(request_id, at=START + timedelta(hours=80)).status is UseStatus.RUNNING


def test_without_colleges_an_emergency_opens_and_lapses_alone():
    decision_id = opened()
    request_id = emergency(decision_id, at=START).request_id

    assert use_published(request_id, at=START + timedelta(hours=1)).status is UseStatus.EMERGENCY
    assert use_published(request_id, at=START + timedelta(hours=73)).status is UseStatus.LAPSED


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"reason": "aaa"}, Refusal.REASONS_MISSING),
        ({"facts": "aaa"}, Refusal.REASONS_MISSING),
        ({"groups": frozenset({FieldGroup.NAME, FieldGroup.ADDRESS})}, Refusal.FIELDS_TOO_WIDE),
        ({"purpose": Purpose.RIGHTS_INFO}, Refusal.NO_LEGAL_GROUND),
        ({"registers": ()}, Refusal.NO_LEGAL_GROUND),
        ({"ends_at": START + 400 * DAYS}, Refusal.DATES_TOO_LONG),
    ],
)
def test_the_lane_stays_within_what_was_voted_beforehand(given, reason):
    with pytest.raises(Refused, match=reason):
        open_emergency(actor=decisions.decider(), new=crisis(**given), at=START)


def test_the_same_facts_do_not_open_the_lane_again():
    new = crisis()
    open_emergency(actor=decisions.decider(is_elected=True), new=new, at=START)
    again = replace(new, title="Autre titre", facts=f"  {new.facts.upper()} ")

    with pytest.raises(Refused, match=Refusal.SAME_FACTS_AGAIN):
        open_emergency(actor=decisions.decider(), new=again, at=START + 4 * DAYS)


def test_a_signature_that_comes_after_seventy_two_hours_opens_nothing():
    decision_id = open_emergency(actor=decisions.decider(is_elected=True), new=crisis(), at=START)

    with pytest.raises(Refused, match=Refusal.EMERGENCY_OVER):
        sign_emergency(
            actor=decisions.decider(), decision_id=decision_id, at=START + timedelta(hours=72)
        )


@pytest.mark.parametrize("role", [Role.CAMPAIGN_LEAD, Role.LEGAL_OFFICER, Role.ADMINISTRATOR])
def test_only_deciders_sign(role):
    with pytest.raises(Refused, match=Refusal.NOT_YOUR_TURN):
        open_emergency(actor=accounts.actor(role), new=crisis(), at=START)
