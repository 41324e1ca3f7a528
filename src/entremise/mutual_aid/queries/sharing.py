"""What an association may ask: the needs shared with it, and how fast associations answer."""

from statistics import median

from django.db.models import OuterRef, Subquery

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Need, Step
from entremise.mutual_aid.queries.cards import need_card
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.needs import CLOSED, NeedCard

ANSWERS = ("CHARGE_TAKEN", "CHARGE_REFUSED")
HOUR_SECONDS = 3600


def needs_shared(organization_id: int | None) -> tuple[NeedCard, ...]:
    """The open needs that an association was shown, the next to answer first."""
    rows = Need.objects.filter(organization_id=organization_id or 0)
    rows = rows.exclude(state__in=sorted(CLOSED))
    return tuple(map(need_card, rows.order_by("next_on", "urgency", "pk")))


def need_shared(need_id: int, *, actor: Actor) -> NeedCard:
    """One of them; refuse with `NOT_YOURS`."""
    found = (one for one in needs_shared(actor.organization_id) if one.need_id == need_id)
    card = next(found, None)
    if card is None:
        raise Refused(Refusal.NOT_YOURS)
    return card


def answer_hours() -> dict[int, int]:
    """By association, the hours in which half of its answers came; those that never answered are left out."""
    answer = Step.objects.filter(
        need=OuterRef("need"), kind__in=ANSWERS, at__gte=OuterRef("at")
    ).order_by("at", "pk")
    asked = Step.objects.filter(kind="SHARED").annotate(answered=Subquery(answer.values("at")[:1]))
    waits: dict[int, list[float]] = {}
    rows = asked.exclude(answered=None).order_by("pk").values_list("detail", "at", "answered")
    for organization_id, at, answered in rows:
        hours = (answered - at).total_seconds() / HOUR_SECONDS
        waits.setdefault(int(organization_id), []).append(hours)
    return {one: max(1, round(median(hours))) for one, hours in waits.items()}
