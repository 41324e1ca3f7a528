"""What may be asked about places: mine, those of a slot for who runs it, those to remind."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from entremise.solidarity.models import Place
from entremise.solidarity.queries.actions import action_card, slot_card
from entremise.solidarity.vocabulary.actions import (
    EXPECTED,
    LIVING,
    REMINDED_BEFORE,
    Holder,
    MyPlace,
    PlaceCard,
    PlaceState,
)


def places_of(*, user_id: int, since: datetime) -> tuple[MyPlace, ...]:
    """The places of an account in slots that end after a moment, all states, the soonest first."""
    rows = Place.objects.filter(user_id=user_id, slot__ends_at__gt=since)
    return tuple(
        map(my_place, rows.select_related("slot__action").order_by("slot__starts_at", "pk"))
    )


def people_placed(*, among: Collection[UUID], since: datetime) -> frozenset[UUID]:
    """Of these people, those for whom the desk took a place in a slot that ends after a moment."""
    rows = Place.objects.filter(person__in=among, slot__ends_at__gte=since)
    return frozenset(one for one in rows.values_list("person", flat=True) if one)


def place_of(*, user_id: int, place_id: int) -> MyPlace | None:
    """One of her places, or none."""
    rows = Place.objects.filter(user_id=user_id, pk=place_id).select_related("slot__action")
    row = rows.order_by("pk").first()
    return None if row is None else my_place(row)


def places_by_slot(*, user_id: int, action_id: int) -> dict[int, PlaceCard]:
    """By slot of an action: the living place of an account."""
    rows = Place.objects.filter(user_id=user_id, slot__action_id=action_id, state__in=LIVING)
    found = rows.select_related("slot").order_by("pk")
    return {row.slot_id: place_card(row) for row in found}


def places_in(*, slot_ids: Iterable[int]) -> tuple[PlaceCard, ...]:
    """The living places of slots, seats first, then the waiting list in its order."""
    rows = Place.objects.filter(slot_id__in=list(slot_ids), state__in=LIVING)
    found = [place_card(row) for row in rows.select_related("slot").order_by("slot_id", "pk")]
    return tuple(sorted(found, key=lambda one: one.state is PlaceState.WAITING))


def places_to_remind(*, at: datetime) -> tuple[MyPlace, ...]:
    """Seats in slots of the next two days that nobody was reminded of."""
    rows = Place.objects.filter(
        state__in=EXPECTED,
        reminded_at=None,
        slot__starts_at__gt=at,
        slot__starts_at__lte=at + REMINDED_BEFORE,
        booked_at__lt=at - (REMINDED_BEFORE / 2),  # who booked yesterday remembers
    )
    return tuple(map(my_place, rows.select_related("slot__action").order_by("pk")))


def places_offered(*, at: datetime) -> tuple[MyPlace, ...]:
    """Seats of whoever was brought in from the waiting list and may still say yes."""
    rows = Place.objects.filter(state=PlaceState.BOOKED, confirm_by__gt=at)
    return tuple(map(my_place, rows.select_related("slot__action").order_by("pk")))


def my_places(place_ids: Iterable[int]) -> tuple[MyPlace, ...]:
    """These places, in whatever state, with what their holders need to know."""
    rows = Place.objects.filter(pk__in=list(place_ids)).select_related("slot__action")
    return tuple(map(my_place, rows.order_by("pk")))


def place_card(row: Place) -> PlaceCard:
    return PlaceCard(
        place_id=row.pk,
        holder=Holder(row.user_id, row.person),
        state=PlaceState(row.state),
        slot=slot_card(row.slot),
        booked_at=row.booked_at,
        confirm_by=row.confirm_by,
        minutes=row.minutes,
        is_minor=row.is_minor,
    )


def my_place(row: Place) -> MyPlace:
    action = row.slot.action
    return MyPlace(
        card=place_card(row),
        action=action_card(action),
        revision=action.revision,
        changed_at=max(row.changed_at, action.changed_at),
    )
