"""What a gateway says of a message that it took."""

import pytest
from tests.make import commons, messages

from entremise.notices.operations import hold_next_message, note_attempt, note_delivery
from entremise.notices.vocabulary import Attempt, Channel, Fault, MessageState

pytestmark = pytest.mark.django_db
DELIVERED, SENT, DEAD = MessageState.DELIVERED, MessageState.SENT, MessageState.DEAD


@pytest.fixture
def row():
    made = messages.message(channel=Channel.SMS, recipient=messages.PHONE, template="TRIAL")
    messages.tried(Attempt(provider_id="a-7"))
    made.refresh_from_db()
    assert made.state == SENT
    return made


def note(reference, *, is_delivered):
    return note_delivery(reference=reference, is_delivered=is_delivered, at=commons.now())


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_message_has_arrived_by_our_number_or_the_gateway_s(row, is_ours):
    assert note(row.reference.hex if is_ours else "a-7", is_delivered=True)

    row.refresh_from_db()
    assert row.state == DELIVERED


def test_a_message_that_the_phone_did_not_get_waits_for_somebody(row):
    note("a-7", is_delivered=False)

    row.refresh_from_db()
    assert (row.state, row.fault) == (DEAD, Fault.UNDELIVERED)


def test_what_arrived_is_never_taken_back_and_may_arrive_late(row):
    for is_delivered in (False, True, False):
        note("a-7", is_delivered=is_delivered)

    row.refresh_from_db()
    assert (row.state, row.fault) == (DELIVERED, "")


def test_an_arrival_told_before_the_sender_has_noted_its_try_is_kept():
    made = messages.message(channel=Channel.SMS, recipient=messages.PHONE, template="TRIAL")
    held = hold_next_message(at=commons.now())

    assert note(held.reference.hex, is_delivered=True)
    note_attempt(held=held, attempt=Attempt(provider_id="a-7"), at=commons.now())

    made.refresh_from_db()
    assert made.state == DELIVERED


@pytest.mark.parametrize("reference", ["", "zzz", "0" * 32])
def test_nobody_knows_another_number(row, reference):
    assert not note(reference, is_delivered=True)
