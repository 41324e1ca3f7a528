"""What the machine found, for humans to decide: a whole plan, or what one change gave."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from entremise.accounts.vocabulary import Actor
from entremise.mutual_aid.models import Proposal, Round
from entremise.mutual_aid.operations.proposals import proposal_of
from entremise.mutual_aid.vocabulary.matching import (
    Author,
    NewProposal,
    NewRound,
    ProposalState,
)


@transaction.atomic
def keep_round(*, actor: Actor, new: NewRound, at: datetime) -> int:
    """Put a run of the engine in place of the pairs that wait for the desk; what was sent stays, what is found again too.

    Return its id, the last one's when the same went in: then the same came out."""
    row = Round.objects.order_by("-pk").first()
    if row is None or (row.seed, row.inputs) != (new.seed, new.inputs):
        row = Round.objects.create(
            at=at,
            seed=new.seed,
            needs=len(new.inputs["needs"]),
            offers=len(new.inputs["offers"]),
            inputs=new.inputs,
            pairs=len(new.proposals),
            unserved=dict(new.unserved),
            milliseconds=new.milliseconds,
        )
    settle_found(found_by_machine(), new.proposals, actor, at, row)
    return row.pk


@transaction.atomic
def change_pairs(
    *, actor: Actor, need_ids: Collection[int], found: Collection[NewProposal], at: datetime
) -> None:
    """After one change: what the machine finds for these needs now, in place of what it found before."""
    settle_found(found_by_machine().filter(need_id__in=need_ids), found, actor, at, None)


def found_by_machine() -> QuerySet[Proposal]:
    return Proposal.objects.filter(state=ProposalState.PROVISIONAL, author=Author.ENGINE)


def settle_found(
    standing: QuerySet[Proposal],
    found: Collection[NewProposal],
    actor: Actor,
    at: datetime,
    of: Round | None,
) -> None:
    known = {(row.need_id, row.offer_id): row for row in standing.order_by("pk")}
    new = {(one.need_id, one.offer_id): one for one in found}
    gone = [row.pk for pair, row in known.items() if pair not in new]
    Proposal.objects.filter(pk__in=gone).update(state=ProposalState.SUPERSEDED, decided_at=at)
    kept = [retold(row, new[pair], of) for pair, row in known.items() if pair in new]
    Proposal.objects.bulk_update(kept, ("round", "distance_m", "grounds", "alternative"))
    Proposal.objects.bulk_create(
        (
            proposal_of(one, ProposalState.PROVISIONAL, actor, at, of)
            for pair, one in new.items()
            if pair not in known
        ),
        ignore_conflicts=True,  # the same pair was sent meanwhile by a human
    )


def retold(row: Proposal, new: NewProposal, of: Round | None) -> Proposal:
    """A pair found again, with the reasons of today."""
    said = proposal_of(new, ProposalState.PROVISIONAL, Actor(user_id=None), row.made_at, of)
    row.round, row.distance_m = of or row.round, said.distance_m
    row.grounds, row.alternative = said.grounds, said.alternative
    return row
