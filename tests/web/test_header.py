"""A header has six entries at most: what is used less is one press further, never out of reach."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, people

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import PUBLIC
from entremise.web.shell.chrome import ENTRIES_AT_MOST
from entremise.web.shell.navigation import Place, entries, links_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_no_role_meets_more_than_six_entries_and_all_of_them_are_there(role):
    actor = accounts.actor(role, organization=people.body())
    browser = Client()
    browser.force_login(User.objects.get(pk=actor.user_id))

    chrome = browser.get(reverse("account:home"), follow=True).context["chrome"]

    shown = len(chrome.links) + bool(chrome.more_links)
    assert 0 < shown <= ENTRIES_AT_MOST
    assert [one.url for one in (*chrome.links, *chrome.more_links)] == [
        one.url for one in links_of(role, "")
    ]
    assert len(chrome.more_links) != 1  # a fold for one page would only hide it


def test_the_footer_which_only_residents_see_holds_nothing_that_is_for_others_alone():
    placed = {
        entry.url_name: PUBLIC in entry.roles for entry in entries() if entry.place is Place.FOOTER
    }

    assert placed
    assert [name for name, is_public in placed.items() if not is_public] == []
