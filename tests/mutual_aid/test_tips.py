"""Tips: proposed by anybody, checked by the desk, shown until a day, contested, retired."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate
from tests.make import accounts, commons
from tests.make import tips as make

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Role
from entremise.engines.holding import Hold
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Tip, TipReport
from entremise.mutual_aid.operations.tips import (
    contest_tip,
    correct_tip,
    expire_tips,
    propose_tip,
    publish_tip,
    retire_tip,
)
from entremise.mutual_aid.queries.tips import (
    tip,
    tip_counts,
    tip_shown,
    tips_at_desk,
    tips_listed,
    tips_shown,
)
from entremise.mutual_aid.vocabulary.tips import (
    TipEnding,
    TipFault,
    TipFilters,
    TipRefusal,
    TipState,
    TipView,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return commons.now()


@pytest.fixture
def desk():
    return accounts.actor(Role.GO_BETWEEN)


def test_sent_twice_a_tip_is_one_tip(at):
    key = uuid.uuid4()

    first = propose_tip(actor=RESIDENT, key=key, text=make.text(), at=at)

    assert propose_tip(actor=RESIDENT, key=key, text=make.text(), at=at) == first


def test_a_private_number_is_held_with_its_reason_and_nothing_is_lost(at):
    tip_id = make.draft(at=at, words="Ma voisine aide : zéro six 39 98 20 11.")

    found = tip(tip_id=tip_id)
    assert found.holds == (Hold.PHONE,)
    assert found.text.words == "Ma voisine aide : zéro six 39 98 20 11."
    assert tips_listed(filters=TipFilters(), at=at) == ()


def test_a_tip_is_shown_once_checked_with_the_body_that_did_until_its_day(at, desk):
    tip_id = make.draft(at=at)
    day = localdate(at)

    publish_tip(actor=desk, tip_id=tip_id, until=day + timedelta(days=90), at=at)

    found = tip_shown(tip_id=tip_id, at=at)
    assert (found.checked_on, found.expires_on) == (day, day + timedelta(days=90))
    assert found.checked_by != ""
    with pytest.raises(Refused, match=TipRefusal.TIP_NOT_FOUND):
        tip_shown(tip_id=tip_id, at=at + timedelta(days=91))


@pytest.mark.parametrize(
    ("days", "reason"), [(-1, TipRefusal.TIP_DATE_PAST), (91, TipRefusal.TIP_DATE_TOO_FAR)]
)
def test_no_tip_is_kept_for_a_day_past_or_more_than_ninety_days(at, desk, days, reason):
    tip_id = make.draft(at=at)

    with pytest.raises(Refused, match=reason):
        publish_tip(actor=desk, tip_id=tip_id, until=localdate(at) + timedelta(days=days), at=at)


def test_a_contested_tip_stays_in_sight_until_the_desk_has_checked(at, desk):
    tip_id = make.published(at=at)

    contest_tip(tip_id=tip_id, fault=TipFault.HOURS, words="Fermé le lundi", at=at)
    contest_tip(tip_id=tip_id, fault=TipFault.CLOSED, words="", at=at)

    assert tip_shown(tip_id=tip_id, at=at).state is TipState.CONTESTED
    assert tips_shown(at=at) == ()
    assert tip_counts(at=at)[TipView.CONTESTED] == 1
    publish_tip(actor=desk, tip_id=tip_id, until=localdate(at), at=at)
    assert tip_shown(tip_id=tip_id, at=at).state is TipState.PUBLISHED
    assert set(TipReport.objects.values_list("words", flat=True)) == {""}


def test_a_draft_cannot_be_contested_by_a_guess_of_its_number(at):
    tip_id = make.draft(at=at)

    with pytest.raises(Refused, match=TipRefusal.TIP_NOT_FOUND):
        contest_tip(tip_id=tip_id, fault=TipFault.HOURS, words="", at=at)


def test_at_its_end_a_tip_leaves_the_list_and_waits_for_the_desk(at):
    tip_id = make.published(at=at, days=3)
    make.published(at=at, days=30)
    later = at + timedelta(days=4)

    assert expire_tips(actor=SYSTEM, at=later) == 1

    found = tip(tip_id=tip_id)
    assert (found.state, found.next_on) == (TipState.DRAFT, localdate(later))
    assert expire_tips(actor=SYSTEM, at=later) == 0


def test_a_tip_about_to_end_is_on_the_list_of_the_desk(at):
    soon = make.published(at=at, days=5)
    make.published(at=at, days=20)

    found = tips_at_desk(view=TipView.ENDING, at=at, offset=0, size=25)

    assert [one.tip_id for one in found] == [soon]


def test_a_private_tip_is_taken_away_with_its_words_and_does_not_come_back(at, desk):
    tip_id = make.published(at=at)

    retire_tip(actor=desk, tip_id=tip_id, ending=TipEnding.PRIVATE, at=at)

    assert (tip(tip_id=tip_id).text.words, tip(tip_id=tip_id).state) == ("", TipState.RETIRED)
    for again in (
        lambda: publish_tip(actor=desk, tip_id=tip_id, until=localdate(at), at=at),
        lambda: correct_tip(actor=desk, tip_id=tip_id, text=make.text(), at=at),
    ):
        with pytest.raises(Refused, match=TipRefusal.TIP_WRONG_STATE):
            again()


def test_tips_are_found_by_district_category_and_words_without_accents(at):
    here = make.published(at=at)
    make.published(at=at, district="Q3", title="Pain frais", words="Le matin", place="Place")
    everywhere = make.published(
        at=at, district="", title="Bus gratuit", words="Tout l'été", place=""
    )

    found = tips_listed(filters=TipFilters(district="Q1"), at=at)
    assert {one.tip_id for one in found} == {here, everywhere}
    (only,) = tips_listed(filters=TipFilters(text="MEDIATHEQUE escale"), at=at)
    assert only.tip_id == here


def test_the_list_costs_the_same_for_one_and_for_three(at, django_assert_num_queries):
    make.published(at=at)
    with django_assert_num_queries(2):
        tips_listed(filters=TipFilters(), at=at)
    make.published(at=at)
    make.published(at=at)

    with django_assert_num_queries(2):
        tips_listed(filters=TipFilters(), at=at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "DRAFT", "next_on": None},
        {"checked_by": None},
        {"expires_on": None},
        {"state": "RETIRED"},
        {"holds": ["PHONE"]},
    ],
)
def test_the_database_refuses_a_tip_that_nobody_looks_after(at, wrong):
    tip_id = make.published(at=at)

    with pytest.raises(IntegrityError):
        Tip.objects.filter(pk=tip_id).update(**wrong)
