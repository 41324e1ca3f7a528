"""Kinds of actions and states, as people read them."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from entremise.solidarity.vocabulary.actions import ActionKind, ActionState, PlaceState, SlotCard
from entremise.territory.queries import districts

KINDS: Final[dict[ActionKind, StrOrPromise]] = {
    ActionKind.MEAL: _("Shared meal"),
    ActionKind.DISTRIBUTION: _("Distribution of goods or meals"),
    ActionKind.COOL_PLACE: _("Cool or warm place"),
    ActionKind.COMPANY: _("Company and outings"),
    ActionKind.WORKS: _("Small works and cleaning"),
    ActionKind.INFORMATION: _("Informing the neighbours"),
    ActionKind.OTHER: _("Another kind"),
}
STATES: Final[dict[ActionState, StrOrPromise]] = {
    ActionState.DRAFT: _("To be validated"),
    ActionState.VALIDATED: _("Validated, not announced"),
    ActionState.OPEN: _("Open"),
    ActionState.HELD: _("Action held"),
    ActionState.CANCELLED: _("Action cancelled"),
}
TAGS: Final[dict[ActionState, str]] = {
    ActionState.DRAFT: "sun",
    ActionState.VALIDATED: "sun",
    ActionState.OPEN: "ok",
    ActionState.HELD: "off",
    ActionState.CANCELLED: "alert",
}
PLACES: Final[dict[PlaceState, StrOrPromise]] = {
    PlaceState.WAITING: _("On the waiting list"),
    PlaceState.BOOKED: _("Booked, to be confirmed"),
    PlaceState.CONFIRMED: _("Place confirmed"),
    PlaceState.PRESENT: _("Present"),
    PlaceState.ABSENT: _("Absent"),
    PlaceState.EXCUSED: _("Excused"),
    PlaceState.WITHDRAWN: _("Place freed"),
    PlaceState.WITHDRAWN_LATE: _("Freed, substitute asked for"),
    PlaceState.LAPSED: _("Given to the next one, not confirmed in time"),
    PlaceState.CANCELLED: _("Called off by the organizer"),
}


def district_names() -> dict[str, str]:
    return {one.code: one.name for one in districts()}


def room(slot: SlotCard, at: datetime) -> tuple[StrOrPromise, str]:
    """What a slot still offers, in words, and the colour of its tag."""
    if slot.is_cancelled:
        return _("Called off"), "alert"
    if slot.ends_at <= at:
        return _("Over"), "off"
    if slot.is_substitute_wanted:
        return _("A substitute is looked for"), "sun"
    if slot.free == 0:
        return _("Full: waiting list"), "off"
    return (_("1 place free"), "ok") if slot.free == 1 else (free_places(slot.free), "ok")


def free_places(count: int) -> str:
    return str(_("%(count)d places free")) % {"count": count}


def in_hours(minutes: int) -> str:
    """« 2 h 30 »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


SHIFTS_SHOWN: Final = timedelta(days=14)
