"""At the end of its retention a closed campaign is locked, then archived: what was said goes, nobody is behind a count, a proof stays."""

from datetime import datetime
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.operations.assignments import forget_assignments
from entremise.commons.operations.registers import close_register
from entremise.commons.operations.retention import note_purge
from entremise.commons.queries.deletions import visa_to_delete
from entremise.commons.vocabulary.deletions import Refusal as DeletionRefusal
from entremise.commons.vocabulary.deletions import Visa
from entremise.commons.vocabulary.purges import Deleted, NewPurge
from entremise.kernel.errors import Refused
from entremise.kits.queries import version
from entremise.notices.operations import forget_letters
from entremise.outreach.operations.archiving import archive_calls, hold_for_archive
from entremise.outreach.queries.campaigns import campaigns_closed
from entremise.outreach.vocabulary.calls import Refusal
from entremise.outreach.vocabulary.campaigns import CampaignCard
from entremise.outreach.vocabulary.visits import ORIGIN as VISIT
from entremise.people.vault import add_strangers, erase_register
from entremise.referral.operations.archiving import archive_reports, lock_reports
from entremise.referral.queries.queue import counts_by_severity
from entremise.referral.queries.reports import people_reported_in

NOT_NOW: Final = frozenset(
    {Refusal.WRONG_STATE, DeletionRefusal.DELETION_HELD, DeletionRefusal.NO_VISA}
)


def archive_due(*, at: datetime) -> int:
    """Each night, and after a restore: how many campaigns were archived.

    One with a report open again waits for its end; one that is suspended, or has no visa yet, is locked."""
    due = [one for one in campaigns_closed() if one.archive_due_at and one.archive_due_at <= at]
    return sum(archive(one, at) for one in due)


def archive(campaign: CampaignCard, at: datetime) -> bool:
    """Whether this call did it: whoever comes second finds it done."""
    register_id = campaign.register_id or 0
    if counts_by_severity(at=at, register_id=register_id):
        return False
    lock(register_id, at)
    try:
        empty(campaign, at)
    except Refused as refusal:
        if refusal.reason not in NOT_NOW:
            raise
        return False
    return True


@transaction.atomic
def lock(register_id: int, at: datetime) -> None:
    """From its date on nobody opens it, whatever it waits for; the person herself still gets her answer."""
    close_register(actor=SYSTEM, register_id=register_id, at=at)
    lock_reports(register_id=register_id, at=at)


@transaction.atomic
def empty(campaign: CampaignCard, at: datetime) -> None:
    """All of it, or nothing: the proof is written in the transaction that deletes."""
    register_id = campaign.register_id or 0
    people = set(hold_for_archive(campaign_id=campaign.campaign_id, at=at))
    people |= people_reported_in(register_id=register_id)
    strangers = dict(zip(sorted(people), add_strangers(count=len(people), at=at), strict=True))
    close_register(actor=SYSTEM, register_id=register_id, at=at)  # whoever suspends waits
    visa = visa_to_delete(register_id=register_id, at=at)
    calls = archive_calls(campaign_id=campaign.campaign_id, strangers=strangers, at=at)
    reports = archive_reports(register_id=register_id, strangers=strangers, at=at)
    letters = forget_letters(kind=VISIT, ids=calls.things[VISIT], at=at)
    freed = forget_assignments(origins=calls.things | reports.things, at=at)
    erased = erase_register(register_id=register_id, at=at)
    counts = calls.counts | reports.counts
    counts |= {Deleted.PEOPLE: len(people), Deleted.LETTERS: letters, Deleted.ASSIGNMENTS: freed}
    counts |= {Deleted.ANSWERS: erased.values, Deleted.NOTES: erased.notes}
    note_purge(new=proof_of(campaign, visa, counts), at=at)


def proof_of(campaign: CampaignCard, visa: Visa, counts: dict[Deleted, int]) -> NewPurge:
    kit = version(campaign.kit_version_id)
    since, due_at = campaign.closed_at, campaign.archive_due_at
    if since is None or due_at is None:
        raise Refused(Refusal.WRONG_STATE)
    return NewPurge(
        register_id=campaign.register_id or 0,
        rule=f"{kit.title} {kit.version}",
        delay_days=(due_at - since).days,
        counted_from_at=since,
        due_at=due_at,
        counts=counts,
        visa_reference=visa.reference,
        visa_on=visa.signed_on,
    )
