"""A helper is asked, comes forward, says yes or no: whoever is concerned is told."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.journeys.bring_together import INTRODUCTION, give_up, living_meeting
from entremise.journeys.offer_pair import choose_pair, come_forward, take_and_send
from entremise.journeys.telling import Said, site, tell_helper, tell_person
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.proposals import accept_proposal, refuse_proposal
from entremise.mutual_aid.queries.matching import proposal, proposals_of_needs
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import (
    ANSWERED_WITHIN,
    PROPOSAL,
    ProposalCard,
    ProposalState,
    RefusalReason,
)
from entremise.notices.operations import withdraw_question
from entremise.notices.vocabulary import MessageTemplate


@transaction.atomic
def choose_and_ask(*, actor: Actor, need_id: int, offer_id: int, at: datetime) -> int:
    """Ask a helper whom the desk has chosen; return the proposal; refuse as `choose_pair`."""
    proposal_id = choose_pair(actor=actor, need_id=need_id, offer_id=offer_id, at=at)
    tell_asked(proposal(proposal_id), at)
    return proposal_id


@transaction.atomic
def take_and_ask(*, actor: Actor, proposal_id: int, at: datetime) -> int:
    """Take the need if nobody has it, and ask the helper; return the need; refuse as `take_and_send`."""
    need_id = take_and_send(actor=actor, proposal_id=proposal_id, at=at)
    tell_asked(proposal(proposal_id), at)
    return need_id


def tell_asked(pair: ProposalCard, at: datetime) -> None:
    """« Somebody near you needs a hand: OUI or NON »; with an account the link opens her page."""
    of = offer(pair.offer_id, on=localdate(at))
    said = Said(
        template=MessageTemplate.HELPER_ASKED,
        fact=str(pair.proposal_id),
        about=Origin(Thing.NEED, pair.need_id),
        until=pair.answer_by or at + ANSWERED_WITHIN,
        facts={"lien": site("helper:home")} if of.user_id else {},
        asks=Origin(PROPOSAL, pair.proposal_id),
    )
    tell_helper(offer=of, owner_id=need(pair.need_id).owner_id, said=said, at=at)


@transaction.atomic
def say_yes(*, actor: Actor, proposal_id: int, at: datetime) -> int:
    """The helper's yes: the person is asked, other helpers are thanked, once; return the introduction; refuse as `accept_proposal`."""
    pair = proposal(proposal_id)
    others = asked_pairs(pair.need_id)
    met = accept_proposal(actor=actor, proposal_id=proposal_id, at=at)
    if pair.state is not ProposalState.ACCEPTED:
        tell_agreed(proposal_id, met, others, at)
    return met


@transaction.atomic
def volunteer(*, actor: Actor, need_id: int, offer_id: int, at: datetime) -> int:
    """« I can », of a helper who saw the need; return the proposal; refuse as `come_forward`."""
    others = asked_pairs(need_id)
    proposal_id = come_forward(actor=actor, need_id=need_id, offer_id=offer_id, at=at)
    met = living_meeting(need_id)
    if met is not None:
        tell_agreed(proposal_id, met.introduction_id, others, at)
    return proposal_id


def tell_agreed(
    proposal_id: int, introduction_id: int, others: Collection[ProposalCard], at: datetime
) -> None:
    withdraw_question(origin=Origin(PROPOSAL, proposal_id), at=at)
    thank([one for one in others if one.proposal_id != proposal_id], at)
    wanted = need(proposal(proposal_id).need_id)
    said = Said(
        template=MessageTemplate.PERSON_ASKED,
        fact=str(introduction_id),
        about=Origin(Thing.NEED, wanted.need_id),
        until=at + 2 * ANSWERED_WITHIN,
        asks=Origin(INTRODUCTION, introduction_id),
    )
    tell_person(need=wanted, said=said, at=at)


@transaction.atomic
def say_no(*, actor: Actor, proposal_id: int, reason: RefusalReason, at: datetime) -> None:
    """The helper's no: before her yes, or after it; nothing when it is asked no more; refuse as `refuse_proposal`."""
    pair = proposal(proposal_id)
    if pair.state is ProposalState.SENT:
        refuse_proposal(actor=actor, proposal_id=proposal_id, reason=reason, at=at)
        withdraw_question(origin=Origin(PROPOSAL, proposal_id), at=at)
    met = living_meeting(pair.need_id)
    if pair.state is ProposalState.ACCEPTED and met is not None:
        give_up(actor=actor, introduction_id=met.introduction_id, at=at)


@transaction.atomic
def put_aside(*, actor: Actor, proposal_id: int, reason: RefusalReason, at: datetime) -> None:
    """The desk decides otherwise: whoever was asked is thanked; refuse as `refuse_proposal`."""
    pair = proposal(proposal_id)
    refuse_proposal(actor=actor, proposal_id=proposal_id, reason=reason, at=at)
    thank([pair], at)


def asked_pairs(need_id: int) -> tuple[ProposalCard, ...]:
    """Pairs of a need whose helper was asked and has not answered."""
    alive = proposals_of_needs([need_id]).get(need_id, ())
    return tuple(one for one in alive if one.state is ProposalState.SENT)


def thank(pairs: Collection[ProposalCard], at: datetime) -> None:
    """Nothing is asked of these helpers any more: those who have read the question are told."""
    for pair in pairs:
        has_read = withdraw_question(origin=Origin(PROPOSAL, pair.proposal_id), at=at)
        if not has_read:
            continue
        said = Said(
            template=MessageTemplate.HELPER_THANKED,
            fact=f"pair {pair.proposal_id}",
            about=Origin(Thing.NEED, pair.need_id),
            until=at + ANSWERED_WITHIN,
        )
        of = offer(pair.offer_id, on=localdate(at))
        tell_helper(offer=of, owner_id=need(pair.need_id).owner_id, said=said, at=at)
