"""Reports that wait for a reader, and what callers say of the scripts."""

from entremise.accounts.vocabulary import Actor
from entremise.engines.sampling import is_drawn
from entremise.kernel.errors import Refused
from entremise.outreach.models import Caller, Review, ScriptRemark
from entremise.outreach.queries.campaigns import caller_of
from entremise.outreach.vocabulary.campaigns import Level
from entremise.outreach.vocabulary.reviews import (
    SHARE_READ,
    Refusal,
    RemarkCard,
    RemarkSource,
    ReviewCard,
    Verdict,
)

SHOWN = 50


def is_read(*, user_id: int, campaign_id: int, seed: str) -> bool:
    """Whether a report of this caller will be read: all of level 1, a share of the others, drawn by the call."""
    caller = caller_of(user_id=user_id, campaign_id=campaign_id)
    share = SHARE_READ[caller.level if caller else 1]
    return is_drawn(seed=f"review {campaign_id} {seed}", share=share)


def reviews_for(*, actor: Actor) -> tuple[ReviewCard, ...]:
    """What this referent may read, hers apart: those that hold up triage first, then the oldest."""
    mine = Caller.objects.filter(
        user_id=actor.user_id or 0, level=Level.REFERENT, ended_at=None
    ).values("campaign_id")
    rows = Review.objects.filter(verdict="", campaign_id__in=mine).exclude(
        author_id=actor.user_id or 0
    )
    return tuple(map(review_card, rows.order_by("-is_first", "drawn_at", "pk")[:SHOWN]))


def review_read_by(*, actor: Actor, review_id: int) -> ReviewCard:
    """A review this referent has opened and not decided; refuse with `NOT_YOUR_REVIEW`."""
    row = (
        Review.objects.filter(pk=review_id, reader_id=actor.user_id or 0, verdict="")
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NOT_YOUR_REVIEW)
    return review_card(row)


def readings_of(*, user_id: int | None) -> tuple[ReviewCard, ...]:
    """Reports of this caller that were read, the last first: for herself."""
    rows = Review.objects.filter(author_id=user_id or 0, read_at__isnull=False)
    return tuple(map(review_card, rows.order_by("-read_at", "-pk")[:5]))


def review_card(row: Review) -> ReviewCard:
    return ReviewCard(
        review_id=row.pk,
        report_id=row.report_id,
        campaign_id=row.campaign_id,
        person=row.person,
        author_id=row.author_id,
        level=row.level,
        drawn_at=row.drawn_at,
        is_first=row.is_first,
        reader_id=row.reader_id,
        read_at=row.read_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
        sentence=row.sentence,
    )


def open_remarks(*, organization_id: int | None) -> tuple[RemarkCard, ...]:
    """What callers would change and nobody has settled, the oldest first; no name."""
    rows = ScriptRemark.objects.filter(
        campaign__organization_id=organization_id or 0, settled_at=None
    )
    return tuple(map(remark_card, rows.order_by("raised_at", "pk")[:SHOWN]))


def remarks_in(*, campaign_id: int) -> tuple[RemarkCard, ...]:
    """All that callers said of the script in a campaign, settled or not, the oldest first."""
    rows = ScriptRemark.objects.filter(campaign_id=campaign_id)
    return tuple(map(remark_card, rows.order_by("raised_at", "pk")[:SHOWN]))


def settled_remarks(*, organization_id: int | None, limit: int = 10) -> tuple[RemarkCard, ...]:
    """The last ones settled, with the answer."""
    rows = ScriptRemark.objects.filter(
        campaign__organization_id=organization_id or 0, settled_at__isnull=False
    )
    return tuple(map(remark_card, rows.order_by("-settled_at", "-pk")[:limit]))


def remarks_by(*, user_id: int | None) -> tuple[RemarkCard, ...]:
    """What this caller told, with the answers, the last first."""
    rows = ScriptRemark.objects.filter(raised_by_id=user_id or 0)
    return tuple(map(remark_card, rows.order_by("-raised_at", "-pk")[:5]))


def remark_card(row: ScriptRemark) -> RemarkCard:
    return RemarkCard(
        remark_id=row.pk,
        campaign_id=row.campaign_id,
        kit_code=row.kit_code,
        step=row.step,
        words=row.words,
        source=RemarkSource(row.source),
        raised_at=row.raised_at,
        settled_at=row.settled_at,
        answer=row.answer,
    )
