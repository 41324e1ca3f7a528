"""Reports are opened by a call, taken by one orienteur, handed over, given back, ended."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.people.vault.notes import close_notes
from entremise.referral.models import Item, Referral, Report, Step
from entremise.referral.operations.clocks import service_due, triage_due
from entremise.referral.rules import HELD_FOR
from entremise.referral.vocabulary.referrals import LIVE, URGENT_UP_TO
from entremise.referral.vocabulary.reports import (
    ItemState,
    NewItem,
    NewReport,
    OpenedReport,
    Refusal,
    ReportState,
    SeverityReason,
)

ORIGIN: Final = "REPORT"
TO_DO: Final = frozenset({ItemState.OPEN, ItemState.ANSWERED})  # to place, or to tell the person


@transaction.atomic
def open_report(*, actor: Actor, new: NewReport, at: datetime) -> OpenedReport:
    """Open a report with its items; its clock starts; the same call opens one only; return it with the ids of its items."""
    known = (
        Report.objects.filter(origin_kind=new.origin.kind, origin_id=new.origin.id)
        .order_by("pk")
        .first()
    )
    if known is not None:
        return opened(known)
    severity = min(item.severity for item in new.items)
    is_read_first = new.needs_review and severity > URGENT_UP_TO
    row = Report.objects.create(
        number=next_number(),
        person=new.person,
        register_id=new.register_id,
        organization_id=new.organization_id,
        kit_version_id=new.kit_version_id,
        district=new.district,
        origin_kind=new.origin.kind,
        origin_id=new.origin.id,
        author_id=actor.user_id,
        severity=severity,
        state=ReportState.TO_REVIEW if is_read_first else ReportState.WAITING,
        is_read_first=is_read_first,
        opened_at=at,
        due_at=triage_due(new.kit_version_id, severity, at),
    )
    write_items(row, new.items)
    note(row, actor, at, "OPENED", detail=f"{new.origin.kind}{' PAPER' * new.is_on_paper}")
    return opened(row)


def write_items(row: Report, items: tuple[NewItem, ...]) -> tuple[int, ...]:
    rows = Item.objects.bulk_create(
        Item(
            report=row,
            theme=item.theme,
            severity=item.severity,
            consent=item.consent,
            state=ItemState.OPEN,
        )
        for item in items
    )
    return tuple(one.pk for one in rows)


@transaction.atomic
def report_again(
    *, actor: Actor, report_id: int, items: tuple[NewItem, ...], at: datetime
) -> OpenedReport:
    """More of the same origin: its report waits with these items too, opened again if it was closed; return it with their ids."""
    row = locked(report_id)
    ids = write_items(row, items)
    row.severity = min(row.severity, *(item.severity for item in items))
    if row.state == ReportState.CLOSED:
        row.state, row.closed_at = ReportState.FOLLOWED, None
        row.severity = min(item.severity for item in items)
    row.save()
    note(row, actor, at, "MORE")
    come_back(row, at)
    return OpenedReport(row.pk, row.number, ids)


def opened(row: Report) -> OpenedReport:
    ids = tuple(row.items.order_by("pk").values_list("pk", flat=True))
    return OpenedReport(row.pk, row.number, ids)


def next_number() -> str:
    """« R-2291 »: short enough to say on the phone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('referral_report_id_seq')")
        row = cursor.fetchone()
    assert row is not None
    return f"R-{1000 + row[0]}"


def note(
    report: Report,
    actor: Actor,
    at: datetime,
    kind: str,
    *,
    item: Item | None = None,
    service: str = "",
    detail: str = "",
) -> None:
    """Add a line to the trace of a report."""
    Step.objects.create(
        report=report,
        item=item,
        user_id=actor.user_id,
        at=at,
        kind=kind,
        service_name=service,
        detail=detail,
    )


