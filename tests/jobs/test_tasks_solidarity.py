"""What the clock does for actions."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from tests.make import solidarity

from entremise.jobs.tasks.solidarity import keep_actions_moving
from entremise.solidarity.models import Action, Place
from entremise.solidarity.operations.places import leave_place
from entremise.solidarity.vocabulary.actions import ActionState, PlaceState

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def test_the_clock_passes_a_place_on_and_ends_what_is_over():
    over = solidarity.slot(starts_at=now() - DAYS)
    slot, who = solidarity.slot(starts_at=now() + 3 * DAYS), solidarity.helper()
    taken = solidarity.place(slot, who, at=now() - 3 * DAYS)
    silent, patient = (solidarity.place(slot, at=now() - 3 * DAYS) for _ in range(2))
    leave_place(actor=who, place_id=taken.pk, at=now() - 2 * DAYS)  # a night lengthens the wait

    keep_actions_moving(0)

    states = [Place.objects.get(pk=one.pk).state for one in (silent, patient)]
    assert states == [PlaceState.LAPSED, PlaceState.BOOKED]
    assert Action.objects.get(pk=over.action_id).state == ActionState.HELD
    assert Action.objects.get(pk=slot.action_id).state == ActionState.OPEN
