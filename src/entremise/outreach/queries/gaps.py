"""What a campaign still lacks before it may open."""

from datetime import datetime

from entremise.accounts.queries import accounts_with_role
from entremise.accounts.vocabulary import Role
from entremise.kernel.origin import Origin
from entremise.outreach.models import Call, Caller, Campaign
from entremise.outreach.queries.grounds import grounds_of
from entremise.outreach.vocabulary.campaigns import Gap, Level
from entremise.solidarity.queries.shifts import shifts_of_origin


def gaps_of(*, campaign_id: int, at: datetime) -> tuple[Gap, ...]:
    """Everything that is missing, in the order to put it right; empty when the campaign may open."""
    campaign = Campaign.objects.get(pk=campaign_id)
    covered = {
        pk for ground in grounds_of(campaign_id=campaign_id, at=at) for pk in ground.registers
    }
    callers = Caller.objects.filter(campaign=campaign, ended_at=None)
    shifts = shifts_of_origin(
        origin=Origin("CAMPAIGN", campaign_id), since=at, until=campaign.ends_at, at=at
    )
    orienteurs = accounts_with_role(
        role=Role.ORIENTEUR, organization_id=campaign.organization_id, at=at
    )
    has = {
        Gap.NO_SOURCE: bool(campaign.sources),
        Gap.NO_LEGAL_GROUND: set(campaign.sources) <= covered,
        Gap.NO_CALL: Call.objects.filter(campaign=campaign).exists(),
        Gap.NO_CALLER: callers.exists(),
        Gap.NO_REFERENT: callers.filter(level=Level.REFERENT).exists(),
        Gap.NO_SHIFT: bool(shifts),
        Gap.NO_ORIENTEUR: bool(orienteurs),
    }
    return tuple(gap for gap, is_there in has.items() if not is_there)