def locked(report_id: int) -> Report:
    row = Report.objects.select_for_update().filter(pk=report_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return row


def held(report_id: int, actor: Actor, at: datetime) -> Report:
    """The report that this orienteur holds; refuse with `NOT_HELD`, `NOT_FOUND`."""
    row = locked(report_id)
    if not is_held(row, at) or row.held_by_id != actor.user_id:
        raise Refused(Refusal.NOT_HELD)
    return row


def is_held(row: Report, at: datetime) -> bool:
    return row.state == ReportState.HELD and row.held_at is not None and at < row.held_at + HELD_FOR


@transaction.atomic
def take_report(*, actor: Actor, report_id: int, at: datetime) -> None:
    """Hold a report alone, and be let see the person; refuse with `HELD_BY_ANOTHER`, `NOT_FOUND`, `WRONG_STATE`."""
    row = locked(report_id)
    if row.state == ReportState.CLOSED or row.is_read_first:
        raise Refused(Refusal.WRONG_STATE)
    if is_held(row, at) and row.held_by_id != actor.user_id:
        raise Refused(Refusal.HELD_BY_ANOTHER)
    is_new = row.held_by_id != actor.user_id
    hold(row, actor.user_id or 0, at)
    if is_new:
        note(row, actor, at, "TAKEN")


def hold(row: Report, user_id: int, at: datetime) -> None:
    """One orienteur has it, and may see the person."""
    row.state, row.held_by_id, row.held_at, row.is_returned = ReportState.HELD, user_id, at, False
    row.save()
    origin = Origin(ORIGIN, row.pk)
    release(origin=origin, at=at)
    assign(
        new=NewAssignment(
            user_id=user_id,
            person=row.person,
            purpose=Purpose.REFERRAL,
            origin=origin,
            until=at + HELD_FOR,
        ),
        at=at,
    )


@transaction.atomic
def hand_over_report(*, actor: Actor, report_id: int, user_id: int, at: datetime) -> None:
    """A colleague holds it from now on; refuse with `NOT_HELD`, `NOT_AN_ORIENTEUR`."""
    row = held(report_id, actor, at)
    colleagues = accounts_with_role(role=Role.ORIENTEUR, organization_id=None, at=at)
    name = next((one.display_name for one in colleagues if one.user_id == user_id), None)
    if name is None or user_id == actor.user_id:
        raise Refused(Refusal.NOT_AN_ORIENTEUR)
    hold(row, user_id, at)
    note(row, actor, at, "HANDED_OVER", detail=name)


@transaction.atomic
def change_severity(
    *, actor: Actor, item_id: int, severity: int, reason: SeverityReason, at: datetime
) -> None:
    """Say how grave an item is now, and why; its clocks follow; refuse with `NOT_HELD`, `WRONG_STATE`."""
    report_id = Item.objects.filter(pk=item_id).values_list("report_id", flat=True).first()
    row = held(report_id or 0, actor, at)
    item = row.items.select_for_update().get(pk=item_id)
    if item.state == ItemState.CLOSED or item.severity == severity:
        raise Refused(Refusal.WRONG_STATE)
    was, item.severity = item.severity, severity
    item.save(update_fields=["severity"])
    await_by_severity(item, row.kit_version_id, at, is_graver=severity < was)
    left = row.items.exclude(state=ItemState.CLOSED).order_by("pk")
    row.severity = min(left.values_list("severity", flat=True))
    row.due_at = triage_due(row.kit_version_id, row.severity, at)
    row.save(update_fields=["severity", "due_at"])
    note(row, actor, at, "SEVERITY", item=item, detail=f"{severity} {reason}")


def await_by_severity(item: Item, kit_version_id: int, at: datetime, *, is_graver: bool) -> None:
    """The service that has it is awaited by the new severity, never later for a graver one."""
    sent = Referral.objects.select_for_update().filter(item=item, state__in=LIVE)
    for one in sent.order_by("pk"):
        due = service_due(kit_version_id, item.severity, one, at)
        clock = "due_at" if one.kept_due_at is None else "kept_due_at"  # a question stops it
        setattr(one, clock, min(due, getattr(one, clock)) if is_graver else due)
        one.save(update_fields=[clock])


@transaction.atomic
def take_most_urgent(*, actor: Actor, organization_id: int | None, at: datetime) -> int | None:
    """Take the report that is due first; return it, or none when nothing waits."""
    rows = Report.objects.filter(state=ReportState.WAITING)
    row = rows.select_for_update(skip_locked=True).order_by("severity", "due_at", "pk").first()
    if row is None:
        return None
    take_report(actor=actor, report_id=row.pk, at=at)
    return row.pk


@transaction.atomic
def give_back_report(*, actor: Actor, report_id: int, at: datetime) -> None:
    """Let go of a report: it waits again, or is followed when nothing is left to place; refuse with `NOT_HELD`."""
    settle(held(report_id, actor, at), actor, at, "GIVEN_BACK")


def settle(row: Report, actor: Actor, at: datetime, kind: str = "") -> None:
    """The state of a report after something changed: closed, followed, or waiting for what is still open."""
    items = list(row.items.order_by("pk"))
    left = [item for item in items if item.state in TO_DO]
    row.held_by_id, row.held_at = None, None
    if all(item.state == ItemState.CLOSED for item in items):
        row.state, row.closed_at = ReportState.CLOSED, at
    elif left:
        row.state = ReportState.WAITING
        row.severity = min(item.severity for item in left)
    elif Referral.objects.filter(
        item__report=row, state__in=LIVE, questioned_at__isnull=False
    ).exists():
        row.state = ReportState.WAITING  # a service waits for our word
    else:
        row.state = ReportState.FOLLOWED
    row.save()
    release(origin=Origin(ORIGIN, row.pk), at=at)
    if kind:
        note(row, actor, at, kind)
    if row.state == ReportState.CLOSED:
        note(row, actor, at, "CLOSED")
        close_notes(origin=Origin(ORIGIN, row.pk), at=at)


def come_back(row: Report, at: datetime, *, is_returned: bool = True) -> None:
    """Something needs an orienteur again: it waits with a new date, unless she holds it or the caller is being asked."""
    row.is_returned = row.is_returned or is_returned
    if row.state in {ReportState.WAITING, ReportState.FOLLOWED}:
        row.state = ReportState.WAITING
        row.due_at = triage_due(row.kit_version_id, row.severity, at)
    row.save(update_fields=["is_returned", "state", "due_at"])
