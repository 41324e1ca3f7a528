"""Public counters: from rows, small numbers hidden, and no sum gives them back."""

import random
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.make import mutual_aid as make

from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.operations.introductions import agree_as_person
from entremise.mutual_aid.queries.counters import Counter, counters
from entremise.mutual_aid.vocabulary.common import Spot

pytestmark = pytest.mark.django_db
SINCE, UNTIL = make.NOON - timedelta(days=30), make.NOON + timedelta(days=30)
FAR = Spot(46.5271, 3.2093, "Q5")


def line(lines: tuple[Counter, ...], group: str = "") -> Counter:
    return next(one for one in lines if one.group == group)


def read():
    return counters(since=SINCE, until=UNTIL)


def needs(count, days, **given) -> None:
    for _ in range(count):
        row = make.need(**given)
        answered = None if days is None else row.opened_at + timedelta(days=days)
        Need.objects.filter(pk=row.pk).update(first_answered_at=answered)


def test_an_offer_met_a_need_once_both_have_said_yes():
    owner = make.go_between()
    offers = [make.offer() for _ in range(24)]
    for offer in offers[:12]:
        meeting = make.meeting(owner, make.owned_need(owner), offer)
        agree_as_person(actor=owner, introduction_id=meeting.pk, at=make.NOON)

    whole = line(read().by_district)

    assert (whole.offers, whole.met, whole.share) == (24, 12, 50)


def test_an_offer_that_the_desk_declined_or_has_not_read_is_not_counted():
    for _ in range(12):
        make.offer()
    make.waiting_offer()
    Offer.objects.filter(pk=make.waiting_offer().pk).update(
        state="RELEASED", release_reason="DECLINED", closed_at=make.NOON
    )

    assert line(read().by_district).offers == 12


def test_half_of_the_needs_have_their_answer_within_the_median():
    needs(11, 1)
    needs(11, 2)
    needs(11, 3)

    whole = line(read().by_district)

    assert (whole.needs, whole.median_days) == (33, 2.0)


def test_a_small_group_says_nothing_and_another_hides_with_it():
    needs(40, 1, spot=make.BUTTE)
    needs(3, 5, spot=FAR)
    needs(30, 1, spot=Spot(46.51, 3.21, "Q1"))

    lines = read().by_district
    small, whole = line(lines, "Q5"), line(lines)

    assert (small.needs, small.median_days) == (None, None)
    assert whole.needs == 73
    assert sum(one.needs is None for one in lines[:-1]) >= 2


def possible(lines: tuple[Counter, ...]) -> int | None:
    """What a reader computes of the one hidden line, when there is one alone."""
    hidden = [one for one in lines[:-1] if one.needs is None]
    whole = lines[-1].needs
    if len(hidden) != 1 or whole is None:
        return None
    return whole - sum(one.needs or 0 for one in lines[:-1])


@pytest.mark.parametrize("seed", range(6))
def test_no_sum_gives_a_hidden_number_back(seed):
    chance = random.Random(seed)
    for code in ("Q1", "Q2", "Q3", "Q4"):
        needs(chance.choice((1, 4, 9, 14, 22)), 1, spot=Spot(46.5, 3.2, code))

    assert possible(read().by_district) is None


def test_an_offer_of_two_kinds_counts_in_both():
    for _ in range(12):
        make.offer(categories=("courses", "animal"))

    found = read()

    assert [line(found.by_category, kind).offers for kind in ("courses", "animal")] == [12, 12]
    assert line(found.by_district).offers == 12


def test_two_statements_whatever_the_number(django_assert_num_queries):
    needs(3, 1)
    make.offer()

    with django_assert_num_queries(2):
        read()


def test_what_came_before_or_after_is_left_out():
    needs(12, 1)

    assert line(counters(since=UNTIL, until=UNTIL + timedelta(days=1)).by_district).needs == 0
    assert localdate(make.NOON) == make.TODAY
