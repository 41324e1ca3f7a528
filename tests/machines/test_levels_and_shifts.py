"""Leads, referents and callers act at random on a moving clock: nobody calls above what she earned, no seat is given twice.

Longer: ENTREMISE_MACHINE_STEPS (steps of a run) and ENTREMISE_MACHINE_RUNS."""

import os
from datetime import timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from tests import make
from tests.machines.stepping import Stepping
from tests.make.outreach import NOON
from tests.make.training import right_answers

from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.outreach.models import Caller, Engagement, LevelMove
from entremise.outreach.operations.callers import admit_caller, dismiss_caller
from entremise.outreach.operations.engaging import end_engagement, sign_letter
from entremise.outreach.operations.learning import (
    answer_quiz,
    begin_exercise,
    choose_sentence,
    finish_screen,
    note_half_day,
    note_opinion,
    note_shared_call,
    wish_to_refer,
)
from entremise.outreach.operations.levels import (
    appeal,
    promote,
    put_to_sleep,
    recognise,
    restore,
    step_down,
    suspend,
    uphold,
)
from entremise.outreach.vocabulary.campaigns import Level, NewCaller
from entremise.solidarity.models import Booking, Shift
from entremise.solidarity.operations.shifts import (
    book_shift,
    end_shift,
    give_up_seat,
    note_no_shows,
    start_shift,
)
from entremise.solidarity.vocabulary.shifts import CALLERS_PER_REFERENT, Debrief, Talk

STEPS = int(os.environ.get("ENTREMISE_MACHINE_STEPS", "40"))
RUNS = int(os.environ.get("ENTREMISE_MACHINE_RUNS", "6"))
WHO = st.integers(0, 3)


