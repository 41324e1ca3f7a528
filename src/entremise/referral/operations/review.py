"""Somebody reads before triage what a beginner wrote; and later, what was passed on without consent."""

from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.assignments import assign, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import Item, Report, VitalReview
from entremise.referral.operations.asking import give_to_caller
from entremise.referral.operations.clocks import triage_due
from entremise.referral.operations.endings import item_of
from entremise.referral.operations.reports import locked, note
from entremise.referral.rules import READ_FOR
from entremise.referral.vocabulary.checks import Verdict
from entremise.referral.vocabulary.reports import Consent, Refusal, ReportState

VITAL: Final = "VITAL_REVIEW"


@transaction.atomic
def pass_review(*, actor: Actor, report_id: int, at: datetime) -> None:
    """It is well written: it waits for the orienteurs; refuse with `WRONG_STATE`, `OWN_WORK`, `NOT_FOUND`."""
    to_triage(to_review(report_id, actor), actor, at, "REVIEWED")


@transaction.atomic
def send_back_from_review(*, actor: Actor, report_id: int, question: str, at: datetime) -> None:
    """Its caller has one day to say more, then it comes back here; refuse as `pass_review`."""
    row = to_review(report_id, actor)
    give_to_caller(row, question, at)
    note(row, actor, at, "SENT_BACK")


@transaction.atomic
def pass_unreviewed(*, actor: Actor, at: datetime) -> int:
    """Nobody reviewed in time: nobody's help waits for that; return how many."""
    late = Report.objects.filter(state=ReportState.TO_REVIEW, due_at__lte=at)
    rows = [locked(pk) for pk in late.order_by("pk").values_list("pk", flat=True)]
    rows = [row for row in rows if row.state == ReportState.TO_REVIEW]
    for row in rows:
        to_triage(row, actor, at, "REVIEW_LATE")
    return len(rows)


def to_review(report_id: int, actor: Actor) -> Report:
    row = locked(report_id)
    if row.state != ReportState.TO_REVIEW:
        raise Refused(Refusal.WRONG_STATE)
    if row.author_id == actor.user_id:
        raise Refused(Refusal.OWN_WORK)
    return row


def to_triage(row: Report, actor: Actor, at: datetime, kind: str) -> None:
    row.state, row.is_read_first = ReportState.WAITING, False
    row.due_at = triage_due(row.kit_version_id, row.severity, at)
    row.save(update_fields=["state", "is_read_first", "due_at"])
    note(row, actor, at, kind)


@transaction.atomic
def open_vital_item(*, actor: Actor, item_id: int, at: datetime) -> None:
    """Let somebody else read why it was passed on without consent; refuse with `OWN_WORK`, `WRONG_STATE`."""
    item = vital_item(item_id, actor)
    origin = Origin(VITAL, item.pk)
    release(origin=origin, at=at, user_id=actor.user_id)
    new = NewAssignment(
        user_id=actor.user_id or 0,
        person=item.report.person,
        purpose=Purpose.REFERRAL,
        origin=origin,
        until=at + READ_FOR,
    )
    assign(new=new, at=at)


@transaction.atomic
def review_vital_item(*, actor: Actor, item_id: int, verdict: Verdict, at: datetime) -> None:
    """Whether life was in danger, said once, by neither who wrote it nor who sent it; refuse as `open_vital_item`."""
    item = vital_item(item_id, actor)
    VitalReview.objects.create(
        item=item,
        author_id=item.report.author_id or 0,
        reviewer_id=actor.user_id or 0,
        verdict=verdict,
        at=at,
    )
    release(origin=Origin(VITAL, item.pk), at=at)
    note(item.report, actor, at, "VITAL_REVIEWED", item=item, detail=verdict)


def vital_item(item_id: int, actor: Actor) -> Item:
    item = item_of(item_id)
    if item.consent != Consent.VITAL or VitalReview.objects.filter(item=item).exists():
        raise Refused(Refusal.WRONG_STATE)
    senders = item.referrals.order_by("pk").values_list("sender_id", flat=True)
    if actor.user_id in {item.report.author_id, *senders}:
        raise Refused(Refusal.OWN_WORK)
    return item
