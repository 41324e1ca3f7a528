"""An engagement from the asking to its end: asked, admitted with a consent, signed, over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Caller, Campaign, Engagement
from entremise.outreach.models.staffing import LIVING
from entremise.outreach.operations.callers import end_callers
from entremise.outreach.rules import may_staff
from entremise.outreach.vocabulary.staffing import (
    EngagementKind,
    EngagementState,
    NewEngagement,
    Refusal,
)


@transaction.atomic
def ask_to_call(*, actor: Actor, new: NewEngagement, at: datetime) -> int:
    """Enrol oneself, or somebody by a lead; return the engagement; refuse with `ENGAGED_ALREADY`, `ENDS_TOO_SOON`."""
    if actor.user_id not in {None, new.user_id} and not may_staff(actor, new.organization_id):
        raise Refused(Refusal.NOT_ENGAGED)
    if new.ends_on <= localdate(at):
        raise Refused(Refusal.ENDS_TOO_SOON)
    if Engagement.objects.filter(user_id=new.user_id, state__in=LIVING).exists():
        raise Refused(Refusal.ENGAGED_ALREADY)
    row = Engagement.objects.create(
        user_id=new.user_id,
        organization_id=new.organization_id,
        kind=new.kind,
        hours_per_week=new.hours_per_week,
        ends_on=new.ends_on,
        languages=list(new.languages),
        manager_name=new.manager_name,
        consented_on=new.consented_on,
        asked_at=at,
    )
    return row.pk


@transaction.atomic
def note_consent(
    *, actor: Actor, engagement_id: int, manager_name: str, consented_on: date, at: datetime
) -> None:
    """The manager's word, as a lead received it; refuse with `NOT_ENGAGED`, `WRONG_STATE`."""
    row = staffed(actor, engagement_id)
    if row.kind != EngagementKind.AGENT or row.state not in LIVING or consented_on > localdate(at):
        raise Refused(Refusal.WRONG_STATE)
    row.manager_name, row.consented_on = manager_name, consented_on
    row.save(update_fields=["manager_name", "consented_on"])


@transaction.atomic
def admit(
    *,
    actor: Actor,
    engagement_id: int,
    referent_id: int | None,
    campaign_id: int | None,
    at: datetime,
) -> int:
    """Let somebody learn and call until her last day; return her account; refuse with `CONSENT_MISSING`,
    `WRONG_STATE`, `NOT_FOR_ONESELF`."""
    row = staffed(actor, engagement_id)
    if row.user_id == actor.user_id:
        raise Refused(Refusal.NOT_FOR_ONESELF)
    if row.state != EngagementState.ASKED:
        raise Refused(Refusal.WRONG_STATE)
    if row.kind == EngagementKind.AGENT and not (row.manager_name and row.consented_on):
        raise Refused(Refusal.CONSENT_MISSING)
    if row.ends_on <= localdate(at):
        raise Refused(Refusal.ENDS_TOO_SOON)
    if campaign_id is not None:
        Campaign.objects.get(pk=campaign_id, organization_id=row.organization_id)
    row.state, row.decided_by_id, row.decided_at = EngagementState.ADMITTED, actor.user_id, at
    row.referent_id, row.campaign_id = referent_id, campaign_id
    row.save()
    return row.user_id


@transaction.atomic
def decline(*, actor: Actor, engagement_id: int, at: datetime) -> None:
    """Say no to somebody who asked; refuse with `WRONG_STATE`."""
    row = staffed(actor, engagement_id)
    if row.state != EngagementState.ASKED:
        raise Refused(Refusal.WRONG_STATE)
    row.state, row.decided_by_id, row.decided_at = EngagementState.DECLINED, actor.user_id, at
    row.save(update_fields=["state", "decided_by", "decided_at"])


@transaction.atomic
def sign_letter(*, actor: Actor, at: datetime) -> None:
    """The letter of mission and its secret, signed by herself; again is nothing; refuse with `NOT_ENGAGED`."""
    row = own(actor)
    if row.signed_at is None:
        row.signed_at = at
        row.save(update_fields=["signed_at"])


@transaction.atomic
def end_engagement(*, actor: Actor, engagement_id: int, at: datetime) -> int:
    """She stops, or is thanked: no campaign any more, her grants end; return her account; refuse with `WRONG_STATE`."""
    row = locked(engagement_id)
    if actor.user_id not in {None, row.user_id} and not may_staff(actor, row.organization_id):
        raise Refused(Refusal.NOT_ENGAGED)
    if row.state not in LIVING:
        raise Refused(Refusal.WRONG_STATE)
    end_callers(actor=actor, engagement_id=row.pk, at=at)
    row.state, row.ended_at = EngagementState.ENDED, at
    row.save(update_fields=["state", "ended_at"])
    return row.user_id


def engagements_over(*, at: datetime) -> tuple[int, ...]:
    """Those whose last day has passed."""
    rows = Engagement.objects.filter(state__in=LIVING, ends_on__lt=localdate(at)).order_by("pk")
    return tuple(rows.values_list("pk", flat=True))


def staffed(actor: Actor, engagement_id: int) -> Engagement:
    """An engagement that this lead may decide on; refuse with `NOT_ENGAGED`."""
    row = locked(engagement_id)
    if not may_staff(actor, row.organization_id):
        raise Refused(Refusal.NOT_ENGAGED)
    return row


def locked(engagement_id: int) -> Engagement:
    row = (
        Engagement.objects.select_for_update(of=("self",))
        .filter(pk=engagement_id)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NOT_ENGAGED)
    return row


def own(actor: Actor) -> Engagement:
    """The actor's own engagement, admitted; refuse with `NOT_ENGAGED`."""
    row = (
        Engagement.objects.select_for_update(of=("self",))
        .filter(user_id=actor.user_id or 0, state=EngagementState.ADMITTED)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NOT_ENGAGED)
    return row


def set_level(row: Engagement, level: int) -> None:
    """The campaigns she calls for follow: those at her level rise with it, none stays above."""
    before, callers = row.level, Caller.objects.filter(engagement=row, ended_at=None)
    if level < before:  # the database never lets one stand above the other
        callers.filter(level__gt=level).update(level=level)
    row.level = level
    row.save(update_fields=["level"])
    if level > before:
        callers.filter(level=before).update(level=level)
