"""Who calls for a campaign: admitted with a level and languages, and with the grants to read one person at a time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.grants import revoke_grant
from entremise.commons.queries.grants import grants_of_origin
from entremise.commons.vocabulary.access import Reach
from entremise.kernel.errors import Refused
from entremise.outreach.models import Caller, Campaign, Conflict, Engagement
from entremise.outreach.operations.granting import give_missing_grants
from entremise.outreach.operations.pairs import end_pairs
from entremise.outreach.rules import may_lead, origin_of
from entremise.outreach.vocabulary.calls import HandBackReason, Refusal
from entremise.outreach.vocabulary.campaigns import NewCaller
from entremise.outreach.vocabulary.staffing import EngagementState
from entremise.outreach.vocabulary.staffing import Refusal as StaffingRefusal


@transaction.atomic
def admit_caller(*, actor: Actor, campaign_id: int, new: NewCaller, at: datetime) -> int:
    """Admit somebody, or change her level and languages; give her the campaign's grants; return the caller;
    refuse with `TRAINING_FIRST`, and `ABOVE_HER_LEVEL` beyond what she has earned."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)
    if not may_lead(campaign, actor):
        raise Refused(Refusal.NOT_YOUR_CAMPAIGN)
    engagement = ready_engagement(new)
    caller, _ = Caller.objects.update_or_create(
        campaign=campaign,
        user_id=new.user_id,
        ended_at=None,
        defaults={"level": new.level, "languages": list(new.languages), "engagement": engagement},
        create_defaults={
            "engagement": engagement,
            "level": new.level,
            "languages": list(new.languages),
            "admitted_at": at,
            "admitted_by_id": actor.user_id,
        },
    )
    give_missing_grants(actor=actor, campaign_id=campaign_id, at=at)
    return caller.pk


def ready_engagement(new: NewCaller) -> Engagement:
    """Her engagement, locked, when it has earned this level; the database says the same."""
    row = (
        Engagement.objects.select_for_update(of=("self",))
        .filter(user_id=new.user_id, state=EngagementState.ADMITTED)
        .order_by("pk")
        .first()
    )
    if row is None or row.level == 0:
        raise Refused(StaffingRefusal.TRAINING_FIRST)
    if new.level > row.level:
        raise Refused(StaffingRefusal.ABOVE_HER_LEVEL, level=row.level)
    return row


@transaction.atomic
def dismiss_caller(*, actor: Actor, campaign_id: int, user_id: int, at: datetime) -> None:
    """She calls no more for this campaign; her grants end, her promises are for the others; refuse with `NOT_A_CALLER`."""
    if not may_lead(Campaign.objects.get(pk=campaign_id), actor):
        raise Refused(Refusal.NOT_YOUR_CAMPAIGN)
    ended = Caller.objects.filter(campaign_id=campaign_id, user_id=user_id, ended_at=None)
    if ended.update(ended_at=at) == 0:
        raise Refused(Refusal.NOT_A_CALLER)
    revoke_hers(actor, campaign_id, user_id, at)


def revoke_hers(actor: Actor, campaign_id: int, user_id: int, at: datetime) -> None:
    end_pairs(user_id=user_id, campaign_id=campaign_id, at=at)
    for grant in grants_of_origin(origin_of(campaign_id)):
        if grant.user_id == user_id and grant.reach is not Reach.COMPUTE:
            revoke_grant(actor=actor, grant_id=grant.grant_id, at=at)


@transaction.atomic
def end_callers(*, actor: Actor, engagement_id: int, at: datetime) -> None:
    """She calls no more, for any campaign: her engagement is over."""
    callers = Caller.objects.filter(engagement_id=engagement_id, ended_at=None).order_by("pk")
    for caller in tuple(callers.select_for_update(of=("self",))):
        caller.ended_at = at
        caller.save(update_fields=["ended_at"])
        revoke_hers(actor, caller.campaign_id, caller.user_id, at)


@transaction.atomic
def note_conflict(*, actor: Actor, user_id: int, person: UUID, at: datetime) -> None:
    """This caller knows this person: she never gets her."""
    Conflict.objects.bulk_create(
        [Conflict(user_id=user_id, person=person, reason=HandBackReason.KNOWS_PERSON, at=at)],
        ignore_conflicts=True,
    )
