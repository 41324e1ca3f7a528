"""All that is kept of a helper: what she offers, what she was asked and answered, whom she met, without the other's identity."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from entremise.mutual_aid.models import Credential, Introduction, Offer, Proposal, Step
from entremise.mutual_aid.queries.cards import introduction_card, offer_card, proposal_card
from entremise.mutual_aid.queries.needs import line
from entremise.mutual_aid.vocabulary.matching import IntroductionCard, ProposalCard
from entremise.mutual_aid.vocabulary.needs import Line
from entremise.mutual_aid.vocabulary.offers import OfferCard

Kept = TypeVar("Kept", Proposal, Introduction, Credential, Step)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the desk has seen, until when."""

    kind: str
    checked_on: date
    until: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to her, with what the desk wrote of the need."""

    need: str
    category: str
    sentence: str
    has_met: bool  # she said yes, however it went on
    proposal: ProposalCard


@dataclass(frozen=True, slots=True)
class Met:
    need: str
    category: str
    meeting: IntroductionCard


@dataclass(frozen=True, slots=True)
class KeptOfOffer:
    offer: OfferCard
    credentials: tuple[Checked, ...]
    asked: tuple[Asked, ...]
    met: tuple[Met, ...]
    steps: tuple[Line, ...]


def kept_of_offers(offer_ids: Collection[int]) -> tuple[KeptOfOffer, ...]:
    """The last offer first; what nobody told her (a pair put aside before she was asked) is in it too: it is about her."""
    offers = Offer.objects.filter(pk__in=offer_ids).order_by("-opened_at", "-pk")
    asked = by_offer(Proposal.objects.select_related("need"), offer_ids)
    met = by_offer(Introduction.objects.select_related("need"), offer_ids)
    seen = by_offer(Credential.objects.all(), offer_ids)
    steps = by_offer(Step.objects.all(), offer_ids)
    yes = {row.proposal_id for rows in met.values() for row in rows}
    return tuple(
        KeptOfOffer(
            offer=offer_card(row),
            credentials=tuple(Checked(c.kind, c.checked_on, c.until) for c in seen[row.pk]),
            asked=tuple(asked_card(p, yes) for p in asked[row.pk]),
            met=tuple(
                Met(m.need.number, m.need.category, introduction_card(m)) for m in met[row.pk]
            ),
            steps=tuple(map(line, steps[row.pk])),
        )
        for row in offers
    )


def asked_card(row: Proposal, yes: Collection[int]) -> Asked:
    need = row.need
    return Asked(need.number, need.category, need.sentence, row.pk in yes, proposal_card(row))


def by_offer(rows: QuerySet[Kept], offer_ids: Collection[int]) -> dict[int, list[Kept]]:
    found: dict[int, list[Kept]] = {offer_id: [] for offer_id in offer_ids}
    for row in rows.filter(offer_id__in=offer_ids).order_by("pk"):
        found[row.offer_id or 0].append(row)
    return found


def has_living_meeting(user_id: int) -> bool:
    """Whether somebody counts on this helper now."""
    rows = Introduction.objects.filter(offer__user_id=user_id, closed_at=None)
    return rows.exists()
