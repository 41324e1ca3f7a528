"""Callers promise, entrust, miss and leave; people ring back: each promise has a keeper and an hour, and everybody is called in the end.

Longer: ENTREMISE_MACHINE_STEPS (steps of a run) and ENTREMISE_MACHINE_RUNS."""

from datetime import timedelta

import pytest
from django.db.models import Q
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from tests.machines.acting import NEVER, Acting, run
from tests.make import accounts
from tests.make import outreach as make
from tests.make.kits import day_and_night

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.models import Call, Conflict, RingBack
from entremise.outreach.operations.callers import admit_caller, dismiss_caller
from entremise.outreach.operations.calls import claim_next_call, show_number
from entremise.outreach.operations.closing import entrust_promise, release_call
from entremise.outreach.operations.pairs import end_pairs
from entremise.outreach.operations.ring_backs import (
    begin_ring_back,
    confirm_identity,
    note_stopped,
    note_told,
    promise_call,
    talk_now,
)
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.vocabulary.calls import Closing, HandBackReason, Outcome, StopReason
from entremise.outreach.vocabulary.campaigns import Level, NewCaller
from entremise.outreach.vocabulary.ring_backs import FoundBy

PEOPLE = 6
WHO = st.integers(0, 2)
HOURS = st.sampled_from([1, 3, 26])
ACTS = st.sampled_from([confirm_identity, confirm_identity, note_told, note_stopped, talk_now])


