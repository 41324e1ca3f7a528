"""What may be asked about campaigns and their callers."""

from entremise.accounts.vocabulary import Actor
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.outreach.models import Caller, Campaign
from entremise.outreach.rules import archive_due_at
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import (
    CallerCard,
    CampaignCard,
    CampaignState,
    Level,
)

RUNNING = (CampaignState.OPEN, CampaignState.PAUSED, CampaignState.CLOSING)


def campaign(campaign_id: int) -> CampaignCard:
    """One campaign; it must exist."""
    return campaign_card(Campaign.objects.get(pk=campaign_id))


def has_title(title: str) -> bool:
    """Whether a campaign has this name already."""
    return Campaign.objects.filter(title=title).exists()


def campaigns_running() -> tuple[CampaignCard, ...]:
    """Open, paused and closing campaigns, the last opened first."""
    rows = Campaign.objects.filter(state__in=RUNNING).order_by("-opened_at", "-pk")
    return tuple(campaign_card(row) for row in rows)


def campaigns_closed() -> tuple[CampaignCard, ...]:
    """Closed campaigns that are not archived, the first closed first."""
    rows = Campaign.objects.filter(state=CampaignState.CLOSED).order_by("closed_at", "pk")
    return tuple(campaign_card(row) for row in rows)


def campaigns_of(*, organization_id: int | None) -> tuple[CampaignCard, ...]:
    """All campaigns of one organization, the last made first."""
    rows = Campaign.objects.filter(organization_id=organization_id or 0).order_by(
        "-created_at", "-pk"
    )
    return tuple(campaign_card(row) for row in rows)


def campaign_led(*, actor: Actor, campaign_id: int) -> CampaignCard:
    """A campaign of the actor's organization; refuse with `NOT_YOUR_CAMPAIGN`."""
    row = (
        Campaign.objects.filter(pk=campaign_id, organization_id=actor.organization_id or 0)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NOT_YOUR_CAMPAIGN)
    return campaign_card(row)


def callers_of(*, campaign_id: int) -> tuple[CallerCard, ...]:
    """The callers admitted now, by level, never by their figures."""
    rows = Caller.objects.filter(campaign_id=campaign_id, ended_at=None).order_by("-level", "pk")
    return tuple(caller_card(row) for row in rows)


def caller_of(*, user_id: int, campaign_id: int) -> CallerCard | None:
    """One caller as admitted now, or none."""
    row = (
        Caller.objects.filter(user_id=user_id, campaign_id=campaign_id, ended_at=None)
        .order_by("pk")
        .first()
    )
    return None if row is None else caller_card(row)


def campaigns_called_by(*, user_id: int) -> tuple[tuple[CallerCard, CampaignCard], ...]:
    """The running campaigns somebody calls for, the last opened first."""
    rows = (
        Caller.objects.filter(user_id=user_id, ended_at=None, campaign__state__in=RUNNING)
        .select_related("campaign")
        .order_by("-campaign__opened_at", "pk")
    )
    return tuple((caller_card(row), campaign_card(row.campaign)) for row in rows)


def campaign_card(row: Campaign) -> CampaignCard:
    return CampaignCard(
        campaign_id=row.pk,
        title=row.title,
        kit_version_id=row.kit_version_id,
        purpose=Purpose(row.purpose),
        organization_id=row.organization_id,
        territory_code=row.territory_code,
        sources=tuple(row.sources),
        register_id=row.register_id,
        switchboard=row.switchboard,
        state=CampaignState(row.state),
        lead_id=row.lead_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        is_sunday_ordered=row.is_sunday_ordered,
        pause_reason=row.pause_reason,
        without_number=row.without_number_count,
        rhythm_days=row.rhythm_days,
        next_wave_on=row.next_wave_on,
        archive_due_at=archive_due_at(row),
        archived_at=row.archived_at,
    )


def caller_card(row: Caller) -> CallerCard:
    return CallerCard(
        caller_id=row.pk,
        campaign_id=row.campaign_id,
        user_id=row.user_id,
        level=Level(row.level),
        languages=tuple(row.languages),
        admitted_at=row.admitted_at,
        ended_at=row.ended_at,
    )
