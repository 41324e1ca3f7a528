"""Waves: whoever is done is called again, the unreached carry over, nobody who stopped ever comes back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime
from tests.make import commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.models import Objection, Record
from entremise.commons.vocabulary.access import Channel, ObjectionScope, ObjectionState
from entremise.journeys.watch_campaigns import watch_campaigns
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.models import Attempt, Call, Campaign, Visit, Wave
from entremise.outreach.operations import waves
from entremise.outreach.operations.waves import begin_due_wave, begin_wave, call_begun, set_rhythm
from entremise.outreach.queries.campaigns import campaign as card_of
from entremise.outreach.queries.waves import waves_of
from entremise.outreach.vocabulary.calls import CallState, Refusal, StopReason
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.outreach.vocabulary.priority import LATE

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def room_of(count=1, **given):
    return make.room(*[people.sheet() for _ in range(count)], **given)


def done(person, state=CallState.DONE, **given):
    ended = commons.now() - A_DAY
    Call.objects.filter(person=person).update(state=state, ended_at=ended, **given)


def wave(room, at=None):
    """How many people are called again."""
    at = at or commons.now()
    begin_wave(actor=SYSTEM, campaign_id=room.campaign.pk, at=at)
    call_begun(campaign_id=room.campaign.pk, at=at)
    return Wave.objects.latest("number").called_count


def states_of(person):
    rows = Call.objects.filter(person=person).order_by("wave")
    return [(row.wave, row.state) for row in rows]


def test_the_done_are_called_again_and_the_unreached_carry_over_once():
    room = room_of(2)
    reached, missed = room.people
    done(reached)

    assert wave(room) == 1

    assert states_of(reached) == [(1, "DONE"), (2, "READY")]
    assert states_of(missed) == [(1, "READY")]
    kept = Wave.objects.get()
    assert (kept.number, kept.called_count, kept.carried_count) == (2, 1, 1)


@pytest.mark.parametrize("reason", ["OBJECTION", "DEATH"])
def test_whoever_was_stopped_never_comes_back(reason):
    room = room_of()
    done(room.people[0], CallState.STOPPED, stop_reason=reason)

    assert wave(room) == 0


def test_whoever_left_the_list_for_an_alert_is_back_at_the_next_wave():
    room = room_of()
    done(room.people[0], CallState.STOPPED, stop_reason=StopReason.ALERT)

    assert wave(room) == 1


def test_whoever_objects_after_her_talk_is_left_alone():
    room = room_of()
    done(room.people[0])
    Objection.objects.create(
        person=room.people[0],
        scope=ObjectionScope.ALL,
        channel=Channel.PAPER,
        state=ObjectionState.ACTING,
        received_at=commons.now(),
    )

    assert wave(room) == 0


def test_whoever_left_the_register_or_died_since_is_left_alone():
    room = room_of()
    done(room.people[0])
    Record.objects.filter(person=room.people[0]).update(state="DECEASED", ended_at=commons.now())

    assert wave(room) == 0


def test_whoever_another_campaign_calls_is_not_called_twice():
    room = room_of()
    done(room.people[0])
    make.call(person=room.people[0])

    assert wave(room) == 0


def test_whoever_an_ended_campaign_never_reached_is_called_again():
    room = room_of()
    done(room.people[0])
    ended = make.campaign(ends_at=commons.now() - A_DAY)
    make.call(campaign=ended, person=room.people[0])

    assert wave(room) == 1


def test_whoever_talked_today_waits_until_tomorrow():
    room, at = room_of(), commons.now()
    taken = make.told(room.caller, room.campaign, at)
    Attempt.objects.filter(call_id=taken.call_id).update(outcome="SPOKEN_WELL", ended_at=at)
    Call.objects.update(state="DONE", held_by=None, lease_until=None, shown_at=None, ended_at=at)

    wave(room, at)

    again = Call.objects.get(wave=2)
    assert (again.state, localdate(again.due_at)) == ("WAITING", localdate(at) + A_DAY)


def test_whoever_was_found_well_at_her_door_is_called_again():
    room = room_of(2)
    for person, ending in zip(room.people, ("WELL", "AWAY"), strict=True):
        done(person, CallState.UNREACHABLE)
        Visit.objects.create(
            campaign=room.campaign,
            call=Call.objects.get(person=person),
            person=person,
            cause="UNREACHABLE",
            state="CLOSED",
            ending=ending,
            asked_at=commons.now(),
            closed_at=commons.now(),
        )

    assert wave(room) == 1
    assert len(states_of(room.people[0])) == 2


def test_a_wave_over_puts_those_it_left_before_the_new_ones():
    room = room_of(2)
    reached, missed = room.people
    Call.objects.filter(person=missed).update(rank=5)
    Call.objects.filter(person=reached).update(rank=900_000)
    done(reached)

    wave(room)

    ranks = {row.person: row.rank for row in Call.objects.filter(ended_at=None)}
    assert ranks[missed] == 2 * LATE + 5
    assert ranks[reached] == 900_000


def test_without_a_grant_that_stands_no_wave_begins():
    room = room_of()
    done(room.people[0])
    commons.suspend(Origin("CAMPAIGN", room.campaign.pk))

    with pytest.raises(Refused, match=Refusal.NO_RIGHT_TO_CALL):
        wave(room)
    assert not Wave.objects.exists()


def test_a_paused_campaign_makes_no_wave():
    room = room_of()
    Campaign.objects.update(state=CampaignState.PAUSED)

    with pytest.raises(Refused, match=Refusal.WRONG_STATE):
        wave(room)


def rhythm(room, days, next_on=None):
    set_rhythm(
        actor=SYSTEM,
        campaign_id=room.campaign.pk,
        days=days,
        next_on=next_on,
        at=commons.now(),
    )
    return Campaign.objects.get(pk=room.campaign.pk)


def test_on_its_day_a_wave_begins_once_and_the_next_is_dated():
    room = room_of()
    done(room.people[0])
    next_on = rhythm(room, 2).next_wave_on
    at = commons.now() + 2 * A_DAY

    found = [begin_due_wave(campaign_id=room.campaign.pk, at=at) for _ in range(2)]

    assert next_on == localdate(at)
    assert found == [True, False]
    assert Wave.objects.count() == 1
    assert Campaign.objects.get(pk=room.campaign.pk).next_wave_on == next_on + 2 * A_DAY


def test_days_missed_make_one_wave_not_several():
    room = room_of()
    rhythm(room, 1)
    late = commons.now() + 5 * A_DAY

    assert begin_due_wave(campaign_id=room.campaign.pk, at=late)
    assert not begin_due_wave(campaign_id=room.campaign.pk, at=late)
    assert Campaign.objects.get(pk=room.campaign.pk).next_wave_on == localdate(late) + A_DAY


def test_no_wave_is_dated_past_the_last_day():
    room = room_of()

    assert rhythm(room, 30).next_wave_on is None


def test_a_rhythm_that_is_stopped_begins_nothing():
    room = room_of()
    rhythm(room, 1)

    rhythm(room, None)

    assert not begin_due_wave(campaign_id=room.campaign.pk, at=commons.now() + 3 * A_DAY)


def test_a_wave_is_dated_for_a_day_to_come():
    room = room_of()

    with pytest.raises(Refused, match=Refusal.WAVE_DAY_PAST):
        rhythm(room, 2, localdate(commons.now()))


def test_a_rhythm_given_before_opening_begins_with_the_opening():
    room = room_of()
    Campaign.objects.update(state=CampaignState.DRAFT, opened_at=None)

    kept = rhythm(room, 3)

    assert (kept.rhythm_days, kept.next_wave_on) == (3, None)


def test_each_wave_counts_its_own_calls(django_assert_num_queries):
    room, at = room_of(2), commons.now()
    done(room.people[0])
    make.shown(room.caller, room.campaign, at - timedelta(minutes=5))
    wave(room, at)

    card = card_of(room.campaign.pk)
    with django_assert_num_queries(1):
        first, second = waves_of(campaign=card)

    assert (first.called, first.calls, second.called, second.carried, second.calls) == (
        2,
        1,
        1,
        1,
        0,
    )


def test_a_wave_killed_between_two_batches_is_called_to_its_end_and_nobody_twice(monkeypatch):
    """Meanwhile one of them is talked with again: she waits for the next wave like the others."""
    room = room_of(7)
    for person in room.people[:5]:
        done(person)
    monkeypatch.setattr(waves, "BATCH", 2)
    rhythm(room, 1)
    tomorrow = localtime(commons.now() + A_DAY).replace(hour=10)  # two hours later is the same day
    ways = iter([waves.insert_anew, waves.insert_anew])

    def killed(*given, **named):
        way = next(ways, None)
        if way is None:
            raise SystemExit
        way(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(waves, "insert_anew", killed)
        with pytest.raises(SystemExit):
            begin_due_wave(campaign_id=room.campaign.pk, at=tomorrow)
    half = Call.objects.filter(wave=2)
    assert 0 < half.count() < 5
    half.filter(pk=half.first().pk).update(state=CallState.DONE, ended_at=tomorrow + A_DAY / 24)

    moved = watch_campaigns(at=tomorrow + A_DAY / 12)

    kept = Wave.objects.get()
    assert (moved, kept.called_count, kept.carried_count) == (0, 5, 2)
    assert kept.called_at is not None
    assert sorted(len(states_of(person)) for person in room.people) == [1, 1, 2, 2, 2, 2, 2]
    late = Call.objects.filter(wave=1, ended_at=None)
    assert {(row.reach_by, row.rank >= 2 * LATE) for row in late} == {(tomorrow, True)}


def test_a_wave_that_a_page_began_is_called_by_the_worker_and_no_other_begins_meanwhile():
    room = room_of()
    done(room.people[0])

    begin_wave(actor=SYSTEM, campaign_id=room.campaign.pk, at=commons.now())

    assert states_of(room.people[0]) == [(1, "DONE")]
    with pytest.raises(Refused, match=Refusal.WAVE_BEGINNING):
        begin_wave(actor=SYSTEM, campaign_id=room.campaign.pk, at=commons.now())
    watch_campaigns(at=commons.now())
    assert states_of(room.people[0]) == [(1, "DONE"), (2, "READY")]
    assert Wave.objects.get().called_count == 1


def test_a_wave_left_in_the_middle_calls_nobody_once_its_campaign_closes(monkeypatch):
    room = room_of()
    done(room.people[0])
    begin_wave(actor=SYSTEM, campaign_id=room.campaign.pk, at=commons.now())
    Campaign.objects.update(state=CampaignState.CLOSING)

    call_begun(campaign_id=room.campaign.pk, at=commons.now())

    assert states_of(room.people[0]) == [(1, "DONE")]
    assert Wave.objects.get().called_at is not None


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_begins_it(monkeypatch):
    room = room_of()
    done(room.people[0])
    rhythm(room, 1)
    tomorrow = commons.now() + A_DAY

    def killed(**given):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Wave.objects, "create", killed)
        with pytest.raises(SystemExit):
            begin_due_wave(campaign_id=room.campaign.pk, at=tomorrow)
    assert states_of(room.people[0]) == [(1, "DONE")]

    assert begin_due_wave(campaign_id=room.campaign.pk, at=tomorrow)
    assert states_of(room.people[0]) == [(1, "DONE"), (2, "READY")]
