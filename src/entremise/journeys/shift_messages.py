"""Whoever has a seat in a shift is reminded the day before; NON frees it; who does not come is replaced."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.engines.short_answers import Word
from entremise.journeys.action_messages import moment_of
from entremise.journeys.telling import Said, site, tell_account
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.vocabulary import Answer, MessageTemplate
from entremise.outreach.queries.campaigns import callers_of
from entremise.solidarity.operations.shifts import (
    confirm,
    give_up_seat,
    note_no_shows,
    note_reminded,
)
from entremise.solidarity.queries.shifts import seat, seated_in, seats_to_remind
from entremise.solidarity.vocabulary.shifts import SeatToTell

SEAT: Final = "SEAT"
ASKED_AT_MOST: Final = 12  # for one seat
SOON: Final = timedelta(days=1)


@transaction.atomic
def remind_seats(*, at: datetime) -> int:
    """Each hour: who comes within a day is reminded once; return how many."""
    due = seats_to_remind(at=at)
    for one in due:
        asks = Origin(SEAT, one.booking_id)
        tell_account(one.user_id, said_of(one, MessageTemplate.SEAT_REMINDED, asks), at)
    note_reminded(actor=SYSTEM, booking_ids=[one.booking_id for one in due], at=at)
    return len(due)


@transaction.atomic
def replace_absent(*, at: datetime) -> int:
    """Every five minutes: half an hour late, a seat is free, and colleagues of the level are asked; return how many seats."""
    missing = note_no_shows(actor=SYSTEM, at=at)
    for one in missing:
        ask_replacement(one, at)
    return len(missing)


def ask_replacement(free: SeatToTell, at: datetime) -> None:
    """Callers of this campaign and at least this level who have no seat in the shift, each once for it."""
    seated = seated_in(shift_id=free.shift_id)
    for user_id in willing(free, seated):
        said = said_of(free, MessageTemplate.SEAT_FREE, None, str(user_id))
        tell_account(user_id, said, at)


def willing(free: SeatToTell, seated: Collection[int]) -> tuple[int, ...]:
    found = callers_of(campaign_id=free.origin.id)
    able = [one.user_id for one in found if one.level >= free.level and one.user_id not in seated]
    turn = free.shift_id % len(able) if able else 0  # each shift begins with somebody else
    return tuple((*able[turn:], *able[:turn])[:ASKED_AT_MOST])


@transaction.atomic
def take_seat_answer(*, answer: Answer) -> None:
    """OUI confirms, NON frees the seat and colleagues are asked if it is soon; too late, nothing."""
    one = seat(booking_id=answer.origin.id)
    herself = Actor(user_id=one.user_id)
    try:
        if answer.word is Word.YES:
            confirm(actor=herself, booking_id=one.booking_id, at=answer.at)
            return
        give_up_seat(actor=herself, booking_id=one.booking_id, at=answer.at)
    except Refused:
        return
    if one.starts_at < answer.at + SOON:
        ask_replacement(one, answer.at)


def said_of(one: SeatToTell, template: MessageTemplate, asks: Origin | None, to: str = "") -> Said:
    return Said(
        template=template,
        fact=f"{one.booking_id} {to}".strip(),
        about=Origin(SEAT, one.booking_id),
        until=one.ends_at if to else one.starts_at,
        facts=moment_of(one.starts_at, one.place) | {"lien": site("phone:shifts")},
        asks=asks,
    )
