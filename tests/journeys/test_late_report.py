"""A sheet that is sent after the hold ended is kept: what somebody told is never lost."""

from datetime import timedelta

import pytest
from tests.make import commons, outreach
from tests.make import triage as make

from entremise.commons.models import Assignment
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope
from entremise.journeys.object_everywhere import object_everywhere
from entremise.journeys.report_card import report_card
from entremise.journeys.report_difficulty import report_difficulty
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call
from entremise.outreach.vocabulary.calls import Refusal
from entremise.referral.models import Report
from entremise.referral.operations.reports import take_report
from entremise.referral.queries.reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return outreach.room()


@pytest.fixture
def taken(room):
    """A caller has heard a difficulty; then her hold ends under her hands."""
    taken = outreach.told(room.caller, room.campaign, commons.now())
    ago = commons.now() - timedelta(minutes=1)
    Call.objects.filter(pk=taken.call_id).update(lease_until=ago)
    Assignment.objects.filter(origin_kind="CALL", origin_id=taken.call_id).update(until=ago)
    return taken


def sends(room, taken):
    return report_difficulty(
        actor=room.caller,
        call_id=taken.call_id,
        token=taken.token,
        items=(make.FRIDGE,),
        at=commons.now(),
    )


def test_a_sheet_sent_after_the_hold_reaches_the_orienteurs_with_its_words(room, taken):
    opened = sends(room, taken)

    who = make.orienteur()
    take_report(actor=who, report_id=opened.report_id, at=commons.now())
    card = report(report_id=opened.report_id)
    _person, facts = report_card(
        actor=who, person=card.person, register_id=card.register_id, at=commons.now()
    )
    assert facts.items[opened.item_ids[0]].said == "Le frigo est vide"


def test_the_outcome_stays_a_note_and_the_right_to_write_ends_with_the_sending(room, taken):
    sends(room, taken)

    row = Attempt.objects.get()
    assert (row.outcome, row.late_outcome) == ("", "SPOKEN_DIFFICULTY")
    assert not Assignment.objects.filter(origin_kind="LATE_REPORT", released_at=None).exists()
    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        sends(room, taken)


def test_nobody_sends_the_sheet_of_somebody_else_nor_after_a_day(room, taken):
    Attempt.objects.update(shown_at=commons.now() - timedelta(days=2))

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        sends(room, taken)


def test_who_stopped_the_calls_meanwhile_is_not_reported_on(room, taken):
    person = room.people[0]
    new = NewObjection(
        person=person,
        scope=ObjectionScope.ALL,
        channel=Channel.PHONE,
    )
    object_everywhere(actor=room.caller, new=new, at=commons.now())

    with pytest.raises(Refused, match=Refusal.NOT_HELD):
        sends(room, taken)
    assert not Report.objects.exists()


def test_two_callers_who_heard_the_same_person_make_one_report_with_both_words(room, taken):
    Call.objects.update(state="READY", held_by=None, lease_until=None, held_at=None, due_at=None)
    second = outreach.caller(room.campaign, seat=outreach.now_shift(room.campaign))
    outreach.let_read(second, room.campaign)
    again = outreach.told(second, room.campaign, commons.now())
    assert again.call_id == taken.call_id
    first = report_difficulty(
        actor=second,
        call_id=again.call_id,
        token=again.token,
        items=(make.HEAT,),
        at=commons.now(),
    )

    late = sends(room, taken)

    assert late.report_id == first.report_id
    assert len(report(report_id=first.report_id).items) == 2
