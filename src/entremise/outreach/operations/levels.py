"""How a level moves: up by a referent with its facts, by a lead's word with a reason, down by wish; suspended, asleep."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from entremise.accounts.vocabulary import Actor
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Campaign, Engagement, LevelMove, Milestone
from entremise.outreach.operations.callers import admit_caller
from entremise.outreach.operations.engaging import locked, own, set_level, staffed
from entremise.outreach.operations.learning import require_referent_for
from entremise.outreach.queries.campaigns import RUNNING
from entremise.outreach.queries.staffing import facts_of
from entremise.outreach.vocabulary.campaigns import Level, NewCaller
from entremise.outreach.vocabulary.staffing import (
    HIGHEST,
    SLEEPS_AFTER,
    EngagementState,
    MoveCause,
    Refusal,
    Standing,
    steps_to,
)


@dataclass(frozen=True, slots=True)
class Why:
    """The cause of a move, with a lead's reason or the facts it rests on."""

    cause: MoveCause
    reason: str = ""
    facts: tuple[str, ...] = ()


@transaction.atomic
def promote(*, actor: Actor, engagement_id: int, at: datetime) -> int:
    """One level up, by a referent, with the facts as counted now; return the level; refuse with `FACTS_MISSING`,
    `NOT_A_REFERENT`, `NOT_FOR_ONESELF`, `SUSPENDED`, `WRONG_STATE`."""
    row = locked(engagement_id)
    require_referent_for(actor, row)
    if row.standing == Standing.SUSPENDED:
        raise Refused(Refusal.SUSPENDED)
    if row.level == HIGHEST:
        raise Refused(Refusal.WRONG_STATE)
    steps = steps_to(row.level + 1, facts_of(engagement_id=row.pk))
    if not all(step.is_met for step in steps):
        raise Refused(Refusal.FACTS_MISSING)
    facts = tuple(f"{step.need} {step.done}/{step.wanted}" for step in steps)
    move(row, row.level + 1, actor, at, Why(MoveCause.PROMOTED, facts=facts))
    join_campaign(row, at)
    return row.level


@transaction.atomic
def recognise(*, actor: Actor, engagement_id: int, level: int, reason: str, at: datetime) -> None:
    """A lead answers for what was learnt elsewhere, with a reason; refuse with `NOT_FOR_ONESELF`,
    `LETTER_NOT_SIGNED`, `WRONG_STATE`."""
    row = staffed(actor, engagement_id)
    if row.user_id == actor.user_id:
        raise Refused(Refusal.NOT_FOR_ONESELF)
    if row.signed_at is None:
        raise Refused(Refusal.LETTER_NOT_SIGNED)
    if row.state != EngagementState.ADMITTED or not row.level < level <= HIGHEST:
        raise Refused(Refusal.WRONG_STATE)
    move(row, level, actor, at, Why(MoveCause.ELSEWHERE, reason))
    join_campaign(row, at)


def join_campaign(row: Engagement, at: datetime) -> None:
    """The lead who admitted her named a campaign: her first level opens it."""
    if row.campaign_id is None or row.decided_by_id is None:
        return
    if not Campaign.objects.filter(pk=row.campaign_id, state__in=RUNNING).exists():
        return
    if row.callers.filter(campaign_id=row.campaign_id, ended_at=None).exists():
        return
    lead = Actor(user_id=row.decided_by_id, organization_id=row.organization_id)
    new = NewCaller(row.user_id, Level(row.level), tuple(row.languages))
    admit_caller(actor=lead, campaign_id=row.campaign_id, new=new, at=at)


@transaction.atomic
def step_down(*, actor: Actor, at: datetime) -> int:
    """One level less, by her own wish; return the level; refuse with `WRONG_STATE` below the first."""
    row = own(actor)
    if row.level <= Level.LISTENING:
        raise Refused(Refusal.WRONG_STATE)
    move(row, row.level - 1, actor, at, Why(MoveCause.BY_WISH))
    return row.level


