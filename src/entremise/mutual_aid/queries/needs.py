"""What may be asked of needs: one, by its code, those of a person, its trace, and what breaks the one rule."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Mandate, Need, Offer, Step, Task
from entremise.mutual_aid.queries.cards import need_card
from entremise.mutual_aid.vocabulary.common import TRIES_AT_MOST, Refusal
from entremise.mutual_aid.vocabulary.needs import CLOSED, Line, NeedCard, OpenCounts, OpenFault
from entremise.mutual_aid.vocabulary.offers import OfferState


def need(need_id: int) -> NeedCard:
    """One need with its tasks; refuse with `NOT_FOUND`."""
    row = Need.objects.filter(pk=need_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return need_card(row, tuple(Task.objects.filter(need=row).order_by("pk")))


def need_with_key(key: UUID) -> NeedCard | None:
    """The need of a form sent before, or none."""
    row = Need.objects.filter(key=key).order_by("pk").first()
    return None if row is None else need_card(row)


def need_of_code(digest: bytes) -> NeedCard | None:
    """The need of a follow-up code, by its keyed digest, her own or that of whoever acts for her; or none."""
    its = Q(code=digest) | Q(pk__in=Mandate.objects.filter(code=digest).values("need_id"))
    row = Need.objects.filter(its).order_by("pk").first()
    return None if row is None else need_card(row)


def tries_left(digest: bytes) -> int | None:
    """How many mistakes the code of a need or an offer still bears; none for a code that is unknown."""
    for model in (Need, Offer, Mandate):
        tries = model.objects.filter(code=digest).order_by("pk").values_list("tries", flat=True)
        if found := list(tries[:1]):
            return max(0, TRIES_AT_MOST - found[0])
    return None


def need_with_number(number: str) -> NeedCard | None:
    """The need of « B-1041 », however typed, or none."""
    row = Need.objects.filter(number=number.strip().upper()).order_by("pk").first()
    return None if row is None else need_card(row)


def needs_of(person: UUID) -> tuple[NeedCard, ...]:
    """All that a person asked for, the last first."""
    rows = Need.objects.filter(person=person).order_by("-opened_at", "-pk")
    return tuple(map(need_card, rows))


def trace_of_need(need_id: int) -> tuple[Line, ...]:
    """What happened to a need, the last first."""
    rows = Step.objects.filter(need_id=need_id).order_by("-at", "-pk")
    return tuple(map(line, rows))


def trace_of_offer(offer_id: int) -> tuple[Line, ...]:
    """What happened to an offer, the last first."""
    rows = Step.objects.filter(offer_id=offer_id).order_by("-at", "-pk")
    return tuple(map(line, rows))


def line(row: Step) -> Line:
    return Line(
        at=row.at,
        kind=row.kind,
        user_id=row.user_id,
        is_by_person=row.is_by_person,
        detail=row.detail,
    )


def open_faults(*, at: datetime) -> tuple[OpenFault, ...]:
    """Open needs and living offers without owner and date (the database refuses them), or whose date passed with no owner."""
    today = localdate(at)
    found = []
    for rows in (open_needs(), living_offers()):
        nobodys = rows.filter(owner=None).filter(Q(next_on=None) | Q(next_on__lt=today))
        found += list(nobodys.order_by("pk").values_list("number", "next_on"))
    return tuple(
        OpenFault(number, "NO_OWNER_NO_DATE" if day is None else "DATE_PASSED")
        for number, day in found
    )


def open_counts() -> OpenCounts:
    """How many needs are open, and offers living."""
    return OpenCounts(open_needs().count(), living_offers().count())


def open_needs() -> QuerySet[Need]:
    return Need.objects.exclude(state__in=sorted(CLOSED))


def living_offers() -> QuerySet[Offer]:
    return Offer.objects.exclude(state=OfferState.RELEASED)


def needs_by_id(need_ids: Collection[int]) -> dict[int, NeedCard]:
    """Needs to name in a list, in one statement."""
    rows = Need.objects.filter(pk__in=need_ids).order_by("pk")
    return {row.pk: need_card(row) for row in rows}
