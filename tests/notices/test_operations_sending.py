"""The outbox: one key, one message; sealed, held by one sender, tried at its hours, erased when it has served."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from tests.make import commons, messages

from entremise.kernel.errors import Refused
from entremise.notices.models import Message
from entremise.notices.operations import (
    end_late_messages,
    forget_old_messages,
    give_up_message,
    hold_next_message,
    note_attempt,
    retry_message,
)
from entremise.notices.operations.sending import BACK_OFF, LEASE
from entremise.notices.vocabulary import Attempt, Channel, Fault, GivenUp, MessageState, Refusal

pytestmark = pytest.mark.django_db
FAILING, SENT = Attempt(Fault.UNREACHABLE), Attempt()
A_MOMENT = timedelta(seconds=1)


def give_up(row, at):
    give_up_message(user_id=7, message_id=row.pk, reason=GivenUp.TOLD_OTHERWISE, at=at)


def test_one_fact_is_told_once():
    assert messages.message(key="link:1").pk == messages.message(key="link:1").pk


def test_what_is_rolled_back_is_not_told():
    with transaction.atomic():
        messages.message()
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_recipient_and_facts_are_sealed_while_they_wait():
    row = messages.message()

    assert row.content
    assert not [one for one in (messages.MAIL, messages.LINK, "Diarra") if one in row.content]


def test_a_message_that_is_held_is_held_by_one_sender():
    row, at = messages.message(), commons.now()

    held = hold_next_message(at=at)

    assert (held.message_id, held.recipient) == (row.pk, messages.MAIL)
    assert hold_next_message(at=at + LEASE - A_MOMENT) is None


def test_a_sender_that_died_loses_nothing_and_the_second_copy_is_known_by_its_reference():
    messages.message()
    at = commons.now()
    first = hold_next_message(at=at)

    second = hold_next_message(at=at + LEASE)

    assert second.reference == first.reference
    assert (first.number_of_try, second.number_of_try) == (1, 2)


def test_a_failure_told_after_the_lease_does_not_take_the_message_from_the_next_sender():
    row, at = messages.message(), commons.now()
    first = hold_next_message(at=at)
    second = hold_next_message(at=at + LEASE)

    note_attempt(held=first, attempt=FAILING, at=at + LEASE)
    row.refresh_from_db()
    assert row.state == MessageState.SENDING
    note_attempt(held=second, attempt=SENT, at=at + LEASE)

    row.refresh_from_db()
    assert row.state == MessageState.SENT


def test_a_success_told_after_the_lease_spares_a_third_copy():
    row, at = messages.message(), commons.now()
    first = hold_next_message(at=at)
    second = hold_next_message(at=at + LEASE)

    note_attempt(held=first, attempt=SENT, at=at + LEASE)
    note_attempt(held=second, attempt=FAILING, at=at + LEASE)

    row.refresh_from_db()
    assert (row.state, row.fault, row.content) == (MessageState.SENT, "", "")


def test_a_message_that_ends_each_of_its_senders_is_dead_and_said_to_have_perhaps_left():
    row, at = messages.message(), commons.now()
    for _try in range(len(BACK_OFF) + 1):
        assert hold_next_message(at=at) is not None
        at += LEASE

    assert hold_next_message(at=at) is None
    end_late_messages(at=at)

    row.refresh_from_db()
    assert (row.state, row.fault) == (MessageState.DEAD, Fault.INTERRUPTED)


def test_five_waits_then_it_is_dead():
    row, at = messages.message(), commons.now()
    for wait in BACK_OFF:
        assert messages.tried(FAILING, at=at)
        row.refresh_from_db()
        assert (row.state, row.next_try_at) == (MessageState.FAILED, at + wait)
        assert not messages.tried(SENT, at=at)
        at += wait

    messages.tried(FAILING, at=at)

    row.refresh_from_db()
    assert (row.state, row.tries_count) == (MessageState.DEAD, 6)
    assert not messages.tried(SENT, at=at + timedelta(hours=7))


def test_a_dead_message_is_sent_again_or_settled_by_somebody_who_says_how():
    at, row, other = commons.now(), messages.dead(), messages.dead()

    retry_message(message_id=row.pk, at=at)
    assert messages.tried(SENT, at=at)
    give_up(other, at)

    row.refresh_from_db()
    other.refresh_from_db()
    assert row.state == MessageState.SENT
    assert (other.state, other.content) == (MessageState.GIVEN_UP, "")
    assert (other.given_up, other.given_up_by, other.given_up_at) == ("TOLD_OTHERWISE", 7, at)


def test_a_message_that_is_sent_is_neither_sent_again_nor_settled():
    row, at = messages.message(), commons.now()
    messages.tried(SENT, at=at)

    with pytest.raises(Refused, match=Refusal.NO_MESSAGE):
        retry_message(message_id=row.pk, at=at)
    with pytest.raises(Refused, match=Refusal.NO_MESSAGE):
        give_up(row, at)


def test_what_serves_no_more_is_erased_unsent():
    row = messages.message(useful_until=commons.now() + timedelta(minutes=2))
    later = commons.now() + timedelta(minutes=3)

    assert not messages.tried(SENT, at=later)
    end_late_messages(at=later)

    row.refresh_from_db()
    assert (row.state, row.fault, row.content) == (MessageState.DEAD, Fault.TOO_LATE, "")
    with pytest.raises(Refused, match=Refusal.NO_MESSAGE):
        retry_message(message_id=row.pk, at=later)


def test_a_dead_message_keeps_its_reason_when_its_link_is_over():
    row = messages.dead()

    end_late_messages(at=row.useful_until)

    row.refresh_from_db()
    assert (row.state, row.fault, row.content) == (MessageState.DEAD, Fault.BAD_ADDRESS, "")


def test_what_ended_long_ago_is_forgotten_and_what_waits_is_not():
    old = messages.message()
    messages.tried(SENT, at=commons.now())

    forget_old_messages(at=old.useful_until + timedelta(days=89))
    assert Message.objects.filter(pk=old.pk).exists()
    forget_old_messages(at=old.useful_until + timedelta(days=90))

    assert not Message.objects.exists()


def test_a_text_message_that_is_still_there_when_the_evening_comes_waits_for_the_morning():
    evening = datetime(2026, 7, 14, 19, 58, tzinfo=ZoneInfo("Europe/Paris"))
    row = messages.message(channel=Channel.SMS, recipient=messages.PHONE, at=evening)
    assert hold_next_message(at=evening) is not None  # and its sender dies

    assert hold_next_message(at=evening + LEASE) is None

    row.refresh_from_db()
    assert row.next_try_at == datetime(2026, 7, 15, 8, tzinfo=ZoneInfo("Europe/Paris"))
    assert hold_next_message(at=row.next_try_at).reference == row.reference
