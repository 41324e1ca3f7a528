from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from tests.make import outreach as make

from entremise.accounts.vocabulary import SYSTEM
from entremise.outreach.models import Call
from entremise.outreach.operations.closing import close_call
from entremise.outreach.operations.lists import add_calls
from entremise.outreach.vocabulary.calls import CallState, Closing, Outcome
from entremise.outreach.vocabulary.campaigns import CallToAdd, Level

pytestmark = pytest.mark.django_db
NOON = make.NOON
HOUR = timedelta(hours=1)


def wanted(person):
    return CallToAdd(person, Level.LISTENING, "fr", rank=0, reasons=())


def talked(campaign):
    caller = make.caller(campaign)
    taken = make.told(caller, campaign)
    closing = Closing(outcome=Outcome.SPOKEN_WELL)
    close_call(actor=caller, call_id=taken.call_id, token=taken.token, closing=closing, at=NOON)
    return taken.person


def test_nobody_is_talked_to_twice_on_one_day_even_by_two_campaigns():
    campaign, other = make.campaign(), make.campaign()
    make.call(campaign=campaign)
    person = talked(campaign)

    given = {"actor": SYSTEM, "campaign_id": other.pk, "calls": [wanted(person)]}
    add_calls(at=NOON + HOUR, **given)

    call = Call.objects.get(campaign=other)
    assert call.state == CallState.WAITING
    assert localtime(call.due_at).date() == localtime(NOON).date() + timedelta(days=1)
