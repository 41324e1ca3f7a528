"""One question to the caller who wrote a report, for a day."""

from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.referral.models import Report
from entremise.referral.operations.clocks import CALLER_ANSWERS_WITHIN, triage_due
from entremise.referral.operations.reports import held, locked, note, settle
from entremise.referral.vocabulary.reports import Refusal, ReportState

ASKS_ITS_AUTHOR: Final = "CALL"  # a caller has a page for it; of a need its owner is asked


@transaction.atomic
def ask_caller(*, actor: Actor, report_id: int, question: str, at: datetime) -> None:
    """One question to the caller, for a day; refuse with `NOT_HELD`, `WRONG_STATE` when one was asked already."""
    row = held(report_id, actor, at)
    was_asked = row.steps.filter(kind="ASKED_CALLER").exists()
    if was_asked or row.author_id is None or row.origin_kind != ASKS_ITS_AUTHOR:
        raise Refused(Refusal.WRONG_STATE)
    settle(row, actor, at)
    give_to_caller(row, question, at)
    note(row, actor, at, "ASKED_CALLER")


def give_to_caller(row: Report, question: str, at: datetime) -> None:
    row.state, row.question, row.reply = ReportState.BACK_TO_CALLER, question, ""
    row.due_at = at + CALLER_ANSWERS_WITHIN
    row.save()


@transaction.atomic
def answer_as_caller(*, actor: Actor, report_id: int, reply: str, at: datetime) -> None:
    """The caller answers what she was asked; the report waits again; refuse with `NOT_YOURS`, `WRONG_STATE`."""
    row = locked(report_id)
    if row.author_id != actor.user_id:
        raise Refused(Refusal.NOT_YOURS)
    if row.state != ReportState.BACK_TO_CALLER:
        raise Refused(Refusal.WRONG_STATE)
    row.state, row.reply = after_caller(row), reply
    row.due_at = triage_due(row.kit_version_id, row.severity, at)
    row.save()
    note(row, actor, at, "CALLER_ANSWERED")


def after_caller(row: Report) -> ReportState:
    """Back to whoever asked: the reviewer, or the orienteurs."""
    return ReportState.TO_REVIEW if row.is_read_first else ReportState.WAITING
