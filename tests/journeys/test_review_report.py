"""Reports of beginners are read by a referent before triage; a share of the others, drawn by a seed."""

import pytest
from tests.make import commons
from tests.make import outreach as make

from entremise.engines.sampling import is_drawn
from entremise.journeys.report_difficulty import Difficulty, report_difficulty
from entremise.journeys.review_report import (
    answer_reader,
    decide_review,
    facts_under_review,
    open_review,
)
from entremise.kernel.errors import Refused
from entremise.outreach.models import Caller, Engagement, Review
from entremise.outreach.queries.reviews import reviews_for
from entremise.outreach.vocabulary.reviews import Refusal, Verdict
from entremise.referral.models import Report
from entremise.referral.vocabulary.facts import ItemFacts
from entremise.referral.vocabulary.reports import Consent

pytestmark = pytest.mark.django_db
SAID = "n'a plus de pain depuis lundi"


@pytest.fixture
def room():
    return make.room()


def reported(room, severity=3, consent=Consent.YES):
    taken = make.told(room.caller, room.campaign, at=commons.now())
    item = Difficulty("courses_repas", severity, consent, ItemFacts(said=SAID, vital_reason="x"))
    return report_difficulty(
        actor=room.caller, call_id=taken.call_id, token=taken.token, items=(item,), at=commons.now()
    )


def referent(room):
    who = make.caller(room.campaign, level=4, is_on_shift=False)
    make.let_read(who, room.campaign)
    return who


def state():
    return Report.objects.get().state


def decide(who, verdict, sentence=""):
    review = Review.objects.get()
    open_review(actor=who, review_id=review.pk, at=commons.now())
    decide_review(
        actor=who, review_id=review.pk, verdict=verdict, sentence=sentence, at=commons.now()
    )


def test_a_report_of_a_beginner_is_read_by_a_referent_then_goes_to_triage(room):
    reported(room)
    who = referent(room)
    assert state() == "TO_REVIEW"
    (waiting,) = reviews_for(actor=who)

    open_review(actor=who, review_id=waiting.review_id, at=commons.now())
    facts = facts_under_review(actor=who, review_id=waiting.review_id, at=commons.now())

    assert [one.said for one in facts.items.values()] == [SAID]
    decide(who, Verdict.PASSED)
    assert state() == "WAITING"
    assert reviews_for(actor=who) == ()


def test_once_said_the_reader_reads_the_person_no_more(room):
    reported(room)
    who = referent(room)
    decide(who, Verdict.PASSED)

    with pytest.raises(Refused):
        facts_under_review(actor=who, review_id=Review.objects.get().pk, at=commons.now())


def test_a_report_sent_back_with_a_sentence_is_answered_and_read_again(room):
    opened, who = reported(room), referent(room)
    decide(who, Verdict.SENT_BACK, "Depuis quand ?")
    assert (state(), Report.objects.get().question) == ("BACK_TO_CALLER", "Depuis quand ?")

    answer_reader(actor=room.caller, report_id=opened.report_id, reply="lundi", at=commons.now())

    assert state() == "TO_REVIEW"
    assert len(reviews_for(actor=who)) == 1
    decide(who, Verdict.PASSED)
    review = Review.objects.get()
    assert (state(), review.sentence) == ("WAITING", "Depuis quand ?")


def test_what_is_urgent_never_waits_and_is_read_meanwhile(room):
    reported(room, severity=2)
    who = referent(room)

    assert state() == "WAITING"
    assert not Review.objects.get().is_first
    decide(who, Verdict.SENT_BACK, "Deux faits mêlés.")
    assert (state(), Report.objects.get().question) == ("WAITING", "")


def test_nobody_reads_her_own_report_nor_below_level_four(room):
    reported(room)
    review_id = Review.objects.get().pk
    low = make.caller(room.campaign, level=3, is_on_shift=False)
    Engagement.objects.filter(user_id=room.caller.user_id).update(level=4)
    Caller.objects.filter(user_id=room.caller.user_id).update(level=4)

    for who in (low, room.caller, make.caller(make.campaign(), level=4)):
        with pytest.raises(Refused, match=Refusal.NOT_YOUR_REVIEW):
            open_review(actor=who, review_id=review_id, at=commons.now())


def test_a_report_sent_back_needs_its_sentence(room):
    reported(room)

    with pytest.raises(Refused, match=Refusal.SENTENCE_MISSING):
        decide(referent(room), Verdict.SENT_BACK)


@pytest.mark.parametrize(("share", "about"), [(100, 1000), (15, 150), (2, 20), (0, 0)])
def test_the_seed_draws_the_share_and_draws_the_same_again(share, about):
    drawn = [is_drawn(seed=f"review 7 {n}", share=share) for n in range(1000)]

    assert abs(sum(drawn) - about) <= about * 0.5
    assert drawn == [is_drawn(seed=f"review 7 {n}", share=share) for n in range(1000)]
