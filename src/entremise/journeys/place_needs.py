"""One thing changed: a need looks for somebody, an offer opened or left. Its pair is found at once; the whole plan comes later."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.engines.assignment.augmenting import EXPANSIONS_AT_WORK, place
from entremise.engines.assignment.explaining import explain_some
from entremise.engines.assignment.plan import Plan
from entremise.engines.assignment.resuming import resumed
from entremise.engines.assignment.vocabulary import Offer
from entremise.journeys.aid_categories import adults_only, credentials_asked
from entremise.journeys.propose_pairs import new_proposals, with_barred
from entremise.mutual_aid.operations.proposals import wake_need
from entremise.mutual_aid.operations.rounds import change_pairs
from entremise.mutual_aid.queries.nearby import metres_between
from entremise.mutual_aid.queries.planning import (
    PlannedNeed,
    PlannedOffer,
    is_waiting,
    needs_for_offer,
    needs_to_place,
    offers_to_use,
    pairs_found,
)
from entremise.mutual_aid.vocabulary.common import Spot

AT_ONCE: Final = 20  # needs that are tried with one offer; the others wait for the whole plan


def place_need(*, actor: Actor, need_id: int, at: datetime) -> int:
    """Find somebody near for a need that has nobody yet; return how many pairs changed, of this need and of others."""
    wake_need(need_id=need_id, at=at)
    return place_needs(actor, (need_id,), at) if is_waiting(need_id) else 0


def use_offer(*, actor: Actor, offer_id: int, at: datetime) -> int:
    """Try the needs that have nobody yet with an offer that opened, or has a place again; return how many pairs changed."""
    found = needs_for_offer(offer_id, limit=AT_ONCE)
    return place_needs(actor, found, at) if found else 0


def place_needs(actor: Actor, need_ids: Collection[int], at: datetime) -> int:
    needs = needs_to_place(credentials=credentials_asked())
    offers = offers_to_use(on=localdate(at), adults_only=adults_only())
    asked = with_barred(needs, offers)
    before = plan_of(*asked, seed=localdate(at).toordinal(), waiting=frozenset(need_ids))
    after = before
    for number in [one.asked.id for one in needs if one.need_id in need_ids]:
        where = next(at for at, need in enumerate(after.needs) if need.id == number)
        after = place(after, where, expansions=EXPANSIONS_AT_WORK, longer=EXPANSIONS_AT_WORK)
    changed = [at for at in range(len(after.needs)) if after.held[at] != before.held[at]]
    ids = {one.asked.id: one.need_id for one in needs}
    change_pairs(
        actor=actor,
        need_ids=[ids[after.needs[at].id] for at in changed],
        found=tuple(new_proposals(explain_some(after, changed), needs, offers)),
        at=at,
    )
    return len(changed)


def plan_of(
    needs: Iterable[PlannedNeed],
    offers: Iterable[PlannedOffer],
    *,
    seed: int,
    waiting: frozenset[int],
) -> Plan:
    """What stands among neighbours within their radius, and the needs that wait; pairs of later waves keep their places."""
    near = {one.offer_id: one.offered for one in offers if not one.is_group}
    standing = pairs_found()
    held: dict[str, str] = {}
    elsewhere: Counter[int] = Counter()
    for one in needs:
        offer = near.get(standing.get(one.need_id, 0))
        if offer is not None and is_within(one, offer):
            held[one.asked.id] = offer.id
        elif one.need_id in standing:
            elsewhere[standing[one.need_id]] += 1
    free = [
        replace(offer, capacity=max(0, offer.capacity - elsewhere[offer_id]))
        for offer_id, offer in near.items()
    ]
    here = [one.asked for one in needs if one.asked.id in held or one.need_id in waiting]
    return resumed(free, here, held=held, seed=seed)


def is_within(one: PlannedNeed, offer: Offer) -> bool:
    way = metres_between(Spot(one.asked.lat, one.asked.lon), Spot(offer.lat, offer.lon))
    return way <= offer.radius_m
