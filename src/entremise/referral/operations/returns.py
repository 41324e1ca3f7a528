"""What comes back by itself: a silent service, a silent caller, a stopped clock, a report that its holder has forgotten."""

from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.referral.models import Referral, Report
from entremise.referral.operations.asking import after_caller
from entremise.referral.operations.clocks import second_chance_due, triage_due
from entremise.referral.operations.endings import forget
from entremise.referral.operations.referrals import bring_back, note_on, run_again
from entremise.referral.operations.reports import come_back, is_held, locked, note, settle
from entremise.referral.rules import HELD_FOR
from entremise.referral.vocabulary.referrals import BREACHES_AT_MOST, Breach, ReferralState
from entremise.referral.vocabulary.reports import ReportState

UNTAKEN: Final = (ReferralState.SENT, ReferralState.RECEIVED)
AWAITED: Final = (*UNTAKEN, ReferralState.ACCEPTED)


@transaction.atomic
def bring_back_silent(*, actor: Actor, at: datetime) -> tuple[Breach, ...]:
    """Services past their date: their reports wait again, with a second date; the second time, what nobody took in charge is to place again.

    Who has accepted keeps it: taking help away because a word is late would harm the person."""
    late = Referral.objects.filter(state__in=AWAITED, due_at__lte=at)
    found = list(late.order_by("item__report_id", "pk").values_list("pk", "item__report_id"))
    told = [tell_silence(pk, report_id, actor, at) for pk, report_id in found]
    return tuple(breach for breach in told if breach is not None)


def tell_silence(referral_id: int, report_id: int, actor: Actor, at: datetime) -> Breach | None:
    """Look again once the report is locked: the service may have answered meanwhile."""
    report = locked(report_id)
    rows = Referral.objects.filter(pk=referral_id, state__in=AWAITED, due_at__lte=at)
    row = rows.select_related("item__report", "service").order_by("pk").first()
    if row is None:
        return None
    row.breaches_count += 1
    row.late_at = row.late_at or row.due_at
    row.due_at = second_chance_due(report.kit_version_id, row.item.severity, at)
    row.save(update_fields=["breaches_count", "late_at", "due_at"])
    is_over = row.breaches_count >= BREACHES_AT_MOST and row.state in UNTAKEN
    breach = breach_of(row, report, is_over=is_over)
    note_on(row, actor, at, "SILENT", "UNOPENED" if row.received_at is None else "")
    if breach.is_escalated:
        note_on(row, actor, at, "ESCALATED")
    if is_over:
        forget(Referral.objects.filter(pk=row.pk))
        bring_back(row, actor, at)
    else:
        come_back(report, at)
    return breach


def breach_of(row: Referral, report: Report, *, is_over: bool) -> Breach:
    return Breach(
        referral_id=row.pk,
        report_id=report.pk,
        number=report.number,
        severity=row.item.severity,
        service_id=row.service_id,
        count=row.breaches_count,
        was_opened=row.received_at is not None,
        is_over=is_over,
    )


@transaction.atomic
def restart_clocks(*, actor: Actor, at: datetime) -> int:
    """Questions of services that nobody answered in three days: their clocks run again; return how many."""
    stopped = Referral.objects.filter(state=ReferralState.QUESTIONED, due_at__lte=at)
    found = list(stopped.order_by("item__report_id", "pk").values_list("pk", "item__report_id"))
    return sum(restart_clock(pk, report_id, actor, at) for pk, report_id in found)


def restart_clock(referral_id: int, report_id: int, actor: Actor, at: datetime) -> bool:
    report = locked(report_id)
    rows = Referral.objects.filter(pk=referral_id, state=ReferralState.QUESTIONED, due_at__lte=at)
    row = rows.select_related("item__report", "service").order_by("pk").first()
    if row is None:
        return False
    run_again(row, at)
    row.save()
    note_on(row, actor, at, "CLOCK_RESTARTED")
    come_back(report, at)
    return True


@transaction.atomic
def bring_back_forgotten(*, actor: Actor, at: datetime) -> int:
    """Reports held too long wait for another orienteur; return how many."""
    held = Report.objects.filter(state=ReportState.HELD, held_at__lte=at - HELD_FOR)
    rows = [locked(pk) for pk in held.order_by("pk").values_list("pk", flat=True)]
    forgotten = [row for row in rows if row.state == ReportState.HELD and not is_held(row, at)]
    for row in forgotten:
        settle(row, actor, at, "HOLD_ENDED")
    return len(forgotten)


@transaction.atomic
def bring_back_unanswered(*, actor: Actor, at: datetime) -> int:
    """Reports whose caller was asked and said nothing for a day; return how many."""
    asked = Report.objects.filter(state=ReportState.BACK_TO_CALLER, due_at__lte=at)
    rows = [locked(pk) for pk in asked.order_by("pk").values_list("pk", flat=True)]
    unanswered = [row for row in rows if row.state == ReportState.BACK_TO_CALLER]
    for row in unanswered:
        row.state = after_caller(row)
        row.due_at = triage_due(row.kit_version_id, row.severity, at)
        row.save(update_fields=["state", "due_at"])
        note(row, actor, at, "CALLER_SILENT")
        if not row.is_read_first:
            settle(row, actor, at)
    return len(unanswered)
