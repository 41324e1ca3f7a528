"""What changes places: book or wait, confirm, leave, bring in the next one, note who came."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from entremise.accounts.vocabulary import Actor, Role
from entremise.kernel.errors import Refused
from entremise.kernel.strangers import replace_people
from entremise.notices.rules import may_leave_at
from entremise.notices.vocabulary import Channel, MessageTemplate
from entremise.solidarity.models import Place, Slot
from entremise.solidarity.rules import may_run
from entremise.solidarity.vocabulary.actions import (
    CONFIRMED_WITHIN,
    EXPECTED,
    LATE_BEFORE,
    LIVING,
    SEATED,
    ActionState,
    Holder,
    PlaceState,
    Refusal,
)

ADULT = 18


@transaction.atomic
def part_places(*, strangers: Mapping[UUID, UUID], at: datetime) -> int:
    """In places that the desk took for these people stands somebody who leads to nobody; return how many."""
    return replace_people(Place.objects.filter(person__in=[*strangers]), strangers)


@transaction.atomic
def book_place(
    *,
    actor: Actor,
    slot_id: int,
    age: int,
    may_wait: bool,
    at: datetime,
    holder: Holder | None = None,
) -> int:
    """Take a seat, or the next place of the waiting list; return the place.

    Refuse with `SLOT_OVER`, `TOO_YOUNG`, `ALREADY_BOOKED`, `AT_THAT_TIME`, and `SLOT_FULL` for who will not wait.
    """
    slot = locked_slot(slot_id)
    who = holder or Holder(user_id=actor.user_id)
    check_open(slot, age, at)
    if holder is not None and not (actor.has(Role.GO_BETWEEN) and may_run_slot(actor, slot)):
        raise Refused(Refusal.NOT_YOUR_ACTION)
    one_booking_at_a_time(who)
    check_free(who, slot)
    is_full = slot.taken_count >= slot.seats
    if is_full and not may_wait:
        raise Refused(Refusal.SLOT_FULL)
    place = Place.objects.create(
        slot=slot,
        user_id=who.user_id,
        person=who.person,
        state=PlaceState.WAITING if is_full else PlaceState.BOOKED,
        is_minor=age < ADULT,
        booked_by_id=actor.user_id,
        booked_at=at,
        changed_at=at,
    )
    settle(slot, at)
    return place.pk


def one_booking_at_a_time(who: Holder) -> None:
    """Two slots at the same hour, booked from two tabs: the second one waits, then sees the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"places of {who.user_id or who.person}"],
        )


@transaction.atomic
def confirm_place(*, actor: Actor, place_id: int, at: datetime) -> None:
    """Say that one comes; again is nothing; refuse with `NOT_HELD`."""
    place, _slot = held_place(actor, place_id)
    if place.state == PlaceState.CONFIRMED:
        return
    if place.state != PlaceState.BOOKED:
        raise Refused(Refusal.NOT_HELD)
    place.state, place.confirmed_at, place.confirm_by = PlaceState.CONFIRMED, at, None
    place.changed_at = at
    place.save(update_fields=["state", "confirmed_at", "confirm_by", "changed_at"])


@transaction.atomic
def leave_place(*, actor: Actor, place_id: int, at: datetime) -> tuple[int, ...]:
    """Free one's seat: late, a substitute is looked for; return the places brought in; refuse with `NOT_HELD`."""
    place, slot = held_place(actor, place_id)
    if place.state not in (*EXPECTED, PlaceState.WAITING) or slot.starts_at <= at:
        raise Refused(Refusal.NOT_HELD)
    is_late = place.state in EXPECTED and slot.starts_at - at < LATE_BEFORE
    place.state = PlaceState.WITHDRAWN_LATE if is_late else PlaceState.WITHDRAWN
    place.changed_at, place.confirm_by = at, None
    place.save(update_fields=["state", "changed_at", "confirm_by"])
    slot.is_substitute_wanted = slot.is_substitute_wanted or is_late
    return settle(slot, at)


@transaction.atomic
def release_unconfirmed(*, actor: Actor, at: datetime) -> int:
    """Whoever was brought in and did not confirm in time gives way to the next; return how many."""
    due = Place.objects.filter(state=PlaceState.BOOKED, confirm_by__lte=at)
    slot_ids = sorted(set(due.order_by("pk").values_list("slot_id", flat=True)))
    count = 0
    for slot in Slot.objects.select_for_update().filter(pk__in=slot_ids).order_by("pk"):
        rows = Place.objects.filter(slot=slot, state=PlaceState.BOOKED, confirm_by__lte=at)
        count += rows.update(state=PlaceState.LAPSED, confirm_by=None, changed_at=at)
        settle(slot, at)
    return count


