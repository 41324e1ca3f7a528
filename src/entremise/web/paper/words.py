"""States of sheets and steps of bundles in words."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entremise.outreach.vocabulary.paper import SETTLED, BundleCard, BundleKind, SheetState

STEPS: Final = {
    SheetState.OUT: gettext_lazy("with the caller"),
    SheetState.BACK: gettext_lazy("back, to be typed"),
    SheetState.ONCE: gettext_lazy("typed once, to be typed by somebody else"),
    SheetState.TYPED: gettext_lazy("typed"),
    SheetState.LATE: gettext_lazy("typed late: a note"),
    SheetState.MISSING: gettext_lazy("missing"),
}


def step_of(held: BundleCard, at: datetime) -> tuple[str, str]:
    """Where a bundle stands, and the colour of its tag."""
    if held.destroyed_at:
        return _("destroyed"), "ok"
    if held.kind is BundleKind.SEALED:
        return (_("opened"), "sun") if held.opened_at else (_("sealed"), "")
    if held.count(SheetState.MISSING):
        return _("a sheet is missing"), "alert"
    if held.returned_at is None:
        return late_or_out(held, at)
    if held.count(*SETTLED) < len(held.sheets):
        return _("to be typed"), "sun"
    return _("typed, to be destroyed"), "sun"


def late_or_out(held: BundleCard, at: datetime) -> tuple[str, str]:
    if at >= held.held_until:
        return _("not returned"), "alert"
    return (_("with the caller"), "") if held.claimed_at else (_("printed"), "")
