"""Whom a refusal typed without a code concerns: found by a blind index alone, nothing is opened."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connections

from entremise.commons.vocabulary.access import Refusal as Denial
from entremise.kernel.errors import Refused
from entremise.people.vault.finding import found_by
from entremise.people.vault.marks import Mark, marks_for
from entremise.people.vocabulary import Name, Sheet


def people_refusing(*, first: str, number: str, at: datetime) -> tuple[UUID, ...]:
    """Who has this first name and this number (E.164); refuse with `CAPPED` when the town had too many of these in the hour.

    Never tell the asker who was found, nor whether anybody was."""
    sheet = Sheet(name=Name(last="", first=first), phones=(number,))
    digest = dict(marks_for(sheet=sheet))[Mark.PHONE_FIRST]
    with connections[settings.TRACE_ALIAS].cursor() as cursor:
        cursor.execute("select sealed.refusing(%s)", [digest])
        (ticket,) = cursor.fetchone()
    if ticket is None:
        raise Refused(Denial.CAPPED)
    return found_by(ticket)
