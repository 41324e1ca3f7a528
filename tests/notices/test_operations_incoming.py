"""Text messages received: a stop acts at once, an answer reaches who asked, the rest is read by a human."""

from datetime import timedelta
from itertools import count

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import commons, messages

from entremise.engines.short_answers import Word
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.models import Incoming, Message, StoppedNumber
from entremise.notices.operations import (
    end_late_messages,
    forget_old_messages,
    hold_next_message,
    note_delivery,
    note_number,
    open_incoming,
    settle_incoming,
    take_incoming,
    withdraw_question,
)
from entremise.notices.queries import incoming_to_read, messages_about
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    Fault,
    IncomingState,
    MessageState,
    NewIncoming,
    Refusal,
)

pytestmark = pytest.mark.django_db
OTHER = "+33639980077"
numbers = count(1)


def receive(text, *, number=messages.PHONE, gateway_id=None, at=None):
    new = NewIncoming(gateway_id or f"gateway-{next(numbers)}", number, text)
    return take_incoming(new=new, at=at or commons.now())


def sms(**given):
    return messages.message(**({"channel": Channel.SMS, "recipient": messages.PHONE} | given))


def asked(origin, **given):
    """A question that left."""
    row = sms(expects=origin, template="TRIAL", **given)
    messages.tried(Attempt(), at=row.next_try_at)
    return row


def state(row):
    row.refresh_from_db()
    return MessageState(row.state)


def handed():
    jobs = ProcrastinateJob.objects.filter(task_name="incoming_answer").order_by("pk")
    return [(job.args["kind"], job.args["origin_id"], job.args["word"]) for job in jobs]


def test_a_stop_stops_what_waits_and_what_comes_and_nothing_else():
    waiting, mail, other = sms(), messages.message(), sms(recipient=OTHER)

    receive("Stop svp")
    later = sms()

    assert (state(waiting), waiting.content) == (MessageState.STOPPED, "")
    assert (state(later), later.content) == (MessageState.STOPPED, "")
    assert (state(mail), state(other)) == (MessageState.QUEUED, MessageState.QUEUED)
    assert Incoming.objects.get().content == ""


def test_a_stop_holds_whoever_writes_the_row():
    receive("STOP")
    row = sms(recipient=OTHER)

    Message.objects.filter(pk=row.pk).update(mark=StoppedNumber.objects.get().mark)

    assert state(row) is MessageState.STOPPED


def test_a_number_read_at_the_last_moment_is_held_against_the_stops():
    receive("stop")
    sms(recipient=OTHER, template="TRIAL")
    held = hold_next_message(at=commons.now())

    assert not note_number(held=held, number=messages.PHONE, parts=1, at=commons.now())
    assert Message.objects.get().state == MessageState.STOPPED


def test_a_message_that_waits_for_the_morning_is_stopped_at_night():
    row = sms()
    receive("stop")

    assert hold_next_message(at=row.next_try_at + timedelta(days=1)) is None


def test_start_lets_text_messages_leave_again():
    receive("STOP")
    receive("START")

    assert state(sms()) is MessageState.QUEUED
    assert not StoppedNumber.objects.exists()


def test_no_number_is_kept_in_clear():
    sms()
    receive("stop")
    receive("rappelez-moi")

    kept = [*Message.objects.values(), *StoppedNumber.objects.values(), *Incoming.objects.values()]
    assert messages.PHONE[3:] not in repr(
        [{k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()} for row in kept]
    )


def test_an_answer_reaches_who_asked():
    row = asked(Origin("NEED", 12))

    receive("Oui, merci !")

    row.refresh_from_db()
    assert row.answer == Word.YES
    assert handed() == [("NEED", 12, "YES")]
    assert Incoming.objects.get().state == IncomingState.TAKEN


def test_the_last_question_is_answered_and_then_a_change_of_mind_is_handed_over():
    asked(Origin("NEED", 12))
    receive("oui")
    asked(Origin("NEED", 13), at=commons.now())
    receive("non")
    receive("oui")

    assert handed() == [("NEED", 12, "YES"), ("NEED", 13, "NO"), ("NEED", 13, "YES")]


def test_with_two_open_questions_a_human_decides():
    asked(Origin("NEED", 12))
    asked(Origin("NEED", 13))

    receive("oui")

    assert handed() == []
    assert len(incoming_to_read()) == 1


