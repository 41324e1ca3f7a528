"""What is to be followed: services past their date, people to ask whether it helped, second looks, services to tell to forget."""

from collections.abc import Collection
from datetime import datetime, timedelta
from statistics import median
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from entremise.kernel.errors import Refused
from entremise.referral.models import HelpCheck, Item, Referral, Report
from entremise.referral.queries.reports import referral_card, with_report
from entremise.referral.vocabulary.checks import (
    CheckCard,
    CheckCounts,
    CheckState,
    Verdict,
    VitalCard,
    VitalCounts,
)
from entremise.referral.vocabulary.referrals import LIVE, ReferralCard
from entremise.referral.vocabulary.reports import Consent, Refusal

SHOWN_AT_MOST: Final = 100
MEASURED_FROM: Final = 3


def late_referrals(*, at: datetime) -> tuple[ReferralCard, ...]:
    """Services past their date and not taken back, the gravest and the latest first; 100 at most."""
    rows = with_report(Referral.objects.filter(is_late(at)))
    rows = rows.order_by("item__severity", "late_at", "pk")
    return tuple(map(referral_card, rows[:SHOWN_AT_MOST]))


def follow_counts(*, at: datetime) -> tuple[int, int]:
    """How many services are past their date, and how many are to be told to forget: all of them, also where a list ends sooner."""
    found = Referral.objects.aggregate(
        late=Count("pk", filter=is_late(at)), to_tell=Count("pk", filter=Q(is_to_forget=True))
    )
    return found["late"], found["to_tell"]


def is_late(at: datetime) -> Q:
    return Q(state__in=LIVE, late_at__lte=at)


def services_to_tell(*, limit: int | None = SHOWN_AT_MOST) -> tuple[ReferralCard, ...]:
    """Services that saw a person who wants it no more, or who was sent elsewhere: nobody has told them yet."""
    rows = with_report(Referral.objects.filter(is_to_forget=True)).order_by("pk")
    return tuple(map(referral_card, rows[:limit]))


def checks_due(*, at: datetime) -> tuple[CheckCard, ...]:
    """People to ask whether it helped, the oldest first; 100 at most."""
    rows = HelpCheck.objects.filter(state=CheckState.DUE, due_on__lte=localtime(at).date())
    found = rows.select_related("item__report").order_by("due_on", "pk")[:SHOWN_AT_MOST]
    return tuple(map(check_card, found))


def check(*, check_id: int) -> CheckCard:
    """One question to ask; refuse with `NOT_FOUND`."""
    row = HelpCheck.objects.filter(pk=check_id).select_related("item__report").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return check_card(row)


def check_card(row: HelpCheck) -> CheckCard:
    report = row.item.report
    return CheckCard(
        check_id=row.pk,
        item_id=row.item_id,
        report_id=report.pk,
        number=report.number,
        person=report.person,
        register_id=report.register_id,
        theme=row.item.theme,
        district=report.district,
        due_on=row.due_on,
        tries_count=row.tries_count,
        state=CheckState(row.state),
        held_by=row.held_by_id,
    )


def check_counts(*, at: datetime) -> CheckCounts:
    """How many are to ask today, and what was answered so far."""
    today = localtime(at).date()
    found = HelpCheck.objects.aggregate(
        due=Count("pk", filter=Q(state=CheckState.DUE, due_on__lte=today)),
        helped=Count("pk", filter=Q(state=CheckState.HELPED)),
        not_helped=Count("pk", filter=Q(state=CheckState.NOT_HELPED)),
        unreached=Count("pk", filter=Q(state=CheckState.UNREACHED)),
    )
    return CheckCounts(**found)


def vital_items() -> QuerySet[Item]:
    return Item.objects.filter(consent=Consent.VITAL).select_related("report", "vital_review")


def vital_to_review(*, user_id: int) -> tuple[VitalCard, ...]:
    """What was passed on without consent and nobody else has read yet; not what this account wrote or sent; 100 at most."""
    rows = vital_items().filter(vital_review=None).exclude(report__author_id=user_id)
    rows = rows.exclude(referrals__sender_id=user_id).order_by("report__opened_at", "pk")
    return tuple(map(vital_card, rows[:SHOWN_AT_MOST]))


def vital_item(*, item_id: int) -> VitalCard:
    """One of them; refuse with `NOT_FOUND`."""
    row = vital_items().filter(pk=item_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.NOT_FOUND)
    return vital_card(row)


def vital_card(row: Item) -> VitalCard:
    review = getattr(row, "vital_review", None)
    return VitalCard(
        item_id=row.pk,
        report_id=row.report_id,
        number=row.report.number,
        person=row.report.person,
        register_id=row.report.register_id,
        theme=row.theme,
        opened_at=row.report.opened_at,
        verdict=None if review is None else Verdict(review.verdict),
    )


def vital_counts() -> VitalCounts:
    """How often consent was passed over, how many wait for a second look, how many should not have been."""
    found = Item.objects.filter(consent=Consent.VITAL).aggregate(
        passed_on=Count("pk"),
        to_review=Count("pk", filter=Q(vital_review=None)),
        unjustified=Count("pk", filter=Q(vital_review__verdict=Verdict.UNJUSTIFIED)),
    )
    return VitalCounts(**found)


def answer_days(*, service_ids: Collection[int]) -> dict[int, float]:
    """By service, in how many days it answers or refuses, half of the time sooner; only those that did so thrice."""
    said = Coalesce("answered_at", "refused_at")
    rows = Referral.objects.filter(service__in=service_ids).annotate(said_at=said)
    found: dict[int, list[float]] = {}
    for service_id, sent_at, said_at in (
        rows.filter(said_at__isnull=False)
        .order_by("pk")
        .values_list("service_id", "sent_at", "said_at")
    ):
        found.setdefault(service_id, []).append((said_at - sent_at) / timedelta(days=1))
    return {key: median(days) for key, days in found.items() if len(days) >= MEASURED_FROM}


def people_in_care(
    *, register_id: int, among: Collection[UUID], since: datetime
) -> frozenset[UUID]:
    """Of these people, those with a report of this register that is open, or was closed since."""
    rows = Report.objects.filter(register_id=register_id, person__in=among)
    living = rows.filter(Q(closed_at=None) | Q(closed_at__gte=since))
    return frozenset(living.values_list("person", flat=True))
