"""Callers, a lead, visitors, a steward and the person act at random on a moving clock: nobody is held twice, nobody is forgotten.

Longer: ENTREMISE_MACHINE_STEPS (steps of a run) and ENTREMISE_MACHINE_RUNS."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.machines.stepping import Stepping
from tests.make import accounts, visits
from tests.make import outreach as make
from tests.make.kits import day_and_night

from entremise.accounts.vocabulary import SYSTEM, Actor, Role
from entremise.commons.models import Assignment
from entremise.journeys.watch_visitors import watch_visitors
from entremise.outreach.models import Alarm, Attempt, Call, SecondContact, Task, Visit, VisitStep
from entremise.outreach.operations.calls import (
    claim_next_call,
    give_notice,
    heartbeat,
    show_number,
)
from entremise.outreach.operations.campaigns import close_campaign
from entremise.outreach.operations.closing import (
    close_call,
    entrust_promise,
    release_call,
    take_back,
)
from entremise.outreach.operations.contacts import note_guardian, open_contact
from entremise.outreach.operations.outings import (
    call_in,
    come_back,
    hand_over,
    note_not_found,
    note_seen,
    set_out,
    turn_back,
)
from entremise.outreach.operations.settling import settle_task
from entremise.outreach.operations.stopping import stop_calls_of
from entremise.outreach.operations.visits import (
    ask_visits_without_number,
    end_visit,
    end_written,
    go_again,
    name_pair,
    wait_for_letter,
)
from entremise.outreach.operations.waves import begin_wave, call_begun
from entremise.outreach.vocabulary.calls import (
    SPOKEN,
    Closing,
    HandBackReason,
    Outcome,
    StopReason,
)
from entremise.outreach.vocabulary.contacts import (
    NEWS_OF,
    OPENED_FOR,
    SPOKEN_WITH,
    ContactKind,
    News,
    Said,
)
from entremise.outreach.vocabulary.visits import Rescue, Sign, VisitEnding

STEPS = int(os.environ.get("ENTREMISE_MACHINE_STEPS", "40"))
RUNS = int(os.environ.get("ENTREMISE_MACHINE_RUNS", "8"))
PEOPLE, WITHOUT_NUMBER = 5, 2
WHO = st.integers(0, 2)

# What must never be true, in the words of the database: each asks for the rows that break it.
NEVER = {
    "a call is open for two callers": (
        "select call_id from outreach_attempt where ended_at is null group by call_id having count(*) > 1"
    ),
    "a caller holds two people": (
        "select held_by_id from outreach_call where held_by_id is not null group by 1 having count(*) > 1"
    ),
    "a live call has no next step": (
        "select id from outreach_call where ended_at is null and not (state = 'READY'"
        " or state = 'HELD' and lease_until is not null"
        " or state in ('WAITING', 'CALLBACK') and due_at is not null)"
    ),
    "a promise is for nobody": (
        "select id from outreach_call where state = 'CALLBACK' and owner_id is null and open_at is null"
    ),
    "somebody whom nobody reaches is forgotten": (
        "select c.id from outreach_call c where c.state = 'UNREACHABLE'"
        " and not exists (select from outreach_visit v where v.person = c.person)"
        " and not exists (select from outreach_task t where t.call_id = c.id)"
    ),
    "an open visit has no date": (
        "select id from outreach_visit where state <> 'CLOSED' and due_at is null"
    ),
    "somebody is out alone, or with nobody who expects her": (
        "select id from outreach_visit where state = 'GONE'"
        " and (first_id is null or second_id is null or first_id = second_id or call_in_by is null)"
    ),
    "a card is open without a call that is held or a visit under way": (
        "select a.id from commons_assignment a where a.released_at is null and a.until > %(at)s and ("
        " a.origin_kind = 'CALL' and not exists (select from outreach_call c where c.id = a.origin_id"
        "  and c.held_by_id = a.user_id and c.lease_until = a.until)"
        " or a.origin_kind = 'VISIT' and not exists (select from outreach_visit v where v.id = a.origin_id"
        "  and a.user_id in (v.first_id, v.second_id) and v.back_at is null and v.state <> 'CLOSED'))"
    ),
    "a relative was rung before enough was tried, or a guardian in her place": (
        "select s.id from outreach_secondcontact s join outreach_attempt a on a.id = s.attempt_id"
        " where s.kind <> 'ON_HER_LINE' and (s.kind = 'RELATIVE' or a.notice_given_at is null)"
        " and (select count(*) from outreach_attempt t where t.call_id = a.call_id and t.shown_at <= s.shown_at)"
        " < 4"
    ),
    "a relative told her news before she was informed": (
        "select id from outreach_secondcontact where kind = 'RELATIVE' and informed_at is null"
        " and news in ('WELL', 'HOSPITAL', 'AWAY', 'UNKNOWN', 'WORRIED')"
    ),
    "somebody beside her is open without the call that opened it": (
        "select a.id from commons_assignment a where cardinality(a.opens) > 0 and a.released_at is null"
        " and a.until > %(at)s and not exists (select from outreach_secondcontact s"
        "  join outreach_attempt t on t.id = s.attempt_id"
        "  where t.call_id = a.origin_id and t.user_id = a.user_id and t.ended_at is null)"
    ),
    "an outcome without the number, or a talk without the notice": (
        "select id from outreach_attempt where outcome <> '' and (shown_at is null or"
        " outcome like 'SPOKEN%%' and notice_given_at is null)"
    ),
}


class Platform(Stepping):
    begins_at = make.NOON
    cell: visits.Cell
    callers: tuple[Actor, ...]
    visitors: tuple[Actor, ...]
    heard: set[tuple[str, str]]  # in all runs

    def __init__(self):
        super().__init__()
        self.steps = 0

    def at_the_end(self):
        self.closes_only_when_nothing_is_open()
        kept = SecondContact.objects.exclude(news="").values_list("kind", "news")
        Platform.heard |= set(kept)

    def gesture(self, act, who, data, **given):
        """On her last hold, also when it is long over: an old page."""
        tries = Attempt.objects.filter(user_id=self.callers[who].user_id).order_by("-pk")[:3]
        found = [(one.call_id, one.token) for one in tries]
        if found:
            call_id, token = data.draw(st.sampled_from(found))
            self.does(act, actor=self.callers[who], call_id=call_id, token=token, **given)

    @initialize()
    def begin(self):
        for number in range(PEOPLE):
            household = b"h" * 32 if number < 2 else b""
            make.call(campaign=self.cell.campaign, rank=number, household=household)
        ask_visits_without_number(
            actor=self.cell.lead,
            campaign_id=self.cell.campaign.pk,
            people=[make.uuid.uuid4() for _ in range(WITHOUT_NUMBER)],
            at=self.at,
        )

    @rule(minutes=st.sampled_from([1, 4, 6, 25, 50, 130]))
    def minutes_pass(self, minutes):
        self.at += timedelta(minutes=minutes)
        watch_visitors(at=self.at)

    @rule(hours=st.sampled_from([5, 19, 75, 170]))
    def hours_pass(self, hours):
        self.at += timedelta(hours=hours)
        watch_visitors(at=self.at)

    @rule(who=WHO)
    def takes(self, who):
        self.does(claim_next_call, actor=self.callers[who], campaign_id=self.cell.campaign.pk)

    @rule(who=WHO, data=st.data())
    def shows(self, who, data):
        self.gesture(show_number, who, data)

    @rule(who=WHO, data=st.data())
    def tells(self, who, data):
        self.gesture(show_number, who, data)
        self.gesture(give_notice, who, data)
        self.gesture(heartbeat, who, data)

    @rule(who=WHO, data=st.data(), outcome=st.sampled_from(list(Outcome)), is_weekly=st.booleans())
    def ends(self, who, data, outcome, is_weekly):
        closing = Closing(
            outcome=outcome,
            callback_at=self.at + timedelta(hours=2),
            is_mine=is_weekly,
            language="fr",
            is_weekly=is_weekly,
        )
        self.takes(who)
        self.gesture(show_number, who, data)
        self.gesture(close_call, who, data, closing=closing)

    @rule(who=WHO, data=st.data(), outcome=st.sampled_from(sorted(SPOKEN)), is_weekly=st.booleans())
    def talks(self, who, data, outcome, is_weekly):
        self.takes(who)
        self.tells(who, data)
        closing = Closing(outcome=outcome, is_weekly=is_weekly)
        self.gesture(close_call, who, data, closing=closing)

    @rule()
    def somebody_registers(self):
        make.call(campaign=self.cell.campaign)

    @rule(who=WHO, data=st.data())
    def rings_in_vain(self, who, data):
        self.takes(who)
        self.gesture(show_number, who, data)
        self.gesture(close_call, who, data, closing=Closing(outcome=Outcome.NO_ANSWER))

    @rule(who=WHO, data=st.data(), kind=st.sampled_from(list(OPENED_FOR)))
    def rings_somebody_beside(self, who, data, kind):
        self.gesture(open_contact, who, data, kind=kind)

    @rule(who=WHO, data=st.data(), news=st.sampled_from([News.TOLD, News.NO_ANSWER]))
    def tells_the_guardian(self, who, data, news):
        self.takes(who)
        self.tells(who, data)
        self.gesture(open_contact, who, data, kind=ContactKind.GUARDIAN)
        self.gesture(note_guardian, who, data, news=news)

    @rule(who=WHO, data=st.data(), is_informed=st.booleans(), is_often=st.booleans())
    def hears_from_somebody_beside(self, who, data, is_informed, is_often):
        """Whoever picked up her phone; or her relative, after a promise kept in vain on each half-day."""
        for _turn in range(3 * is_often):
            self.shows_next(who)
            later = self.at + timedelta(hours=13)
            self.on_newest(who, close_call, closing=Closing(Outcome.CALL_BACK, callback_at=later))
            self.minutes_pass(13 * 60)
        kind = ContactKind.RELATIVE if is_often else ContactKind.ON_HER_LINE
        self.shows_next(who)
        if is_often:
            self.on_newest(who, open_contact, kind=kind)
        news = data.draw(st.sampled_from(NEWS_OF[kind]))
        closing = Closing(
            outcome=Outcome.RELATIVE_ANSWERED if news in SPOKEN_WITH else Outcome.NO_ANSWER,
            away_until=self.at + timedelta(days=3),
            said=Said(kind, news, is_informed=is_informed),
        )
        self.on_newest(who, close_call, closing=closing)

    def shows_next(self, who):
        self.takes(who)
        self.on_newest(who, show_number)

    def on_newest(self, who, act, **given):
        """On the hold that is on her screen."""
        mine = Attempt.objects.filter(user_id=self.callers[who].user_id).order_by("-pk").first()
        if mine is not None:
            given |= {"call_id": mine.call_id, "token": mine.token}
            self.does(act, actor=self.callers[who], **given)

    @rule(who=WHO, data=st.data(), reason=st.sampled_from(list(HandBackReason)))
    def hands_back(self, who, data, reason):
        if reason is not HandBackReason.KNOWS_PERSON:  # else nobody is left to take anybody
            self.gesture(release_call, who, data, reason=reason)

    @rule(who=WHO, data=st.data())
    def entrusts(self, who, data):
        call_id = self.one(Call, data, state="CALLBACK")
        self.does(entrust_promise, actor=self.callers[who], call_id=call_id)

    @rule(data=st.data())
    def lead_takes_back(self, data):
        call_id = self.one(Call, data, held_by__isnull=False)
        if call_id:
            self.does(take_back, actor=self.cell.lead, call_id=call_id)

    @rule(
        data=st.data(),
        reason=st.sampled_from([StopReason.OBJECTION, StopReason.DEATH]),
        chance=st.integers(0, 9),
    )
    def person_says_no(self, data, reason, chance):
        if chance:  # else nobody is left to call
            return
        call_id = self.one(Call, data)
        person = Call.objects.values_list("person", flat=True).get(pk=call_id)
        stop_calls_of(person=person, reason=reason, at=self.at)

    @rule(data=st.data(), can_be_called=st.booleans())
    def steward_settles(self, data, can_be_called):
        task_id = self.one(Task, data, settled_at=None)
        if task_id:
            self.does(settle_task, actor=SYSTEM, task_id=task_id, can_be_called=can_be_called)

    @rule()
    def a_wave_begins(self):
        self.does(begin_wave, actor=self.cell.lead, campaign_id=self.cell.campaign.pk)

    @rule()
    def the_worker_calls_a_wave_begun(self):
        self.does(call_begun, campaign_id=self.cell.campaign.pk)

    @rule(data=st.data(), first=WHO, second=WHO, hours=st.sampled_from([0, 1, 30]))
    def lead_names(self, data, first, second, hours):
        self.does(
            name_pair,
            actor=self.cell.lead,
            visit_id=self.one(Visit, data, state="ASKED"),
            first_id=self.visitors[first].user_id,
            second_id=self.visitors[second].user_id,
            go_at=self.at + timedelta(hours=hours),
        )

    @rule(
        data=st.data(),
        who=WHO,
        act=st.sampled_from([set_out, set_out, call_in, call_in, come_back, come_back, turn_back]),
    )
    def visitors_go(self, data, who, act):
        visit_id = self.one(Visit, data, first__isnull=False)
        self.does(act, actor=self.of_pair(visit_id, who), visit_id=visit_id)

    def of_pair(self, visit_id, who):
        """One of the two; once in three whoever comes."""
        pair = Visit.objects.filter(pk=visit_id).values_list("first_id", "second_id").first()
        mine = [one for one in self.visitors if one.user_id in (pair or ())]
        return mine[who % 2] if who < 2 and len(mine) == 2 else self.visitors[who]

    @rule(data=st.data(), who=WHO, act=st.sampled_from(["well", "need", "shut", "rescue"]))
    def visitors_find(self, data, who, act):
        visit_id = self.one(Visit, data, left_at__isnull=False)
        given = {"actor": self.of_pair(visit_id, who), "visit_id": visit_id}
        self.does(call_in, **given)
        if act == "shut":
            self.does(note_not_found, signs=(Sign.NOTHING,), **given)
        elif act == "rescue":
            self.does(
                hand_over, rescue=Rescue.FIRE, signs=(Sign.CALL_FOR_HELP,), number="", **given
            )
        else:
            self.does(note_seen, is_well=act == "well", **given)

    @rule(data=st.data(), ending=st.sampled_from(list(VisitEnding)), act=st.integers(0, 3))
    def lead_settles(self, data, ending, act):
        given = {"actor": self.cell.lead, "visit_id": self.one(Visit, data)}
        if act == 0:
            self.does(wait_for_letter, **given)
        elif act == 1:
            self.does(go_again, due_at=self.at + timedelta(hours=5), **given)
        elif act == 2:
            self.does(end_written, actor=self.cell.lead, campaign_id=self.cell.campaign.pk)
        else:
            self.does(end_visit, ending=ending, **given)

    @invariant()
    def nothing_is_true_that_must_never_be(self):
        with connection.cursor() as cursor:
            for name, question in NEVER.items():
                cursor.execute(question, {"at": self.at})
                assert cursor.fetchall() == [], name

    @invariant()
    def who_is_silent_is_looked_for_and_the_trace_only_grows(self):
        silent = Visit.objects.filter(call_in_by__lte=self.at - timedelta(minutes=200))
        for row in silent:
            assert Alarm.objects.filter(visit=row).exists()
        count = VisitStep.objects.count()
        assert count >= self.steps
        self.steps = count

    def closes_only_when_nothing_is_open(self):
        """The campaign refuses to end, or ends with nothing left open."""
        given = {"actor": self.cell.lead, "campaign_id": self.cell.campaign.pk}
        self.does(close_campaign, **given)
        self.cell.campaign.refresh_from_db()
        if self.cell.campaign.state != "CLOSED":
            held = Call.objects.filter(lease_until__gt=self.at).exists()
            assert held or Visit.objects.exclude(state="CLOSED").exists()
            return
        assert not Call.objects.filter(ended_at=None).exists()
        assert not Visit.objects.exclude(state="CLOSED").exists()
        live = Assignment.objects.filter(released_at=None, until__gt=self.at)
        assert not live.filter(origin_kind__in=["CALL", "VISIT"]).exists()


@pytest.mark.django_db
def test_nobody_is_held_twice_and_nobody_is_forgotten():
    campaign = make.campaign(kit_version_id=day_and_night(), is_sunday_ordered=True)
    Platform.cell = visits.cell(campaign)
    seat = make.shift(campaign, ends_at=make.NOON + timedelta(days=300))
    Platform.callers = tuple(make.caller(campaign, seat=seat) for _ in range(3))
    extra = accounts.actor(Role.VISITOR, organization=campaign.organization)
    Platform.heard = set()
    Platform.visitors = (Platform.cell.first, Platform.cell.second, extra)

    run_state_machine_as_test(
        Platform,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Platform.heard  # the steps do reach somebody beside a person
