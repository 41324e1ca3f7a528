"""The proof of deletion on paper, for the lead and the data protection officer; before it, the page says when."""

import pytest
from django.urls import reverse
from tests.journeys.test_archive_campaigns import story  # noqa: F401 -- a fixture
from tests.make import accounts, commons, people
from tests.make.people import CANARIES
from tests.web.lead.test_campaign import a_lead, browser_of, url

from entremise.accounts.vocabulary import Role
from entremise.commons.models import Purge
from entremise.journeys.archive_campaigns import archive_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def dpo():
    browser = browser_of(accounts.actor(Role.DPO, organization=people.body()))
    session = browser.session
    session["second_factor_done"] = True
    session.save()
    return browser


def test_the_page_of_a_closed_campaign_says_when_it_will_be_emptied(story):  # noqa: F811 -- the fixture
    seen = browser_of(a_lead()).get(url("campaign", story.campaign.pk)).content.decode()

    assert "sera supprimé le" in seen
    assert browser_of(a_lead()).get(url("proof", story.campaign.pk)).status_code == 404


def test_lead_and_officer_read_and_print_the_proof_without_a_name(story, dpo):  # noqa: F811 -- the fixture
    archive_due(at=commons.now())
    pages = [
        (browser_of(a_lead()), url("campaign", story.campaign.pk)),
        (browser_of(a_lead()), url("proof", story.campaign.pk)),
        (dpo, reverse("gate:purges")),
        (dpo, reverse("gate:purge", args=[Purge.objects.get().pk])),
    ]

    answers = [browser.get(address) for browser, address in pages]

    assert [one.status_code for one in answers] == [200] * 4
    text = "".join(one.content.decode() for one in answers)
    assert "Preuve de suppression" in text
    assert not [word for word in CANARIES if word in text]
    paper = dpo.get(pages[3][1], {"pdf": "1"})
    assert paper.content.startswith(b"%PDF")


def test_nothing_done_yet_says_so(dpo):
    assert "encore arrivé" in dpo.get(reverse("gate:purges")).content.decode()


def test_a_lead_of_another_body_reads_no_proof(story):  # noqa: F811 -- the fixture
    archive_due(at=commons.now())
    other = accounts.actor(Role.CAMPAIGN_LEAD, organization=accounts.organization())

    assert browser_of(other).get(url("proof", story.campaign.pk)).status_code == 404
