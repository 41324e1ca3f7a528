"""« L'entraide en chiffres »: a page and a file for everybody, counted from rows, an hour old at most."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.make import commons
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.reading import text

from entremise.accounts.vocabulary import RESIDENT
from entremise.mutual_aid.models import Need
from entremise.mutual_aid.operations.needs import receive_need

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\b(12|24)\b(?=\s*</td>)")


@pytest.fixture(autouse=True)
def town():
    commons.host_id()
    kit_version(code="temps_ordinaire")
    cache.clear()


def came_in(count: int) -> None:
    at = commons.now() - timedelta(days=3)
    for _ in range(count):
        receive_need(actor=RESIDENT, new=make.new_need(), at=at)
    Need.objects.update(first_answered_at=at + timedelta(hours=12))


def opened(name="counters") -> str:
    return text(Client().get(reverse(f"asking:{name}")))


def test_the_page_says_the_median_and_how_it_is_counted():
    came_in(12)

    page = opened()

    assert "première réponse, pour la moitié des demandes : 0,5 au plus." in page
    assert "Comment c'est compté" in page
    assert "moins de onze" in page


def test_the_file_has_the_same_numbers_and_an_empty_cell_where_one_is_hidden():
    came_in(12)
    receive_need(
        actor=RESIDENT, new=make.new_need(category="animal"), at=commons.now() - timedelta(days=2)
    )

    lines = opened("counters_csv").splitlines()

    assert lines[0].startswith("\ufeffPar;Groupe;Offres")
    assert "Par sorte d'aide;Promener ou nourrir un animal;0;0;;;" in lines


def test_numbers_are_counted_again_after_an_hour_at_most():
    came_in(12)
    first = opened()
    came_in(12)

    kept = opened()
    cache.clear()

    assert [NUMBER.findall(page) for page in (first, kept)] == [["12"] * 4] * 2
    assert NUMBER.findall(opened()) == ["24"] * 4


def test_the_same_statements_for_few_and_many():
    def statements() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            opened()
        return len(asked)

    came_in(1)
    opened()
    first = statements()
    came_in(5)
    make.offer()

    assert statements() == first


def test_nothing_yet_is_said():
    assert "trop peu" in opened()
