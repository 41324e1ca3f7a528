"""Erasing again after a restore: needs the framework, and the owner's connection."""

from datetime import datetime

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.registers import end_records
from entremise.commons.queries.registers import records_to_erase
from entremise.commons.vocabulary.access import RecordState
from entremise.jobs.backup.erasures import Erasure
from entremise.journeys.archive_campaigns import archive_due
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.kernel.errors import Refused
from entremise.people.vault import erase


def erase_again(erasures: tuple[Erasure, ...], *, since: datetime, at: datetime) -> int:
    """Erase whom the list names since the backup, and archive and forget what was due meanwhile; return how many people the list gave."""
    gone = sum(erase_one(one, at) for one in erasures if one.at > since)
    archive_due(at=at)
    forget_past_aid(at=at)
    return gone


def erase_one(one: Erasure, at: datetime) -> bool:
    """Whether anything of this person was there: who came after the backup is unknown to it."""
    there = records_to_erase(one.person)
    due = [row.record_id for row in there if row.register_id in one.register_ids]
    end_records(actor=SYSTEM, record_ids=due, state=RecordState.REMOVED, at=at)
    try:
        erase(actor=SYSTEM, person=one.person, at=at)
    except Refused:
        return False
    return True
