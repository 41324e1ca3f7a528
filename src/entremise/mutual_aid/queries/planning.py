"""What a run of the engine is made of: open needs, usable offers, coarse places; no person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from entremise.engines.assignment.vocabulary import Need as EngineNeed
from entremise.engines.assignment.vocabulary import Offer as EngineOffer
from entremise.mutual_aid.models import Credential, Need, Offer, Proposal, Resemblance
from entremise.mutual_aid.vocabulary.common import SLOTS
from entremise.mutual_aid.vocabulary.matching import ALIVE, Author, ProposalState, Verdict
from entremise.mutual_aid.vocabulary.needs import LOOKING, Wave
from entremise.mutual_aid.vocabulary.offers import USABLE


@dataclass(frozen=True, slots=True)
class PlannedNeed:
    need_id: int
    asked: EngineNeed
    wave: Wave


@dataclass(frozen=True, slots=True)
class PlannedOffer:
    offer_id: int
    offered: EngineOffer
    is_group: bool  # an association's


ASKED = Count("proposals", filter=Q(proposals__state=ProposalState.SENT))


def needs_to_place(*, credentials: dict[str, str]) -> tuple[PlannedNeed, ...]:
    """Each need that looks for somebody; `credentials` says by category what a helper must have."""
    rows = Need.objects.filter(state__in=sorted(LOOKING), lat_e6__isnull=False).order_by("pk")
    return tuple(
        PlannedNeed(
            need_id=row.pk,
            asked=EngineNeed(
                id=row.number,
                lat=(row.lat_e6 or 0) / 1e6,
                lon=(row.lon_e6 or 0) / 1e6,
                category=row.category,
                urgency=row.urgency,
                language=row.language,
                slots=tuple(row.slots),
                credential=credentials.get(row.category, ""),
            ),
            wave=Wave(row.wave or Wave.NEAR),
        )
        for row in rows
    )


def offers_to_use(*, on: date, adults_only: Collection[str]) -> tuple[PlannedOffer, ...]:
    """Each offer with a place left, and whether an association makes it; credentials that hold that day; of who is not of age, the categories of all ages."""
    held: dict[int, tuple[str, ...]] = {}
    for offer_id, kind in (
        Credential.objects.filter(until__gte=on)
        .order_by("kind", "pk")
        .values_list("offer_id", "kind")
    ):
        held[offer_id] = (*held.get(offer_id, ()), kind)
    rows = Offer.objects.filter(state__in=sorted(USABLE), lat_e6__isnull=False).annotate(
        asked=ASKED
    )
    return tuple(
        PlannedOffer(
            offer_id=row.pk,
            offered=engine_offer(
                row,
                row.capacity - row.active_count - row.asked,
                held.get(row.pk, ()),
                frozenset(adults_only) if row.is_minor else frozenset(),
            ),
            is_group=row.organization_id is not None,
        )
        for row in rows.order_by("pk")
        if row.capacity > row.active_count + row.asked
    )


def engine_offer(
    row: Offer, left: int, credentials: tuple[str, ...], barred: frozenset[str]
) -> EngineOffer:
    return EngineOffer(
        id=row.number,
        lat=(row.lat_e6 or 0) / 1e6,
        lon=(row.lon_e6 or 0) / 1e6,
        categories=tuple(one for one in row.categories if one not in barred),
        radius_m=row.radius_m,
        capacity=left,
        languages=tuple(row.languages),
        slots=tuple(row.slots) or SLOTS,
        credentials=credentials,
        helped=row.helped_count,
    )


def pairs_put_aside() -> frozenset[tuple[int, int]]:
    """Pairs (need, offer) that somebody has refused: they are not proposed a second time."""
    rows = Proposal.objects.filter(
        need__state__in=sorted(LOOKING), state__in=(ProposalState.REFUSED, ProposalState.EXPIRED)
    )
    return frozenset(rows.values_list("need_id", "offer_id"))


def pairs_of_one() -> frozenset[tuple[int, int]]:
    """Pairs (need, offer) of one person, by her entry or because the desk said so: who helps may need help too, of somebody else."""
    looking = sorted(LOOKING)
    asking = [
        *Need.objects.filter(state__in=looking).order_by("pk").values_list("pk", "person"),
        *Resemblance.objects.filter(need__state__in=looking, verdict=Verdict.SAME)
        .order_by("pk")
        .values_list("need_id", "person"),
    ]
    helping: dict[UUID, list[int]] = {}
    offers = Offer.objects.filter(state__in=sorted(USABLE), person__in={one for _, one in asking})
    for offer_id, person in offers.order_by("pk").values_list("pk", "person"):
        helping.setdefault(person, []).append(offer_id)
    return frozenset(
        (need_id, offer_id) for need_id, person in asking for offer_id in helping.get(person, ())
    )


def pairs_found() -> dict[int, int]:
    """By need the offer that the machine found for it, of whom nobody has been asked yet."""
    rows = Proposal.objects.filter(
        state=ProposalState.PROVISIONAL, author=Author.ENGINE, need__state__in=sorted(LOOKING)
    )
    return dict(rows.order_by("pk").values_list("need_id", "offer_id"))


def is_waiting(need_id: int) -> bool:
    """Whether somebody is looked for and nobody is found or asked."""
    rows = Need.objects.filter(pk=need_id, state__in=sorted(LOOKING), lat_e6__isnull=False)
    return rows.exclude(proposals__state__in=sorted(ALIVE)).exists()


def needs_for_offer(offer_id: int, *, limit: int) -> tuple[int, ...]:
    """Needs that nobody is found for and this offer may suit, the most urgent first."""
    offer = Offer.objects.filter(pk=offer_id, state__in=sorted(USABLE)).order_by("pk").first()
    if offer is None:
        return ()
    rows = Need.objects.filter(
        state__in=sorted(LOOKING), lat_e6__isnull=False, category__in=offer.categories
    ).exclude(proposals__state__in=sorted(ALIVE))
    found = rows.order_by("urgency", "opened_at", "pk").values_list("pk", flat=True)
    return tuple(found[:limit])
