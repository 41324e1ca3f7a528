"""Sending an item to a service, and what the service says back; each fact has its date."""

import secrets
from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.assignments import assign_many, release
from entremise.commons.vocabulary.access import NewAssignment
from entremise.commons.vocabulary.law import Purpose
from entremise.directory.operations import ready_door
from entremise.directory.queries import service as service_card
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.referral.models import Referral
from entremise.referral.operations.clocks import (
    QUESTION_STOPS_AT_MOST,
    answer_due,
    first_reply_due,
    received_due,
)
from entremise.referral.operations.codes import new_code, new_coupon
from entremise.referral.operations.endings import ORIGIN, forget, item_of
from entremise.referral.operations.reports import come_back, held, locked, note, settle
from entremise.referral.rules import SEEN_FOR, digest_of
from entremise.referral.vocabulary.referrals import (
    LIVE,
    Answer,
    ReferralState,
    RefusalReason,
    Sent,
    SentBy,
)
from entremise.referral.vocabulary.reports import Consent, ItemState, Refusal, ReportState

HEAR_SERVICES: Final = (Role.ORIENTEUR, Role.CLERK)
NAME_AT_MOST: Final = 150


@transaction.atomic
def send_referral(
    *, actor: Actor, item_id: int, service_id: int, sent_by: SentBy, at: datetime
) -> Sent:
    """Send one item to one service, and let it see the person; return the referral, with a link's secret for `LINK`.

    Refuse with `NOT_HELD`, `NO_CONSENT`, `WRONG_STATE`, `SERVICE_EXCLUDED`, `NOT_FOUND`."""
    item = item_of(item_id)
    report = held(item.report_id, actor, at)
    if item.consent == Consent.NO:
        raise Refused(Refusal.NO_CONSENT)
    if item.state != ItemState.OPEN:
        raise Refused(Refusal.WRONG_STATE)
    service = service_card(service_id=service_id)
    if service is None or not service.is_active:
        raise Refused(Refusal.NOT_FOUND)
    ready_door(actor=actor, service_id=service_id, at=at)
    if Referral.objects.filter(
        item=item, service_id=service_id, state=ReferralState.REFUSED
    ).exists():
        raise Refused(Refusal.SERVICE_EXCLUDED)
    secret = secrets.token_urlsafe(32) if sent_by is SentBy.LINK else ""
    code = new_code() if secret else ""
    row = Referral.objects.create(
        item=item,
        service_id=service_id,
        state=ReferralState.SENT,
        sent_by=sent_by,
        sender_id=actor.user_id or 0,
        sent_at=at,
        due_at=received_due(report.kit_version_id, item.severity, at),
        link_digest=digest_of(secret) if secret else None,
        code_digest=digest_of(secret + code) if secret else None,
        coupon=new_coupon() if sent_by is SentBy.PAPER else None,
        seen_until=at + SEEN_FOR,
    )
    item.state = ItemState.SENT
    item.save(update_fields=["state"])
    let_see(row, report.person, at)
    note(report, actor, at, "SENT", item=item, service=service.name, detail=sent_by)
    return Sent(row.pk, secret, code)


def let_see(row: Referral, person: UUID, at: datetime) -> None:
    """The accounts of the service, and its door, may read the person while the referral lives."""
    service = row.service
    users = accounts_with_role(
        role=Role.SERVICE, organization_id=service.organization_id or 0, at=at
    )
    assign_many(
        new=tuple(
            NewAssignment(
                user_id=user_id,
                person=person,
                purpose=Purpose.REFERRAL,
                origin=Origin(ORIGIN, row.pk),
                until=row.seen_until,
            )
            for user_id in dict.fromkeys([service.door_id or 0, *(user.user_id for user in users)])
        ),
        at=at,
    )


def live(referral_id: int, actor: Actor, at: datetime, *allowed: ReferralState) -> Referral:
    """The referral, before its service or whoever holds the report.

    Refuse with `NOT_YOURS`, `NOT_HELD`, `WRONG_STATE`, `NOT_FOUND`."""
    row = locked_referral(referral_id)
    if not is_of_service(row, actor):
        if not actor.has(Role.ORIENTEUR):
            raise Refused(Refusal.NOT_YOURS)
        held(
            row.item.report_id, actor, at
        )  # a new link shows the person: it is for who may see her
    return in_state(row, allowed)


def said(referral_id: int, actor: Actor, *allowed: ReferralState) -> Referral:
    """The referral, before its service or whoever of the town heard it say so, on the phone or on a coupon.

    Refuse with `NOT_YOURS`, `WRONG_STATE`, `NOT_FOUND`."""
    row = locked_referral(referral_id)
    if not is_of_service(row, actor) and not any(map(actor.has, HEAR_SERVICES)):
        raise Refused(Refusal.NOT_YOURS)
    return in_state(row, allowed)


def locked_referral(referral_id: int) -> Referral:
    """Report before referral, as everywhere."""
    rows = Referral.objects.filter(pk=referral_id)
    report_id = rows.values_list("item__report_id", flat=True).first()
    if report_id is None:
        raise Refused(Refusal.NOT_FOUND)
    locked(report_id)
    return rows.select_for_update(of=("self",)).select_related("item", "service").get()


def is_of_service(row: Referral, actor: Actor) -> bool:
    return actor.has(Role.SERVICE) and actor.organization_id == row.service.organization_id


def in_state(row: Referral, allowed: Collection[ReferralState]) -> Referral:
    if row.state not in allowed:
        raise Refused(Refusal.WRONG_STATE)
    return row


