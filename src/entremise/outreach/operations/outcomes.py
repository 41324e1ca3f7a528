"""Where a call goes on from its outcome: over, to another half-day, to a promise, to a visit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, cast

from django.db.models import QuerySet
from django.utils.timezone import localtime

from entremise.accounts.vocabulary import Actor
from entremise.engines.calling import is_unreachable, next_try
from entremise.kernel.compiled import compiled
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Campaign
from entremise.outreach.operations.pools import pool_of_tried
from entremise.outreach.operations.visits import ask_visit
from entremise.outreach.rules import calling_rules, calls_at, retry_after
from entremise.outreach.vocabulary.calls import (
    CALLBACK_GRACE,
    CallState,
    Closing,
    Outcome,
    Refusal,
)
from entremise.outreach.vocabulary.contacts import News
from entremise.outreach.vocabulary.visits import NewVisit, VisitCause

CUT_OFF_PAUSE: Final = timedelta(minutes=5)
NOT_TODAY_PAUSE: Final = timedelta(days=7)
BUSY_AT_MOST: Final = 3

ENDINGS: Final[dict[Outcome, CallState]] = {
    Outcome.SPOKEN_WELL: CallState.DONE,
    Outcome.SPOKEN_DIFFICULTY: CallState.DONE,
    Outcome.EMERGENCY: CallState.DONE,
    Outcome.WRONG_NUMBER: CallState.UNREACHABLE,
    Outcome.OUT_OF_SERVICE: CallState.UNREACHABLE,
}


def move(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """Where the call goes on from an outcome."""
    call.pool = pool_of_tried(call, closing.language)
    if closing.outcome in ENDINGS:
        call.state, call.ended_at = ENDINGS[closing.outcome], at
        return
    MOVES.get(closing.outcome, try_again)(call, closing, actor, at)


def promise(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """A moment that was agreed; or two people go, where she prefers it."""
    if closing.asks_visit:
        ask_to_see(call, actor, at, VisitCause.WISHED)
        return
    call.due_at, call.open_at = promised(call.campaign, closing, at)
    call.state, call.promised_at = CallState.CALLBACK, at
    call.owner_id = actor.user_id if closing.is_mine else None


def promised(campaign: Campaign, closing: Closing, at: datetime) -> tuple[datetime, datetime]:
    """When she is rung, and from when anybody may; refuse with `CALLBACK_OUTSIDE_HOURS`."""
    due = closing.callback_at
    if due is None or due <= at or not calls_at(campaign, due):
        raise Refused(Refusal.CALLBACK_OUTSIDE_HOURS)
    return due, due + CALLBACK_GRACE if closing.is_mine else due


def ring_back(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """The line was cut: the same caller, in five minutes; a line that is always cut is as good as none."""
    if call.tries_count >= calling_rules(call.campaign).tries_total:
        ask_to_see(call, actor, at)
        return
    call.state, call.owner_id = CallState.CALLBACK, actor.user_id
    call.due_at = at + CUT_OFF_PAUSE
    call.open_at = call.due_at + CALLBACK_GRACE


def leave_alone(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """Not today: one more try in seven days, then no other."""
    call.not_today_count += 1
    if call.not_today_count > 1:
        call.state, call.ended_at = CallState.DONE, at
    else:
        wait(call, at + NOT_TODAY_PAUSE)


def pause(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    wait(call, closing.away_until or at + NOT_TODAY_PAUSE)


def hand_to_language(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    call.state = CallState.READY


def try_again(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """Another half-day, until enough was tried; then a visit is asked."""
    rules = calling_rules(call.campaign)
    tries = [localtime(shown_at) for (shown_at,) in tries_of(call_id=call.pk)]
    call.busy_count += closing.outcome is Outcome.BUSY
    outcome = Outcome.NO_ANSWER if call.busy_count > BUSY_AT_MOST else closing.outcome
    slot = next_try(rules, retry_after(call.campaign, outcome), tries, localtime(at))
    if slot is None or is_unreachable(rules, tries, localtime(at)):
        ask_to_see(call, actor, at)
    else:
        wait(call, slot)


@compiled
def tries_of(*, call_id: int) -> QuerySet[Attempt, tuple[datetime]]:
    rows = Attempt.objects.filter(call_id=call_id, shown_at__isnull=False).order_by("pk")
    return cast("QuerySet[Attempt, tuple[datetime]]", rows.values_list("shown_at"))


def hear(call: Call, closing: Closing, actor: Actor, at: datetime) -> None:
    """What somebody beside her says: she is well, or away, or must be seen; else she is tried again."""
    news = closing.said.news if closing.said is not None else None
    if news is News.WELL:
        call.state, call.ended_at = CallState.DONE, at
    elif news is News.WORRIED:
        ask_to_see(call, actor, at, VisitCause.HEARD)
    elif news in {News.HOSPITAL, News.AWAY}:
        pause(call, closing, actor, at)
    else:
        try_again(call, closing, actor, at)


def ask_to_see(
    call: Call, actor: Actor, at: datetime, cause: VisitCause = VisitCause.UNREACHABLE
) -> None:
    """Enough was tried, or somebody near her is worried: she leaves all queues, and two people go."""
    call.state, call.ended_at = CallState.UNREACHABLE, at
    new = NewVisit(call.campaign_id, call.person, cause, call.pk)
    ask_visit(actor=actor, new=new, at=at)


def wait(call: Call, until: datetime) -> None:
    call.state, call.due_at = CallState.WAITING, until


Move = Callable[[Call, Closing, Actor, datetime], None]
MOVES: Final[dict[Outcome, Move]] = {
    Outcome.CALL_BACK: promise,
    Outcome.CUT_OFF: ring_back,
    Outcome.NOT_TODAY: leave_alone,
    Outcome.AWAY: pause,
    Outcome.LANGUAGE: hand_to_language,
    Outcome.RELATIVE_ANSWERED: hear,
}
