"""The whole territory is planned at once: who could help whom, in waves, for humans to decide."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from time import perf_counter
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.solving import solve
from entremise.engines.assignment.vocabulary import Lack, Need, Offer, Pair, Proposal, Unserved
from entremise.journeys.aid_categories import adults_only, credentials_asked
from entremise.mutual_aid.operations.proposals import tell_unserved
from entremise.mutual_aid.operations.rounds import keep_round
from entremise.mutual_aid.queries.planning import (
    PlannedNeed,
    PlannedOffer,
    needs_to_place,
    offers_to_use,
    pairs_of_one,
    pairs_put_aside,
)
from entremise.mutual_aid.vocabulary.matching import Author, Ground, NewProposal, NewRound
from entremise.mutual_aid.vocabulary.needs import Wave

WIDER: Final = 2  # times the radius that a helper gave


def propose_pairs(*, actor: Actor, at: datetime) -> int:
    """Plan all needs that look for somebody; keep the proposals with what went in; return the round's id."""
    started = perf_counter()
    needs = needs_to_place(credentials=credentials_asked())
    offers = offers_to_use(on=localdate(at), adults_only=adults_only())
    seed = localdate(at).toordinal()
    asked = with_barred(needs, offers)
    found = planned(*asked, seed=seed)
    round_ = NewRound(
        seed=seed,
        inputs=as_file(asked),
        proposals=tuple(new_proposals(found.pairs, needs, offers)),
        unserved=tuple((one.need, one.why) for one in found.unserved),
        milliseconds=round((perf_counter() - started) * 1000),
    )
    with transaction.atomic():
        round_id = keep_round(actor=actor, new=round_, at=at)
        ids = {one.asked.id: one.need_id for one in needs}
        tell_unserved(actor=actor, need_ids=[ids[one.need] for one in found.unserved], at=at)
    return round_id


def with_barred(
    needs: tuple[PlannedNeed, ...], offers: tuple[PlannedOffer, ...]
) -> tuple[tuple[PlannedNeed, ...], tuple[PlannedOffer, ...]]:
    """A need that somebody was refused for, or that a helper has herself, asks for « its category but them »: a category of its own, which the others have."""
    barred: dict[int, set[int]] = {}
    for need_id, offer_id in pairs_put_aside() | pairs_of_one():
        barred.setdefault(need_id, set()).add(offer_id)
    special = {
        one.need_id: (one.asked.category, f"{one.asked.category} {one.asked.id}")
        for one in needs
        if one.need_id in barred
    }

    def own(one: PlannedNeed) -> PlannedNeed:
        if one.need_id not in special:
            return one
        return replace(one, asked=replace(one.asked, category=special[one.need_id][1]))

    def other(one: PlannedOffer) -> PlannedOffer:
        more = tuple(
            name
            for need_id, (category, name) in special.items()
            if category in one.offered.categories and one.offer_id not in barred[need_id]
        )
        return replace(
            one, offered=replace(one.offered, categories=(*one.offered.categories, *more))
        )

    return tuple(map(own, needs)), tuple(map(other, offers))


def planned(
    needs: tuple[PlannedNeed, ...], offers: tuple[PlannedOffer, ...], *, seed: int
) -> Proposal:
    """Neighbours first; whom they leave, within a wider radius, then with associations, as far as its wave goes."""
    alone = [one.offered for one in offers if not one.is_group]
    groups = [one.offered for one in offers if one.is_group]
    wider = [replace(one, radius_m=one.radius_m * WIDER) for one in alone]
    waves = ((Wave.NEAR, alone), (Wave.WIDER, wider), (Wave.ASSOCIATIONS, wider + groups))
    waiting = {one.asked.id: one for one in needs}
    pairs: list[Pair] = []
    lacks: dict[str, Lack] = {}
    for wave, helpers in waves:
        here = [one.asked for one in waiting.values() if one.wave >= wave]
        if not here:
            break
        made = explain(solve(left(helpers, pairs), here, seed=seed))
        pairs += made.pairs
        lacks |= {one.need: one.why for one in made.unserved}
        for pair in made.pairs:
            del waiting[pair.need]
    return Proposal(
        pairs=tuple(pairs), unserved=tuple(Unserved(need, lacks[need]) for need in waiting)
    )


def left(offers: Iterable[Offer], pairs: Iterable[Pair]) -> list[Offer]:
    """The offers with the places that earlier waves have left."""
    taken = Counter(pair.offer for pair in pairs)
    return [
        replace(one, capacity=one.capacity - taken[one.id])
        for one in offers
        if one.capacity > taken[one.id]
    ]


def new_proposals(
    found: Iterable[Pair], needs: Iterable[PlannedNeed], offers: Iterable[PlannedOffer]
) -> Iterable[NewProposal]:
    need_ids = {one.asked.id: one.need_id for one in needs}
    offer_ids = {one.offered.id: one.offer_id for one in offers}
    for pair in found:
        other = pair.alternative
        yield NewProposal(
            need_id=need_ids[pair.need],
            offer_id=offer_ids[pair.offer],
            author=Author.ENGINE,
            distance_m=pair.distance_m,
            grounds=tuple(Ground(one.reason, one.value) for one in pair.grounds),
            alternative={} if other is None else {"offer": other.offer, "why": other.why},
        )


def as_file(asked: tuple[tuple[PlannedNeed, ...], tuple[PlannedOffer, ...]]) -> dict[str, Any]:
    """What went in, as `entremise propose` reads it: anybody can run it again."""
    needs, offers = asked
    return {
        "offers": [bare(one.offered) for one in offers],
        "needs": [bare(one.asked) for one in needs],
    }


def bare(thing: Need | Offer) -> dict[str, Any]:
    """The keys of the file that say something, as JSON gives them back; an empty language or credential is left out."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(thing).items()
        if value not in ("", None)
    }
