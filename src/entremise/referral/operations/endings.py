"""Only a human ends an item, with its reason; a report ends with its last item."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release_many
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import Item, Referral, Report
from entremise.referral.operations.clocks import check_day
from entremise.referral.operations.reports import held, locked, note, settle
from entremise.referral.vocabulary.referrals import LIVE, ReferralState
from entremise.referral.vocabulary.reports import (
    Consent,
    Ending,
    ItemState,
    Refusal,
    ReportState,
    UnmetReason,
)

ORIGIN: Final = "REFERRAL"  # of what lets a service see the person


@transaction.atomic
def close_item(
    *,
    actor: Actor,
    item_id: int,
    ending: Ending,
    at: datetime,
    unmet_reason: UnmetReason | None = None,
) -> None:
    """End an item; refuse with `NOT_HELD`, `WRONG_STATE`, `REASON_MISSING`, `NO_CONSENT`.

    `ORIENTED` needs a service's answer; `NOT_SENT` is for what the person refused to pass on."""
    item = item_of(item_id)
    report = held(item.report_id, actor, at)
    refuse_ending(item, ending, unmet_reason)
    finish(item, ending, unmet_reason, report.kit_version_id, at)
    note(
        report,
        actor,
        at,
        "ITEM_ENDED",
        item=item,
        detail=f"{ending}{' ' + unmet_reason if unmet_reason else ''}",
    )
    if not report.items.exclude(state=ItemState.CLOSED).exists():
        settle(report, actor, at)


def refuse_ending(item: Item, ending: Ending, unmet_reason: UnmetReason | None) -> None:
    if item.state == ItemState.CLOSED or (
        ending is Ending.ORIENTED and item.state != ItemState.ANSWERED
    ):
        raise Refused(Refusal.WRONG_STATE)
    if item.state == ItemState.SENT and ending is not Ending.WITHDRAWN:
        raise Refused(Refusal.WRONG_STATE)
    if ending is Ending.UNMET and unmet_reason is None:
        raise Refused(Refusal.REASON_MISSING)
    if ending is Ending.NOT_SENT and item.consent != Consent.NO:
        raise Refused(Refusal.WRONG_STATE)


def finish(
    item: Item, ending: Ending, reason: UnmetReason | None, kit_version_id: int, at: datetime
) -> None:
    item.state, item.ending, item.unmet_reason, item.closed_at = (
        ItemState.CLOSED,
        ending,
        reason or "",
        at,
    )
    if ending in {Ending.ORIENTED, Ending.ANSWERED_AT_ONCE}:
        item.check_on = check_day(kit_version_id, at)
    item.save()
    if ending is Ending.WITHDRAWN:
        Referral.objects.filter(item=item, state__in=LIVE).update(state=ReferralState.WITHDRAWN)
    sent = Referral.objects.filter(item=item).order_by("pk").values_list("pk", flat=True)
    release_many(origins=[Origin(ORIGIN, referral_id) for referral_id in sent], at=at)


def item_of(item_id: int) -> Item:
    """An item, locked after its report: everywhere report, item, referral, so that nobody waits in a ring."""
    report_id = Item.objects.filter(pk=item_id).values_list("report_id", flat=True).first()
    if report_id is None:
        raise Refused(Refusal.NOT_FOUND)
    locked(report_id)
    return Item.objects.select_for_update().get(pk=item_id)


@transaction.atomic
def withdraw_reports_of(*, actor: Actor, person: UUID, at: datetime) -> int:
    """All that is still open about a person who objects; return how many reports."""
    rows = Report.objects.filter(person=person).exclude(state=ReportState.CLOSED)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for report_id in ids:
        withdraw_report(actor=actor, report_id=report_id, at=at)
    return len(ids)


@transaction.atomic
def withdraw_report(*, actor: Actor, report_id: int, at: datetime) -> None:
    """The person takes her word back: services are told to delete, everything ends; refuse with `NOT_FOUND`."""
    report = locked(report_id)
    for item in report.items.select_for_update().exclude(state=ItemState.CLOSED).order_by("pk"):
        finish(item, Ending.WITHDRAWN, None, report.kit_version_id, at)
    if report.state != ReportState.CLOSED:
        settle(report, actor, at, "WITHDRAWN")