@transaction.atomic
def note_presence(
    *, actor: Actor, slot_id: int, presences: Mapping[int, PlaceState], at: datetime
) -> None:
    """Who was there, excused or absent, by place; those present gave the time of the slot; refuse with `NOT_BEGUN`."""
    slot = locked_slot(slot_id)
    if not may_run_slot(actor, slot):
        raise Refused(Refusal.NOT_YOUR_ACTION)
    if slot.cancelled_at is not None or slot.starts_at > at:
        raise Refused(Refusal.NOT_BEGUN)
    lasted = int((slot.ends_at - slot.starts_at).total_seconds()) // 60
    for place in Place.objects.filter(slot=slot, pk__in=presences, state__in=SEATED).order_by("pk"):
        place.state = presences[place.pk]
        place.minutes = lasted if place.state == PlaceState.PRESENT else 0
        place.confirm_by, place.changed_at = None, at
        place.save(update_fields=["state", "minutes", "confirm_by", "changed_at"])


@transaction.atomic
def note_reminded(*, actor: Actor, place_ids: tuple[int, ...], at: datetime) -> None:
    """A reminder went to these places: each gets one."""
    Place.objects.filter(pk__in=place_ids, reminded_at=None).update(reminded_at=at)


def settle(slot: Slot, at: datetime) -> tuple[int, ...]:
    """Bring in who waits while a seat is free, in order; count again; the slot is locked."""
    states = list(
        Place.objects.filter(slot=slot, state__in=LIVING).order_by("pk").values_list("pk", "state")
    )
    waiting = [pk for pk, state in states if state == PlaceState.WAITING]
    free = slot.seats - (len(states) - len(waiting))
    brought_in = tuple(waiting[: max(0, free)]) if slot.starts_at > at else ()
    Place.objects.filter(pk__in=brought_in).update(
        state=PlaceState.BOOKED,
        confirm_by=confirmed_by(slot, at),
        changed_at=at,
    )
    slot.waiting_count = len(waiting) - len(brought_in)
    slot.taken_count = len(states) - slot.waiting_count
    slot.is_substitute_wanted = slot.is_substitute_wanted and slot.taken_count < slot.seats
    slot.save(update_fields=["waiting_count", "taken_count", "is_substitute_wanted"])
    return brought_in


def confirmed_by(slot: Slot, at: datetime) -> datetime:
    """A day, or half of what is left: counted from when the question may ring, so that nobody loses her seat asleep."""
    rings_at = may_leave_at(channel=Channel.SMS, template=MessageTemplate.PLACE_OFFERED, at=at)
    asked_at = min(rings_at, slot.starts_at)
    return asked_at + min(CONFIRMED_WITHIN, (slot.starts_at - asked_at) / 2)


def check_open(slot: Slot, age: int, at: datetime) -> None:
    if slot.cancelled_at is not None or slot.ends_at <= at or slot.action.state != ActionState.OPEN:
        raise Refused(Refusal.SLOT_OVER)
    if age < slot.action.minimum_age:
        raise Refused(Refusal.TOO_YOUNG, age=slot.action.minimum_age)


def check_free(who: Holder, slot: Slot) -> None:
    """Nobody is in two places at once."""
    same = {"user_id": who.user_id} if who.person is None else {"person": who.person}
    mine = Place.objects.filter(state__in=LIVING, **same)
    if mine.filter(slot=slot).exists():
        raise Refused(Refusal.ALREADY_BOOKED)
    if mine.filter(slot__starts_at__lt=slot.ends_at, slot__ends_at__gt=slot.starts_at).exists():
        raise Refused(Refusal.AT_THAT_TIME)


def may_run_slot(actor: Actor, slot: Slot) -> bool:
    return may_run(actor, slot.action.organization_id)


def locked_slot(slot_id: int) -> Slot:
    found = Slot.objects.select_for_update(of=("self",)).select_related("action")
    slot = found.filter(pk=slot_id).order_by("pk").first()
    if slot is None:
        raise Refused(Refusal.SLOT_OVER)
    return slot


def held_place(actor: Actor, place_id: int) -> tuple[Place, Slot]:
    """One's own place, by one's account or as nobody's when one has none, or a person's that the desk keeps; its slot is locked first, as everywhere."""
    slot_id = Place.objects.filter(pk=place_id).values_list("slot_id", flat=True).first()
    if slot_id is None:
        raise Refused(Refusal.NOT_HELD)
    slot = locked_slot(slot_id)
    place = Place.objects.get(pk=place_id)
    is_kept = place.person is not None and actor.has(Role.GO_BETWEEN)
    if not is_kept and place.user_id != actor.user_id:
        raise Refused(Refusal.NOT_HELD)
    return place, slot
