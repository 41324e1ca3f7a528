"""Sending an item to a service, and what the service says back; each fact has its date."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import assign_many, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.directory.queries import service as service_card
from entremise.directory.vocabulary import ServiceCard
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import Referral
from entremise.referral.operations.clocks import (
    QUESTION_STOPS_AT_MOST,
    RECEIVED_WITHIN,
    answer_due,
    first_reply_due,
)
from entremise.referral.operations.endings import ORIGIN, item_of
from entremise.referral.operations.reports import held, locked, note, settle
from entremise.referral.rules import digest_of
from entremise.referral.vocabulary.referrals import (
    LIVE,
    Answer,
    ReferralState,
    RefusalReason,
    Sent,
    SentBy,
)
from entremise.referral.vocabulary.reports import Consent, ItemState, Refusal, ReportState

LINK_LASTS: Final = timedelta(days=45)


@transaction.atomic
def send_referral(
    *, actor: Actor, item_id: int, service_id: int, sent_by: SentBy, at: datetime
) -> Sent:
    """Send one item to one service, and let it see the person; return the referral, with a link's secret for `LINK`.

    Refuse with `NOT_HELD`, `NO_CONSENT`, `WRONG_STATE`, `SERVICE_EXCLUDED`, `NOT_FOUND`."""
    item = item_of(item_id)
    report = held(item.report_id, actor)
    if item.consent == Consent.NO:
        raise Refused(Refusal.NO_CONSENT)
    if item.state != ItemState.OPEN:
        raise Refused(Refusal.WRONG_STATE)
    service = service_card(service_id=service_id)
    if service is None:
        raise Refused(Refusal.NOT_FOUND)
    if Referral.objects.filter(
        item=item, service_id=service_id, state=ReferralState.REFUSED
    ).exists():
        raise Refused(Refusal.SERVICE_EXCLUDED)
    secret = secrets.token_urlsafe(32) if sent_by is SentBy.LINK else ""
    row = Referral.objects.create(
        item=item,
        service_id=service_id,
        state=ReferralState.SENT,
        sent_by=sent_by,
        sender_id=actor.user_id or 0,
        sent_at=at,
        due_at=at + RECEIVED_WITHIN,
        link_digest=digest_of(secret) if secret else None,
        link_ends_at=at + LINK_LASTS if secret else None,
    )
    item.state = ItemState.SENT
    item.save(update_fields=["state"])
    let_see(row, service, report.person, at)
    note(report, actor, at, "SENT", item=item, service=service.name, detail=sent_by)
    return Sent(row.pk, secret)


def let_see(row: Referral, service: ServiceCard, person: UUID, at: datetime) -> None:
    """The accounts of the service, and its door, may read the person while the referral lives."""
    users = accounts_with_role(role=Role.SERVICE, organization_id=service.organization_id, at=at)
    assign_many(
        new=tuple(
            NewAssignment(
                user_id=user_id,
                person=person,
                purpose=Purpose.REFERRAL,
                origin=Origin(ORIGIN, row.pk),
                until=at + LINK_LASTS,
            )
            for user_id in dict.fromkeys([service.door_id, *(user.user_id for user in users)])
        ),
        at=at,
    )


def live(referral_id: int, actor: Actor, *allowed: ReferralState) -> Referral:
    """The referral, when this service or an orienteur acts on it; refuse with `NOT_YOURS`, `WRONG_STATE`, `NOT_FOUND`."""
    rows = Referral.objects.filter(pk=referral_id)
    report_id = rows.values_list("item__report_id", flat=True).first()
    if report_id is None:
        raise Refused(Refusal.NOT_FOUND)
    locked(report_id)  # report before referral, as everywhere
    row = rows.select_for_update(of=("self",)).select_related("item", "service").get()
    is_service = actor.has(Role.SERVICE) and actor.organization_id == row.service.organization_id
    if not (is_service or actor.has(Role.ORIENTEUR)):
        raise Refused(Refusal.NOT_YOURS)
    if row.state not in allowed:
        raise Refused(Refusal.WRONG_STATE)
    return row


def note_on(row: Referral, actor: Actor, at: datetime, kind: str, detail: str = "") -> None:
    report = locked(row.item.report_id)
    note(report, actor, at, kind, item=row.item, service=row.service.name, detail=detail)


@transaction.atomic
def receive_referral(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The service has seen it (opened, or said so on the phone): its clock to answer starts."""
    row = live(referral_id, actor, ReferralState.SENT)
    row.state, row.received_at = ReferralState.RECEIVED, at
    row.due_at = first_reply_due(locked(row.item.report_id).kit_version_id, row.item.severity, at)
    row.save()
    note_on(row, actor, at, "RECEIVED")


