"""Reports that a referent reads, drawn by a seed; problems of a script, told and settled."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.kits.queries import version
from entremise.outreach.models import Caller, Campaign, Review, ScriptRemark
from entremise.outreach.queries.campaigns import caller_of
from entremise.outreach.queries.reviews import review_card
from entremise.outreach.rules import may_staff
from entremise.outreach.vocabulary.campaigns import Level
from entremise.outreach.vocabulary.reviews import (
    Refusal,
    RemarkSource,
    ReviewCard,
    Verdict,
)


@transaction.atomic
def draw_review(
    *,
    actor: Actor,
    report_id: int,
    campaign_id: int,
    person: UUID,
    is_first: bool,
    at: datetime,
) -> None:
    """A report waits for its reader; the same report once."""
    caller = caller_of(user_id=actor.user_id or 0, campaign_id=campaign_id)
    Review.objects.get_or_create(
        report_id=report_id,
        defaults={
            "campaign_id": campaign_id,
            "person": person,
            "author_id": actor.user_id or 0,
            "level": caller.level if caller else Level.LISTENING,
            "drawn_at": at,
            "is_first": is_first,
        },
    )


@transaction.atomic
def take_review(*, actor: Actor, review_id: int, at: datetime) -> ReviewCard:
    """Read a report, alone; refuse with `NOT_YOUR_REVIEW`, `READ_ALREADY`."""
    row = Review.objects.select_for_update(of=("self",)).filter(pk=review_id).order_by("pk").first()
    if row is None or row.author_id == actor.user_id or not reads_for(actor, row.campaign_id):
        raise Refused(Refusal.NOT_YOUR_REVIEW)
    if row.verdict:
        raise Refused(Refusal.READ_ALREADY)
    row.reader_id = actor.user_id
    row.save(update_fields=["reader"])
    return review_card(row)


@transaction.atomic
def give_verdict(
    *, actor: Actor, review_id: int, verdict: Verdict, sentence: str, at: datetime
) -> ReviewCard:
    """Pass it on, or send it back with one sentence; refuse with `NOT_YOUR_REVIEW`, `READ_ALREADY`, `SENTENCE_MISSING`."""
    row = Review.objects.select_for_update(of=("self",)).filter(pk=review_id).order_by("pk").first()
    if row is None or row.author_id == actor.user_id or not reads_for(actor, row.campaign_id):
        raise Refused(Refusal.NOT_YOUR_REVIEW)
    if row.verdict:
        raise Refused(Refusal.READ_ALREADY)
    if verdict is Verdict.SENT_BACK and not sentence:
        raise Refused(Refusal.SENTENCE_MISSING)
    row.verdict = verdict
    if verdict is Verdict.SENT_BACK:
        row.sentence = sentence
    row.reader_id, row.read_at = actor.user_id, at
    row.save()
    return review_card(row)


@transaction.atomic
def reopen_review(*, report_id: int, at: datetime) -> None:
    """Its caller has answered: it is read once more; what was said the first time stays."""
    Review.objects.filter(report_id=report_id).update(verdict="", read_at=None, drawn_at=at)


def reads_for(actor: Actor, campaign_id: int) -> bool:
    """Level 4 of this campaign, and awake."""
    return Caller.objects.filter(
        user_id=actor.user_id or 0,
        campaign_id=campaign_id,
        level=Level.REFERENT,
        ended_at=None,
        engagement__standing="READY",
    ).exists()


@transaction.atomic
def remark_on_script(
    *,
    actor: Actor,
    campaign_id: int,
    words: str,
    source: RemarkSource,
    at: datetime,
    step: str = "",
) -> int:
    """What does not work in the script of a campaign; return the remark."""
    campaign = Campaign.objects.get(pk=campaign_id)
    row = ScriptRemark.objects.create(
        campaign=campaign,
        kit_code=version(campaign.kit_version_id).code,
        step=step,
        words=words,
        source=source,
        raised_by_id=actor.user_id or 0,
        raised_at=at,
    )
    return row.pk


@transaction.atomic
def settle_remark(*, actor: Actor, remark_id: int, answer: str, at: datetime) -> None:
    """Changed, or why not; again is nothing; refuse with `NOT_YOUR_REVIEW`."""
    row = (
        ScriptRemark.objects.select_for_update(of=("self",))
        .select_related("campaign")
        .filter(pk=remark_id)
        .order_by("pk")
        .first()
    )
    if row is None or not may_staff(actor, row.campaign.organization_id):
        raise Refused(Refusal.NOT_YOUR_REVIEW)
    if row.settled_at is None:
        row.settled_by_id, row.settled_at, row.answer = actor.user_id, at, answer
        row.save(update_fields=["settled_by", "settled_at", "answer"])
