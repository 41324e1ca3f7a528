"""What comes back by itself: a silent service, a silent caller, a report that its holder has forgotten."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from entremise.accounts.vocabulary import Actor
from entremise.referral.models import Referral, Report, Step
from entremise.referral.operations.reports import come_back, is_held, locked, note, settle
from entremise.referral.rules import HELD_FOR
from entremise.referral.vocabulary.referrals import ReferralState
from entremise.referral.vocabulary.reports import ReportState

TOLD_AGAIN_AFTER: Final = timedelta(days=1)
AWAITED: Final = (ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED)


@transaction.atomic
def bring_back_silent(*, actor: Actor, at: datetime) -> int:
    """Services past their date: their reports wait again, once a day; return how many referrals.

    The referral lives on: the service may still answer."""
    told = Step.objects.filter(item=OuterRef("item"), kind="SILENT", at__gt=at - TOLD_AGAIN_AFTER)
    late = Referral.objects.filter(~Exists(told), state__in=AWAITED, due_at__lte=at)
    found = late.order_by("item__report_id", "pk").values_list("pk", "item__report_id")
    return sum(tell_silence(pk, report_id, actor, at) for pk, report_id in list(found))


def tell_silence(referral_id: int, report_id: int, actor: Actor, at: datetime) -> bool:
    """Look again once the report is locked: the service may have answered meanwhile."""
    report = locked(report_id)
    rows = Referral.objects.filter(pk=referral_id, state__in=AWAITED, due_at__lte=at)
    row = rows.select_related("item", "service").order_by("pk").first()
    if row is None:
        return False
    note(report, actor, at, "SILENT", item=row.item, service=row.service.name)
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
        settle(row, actor, at, "CALLER_SILENT")
        if row.state == ReportState.WAITING:
            come_back(row, at)
    return len(unanswered)
