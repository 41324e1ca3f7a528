"""A pair is decided by a human: one that the machine found, one that the desk chose, one whose helper came forward."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.engines.assignment.vocabulary import Reason, Setback
from entremise.journeys.aid_categories import adults_only, credentials_asked
from entremise.journeys.take_in_hand import take_in_hand
from entremise.kernel.errors import Refused
from entremise.mutual_aid.operations.proposals import propose_pair, send_proposal, volunteer_for
from entremise.mutual_aid.queries.matching import proposal
from entremise.mutual_aid.queries.nearby import metres_between, offers_for
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import Author, Choice, Ground, NewProposal
from entremise.mutual_aid.vocabulary.needs import NeedCard
from entremise.mutual_aid.vocabulary.offers import OfferCard

LOOKED_AT: Final = 2  # the nearest, or the next when it is this one


@transaction.atomic
def take_and_send(*, actor: Actor, proposal_id: int, at: datetime) -> int:
    """Take the need if nobody has it, and ask the helper; return the need; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `OFFER_FULL`."""
    need_id = proposal(proposal_id).need_id
    take_in_hand(actor=actor, need_id=need_id, at=at)
    send_proposal(actor=actor, proposal_id=proposal_id, at=at)
    return need_id


def choose_pair(*, actor: Actor, need_id: int, offer_id: int, at: datetime) -> int:
    """Ask a helper whom the desk has chosen, with why, and whom else; return the proposal; refuse as `propose_pair`."""
    new = told_pair(need_id, offer_id, Author.AGENT, at)
    return propose_pair(actor=actor, new=new, at=at)


def come_forward(*, actor: Actor, need_id: int, offer_id: int, at: datetime) -> int:
    """A helper who saw a need says « I can »; return the proposal; refuse as `volunteer_for`, and with `NOT_CHECKED`, `FOR_ADULTS`."""
    refuse_unfit(need(need_id), offer(offer_id, on=localdate(at)))
    new = told_pair(need_id, offer_id, Author.HELPER, at)
    return volunteer_for(actor=actor, new=new, at=at)


def refuse_unfit(asked: NeedCard, helper: OfferCard) -> None:
    """What the contents ask of whoever gives this help is asked of who comes forward too: no human chooses her."""
    credential = credentials_asked().get(asked.category, "")
    if credential and credential not in helper.credentials:
        raise Refused(Refusal.NOT_CHECKED)
    if helper.is_minor and asked.category in adults_only():
        raise Refused(Refusal.FOR_ADULTS)


def told_pair(need_id: int, offer_id: int, author: Author, at: datetime) -> NewProposal:
    """The pair with the reasons that the engine would give, and the nearest other offer that fits."""
    asked, helper = need(need_id), offer(offer_id, on=localdate(at))
    metres = distance(asked, helper)
    return NewProposal(
        need_id=need_id,
        offer_id=offer_id,
        author=author,
        distance_m=metres,
        grounds=tuple(grounds_of(asked, helper, author, metres)),
        alternative=nearest_other(asked, offer_id, metres, at),
    )


def distance(asked: NeedCard, helper: OfferCard) -> int | None:
    if asked.spot is None or helper.spot is None:
        return None
    return metres_between(asked.spot, helper.spot)


def grounds_of(
    asked: NeedCard, helper: OfferCard, author: Author, metres: int | None
) -> list[Ground]:
    shared = sorted(set(asked.when.slots or helper.slots) & set(helper.slots))
    credential = credentials_asked().get(asked.category, "")
    choice = Choice.CAME_FORWARD if author is Author.HELPER else Choice.CHOSEN
    said = (
        (True, choice, ""),
        (metres is not None, Reason.DISTANCE, metres or 0),
        (
            bool(asked.language) and asked.language in helper.languages,
            Reason.SHARED_LANGUAGE,
            asked.language,
        ),
        (bool(shared), Reason.FREE_AT_SLOT, ", ".join(shared)),
        (credential in helper.credentials, Reason.CREDENTIAL, credential),
        (helper.helped_count == 0, Reason.HELPED_NOBODY, 0),
    )
    return [Ground(reason, value) for holds, reason, value in said if holds]


def nearest_other(
    asked: NeedCard, offer_id: int, metres: int | None, at: datetime
) -> dict[str, str]:
    found = offers_for(
        asked,
        limit=LOOKED_AT,
        credential=credentials_asked().get(asked.category, ""),
        is_for_adults=asked.category in adults_only(),
        on=localdate(at),
    )
    other = next((one for one in found if one.offer.offer_id != offer_id), None)
    if other is None:
        return {}
    is_farther = metres is not None and other.distance_m >= metres
    why = Setback.FARTHER if is_farther else Choice.CHOSEN
    return {"offer": other.offer.number, "why": why}