def test_a_question_that_lapsed_or_was_taken_back_stands_in_no_ones_way():
    asked(Origin("NEED", 12), useful_until=commons.now() + timedelta(seconds=1))
    asked(Origin("NEED", 13))
    asked(Origin("NEED", 14))
    later = commons.now() + timedelta(minutes=1)

    assert withdraw_question(origin=Origin("NEED", 14), at=later)
    receive("oui", at=later)
    receive("non", at=later)

    assert handed() == [("NEED", 13, "YES"), ("NEED", 14, "NO")]


def test_a_question_taken_back_before_it_left_never_leaves_and_nobody_has_read_it():
    row = sms(expects=Origin("NEED", 12))

    assert not withdraw_question(origin=Origin("NEED", 12), at=commons.now())

    assert state(row) is MessageState.GIVEN_UP
    assert hold_next_message(at=row.next_try_at) is None


def unreached():
    jobs = ProcrastinateJob.objects.filter(task_name="unreached").order_by("pk")
    return [(job.args["kind"], job.args["about_id"]) for job in jobs]


def test_what_a_message_is_about_is_told_once_that_nobody_got_it():
    about = Origin("NEED", 12)
    for how in ("dead", "late", "undelivered", "stopped"):
        row = sms(about=about, recipient=OTHER if how == "stopped" else messages.PHONE)
        at = row.next_try_at
        if how == "dead":
            messages.tried(Attempt(Fault.BAD_ADDRESS, is_final=True), at=at)
        elif how == "late":
            end_late_messages(at=row.useful_until)
        elif how == "undelivered":
            messages.tried(Attempt(provider_id="p-1"), at=at)
            for _report in range(2):
                note_delivery(reference="p-1", is_delivered=False, at=at)
        else:
            receive("stop", number=OTHER)
    sms(about=about, recipient=OTHER)

    assert unreached() == [("NEED", 12)] * 5
    assert {one.state for one in messages_about(about)} == {
        MessageState.DEAD,
        MessageState.STOPPED,
    }


def test_an_answer_to_nothing_or_after_a_week_is_read_by_a_human():
    asked(Origin("NEED", 12), at=commons.now() - timedelta(days=8), useful_until=commons.now())

    receive("oui")
    receive("non", number=OTHER)

    assert handed() == []
    assert len(incoming_to_read()) == 2


def test_a_second_copy_from_the_gateway_does_nothing():
    asked(Origin("NEED", 12))

    assert receive("oui", gateway_id="a-7")
    assert not receive("oui", gateway_id="a-7")

    assert len(handed()) == 1


def test_what_says_more_is_sealed_until_somebody_has_settled_it():
    receive("Rappelez ma fille au 01 99 00 00 42")
    row = Incoming.objects.get()
    assert "fille" not in row.content

    opened = open_incoming(user_id=7, incoming_id=row.pk, at=commons.now())
    assert (opened.number, opened.text) == (messages.PHONE, "Rappelez ma fille au 01 99 00 00 42")
    assert incoming_to_read()[0].opened_by == 7
    settle_incoming(user_id=7, incoming_id=row.pk, at=commons.now())

    row.refresh_from_db()
    assert (row.content, row.mark, row.settled_by) == ("", None, 7)
    with pytest.raises(Refused, match=Refusal.NO_INCOMING):
        open_incoming(user_id=7, incoming_id=row.pk, at=commons.now())


def test_a_stop_with_more_words_stops_and_is_read():
    receive("STOP et dites au médecin que je suis tombée")

    assert StoppedNumber.objects.exists()
    assert incoming_to_read()[0].is_stop


def test_one_number_fills_no_desk_and_is_still_heard():
    for _number in range(12):
        receive("du bruit")
    receive("stop")

    assert len(incoming_to_read()) == 10
    assert StoppedNumber.objects.exists()


def test_words_that_nobody_read_are_erased_after_a_month_and_marks_after_a_fortnight():
    receive("rappelez-moi")
    row = asked(Origin("NEED", 12))
    later = commons.now() + timedelta(days=31)

    forget_old_messages(at=later)

    assert Incoming.objects.get().content == ""
    row.refresh_from_db()
    assert row.mark is None
