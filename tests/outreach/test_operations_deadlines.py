"""Whose wave is over comes first, then whose wave ends within a day, whatever their points."""

from datetime import timedelta

import pytest
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM
from entremise.outreach.models import Call, Campaign
from entremise.outreach.operations.deadlines import class_deadlines
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.vocabulary.campaigns import CallToAdd, Level
from entremise.outreach.vocabulary.priority import LATE

pytestmark = pytest.mark.django_db
NOON, HOUR = make.NOON, timedelta(hours=1)


def test_a_wave_over_comes_before_one_that_ends_which_comes_before_all_points():
    campaign = make.campaign()
    made = {
        name: make.call(campaign=campaign, rank=rank, reach_by=reach_by)
        for name, rank, reach_by in (
            ("far", 900_000, NOON + 30 * HOUR),
            ("soon", 7, NOON + 5 * HOUR),
            ("over", 5, NOON - HOUR),
            ("none", 800_000, None),
        )
    }

    assert class_deadlines(at=NOON) == 2
    assert class_deadlines(at=NOON) == 0

    ranks = {name: Call.objects.get(pk=one.pk).rank for name, one in made.items()}
    assert ranks == {"far": 900_000, "soon": LATE + 7, "over": 2 * LATE + 5, "none": 800_000}
    caller = make.caller(campaign)
    assert make.held(caller, campaign).call_id == made["over"].pk


def test_a_deadline_put_off_takes_her_place_back():
    call = make.call(rank=2 * LATE + 5, reach_by=NOON + 90 * HOUR)

    class_deadlines(at=NOON)

    call.refresh_from_db()
    assert call.rank == 5


def test_what_is_done_or_of_a_campaign_over_is_left_as_it_is():
    done = make.call(state="DONE", ended_at=NOON, reach_by=NOON - HOUR)
    over = make.call(reach_by=NOON - HOUR)
    Campaign.objects.filter(pk=over.campaign_id).update(state="CLOSED")

    assert class_deadlines(at=NOON) == 0
    assert Call.objects.get(pk=done.pk).rank == 0


def test_whoever_is_added_is_to_be_called_within_the_first_wave_of_the_kit():
    campaign = make.campaign()
    person = make.uuid.uuid4()

    add_calls(
        actor=SYSTEM,
        campaign_id=campaign.pk,
        calls=[CallToAdd(person, Level.LISTENING, "fr", rank=0, reasons=())],
        at=NOON,
    )

    assert Call.objects.get(person=person).reach_by == NOON + 24 * HOUR
