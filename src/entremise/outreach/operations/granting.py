"""What lets callers read one person at a time, and a lead's machine read facts: one grant a ground."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.grants import give_grants
from entremise.commons.queries.grants import grants_of_origin, live_grants_of
from entremise.commons.vocabulary.access import GRANT_LASTS_AT_MOST, GrantState, NewGrant, Reach
from entremise.commons.vocabulary.law import COMPUTABLE, FieldGroup, Purpose
from entremise.kernel.errors import Refused
from entremise.outreach.models import Caller, Campaign
from entremise.outreach.queries.grounds import Ground, grounds_of
from entremise.outreach.rules import may_lead, origin_of
from entremise.outreach.vocabulary.calls import Refusal

CAP_AN_HOUR = 40


@transaction.atomic
def give_missing_grants(*, actor: Actor, campaign_id: int, at: datetime) -> int:
    """Each caller gets one grant a ground: an act in force, or a decision; return how many were given."""
    campaign = Campaign.objects.get(pk=campaign_id)
    grounds = grounds_of(campaign_id=campaign_id, at=at)
    known = {
        (grant.user_id, grant.decision_id, grant.activation_id, frozenset(grant.registers))
        for grant in grants_of_origin(origin_of(campaign_id))
        if grant.state is not GrantState.REVOKED and grant.reach is Reach.ASSIGNED
    }
    callers = Caller.objects.filter(campaign=campaign, ended_at=None).order_by("pk")
    new = tuple(
        grant_of(campaign, caller.user_id, ground, at)
        for caller in callers
        for ground in grounds
        if (caller.user_id, *ground.key) not in known
    )
    return len(give_grants(actor=actor, new=new, at=at)) if new else 0


def grant_of(campaign: Campaign, user_id: int, ground: Ground, at: datetime) -> NewGrant:
    return NewGrant(
        purpose=ground.purpose,
        registers=ground.registers,
        groups=frozenset(FieldGroup(group) for group in ground.groups),
        reach=Reach.ASSIGNED,
        not_before=at,
        expires_at=min(ground.ends_at, at + GRANT_LASTS_AT_MOST),
        user_id=user_id,
        decision_id=ground.decision_id,
        activation_id=ground.activation_id,
        origin=origin_of(campaign.pk),
        hourly_cap=CAP_AN_HOUR,
    )


@transaction.atomic
def give_compute_grants(*, actor: Actor, campaign_id: int, at: datetime) -> tuple[int, ...]:
    """Grants over the sources for a machine that returns no identity, given once; refuse with `NOT_READY_TO_OPEN` without ground."""
    campaign = Campaign.objects.get(pk=campaign_id)
    if not may_lead(campaign, actor):
        raise Refused(Refusal.NOT_YOUR_CAMPAIGN)
    sources = set(campaign.sources)
    found = grounds_of(campaign_id=campaign_id, at=at)
    grounds = tuple(ground for ground in found if sources & set(ground.registers))
    if not grounds:
        raise Refused(Refusal.NOT_READY_TO_OPEN)
    known = live_grants_of(
        actor=actor,
        purpose=Purpose(campaign.purpose),
        origin=origin_of(campaign_id),
        reaches=(Reach.COMPUTE,),
        at=at,
    )
    covered = {pk for grant in known for pk in grant.registers}
    new = tuple(
        compute_grant_of(actor, campaign, ground, at)
        for ground in grounds
        if not set(ground.registers) <= covered
    )
    given = give_grants(actor=actor, new=new, at=at) if new else ()
    return (*(grant.grant_id for grant in known), *given)


def compute_grant_of(actor: Actor, campaign: Campaign, ground: Ground, at: datetime) -> NewGrant:
    return NewGrant(
        purpose=ground.purpose,
        registers=ground.registers,
        groups=ground.groups & COMPUTABLE,
        reach=Reach.COMPUTE,
        not_before=at,
        expires_at=min(ground.ends_at, at + GRANT_LASTS_AT_MOST),
        user_id=actor.user_id,
        decision_id=ground.decision_id,
        activation_id=ground.activation_id,
        origin=origin_of(campaign.pk),
    )
