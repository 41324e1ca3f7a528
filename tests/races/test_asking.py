"""The same form sent from two tabs at the same moment: one need, one person, one code."""

import uuid

import pytest
from tests.make import commons
from tests.make import mutual_aid as make
from tests.races.test_next_call import together

from entremise.commons.models import Record
from entremise.journeys.ask_for_help import Asked, ask_for_help
from entremise.mutual_aid.models import Need
from entremise.mutual_aid.vocabulary.needs import ForWhom, Urgency, When
from entremise.people.vocabulary import Name, Sheet

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_form_sent_four_times_at_once_is_one_need_with_one_code():
    make.desk()
    asked = Asked(
        key=uuid.uuid4(),
        sheet=Sheet(name=Name(last="", first="Odette"), phones=("+33199004158",)),
        words="Des courses.",
        category="courses",
        spot=make.BUTTE,
        when=When(),
        for_whom=ForWhom.SELF,
        urgency=Urgency.CALM,
        is_shown=True,
    )

    codes = together(4, lambda _: ask_for_help(asked=asked, at=commons.now()))

    assert (Need.objects.count(), Record.objects.count(), len(set(codes))) == (1, 1, 1)
