from datetime import timedelta

import pytest
from tests.make import mutual_aid as make

from entremise.mutual_aid.operations.offers import check_credential
from entremise.mutual_aid.queries.nearby import needs_nearby, offers_for
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.common import Spot

pytestmark = pytest.mark.django_db


def fitting(*, credential="", is_for_adults=False, on=make.TODAY, **given):
    asked = need(make.need(**given).pk)
    conditions = {"credential": credential, "is_for_adults": is_for_adults}
    found = offers_for(asked, limit=9, on=on, **conditions)
    return [one.offer.offer_id for one in found]


def test_a_sensitive_help_is_offered_by_those_alone_whom_the_desk_has_checked():
    checked, lapsed, _unknown = (make.offer() for _ in range(3))
    for offer, days in ((checked, 30), (lapsed, 1)):
        until = make.TODAY + timedelta(days=days)
        check_credential(
            actor=make.go_between(),
            offer_id=offer.pk,
            kind="minors_check",
            until=until,
            at=make.NOON,
        )

    later = make.TODAY + timedelta(days=7)

    assert fitting(credential="minors_check", on=later) == [checked.pk]
    assert len(fitting()) == 3


def test_what_is_for_adults_is_offered_by_nobody_of_16_or_17():
    grown, young = make.offer(), make.offer(is_minor=True)

    assert fitting(is_for_adults=True) == [grown.pk]
    assert fitting() == [grown.pk, young.pk]


def test_an_offer_reaches_no_farther_than_its_radius_and_the_nearest_comes_first():
    far = make.offer(spot=Spot(46.5171, 3.2093), radius_m=2000)
    near = make.offer()
    make.offer(spot=Spot(46.5571, 3.2093), radius_m=2000)

    assert fitting() == [near.pk, far.pk]


def test_who_helps_and_needs_help_is_not_shown_to_herself():
    herself, neighbour = make.offer(), make.offer()

    assert fitting(person=herself.person) == [neighbour.pk]


def test_who_does_not_speak_the_language_comes_last():
    near, far = make.offer(), make.offer(spot=Spot(46.5171, 3.2093), languages=("fr", "ar"))

    assert fitting(language="ar") == [far.pk, near.pk]
    assert fitting(language="ar", spot=None) == [far.pk, near.pk]


def test_distances_of_a_plane_are_those_of_the_ground():
    make.owned_need(make.go_between(), spot=Spot(46.51, 3.2))

    (found,) = needs_nearby(spot=Spot(46.5, 3.2), radius_m=3000, categories=(), offset=0, size=5)

    assert found.distance_m == pytest.approx(
        1112, abs=15
    )  # a hundredth of a degree of latitude, made coarse
