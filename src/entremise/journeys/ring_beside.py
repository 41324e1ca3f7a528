"""Ringing somebody beside the person held: the relative she named, who acts for her; what they say moves the call."""

from datetime import date, datetime, time
from typing import Final

from django.db import transaction
from django.utils.timezone import get_current_timezone

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.relatives import object_as_relative
from entremise.commons.vocabulary.access import Channel
from entremise.commons.vocabulary.law import FieldGroup
from entremise.journeys.held_card import held_card
from entremise.journeys.report_difficulty import Difficulty, report_difficulty
from entremise.outreach.operations.closing import close_call
from entremise.outreach.queries.calls import held_call
from entremise.outreach.vocabulary.calls import Closing, HeldCall, Outcome
from entremise.outreach.vocabulary.contacts import (
    OPENED_FOR,
    SPOKEN_WITH,
    ContactKind,
    News,
    Said,
)
from entremise.people.vault.marks import relative_digest
from entremise.people.vocabulary import Card, ThirdParty

CALLS_BEGIN: Final = time(9)


def contact_card(
    *, actor: Actor, call: HeldCall, kind: ContactKind, at: datetime
) -> tuple[Card, ThirdParty | None]:
    """The person, and the one contact that a step of this hold has opened; none when nobody may be rung."""
    groups = (FieldGroup.NAME, OPENED_FOR[kind])
    card = held_card(actor=actor, call=call, groups=groups, at=at)
    return card, card.guardian if kind is ContactKind.GUARDIAN else card.relative


def end_beside(
    *,
    actor: Actor,
    call_id: int,
    token: int,
    said: Said,
    at: datetime,
    worry: tuple[Difficulty, ...] = (),
) -> None:
    """End the call with what somebody beside her said; who is worried opens a report; refuse as `close_call` does."""
    if worry and said.news is News.WORRIED:
        report_difficulty(actor=actor, call_id=call_id, token=token, items=worry, at=at, said=said)
        return
    digest = digest_of(actor, call_id, said, at)
    with transaction.atomic():
        closing = closing_of(said)
        close_call(actor=actor, call_id=call_id, token=token, closing=closing, at=at)
        if digest is not None:
            object_as_relative(actor=actor, digest=digest, channel=Channel.CALL, at=at)


def closing_of(said: Said) -> Closing:
    """Nobody reached beside her is nobody reached."""
    has_spoken = said.news in SPOKEN_WITH
    return Closing(
        outcome=Outcome.RELATIVE_ANSWERED if has_spoken else Outcome.NO_ANSWER,
        away_until=None if said.until is None else morning_of(said.until),
        said=said,
    )


def morning_of(day: date) -> datetime:
    return datetime.combine(day, CALLS_BEGIN, get_current_timezone())


def digest_of(actor: Actor, call_id: int, said: Said, at: datetime) -> bytes | None:
    """What a relative's refusal is kept as; none when she does not refuse."""
    if said.news is not News.REFUSES:
        return None
    call = held_call(actor=actor, call_id=call_id, at=at)
    _card, relative = contact_card(actor=actor, call=call, kind=said.kind, at=at)
    return None if relative is None else relative_digest(number=relative.phone)
