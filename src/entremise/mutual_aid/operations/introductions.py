"""Two people who said yes are made known to each other, checked on after some days, and parted with an outcome."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal
from entremise.mutual_aid.operations.proposals import refuse_stranger
from entremise.mutual_aid.operations.tracing import (
    find_use_for,
    locked_introduction,
    look_for_somebody,
    note,
)
from entremise.mutual_aid.rules import is_given_once, is_past, may_act, state_by_use
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import Money, Outcome, ProposalState, RefusalReason
from entremise.mutual_aid.vocabulary.needs import CHECKED_AFTER, NeedState
from entremise.mutual_aid.vocabulary.offers import USABLE, OfferState, ReleaseReason
from entremise.people.vault.notes import close_notes

ORIGIN: Final = "INTRODUCTION"
KNOWN_FOR: Final = timedelta(days=30)  # prolonged by each word on it; ended with the meeting
SERVED: Final = frozenset({Outcome.WENT_WELL, Outcome.PARTLY})


@transaction.atomic
def agree_as_person(
    *, actor: Actor, introduction_id: int, at: datetime, meet_on: date | None = None
) -> None:
    """The person's own yes, or what she told the owner of her need: contacts open now; again is nothing.

    Refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `DATE_PAST`."""
    row, need, offer = locked_introduction(introduction_id)
    if actor.user_id is not None and not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    if meet_on is not None and is_past(meet_on, at):
        raise Refused(Refusal.DATE_PAST)
    if row.revealed_at is not None:
        return
    row.person_agreed_at, row.person_agreed_through_id = at, actor.user_id
    row.meet_on, row.check_on = meet_on, localdate(at + CHECKED_AFTER)
    if meet_on is not None:
        row.check_on = meet_on + CHECKED_AFTER
    row.revealed_at = at
    row.save()
    need.state, need.next_on = NeedState.UNDER_WAY, row.check_on
    need.save(update_fields=["state", "next_on"])
    let_helper_see(row, need, offer, at)
    note(need, actor, at, "PERSON_AGREED", is_by_person=actor.user_id is None)


@transaction.atomic
def agree_on_money(*, actor: Actor, introduction_id: int, money: Money, at: datetime) -> None:
    """The ceiling and the way of refund, said by the person, or by the owner who heard both; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row, need, _ = locked_introduction(introduction_id)
    if actor.user_id is not None and not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    row.ceiling_euros, row.refund = money.ceiling_euros, money.refund
    row.save(update_fields=["ceiling_euros", "refund"])
    note(
        need,
        actor,
        at,
        "MONEY_AGREED",
        f"{money.ceiling_euros}",
        is_by_person=actor.user_id is None,
    )


def let_helper_see(row: Introduction, need: Need, offer: Offer, at: datetime) -> None:
    """From two yes on, and only then; without an account the desk tells her by phone, and sees for her."""
    user_id = offer.user_id
    if offer.organization_id is not None and row.proposal.decided_by_id != need.owner_id:
        user_id = row.proposal.decided_by_id  # whoever of the association said yes
    if user_id is None:
        return
    assign(
        new=NewAssignment(
            user_id=user_id,
            person=need.person,
            purpose=Purpose.MATCH_NEED,
            origin=Origin(ORIGIN, row.pk),
            until=at + KNOWN_FOR,
        ),
        at=at,
    )


@transaction.atomic
def decline_as_person(*, actor: Actor, introduction_id: int, at: datetime) -> None:
    """She prefers somebody else; the helper is thanked, somebody else is looked for today; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`."""
    row, need, offer = locked_introduction(introduction_id)
    if actor.user_id is not None and not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    part(row, need, offer, Outcome.STOPPED, at)
    pair_ended(row, RefusalReason.PERSON_PREFERS_OTHER, actor, at)
    search_again(need, at)
    note(need, actor, at, "PERSON_DECLINED", is_by_person=actor.user_id is None)


@transaction.atomic
def give_up_meeting(*, actor: Actor, introduction_id: int, at: datetime) -> None:
    """The helper cannot come after all: said early, without blame; the desk looks again today; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row, need, offer = locked_introduction(introduction_id)
    refuse_stranger(actor, need, offer)
    part(row, need, offer, Outcome.STOPPED, at)
    pair_ended(row, RefusalReason.NOT_FREE, actor, at)
    search_again(need, at)
    note(need, actor, at, "HELPER_GAVE_UP", offer.number)


@transaction.atomic
def end_meeting(*, actor: Actor, introduction_id: int, outcome: Outcome, at: datetime) -> None:
    """How it went, as those concerned said; the need stays with its owner, who closes it or looks again; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row, need, offer = locked_introduction(introduction_id)
    if actor.user_id is not None:
        refuse_stranger(actor, need, offer)
    part(row, need, offer, outcome, at)
    pair_ended(row, RefusalReason.OTHER, actor, at)
    need.state, need.next_on = NeedState.UNDER_WAY, localdate(at)
    if outcome not in SERVED:
        need.state = NeedState.SEARCHING
    need.save(update_fields=["state", "next_on"])
    note(need, actor, at, "OUTCOME", outcome, is_by_person=actor.user_id is None)


def part(row: Introduction, need: Need, offer: Offer, outcome: Outcome, at: datetime) -> None:
    """End what the helper may see and what they write to each other, and give the place of her offer back."""
    row.closed_at, row.outcome = at, outcome
    row.save(update_fields=["closed_at", "outcome"])
    release(origin=Origin(ORIGIN, row.pk), at=at)
    close_notes(origin=Origin(ORIGIN, row.pk), at=at)
    offer.active_count -= 1
    if outcome in SERVED:
        offer.helped_count += 1
    if offer.state in (OfferState.PARTLY_USED, OfferState.USED):
        offer.state = state_by_use(offer)
    if outcome in SERVED and is_given_once(offer) and not offer.active_count:
        offer.state, offer.release_reason = OfferState.RELEASED, ReleaseReason.OVER
        offer.closed_at = at
    offer.save()
    if offer.state in USABLE:
        find_use_for(offer.pk)


def pair_ended(row: Introduction, reason: RefusalReason, actor: Actor, at: datetime) -> None:
    """A need has one accepted pair at a time: this one makes room."""
    Proposal.objects.filter(pk=row.proposal_id).update(
        state=ProposalState.SUPERSEDED, reason=reason, decided_at=at, decided_by_id=actor.user_id
    )


def search_again(need: Need, at: datetime) -> None:
    need.state, need.next_on = NeedState.SEARCHING, localdate(at)
    need.save(update_fields=["state", "next_on"])
    look_for_somebody(need.pk)


@transaction.atomic
def put_off_check(*, actor: Actor, introduction_id: int, check_on: date, at: datetime) -> None:
    """Ask again later how it goes, while it goes on; refuse with `HELD_BY_ANOTHER`, `DATE_PAST`, `WRONG_STATE`."""
    row, need, offer = locked_introduction(introduction_id)
    if not may_act(actor=actor, owner_id=need.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    if is_past(check_on, at):
        raise Refused(Refusal.DATE_PAST)
    row.check_on = check_on
    row.save(update_fields=["check_on"])
    need.next_on = check_on
    need.save(update_fields=["next_on"])
    if row.revealed_at is not None:
        release(origin=Origin(ORIGIN, row.pk), at=at)
        let_helper_see(row, need, offer, at)
    note(need, actor, at, "CHECK_LATER", check_on.isoformat())
