"""What became of the pairs of some days: as facts to count, and one by one as they were stored."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from entremise.mutual_aid.models import Introduction, Proposal
from entremise.mutual_aid.queries.cards import proposal_card
from entremise.mutual_aid.vocabulary.audit import Fate, KeptPair, PairFact
from entremise.mutual_aid.vocabulary.matching import ProposalState, RefusalReason

KEPT_AT_MOST = 20_000
RANK = {fate: rank for rank, fate in enumerate(Fate)}
ANSWERED = {ProposalState.EXPIRED: Fate.EXPIRED, ProposalState.SENT: Fate.WAITING}


def pair_facts(*, since: datetime, until: datetime) -> tuple[PairFact, ...]:
    """One fact for each need and offer brought together in these days, with the best that came of it."""
    best: dict[tuple[int, int], PairFact] = {}
    for row in made_between(since, until):
        fact = fact_of(row)
        known = best.setdefault((row.need_id, row.offer_id), fact)
        if RANK[fact.fate] > RANK[known.fate]:
            best[row.need_id, row.offer_id] = fact
    return tuple(best.values())


def made_between(since: datetime, until: datetime) -> QuerySet[Proposal]:
    met = Introduction.objects.filter(proposal=OuterRef("pk"))
    rows = Proposal.objects.filter(made_at__gte=since, made_at__lt=until)
    return rows.annotate(has_met=Exists(met)).select_related("need", "offer").order_by("pk")


def fact_of(row: Proposal) -> PairFact:
    fate = fate_of(row)
    is_no = fate in (Fate.REFUSED, Fate.PUT_ASIDE)
    return PairFact(
        person=row.need.person,
        district=row.need.district,
        language=row.need.language,
        fate=fate,
        reason=RefusalReason(row.reason) if is_no else None,
    )


def fate_of(row: Proposal) -> Fate:
    if row.has_met:  # type: ignore[attr-defined]  # annotated
        return Fate.ACCEPTED
    if row.state == ProposalState.REFUSED:
        return Fate.PUT_ASIDE if row.sent_at is None else Fate.REFUSED
    if row.sent_at is None:
        return Fate.NOT_SENT
    return ANSWERED.get(ProposalState(row.state), Fate.TAKEN)


def kept_pairs(*, since: datetime, until: datetime) -> tuple[KeptPair, ...]:
    """The proposals of these days with their reasons, the last first; at most 20,000."""
    rows = made_between(since, until).order_by("-made_at", "-pk")[:KEPT_AT_MOST]
    return tuple(
        KeptPair(
            need=row.need.number,
            offer=row.offer.number,
            category=row.need.category,
            district=row.need.district,
            proposal=proposal_card(row),
        )
        for row in rows
    )
