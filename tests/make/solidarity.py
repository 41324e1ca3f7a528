"""Builders of actions, slots and places; an action is open unless the test says otherwise."""

from datetime import UTC, datetime, timedelta

from tests.make import accounts

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Actor, Role
from entremise.solidarity.models import Action, Place, Slot
from entremise.solidarity.operations.places import book_place
from entremise.solidarity.vocabulary.actions import ActionKind, ActionState, PlaceState

EVE = datetime(2026, 7, 14, 8, tzinfo=UTC)  # two days before the action
DAY = timedelta(days=1)


def action(**given: object) -> Action:
    defaults: dict[str, object] = {
        "kind": ActionKind.DISTRIBUTION,
        "state": ActionState.OPEN,
        "title": "Distribution d'eau fraîche",
        "text": "On porte des bouteilles aux personnes qui sortent peu.",
        "place": "Salle des Tanneurs",
        "district": "Q2",
        "phone": "+33199001240",
        "made_at": EVE - 9 * DAY,
        "validated_at": EVE - 8 * DAY,
        "changed_at": EVE - 8 * DAY,
    }
    defaults |= {} if "organization" in given else {"organization": accounts.organization()}
    return Action.objects.create(**(defaults | given))


def slot(on: Action | None = None, **given: object) -> Slot:
    starts_at = given.pop("starts_at", EVE + 2 * DAY)
    defaults = {"seats": 1, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    return Slot.objects.create(action=on or action(), **(defaults | given))


def helper(**given: object) -> Actor:
    return accounts.actor(Role.CONTRIBUTOR, **given)


def runner(on: Action, role: Role = Role.PARTNER) -> Actor:
    """Somebody of the organization that runs it."""
    return accounts.actor(role, organization=on.organization)


def place(at_slot: Slot, who: Actor | None = None, at: datetime = EVE, **given: object) -> Place:
    """A seat, or a place of the waiting list."""
    asked = {"age": 18, "may_wait": True} | given
    actor = who or helper()
    return Place.objects.get(pk=book_place(actor=actor, slot_id=at_slot.pk, at=at, **asked))


def present(who: Actor, on: Action, **given: object) -> Place:
    """Time given in a slot that is over."""
    done = slot(on, taken_count=1, **given)
    minutes = int((done.ends_at - done.starts_at).total_seconds()) // 60
    return Place.objects.create(
        slot=done,
        user=User.objects.get(pk=who.user_id),
        state=PlaceState.PRESENT,
        minutes=minutes,
        booked_at=done.starts_at,
        changed_at=done.ends_at,
    )
