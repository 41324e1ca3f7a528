from datetime import UTC, datetime, timedelta

import pytest
from tests.make import accounts, solidarity
from tests.make.solidarity import DAY, EVE

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Action, Place, Slot
from entremise.solidarity.operations.actions import (
    add_slots,
    cancel_action,
    cancel_slot,
    change_action,
    draft_action,
    note_held,
    open_action,
    validate_action,
)
from entremise.solidarity.vocabulary.actions import (
    ActionKind,
    ActionState,
    NewAction,
    NewSlot,
    PlaceState,
    Refusal,
)

pytestmark = pytest.mark.django_db
NEW = NewAction(
    kind=ActionKind.MEAL,
    title="Petit-déjeuner du mardi",
    text="Un café, du pain, de la compagnie.",
    place="Salle des Tanneurs",
    district="Q2",
    phone="+33199001240",
)


def tuesdays(rule="FREQ=WEEKLY;COUNT=6", **given):
    start = datetime(2026, 10, 13, 7, tzinfo=UTC)  # nine o'clock in Aubrelle
    return NewSlot(starts_at=start, ends_at=start + timedelta(hours=2), seats=4, rule=rule, **given)


def state_of(action_id):
    return Action.objects.get(pk=action_id).state


def test_an_association_drafts_the_desk_validates_then_people_book():
    partner, desk = accounts.actor(Role.PARTNER), accounts.actor(Role.GO_BETWEEN)
    action_id = draft_action(actor=partner, new=NEW, at=EVE)
    asked = {"action_id": action_id, "at": EVE}

    with pytest.raises(Refused, match=Refusal.NOT_YOUR_ACTION):
        validate_action(actor=partner, **asked)
    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        open_action(actor=partner, **asked)
    validate_action(actor=desk, **asked)
    with pytest.raises(Refused, match=Refusal.NO_SLOT):
        open_action(actor=partner, **asked)
    add_slots(actor=partner, new=tuesdays(), **asked)
    open_action(actor=partner, **asked)

    assert state_of(action_id) == ActionState.OPEN


def test_a_partner_runs_the_actions_of_her_own_organization_alone():
    action = solidarity.action()
    stranger = accounts.actor(Role.PARTNER)

    for gesture in (
        lambda: change_action(actor=stranger, action_id=action.pk, new=NEW, at=EVE),
        lambda: cancel_action(actor=stranger, action_id=action.pk, reason="Pluie", at=EVE),
        lambda: add_slots(actor=stranger, action_id=action.pk, new=tuesdays(), at=EVE),
    ):
        with pytest.raises(Refused, match=Refusal.NOT_YOUR_ACTION):
            gesture()


def test_a_series_keeps_its_hour_when_the_clock_changes():
    action = solidarity.action()

    count = add_slots(actor=solidarity.runner(action), action_id=action.pk, new=tuesdays(), at=EVE)

    starts = list(Slot.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert count == 6
    assert [one.hour for one in starts] == [7, 7, 8, 8, 8, 8]  # in UTC; 25 October 2026
    assert [one.day for one in starts] == [13, 20, 27, 3, 10, 17]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=61",
        "FREQ=SECONDLY;UNTIL=20991231T000000",
        "COUNT=3",
        "gibberish;COUNT=2",
        "DTSTART:20260101\nRRULE:FREQ=DAILY;COUNT=2",
    ],
)
def test_a_rule_without_end_too_long_or_unreadable_is_refused(rule):
    action = solidarity.action()

    with pytest.raises(Refused, match=Refusal.BAD_RULE):
        add_slots(actor=solidarity.runner(action), action_id=action.pk, new=tuesdays(rule), at=EVE)


def test_the_same_series_added_twice_stands_once():
    action = solidarity.action()
    asked = {"actor": solidarity.runner(action), "action_id": action.pk, "at": EVE}

    counts = [add_slots(new=tuesdays(), **asked), add_slots(new=tuesdays(), **asked)]
    other = add_slots(new=tuesdays(task="Accueil"), **asked)

    assert (counts, other) == ([6, 0], 6)


def test_a_cancelled_action_says_why_and_frees_everybody_of_what_was_to_come():
    action = solidarity.action()
    past = solidarity.present(solidarity.helper(), action, starts_at=EVE - 3 * DAY)
    slot = solidarity.slot(action, seats=1)
    places = [solidarity.place(slot) for _ in range(2)]

    told = cancel_action(
        actor=solidarity.runner(action), action_id=action.pk, reason="Orage annoncé", at=EVE
    )

    assert told == tuple(one.pk for one in places)
    assert set(Place.objects.filter(slot=slot).values_list("state", flat=True)) == {"CANCELLED"}
    assert Place.objects.get(pk=past.pk).state == PlaceState.PRESENT
    action.refresh_from_db()
    assert (action.state, action.cancel_reason, action.revision) == (
        "CANCELLED",
        "Orage annoncé",
        1,
    )


def test_one_slot_is_called_off_alone_and_an_over_one_never():
    action = solidarity.action()
    slot, kept = solidarity.slot(action), solidarity.slot(action, task="Accueil")
    place = solidarity.place(slot)
    who = solidarity.runner(action)

    assert cancel_slot(actor=who, slot_id=slot.pk, at=EVE) == (place.pk,)

    assert Slot.objects.get(pk=kept.pk).cancelled_at is None
    with pytest.raises(Refused, match=Refusal.SLOT_OVER):
        cancel_slot(actor=who, slot_id=kept.pk, at=EVE + 9 * DAY)


def test_an_action_was_held_once_its_last_slot_is_over():
    action = solidarity.action()
    solidarity.slot(action)

    assert note_held(actor=SYSTEM, at=EVE) == 0
    assert note_held(actor=SYSTEM, at=EVE + 9 * DAY) == 1
    assert state_of(action.pk) == ActionState.HELD
