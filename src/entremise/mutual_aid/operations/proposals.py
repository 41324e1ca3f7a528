"""A pair is proposed, sent, accepted or refused; the first yes takes the need, the others are thanked."""

import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal, Round
from entremise.mutual_aid.operations.needs import drop_proposals
from entremise.mutual_aid.operations.tracing import (
    locked_need,
    locked_offer,
    locked_proposal,
    look_for_somebody,
    note,
)
from entremise.mutual_aid.rules import answers_for, may_act, state_by_use
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import (
    ANSWERED_WITHIN,
    DOOR_WORDS,
    NewProposal,
    ProposalState,
    RefusalReason,
)
from entremise.mutual_aid.vocabulary.needs import LOOKING, WAVE_LASTS, NeedState, Wave
from entremise.mutual_aid.vocabulary.offers import USABLE

ASKABLE = (*LOOKING, NeedState.PROPOSED)


@transaction.atomic
def tell_unserved(*, actor: Actor, need_ids: Collection[int], at: datetime) -> int:
    """Needs for whom the plan has nobody look farther each day; when nothing is left to try the desk has them today; return how many."""
    today = localdate(at)
    rows = Need.objects.select_for_update().filter(pk__in=need_ids, state__in=sorted(LOOKING))
    told = 0
    for row in rows.order_by("pk"):
        wave = Wave(row.wave) if row.wave else None
        if row.state == NeedState.SEARCHING and row.next_on is not None and row.next_on > today:
            continue  # its present wave has until then
        if wave is Wave.DESK:
            continue  # a human has it, with its date
        row.wave = Wave.NEAR if wave is None else Wave(wave + 1)
        row.state = NeedState.SEARCHING
        row.next_on = today if row.wave == Wave.DESK else localdate(at + WAVE_LASTS)
        row.save(update_fields=["wave", "state", "next_on"])
        note(row, actor, at, "WAVE", Wave(row.wave).name)
        told += 1
    return told


def proposal_of(
    new: NewProposal, state: ProposalState, actor: Actor, at: datetime, of: Round | None = None
) -> Proposal:
    return Proposal(
        need_id=new.need_id,
        offer_id=new.offer_id,
        round=of,
        author=new.author,
        author_user_id=actor.user_id,
        state=state,
        distance_m=new.distance_m,
        grounds=[asdict(ground) for ground in new.grounds],
        alternative=dict(new.alternative),
        made_at=at,
    )


@transaction.atomic
def propose_pair(*, actor: Actor, new: NewProposal, at: datetime) -> int:
    """Ask a helper whom the desk has chosen; return the proposal; refuse with `OWN_NEED`, `WRONG_STATE`, `HELD_BY_ANOTHER`, `OFFER_FULL`."""
    need, offer = locked_need(new.need_id), locked_offer(new.offer_id)
    row = Proposal.objects.filter(
        need=need, offer=offer, state__in=(ProposalState.PROVISIONAL, ProposalState.SENT)
    ).first()
    if row is None:
        row = proposal_of(new, ProposalState.PROVISIONAL, actor, at)
        row.save()
    if row.state == ProposalState.PROVISIONAL:
        send(row, need, offer, actor, at)
    return row.pk


@transaction.atomic
def send_proposal(*, actor: Actor, proposal_id: int, at: datetime) -> None:
    """Ask the helper whom the machine found; again is nothing; refuse as `propose_pair`."""
    row, need, offer = locked_proposal(proposal_id)
    if row.state == ProposalState.SENT:
        return
    if row.state != ProposalState.PROVISIONAL:
        raise Refused(Refusal.WRONG_STATE)
    send(row, need, offer, actor, at)


def refuse_own(need: Need, offer: Offer) -> None:
    if need.person == offer.person:
        raise Refused(Refusal.OWN_NEED)


def send(row: Proposal, need: Need, offer: Offer, actor: Actor, at: datetime) -> None:
    refuse_own(need, offer)
    if need.state not in ASKABLE:
        raise Refused(Refusal.WRONG_STATE)
    if not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    if offer.state not in USABLE:
        raise Refused(Refusal.OFFER_FULL)
    row.state, row.sent_at, row.answer_by = ProposalState.SENT, at, at + ANSWERED_WITHIN
    row.save(update_fields=["state", "sent_at", "answer_by"])
    need.state, need.next_on = NeedState.PROPOSED, localdate(at + ANSWERED_WITHIN)
    need.save(update_fields=["state", "next_on"])
    note(need, actor, at, "PROPOSED", offer.number)


@transaction.atomic
def volunteer_for(*, actor: Actor, new: NewProposal, at: datetime) -> int:
    """A helper who saw a need says « I can »: it is hers if nobody was before; return the proposal; refuse as `accept_proposal`, and with `NOT_YOURS`, `OWN_NEED`."""
    need, offer = locked_need(new.need_id), locked_offer(new.offer_id)
    if offer.user_id is None or offer.user_id != actor.user_id:
        raise Refused(Refusal.NOT_YOURS)
    refuse_own(need, offer)
    if not need.is_shown or need.state not in ASKABLE:
        raise Refused(Refusal.ALREADY_TAKEN)
    asked = Proposal.objects.filter(need=need, offer=offer, state=ProposalState.SENT).first()
    row = asked or proposal_of(new, ProposalState.SENT, actor, at)
    row.save()
    accept(row, need, offer, actor, at)
    return row.pk


