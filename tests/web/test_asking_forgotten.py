"""Six months after the last help a code is a code that nobody knows, also on a page that was open a moment before."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, deletions, past_aid
from tests.make.reading import text
from tests.web import test_asking
from tests.web.test_asking import sent
from tests.web.test_asking_words import opened

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys.forget_past_aid import forget_past_aid
from entremise.mutual_aid.models import Need
from entremise.mutual_aid.operations.needs import withdraw_need

pytestmark = pytest.mark.django_db
desk, town = test_asking.desk, test_asking.town  # the same fixtures
UNKNOWN = "ne vont pas ensemble"


def followed(code: str, second: str = "") -> object:
    return Client().post(reverse("asking:follow"), {"code": code, "second": second})


@pytest.mark.parametrize("is_agreed", [True, False])
def test_the_code_of_a_forgotten_need_is_unknown(desk, is_agreed):
    code = sent(Client())
    withdraw_need(actor=RESIDENT, need_id=Need.objects.get().pk, at=commons.now())
    past_aid.age(past_aid.LONG_AGO)
    assert followed(code).status_code == 200
    page = opened(code)
    assert page.get(reverse("asking:more")).status_code == 200
    if is_agreed:
        deletions.agreement(kind=RegisterKind.VOLUNTARY)

    assert forget_past_aid(at=commons.now()) == is_agreed

    for answer in (followed(code), followed(code, "07")):
        assert (answer.status_code, UNKNOWN in text(answer)) == (422, True)
    assert page.get(reverse("asking:more")).status_code == 200  # a state, nobody
    assert page.get(reverse("asking:words")).status_code == 403
