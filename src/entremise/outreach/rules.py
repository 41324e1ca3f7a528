"""Predicates of calls: when a campaign calls, when to try again, what a caller may do."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import Retry, Rules, Window, is_within
from entremise.kernel.origin import Origin
from entremise.kits.queries import version
from entremise.outreach.models import Caller, Campaign
from entremise.outreach.vocabulary.calls import Outcome, Refusal
from entremise.outreach.vocabulary.campaigns import CampaignCard, CampaignState, Level

WEEKDAYS: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
KEPT_DAYS: Final = 180  # where a content says nothing
CALLING: Final = (CampaignState.OPEN, CampaignState.CLOSING)


def origin_of(campaign_id: int) -> Origin:
    """How the areas below name a campaign."""
    return Origin("CAMPAIGN", campaign_id)


def may_lead(campaign: Campaign, actor: Actor) -> bool:
    """Leads of the campaign's own body, and the product itself."""
    return actor.user_id is None or actor.organization_id == campaign.organization_id


def may_staff(actor: Actor, organization_id: int) -> bool:
    """Leads of that body, and the product itself."""
    is_lead = actor.has(Role.CAMPAIGN_LEAD) and actor.organization_id == organization_id
    return actor.user_id is None or is_lead


def why_closed(campaign: Campaign, at: datetime) -> Refusal | None:
    """Why no call may begin now; none when one may."""
    if campaign.state not in CALLING or not is_running(campaign, at):
        return Refusal.CAMPAIGN_NOT_OPEN
    if not calls_at(campaign, at):
        return Refusal.OUTSIDE_HOURS
    return None


def is_running(campaign: Campaign, at: datetime) -> bool:
    """Whether this moment lies between its first day and its last."""
    return campaign.starts_at <= at < campaign.ends_at


def calls_at(campaign: Campaign, at: datetime) -> bool:
    """Whether this moment lies in its days and hours of calling."""
    return is_running(campaign, at) and is_within(calling_rules(campaign), localtime(at))


def calling_rules(campaign: Campaign) -> Rules:
    """The hours and caps of its kit; Saturdays and Sundays as the alert and the written order allow."""
    calling = version(campaign.kit_version_id).calling
    return Rules(
        windows=tuple(
            Window(
                weekdays=frozenset(WEEKDAYS[day] for day in hours.days),
                start=hours.start,
                end=hours.end,
            )
            for hours in calling.hours
            if not hours.only_when or campaign.purpose == Purpose.ALERT_CALL
        ),
        is_sunday_ordered=campaign.is_sunday_ordered,
        place=campaign.territory_code,
        tries_per_day=calling.tries_per_day,
        tries_total=calling.tries_total,
        unreachable_after_tries=calling.unreachable_after_tries,
        unreachable_within=timedelta(hours=calling.unreachable_within_hours),
        half_days_before_unreachable=calling.half_days_before_unreachable,
    )


def retry_after(campaign: Campaign, outcome: Outcome) -> Retry:
    """The pause that the kit gives for an outcome; its spacing between tries where it says nothing."""
    calling = version(campaign.kit_version_id).calling
    rule = next((one for one in calling.outcomes if one.code == outcome.lower()), None)
    if rule is None or not rule.retry_minutes:
        return Retry(after=timedelta(minutes=calling.spacing_minutes))
    return Retry(after=timedelta(minutes=rule.retry_minutes), is_other_half_day=rule.other_half_day)


def retention_days(campaign: Campaign) -> int:
    """How long after its end the answers of a campaign are kept, as its content says."""
    durations = version(campaign.kit_version_id).durations
    return durations.get("campaign_retention_days", KEPT_DAYS)


def archive_due_at(campaign: Campaign) -> datetime | None:
    """When what was answered goes; none while the campaign is not closed."""
    closed_at = campaign.closed_at
    return None if closed_at is None else closed_at + timedelta(days=retention_days(campaign))


def end_of_first_wave(campaign: Campaign, at: datetime) -> datetime:
    """Until when its kit wants everybody called once who is on the list from this moment."""
    hours = version(campaign.kit_version_id).calling.waves.first_wave_hours
    return max(at, campaign.starts_at) + timedelta(hours=hours)


def rhythm_proposed(campaign: Campaign | CampaignCard) -> int | None:
    """Days between two waves as the kit of an alert has them, shorter once a red alert is ordered; none in ordinary time."""
    if campaign.purpose != Purpose.ALERT_CALL:
        return None
    waves = version(campaign.kit_version_id).calling.waves
    hours = waves.repeat_every_hours_red if campaign.is_sunday_ordered else waves.repeat_every_hours
    return max(1, round(hours / 24))


def may_print(campaign: Campaign, actor: Actor) -> bool:
    """Who puts people of a campaign on paper: its leads, and its callers of level 4."""
    is_lead = actor.has(Role.CAMPAIGN_LEAD) and may_lead(campaign, actor)
    return is_lead or has_level(campaign, actor, Level.REFERENT)


def may_type(campaign: Campaign, actor: Actor) -> bool:
    """Who types sheets of a campaign: its callers and its leads."""
    is_lead = actor.has(Role.CAMPAIGN_LEAD) and may_lead(campaign, actor)
    return is_lead or has_level(campaign, actor, Level.LISTENING)


def has_level(campaign: Campaign, actor: Actor, level: Level) -> bool:
    """Whether she is admitted to this campaign with this level or a higher one."""
    mine = Caller.objects.filter(campaign=campaign, user_id=actor.user_id or 0, ended_at=None)
    return actor.has(Role.CALLER) and mine.filter(level__gte=level).exists()
