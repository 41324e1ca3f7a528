"""Campaigns by the clock: closed gently past their last day, paused when something graver comes first."""

from datetime import timedelta

import pytest
from tests.make import accounts, commons, people, referral
from tests.make import outreach as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import SYSTEM, Role
from entremise.commons.models import Grant
from entremise.journeys.campaign_words import CAMPAIGN_TEXTS, WHY
from entremise.journeys.message_words import subject_of
from entremise.journeys.watch_campaigns import watch_campaigns
from entremise.kernel.origin import Origin
from entremise.notices.models import Message
from entremise.notices.vocabulary import Channel, MessageTemplate
from entremise.outreach.models import Campaign, CampaignStep, Wave
from entremise.outreach.operations.campaigns import resume_campaign
from entremise.outreach.operations.waves import set_rhythm
from entremise.outreach.vocabulary.campaigns import CampaignState
from entremise.referral.models import Report

pytestmark = pytest.mark.django_db


def state_of(campaign):
    return Campaign.objects.get(pk=campaign.pk).state


def late_report(campaign, hours=25, severity=2):
    opened = referral.report(
        at=commons.now() - timedelta(hours=hours + 2), register_id=campaign.register_id
    )
    Report.objects.filter(pk=opened.report_id).update(
        severity=severity, due_at=commons.now() - timedelta(hours=hours)
    )


def test_a_campaign_that_runs_well_is_left_alone():
    room = make.room()

    assert watch_campaigns(at=commons.now()) == 0
    assert state_of(room.campaign) == CampaignState.OPEN


def test_past_its_last_day_a_campaign_begins_to_close_once():
    room, at = make.room(), commons.now()
    Campaign.objects.update(starts_at=at - timedelta(days=9), ends_at=at - timedelta(minutes=1))

    assert watch_campaigns(at=at) == 1
    assert watch_campaigns(at=at) == 0
    assert state_of(room.campaign) == CampaignState.CLOSING
    assert CampaignStep.objects.latest("pk").user_id is None


def test_an_urgent_report_late_for_more_than_a_day_pauses_it():
    room = make.room()
    late_report(room.campaign)

    watch_campaigns(at=commons.now())

    paused = Campaign.objects.get(pk=room.campaign.pk)
    assert paused.state == CampaignState.PAUSED
    assert "plus d’un jour" in paused.pause_reason.replace("'", "’")


@pytest.mark.parametrize(("hours", "severity"), [(23, 2), (60, 3)])
def test_what_is_less_late_or_less_grave_does_not_pause(hours, severity):
    room = make.room()
    late_report(room.campaign, hours=hours, severity=severity)

    watch_campaigns(at=commons.now())

    assert state_of(room.campaign) == CampaignState.OPEN


def test_a_lead_who_goes_on_is_let_be_for_a_day():
    room, at = make.room(), commons.now()
    late_report(room.campaign)
    watch_campaigns(at=at)
    resume_campaign(actor=SYSTEM, campaign_id=room.campaign.pk, at=at + timedelta(minutes=1))

    watch_campaigns(at=at + timedelta(hours=1))
    assert state_of(room.campaign) == CampaignState.OPEN
    watch_campaigns(at=at + timedelta(hours=26))
    assert state_of(room.campaign) == CampaignState.PAUSED


def test_suspended_grants_pause_it():
    room, at = make.room(people.LUCIENNE), commons.now()
    make.let_read(room.caller, room.campaign)
    commons.suspend(Origin("CAMPAIGN", room.campaign.pk))

    watch_campaigns(at=at)

    assert state_of(room.campaign) == CampaignState.PAUSED


def test_a_paused_campaign_is_not_moved_again():
    room = make.room()
    late_report(room.campaign)
    watch_campaigns(at=commons.now())

    assert watch_campaigns(at=commons.now()) == 0


def rhythm(room, days):
    set_rhythm(actor=SYSTEM, campaign_id=room.campaign.pk, days=days, at=commons.now())


def test_on_its_day_a_wave_begins_and_only_once():
    room, tomorrow = make.room(), commons.now() + timedelta(days=1)
    rhythm(room, 1)

    assert watch_campaigns(at=commons.now()) == 0
    assert watch_campaigns(at=tomorrow) == 1
    assert watch_campaigns(at=tomorrow + timedelta(minutes=5)) == 0
    assert Wave.objects.count() == 1


def test_a_suspended_decision_makes_no_wave_and_says_so():
    room, tomorrow = make.room(), commons.now() + timedelta(days=1)
    rhythm(room, 1)
    commons.suspend(Origin("CAMPAIGN", room.campaign.pk))

    watch_campaigns(at=tomorrow)

    paused = Campaign.objects.get(pk=room.campaign.pk)
    assert (Wave.objects.count(), paused.state) == (0, CampaignState.PAUSED)
    assert "suspendu" in paused.pause_reason


def test_grants_that_are_all_over_pause_it_too():
    room, at = make.room(), commons.now()
    Grant.objects.filter(origin_id=room.campaign.pk).update(expires_at=at)

    watch_campaigns(at=at)

    assert state_of(room.campaign) == CampaignState.PAUSED


def test_a_new_rhythm_does_not_take_back_the_word_of_a_lead():
    room, at = make.room(), commons.now()
    late_report(room.campaign)
    watch_campaigns(at=at)
    resume_campaign(actor=SYSTEM, campaign_id=room.campaign.pk, at=at + timedelta(minutes=1))
    rhythm(room, 2)

    watch_campaigns(at=at + timedelta(hours=1))

    assert state_of(room.campaign) == CampaignState.OPEN


def test_its_leads_are_told_why_and_what_to_do_and_no_name(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    room = make.room()
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    User.objects.filter(pk=lead.user_id).update(mail="awa@exemple.invalid", phone="")
    late_report(room.campaign)

    watch_campaigns(at=commons.now())
    watch_campaigns(at=commons.now())

    told = Message.objects.get(template=MessageTemplate.CAMPAIGN_PAUSED)
    assert (told.about_kind, told.about_id) == ("CAMPAIGN", room.campaign.pk)


@pytest.mark.parametrize("why", WHY)
def test_the_words_of_a_pause_name_nobody(why):
    facts = {"title": "Grand froid", "why": why, "lien": "https://exemple.invalid/campagnes/1/"}
    people.body()

    mail = CAMPAIGN_TEXTS[MessageTemplate.CAMPAIGN_PAUSED, Channel.EMAIL](facts)
    short = CAMPAIGN_TEXTS[MessageTemplate.CAMPAIGN_PAUSED, Channel.SMS](facts)
    subject = subject_of(MessageTemplate.CAMPAIGN_PAUSED)

    assert "Que faire" in mail
    assert facts["lien"] in mail
    assert "Grand froid" not in subject
    assert "pause" in short
