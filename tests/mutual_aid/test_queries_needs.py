from datetime import timedelta

import pytest
from django.db import IntegrityError
from tests.make import mutual_aid as make

from entremise.jobs.tasks.mutual_aid import ForgottenError, check_open_items
from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.queries.needs import open_faults

pytestmark = pytest.mark.django_db


def test_a_need_whose_day_passed_with_nobody_is_a_fault_and_with_an_owner_is_not():
    alone, owner = make.need(), make.go_between()
    make.owned_need(owner)
    waiting = make.waiting_offer()

    later = make.NOON + timedelta(days=3)

    assert [fault.number for fault in open_faults(at=make.NOON)] == []
    assert [(fault.number, fault.why) for fault in open_faults(at=later)] == [
        (alone.number, "DATE_PASSED"),
        (waiting.number, "DATE_PASSED"),
    ]


@pytest.mark.parametrize("model", [Need, Offer])
def test_the_database_refuses_an_open_thing_without_owner_and_date(model):
    row = make.need() if model is Need else make.waiting_offer()

    with pytest.raises(IntegrityError, match="has_owner_or_date"):
        model.objects.filter(pk=row.pk).update(next_on=None)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "DONE"},
        {"state": "DONE", "closed_at": make.NOON},
        {"state": "UNMET", "closed_at": make.NOON, "ending": "NOBODY_FOUND"},
    ],
)
def test_the_database_refuses_a_need_closed_by_nobody_or_without_reason(change):
    row = make.need()

    with pytest.raises(IntegrityError, match="closed_need_has_human_and_reason"):
        Need.objects.filter(pk=row.pk).update(**change)


def test_the_nightly_check_fails_aloud(monkeypatch):
    row = make.need()

    with pytest.raises(ForgottenError, match=row.number):
        check_open_items(0)