@transaction.atomic
def accept_referral(
    *, actor: Actor, referral_id: int, first_contact_on: date, at: datetime
) -> None:
    """The service takes charge and names the day of first contact."""
    row = live(referral_id, actor, ReferralState.SENT, ReferralState.RECEIVED)
    row.received_at = row.received_at or at
    row.state, row.accepted_at, row.first_contact_on = ReferralState.ACCEPTED, at, first_contact_on
    row.due_at = answer_due(locked(row.item.report_id).kit_version_id, row.item.severity, at)
    row.save()
    note_on(row, actor, at, "ACCEPTED", first_contact_on.isoformat())


@transaction.atomic
def refuse_referral(*, actor: Actor, referral_id: int, reason: RefusalReason, at: datetime) -> None:
    """The service says no, with its reason: the item is to place again, this service left out."""
    row = live(referral_id, actor, *LIVE)
    row.state, row.refused_at, row.refusal_reason = ReferralState.REFUSED, at, reason
    row.received_at = row.received_at or at
    row.save()
    note_on(row, actor, at, "REFUSED", reason)
    bring_back(row, actor, at)


def bring_back(row: Referral, actor: Actor, at: datetime) -> None:
    """An item comes back to the queue at once, marked as returned."""
    release(origin=Origin(ORIGIN, row.pk), at=at)
    row.item.state = ItemState.OPEN
    row.item.save(update_fields=["state"])
    report = locked(row.item.report_id)
    if report.state != ReportState.HELD:
        settle(report, actor, at)
        report.is_returned, report.due_at = True, at
        report.save(update_fields=["is_returned", "due_at"])


@transaction.atomic
def question_referral(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The service asks one thing: its clock stops, three days at most."""
    row = live(referral_id, actor, ReferralState.RECEIVED, ReferralState.ACCEPTED)
    row.state, row.questioned_at, row.due_at = (
        ReferralState.QUESTIONED,
        at,
        at + QUESTION_STOPS_AT_MOST,
    )
    row.save()
    note_on(row, actor, at, "QUESTIONED")
    report = locked(row.item.report_id)
    report.is_returned = True
    report.save(update_fields=["is_returned"])


@transaction.atomic
def reply_to_service(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The orienteur answers the service's question: its clock starts again where it stood."""
    row = live(referral_id, actor, ReferralState.QUESTIONED)
    stopped = at - (row.questioned_at or at)
    row.state = ReferralState.ACCEPTED if row.accepted_at else ReferralState.RECEIVED
    report = locked(row.item.report_id)
    began = row.accepted_at or row.received_at or row.sent_at
    due = answer_due if row.accepted_at else first_reply_due
    row.due_at = due(report.kit_version_id, row.item.severity, began) + min(
        stopped, QUESTION_STOPS_AT_MOST
    )
    row.save()
    note_on(row, actor, at, "REPLIED")


@transaction.atomic
def answer_referral(*, actor: Actor, referral_id: int, answer: Answer, at: datetime) -> None:
    """The service says what it did; the item waits for somebody to tell the person."""
    row = live(referral_id, actor, ReferralState.RECEIVED, ReferralState.ACCEPTED)
    row.state, row.answered_at = ReferralState.ANSWERED, at
    row.answer_kind, row.answer_until = answer.kind, answer.until
    row.save()
    row.item.state = ItemState.ANSWERED
    row.item.save(update_fields=["state"])
    note_on(row, actor, at, "ANSWERED", answer.kind)


@transaction.atomic
def renew_link(*, actor: Actor, referral_id: int, at: datetime) -> str:
    """A new secret for the link of a service without account; the former one is over."""
    row = live(referral_id, actor, *LIVE)
    secret = secrets.token_urlsafe(32)
    row.link_digest, row.link_ends_at = digest_of(secret), at + LINK_LASTS
    row.save(update_fields=["link_digest", "link_ends_at"])
    note_on(row, actor, at, "LINK_RENEWED")
    return secret


@transaction.atomic
def bring_back_silent(*, actor: Actor, at: datetime) -> int:
    """Referrals past their date come back to the orienteurs with an alert: nothing expires in silence; return how many.

    The referral lives on: the service may still answer."""
    late = Referral.objects.filter(state__in=LIVE, due_at__lte=at, item__report__is_returned=False)
    rows = list(late.select_related("item", "service").order_by("pk"))
    for row in rows:
        note_on(row, actor, at, "SILENT")
        report = locked(row.item.report_id)
        report.is_returned = True
        report.save(update_fields=["is_returned"])
    return len(rows)
