"""One report with its items, referrals and trace; the trace of all."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import Item, Referral, Report, Step
from entremise.referral.queries.queue import items_by_report
from entremise.referral.rules import HELD_FOR, digest_of
from entremise.referral.vocabulary.referrals import (
    BREACHES_AT_MOST,
    LIVE,
    AnswerKind,
    ReferralCard,
    ReferralState,
    RefusalReason,
    SentBy,
)
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    ItemCard,
    ItemState,
    Refusal,
    ReportCard,
    ReportState,
    TraceStep,
    UnmetReason,
)


def report(*, report_id: int) -> ReportCard:
    """One report; refuse with `NOT_FOUND`."""
    row = Report.objects.filter(pk=report_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return report_card(row, items_by_report([row.pk]).get(row.pk, ()))


def people_reported_in(*, register_id: int) -> set[UUID]:
    """Whom the reports of a register are about."""
    rows = Report.objects.filter(register_id=register_id).order_by("person")
    return set(rows.values_list("person", flat=True).distinct())


def report_count_in(*, register_id: int) -> int:
    """How many reports a campaign has."""
    return Report.objects.filter(register_id=register_id).count()


def other_reports(*, person: UUID, report_id: int) -> tuple[ReportCard, ...]:
    """The other reports of the same person, newest first; ten at most."""
    rows = list(
        Report.objects.filter(person=person)
        .exclude(pk=report_id)
        .order_by("-opened_at", "-pk")[:10]
    )
    items = items_by_report(row.pk for row in rows)
    return tuple(report_card(row, items.get(row.pk, ())) for row in rows)


def reports_from(origins: Collection[Origin]) -> tuple[ReportCard, ...]:
    """The reports that these things gave, the newest first."""
    of = Q(pk__in=())
    for origin in origins:
        of |= Q(origin_kind=origin.kind, origin_id=origin.id)
    rows = list(Report.objects.filter(of).order_by("-opened_at", "-pk"))
    items = items_by_report(row.pk for row in rows)
    return tuple(report_card(row, items.get(row.pk, ())) for row in rows)


def report_card(row: Report, items: tuple[Item, ...]) -> ReportCard:
    return ReportCard(
        report_id=row.pk,
        number=row.number,
        person=row.person,
        register_id=row.register_id,
        organization_id=row.organization_id,
        kit_version_id=row.kit_version_id,
        origin=Origin(row.origin_kind, row.origin_id),
        district=row.district,
        severity=row.severity,
        state=ReportState(row.state),
        author_id=row.author_id,
        held_by=row.held_by_id,
        held_until=row.held_at + HELD_FOR if row.held_at else None,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        question="" if row.is_locked else row.question,
        reply="" if row.is_locked else row.reply,
        items=tuple(map(item_card, items)),
    )


def item_card(item: Item) -> ItemCard:
    return ItemCard(
        item_id=item.pk,
        theme=item.theme,
        severity=item.severity,
        consent=Consent(item.consent),
        state=ItemState(item.state),
        ending=Ending(item.ending) if item.ending else None,
        unmet_reason=UnmetReason(item.unmet_reason) if item.unmet_reason else None,
        closed_at=item.closed_at,
    )


def referrals_of(*, report_id: int) -> tuple[ReferralCard, ...]:
    """All referrals of a report, oldest first."""
    rows = with_report(Referral.objects.filter(item__report_id=report_id))
    return tuple(map(referral_card, rows.order_by("sent_at", "pk")))


def with_report(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    return rows.select_related("item__report", "service")


def referral_card(row: Referral) -> ReferralCard:
    return ReferralCard(
        referral_id=row.pk,
        report_id=row.item.report_id,
        report_number=row.item.report.number,
        item_id=row.item_id,
        theme=row.item.theme,
        severity=row.item.severity,
        service_id=row.service_id,
        service_name=row.service.name,
        organization_id=row.service.organization_id or 0,
        state=ReferralState(row.state),
        sent_by=SentBy(row.sent_by),
        sent_at=row.sent_at,
        due_at=row.due_at,
        received_at=row.received_at,
        accepted_at=row.accepted_at,
        first_contact_on=row.first_contact_on,
        refused_at=row.refused_at,
        refusal_reason=RefusalReason(row.refusal_reason) if row.refusal_reason else None,
        answered_at=row.answered_at,
        answer_kind=AnswerKind(row.answer_kind) if row.answer_kind else None,
        answer_until=row.answer_until,
        door_id=row.service.door_id or 0,
        is_asking=row.questioned_at is not None and row.state in LIVE,
        late_at=row.late_at,
        breaches_count=row.breaches_count,
        seen_until=row.seen_until,
        coupon=row.coupon or "",
    )


def referral(*, referral_id: int) -> ReferralCard:
    """One referral; refuse with `NOT_FOUND`."""
    row = with_report(Referral.objects.filter(pk=referral_id)).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return referral_card(row)


def referral_by_link(*, secret: str, at: datetime) -> ReferralCard:
    """The referral that a link opens while it lives; refuse with `TAKEN_BACK`, or `LINK_OVER` for all else."""
    rows = Referral.objects.filter(link_digest=digest_of(secret), seen_until__gt=at)
    row = with_report(rows).order_by("pk").first()
    if row is not None and row.state == ReferralState.WITHDRAWN:
        raise Refused(Refusal.TAKEN_BACK)
    if row is None or row.state == ReferralState.REFUSED or row.item.state == ItemState.CLOSED:
        raise Refused(Refusal.LINK_OVER)
    return referral_card(row)


def referral_by_coupon(*, coupon: str) -> ReferralCard:
    """The referral that a paper names, by its coupon or by the number of its report when only one service has it; refuse with `NOT_FOUND`."""
    typed = coupon.strip().upper().replace(" ", "")
    rows = with_report(Referral.objects.filter(state__in=LIVE))
    found = list(rows.filter(Q(coupon=typed) | Q(item__report__number=typed)).order_by("pk")[:2])
    if len(found) != 1:
        raise Refused(Refusal.NOT_FOUND)
    return referral_card(found[0])


FAILED: Final = Q(state=ReferralState.REFUSED) | Q(
    state=ReferralState.WITHDRAWN, breaches_count__gte=BREACHES_AT_MOST
)


def excluded_services(*, item_id: int) -> tuple[int, ...]:
    """Services that refused this item, or let it wait twice."""
    rows = Referral.objects.filter(FAILED, item_id=item_id)
    return tuple(rows.order_by("pk").values_list("service_id", flat=True))


def failed_counts(*, report_id: int) -> dict[int, int]:
    """By item, how many services refused it or let it wait twice: from two on, a need without answer is proposed."""
    rows = Referral.objects.filter(FAILED, item__report_id=report_id)
    return dict(rows.values_list("item_id").annotate(count=Count("pk")).order_by("item_id"))


def trace_of_report(*, report_id: int) -> tuple[TraceStep, ...]:
    """The whole handling of one report, newest first."""
    rows = Step.objects.filter(report_id=report_id).select_related("report")
    rows = rows.order_by("-at", "-pk")
    return tuple(trace_step(row) for row in rows)


def trace_step(row: Step) -> TraceStep:
    detail = "" if row.report.is_locked else row.detail
    return TraceStep(row.at, row.user_id, row.kind, row.item_id, row.service_name, detail)


@dataclass(frozen=True, slots=True)
class TraceFilters:
    since: date | None = None
    until: date | None = None
    state: ReportState | None = None
    theme: str = ""
    district: str = ""
    register_id: int | None = None


def trace_reports(filters: TraceFilters) -> QuerySet[Report]:
    rows = Report.objects.all()
    if filters.since is not None:
        rows = rows.filter(opened_at__date__gte=filters.since)
    if filters.until is not None:
        rows = rows.filter(opened_at__date__lte=filters.until)
    if filters.state is not None:
        rows = rows.filter(state=filters.state)
    if filters.theme:
        rows = rows.filter(items__theme=filters.theme).distinct()
    if filters.district:
        rows = rows.filter(district=filters.district)
    if filters.register_id is not None:
        rows = rows.filter(register_id=filters.register_id)
    return rows


def trace_count(*, filters: TraceFilters) -> int:
    """How many reports the trace shows."""
    return trace_reports(filters).count()


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A line of the file that replaces the shared spreadsheet: a report's item with its last referral."""

    report: ReportCard
    item: ItemCard
    referral: ReferralCard | None