@transaction.atomic
def accept_proposal(*, actor: Actor, proposal_id: int, at: datetime) -> int:
    """The helper's yes (or the desk's, who heard it), even after a no while she is asked; return the introduction; again gives the same.

    Refuse with `ALREADY_TAKEN`, `OFFER_FULL`, `NOT_YOURS`."""
    row, need, offer = locked_proposal(proposal_id)
    refuse_stranger(actor, need, offer)
    if row.state == ProposalState.ACCEPTED:
        return Introduction.objects.values_list("pk", flat=True).get(proposal=row)
    if not (is_asked(row, offer, at) and need.state in ASKABLE):
        raise Refused(Refusal.ALREADY_TAKEN)
    return accept(row, need, offer, actor, at)


def is_asked(row: Proposal, offer: Offer, at: datetime) -> bool:
    """Whether a yes is awaited; of who said no herself, until the question lapses."""
    is_time = row.answer_by is not None and row.answer_by > at
    said_no = row.state == ProposalState.REFUSED and row.decided_by_id == offer.user_id
    return row.state == ProposalState.SENT or (said_no and is_time)


def refuse_stranger(actor: Actor, need: Need, offer: Offer) -> None:
    """For her need's owner, and for the helper: by her account, or as nobody's when she has none (her own number spoke)."""
    is_helper = actor.user_id == offer.user_id or answers_for(
        actor=actor, user_id=offer.user_id, organization_id=offer.organization_id
    )
    if not is_helper and not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.NOT_YOURS)


def accept(row: Proposal, need: Need, offer: Offer, actor: Actor, at: datetime) -> int:
    if offer.state not in USABLE:
        raise Refused(Refusal.OFFER_FULL)
    row.state, row.decided_at, row.decided_by_id = ProposalState.ACCEPTED, at, actor.user_id
    row.save(update_fields=["state", "decided_at", "decided_by"])
    drop_proposals(need, at)
    need.state, need.next_on = NeedState.AGREED, localdate(at + ANSWERED_WITHIN)
    need.save(update_fields=["state", "next_on"])
    offer.active_count += 1
    offer.state = state_by_use(offer)
    offer.save(update_fields=["active_count", "state"])
    met = Introduction.objects.create(
        proposal=row,
        need=need,
        offer=offer,
        helper_agreed_at=at,
        word=secrets.choice(DOOR_WORDS),
    )
    note(need, actor, at, "HELPER_AGREED", offer.number)
    note(offer, actor, at, "AGREED", need.number)
    return met.pk


@transaction.atomic
def refuse_proposal(*, actor: Actor, proposal_id: int, reason: RefusalReason, at: datetime) -> None:
    """The desk puts a pair aside, or the helper cannot; the need is looked at today; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row, need, offer = locked_proposal(proposal_id)
    is_open_pair = row.state == ProposalState.PROVISIONAL and need.owner_id is None
    if not is_open_pair:
        refuse_stranger(actor, need, offer)
    if row.state not in (ProposalState.PROVISIONAL, ProposalState.SENT):
        raise Refused(Refusal.WRONG_STATE)
    settle(row, ProposalState.REFUSED, reason, actor, at)
    note(need, actor, at, "PAIR_REFUSED", reason)
    if look_again((need.pk,), at) or need.state in LOOKING:
        look_for_somebody(need.pk)


def settle(
    row: Proposal, state: ProposalState, reason: RefusalReason, actor: Actor, at: datetime
) -> None:
    row.state, row.reason, row.decided_at, row.decided_by_id = state, reason, at, actor.user_id
    row.save(update_fields=["state", "reason", "decided_at", "decided_by"])


@transaction.atomic
def wake_need(*, need_id: int, at: datetime) -> None:
    """Whoever was asked for it left: it waits for nobody's answer any more."""
    look_again((need_id,), at)


def look_again(need_ids: Collection[int], at: datetime) -> tuple[int, ...]:
    """Needs that wait for nobody's answer any more are on the desk again today; return which."""
    asked = Proposal.objects.filter(need=OuterRef("pk"), state=ProposalState.SENT)
    waiting = Need.objects.filter(~Exists(asked), pk__in=need_ids, state=NeedState.PROPOSED)
    found = list(waiting.order_by("pk").values_list("pk", flat=True))
    Need.objects.filter(pk__in=found).update(state=NeedState.SEARCHING, next_on=localdate(at))
    return tuple(found)


@transaction.atomic
def expire_proposals(*, actor: Actor, at: datetime) -> int:
    """Whoever did not answer in time is asked no more, and the desk is told by the day of the need; return how many needs."""
    late = Proposal.objects.filter(state=ProposalState.SENT, answer_by__lte=at)
    late.update(
        state=ProposalState.EXPIRED,
        reason=RefusalReason.NO_ANSWER,
        decided_at=at,
    )
    asked = Proposal.objects.filter(need=OuterRef("pk"), state=ProposalState.SENT)
    left = Need.objects.filter(~Exists(asked), state=NeedState.PROPOSED)
    ids = tuple(left.order_by("pk").values_list("pk", flat=True))
    found = look_again(ids, at)
    for need_id in found:
        look_for_somebody(need_id)
    return len(found)
