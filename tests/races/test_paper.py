"""Bundles are drawn while callers take people on their screens: nobody is on two sheets, nor on a sheet and a screen."""

from collections import Counter

import pytest
from django.utils.timezone import localdate
from tests.make import accounts, commons
from tests.make import outreach as make
from tests.races.test_next_call import together

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.outreach.models import Attempt, Call, Sheet
from entremise.outreach.operations.bundles import draw_bundle
from entremise.outreach.vocabulary.calls import CallState
from entremise.outreach.vocabulary.paper import NewBundle

pytestmark = pytest.mark.django_db(transaction=True)
BUNDLES, SCREENS, PEOPLE = 6, 10, 70


def test_twelve_at_a_time_on_paper_and_one_at_a_time_on_screens_nobody_is_given_twice():
    room = make.room()
    campaign, seat = room.campaign, make.now_shift(room.campaign)
    for _ in range(PEOPLE - 1):
        make.call(campaign=campaign)
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=campaign.organization)
    callers = [make.caller(campaign, seat=seat) for _ in range(BUNDLES + SCREENS)]
    at = commons.now()

    def work(number: int) -> None:
        caller = callers[number]
        try:
            if number < BUNDLES:
                new = NewBundle(
                    campaign.pk, caller.user_id, localdate(at), is_afternoon=True, size=12
                )
                draw_bundle(actor=lead, new=new, at=at)
            else:
                make.held(caller, campaign, at)
        except Refused:
            return

    together(BUNDLES + SCREENS, work)

    given = Counter(Attempt.objects.values_list("call_id", flat=True))
    assert set(given.values()) == {1}
    assert Sheet.objects.count() + Call.objects.filter(state=CallState.HELD).count() == len(given)
    assert len(given) == PEOPLE


def test_one_caller_gets_one_bundle_from_two_leads_at_once():
    room = make.room()
    for _ in range(30):
        make.call(campaign=room.campaign)
    leads = [
        accounts.actor(Role.CAMPAIGN_LEAD, organization=room.campaign.organization)
        for _ in range(4)
    ]
    at = commons.now()

    def draw(number: int) -> bool:
        new = NewBundle(
            room.campaign.pk, room.caller.user_id, localdate(at), is_afternoon=True, size=12
        )
        try:
            draw_bundle(actor=leads[number], new=new, at=at)
        except Refused:
            return False
        return True

    assert sum(together(4, draw)) == 1
    assert Sheet.objects.count() == 12
