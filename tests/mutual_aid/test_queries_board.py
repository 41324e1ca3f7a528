"""The first screen: danger first, the latest first, and lacks that lead to the lists of the same length."""

from datetime import timedelta

import pytest
from tests.make import mutual_aid as make

from entremise.mutual_aid.models import Need
from entremise.mutual_aid.queries.board import Gap, first_needs, tally
from entremise.mutual_aid.queries.desk import (
    NeedFilters,
    NeedView,
    OfferFilters,
    OfferView,
    desk_counts,
    needs_count,
    offers_count,
)
from entremise.mutual_aid.vocabulary.common import Spot

pytestmark = pytest.mark.django_db


def test_danger_comes_first_then_urgency_then_age_and_due_needs_carry_the_name_of_their_owner():
    owner = make.go_between()
    calm, danger = make.need(), make.need(is_danger=True)
    late, later = make.owned_need(owner), make.owned_need(owner)
    Need.objects.filter(pk=late.pk).update(next_on=make.TODAY - timedelta(days=3))
    Need.objects.filter(pk=later.pk).update(next_on=make.TODAY)

    first = first_needs(at=make.NOON, limit=5)

    assert [one.need.need_id for one in first.alone] == [danger.pk, calm.pk]
    assert [one.need.need_id for one in first.due] == [late.pk, later.pk]
    assert all(one.owner for one in first.due)


def test_the_tally_counts_as_the_lists_do_and_each_gap_leads_to_lists_of_its_length():
    owner = make.go_between()
    make.need()
    for spot in (make.BUTTE, make.BUTTE, Spot(46.5, 3.2, "Q1")):
        make.owned_need(owner, spot=spot)
    make.offer(categories=("courses", "visite"))

    found = tally(user_id=owner.user_id, at=make.NOON, limit=9)

    assert found.counts == desk_counts(user_id=owner.user_id, at=make.NOON)
    assert found.gaps == (
        Gap("courses", "Q1", 1, 0),
        Gap("courses", "Q3", 2, 1),
        Gap("visite", "Q3", 0, 1),
    )
    for gap in found.gaps:
        needs = NeedFilters(NeedView.LACKING, gap.category, gap.district)
        offers = OfferFilters(OfferView.IDLE, gap.category, gap.district)
        lengths = (needs_count(filters=needs, at=make.NOON), offers_count(filters=offers))
        assert lengths == (gap.needs, gap.offers)
