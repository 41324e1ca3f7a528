"""Opening everybody whom an export names, a page at a time, once its trace is committed."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connections

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.kernel.errors import Refused
from entremise.people.vault.cards import cards_from, redeem
from entremise.people.vocabulary import Card

PAGE = 500


def export_cards(*, actor: Actor, export_id: int, at: datetime) -> Iterator[tuple[Card, ...]]:
    """The cards of a countersigned export, 500 people at a time, by uuid; refuse with `NOT_AVAILABLE`, `CAPPED`.

    One event names them all before anything is read; who says no meanwhile is left out."""
    tickets, people = ask_export(actor, export_id)
    return pages(tickets, people, at)


def ask_export(actor: Actor, export_id: int) -> tuple[list[UUID], int]:
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(
            "select ticket, people, refusal from sealed.ask_export(%s, %s, %s)",
            [actor.user_id, actor.organization_id, export_id],
        )
        rows = cursor.fetchall()
    if any(refusal is not None for *_, refusal in rows):
        is_capped = any(refusal == Denial.CAPPED for *_, refusal in rows)
        raise Refused(Denial.CAPPED if is_capped else Denial.NOT_AVAILABLE)
    return [ticket for ticket, *_ in rows], rows[0][1]


def pages(tickets: list[UUID], people: int, at: datetime) -> Iterator[tuple[Card, ...]]:
    statement = "select * from sealed.redeem_export(%s::uuid[], %s, %s)"
    for first in range(0, people, PAGE):
        yield tuple(cards_from(redeem(statement, [tickets, first, PAGE]), at).values())
