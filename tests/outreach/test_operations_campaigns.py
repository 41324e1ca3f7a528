from datetime import timedelta

import pytest
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Grant
from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys.build_call_list import build_call_list
from entremise.outreach.models import Call
from entremise.outreach.operations.campaigns import (
    begin_closing,
    choose_sources,
    pause_campaign,
    resume_campaign,
)
from entremise.outreach.operations.closing import close_call
from entremise.outreach.queries.board import campaign_board
from entremise.outreach.queries.campaigns import campaign_card
from entremise.outreach.vocabulary.calls import Closing, Outcome
from entremise.outreach.vocabulary.campaigns import CampaignState

pytestmark = pytest.mark.django_db
NOON = make.NOON


def a_lead(campaign):
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=campaign.organization)


def paused_and_resumed(campaign, lead):
    pause_campaign(actor=lead, campaign_id=campaign.pk, reason="Repas", at=NOON)
    resume_campaign(actor=lead, campaign_id=campaign.pk, at=NOON + timedelta(hours=1))
    campaign.refresh_from_db()
    return campaign.state


def test_a_campaign_goes_on_where_it_was_paused():
    campaign = make.campaign()
    lead = a_lead(campaign)

    assert paused_and_resumed(campaign, lead) == CampaignState.OPEN
    begin_closing(actor=lead, campaign_id=campaign.pk, at=NOON + timedelta(hours=2))
    assert paused_and_resumed(campaign, lead) == CampaignState.CLOSING


def test_a_register_that_is_dropped_leaves_with_its_people_and_its_grants():
    kept, dropped = (commons.register(RegisterKind.CASF_ALERT) for _ in range(2))
    stays = people.person_in(kept, people.sheet())
    people.person_in(dropped, people.sheet())
    commons.activation()
    campaign = make.campaign(
        organization=people.body(),
        state=CampaignState.DRAFT,
        opened_at=None,
        register_id=commons.register(RegisterKind.CAMPAIGN),
        ends_at=commons.now() + timedelta(days=9),
    )
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    make.caller(campaign)

    for sources in ((kept, dropped), (kept,)):
        choose_sources(actor=lead, campaign_id=campaign.pk, sources=sources, at=commons.now())
        build_call_list(actor=lead, campaign_id=campaign.pk, at=commons.now())

    assert [call.person for call in Call.objects.all()] == [stays]
    living = Grant.objects.filter(origin_id=campaign.pk).exclude(state="REVOKED")
    assert {pk for grant in living for pk in grant.registers} == {kept, campaign.register_id}


def test_a_line_that_was_cut_is_no_promise_on_the_board():
    call = make.call()
    who = make.caller(call.campaign)
    taken = make.shown(who, call.campaign)
    closing = Closing(outcome=Outcome.CUT_OFF)
    close_call(actor=who, call_id=call.pk, token=taken.token, closing=closing, at=NOON)

    board = campaign_board(campaign=campaign_card(call.campaign), at=NOON + timedelta(hours=2))

    assert (board.callbacks_due, board.callbacks_promised_past) == (0, 0)
