"""Who read her data: for those who keep her rights, and for the person herself without account."""

import os
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.access import Access, EventKind
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import card_from, redeem
from entremise.people.vault.marks import birth_digest, mark_keys, squashed
from entremise.people.vault.persons import OF_BYTE
from entremise.people.vocabulary import Card, Refusal, Tracker

CODE_LENGTH = 8  # 40 bits, a second element, five mistakes


def on_trace(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def trace_of(
    *, actor: Actor, grant_id: int, person: UUID, since: datetime, until: datetime, at: datetime
) -> tuple[Access, ...]:
    """The readings of her data, the last first, for who keeps her rights; refuse with `NOT_AVAILABLE`. Looking is logged too."""
    ((ticket, refusal),) = on_trace(
        "select ticket, refusal from sealed.ask_trace(%s, %s, %s, %s)",
        [actor.user_id, actor.organization_id, grant_id, person],
    )
    if refusal is not None:
        raise Refused(Denial.NOT_AVAILABLE)
    rows = on_trace("select * from sealed.trace_of(%s, %s, %s)", [ticket, since, until])
    return tuple(access_from(row) for row in rows)


def access_from(row: tuple[Any, ...]) -> Access:
    at, kind, purpose, groups, role, organization_id, register_ids, count, recipient = row
    return Access(
        at=at,
        kind=EventKind(kind),
        purpose=Purpose(purpose),
        groups=tuple(FieldGroup(group) for group in groups),
        role=Role(role) if role else None,
        organization_id=organization_id,
        register_ids=tuple(register_ids),
        count=count,
        recipient=recipient,
    )


def tracker_code(
    *, actor: Actor, grant_id: int, person: UUID, at: datetime, second: str = ""
) -> str:
    """A short code for her (« K7M2-XQ4P »), 60 days; the last one is the good one.

    The second element is a word she chose, or her date of birth; refuse with `NOT_AVAILABLE`, `SECOND_ELEMENT_MISSING`."""
    code = os.urandom(CODE_LENGTH).translate(OF_BYTE).decode()
    word = word_digest(code, second) if second.strip() else None
    refusal = on_trace(
        "select sealed.give_code(%s, %s, %s, %s, %s, %s)",
        [actor.user_id, actor.organization_id, grant_id, person, code_digest(code), word],
    )[0][0]
    if refusal == Refusal.SECOND_ELEMENT_MISSING:
        raise Refused(Refusal.SECOND_ELEMENT_MISSING)
    if refusal:
        raise Refused(Denial.NOT_AVAILABLE)
    return f"{code[:4]}-{code[4:]}"


def code_digest(code: str) -> bytes:
    return mark_keys().digest(b"tracker code", code)


def word_digest(code: str, word: str) -> bytes:
    return mark_keys().digest(b"tracker word", f"{code}|{squashed(word)}")


def open_tracker(*, code: str, second: str, at: datetime) -> Tracker:
    """What she sees with her code and second element; refuse with `CODE_REFUSED`, one answer for every mistake."""
    bare = squashed(code)
    born = date_in(second)
    rows = on_trace(
        "select person, pass from sealed.open_tracker(%s, %s, %s)",
        [
            code_digest(bare),
            None if born is None else birth_digest(born),
            word_digest(bare, second),
        ],
    )
    if not rows:
        raise Refused(Refusal.CODE_REFUSED)
    return tracked(pass_id=rows[0][1], at=at)


def tracked(*, pass_id: UUID, at: datetime) -> Tracker:
    """The same while her pass lasts (15 minutes); refuse with `CODE_REFUSED`."""
    rows = on_trace("select * from sealed.tracked(%s)", [pass_id])
    if not rows:
        raise Refused(Refusal.CODE_REFUSED)
    accesses = tuple(access_from(row[1:]) for row in rows if row[1] is not None)
    return Tracker(person=rows[0][0], pass_id=pass_id, accesses=accesses)


def own_card(*, pass_id: UUID, at: datetime) -> Card:
    """All that the registers say of her, for herself; refuse with `CODE_REFUSED`."""
    tickets = [row[0] for row in on_trace("select ticket from sealed.ask_own(%s)", [pass_id])]
    rows = redeem("select * from sealed.redeem_own(%s, %s::uuid[])", [pass_id, tickets])
    if not rows:
        raise Refused(Refusal.CODE_REFUSED)
    return card_from(rows[0].person, rows, at)


def defer_trace(
    *, actor: Actor, grant_id: int, person: UUID, until: datetime, at: datetime
) -> None:
    """The DPO keeps the trace silent from now until a date, where it would betray; refuse with `NOT_AVAILABLE`."""
    is_set = on_trace(
        "select sealed.defer_trace(%s, %s, %s, %s, %s)",
        [actor.user_id, actor.organization_id, grant_id, person, until],
    )[0][0]
    if not is_set:
        raise Refused(Denial.NOT_AVAILABLE)


def date_in(text: str) -> date | None:
    """A date of birth as people type it: 09/03/1940, 9.3.1940, 1940-03-09."""
    parts = re.findall(r"\d+", text)
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        return None
