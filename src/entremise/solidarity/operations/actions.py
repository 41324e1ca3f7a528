"""What changes actions: draft, validate, open, slots once or by a rule, cancel, note as held."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Action, Place, Slot
from entremise.solidarity.queries.series import occurrences
from entremise.solidarity.rules import may_run, may_validate
from entremise.solidarity.vocabulary.actions import (
    EXPECTED,
    ActionState,
    NewAction,
    NewSlot,
    PlaceState,
    Refusal,
)

LIVE = (ActionState.DRAFT, ActionState.VALIDATED, ActionState.OPEN)


@transaction.atomic
def draft_action(*, actor: Actor, new: NewAction, at: datetime) -> int:
    """Write an action of one's organization; return its id; refuse with `NOT_YOUR_ACTION`."""
    if actor.organization_id is None or not may_run(actor, actor.organization_id):
        raise Refused(Refusal.NOT_YOUR_ACTION)
    row = Action.objects.create(
        organization_id=actor.organization_id,
        made_by_id=actor.user_id,
        made_at=at,
        changed_at=at,
        **asdict(new),
    )
    return row.pk


@transaction.atomic
def change_action(*, actor: Actor, action_id: int, new: NewAction, at: datetime) -> None:
    """Correct what is announced; calendars follow; refuse with `WRONG_STATE` once held or cancelled."""
    row = locked_action(actor, action_id)
    check_state(row, *LIVE)
    for name, value in asdict(new).items():
        setattr(row, name, value)
    touch(row, at, *asdict(new))


@transaction.atomic
def validate_action(*, actor: Actor, action_id: int, at: datetime) -> None:
    """The authority answers for it; refuse with `NOT_YOUR_ACTION`, `WRONG_STATE`."""
    row = locked_action(actor, action_id)
    if not may_validate(actor):
        raise Refused(Refusal.NOT_YOUR_ACTION)
    check_state(row, ActionState.DRAFT)
    row.state, row.validated_at, row.validated_by_id = ActionState.VALIDATED, at, actor.user_id
    touch(row, at, "state", "validated_at", "validated_by")


@transaction.atomic
def open_action(*, actor: Actor, action_id: int, at: datetime) -> None:
    """Let people book; refuse with `WRONG_STATE`, `NO_SLOT` when nothing is to come."""
    row = locked_action(actor, action_id)
    check_state(row, ActionState.VALIDATED)
    if not Slot.objects.filter(action=row, ends_at__gt=at, cancelled_at=None).exists():
        raise Refused(Refusal.NO_SLOT)
    row.state = ActionState.OPEN
    touch(row, at, "state")


@transaction.atomic
def add_slots(*, actor: Actor, action_id: int, new: NewSlot, at: datetime) -> int:
    """Add a slot, or all those of its rule; return how many are new; refuse with `BAD_RULE`, `SLOT_OVER`."""
    row = locked_action(actor, action_id)
    check_state(row, *LIVE)
    if new.ends_at <= new.starts_at:
        raise Refused(Refusal.BAD_RULE)
    if new.ends_at <= at:
        raise Refused(Refusal.SLOT_OVER)
    lasts = new.ends_at - new.starts_at
    known = set(
        Slot.objects.filter(action=row, task=new.task, cancelled_at=None).values_list(
            "starts_at", flat=True
        )
    )
    starts = [one for one in occurrences(new.rule, new.starts_at) if one not in known]
    Slot.objects.bulk_create(
        Slot(
            action=row,
            starts_at=start,
            ends_at=start + lasts,
            seats=new.seats,
            task=new.task,
            rule=new.rule,
        )
        for start in starts
    )
    return len(starts)


@transaction.atomic
def cancel_slot(*, actor: Actor, slot_id: int, at: datetime) -> tuple[int, ...]:
    """Call off one slot; return the places to tell; refuse with `SLOT_OVER`."""
    slot = Slot.objects.select_for_update().get(pk=slot_id)
    row = locked_action(actor, slot.action_id)
    if slot.cancelled_at is not None or slot.ends_at <= at:
        raise Refused(Refusal.SLOT_OVER)
    touch(row, at)
    return call_off([slot], at)


@transaction.atomic
def cancel_action(*, actor: Actor, action_id: int, reason: str, at: datetime) -> tuple[int, ...]:
    """Call off what is to come, and say why; return the places to tell; refuse with `WRONG_STATE`."""
    slots = Slot.objects.select_for_update().filter(action_id=action_id, cancelled_at=None)
    coming = list(slots.filter(ends_at__gt=at).order_by("pk"))
    row = locked_action(actor, action_id)
    check_state(row, *LIVE)
    row.state, row.cancel_reason = ActionState.CANCELLED, reason
    touch(row, at, "state", "cancel_reason")
    return call_off(coming, at)


@transaction.atomic
def note_held(*, actor: Actor, at: datetime) -> int:
    """Actions whose last slot is over have been held; return how many."""
    coming = Slot.objects.filter(action=OuterRef("pk"), ends_at__gt=at, cancelled_at=None)
    over = Action.objects.filter(~Exists(coming), state=ActionState.OPEN)
    return over.update(state=ActionState.HELD, changed_at=at)


def call_off(slots: list[Slot], at: datetime) -> tuple[int, ...]:
    """Cancel slots that are locked, and the places in them."""
    places = Place.objects.filter(slot__in=slots, state__in=(*EXPECTED, PlaceState.WAITING))
    told = tuple(places.order_by("pk").values_list("pk", flat=True))
    places.update(state=PlaceState.CANCELLED, changed_at=at)
    Slot.objects.filter(pk__in=[one.pk for one in slots]).update(
        cancelled_at=at, taken_count=0, waiting_count=0, is_substitute_wanted=False
    )
    return told


def locked_action(actor: Actor, action_id: int) -> Action:
    row = Action.objects.select_for_update().filter(pk=action_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NO_SUCH_ACTION)
    if not may_run(actor, row.organization_id):
        raise Refused(Refusal.NOT_YOUR_ACTION)
    return row


def check_state(row: Action, *states: ActionState) -> None:
    if row.state not in states:
        raise Refused(Refusal.WRONG_STATE)


def touch(row: Action, at: datetime, *fields: str) -> None:
    """What calendars know has changed."""
    row.changed_at = at
    row.revision = F("revision") + 1
    row.save(update_fields=["changed_at", "revision", *fields])
