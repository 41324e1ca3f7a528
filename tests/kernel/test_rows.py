"""Rows that travel many at a time are what they would have been one by one."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.make.accounts import LONG_AGO

from entremise.directory.models import Service, Source
from entremise.kernel.rows import add_rows, change_rows

HOSTILE = 'L\'« été » : 100 % "vrai" \\ {a,b} %s\n\tNULL'
pytestmark = pytest.mark.django_db


def row(number, **given):
    return Service(
        source_id="dora",
        source_key=str(number),
        name=f"Service {number}",
        themes=["a,b", 'c"d', "NULL", ""],
        capacity="OPEN",
        checked_at=LONG_AGO,
        sort_key=f"service {number}",
        **given,
    )


@pytest.fixture(autouse=True)
def source():
    Source.objects.create(code="dora")


def seen(one):
    return {field.attname: getattr(one, field.attname) for field in Service._meta.concrete_fields}


def test_rows_come_back_as_they_were_given_whatever_their_texts_hold():
    given = [
        row(1, description=HOSTILE, updated_on=date(2026, 6, 14), published={"name": HOSTILE}),
        row(2, published=None, open_quarters=[1, 671], lat_e6=-1, lon_e6=2),
    ]

    add_rows(given)

    kept = list(Service.objects.order_by("pk"))
    assert list(map(seen, kept)) == list(map(seen, given))
    assert (kept[0].themes, kept[1].published) == (["a,b", 'c"d', "NULL", ""], None)


def test_only_the_fields_that_are_named_change_and_only_in_these_rows():
    rows = [row(1), row(2)]
    add_rows(rows)
    rows[0].description, rows[0].name = HOSTILE, "Autre"

    change_rows(rows[:1], ("description",))

    assert list(Service.objects.order_by("pk").values_list("name", "description")) == [
        ("Service 1", HOSTILE),
        ("Service 2", ""),
    ]


def test_more_rows_than_one_batch_keep_their_numbers():
    rows = [row(number) for number in range(1500)]

    add_rows(rows)

    kept = dict(Service.objects.values_list("pk", "source_key"))
    assert kept == {one.pk: one.source_key for one in rows}


def test_a_row_that_is_there_already_is_refused_by_the_database():
    add_rows([row(1)])

    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows([row(1)])


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        add_rows([])
        change_rows([], ("name",))
