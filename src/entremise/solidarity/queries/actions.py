"""What may be asked about actions: those to join, one with its slots, those one runs."""

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Case, Exists, Min, OuterRef, Q, QuerySet, When
from django.utils.timezone import get_current_timezone

from entremise.accounts.vocabulary import Actor, Role
from entremise.solidarity.models import Action, Slot
from entremise.solidarity.vocabulary.actions import (
    SHOWN,
    ActionCard,
    ActionKind,
    ActionState,
    Filters,
    SlotCard,
)


def actions_count(*, filters: Filters, at: datetime) -> int:
    """How many actions can be joined."""
    return joinable(filters, at).count()


def actions_listed(
    *, filters: Filters, offset: int, size: int, at: datetime
) -> tuple[ActionCard, ...]:
    """Actions to join with the slots that match, the soonest first; two statements."""
    coming = slots_wanted(filters, at)
    rows = joinable(filters, at).annotate(
        next_at=Min("slots__starts_at", filter=Q(slots__in=coming))
    )
    found = list(rows.order_by("next_at", "pk")[offset : offset + size])
    return with_slots(found, coming)


def joinable(filters: Filters, at: datetime) -> QuerySet[Action]:
    coming = slots_wanted(filters, at).filter(action=OuterRef("pk"))
    rows = Action.objects.filter(Exists(coming), state=ActionState.OPEN)
    if filters.district:
        rows = rows.filter(district=filters.district)
    return rows.filter(kind=filters.kind) if filters.kind else rows


def slots_wanted(filters: Filters, at: datetime) -> QuerySet[Slot]:
    slots = Slot.objects.filter(ends_at__gt=at, cancelled_at=None)
    if filters.on is None:
        return slots
    zone = get_current_timezone()
    return slots.filter(
        starts_at__gte=datetime.combine(filters.on, time.min, zone),
        starts_at__lte=datetime.combine(filters.on, time.max, zone),
    )


def action(*, action_id: int) -> ActionCard | None:
    """One action with all its slots, or none."""
    found = with_slots(Action.objects.filter(pk=action_id).order_by("pk"), Slot.objects.all())
    return found[0] if found else None


def shown_action(*, action_id: int) -> ActionCard | None:
    """One action that everybody may see, or none."""
    card = action(action_id=action_id)
    return card if card is not None and card.state in SHOWN else None


def actions_run_by(*, actor: Actor, offset: int, size: int) -> tuple[ActionCard, ...]:
    """One page of the actions this actor runs, what waits for a gesture first, the last made first; two statements."""
    order = {state: place for place, state in enumerate(ActionState)}
    rank = Case(
        *(When(state=state, then=place) for state, place in order.items()), default=len(order)
    )
    rows = run_by(actor).order_by(rank, "-pk")[offset : offset + size]
    return with_slots(rows, Slot.objects.all())


def actions_run_by_count(*, actor: Actor) -> int:
    """How many actions this actor runs."""
    return run_by(actor).count()


def run_by(actor: Actor) -> QuerySet[Action]:
    if actor.has(Role.GO_BETWEEN):
        return Action.objects.all()
    return Action.objects.filter(organization_id=actor.organization_id or 0)


def slot(*, slot_id: int) -> SlotCard | None:
    """One slot, or none."""
    row = Slot.objects.filter(pk=slot_id).order_by("pk").first()
    return None if row is None else slot_card(row)


def with_slots(rows: Iterable[Action], slots: QuerySet[Slot]) -> tuple[ActionCard, ...]:
    found = list(rows)
    by_action: dict[int, list[SlotCard]] = {row.pk: [] for row in found}
    for one in slots.filter(action__in=found).order_by("starts_at", "task", "pk"):
        by_action[one.action_id].append(slot_card(one))
    return tuple(action_card(row, tuple(by_action[row.pk])) for row in found)


def slots_wanting(*, at: datetime) -> tuple[tuple[ActionCard, SlotCard], ...]:
    """Slots to come that somebody left late and nobody has filled, with their actions."""
    rows = Slot.objects.filter(is_substitute_wanted=True, starts_at__gt=at, cancelled_at=None)
    found = rows.select_related("action").order_by("starts_at", "pk")
    return tuple((action_card(row.action), slot_card(row)) for row in found)


def action_card(row: Action, slots: tuple[SlotCard, ...] = ()) -> ActionCard:
    return ActionCard(
        action_id=row.pk,
        organization_id=row.organization_id,
        state=ActionState(row.state),
        kind=ActionKind(row.kind),
        title=row.title,
        text=row.text,
        place=row.place,
        district=row.district,
        phone=row.phone,
        bring=row.bring,
        minimum_age=row.minimum_age,
        cancel_reason=row.cancel_reason,
        slots=slots,
    )


def slot_card(row: Slot) -> SlotCard:
    return SlotCard(
        slot_id=row.pk,
        action_id=row.action_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        task=row.task,
        seats=row.seats,
        taken=row.taken_count,
        waiting=row.waiting_count,
        is_substitute_wanted=row.is_substitute_wanted,
        is_cancelled=row.cancelled_at is not None,
    )
