"""The queue of the orienteurs: what waits, in which order, how much of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from entremise.referral.models import HelpCheck, Item, Report
from entremise.referral.vocabulary.checks import CheckState
from entremise.referral.vocabulary.reports import (
    CallerReport,
    Consent,
    Ending,
    ItemState,
    QueueCounts,
    QueueRow,
    ReportState,
)

SOON: Final = timedelta(hours=2)
CALLER_SEES_AT_MOST: Final = 20


class View(StrEnum):
    """The tabs of the queue."""

    TO_PLACE = "TO_PLACE"
    LATE = "LATE"
    SOON = "SOON"
    RETURNED = "RETURNED"
    TO_TELL = "TO_TELL"
    MINE = "MINE"
    FOLLOWED = "FOLLOWED"
    UNMET = "UNMET"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class Filters:
    view: View = View.TO_PLACE
    severity: int | None = None
    theme: str = ""
    district: str = ""
    number: str = ""
    user_id: int | None = None


def matching(view: View, at: datetime, user_id: int | None) -> Q:
    open_states = Q(state__in=(ReportState.WAITING, ReportState.HELD))
    unmet = Exists(Item.objects.filter(report=OuterRef("pk"), ending=Ending.UNMET))
    to_tell = Exists(Item.objects.filter(report=OuterRef("pk"), state=ItemState.ANSWERED))
    return {
        View.TO_PLACE: open_states,
        View.LATE: open_states & Q(due_at__lte=at),
        View.SOON: open_states & Q(due_at__gt=at, due_at__lte=at + SOON),
        View.RETURNED: Q(is_returned=True) & ~Q(state=ReportState.CLOSED),
        View.TO_TELL: Q(to_tell) & ~Q(state=ReportState.CLOSED),
        View.MINE: Q(state=ReportState.HELD, held_by_id=user_id or 0),
        View.FOLLOWED: Q(state__in=(ReportState.FOLLOWED, ReportState.BACK_TO_CALLER)),
        View.UNMET: Q(unmet),
        View.CLOSED: Q(state=ReportState.CLOSED),
    }[view]


def filtered(filters: Filters, at: datetime) -> QuerySet[Report]:
    rows = Report.objects.filter(matching(filters.view, at, filters.user_id))
    if filters.severity is not None:
        rows = rows.filter(severity=filters.severity)
    if filters.theme:
        rows = rows.filter(Exists(Item.objects.filter(report=OuterRef("pk"), theme=filters.theme)))
    if filters.district:
        rows = rows.filter(district=filters.district)
    if filters.number:
        rows = rows.filter(number__icontains=filters.number.upper().removeprefix("R-"))
    return rows


def queue_count(*, filters: Filters, at: datetime) -> int:
    """How many reports these filters show."""
    return filtered(filters, at).count()


def queue(*, filters: Filters, offset: int, size: int, at: datetime) -> tuple[QueueRow, ...]:
    """A page of the queue, most urgent first; two statements whatever the number."""
    order = ("-closed_at", "pk") if filters.view is View.CLOSED else ("severity", "due_at", "pk")
    rows = list(filtered(filters, at).order_by(*order)[offset : offset + size])
    items = items_by_report(row.pk for row in rows)
    return tuple(queue_row(row, items.get(row.pk, ())) for row in rows)


def items_by_report(report_ids: Iterable[int]) -> dict[int, tuple[Item, ...]]:
    found: dict[int, tuple[Item, ...]] = {}
    for item in Item.objects.filter(report__in=list(report_ids)).order_by("severity", "pk"):
        found[item.report_id] = (*found.get(item.report_id, ()), item)
    return found


def queue_row(row: Report, items: tuple[Item, ...]) -> QueueRow:
    return QueueRow(
        report_id=row.pk,
        number=row.number,
        severity=row.severity,
        themes=tuple(item.theme for item in items),
        district=row.district,
        consents=tuple(Consent(item.consent) for item in items),
        opened_at=row.opened_at,
        due_at=row.due_at,
        state=ReportState(row.state),
        held_by=row.held_by_id,
        is_returned=row.is_returned,
    )


def queue_counts(*, at: datetime) -> QueueCounts:
    """How many reports stand in each view, in one statement."""
    views = (View.TO_PLACE, View.LATE, View.SOON, View.RETURNED, View.TO_TELL, View.UNMET)
    found = Report.objects.aggregate(
        **{view.lower(): Count("pk", filter=matching(view, at, None)) for view in views}
    )
    return QueueCounts(*(found[view.lower()] for view in views))


def reports_of_caller(*, user_id: int, at: datetime) -> tuple[CallerReport, ...]:
    """What became of a caller's own reports, newest first: states and endings, no service, no word of the person."""
    rows = list(
        Report.objects.filter(author_id=user_id, opened_at__lte=at).order_by("-opened_at", "-pk")[
            :CALLER_SEES_AT_MOST
        ]
    )
    items = items_by_report(row.pk for row in rows)
    checks = answered_checks([row.pk for row in rows])
    return tuple(
        CallerReport(
            report_id=row.pk,
            number=row.number,
            opened_at=row.opened_at,
            state=ReportState(row.state),
            endings=tuple(Ending(item.ending) for item in items.get(row.pk, ()) if item.ending),
            question=row.question if row.state == ReportState.BACK_TO_CALLER else "",
            answers=checks.get(row.pk, ()),
        )
        for row in rows
    )


def answered_checks(report_ids: Collection[int]) -> dict[int, tuple[CheckState, ...]]:
    """By report, what the person said three weeks later."""
    said = HelpCheck.objects.filter(
        item__report__in=report_ids, state__in=(CheckState.HELPED, CheckState.NOT_HELPED)
    )
    found: dict[int, tuple[CheckState, ...]] = {}
    for report_id, state in said.order_by("pk").values_list("item__report_id", "state"):
        found[report_id] = (*found.get(report_id, ()), CheckState(state))
    return found


def counts_by_register(
    *, register_ids: Collection[int], at: datetime
) -> dict[int, tuple[int, int]]:
    """Open reports of each register, and how many of them are late, in one statement."""
    rows = (
        Report.objects.exclude(state=ReportState.CLOSED)
        .filter(register_id__in=register_ids)
        .values_list("register_id")
        .annotate(open=Count("pk"), late=Count("pk", filter=matching(View.LATE, at, None)))
        .order_by("register_id")
    )
    return {register_id: (count, late) for register_id, count, late in rows}


def counts_by_severity(
    *, at: datetime, register_id: int | None = None
) -> dict[int, tuple[int, int]]:
    """Open reports by severity, and how many of them are late; of one campaign's register, or all."""
    found = Report.objects.exclude(state=ReportState.CLOSED)
    if register_id is not None:
        found = found.filter(register_id=register_id)
    rows = (
        found.values_list("severity")
        .annotate(open=Count("pk"), late=Count("pk", filter=matching(View.LATE, at, None)))
        .order_by("severity")
    )
    return {severity: (count, late) for severity, count, late in rows}
