"""Waves: by hand or by their rhythm, everybody whose call is done is called again and the unreached carry over."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.commons.queries.objections import objected_people
from entremise.commons.queries.registers import people_listed
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import next_within
from entremise.kernel.errors import Refused
from entremise.kernel.work import defer
from entremise.outreach.models import Call, Campaign, Visit, Wave
from entremise.outreach.operations.campaigns import locked, note
from entremise.outreach.operations.lists import (
    A_DAY,
    BATCH,
    leave_other_lists,
    midnight,
    talked_today,
)
from entremise.outreach.operations.pools import pool_for
from entremise.outreach.queries.grounds import registers_open_to
from entremise.outreach.queries.hours import local_moment
from entremise.outreach.queries.waves import is_begun, last_number
from entremise.outreach.rules import calling_rules, origin_of
from entremise.outreach.vocabulary.calls import CallState, Refusal, StopReason
from entremise.outreach.vocabulary.campaigns import CampaignState, Level
from entremise.outreach.vocabulary.priority import LATE, SOON
from entremise.outreach.vocabulary.visits import VisitEnding
from entremise.outreach.vocabulary.waves import rhythm_words

State = CampaignState
Key = Any  # of a call, of a person: where a batch ends
Step = Callable[[Key], Key]
# A visit that found her well, or that she answered, leaves her to be called like the others.
FOUND_AGAIN = (VisitEnding.WELL, VisitEnding.REPORTED, VisitEnding.ANSWERED)
# In the database: fifty thousand rows made one by one in Python cost more than all the rest.
CALL_ANEW: Final = """
INSERT INTO outreach_call (
    campaign_id, pool_id, person, wave, state, due_at, rank, reach_by, reasons, half_hours, household, created_at,
    tries_count, not_today_count, busy_count, promises_missed_count, is_maybe_called, token, lane, has_heartbeat,
    stop_reason)
SELECT last.campaign_id, fresh.id, last.person, last.wave + 1,
    CASE WHEN tired.person IS NULL THEN 'READY' ELSE 'WAITING' END,
    CASE WHEN tired.person IS NOT NULL THEN %(tomorrow)s::timestamptz END,
    last.rank %% %(late)s + %(floor)s, %(ends)s, last.reasons, last.half_hours, last.household, %(at)s,
    0, 0, 0, 0, false, 0, '', false, ''
FROM outreach_call last
JOIN outreach_pool own ON own.id = last.pool_id
JOIN outreach_pool fresh ON fresh.campaign_id = last.campaign_id AND fresh.level = own.level
    AND fresh.language = own.language AND NOT fresh.is_retry
LEFT JOIN unnest(%(tired)s::uuid[]) AS tired (person) ON tired.person = last.person
WHERE last.id = ANY (%(calls)s)
ORDER BY last.rank DESC, last.id
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def begin_wave(*, actor: Actor, campaign_id: int, at: datetime) -> None:
    """Begin a wave now; the worker calls its people; refuse with `WRONG_STATE`, `WAVE_BEGINNING`, `NO_RIGHT_TO_CALL`."""
    row = locked(actor, campaign_id, State.OPEN)
    if is_begun(campaign_id=campaign_id):
        raise Refused(Refusal.WAVE_BEGINNING)
    opened(row, actor, at)
    defer("watch_campaigns", timestamp=0)


def begin_due_wave(*, campaign_id: int, at: datetime) -> bool:
    """By the clock, once for its day: whoever comes second finds the next day written; one that a dead worker left
    is called to its end first; refuse with `WRONG_STATE`, `NO_RIGHT_TO_CALL`."""
    call_begun(campaign_id=campaign_id, at=at)
    wave = open_due(campaign_id, at)
    if wave is None:
        return False
    call_again(wave, at)
    return True


def call_begun(*, campaign_id: int, at: datetime) -> None:
    """Call the people of a wave that a page began, or that a worker left in its middle."""
    begun = Wave.objects.select_related("campaign").filter(campaign_id=campaign_id, called_at=None)
    wave = begun.order_by("pk").first()
    if wave is not None:
        call_again(wave, at)


@transaction.atomic
def set_rhythm(
    *, actor: Actor, campaign_id: int, days: int | None, next_on: date | None = None, at: datetime
) -> None:
    """A wave every so many days, or none any more; the first on a day to come; refuse with `WAVE_DAY_PAST`, `WRONG_STATE`."""
    row = locked(actor, campaign_id, State.DRAFT, State.CHECKED, State.OPEN, State.PAUSED)
    if next_on is not None and next_on <= localdate(at):
        raise Refused(Refusal.WAVE_DAY_PAST)
    row.rhythm_days = days
    date_next_wave(row, at, wished=next_on)
    text = rhythm_words(days) if days else _("No new wave any more")
    note(row, actor, row.state, row.state, at, text)


def date_next_wave(row: Campaign, at: datetime, wished: date | None = None) -> None:
    """The day after a pause of the rhythm on which the campaign calls; none before it is open or past its end."""
    row.next_wave_on = None
    if row.rhythm_days and row.opened_at is not None:
        day = wished or localdate(at) + timedelta(days=row.rhythm_days)
        opening = next_within(calling_rules(row), local_moment(day, time()))
        day = opening.date() if opening else day
        if local_moment(day, time()) < row.ends_at:
            row.next_wave_on = day
    row.save(update_fields=["rhythm_days", "next_wave_on"])


