"""Waves: by hand or by their rhythm, everybody whose call is done is called again and the unreached carry over."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import SYSTEM, Actor
from entremise.commons.queries.objections import objected_people
from entremise.commons.queries.registers import people_listed
from entremise.commons.vocabulary.law import Purpose
from entremise.engines.calling import next_within
from entremise.kernel.errors import Refused
from entremise.outreach.models import Call, Campaign, Pool, Visit, Wave
from entremise.outreach.operations.campaigns import locked, note
from entremise.outreach.operations.deadlines import class_deadlines
from entremise.outreach.operations.lists import A_DAY, BATCH, midnight, talked_today
from entremise.outreach.operations.pools import pool_for
from entremise.outreach.queries.grounds import registers_open_to
from entremise.outreach.queries.hours import local_moment
from entremise.outreach.queries.waves import last_number
from entremise.outreach.rules import calling_rules, origin_of
from entremise.outreach.vocabulary.calls import CallState, Refusal
from entremise.outreach.vocabulary.campaigns import CampaignState, Level
from entremise.outreach.vocabulary.priority import LATE
from entremise.outreach.vocabulary.visits import VisitEnding
from entremise.outreach.vocabulary.waves import rhythm_words

State = CampaignState
Pools = dict[tuple[int, str], Pool]
# A visit that found her well, or that she answered, leaves her to be called like the others.
FOUND_AGAIN = (VisitEnding.WELL, VisitEnding.REPORTED, VisitEnding.ANSWERED)


@transaction.atomic
def begin_wave(*, actor: Actor, campaign_id: int, at: datetime) -> int:
    """Begin a wave now; return how many people are called again; refuse with `WRONG_STATE`, `NO_RIGHT_TO_CALL`."""
    return begin(locked(actor, campaign_id, State.OPEN), actor, at)


@transaction.atomic
def begin_due_wave(*, campaign_id: int, at: datetime) -> bool:
    """By the clock, once for its day: whoever comes second finds the next day written; refuse with `WRONG_STATE`, `NO_RIGHT_TO_CALL`."""
    row = locked(SYSTEM, campaign_id, State.OPEN)
    if row.next_wave_on is None or row.next_wave_on > localdate(at):
        return False
    begin(row, SYSTEM, at)
    return True


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


def begin(row: Campaign, actor: Actor, at: datetime) -> int:
    """The campaign is locked: two workers make one wave."""
    registers = registers_open_to(campaign_id=row.pk, at=at)
    if not registers:
        raise Refused(Refusal.NO_RIGHT_TO_CALL)
    open_calls = Call.objects.filter(campaign=row, ended_at=None)
    carried = open_calls.count()
    open_calls.exclude(reach_by__lt=at).update(reach_by=at)  # their own wave is over
    date_next_wave(row, at)
    called = call_again(row, registers, at)
    class_deadlines(at=at, campaign_id=row.pk)
    Wave.objects.create(
        campaign=row,
        number=last_number(campaign_id=row.pk) + 1,
        began_at=at,
        user_id=actor.user_id,
        called_count=called,
        carried_count=carried,
    )
    return called


def call_again(row: Campaign, registers: Collection[int], at: datetime) -> int:
    """One new call for each person whose last one is done, if she may still be called; return how many."""
    seen = found_again(row)
    done = [one for one in last_calls(row) if is_done(one, seen)]
    pools = fresh_pools(done)
    before = Call.objects.filter(campaign=row).count()
    for start in range(0, len(done), BATCH):  # no statement grows with the list
        add_anew(done[start : start + BATCH], pools, registers, row, at)
    return Call.objects.filter(campaign=row).count() - before


def add_anew(
    done: Collection[Call], pools: Pools, registers: Collection[int], row: Campaign, at: datetime
) -> None:
    people = [one.person for one in done]
    wanted = people_listed(register_ids=registers, among=people)
    purpose = Purpose(row.purpose)
    wanted -= objected_people(purpose=purpose, origin=origin_of(row.pk), among=people)
    tired = talked_today(wanted, at)
    Call.objects.bulk_create(
        (
            called_anew(one, pools, row, at, is_tired=one.person in tired)
            for one in done
            if one.person in wanted
        ),
        ignore_conflicts=True,  # another campaign calls her
    )


def last_calls(row: Campaign) -> Collection[Call]:
    calls = Call.objects.filter(campaign=row).order_by("person", "-wave").distinct("person")
    return calls.select_related("pool")


def found_again(row: Campaign) -> frozenset[int]:
    """Unreachable by telephone once, then seen at her door or heard of: her calls."""
    visits = Visit.objects.filter(campaign=row, ending__in=FOUND_AGAIN, call__isnull=False)
    return frozenset(pk for pk in visits.values_list("call_id", flat=True) if pk)


def is_done(call: Call, seen: frozenset[int]) -> bool:
    return call.state == CallState.DONE or (call.state == CallState.UNREACHABLE and call.pk in seen)


def fresh_pools(calls: Collection[Call]) -> Pools:
    keys = {(one.pool.level, one.pool.language): one for one in calls}
    return {
        (level, language): pool_for(
            campaign_id=one.campaign_id, level=Level(level), language=language, is_retry=False
        )
        for (level, language), one in keys.items()
    }


def called_anew(last: Call, pools: Pools, row: Campaign, at: datetime, *, is_tired: bool) -> Call:
    """Ready now, tomorrow for who has talked today; wanted before the next wave."""
    ends = row.ends_at if row.next_wave_on is None else local_moment(row.next_wave_on, time())
    return Call(
        campaign=row,
        pool=pools[last.pool.level, last.pool.language],
        person=last.person,
        wave=last.wave + 1,
        state=CallState.WAITING if is_tired else CallState.READY,
        due_at=midnight(at) + A_DAY if is_tired else None,
        rank=last.rank % LATE,
        reach_by=ends,
        reasons=last.reasons,
        half_hours=last.half_hours,
        household=last.household,
        created_at=at,
    )
