"""What may be asked of proposals and meetings."""

from collections.abc import Collection
from datetime import date

from django.db.models import F

from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Proposal
from entremise.mutual_aid.queries.cards import introduction_card, proposal_card
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import (
    ALIVE,
    IntroductionCard,
    ProposalCard,
    ProposalState,
)


def proposal(proposal_id: int) -> ProposalCard:
    """One proposal; refuse with `NOT_FOUND`."""
    row = Proposal.objects.filter(pk=proposal_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return proposal_card(row)


def proposals_of_needs(need_ids: Collection[int]) -> dict[int, tuple[ProposalCard, ...]]:
    """By need, the pairs that wait for a decision or an answer, nearest first."""
    rows = Proposal.objects.filter(need_id__in=need_ids, state__in=sorted(ALIVE))
    found: dict[int, tuple[ProposalCard, ...]] = {}
    for row in rows.order_by("need_id", "distance_m", "pk"):
        found[row.need_id] = (*found.get(row.need_id, ()), proposal_card(row))
    return found


def history_of_need(need_id: int) -> tuple[ProposalCard, ...]:
    """The pairs of a need that came to nothing, with their reason, the last first; what a new plan has replaced is left out."""
    rows = Proposal.objects.filter(need_id=need_id).exclude(state__in=sorted(ALIVE))
    rows = rows.exclude(reason="")
    return tuple(map(proposal_card, rows.order_by("-decided_at", "-pk")))


def asked_of_user(user_id: int) -> tuple[ProposalCard, ...]:
    """What this helper is asked now, the oldest first."""
    rows = Proposal.objects.filter(offer__user_id=user_id, state=ProposalState.SENT)
    return tuple(map(proposal_card, rows.order_by("sent_at", "pk")))


def asked_of_body(organization_id: int | None) -> tuple[ProposalCard, ...]:
    """What this association is asked now for its offers, the oldest first."""
    rows = Proposal.objects.filter(
        offer__organization_id=organization_id or 0, state=ProposalState.SENT
    )
    return tuple(map(proposal_card, rows.order_by("sent_at", "pk")))


def meetings_of_body(organization_id: int | None) -> tuple[IntroductionCard, ...]:
    """The meetings of its people that go on, the next first."""
    rows = Introduction.objects.filter(offer__organization_id=organization_id or 0, closed_at=None)
    return tuple(map(introduction_card, rows.order_by("meet_on", "pk")))


def introduction(introduction_id: int) -> IntroductionCard:
    """One meeting; refuse with `NOT_FOUND`."""
    row = Introduction.objects.filter(pk=introduction_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return introduction_card(row)


def introductions_of_need(need_id: int) -> tuple[IntroductionCard, ...]:
    """The meetings of a need, the last first."""
    rows = Introduction.objects.filter(need_id=need_id).order_by("-pk")
    return tuple(map(introduction_card, rows))


def introductions_of_offer(offer_id: int, *, limit: int) -> tuple[IntroductionCard, ...]:
    """Whom this offer has met, those that go on first, then the last."""
    rows = Introduction.objects.filter(offer_id=offer_id)
    ordered = rows.order_by(F("closed_at").desc(nulls_first=True), "-pk")[:limit]
    return tuple(map(introduction_card, ordered))


def meetings_to_check(*, on: date) -> tuple[IntroductionCard, ...]:
    """The meetings that go on, about which the person is asked on this day."""
    rows = Introduction.objects.filter(closed_at=None, revealed_at__isnull=False, check_on=on)
    return tuple(map(introduction_card, rows.order_by("pk")))


def meetings_of_user(user_id: int) -> tuple[IntroductionCard, ...]:
    """The meetings of this helper that go on, the next first."""
    rows = Introduction.objects.filter(offer__user_id=user_id, closed_at=None)
    return tuple(map(introduction_card, rows.order_by("meet_on", "pk")))
