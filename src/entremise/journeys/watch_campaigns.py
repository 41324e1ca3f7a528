"""What campaigns do by the clock: on its day a wave begins; past their last day they close gently; without right to read, or with an urgent report forgotten, they pause."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.queries.grants import grants_of_origin
from entremise.commons.vocabulary.access import GrantState, Reach
from entremise.journeys.campaign_words import RIGHT_LOST, URGENT_LATE, WHY
from entremise.journeys.telling import Said, site, tell_account
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.vocabulary import MessageTemplate
from entremise.outreach.operations.campaigns import begin_closing, pause_campaign
from entremise.outreach.operations.waves import begin_due_wave
from entremise.outreach.queries.board import moves_of
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.grounds import is_live
from entremise.outreach.queries.waves import is_begun
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import CampaignCard, CampaignState
from entremise.referral.queries.counts import urgent_forgotten

FORGOTTEN_AFTER: Final = timedelta(hours=24)
TOLD_FOR: Final = timedelta(days=3)
LET_BE: Final = timedelta(hours=24)  # after a lead went on, knowing why it was paused
CALLING: Final = (CampaignState.OPEN, CampaignState.CLOSING)


def watch_campaigns(*, at: datetime) -> int:
    """How many campaigns were moved; each by itself, one that is refused stops no other."""
    return sum(watch(one, at) for one in campaigns_running() if one.state in CALLING)


def watch(campaign: CampaignCard, at: datetime) -> bool:
    """Whether this one was moved; a lead who moved it in the same minute is right."""
    why = why_pause(campaign, at)
    try:
        if why:
            pause(campaign, why, at)
        elif campaign.state is CampaignState.OPEN and campaign.ends_at <= at:
            begin_closing(actor=SYSTEM, campaign_id=campaign.campaign_id, at=at)
        else:
            return is_wave_due(campaign, at) and begin_due_wave(
                campaign_id=campaign.campaign_id, at=at
            )
    except Refused as refusal:
        if refusal.reason not in (Refusal.WRONG_STATE, Refusal.NO_RIGHT_TO_CALL):
            raise
        return False
    return True


@transaction.atomic
def pause(campaign: CampaignCard, why: str, at: datetime) -> None:
    """Its leads are written to in the same transaction: why, and what to do."""
    pause_campaign(actor=SYSTEM, campaign_id=campaign.campaign_id, reason=str(WHY[why]), at=at)
    leads = accounts_with_role(
        role=Role.CAMPAIGN_LEAD, organization_id=campaign.organization_id, at=at
    )
    for one in leads:
        said = Said(
            template=MessageTemplate.CAMPAIGN_PAUSED,
            fact=f"{campaign.campaign_id} {at.isoformat()} {one.user_id}",
            about=Origin("CAMPAIGN", campaign.campaign_id),
            until=at + TOLD_FOR,
            facts={
                "title": campaign.title,
                "why": why,
                "lien": site("lead:campaign", campaign.campaign_id),
            },
        )
        tell_account(one.user_id, said, at)


def is_wave_due(campaign: CampaignCard, at: datetime) -> bool:
    """Asked first without a lock; whoever begins the wave asks again under one."""
    if campaign.state is not CampaignState.OPEN:
        return False
    day = campaign.next_wave_on
    return (day is not None and day <= localdate(at)) or is_begun(campaign_id=campaign.campaign_id)


def why_pause(campaign: CampaignCard, at: datetime) -> str:
    """What forbids to go on, a key of the words that callers and leads will read; empty when nothing does."""
    if was_let_go_on(campaign, at):
        return ""
    if has_lost_its_grants(campaign, at):
        return RIGHT_LOST
    if urgent_forgotten(register_id=campaign.register_id, before=at - FORGOTTEN_AFTER):
        return URGENT_LATE
    return ""


def was_let_go_on(campaign: CampaignCard, at: datetime) -> bool:
    moves = moves_of(campaign_id=campaign.campaign_id)
    last = next((one for one in moves if one.before != one.after), None)
    return last is not None and last.before == CampaignState.PAUSED and at - last.at < LET_BE


def has_lost_its_grants(campaign: CampaignCard, at: datetime) -> bool:
    """Callers had grants, and none of them stands: suspended, or over."""
    grants = [
        one
        for one in grants_of_origin(Origin("CAMPAIGN", campaign.campaign_id))
        if one.reach is Reach.ASSIGNED and one.state is not GrantState.REVOKED
    ]
    return bool(grants) and not any(is_live(one, at) for one in grants)
