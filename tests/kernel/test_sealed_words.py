"""Words that staff type about somebody lie sealed in the database, and open where they are read."""

import pytest
from django.apps import apps
from django.db import connection
from tests.make import accounts, people
from tests.make import outreach as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.kernel.sealed_words import SealedWords
from entremise.outreach.models import Engagement

WORDS = "Ne peut plus venir : son mari est malade."


@pytest.mark.django_db
def test_words_are_read_as_typed_and_lie_sealed():
    who = User.objects.get(pk=accounts.actor(Role.CALLER).user_id)
    make.engagement(who, people.body(), appeal=WORDS)

    assert Engagement.objects.get().appeal == WORDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT appeal, manager_name FROM outreach_engagement")
        sealed, nothing = cursor.fetchone()
    assert WORDS not in sealed
    assert nothing == ""


def test_free_words_of_calls_and_reports_are_sealed_or_known_to_name_nobody():
    """Titles, whose form refuses a name. Anything else that is typed is sealed."""
    found = {
        f"{model._meta.model_name}.{field.name}"
        for area in ("outreach", "referral")
        for model in apps.get_app_config(area).get_models()
        for field in model._meta.get_fields()
        if getattr(field, "max_length", None) in range(100, 10_000)
        and not isinstance(field, SealedWords)
    }

    assert found == {
        "campaign.title",
        "drill.title",
    }
