"""« Did it help? »: taken by one orienteur, answered by voice or by text message, opened again when it did not."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import HelpCheck, Item
from entremise.referral.operations.clocks import on_open_day, triage_due
from entremise.referral.operations.endings import CHECK, item_of
from entremise.referral.operations.reports import locked, note
from entremise.referral.rules import READ_FOR
from entremise.referral.vocabulary.checks import CheckAnswer, CheckState
from entremise.referral.vocabulary.reports import ItemState, Refusal, ReportState

TRIES_AT_MOST: Final = 3
SAID: Final = {
    CheckAnswer.YES: CheckState.HELPED,
    CheckAnswer.NO: CheckState.NOT_HELPED,
    CheckAnswer.IMPOSSIBLE: CheckState.WAIVED,
}


@transaction.atomic
def take_check(*, actor: Actor, check_id: int, at: datetime) -> None:
    """Be let see the person, for half an hour; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `NOT_FOUND`."""
    row = due_check(check_id)
    refuse_held(row, actor, at)
    row.held_by_id, row.held_at = actor.user_id, at
    row.save(update_fields=["held_by", "held_at"])
    origin = Origin(CHECK, row.pk)
    release(origin=origin, at=at)
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=row.item.report.person,
        purpose=Purpose.REFERRAL,
        origin=origin,
        until=at + READ_FOR,
    )
    assign(new=new, at=at)


@transaction.atomic
def answer_check(*, actor: Actor, check_id: int, answer: CheckAnswer, at: datetime) -> None:
    """What the person says; « no » opens the item again; refuse with `HELD_BY_ANOTHER`, `WRONG_STATE`, `NOT_FOUND`."""
    row = due_check(check_id)
    refuse_held(row, actor, at)
    release(origin=Origin(CHECK, row.pk), at=at)
    row.held_by_id, row.held_at = None, None
    if answer is CheckAnswer.NOBODY:
        try_later(row, at)
    else:
        row.state, row.answered_at = SAID[answer], at
    row.save()
    report = locked(row.item.report_id)
    note(report, actor, at, "CHECKED", item=row.item, detail=answer)
    if answer is CheckAnswer.NO:
        open_again(row.item, actor, at)


@transaction.atomic
def put_off_check(*, actor: Actor, check_id: int, on: date, at: datetime) -> None:
    """She is asked on another day, sooner or later; refuse as `answer_check`."""
    row = due_check(check_id)
    refuse_held(row, actor, at)
    release(origin=Origin(CHECK, row.pk), at=at)
    row.held_by_id, row.held_at, row.due_on = None, None, on
    row.save(update_fields=["held_by", "held_at", "due_on"])
    report = locked(row.item.report_id)
    note(report, actor, at, "CHECK_LATER", item=row.item, detail=on.isoformat())


def refuse_held(row: HelpCheck, actor: Actor, at: datetime) -> None:
    """By a colleague, who has her on the line; the person herself is never refused."""
    is_held = row.held_at is not None and at < row.held_at + READ_FOR
    if is_held and actor.user_id not in (None, row.held_by_id):
        raise Refused(Refusal.HELD_BY_ANOTHER)


def try_later(row: HelpCheck, at: datetime) -> None:
    """Another open day; after three tries it is a result too."""
    row.tries_count += 1
    if row.tries_count >= TRIES_AT_MOST:
        row.state, row.answered_at = CheckState.UNREACHED, at
    else:
        row.due_on = localtime(on_open_day(row.item.report.kit_version_id, at, 1)).date()


def open_again(item: Item, actor: Actor, at: datetime) -> None:
    """A new cycle on the same trace."""
    report = locked(item.report_id)
    item.state, item.ending, item.unmet_reason, item.closed_at = ItemState.OPEN, "", "", None
    item.save()
    note(report, actor, at, "REOPENED", item=item)
    report.is_returned = True
    if report.state in {ReportState.CLOSED, ReportState.FOLLOWED}:
        report.severity = item.severity
    if report.state in {ReportState.CLOSED, ReportState.FOLLOWED, ReportState.WAITING}:
        report.state, report.closed_at = ReportState.WAITING, None
        report.severity = min(report.severity, item.severity)
        report.due_at = triage_due(report.kit_version_id, report.severity, at)
    report.save()


def due_check(check_id: int) -> HelpCheck:
    """Locked after its report and item, as everywhere."""
    item_id = HelpCheck.objects.filter(pk=check_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise Refused(Refusal.NOT_FOUND)
    item_of(item_id)
    row = (
        HelpCheck.objects.select_for_update(of=("self",))
        .select_related("item__report")
        .get(pk=check_id)
    )
    if row.state != CheckState.DUE:
        raise Refused(Refusal.WRONG_STATE)
    return row
