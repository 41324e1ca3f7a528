"""Somebody is let in to call, until her last day: her engagement and her role begin and end together."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_current_timezone

from entremise.accounts.operations import end_role, give_role
from entremise.accounts.queries import roles_of
from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.outreach.operations.engaging import (
    admit,
    end_engagement,
    engagements_over,
)
from entremise.outreach.queries.staffing import engagement_of, last_engagement_of


@transaction.atomic
def let_in(
    *,
    actor: Actor,
    engagement_id: int,
    referent_id: int | None,
    campaign_id: int | None,
    at: datetime,
) -> None:
    """Admit, and give the role of caller until the end of the last day; refuse as `admit` and `give_role`."""
    user_id = admit(
        actor=actor,
        engagement_id=engagement_id,
        referent_id=referent_id,
        campaign_id=campaign_id,
        at=at,
    )
    one = engagement_of(user_id=user_id)
    held = {row.role for row in roles_of(user_id=user_id, at=at)}
    if one is None or Role.CALLER in held:
        return
    ends_at = datetime.combine(one.ends_on + timedelta(days=1), time(), get_current_timezone())
    give_role(
        actor=actor,
        user_id=user_id,
        organization_id=one.organization_id,
        role=Role.CALLER,
        at=at,
        ends_at=ends_at,
    )


@transaction.atomic
def let_go(*, actor: Actor, engagement_id: int, at: datetime) -> None:
    """She stops: no campaign, no grant, no role of caller any more; refuse as `end_engagement`."""
    user_id = end_engagement(actor=actor, engagement_id=engagement_id, at=at)
    one = last_engagement_of(user_id=user_id)
    for held in roles_of(user_id=user_id, at=at):
        if held.role is Role.CALLER and one and held.organization_id == one.organization_id:
            end_role(actor=SYSTEM, role_id=held.role_id, at=at)


def let_go_of_those_over(*, at: datetime) -> int:
    """Each night: whoever's last day has passed; return how many."""
    over = engagements_over(at=at)
    for engagement_id in over:
        let_go(actor=SYSTEM, engagement_id=engagement_id, at=at)
    return len(over)
