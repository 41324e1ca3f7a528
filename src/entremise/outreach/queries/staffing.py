"""Who is engaged, what each has learnt, and the facts that her next level asks for."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db.models import Max

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Engagement, Exercise, LevelMove, Milestone, Review
from entremise.outreach.models.staffing import LIVING
from entremise.outreach.vocabulary.calls import SPOKEN
from entremise.outreach.vocabulary.staffing import (
    REPORTS_READ,
    EngagementCard,
    EngagementKind,
    EngagementState,
    ExerciseCard,
    Facts,
    Learnt,
    MilestoneCard,
    MilestoneKind,
    MoveCard,
    MoveCause,
    Refusal,
    Standing,
)
from entremise.solidarity.queries.shift_work import debriefs_by

RISES: Final = (MoveCause.PROMOTED, MoveCause.ELSEWHERE)


def engagement_of(*, user_id: int | None) -> EngagementCard | None:
    """The engagement that is asked for or lasts, or none."""
    row = Engagement.objects.filter(user_id=user_id or 0, state__in=LIVING).order_by("pk").first()
    return None if row is None else engagement_card(row)


def last_engagement_of(*, user_id: int | None) -> EngagementCard | None:
    """The last engagement, ended or declined ones too."""
    row = Engagement.objects.filter(user_id=user_id or 0).order_by("-asked_at", "-pk").first()
    return None if row is None else engagement_card(row)


def engagement_in(*, actor: Actor, engagement_id: int) -> EngagementCard:
    """One engagement of the actor's own body; refuse with `NOT_ENGAGED`."""
    row = (
        Engagement.objects.filter(pk=engagement_id, organization_id=actor.organization_id or 0)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise Refused(Refusal.NOT_ENGAGED)
    return engagement_card(row)


def engagements_in(
    *, organization_id: int | None, states: Collection[str] = LIVING
) -> tuple[EngagementCard, ...]:
    """Engagements of one body, those to decide first, then as they were asked: never by what they did."""
    rows = Engagement.objects.filter(organization_id=organization_id or 0, state__in=states)
    return tuple(map(engagement_card, rows.order_by("-state", "asked_at", "pk")))


def colleagues_for(*, actor: Actor) -> tuple[EngagementCard, ...]:
    """Who of the actor's body may rise, for those of level 4 who note and promote; never herself."""
    rows = Engagement.objects.filter(
        organization_id=actor.organization_id or 0, state=EngagementState.ADMITTED, level__lt=4
    ).exclude(user_id=actor.user_id or 0)
    return tuple(map(engagement_card, rows.order_by("decided_at", "pk")))


def is_referent(*, actor: Actor) -> bool:
    """Whether this account has earned level 4, and is neither asleep nor suspended."""
    return Engagement.objects.filter(
        user_id=actor.user_id or 0,
        state=EngagementState.ADMITTED,
        level=4,
        standing=Standing.READY,
    ).exists()


def learnt_by(*, engagement_id: int) -> Learnt:
    """What is behind her of level 1, in two statements."""
    row = Engagement.objects.get(pk=engagement_id)
    found = tuple(
        Milestone.objects.filter(engagement=row).order_by("pk").values_list("kind", "code")
    )
    return Learnt(
        screens=frozenset(int(code) for kind, code in found if kind == MilestoneKind.SCREEN),
        people=frozenset(code for kind, code in found if kind == MilestoneKind.PERSON),
        is_signed=row.signed_at is not None,
        has_quiz=any(kind == MilestoneKind.QUIZ for kind, _code in found),
        has_shadowed=any(kind == MilestoneKind.SHADOWED for kind, _code in found),
    )


def facts_of(*, engagement_id: int) -> Facts:
    """Counted now, from rows."""
    row = Engagement.objects.get(pk=engagement_id)
    since = last_rise(row)
    marks = Milestone.objects.filter(engagement=row)
    found = Counter(
        (kind, since is None or at > since)
        for kind, at in marks.order_by("pk").values_list("kind", "at")
    )
    kinds = Counter(kind for kind, _is_after in found.elements())
    read = tuple(
        Review.objects.filter(author_id=row.user_id, read_at__isnull=False)
        .order_by("-read_at", "-pk")
        .values_list("sentence", flat=True)[:REPORTS_READ]
    )
    shifts, debriefs = debriefs_by(user_id=row.user_id)
    return Facts(
        screens=kinds[MilestoneKind.SCREEN],
        is_signed=row.signed_at is not None,
        has_quiz=MilestoneKind.QUIZ in kinds,
        people=kinds[MilestoneKind.PERSON],
        shadowed=found[MilestoneKind.SHADOWED, True],
        talks=talks_of(row.user_id),
        reports_read=len(read),
        reports_sent_back=sum(bool(sentence) for sentence in read),
        shifts=shifts,
        debriefs=debriefs,
        has_half_day=MilestoneKind.HALF_DAY in kinds,
        has_opinion=MilestoneKind.OPINION in kinds,
        has_wish=MilestoneKind.WISH in kinds,
    )


def last_rise(row: Engagement) -> datetime | None:
    moves = LevelMove.objects.filter(engagement=row, cause__in=RISES)
    moment: datetime | None = moves.aggregate(last=Max("at"))["last"]
    return moment


def talks_of(user_id: int) -> int:
    """Talks of this account, in all campaigns."""
    rows = Attempt.objects.filter(user_id=user_id, outcome__in=sorted(SPOKEN))
    return rows.count()


def milestones_of(*, engagement_id: int) -> tuple[MilestoneCard, ...]:
    """What was learnt or attested, the first first."""
    rows = Milestone.objects.filter(engagement_id=engagement_id).order_by("at", "pk")
    return tuple(
        MilestoneCard(MilestoneKind(one.kind), one.code, one.at, one.noted_by_id, one.words)
        for one in rows
    )


def moves_of(*, engagement_id: int) -> tuple[MoveCard, ...]:
    """How her level moved, the last first."""
    rows = LevelMove.objects.filter(engagement_id=engagement_id).order_by("-at", "-pk")
    return tuple(
        MoveCard(
            at=one.at,
            by=one.by_id,
            before=one.before,
            after=one.after,
            cause=MoveCause(one.cause),
            reason=one.reason,
            facts=tuple(one.facts),
        )
        for one in rows
    )


def exercise_of(*, engagement_id: int, person: str) -> ExerciseCard | None:
    """The last call with this invented person, or none."""
    row = (
        Exercise.objects.filter(engagement_id=engagement_id, person=person)
        .order_by("-started_at", "-pk")
        .first()
    )
    if row is None:
        return None
    return ExerciseCard(row.person, tuple(row.choices), row.started_at, row.ended_at)


def engagement_card(row: Engagement) -> EngagementCard:
    return EngagementCard(
        engagement_id=row.pk,
        user_id=row.user_id,
        organization_id=row.organization_id,
        kind=EngagementKind(row.kind),
        state=EngagementState(row.state),
        standing=Standing(row.standing),
        level=row.level,
        hours_per_week=row.hours_per_week,
        ends_on=row.ends_on,
        languages=tuple(row.languages),
        manager_name=row.manager_name,
        consented_on=row.consented_on,
        asked_at=row.asked_at,
        decided_by=row.decided_by_id,
        decided_at=row.decided_at,
        signed_at=row.signed_at,
        referent_id=row.referent_id,
        campaign_id=row.campaign_id,
        quiz_tries=row.quiz_tries,
        quiz_wrong=tuple(row.quiz_wrong),
        ended_at=row.ended_at,
        suspended_by=row.suspended_by_id,
        suspension_reason=row.suspension_reason,
        appeal=row.appeal,
    )
