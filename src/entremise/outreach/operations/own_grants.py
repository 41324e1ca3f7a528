"""Grants that somebody of a campaign needs for a task of her own: print a bundle, type a sheet, keep the call-back desk."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.grants import give_grants
from entremise.commons.queries.grants import grants_of_origin
from entremise.commons.vocabulary.access import GRANT_LASTS_AT_MOST, GrantState, NewGrant, Reach
from entremise.commons.vocabulary.law import FieldGroup
from entremise.kernel.errors import Refused
from entremise.outreach.models import Campaign
from entremise.outreach.queries.grounds import Ground, grounds_of
from entremise.outreach.rules import origin_of
from entremise.outreach.vocabulary.calls import Refusal


@transaction.atomic
def give_own_grants(
    *, actor: Actor, campaign_id: int, reach: Reach, hourly_cap: int, at: datetime
) -> None:
    """What this account lacks to read people of the campaign in this way; refuse with `NOT_READY_TO_OPEN` without ground."""
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign_id)  # two tabs, one grant
    grounds = grounds_of(campaign_id=campaign_id, at=at)
    if not grounds:
        raise Refused(Refusal.NOT_READY_TO_OPEN)
    known = {
        (grant.decision_id, grant.activation_id, frozenset(grant.registers))
        for grant in grants_of_origin(origin_of(campaign_id))
        if grant.user_id == actor.user_id
        and grant.reach is reach
        and grant.state is not GrantState.REVOKED
        and grant.expires_at > at
    }
    new = tuple(
        own_grant(actor, campaign_id, reach, hourly_cap, ground, at)
        for ground in grounds
        if ground.key not in known
    )
    if new:
        give_grants(actor=actor, new=new, at=at)


def own_grant(
    actor: Actor, campaign_id: int, reach: Reach, hourly_cap: int, ground: Ground, at: datetime
) -> NewGrant:
    return NewGrant(
        purpose=ground.purpose,
        registers=ground.registers,
        groups=frozenset(FieldGroup(group) for group in ground.groups),
        reach=reach,
        not_before=at,
        expires_at=min(ground.ends_at, at + GRANT_LASTS_AT_MOST),
        user_id=actor.user_id,
        decision_id=ground.decision_id,
        activation_id=ground.activation_id,
        origin=origin_of(campaign_id),
        hourly_cap=hourly_cap,
    )
