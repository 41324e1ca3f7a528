"""Lists as files and on paper: filtered as on the screen, nobody named, no formula."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import load_workbook
from tests.make import mutual_aid as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.mutual_aid.models import Need

pytestmark = pytest.mark.django_db


def lines_of(answer):
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_needs_leave_as_lines_with_the_filters_of_the_list_and_without_names(browser, desk):
    shown = make.asked_by(desk.register_id)
    make.need(category="visite")

    answer = browser.get(reverse("between:needs_file", args=["csv"]), {"category": "courses"})

    heads, *rows = lines_of(answer)
    assert heads[0] == "Numéro"
    assert [row[0] for row in rows] == [shown.number]
    assert [word for word in CANARIES if word in answer.content.decode()] == []


def test_the_workbook_has_days_as_days(browser):
    make.need()

    answer = browser.get(reverse("between:needs_file", args=["xlsx"]))

    (_, row) = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert isinstance(row[9], date)


def test_offers_leave_too_and_another_kind_is_not_there(browser):
    offer = make.offer()

    answer = browser.get(reverse("between:offers_file", args=["csv"]), {"view": "IDLE"})
    other = browser.get(reverse("between:offers_file", args=["pdf"]))

    assert [row[0] for row in lines_of(answer)[1:]] == [offer.number]
    assert other.status_code == 404


def test_what_is_due_today_is_printed_without_names(browser, desk):
    need = make.asked_by(desk.register_id)
    Need.objects.filter(pk=need.pk).update(owner=desk.owner.user_id, next_on=localdate())
    make.need()

    answer = text(browser.get(reverse("between:due_paper")))

    assert need.number in answer
    assert answer.count("B-") == 1
    assert [word for word in CANARIES if word in answer] == []
