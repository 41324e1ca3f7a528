"""How many people a decision has reached, beside how many were voted: warned before, shown after."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.attacks.test_i7_people_of_a_decision import CROWD, answers_of, crowded
from tests.make import decisions, outreach, people
from tests.web.uses.test_pages import browser

from entremise.commons.models import Decision, UseRequest

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


@pytest.fixture(autouse=True)
def in_earnest(real_trace):
    """Readings are asked on the trace connection and committed, as in production."""


def reached(*, cap, is_armed):
    """A decision of a published use under which twelve people were opened."""
    decision, made = crowded(is_armed=is_armed)
    request_id = decisions.published()
    UseRequest.objects.filter(pk=request_id).update(state="ACCEPTED", expected_people=cap)
    Decision.objects.filter(pk=decision.pk).update(request=request_id, people_cap=CROWD)
    answers_of(made)
    Decision.objects.filter(pk=decision.pk).update(people_cap=cap)
    return request_id


def pages_of(request_id):
    """What the decider, the DPO and everybody read."""
    return (
        browser(decisions.decider()).get(reverse("decision:home")).content.decode(),
        browser(people.dpo()).get(reverse("gate:request", args=[request_id])).content.decode(),
        Client().get(reverse("uses:use", args=[request_id])).content.decode(),
    )


def test_an_alert_that_reached_more_people_than_voted_says_so_to_everybody():
    home, gate, public = pages_of(reached(cap=11, is_armed=True))

    assert "12 sur 11" in home and "12 sur 11" in gate
    assert "plus que voté" in home and "Les appels de l’alerte continuent." in gate
    assert "12 personnes jointes pour 11 votées" in public


def test_from_ninety_percent_the_machine_says_what_to_do():
    home, gate, public = pages_of(reached(cap=13, is_armed=False))

    assert "presque atteint" in home and "presque atteint" in gate
    assert "Demandez dès maintenant un nouvel usage" in home
    assert "votées" not in public


def test_far_from_the_number_nothing_is_said():
    home, gate, _ = pages_of(reached(cap=40, is_armed=False))

    assert "12 sur 40" in home and "presque atteint" not in home + gate


def test_the_lead_is_told_on_the_board_of_the_campaign():
    decision, made = crowded()
    Decision.objects.filter(pk=decision.pk).update(people_cap=CROWD)
    answers_of(made)
    campaign = outreach.campaign(organization=people.body(), sources=decision.registers)
    lead = browser(decisions.lead())

    board = lead.get(reverse("lead:campaign", args=[campaign.pk])).content.decode()

    assert decision.number in board and "12 sur 12" in board and "presque atteint" in board
