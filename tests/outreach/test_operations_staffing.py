"""Enrolment, learning and levels; nobody calls above what she has earned."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests import make
from tests.make import accounts
from tests.make.outreach import NOON
from tests.make.training import learn_all, play, right_answers, talked

from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.kernel.errors import Refused
from entremise.kits.queries import shipped_training
from entremise.outreach.models import Caller, Engagement, LevelMove, Milestone
from entremise.outreach.operations.callers import admit_caller
from entremise.outreach.operations.engaging import (
    admit,
    ask_to_call,
    end_engagement,
    note_consent,
    sign_letter,
)
from entremise.outreach.operations.learning import (
    answer_quiz,
    begin_exercise,
    choose_sentence,
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
from entremise.outreach.operations.reviews import draw_review, give_verdict
from entremise.outreach.queries.staffing import exercise_of, facts_of
from entremise.outreach.vocabulary.campaigns import Level, NewCaller
from entremise.outreach.vocabulary.reviews import Verdict
from entremise.outreach.vocabulary.staffing import (
    EngagementKind,
    MilestoneKind,
    MoveCause,
    NewEngagement,
    Refusal,
    Standing,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def a_lead(on):
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=on.organization)


def wish(who, **given):
    defaults = {
        "user_id": who.user_id,
        "organization_id": who.organization_id,
        "kind": EngagementKind.VOLUNTEER,
        "hours_per_week": 3,
        "ends_on": date(2026, 12, 31),
    }
    return NewEngagement(**(defaults | given))


def test_from_asking_to_the_first_level_and_her_campaign():
    on = make.campaign()
    lead, referent = a_lead(on), make.caller(on, level=4)
    her = accounts.actor(Role.CALLER, organization=on.organization)
    number = ask_to_call(actor=her, new=wish(her), at=NOON)
    admit(
        actor=lead, engagement_id=number, referent_id=referent.user_id, campaign_id=on.pk, at=NOON
    )
    learn_all(her)
    note_shared_call(actor=referent, engagement_id=number, words="Posée", at=NOON)

    assert promote(actor=referent, engagement_id=number, at=NOON) == 1

    assert Caller.objects.get(user_id=her.user_id).level == 1
    move = LevelMove.objects.get(engagement_id=number)
    assert (move.by_id, move.facts) == (
        referent.user_id,
        ["SCREENS 10/10", "LETTER 1/1", "QUIZ 1/1", "PEOPLE 3/3", "SHADOWED 1/1"],
    )


def test_an_agent_is_admitted_with_the_word_of_her_manager_only():
    on = make.campaign()
    lead, her = a_lead(on), accounts.actor(Role.CALLER, organization=on.organization)
    number = ask_to_call(actor=her, new=wish(her, kind=EngagementKind.AGENT), at=NOON)
    given = {"engagement_id": number, "referent_id": None, "campaign_id": None, "at": NOON}

    with pytest.raises(Refused, match=Refusal.CONSENT_MISSING):
        admit(actor=lead, **given)
    note_consent(
        actor=lead, engagement_id=number, manager_name="P. Roux", consented_on=NOON.date(), at=NOON
    )
    admit(actor=lead, **given)

    row = Engagement.objects.get(pk=number)
    row.manager_name = ""
    with (
        pytest.raises(IntegrityError, match="agent_has_her_managers_consent"),
        transaction.atomic(),
    ):
        row.save()


def test_one_engagement_at_a_time_and_only_a_lead_enters_somebody_else():
    on = make.campaign()
    her = accounts.actor(Role.CALLER, organization=on.organization)
    ask_to_call(actor=her, new=wish(her), at=NOON)

    with pytest.raises(Refused, match=Refusal.ENGAGED_ALREADY):
        ask_to_call(actor=a_lead(on), new=wish(her), at=NOON)
    other = accounts.actor(Role.CALLER, organization=on.organization)
    with pytest.raises(Refused, match=Refusal.NOT_ENGAGED):
        ask_to_call(actor=her, new=wish(other), at=NOON)


def test_nobody_is_admitted_to_a_campaign_above_her_level():
    on = make.campaign()
    her = make.learner(on)

    with pytest.raises(Refused, match=Refusal.TRAINING_FIRST):
        admit_caller(
            actor=a_lead(on), campaign_id=on.pk, new=NewCaller(her.user_id, Level(1)), at=NOON
        )
    known = make.caller(on, level=2)
    with pytest.raises(Refused, match=Refusal.ABOVE_HER_LEVEL):
        admit_caller(
            actor=a_lead(on), campaign_id=on.pk, new=NewCaller(known.user_id, Level(3)), at=NOON
        )


def test_the_database_holds_the_level_whoever_writes():
    on = make.campaign()
    her = make.caller(on, level=2)

    with pytest.raises(IntegrityError, match="caller_level_is_earned"), transaction.atomic():
        Caller.objects.filter(user_id=her.user_id).update(level=3)
    with pytest.raises(IntegrityError, match="caller_level_is_earned"), transaction.atomic():
        Engagement.objects.filter(user_id=her.user_id).update(level=1)
    with pytest.raises(IntegrityError, match="caller_level_is_earned"), transaction.atomic():
        Engagement.objects.filter(user_id=her.user_id).update(state="ENDED", ended_at=NOON)


def test_a_lead_answers_for_what_was_learnt_elsewhere_with_a_reason():
    on = make.campaign()
    her = make.learner(on, signed_at=None)
    number = make.engaged(her).pk
    word = {"engagement_id": number, "level": 3, "reason": "Dix ans au 115", "at": NOON}

    with pytest.raises(Refused, match=Refusal.LETTER_NOT_SIGNED):
        recognise(actor=a_lead(on), **word)
    sign_letter(actor=her, at=NOON)
    recognise(actor=a_lead(on), **word)

    move = LevelMove.objects.get(engagement_id=number)
    assert (move.before, move.after, move.cause, move.reason) == (
        0,
        3,
        MoveCause.ELSEWHERE,
        "Dix ans au 115",
    )
    move.reason = ""
    with pytest.raises(IntegrityError, match="word_of_a_lead"), transaction.atomic():
        move.save()


def test_the_quiz_wants_five_right_answers_and_counts_its_tries():
    her = make.learner(make.campaign())

    wrong = answer_quiz(actor=her, answers=right_answers() | {"Q3": 0}, at=NOON)
    assert wrong == ("Q3",)
    assert not Milestone.objects.filter(kind=MilestoneKind.QUIZ).exists()
    assert answer_quiz(actor=her, answers=right_answers(), at=NOON) == ()
    assert Milestone.objects.filter(kind=MilestoneKind.QUIZ).count() == 1
    assert make.engaged(her).quiz_tries == 2


def test_a_simulated_call_ended_politely_too_soon_is_to_be_played_again():
    her, person = make.learner(make.campaign()), shipped_training().person("S1")
    begin_exercise(actor=her, person="S1", at=NOON)
    for step, option in enumerate((1, 0, 0, 1)):  # the list said too early, then goodbye
        choose_sentence(actor=her, person="S1", step=step, option=option, at=NOON)

    assert exercise_of(engagement_id=make.engaged(her).pk, person="S1").ended_at == NOON
    assert not Milestone.objects.filter(kind=MilestoneKind.PERSON).exists()
    play(her, person)
    assert Milestone.objects.get(kind=MilestoneKind.PERSON).code == "S1"


def test_a_page_that_is_behind_says_nothing_twice():
    her = make.learner(make.campaign())
    begin_exercise(actor=her, person="S1", at=NOON)

    for _ in range(2):
        choose_sentence(actor=her, person="S1", step=0, option=0, at=NOON)

    assert exercise_of(engagement_id=make.engaged(her).pk, person="S1").choices == (0,)


@pytest.mark.parametrize("level", [2, 3, 4])
def test_each_level_asks_for_its_facts(level):
    on = make.campaign()
    referent, her = make.caller(on, level=4), make.caller(on, level=level - 1)
    number = make.engaged(her).pk
    with pytest.raises(Refused, match=Refusal.FACTS_MISSING):
        promote(actor=referent, engagement_id=number, at=NOON)

    talked(her, on, {2: 20, 3: 60, 4: 100}[level])
    if level == 2:
        for report in range(5):
            draw_review(
                actor=her, report_id=report, campaign_id=on.pk, person=make.call().person,
                is_first=True, at=NOON,
            )  # fmt: skip
        for review in on.reviews.all():
            give_verdict(
                actor=referent, review_id=review.pk, verdict=Verdict.PASSED, sentence="", at=NOON
            )
        on_seat = make.booking(make.shift(on), her, state="ENDED", ended_at=NOON, energy=4)
        assert on_seat.energy == 4
        make.Booking.objects.filter(user_id=her.user_id, state="STARTED").delete()
    if level == 3:
        note_half_day(actor=referent, engagement_id=number, words="12 mai", at=NOON)
        for _ in range(2):
            note_shared_call(actor=referent, engagement_id=number, words="", at=NOON)
    if level == 4:
        note_opinion(actor=a_lead(on), engagement_id=number, words="Mme Roy : oui", at=NOON)
        wish_to_refer(actor=her, at=NOON)

    assert promote(actor=referent, engagement_id=number, at=NOON) == level
    assert Caller.objects.get(user_id=her.user_id).level == level


def test_two_reports_sent_back_among_five_wait_for_better_ones():
    on = make.campaign()
    referent, her = make.caller(on, level=4), make.caller(on)
    for report in range(5):
        draw_review(
            actor=her, report_id=report, campaign_id=on.pk, person=make.call().person,
            is_first=True, at=NOON,
        )  # fmt: skip
    for number, review in enumerate(on.reviews.order_by("pk")):
        verdict = Verdict.SENT_BACK if number < 2 else Verdict.PASSED
        give_verdict(
            actor=referent, review_id=review.pk, verdict=verdict, sentence="Un fait ?",
            at=NOON + number * DAY,
        )  # fmt: skip

    facts = facts_of(engagement_id=make.engaged(her).pk)

    assert (facts.reports_read, facts.reports_sent_back) == (5, 2)
    with pytest.raises(Refused, match=Refusal.FACTS_MISSING):
        promote(actor=referent, engagement_id=make.engaged(her).pk, at=NOON)


def test_nobody_promotes_herself_and_only_a_referent_of_her_body_does():
    on = make.campaign()
    referent, elsewhere = make.caller(on, level=4), make.caller(make.campaign(), level=4)
    her = make.learner(on)

    for who, number, reason in (
        (referent, make.engaged(referent).pk, Refusal.NOT_FOR_ONESELF),
        (elsewhere, make.engaged(her).pk, Refusal.NOT_A_REFERENT),
        (make.caller(on, level=3), make.engaged(her).pk, Refusal.NOT_A_REFERENT),
    ):
        with pytest.raises(Refused, match=reason):
            promote(actor=who, engagement_id=number, at=NOON)


def test_going_down_a_level_is_her_own_wish():
    on = make.campaign()
    her = make.caller(on, level=3)

    assert step_down(actor=her, at=NOON) == 2

    assert Caller.objects.get(user_id=her.user_id).level == 2
    assert LevelMove.objects.get().cause == MoveCause.BY_WISH


def test_a_suspension_is_told_why_stops_the_next_call_and_another_lead_looks_at_the_appeal():
    on = make.campaign()
    make.call(campaign=on)
    her, first, second = make.caller(on), a_lead(on), a_lead(on)
    number = make.engaged(her).pk
    suspend(actor=first, engagement_id=number, reason="A gardé un numéro", at=NOON)

    with pytest.raises(Refused, match=Refusal.SUSPENDED):
        make.held(her, on)
    appeal(actor=her, words="Le numéro était celui du standard", at=NOON)
    with pytest.raises(Refused, match=Refusal.ANOTHER_LEAD):
        restore(actor=first, engagement_id=number, reason="Vu", at=NOON)
    uphold(actor=second, engagement_id=number, reason="À revoir ensemble", at=NOON)
    appeal(actor=her, words="Revu ensemble", at=NOON)
    restore(actor=second, engagement_id=number, reason="C'était le standard", at=NOON)

    assert make.held(her, on)


def test_after_sixty_days_without_a_call_a_refresher_comes_first():
    on = make.campaign()
    make.call(campaign=on)
    her, busy = make.caller(on), make.caller(on)
    talked(busy, on, 1)
    later = NOON + 60 * DAY - timedelta(seconds=1)

    assert put_to_sleep(at=later) == 1
    assert make.engaged(her).standing == Standing.ASLEEP
    with pytest.raises(Refused, match=Refusal.ASLEEP):
        make.held(her, on)
    answer_quiz(actor=her, answers=right_answers(), at=later)
    assert make.engaged(her).standing == Standing.READY
    assert put_to_sleep(at=later) == 0


def test_who_stops_calls_for_no_campaign_any_more():
    on = make.campaign()
    her = make.caller(on)

    end_engagement(actor=SYSTEM, engagement_id=make.engaged(her).pk, at=NOON)

    assert Caller.objects.get(user_id=her.user_id).ended_at == NOON
    assert make.engaged(her).ended_at == NOON