def trace(*, filters: TraceFilters, offset: int, size: int) -> tuple[TraceRow, ...]:
    """A page of the trace, newest report first; a line an item."""
    rows = list(trace_reports(filters).order_by("-opened_at", "-pk")[offset : offset + size])
    return tuple(trace_rows(rows))


def trace_rows(rows: list[Report]) -> Iterator[TraceRow]:
    ids = [row.pk for row in rows]
    items = items_by_report(ids)
    last: dict[int, ReferralCard] = {}
    for sent in with_report(Referral.objects.filter(item__report__in=ids)).order_by(
        "sent_at", "pk"
    ):
        last[sent.item_id] = referral_card(sent)
    for row in rows:
        own = items.get(row.pk, ())
        card = report_card(row, own)
        for item in own:
            yield TraceRow(card, item_card(item), last.get(item.pk))


def people_who_agreed(*, register_id: int) -> tuple[UUID, ...]:
    """Who accepted, on a call of this campaign, that a need be passed on, and has not taken it back."""
    rows = Item.objects.filter(report__register_id=register_id, consent=Consent.YES)
    rows = rows.exclude(ending__in=[Ending.WITHDRAWN, Ending.NOT_SENT])
    people = rows.order_by("report__person").values_list("report__person", flat=True)
    return tuple(people.distinct())
