"""The elimination list of a campaign, for the archives: kinds, dates and numbers of what would go; nobody is opened."""

from datetime import datetime

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.deletions import draw_list
from entremise.commons.vocabulary.deletions import NewElimination
from entremise.commons.vocabulary.purges import Deleted
from entremise.kernel.errors import Refused
from entremise.kits.queries import version
from entremise.outreach.queries.archiving import kept_of_people
from entremise.outreach.queries.campaigns import campaign
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import CampaignCard, CampaignState
from entremise.referral.queries.reports import people_reported_in, report_count_in


@transaction.atomic
def draw_elimination(*, actor: Actor, campaign_id: int, at: datetime) -> int:
    """Draw the list of a closed campaign; return its id; refuse with `WRONG_STATE`, and as `draw_list` does."""
    card = campaign(campaign_id)
    since, until, due_at = card.opened_at, card.closed_at, card.archive_due_at
    if card.state is not CampaignState.CLOSED or since is None or until is None or due_at is None:
        raise Refused(Refusal.WRONG_STATE)
    kit = version(card.kit_version_id)
    new = NewElimination(
        register_id=card.register_id or 0,
        rule=f"{kit.title} {kit.version}",
        delay_days=(due_at - until).days,
        since_at=since,
        until_at=until,
        due_at=due_at,
        counts=counts_of(card),
    )
    return draw_list(actor=actor, new=new, at=at)


def counts_of(card: CampaignCard) -> dict[Deleted, int]:
    register_id, kept = card.register_id or 0, kept_of_people(campaign_id=card.campaign_id)
    people = kept.people | people_reported_in(register_id=register_id)
    return {
        Deleted.PEOPLE: len(people),
        **kept.counts,
        Deleted.REPORTS: report_count_in(register_id=register_id),
    }