@transaction.atomic
def open_due(campaign_id: int, at: datetime) -> Wave | None:
    row = locked(SYSTEM, campaign_id, State.OPEN)
    if row.next_wave_on is None or row.next_wave_on > localdate(at):
        return None
    return opened(row, SYSTEM, at)


def opened(row: Campaign, actor: Actor, at: datetime) -> Wave:
    """The campaign is locked: two workers make one wave."""
    if not registers_open_to(campaign_id=row.pk, at=at):
        raise Refused(Refusal.NO_RIGHT_TO_CALL)
    keys = row.pools.order_by("level", "language").values_list("level", "language").distinct()
    for level, language in keys:
        pool_for(campaign_id=row.pk, level=Level(level), language=language, is_retry=False)
    date_next_wave(row, at)
    return Wave.objects.create(
        campaign=row,
        number=last_number(campaign_id=row.pk) + 1,
        began_at=at,
        user_id=actor.user_id,
        called_count=0,
        carried_count=Call.objects.filter(campaign=row, ended_at=None).count(),
    )


def call_again(wave: Wave, at: datetime) -> None:
    """Batch by batch, each kept by itself: whoever is killed is followed by whoever begins again, and nobody comes twice."""
    registers = registers_open_to(campaign_id=wave.campaign_id, at=at)
    if not registers:
        raise Refused(Refusal.NO_RIGHT_TO_CALL)
    for step in (partial(carry_over, wave), partial(add_anew, wave, registers)):
        after = one_batch(wave, step, None)
        while after is not None:
            after = one_batch(wave, step, after)
    wave.called_at = at
    wave.called_count = Call.objects.filter(
        campaign_id=wave.campaign_id, wave__gt=1, created_at=wave.began_at
    ).count()
    wave.save(update_fields=["called_at", "called_count"])


@transaction.atomic
def one_batch(wave: Wave, step: Step, after: Key) -> Key:
    """One transaction, so short that no take waits for it; the last key that it came to, none at the end or once
    the campaign calls nobody new. The lock makes two who finish the same wave take turns."""
    rows = Campaign.objects.select_for_update(of=("self",), no_key=True)
    is_calling = rows.get(pk=wave.campaign_id).state in (State.OPEN, State.PAUSED)
    return step(after) if is_calling else None


def carry_over(wave: Wave, after: int | None) -> int | None:
    """Whoever is still on the list comes before all others: her own wave is over."""
    rows = Call.objects.filter(campaign_id=wave.campaign_id, ended_at=None, pk__gt=after or 0)
    older = rows.filter(created_at__lt=wave.began_at)
    misplaced = older.exclude(reach_by__lte=wave.began_at, rank__gte=2 * LATE)
    keys = list(misplaced.order_by("pk").values_list("pk", flat=True)[:BATCH])
    Call.objects.filter(pk__in=keys).update(
        reach_by=Least("reach_by", wave.began_at), rank=F("rank") % LATE + 2 * LATE
    )
    return keys[-1] if keys else None


def add_anew(wave: Wave, registers: Collection[int], after: UUID | None) -> UUID | None:
    """One new call for each of these people whose last one was done when the wave began, if she may still be called."""
    last = last_calls(wave, after)
    seen = found_again([one.pk for one in last])
    done = {one.person: one.pk for one in last if is_done(one, seen, wave.began_at)}
    wanted = people_listed(register_ids=registers, among=done)
    purpose = Purpose(wave.campaign.purpose)
    wanted -= objected_people(purpose=purpose, origin=origin_of(wave.campaign_id), among=done)
    leave_other_lists(wanted, wave.campaign, wave.began_at)
    insert_anew(wave, [done[one] for one in wanted], tired=talked_today(wanted, wave.began_at))
    return last[-1].person if last else None


def last_calls(wave: Wave, after: UUID | None) -> list[Any]:
    """The next people of the campaign, by uuid, each with her last call."""
    rows = Call.objects.filter(campaign_id=wave.campaign_id, person__gt=after or UUID(int=0))
    lasts = rows.order_by("person", "-wave").distinct("person")
    fields = ("pk", "person", "state", "stop_reason", "ended_at")
    return list(lasts.values_list(*fields, named=True)[:BATCH])


def found_again(calls: Collection[int]) -> frozenset[int]:
    """Unreachable by telephone once, then seen at her door or heard of: her calls."""
    visits = Visit.objects.filter(call_id__in=calls, ending__in=FOUND_AGAIN)
    return frozenset(pk for pk in visits.values_list("call_id", flat=True) if pk)


def is_done(last: Any, seen: frozenset[int], by: datetime) -> bool:
    is_over = last.ended_at is not None and last.ended_at <= by
    is_found = last.state == CallState.UNREACHABLE and last.pk in seen
    has_given_way = last.stop_reason == StopReason.ALERT
    return is_over and (last.state == CallState.DONE or is_found or has_given_way)


def insert_anew(wave: Wave, calls: Collection[int], *, tired: Collection[UUID]) -> None:
    """Ready now, tomorrow for who has talked today; wanted before the next wave. Whom another campaign calls stays there."""
    row, at = wave.campaign, wave.began_at
    ends = row.ends_at if row.next_wave_on is None else local_moment(row.next_wave_on, time())
    with connection.cursor() as cursor:
        cursor.execute(
            CALL_ANEW,
            {
                "calls": list(calls),
                "tired": list(tired),
                "tomorrow": midnight(at) + A_DAY,
                "floor": LATE if ends <= at + SOON else 0,
                "late": LATE,
                "ends": ends,
                "at": at,
            },
        )