class Promises(Acting):
    lead: Actor
    callers: tuple[Actor, ...]
    never = NEVER | {
        "a promise is open to all before its own hour": (
            "select id from outreach_call where state = 'CALLBACK' and open_at < due_at"
        ),
        "a promise waits for somebody who has left": (
            "select c.id from outreach_call c where c.state = 'CALLBACK' and c.owner_id is not null"
            " and not exists (select from outreach_caller k where k.user_id = c.owner_id"
            "  and k.campaign_id = c.campaign_id and k.ended_at is null)"
        ),
        "a promise was taken up and nobody knows if it was kept": (
            "select id from outreach_attempt where promised_at is not null and outcome <> ''"
            " and is_promise_kept is null"
        ),
        "a card is open for somebody who has hung up": (
            "select a.id from commons_assignment a join outreach_ringback r on r.id = a.origin_id"
            " where a.origin_kind = 'RING_BACK' and a.released_at is null and a.until > %(at)s"
            " and (r.ended_at is not null or a.user_id <> r.user_id)"
        ),
    }

    @initialize()
    def begin(self):
        for number in range(PEOPLE):
            make.call(campaign=self.campaign, rank=number)

    @rule(minutes=st.sampled_from([1, 6, 25, 50, 130, 60 * 19, 60 * 75]))
    def time_passes(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule(who=WHO)
    def takes(self, who):
        self.next_of(who)

    def next_of(self, who):
        """What is due comes first: hers, the oldest of hers; then whatever is open to all."""
        caller = self.callers[who]
        let_go = Q(state="HELD", lease_until__lte=self.at, shown_at=None, open_at__isnull=False)
        promised = Call.objects.filter(Q(state="CALLBACK") | let_go, due_at__lte=self.at)
        met = Conflict.objects.filter(user_id=caller.user_id)  # handed back: never again
        due = {row.pk: row for row in promised.exclude(person__in=met.values("person"))}
        taken = self.does(claim_next_call, actor=caller, campaign_id=self.campaign.pk)
        if taken is None or not taken.is_new:
            return taken
        hers = [one.due_at for one in due.values() if one.owner_id == caller.user_id]
        before = due.get(taken.call_id)
        if hers:
            assert before is not None
            assert (before.owner_id, before.due_at) == (caller.user_id, min(hers))
        elif any(one.open_at <= self.at for one in due.values()):
            assert before is not None
        if before is not None and before.owner_id != caller.user_id:
            assert before.open_at <= self.at, "a colleague's promise was taken before its hour"
        return taken

    @rule(who=WHO, hours=HOURS, is_mine=st.booleans())
    def promises(self, who, hours, is_mine):
        when = self.at + timedelta(hours=hours)
        self.call(who, Closing(Outcome.CALL_BACK, callback_at=when, is_mine=is_mine))

    @rule(
        who=WHO,
        outcome=st.sampled_from([Outcome.CUT_OFF, Outcome.NO_ANSWER, Outcome.NOT_TODAY]),
    )
    def fails(self, who, outcome):
        self.call(who, Closing(outcome))

    @rule(who=WHO, is_weekly=st.booleans())
    def talks(self, who, is_weekly):
        self.call(who, Closing(Outcome.SPOKEN_WELL, is_weekly=is_weekly))

    def call(self, who, closing):
        taken = self.next_of(who)
        if taken is not None:
            self.talk(self.callers[who], taken, closing)

    @rule(who=WHO, is_shown=st.booleans())
    def vanishes(self, who, is_shown):
        """Her browser dies with somebody on it."""
        taken = self.next_of(who)
        if taken is not None and is_shown:
            given = {"call_id": taken.call_id, "token": taken.token}
            self.does(show_number, actor=self.callers[who], **given)

    @rule(who=WHO)
    def hands_back(self, who):
        taken = self.next_of(who)
        if taken is not None:
            given = {"call_id": taken.call_id, "token": taken.token}
            reason = HandBackReason.SHIFT_ENDS
            self.does(release_call, actor=self.callers[who], reason=reason, **given)

    @rule(who=WHO, data=st.data())
    def entrusts(self, who, data):
        call_id = self.one(Call, data, state="CALLBACK")
        self.does(entrust_promise, actor=self.callers[who], call_id=call_id)

    @rule(who=WHO, data=st.data())
    def somebody_rings_back(self, who, data):
        given = {"purpose": Purpose.ALERT_CALL, "found_by": FoundBy.TIME}
        call_id = self.one(Call, data)
        self.does(begin_ring_back, actor=self.callers[who], call_id=call_id, **given)

    @rule(who=WHO, data=st.data(), act=ACTS)
    def the_desk_answers(self, who, data, act):
        row = self.one(RingBack, data, ended_at=None)
        told = self.does(act, actor=self.callers[who], ring_back_id=row) if row else None
        if act is note_stopped and told is not None:
            stop_calls_of(person=told, reason=StopReason.OBJECTION, at=self.at)
        if act is talk_now and told is not None:
            closing = Closing(Outcome.SPOKEN_WELL)
            assert self.talk(self.callers[who], told, closing)

    @rule(who=WHO, data=st.data(), hours=HOURS, is_mine=st.booleans())
    def the_desk_promises(self, who, data, hours, is_mine):
        row = self.one(RingBack, data, ended_at=None)
        given = {"due_at": self.at + timedelta(hours=hours), "is_mine": is_mine}
        self.does(promise_call, actor=self.callers[who], ring_back_id=row, **given)

    @rule(who=WHO)
    def leaves_and_comes_again(self, who):
        user_id = self.callers[who].user_id
        self.does(dismiss_caller, actor=self.lead, campaign_id=self.campaign.pk, user_id=user_id)
        new = NewCaller(user_id, Level.LISTENING, ("fr",))
        self.does(admit_caller, actor=self.lead, campaign_id=self.campaign.pk, new=new)

    def at_the_end(self):
        end_pairs(campaign_id=self.campaign.pk, at=self.at)  # else a talk dates the next one
        self.everybody_is_reached()


@pytest.mark.django_db
def test_each_promise_has_a_keeper_and_an_hour():
    campaign = make.campaign(kit_version_id=day_and_night(), is_sunday_ordered=True)
    Promises.campaign = campaign
    Promises.lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=campaign.organization)
    seat = make.shift(campaign, ends_at=make.NOON + timedelta(days=300))
    Promises.callers = tuple(make.caller(campaign, seat=seat) for _ in range(3))
    Promises.last = make.caller(campaign, seat=seat)

    run(Promises)
