"""The balance sheet of a campaign: a page, a PDF, three files; small numbers hidden, no name."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, people, referral
from tests.make import outreach as make
from tests.make.pdf import read_pdf
from tests.make.people import CANARIES

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.outreach.models import Call
from entremise.referral.models import Item

pytestmark = pytest.mark.django_db


def browser():
    lead = accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())
    client = Client()
    client.force_login(User.objects.get(pk=lead.user_id))
    return client


def unmet(campaign, count):
    for _turn in range(count):
        referral.report(at=commons.now(), register_id=campaign.register_id)
    Item.objects.filter(ending="").update(
        state="CLOSED", ending="UNMET", unmet_reason="NO_CAPACITY", closed_at=commons.now()
    )


def test_the_sheet_counts_people_calls_and_reports():
    room = make.room()
    make.call(campaign=room.campaign, state="UNREACHABLE", ended_at=commons.now(), tries_count=4)
    make.call(
        campaign=room.campaign, state="STOPPED", stop_reason="OBJECTION", ended_at=commons.now()
    )
    referral.report(at=commons.now(), register_id=room.campaign.register_id)

    answer = browser().get(reverse("lead:balance", args=[room.campaign.pk]))

    lines = {
        str(words): count for _title, part in answer.context["sections"] for words, count in part
    }
    assert lines["sur la liste"] == Call.objects.count()
    assert lines["jamais jointes, une visite demandée"] == 1
    assert lines["ont demandé à ne pas être appelées"] == 1
    assert lines["comptes rendus de difficulté"] == 1
    assert "ces chiffres bougent encore" in answer.content.decode().replace("'", "’")
    assert not any(canary in answer.content.decode() for canary in CANARIES)


def test_small_numbers_of_needs_without_answer_are_hidden():
    room = make.room()
    unmet(room.campaign, 4)

    few = browser().get(reverse("lead:balance", args=[room.campaign.pk]))
    unmet(room.campaign, 9)
    many = browser().get(reverse("lead:balance", args=[room.campaign.pk]))

    assert few.context["by_district"][-1][1][-1] is None
    assert many.context["by_district"][-1][1][-1] == 13


def test_needs_of_another_campaign_are_not_counted():
    room = make.room()
    unmet(make.room().campaign, 12)

    assert (
        not browser().get(reverse("lead:balance", args=[room.campaign.pk])).context["by_district"]
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_it_is_a_file_too(kind):
    room = make.room()

    answer = browser().get(reverse("lead:balance_file", args=[room.campaign.pk, kind]))

    assert answer.status_code == 200
    assert f".{kind}" in answer["Content-Disposition"]


def test_it_is_an_accessible_pdf():
    room = make.room()

    answer = browser().get(reverse("lead:balance", args=[room.campaign.pk]), {"pdf": "1"})

    assert "Bilan de" in read_pdf(answer.content).text


def test_there_is_no_balance_before_the_opening_nor_for_others():
    draft = make.campaign(organization=people.body(), state="DRAFT", opened_at=None)
    elsewhere = make.campaign()

    for campaign in (draft, elsewhere):
        assert browser().get(reverse("lead:balance", args=[campaign.pk])).status_code == 404
