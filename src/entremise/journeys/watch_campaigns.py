"""What campaigns do by the clock: past their last day they close gently; without right to read, or with an urgent report forgotten, they pause."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.queries.grants import grants_of_origin
from entremise.commons.vocabulary.access import GrantState, Reach
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.operations.campaigns import begin_closing, pause_campaign
from entremise.outreach.queries.board import moves_of
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import CampaignCard, CampaignState
from entremise.referral.queries.counts import urgent_forgotten

FORGOTTEN_AFTER: Final = timedelta(hours=24)
LET_BE: Final = timedelta(hours=24)  # after a lead went on, knowing why it was paused
CALLING: Final = (CampaignState.OPEN, CampaignState.CLOSING)


def watch_campaigns(*, at: datetime) -> int:
    """How many campaigns were moved; each by itself, one that is refused stops no other."""
    return sum(watch(one, at) for one in campaigns_running() if one.state in CALLING)


def watch(campaign: CampaignCard, at: datetime) -> bool:
    """Whether this one was moved; a lead who moved it in the same minute is right."""
    reason = why_pause(campaign, at)
    try:
        if reason:
            pause_campaign(actor=SYSTEM, campaign_id=campaign.campaign_id, reason=reason, at=at)
        elif campaign.state is CampaignState.OPEN and campaign.ends_at <= at:
            begin_closing(actor=SYSTEM, campaign_id=campaign.campaign_id, at=at)
        else:
            return False
    except Refused as refusal:
        if refusal.reason is not Refusal.WRONG_STATE:
            raise
        return False
    return True


def why_pause(campaign: CampaignCard, at: datetime) -> str:
    """The reason that callers and the lead will read; empty when it may go on."""
    if was_let_go_on(campaign, at):
        return ""
    if has_lost_its_grants(campaign):
        return _("The act or the decision no longer lets us call: the right to read is suspended.")
    if urgent_forgotten(register_id=campaign.register_id, before=at - FORGOTTEN_AFTER):
        return _("An urgent report has been late for more than a day. It comes first.")
    return ""


def was_let_go_on(campaign: CampaignCard, at: datetime) -> bool:
    last = next((one for one in moves_of(campaign_id=campaign.campaign_id)), None)
    return last is not None and last.before == CampaignState.PAUSED and at - last.at < LET_BE


def has_lost_its_grants(campaign: CampaignCard) -> bool:
    """Callers had grants, and none of them stands: some are suspended, the others are over."""
    origin = Origin("CAMPAIGN", campaign.campaign_id)
    states = [one.state for one in grants_of_origin(origin) if one.reach is Reach.ASSIGNED]
    return GrantState.SUSPENDED in states and GrantState.ACTIVE not in states
