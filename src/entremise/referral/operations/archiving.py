"""The reports of a campaign at the end of its retention: nobody is behind them any more, no door leads to them, counts stay."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.commons.vocabulary.purges import Deleted
from entremise.kernel.strangers import replace_people
from entremise.referral.models import HelpCheck, Item, Referral, Report, Step
from entremise.referral.operations.endings import CHECK
from entremise.referral.operations.endings import ORIGIN as REFERRAL
from entremise.referral.operations.reports import ORIGIN as REPORT
from entremise.referral.operations.review import VITAL


@dataclass(frozen=True, slots=True)
class ArchivedReports:
    """What was counted, and the things whose assignments have no reason any more."""

    counts: dict[Deleted, int]
    things: dict[str, tuple[int, ...]]


@transaction.atomic
def lock_reports(*, register_id: int, at: datetime, people: Collection[UUID] | None = None) -> int:
    """Their date has come: nobody reads their questions, replies and details any more; of a whole register, or of some people; return how many were open to reading."""
    rows = Report.objects.filter(register_id=register_id, is_locked=False)
    if people is not None:
        rows = rows.filter(person__in=people)
    return rows.update(is_locked=True)


@transaction.atomic
def archive_reports(
    *, register_id: int, strangers: Mapping[UUID, UUID], at: datetime
) -> ArchivedReports:
    """Part these people from their reports, drop questions, replies and details, end links and coupons; they are locked before."""
    reports = Report.objects.filter(register_id=register_id, person__in=[*strangers])
    referrals = Referral.objects.filter(item__report__in=reports)
    reports.update(question="", reply="")
    Step.objects.filter(report__in=reports).exclude(detail="").update(detail="")
    links = referrals.exclude(link_digest=None, coupon=None).update(
        link_digest=None, code_digest=None, coupon=None
    )
    referrals.filter(seen_until__gt=at).update(seen_until=at)
    items = Item.objects.filter(report__in=reports)
    found = {
        REPORT: reports,
        "ITEM": items,
        VITAL: items,
        REFERRAL: referrals,
        CHECK: HelpCheck.objects.filter(item__in=items),
    }
    things = {
        kind: tuple(rows.order_by("pk").values_list("pk", flat=True))
        for kind, rows in found.items()
    }
    parted = replace_people(reports, strangers)  # last: by their people the reports are found
    return ArchivedReports({Deleted.REPORTS: parted, Deleted.LINKS: links}, things)