class Staff(Stepping):
    begins_at = NOON
    campaign: object
    leads: tuple[Actor, ...]
    referent: Actor
    callers: tuple[Actor, ...]

    def __init__(self):
        super().__init__()
        self.moves = 0
        self.shift = make.shift(
            self.campaign, starts_at=NOON, ends_at=NOON + timedelta(hours=3), seats=3
        )

    def engaged(self, who):
        return make.engaged(self.callers[who]).pk

    @rule(minutes=st.sampled_from([5, 40, 200, 60 * 24 * 61]))
    def time_passes(self, minutes):
        self.at += timedelta(minutes=minutes)
        put_to_sleep(at=self.at)
        note_no_shows(actor=SYSTEM, at=self.at)

    @rule(who=WHO, order=st.integers(1, 10))
    def reads_a_screen(self, who, order):
        self.does(finish_screen, actor=self.callers[who], order=order, words="")

    @rule(who=WHO, answer=st.integers(0, 2))
    def answers_the_quiz(self, who, answer):
        given = right_answers() | ({"Q1": answer} if answer else {})
        self.does(answer_quiz, actor=self.callers[who], answers=given)

    @rule(
        who=WHO,
        person=st.sampled_from(["S1", "S2", "S3"]),
        options=st.lists(st.integers(0, 1), max_size=7),
    )
    def plays_a_call(self, who, person, options):
        self.does(begin_exercise, actor=self.callers[who], person=person)
        for step, option in enumerate(options):
            self.does(
                choose_sentence, actor=self.callers[who], person=person, step=step, option=option
            )

    @rule(who=WHO, act=st.sampled_from([note_shared_call, note_half_day]), by=WHO)
    def is_attested(self, who, act, by):
        actor = self.referent if by else self.callers[by]
        self.does(act, actor=actor, engagement_id=self.engaged(who), words="")

    @rule(who=WHO)
    def signs_and_wishes(self, who):
        self.does(sign_letter, actor=self.callers[who])
        self.does(wish_to_refer, actor=self.callers[who])

    @rule(who=WHO, by=WHO)
    def is_promoted(self, who, by):
        actor = self.referent if by else self.callers[by]
        self.does(promote, actor=actor, engagement_id=self.engaged(who))

    @rule(who=WHO, lead=st.integers(0, 1), level=st.integers(1, 4))
    def is_recognised(self, who, lead, level):
        number = self.engaged(who)
        self.does(note_opinion, actor=self.leads[lead], engagement_id=number, words="oui")
        self.does(
            recognise, actor=self.leads[lead], engagement_id=number, level=level, reason="ailleurs"
        )

    @rule(who=WHO)
    def steps_down(self, who):
        self.does(step_down, actor=self.callers[who])

    @rule(who=WHO, lead=st.integers(0, 1), act=st.sampled_from([suspend, restore, uphold]))
    def is_judged(self, who, lead, act):
        self.does(act, actor=self.leads[lead], engagement_id=self.engaged(who), reason="vu")

    @rule(who=WHO)
    def appeals(self, who):
        self.does(appeal, actor=self.callers[who], words="à revoir")

    @rule(who=WHO, level=st.sampled_from(list(Level)), lead=st.integers(0, 1))
    def is_admitted(self, who, level, lead):
        self.does(
            admit_caller,
            actor=self.leads[lead],
            campaign_id=self.campaign.pk,
            new=NewCaller(self.callers[who].user_id, level),
        )

    @rule(who=WHO)
    def is_dismissed(self, who):
        self.does(
            dismiss_caller,
            actor=self.leads[0],
            campaign_id=self.campaign.pk,
            user_id=self.callers[who].user_id,
        )

    @rule(who=WHO)
    def stops(self, who):
        if who == 3:  # the others go on
            self.does(end_engagement, actor=SYSTEM, engagement_id=self.engaged(who))

    @rule(who=WHO)
    def books(self, who):
        level = make.engaged(self.callers[who]).level
        self.does(
            book_shift,
            actor=self.callers[who],
            shift_id=self.shift.pk,
            user_id=self.callers[who].user_id,
            level=level,
        )

    @rule(who=WHO, energy=st.integers(1, 5), act=st.sampled_from(["start", "end", "give up"]))
    def works(self, who, energy, act):
        seats = Booking.objects.filter(shift=self.shift, user_id=self.callers[who].user_id)
        for booking_id in seats.order_by("pk").values_list("pk", flat=True):
            given = {"actor": self.callers[who], "booking_id": booking_id}
            if act == "start":
                self.does(start_shift, **given)
            elif act == "end":
                self.does(end_shift, debrief=Debrief(energy, Talk.NO), **given)
            else:
                self.does(give_up_seat, **given)

    @invariant()
    def nobody_stands_above_what_she_earned(self):
        living = Caller.objects.filter(ended_at=None)
        assert not living.filter(level__gt=F("engagement__level")).exists()
        assert not living.exclude(engagement__state="ADMITTED").exists()
        assert not Engagement.objects.filter(level__gt=0, signed_at=None).exists()

    @invariant()
    def each_level_has_its_trace_and_the_trace_only_grows(self):
        for one in Engagement.objects.filter(user_id__in=[c.user_id for c in self.callers]):
            last = LevelMove.objects.filter(engagement=one).order_by("-pk").first()
            assert one.level == (last.after if last else 0)
        count = LevelMove.objects.count()
        assert count >= self.moves
        self.moves = count
        assert not LevelMove.objects.filter(
            by_id=F("engagement__user_id"), cause="PROMOTED"
        ).exists()

    @invariant()
    def no_seat_is_given_twice_and_somebody_stands_behind_those_who_work(self):
        for shift in Shift.objects.filter(pk=self.shift.pk):
            at_work = Booking.objects.filter(shift=shift, state="STARTED")
            assert at_work.count() <= shift.seats
            callers = at_work.filter(level__lt=4).count()
            assert callers <= CALLERS_PER_REFERENT


@pytest.mark.django_db
def test_nobody_ever_calls_above_what_she_earned():
    on = make.campaign()
    Staff.campaign = on
    Staff.leads = tuple(
        make.actor(Role.CAMPAIGN_LEAD, organization=on.organization) for _ in range(2)
    )
    Staff.referent = make.caller(on, level=4)
    Staff.callers = tuple(make.learner(on, signed_at=None) for _ in range(4))

    run_state_machine_as_test(
        Staff,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
