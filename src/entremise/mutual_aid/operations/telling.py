"""What messages leave on a need or an offer: nobody could be written to, nobody got it, how it went."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, SYSTEM
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Introduction, Need, Step
from entremise.mutual_aid.operations.tracing import locked_need, locked_offer, note
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.needs import CLOSED


@transaction.atomic
def note_untold(*, about: Origin, at: datetime) -> None:
    """No way to write: the trace says that somebody rings; refuse with `NOT_FOUND`."""
    row = locked_need(about.id) if about.kind == Thing.NEED else locked_offer(about.id)
    note(row, SYSTEM, at, "UNTOLD")


@transaction.atomic
def note_unreached(*, about: Origin, at: datetime) -> None:
    """A message did not arrive: somebody of the desk rings, today when it is about an open need; refuse with `NOT_FOUND`."""
    row = locked_need(about.id) if about.kind == Thing.NEED else locked_offer(about.id)
    note(row, SYSTEM, at, "UNREACHED")
    if isinstance(row, Need):
        due_today(row, at)


@transaction.atomic
def note_checked(*, introduction_id: int, is_well: bool, at: datetime) -> None:
    """What the person says of the help; its need is on the desk today, and only a human closes it; again is nothing."""
    row = locked_need(
        Introduction.objects.values_list("need_id", flat=True).get(pk=introduction_id)
    )
    kind = "WENT_WELL" if is_well else "WENT_WRONG"
    if Step.objects.filter(need=row, kind=kind, at=at).exists():
        return
    note(row, RESIDENT, at, kind, is_by_person=True)
    due_today(row, at)


def due_today(row: Need, at: datetime) -> None:
    if row.state in CLOSED:
        return
    row.next_on = min(row.next_on or localdate(at), localdate(at))
    row.save(update_fields=["next_on"])
