"""A campaign ends once every report of its calls has an end: answered, unmet, or withdrawn."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.operations.campaigns import close_campaign
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.vocabulary.calls import Refusal
from entremise.referral.queries.queue import counts_by_severity


@transaction.atomic
def end_campaign(*, actor: Actor, campaign_id: int, at: datetime) -> None:
    """Close it; refuse with `REPORTS_STILL_OPEN`, `CALLS_STILL_HELD`."""
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    if counts_by_severity(at=at, register_id=campaign.register_id):
        raise Refused(Refusal.REPORTS_STILL_OPEN)
    close_campaign(actor=actor, campaign_id=campaign_id, at=at)
