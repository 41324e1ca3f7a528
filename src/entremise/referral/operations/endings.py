"""Only a human ends an item, with its reason; a report ends with its last item."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import release_many
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import HelpCheck, Item, Referral, Report
from entremise.referral.operations.clocks import check_day
from entremise.referral.operations.reports import held, locked, note, settle
from entremise.referral.vocabulary.checks import CheckState
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
CHECK: Final = "HELP_CHECK"
WITHDRAWN: Final = "WITHDRAWN"  # in the trace of a report: why all of it ends
DECEASED: Final = "DECEASED"
HAS_REACHED: Final = Q(received_at__isnull=False) | Q(coupon__isnull=False)  # or a letter left
CHECKED: Final = frozenset({Ending.ORIENTED, Ending.ANSWERED_AT_ONCE})


@transaction.atomic
def close_item(
    *,
    actor: Actor,
    item_id: int,
    ending: Ending,
    at: datetime,
    unmet_reason: UnmetReason | None = None,
    double_of: str = "",
) -> None:
    """End an item, a double with the number of the other report; refuse with `NOT_HELD`, `WRONG_STATE`, `REASON_MISSING`, `NO_CONSENT`.

    `ORIENTED` needs a service's answer; `NOT_SENT` is for what the person refused to pass on."""
    item = item_of(item_id)
    report = held(item.report_id, actor, at)
    refuse_ending(item, ending, unmet_reason)
    finish(item, ending, unmet_reason, report.kit_version_id, at)
    why = " ".join(filter(None, (ending, unmet_reason, double_of)))
    note(report, actor, at, "ITEM_ENDED", item=item, detail=why)
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
    item.save()
    if ending in CHECKED:
        ask_later(item, check_day(kit_version_id, at))
    if ending is Ending.WITHDRAWN:
        forget(Referral.objects.filter(item=item, state__in=LIVE))
        answered = Referral.objects.filter(item=item, state=ReferralState.ANSWERED)
        answered.update(is_to_forget=True)
        HelpCheck.objects.filter(item=item, state=CheckState.DUE).update(state=CheckState.WAIVED)
    sent = Referral.objects.filter(item=item).order_by("pk").values_list("pk", flat=True)
    release_many(origins=[Origin(ORIGIN, referral_id) for referral_id in sent], at=at)


def forget(rows: QuerySet[Referral]) -> None:
    """Taken back from its service, which is told to delete what it has seen, or has on a letter."""
    rows.filter(HAS_REACHED).update(is_to_forget=True)
    rows.update(state=ReferralState.WITHDRAWN, late_at=None, questioned_at=None)


def ask_later(item: Item, on: date) -> None:
    """The person is asked whether it helped, again when the item was opened again."""
    HelpCheck.objects.update_or_create(
        item=item,
        defaults={"state": CheckState.DUE, "due_on": on, "tries_count": 0, "answered_at": None},
    )


def item_of(item_id: int) -> Item:
    """An item, locked after its report: everywhere report, item, referral, so that nobody waits in a ring."""
    report_id = Item.objects.filter(pk=item_id).values_list("report_id", flat=True).first()
    if report_id is None:
        raise Refused(Refusal.NOT_FOUND)
    locked(report_id)
    return Item.objects.select_for_update().get(pk=item_id)


@transaction.atomic
def withdraw_reports_of(
    *, actor: Actor, person: UUID, at: datetime, because: str = WITHDRAWN
) -> int:
    """All that is still open about a person who objects or has died, and what she would be asked later; return how many reports."""
    rows = Report.objects.filter(person=person).exclude(state=ReportState.CLOSED)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    for report_id in ids:
        withdraw_report(actor=actor, report_id=report_id, because=because, at=at)
    asked = HelpCheck.objects.filter(item__report__person=person, state=CheckState.DUE)
    waived = list(asked.order_by("pk").values_list("pk", flat=True))
    release_many(origins=[Origin(CHECK, check_id) for check_id in waived], at=at)
    asked.update(state=CheckState.WAIVED)
    return len(ids)


@transaction.atomic
def withdraw_report(
    *, actor: Actor, report_id: int, at: datetime, because: str = WITHDRAWN
) -> None:
    """The person takes her word back, or has died: services are told to delete, everything ends; refuse with `NOT_FOUND`."""
    report = locked(report_id)
    for item in report.items.select_for_update().exclude(state=ItemState.CLOSED).order_by("pk"):
        finish(item, Ending.WITHDRAWN, None, report.kit_version_id, at)
    if report.state != ReportState.CLOSED:
        settle(report, actor, at, because)


@transaction.atomic
def withdraw_item(*, actor: Actor, person: UUID, item_id: int, at: datetime) -> None:
    """The person takes back one item, whoever holds its report; refuse with `NOT_FOUND`, `WRONG_STATE`."""
    item = item_of(item_id)
    report = locked(item.report_id)
    if report.person != person:
        raise Refused(Refusal.NOT_FOUND)
    if item.state == ItemState.CLOSED:
        raise Refused(Refusal.WRONG_STATE)
    finish(item, Ending.WITHDRAWN, None, report.kit_version_id, at)
    note(report, actor, at, "ITEM_WITHDRAWN", item=item)
    is_over = not report.items.exclude(state=ItemState.CLOSED).exists()
    if is_over or report.state in {ReportState.WAITING, ReportState.FOLLOWED}:
        settle(report, actor, at)


@transaction.atomic
def note_forgotten(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The service was told to delete what it saw; refuse with `WRONG_STATE`."""
    row = Referral.objects.filter(pk=referral_id, is_to_forget=True).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.WRONG_STATE)
    Referral.objects.filter(pk=row.pk).update(is_to_forget=False)
    report = locked(row.item.report_id)
    note(report, actor, at, "TOLD_TO_FORGET", item=row.item, service=row.service.name)
