"""One of each thing that an address needs, for those who look at every page."""

from datetime import datetime

from entremise.solidarity.models import Action, Certificate, Place, Slot
from entremise.solidarity.vocabulary.actions import EXPECTED, SHOWN, ActionState


def any_shown_action() -> int:
    """An action that everybody sees."""
    rows = Action.objects.filter(state__in=SHOWN).order_by("-state", "pk")
    return rows.values_list("pk", flat=True)[0]


def any_draft() -> int:
    """An action that waits for its validation."""
    rows = Action.objects.filter(state=ActionState.DRAFT).order_by("pk")
    return rows.values_list("pk", flat=True)[0]


def any_open_slot(*, at: datetime) -> int:
    """A slot to come of an open action."""
    rows = Slot.objects.filter(action__state=ActionState.OPEN, starts_at__gt=at, cancelled_at=None)
    return rows.order_by("starts_at", "pk").values_list("pk", flat=True)[0]


def any_expected_place() -> tuple[int, int]:
    """A place that somebody will take, and its slot."""
    rows = Place.objects.filter(state__in=EXPECTED).order_by("pk")
    return rows.values_list("pk", "slot_id")[0]


def any_certificate() -> int:
    """A certificate."""
    return Certificate.objects.order_by("pk").values_list("pk", flat=True)[0]