def note_on(
    row: Referral, actor: Actor, at: datetime, kind: str, detail: str = "", heard_from: str = ""
) -> None:
    who = ", ".join(filter(None, (row.service.name[:NAME_AT_MOST], heard_from)))
    note(locked(row.item.report_id), actor, at, kind, item=row.item, service=who, detail=detail)


@transaction.atomic
def receive_referral(*, actor: Actor, referral_id: int, at: datetime, heard_from: str = "") -> None:
    """The service has seen it (opened, or said so on the phone): its clock to answer starts."""
    row = said(referral_id, actor, ReferralState.SENT)
    row.state, row.received_at, row.late_at = ReferralState.RECEIVED, at, None
    row.due_at = first_reply_due(locked(row.item.report_id).kit_version_id, row.item.severity, at)
    row.save()
    note_on(row, actor, at, "RECEIVED", heard_from=heard_from)


@transaction.atomic
def accept_referral(
    *,
    actor: Actor,
    referral_id: int,
    first_contact_on: date,
    at: datetime,
    heard_from: str = "",
) -> None:
    """The service takes charge and names the day of first contact."""
    row = said(referral_id, actor, ReferralState.SENT, ReferralState.RECEIVED)
    row.received_at = row.received_at or at
    row.state, row.accepted_at, row.first_contact_on = ReferralState.ACCEPTED, at, first_contact_on
    row.late_at = None
    row.due_at = answer_due(locked(row.item.report_id).kit_version_id, row.item.severity, at)
    row.save()
    note_on(row, actor, at, "ACCEPTED", first_contact_on.isoformat(), heard_from)


@transaction.atomic
def refuse_referral(
    *,
    actor: Actor,
    referral_id: int,
    reason: RefusalReason,
    at: datetime,
    heard_from: str = "",
) -> None:
    """The service says no, with its reason: the item is to place again, this service left out."""
    row = said(referral_id, actor, *LIVE)
    row.state, row.refused_at, row.refusal_reason = ReferralState.REFUSED, at, reason
    row.received_at = row.received_at or at
    row.late_at, row.questioned_at = None, None
    row.save()
    note_on(row, actor, at, "REFUSED", reason, heard_from)
    bring_back(row, actor, at)


def reopen(row: Referral, at: datetime) -> None:
    """The service sees the person no more; the item is to place again."""
    release(origin=Origin(ORIGIN, row.pk), at=at)
    row.item.state = ItemState.OPEN
    row.item.save(update_fields=["state"])


def bring_back(row: Referral, actor: Actor, at: datetime) -> None:
    """An item comes back to the queue at once, marked as returned."""
    reopen(row, at)
    report = locked(row.item.report_id)
    if report.state not in {ReportState.HELD, ReportState.BACK_TO_CALLER}:
        settle(report, actor, at)
    come_back(report, at)


@transaction.atomic
def take_back_referral(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """Who holds the report asks no more of this service, which sees nobody from now on: the item is to place again."""
    row = live(referral_id, actor, at, *LIVE)
    forget(Referral.objects.filter(pk=row.pk))
    note_on(row, actor, at, "TAKEN_BACK")
    reopen(row, at)


@transaction.atomic
def question_referral(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The service asks one thing: its clock stops, three days at most."""
    row = said(referral_id, actor, ReferralState.RECEIVED, ReferralState.ACCEPTED)
    row.kept_due_at = row.due_at
    row.state, row.questioned_at, row.due_at = (
        ReferralState.QUESTIONED,
        at,
        at + QUESTION_STOPS_AT_MOST,
    )
    row.save()
    note_on(row, actor, at, "QUESTIONED")
    come_back(locked(row.item.report_id), at)


@transaction.atomic
def reply_to_service(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The orienteur answers the service's question, also once its clock runs again; refuse with `WRONG_STATE`."""
    row = live(referral_id, actor, at, *LIVE)
    if row.questioned_at is None:
        raise Refused(Refusal.WRONG_STATE)
    if row.state == ReferralState.QUESTIONED:
        run_again(row, at)
    row.questioned_at = None
    row.save()
    note_on(row, actor, at, "REPLIED")


def run_again(row: Referral, at: datetime) -> None:
    """The clock of a service starts where it stood."""
    stopped = min(at - (row.questioned_at or at), QUESTION_STOPS_AT_MOST)
    row.due_at = max((row.kept_due_at or at) + stopped, at)
    row.state = ReferralState.ACCEPTED if row.accepted_at else ReferralState.RECEIVED
    row.kept_due_at = None


@transaction.atomic
def answer_referral(
    *, actor: Actor, referral_id: int, answer: Answer, at: datetime, heard_from: str = ""
) -> None:
    """The service says what it did; the item waits for somebody to tell the person."""
    row = said(referral_id, actor, ReferralState.RECEIVED, ReferralState.ACCEPTED)
    row.state, row.answered_at = ReferralState.ANSWERED, at
    row.answer_kind, row.answer_until = answer.kind, answer.until
    row.late_at, row.questioned_at = None, None
    row.save()
    row.item.state = ItemState.ANSWERED
    row.item.save(update_fields=["state"])
    note_on(row, actor, at, "ANSWERED", answer.kind, heard_from)
    come_back(locked(row.item.report_id), at, is_returned=False)


@transaction.atomic
def note_printed(*, actor: Actor, referral_id: int, at: datetime) -> None:
    """The letter of a referral on paper was drawn: a reading that leaves the house; refuse with `NOT_HELD`, `WRONG_STATE`."""
    row = live(referral_id, actor, at, *LIVE)
    if row.coupon is None:
        raise Refused(Refusal.WRONG_STATE)
    note_on(row, actor, at, "PRINTED")
