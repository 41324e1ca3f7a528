"""Asking to read: the database judges, writes the trace and a ticket, and commits before anything is read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.access import Refusal
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused


def ask(
    *,
    actor: Actor,
    grant_ids: Collection[int],
    person: UUID,
    groups: Collection[FieldGroup],
    at: datetime,
) -> tuple[UUID, ...]:
    """One ticket for each record of the person that these grants open; refuse with `NOT_AVAILABLE`, `CAPPED`."""
    return tickets_of(
        "select ticket, refusal from sealed.ask(%s, %s, %s::bigint[], %s, %s::text[])",
        [actor.user_id, actor.organization_id, list(grant_ids), person, sorted(groups)],
    )


def ask_page(
    *,
    actor: Actor,
    grant_id: int,
    people: Collection[UUID],
    groups: Collection[FieldGroup],
    at: datetime,
) -> tuple[UUID, ...]:
    """Tickets for at most 25 people (12 on paper) under one event; people who may not be shown are left out."""
    return tickets_of(
        "select ticket, refusal from sealed.ask_page(%s, %s, %s, %s::uuid[], %s::text[])",
        [actor.user_id, actor.organization_id, grant_id, list(people), sorted(groups)],
    )


def tickets_of(statement: str, parameters: Sequence[Any]) -> tuple[UUID, ...]:
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    tickets = tuple(ticket for ticket, _ in rows if ticket is not None)
    if not tickets:
        is_capped = any(refusal == Refusal.CAPPED for _, refusal in rows)
        raise Refused(Refusal.CAPPED if is_capped else Refusal.NOT_AVAILABLE)
    return tickets