@transaction.atomic
def suspend(*, actor: Actor, engagement_id: int, reason: str, at: datetime) -> None:
    """Nobody is given to her any more, for a reason she reads; refuse with `WRONG_STATE`, `NOT_FOR_ONESELF`."""
    row = staffed(actor, engagement_id)
    if row.user_id == actor.user_id:
        raise Refused(Refusal.NOT_FOR_ONESELF)
    if row.state != EngagementState.ADMITTED or row.standing == Standing.SUSPENDED:
        raise Refused(Refusal.WRONG_STATE)
    row.standing, row.suspended_by_id = Standing.SUSPENDED, actor.user_id
    row.suspension_reason, row.appeal = reason, ""
    row.save()
    trace(row, row.level, actor, at, Why(MoveCause.SUSPENDED, reason))


@transaction.atomic
def appeal(*, actor: Actor, words: str, at: datetime) -> None:
    """Ask another lead to look at it again; refuse with `WRONG_STATE`."""
    row = own(actor)
    if row.standing != Standing.SUSPENDED or row.appeal:
        raise Refused(Refusal.WRONG_STATE)
    row.appeal = words
    row.save(update_fields=["appeal"])


@transaction.atomic
def restore(*, actor: Actor, engagement_id: int, reason: str, at: datetime) -> None:
    """She calls again; after an appeal another lead says so; refuse with `ANOTHER_LEAD`, `WRONG_STATE`."""
    row = suspended(actor, engagement_id)
    row.standing, row.suspended_by, row.suspension_reason, row.appeal = Standing.READY, None, "", ""
    row.save()
    trace(row, row.level, actor, at, Why(MoveCause.RESTORED, reason))


@transaction.atomic
def uphold(*, actor: Actor, engagement_id: int, reason: str, at: datetime) -> None:
    """Another lead has read the appeal, and leaves it as it is; refuse with `ANOTHER_LEAD`, `WRONG_STATE`."""
    row = suspended(actor, engagement_id)
    if not row.appeal:
        raise Refused(Refusal.WRONG_STATE)
    row.appeal = ""
    row.save(update_fields=["appeal"])
    trace(row, row.level, actor, at, Why(MoveCause.UPHELD, reason))


def suspended(actor: Actor, engagement_id: int) -> Engagement:
    """A suspension that this lead may decide on: an appeal is for another than who suspended."""
    row = staffed(actor, engagement_id)
    if row.standing != Standing.SUSPENDED or row.state != EngagementState.ADMITTED:
        raise Refused(Refusal.WRONG_STATE)
    if row.user_id == actor.user_id or (row.appeal and row.suspended_by_id == actor.user_id):
        raise Refused(Refusal.ANOTHER_LEAD)
    return row


@transaction.atomic
def put_to_sleep(*, at: datetime) -> int:
    """Each night: no call, no lesson and no move for sixty days; a refresher comes first; return how many."""
    since = at - SLEEPS_AFTER
    mine = OuterRef("pk")
    rows = (
        Engagement.objects.select_for_update(of=("self",))
        .filter(
            ~Exists(Attempt.objects.filter(user_id=OuterRef("user_id"), shown_at__gt=since)),
            ~Exists(LevelMove.objects.filter(engagement=mine, at__gt=since)),
            ~Exists(Milestone.objects.filter(engagement=mine, at__gt=since)),
            state=EngagementState.ADMITTED,
            standing=Standing.READY,
            level__gte=1,
            decided_at__lt=since,
        )
        .order_by("pk")
    )
    found = tuple(rows)
    for row in found:
        row.standing = Standing.ASLEEP
        row.save(update_fields=["standing"])
        trace(row, row.level, Actor(user_id=None), at, Why(MoveCause.FELL_ASLEEP))
    return len(found)


def move(row: Engagement, level: int, actor: Actor, at: datetime, why: Why) -> None:
    trace(row, level, actor, at, why)
    set_level(row, level)


def trace(row: Engagement, level: int, actor: Actor, at: datetime, why: Why) -> None:
    LevelMove.objects.create(
        engagement=row,
        at=at,
        by_id=actor.user_id,
        before=row.level,
        after=level,
        cause=why.cause,
        reason=why.reason,
        facts=list(why.facts),
    )
