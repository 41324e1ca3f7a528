"""Rows locked in one order, their trace, and the reasons to say no to whoever does not hold them."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.kernel.work import defer
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal, Step
from entremise.mutual_aid.rules import may_act
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.needs import CLOSED

HERSELF: Final = "OWN_OFFER"
SEEN_BY_HERSELF: Final = timedelta(days=3650)


def next_number(letter: str, sequence: str) -> str:
    """« B-1041 », « O-2093 »: short enough to say on the phone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        row = cursor.fetchone()
    assert row is not None
    return f"{letter}-{1000 + row[0]}"


def note(
    thing: Need | Offer,
    actor: Actor,
    at: datetime,
    kind: str,
    detail: str = "",
    *,
    is_by_person: bool = False,
) -> None:
    """Add a line to the trace; never a personal value."""
    Step.objects.create(
        need=thing if isinstance(thing, Need) else None,
        offer=thing if isinstance(thing, Offer) else None,
        user_id=actor.user_id,
        is_by_person=is_by_person,
        at=at,
        kind=kind,
        detail=detail,
    )


def locked_need(need_id: int) -> Need:
    row = Need.objects.select_for_update().filter(pk=need_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return row


def open_need(need_id: int) -> Need:
    """An open need, locked; refuse with `NOT_FOUND`, `WRONG_STATE`."""
    row = locked_need(need_id)
    if row.state in CLOSED:
        raise Refused(Refusal.WRONG_STATE)
    return row


def own_need(need_id: int, actor: Actor) -> Need:
    """An open need that this actor owns; refuse with `HELD_BY_ANOTHER`, `NOT_FOUND`, `WRONG_STATE`."""
    row = open_need(need_id)
    if not may_act(actor=actor, owner_id=row.owner_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)
    return row


def locked_offer(offer_id: int) -> Offer:
    row = Offer.objects.select_for_update().filter(pk=offer_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return row


def locked_proposal(proposal_id: int) -> tuple[Proposal, Need, Offer]:
    """A proposal with its need, then its offer: always in this order, so that two changes never wait for each other."""
    found = Proposal.objects.filter(pk=proposal_id).order_by("pk").first()
    if found is None:
        raise Refused(Refusal.NOT_FOUND)
    need, offer = locked_need(found.need_id), locked_offer(found.offer_id)
    found.refresh_from_db()
    return found, need, offer


def locked_introduction(introduction_id: int) -> tuple[Introduction, Need, Offer]:
    """The same for two people who were brought together; refuse with `WRONG_STATE` when it has ended."""
    found = Introduction.objects.filter(pk=introduction_id).order_by("pk").first()
    if found is None:
        raise Refused(Refusal.NOT_FOUND)
    need, offer = locked_need(found.need_id), locked_offer(found.offer_id)
    found.refresh_from_db()
    if found.closed_at is not None:
        raise Refused(Refusal.WRONG_STATE)
    return found, need, offer


def let_her_see_herself(row: Offer, at: datetime) -> None:
    """Whose account answers for an offer reads what is held of her, until she has it erased."""
    if row.user_id is None:
        return
    assign(
        new=NewAssignment(
            user_id=row.user_id,
            person=row.person,
            purpose=Purpose.SUBJECT_RIGHTS,
            origin=Origin(HERSELF, row.pk),
            until=at + SEEN_BY_HERSELF,
        ),
        at=at,
    )


def look_for_somebody(need_id: int) -> None:
    """The worker finds a pair within seconds; the whole plan looks again within ten minutes."""
    defer("place_need", need_id=need_id)


def find_use_for(offer_id: int) -> None:
    """The same for an offer that opened, or has a place again."""
    defer("use_offer", offer_id=offer_id)
