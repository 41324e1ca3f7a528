"""« Qui m'a appelé ? », from the ring to each end; and those who would make a directory of it."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Objection
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import ObjectionScope
from entremise.journeys.ring_back import (
    answer_by_name,
    answer_by_phone,
    answer_by_time,
    card_to_compare,
    stop_on_the_line,
)
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, RingBack
from entremise.outreach.operations.campaigns import begin_closing
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.ring_backs import (
    confirm_identity,
    note_told,
    promise_call,
    talk_now,
)
from entremise.outreach.queries.hours import callback_slots
from entremise.outreach.queries.ring_backs import calls_near, ring_back
from entremise.outreach.vocabulary.calls import CallState, Closing, Lane, Outcome
from entremise.outreach.vocabulary.calls import Refusal as CallRefusal
from entremise.outreach.vocabulary.ring_backs import FOUND_AN_HOUR, Refusal

pytestmark = pytest.mark.django_db
NUMBER = people.LUCIENNE.phones[0]


@pytest.fixture
def room():
    return make.room()


@pytest.fixture
def rang(room):
    """Her phone rang, nobody answered."""
    taken = make.shown(room.caller, room.campaign, commons.now())
    closing = Closing(Outcome.NO_ANSWER)
    close_call(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        closing=closing,
        at=commons.now(),
    )
    return taken


def answering(room, level=3):
    actor = make.caller(room.campaign, level=level, seat=make.now_shift(room.campaign))
    make.let_read(actor, room.campaign)
    return actor


def line(who, ring_back_id):
    return ring_back(actor=who, ring_back_id=ring_back_id, at=commons.now())


def opened(who):
    found = answer_by_phone(actor=who, number=NUMBER, at=commons.now())
    confirm_identity(actor=who, ring_back_id=found, at=commons.now())
    return found


def test_the_hour_and_the_number_shown_find_the_call_without_anything_of_the_person(room, rang):
    who = answering(room)

    (found,) = calls_near(
        actor=who, number=room.campaign.switchboard, rang_at=commons.now(), at=commons.now()
    )

    assert found.caller_id == room.caller.user_id
    assert not [one for one in people.CANARIES if one in repr(found)]
    assert not RingBack.objects.exists()


def test_her_call_opens_by_its_hour_her_number_or_her_name(room, rang):
    who = answering(room)
    attempt = Attempt.objects.get()

    by_time = answer_by_time(actor=who, attempt_id=attempt.pk, at=commons.now())
    by_phone = answer_by_phone(actor=who, number=NUMBER, at=commons.now())
    by_name = answer_by_name(
        actor=who, last="Palluel", first="Lucienne", birth_year=1940, at=commons.now()
    )

    lines = [line(who, one) for one in (by_time, by_phone, by_name)]
    assert {one.call_id for one in lines} == {rang.call_id}
    card = card_to_compare(actor=who, one=lines[0], at=commons.now())
    assert (card.name.last, card.phones) == ("Palluel", ())


def test_a_clerk_finds_the_call_for_the_rights_of_the_person(room, rang):
    clerk = people.clerk()

    one = line(clerk, answer_by_phone(actor=clerk, number=NUMBER, at=commons.now()))

    assert card_to_compare(actor=clerk, one=one, at=commons.now()).name.last == "Palluel"


def test_she_talks_at_once_under_the_rules_of_every_call(room, rang):
    who = answering(room)

    taken = talk_now(actor=who, ring_back_id=opened(who), at=commons.now())

    call = Call.objects.get(pk=rang.call_id)
    assert (call.held_by_id, call.lane, call.token) == (who.user_id, Lane.DESK, taken.token)
    assert call.shown_at is not None
    with pytest.raises(Refused, match=Refusal.RING_BACK_OVER):
        note_told(actor=who, ring_back_id=RingBack.objects.get().pk, at=commons.now())


def test_who_is_off_shift_or_has_somebody_on_screen_does_not_talk(room, rang):
    off = make.caller(room.campaign, level=3, is_on_shift=False)
    with pytest.raises(Refused, match=CallRefusal.NOT_ON_SHIFT):
        talk_now(actor=off, ring_back_id=opened(off), at=commons.now())

    busy = answering(room)
    make.call(campaign=room.campaign, level=1)
    make.held(busy, room.campaign, commons.now())
    with pytest.raises(Refused, match=Refusal.HOLDS_A_CALL):
        talk_now(actor=busy, ring_back_id=opened(busy), at=commons.now())


def test_her_relative_does_not_take_the_line(room, rang):
    who = answering(room)
    make.conflict(who, room.people[0])

    with pytest.raises(Refused, match=Refusal.CANNOT_BE_TAKEN):
        talk_now(actor=who, ring_back_id=opened(who), at=commons.now())


def test_who_is_on_a_screen_is_not_taken_away(room):
    make.shown(room.caller, room.campaign, commons.now())
    who = answering(room)
    found = opened(who)

    with pytest.raises(Refused, match=Refusal.CANNOT_BE_TAKEN):
        talk_now(actor=who, ring_back_id=found, at=commons.now())
    assert not line(who, found).may_be_taken


def test_who_could_not_be_reached_is_taken_when_she_rings(room, rang):
    Call.objects.filter(pk=rang.call_id).update(
        state=CallState.UNREACHABLE, ended_at=commons.now(), due_at=None
    )
    who = answering(room)

    talk_now(actor=who, ring_back_id=opened(who), at=commons.now())

    assert Call.objects.get(pk=rang.call_id).ended_at is None


def test_she_is_promised_a_call(room, rang):
    who = answering(room)
    due = callback_slots(campaign_id=room.campaign.pk, at=commons.now())[0]

    promise_call(actor=who, ring_back_id=opened(who), due_at=due, is_mine=False, at=commons.now())

    call = Call.objects.get(pk=rang.call_id)
    assert (call.state, call.due_at, call.owner_id) == (CallState.CALLBACK, due, None)


def test_what_was_promised_to_her_is_kept_once_the_campaign_calls_nobody_new(room):
    taken = make.shown(room.caller, room.campaign, commons.now())
    Call.objects.filter(pk=taken.call_id).update(lease_until=commons.now())  # nobody came back
    who = answering(room)
    due = callback_slots(campaign_id=room.campaign.pk, at=commons.now())[0]
    promise_call(actor=who, ring_back_id=opened(who), due_at=due, is_mine=False, at=commons.now())

    begin_closing(actor=SYSTEM, campaign_id=room.campaign.pk, at=commons.now())

    seat = make.shift(room.campaign, starts_at=due, ends_at=due + timedelta(hours=1))
    other = make.caller(room.campaign, seat=seat)
    assert make.held(other, room.campaign, due).call_id == taken.call_id


@pytest.mark.parametrize("scope", list(ObjectionScope))
def test_she_says_no_and_it_acts_at_once(room, rang, scope):
    who = answering(room)
    found = opened(who)

    stop_on_the_line(actor=who, one=line(who, found), scope=scope, at=commons.now())

    assert Call.objects.get(pk=rang.call_id).state == CallState.STOPPED
    assert Objection.objects.get().scope == scope


def test_nothing_acts_before_she_has_said_who_she_is(room, rang):
    who = answering(room)
    found = answer_by_phone(actor=who, number=NUMBER, at=commons.now())

    with pytest.raises(Refused, match=Refusal.NOT_CONFIRMED):
        talk_now(actor=who, ring_back_id=found, at=commons.now())
    with pytest.raises(Refused, match=Refusal.NOT_CONFIRMED):
        stop_on_the_line(
            actor=who, one=line(who, found), scope=ObjectionScope.ALL, at=commons.now()
        )


def test_a_caller_of_level_two_answers_nobody(room, rang):
    who = answering(room, level=2)

    with pytest.raises(Refused, match=Refusal.NO_DESK):
        answer_by_phone(actor=who, number=NUMBER, at=commons.now())
    with pytest.raises(Refused, match=Refusal.NO_DESK):
        answer_by_time(actor=who, attempt_id=Attempt.objects.get().pk, at=commons.now())
    with pytest.raises(Refused, match=Refusal.NO_DESK):
        calls_near(
            actor=who, number=room.campaign.switchboard, rang_at=commons.now(), at=commons.now()
        )


def test_nobody_else_opens_the_line_of_a_colleague(room, rang):
    found = answer_by_phone(actor=answering(room), number=NUMBER, at=commons.now())

    with pytest.raises(Refused, match=Refusal.RING_BACK_OVER):
        line(answering(room), found)


def test_a_line_closes_after_a_quarter_of_an_hour(room, rang):
    who = answering(room)
    found = answer_by_phone(actor=who, number=NUMBER, at=commons.now())

    with pytest.raises(Refused, match=Refusal.RING_BACK_OVER):
        ring_back(actor=who, ring_back_id=found, at=commons.now() + timedelta(minutes=15))


def test_nothing_of_another_campaign_is_found(room, rang):
    other = make.room(people.sheet(phones=("+33199007777",)))
    stranger = answering(other)

    assert answer_by_phone(actor=stranger, number=NUMBER, at=commons.now()) is None
    with pytest.raises(Refused, match=Refusal.NO_CALL_OF_OURS):
        answer_by_time(
            actor=stranger,
            attempt_id=Attempt.objects.get(campaign=room.campaign).pk,
            at=commons.now(),
        )
    near = calls_near(
        actor=stranger, number=room.campaign.switchboard, rang_at=commons.now(), at=commons.now()
    )
    assert near == ()


def test_numbers_cannot_be_tried_one_by_one(room, rang):
    who = answering(room)

    for figure in range(FOUND_AN_HOUR):
        assert answer_by_phone(actor=who, number=f"+3319900{figure:04}", at=commons.now()) is None
    with pytest.raises(Refused, match=access.Refusal.CAPPED):
        answer_by_phone(actor=who, number=NUMBER, at=commons.now())


def test_people_cannot_be_opened_hour_after_hour_of_the_list(room):
    who = answering(room)
    for _ in range(FOUND_AN_HOUR + 1):
        call = make.call(campaign=room.campaign)
        Attempt.objects.create(
            call=call,
            campaign=room.campaign,
            user_id=room.caller.user_id,
            token=1,
            lane=Lane.STOCK,
            held_at=commons.now(),
            shown_at=commons.now(),
        )
    attempts = list(Attempt.objects.order_by("pk").values_list("pk", flat=True))

    for attempt_id in attempts[:-1]:
        answer_by_time(actor=who, attempt_id=attempt_id, at=commons.now())
    with pytest.raises(Refused, match=access.Refusal.CAPPED):
        answer_by_time(actor=who, attempt_id=attempts[-1], at=commons.now())


def test_another_role_has_no_desk(room, rang):
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=room.campaign.organization)

    with pytest.raises(Refused, match=Refusal.NO_DESK):
        answer_by_phone(actor=lead, number=NUMBER, at=commons.now())
