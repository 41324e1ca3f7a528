"""« Près de chez vous » tells a district and nothing finer: two places of one district give the same pages, whatever is asked."""

import re
from itertools import product

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.urls import reverse
from tests.make import mutual_aid as make
from tests.web.test_near_you import owner, shown, town

from entremise.mutual_aid.models import Need
from entremise.mutual_aid.queries import around

__all__ = ["owner", "town"]
pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|name="once"[^>]*')
PLACES = ((46_507_000, 3_209_000), (46_513_000, 3_201_000), (46_499_000, 3_217_000), (None, None))


Choices = tuple[tuple[str, ...], ...]
EVERYTHING: Choices = (
    ("", "Q3", "Q5"),
    ("", "1000", "2000", "5000"),
    ("", "courses"),
    ("", "MON", "THU"),
)
UNFILTERED: Choices = (("", "Q3"), ("",), ("",), ("",))


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr("entremise.web.public.near.LOOKS_AN_HOUR", 10_000)


def all_answers(choices: Choices = EVERYTHING) -> dict[tuple[str, ...], str]:
    """Everything that somebody learns who asks from everywhere, with every filter, and by every street."""
    browser, found = Client(), {}
    for district, radius, category, day in product(*choices):
        asked = {"district": district, "radius": radius, "category": category, "day": day}
        page = browser.get(reverse("public:near"), asked).content.decode()
        found[district, radius, category, day] = CHANGING.sub("", page)
    for street in ("1 rue de la Butte", "9 quai du Port"):
        answer = browser.post(reverse("public:near_street"), {"street": street})
        found[(street,)] = answer.url
    return found


def told(rows: list[Need], choices: Choices = EVERYTHING) -> set[str]:
    """How many different sets of answers the four arrangements of two needs in one district give."""
    seen = set()
    for first, second in zip(PLACES, reversed(PLACES), strict=True):
        for row, (lat, lon) in zip(rows, (first, second), strict=True):
            Need.objects.filter(pk=row.pk).update(lat_e6=lat, lon_e6=lon)
        cache.clear()
        seen.add(str(all_answers(choices)))
    return seen


def two(owner) -> list[Need]:
    return [shown(owner, "Porter l'eau."), shown(owner, "Lire une lettre.")]


def test_no_question_from_anywhere_tells_where_in_its_district_a_need_is(owner):
    rows = two(owner)

    answers = told(rows)

    assert len(answers) == 1
    assert "Porter l" in next(iter(answers))


def test_twin_that_orders_by_the_true_place_tells_it(owner, monkeypatch):
    monkeypatch.setattr(around, "rank_of", lambda districts: F("lat_e6").asc(nulls_last=True))

    assert len(told(two(owner), UNFILTERED)) > 1  # one difference is enough


def bands(owner) -> set[str]:
    """What the offers of the whole town, and of each district, say before and after one neighbour comes."""
    seen = set()
    for _ in range(2):
        cache.clear()
        seen.add(str([around.offers_around(districts=one) for one in ((), ("Q3",), ("Q5",))]))
        make.offer(spot=make.BUTTE)
    return seen


def test_the_difference_of_two_counts_tells_no_single_helper(owner):
    for _ in range(12):
        make.offer(spot=make.BUTTE)

    assert len(bands(owner)) == 1


def test_twin_that_tells_numbers_does(owner, monkeypatch):
    monkeypatch.setattr(around, "step_of", lambda count: count)
    for _ in range(12):
        make.offer(spot=make.BUTTE)

    assert len(bands(owner)) == 2
