"""Pages of the exercise: begun by a lead, called, placed, ended, exported."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, people, triage

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.outreach.models import Drill, DrillPerson

pytestmark = pytest.mark.django_db


def browser(role):
    actor = accounts.actor(role, organization=people.body())
    if role is Role.ORIENTEUR:
        return triage.browser(actor)
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def begin(lead, size=5):
    lead.post(reverse("drills:list"), {"title": "Exercice d'essai", "size": size})
    return Drill.objects.get()


def test_a_drill_is_begun_called_placed_ended_and_exported():
    lead, caller, orienteur = (
        browser(role) for role in (Role.CAMPAIGN_LEAD, Role.CALLER, Role.ORIENTEUR)
    )
    drill = begin(lead)
    DrillPerson.objects.update(answers_at=1, case="FALL", is_to_call_back=False)

    shown = caller.post(reverse("drills:take", args=[drill.pk]), follow=True)
    assert "ne composez aucun numéro" in shown.content.decode()
    assert "Je suis par terre" in shown.content.decode()
    person = DrillPerson.objects.get(state="HELD")
    one = reverse("drills:person", args=[person.pk])
    assert caller.post(one, {"outcome": "DIFFICULTY"}).status_code == 422
    caller.post(one, {"outcome": "DIFFICULTY", "severity": "1"})
    waiting = orienteur.get(reverse("drills:home")).content.decode()
    assert person.name in waiting
    orienteur.post(reverse("drills:place", args=[person.pk]), {"place": "RESCUE"})
    lead.post(reverse("drills:close", args=[drill.pk]))

    text = lead.get(reverse("drills:list")).content.decode()
    assert "Placés au bon endroit" in text
    assert "Commencer l’exercice" in text
    for kind in ("csv", "xlsx", "ods"):
        assert lead.get(reverse("drills:file", args=[kind])).status_code == 200
    assert "Jointes;1" in lead.get(reverse("drills:file", args=["csv"])).content.decode("utf-8-sig")


def test_without_drill_the_page_says_so():
    assert (
        "Aucun exercice en cours"
        in browser(Role.CALLER).get(reverse("drills:home")).content.decode()
    )


def test_a_drill_too_large_or_without_name_is_asked_again():
    lead = browser(Role.CAMPAIGN_LEAD)

    answer = lead.post(reverse("drills:list"), {"title": "", "size": 3000})

    assert answer.status_code == 422
    assert not Drill.objects.exists()


def test_a_drill_whose_name_points_to_somebody_is_asked_again():
    answer = browser(Role.CAMPAIGN_LEAD).post(
        reverse("drills:list"), {"title": "Exercice chez Mme Orain", "size": 5}
    )

    assert (answer.status_code, Drill.objects.exists()) == (422, False)
    assert 'value="Exercice chez Mme Orain"' in answer.content.decode()


def test_each_keeps_to_her_part():
    drill = begin(browser(Role.CAMPAIGN_LEAD))

    assert browser(Role.ORIENTEUR).post(reverse("drills:take", args=[drill.pk])).status_code == 403
    assert browser(Role.CALLER).get(reverse("drills:list")).status_code == 403


def test_twenty_reports_cost_no_more_statements_than_one(django_assert_max_num_queries):
    drill = begin(browser(Role.CAMPAIGN_LEAD), size=20)
    DrillPerson.objects.filter(drill=drill).update(
        state="DONE", said_severity=2, reported_at=drill.begun_at
    )
    orienteur = browser(Role.ORIENTEUR)
    orienteur.get(reverse("drills:home"))

    with django_assert_max_num_queries(10):
        orienteur.get(reverse("drills:home"))
