"""The desk of another body in the same instance: it changes nobody's entry, reads no message, notes no letter."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, commons, people
from tests.web.test_desk import browser_of
from tests.web.test_resident import ENTRY

from entremise.accounts.vocabulary import OrganizationKind, Role
from entremise.commons.models import Record, RelativeObjection
from entremise.notices.models import Incoming
from entremise.notices.operations import take_incoming
from entremise.notices.vocabulary import NewIncoming
from entremise.registers.models import EntryRequest

pytestmark = pytest.mark.django_db
WORDS = "Je suis Lucienne, je n'entends plus bien, rappelez ma fille"


@pytest.fixture
def desk():
    return people.desk()


@pytest.fixture
def stranger(desk):
    body = accounts.organization(kind=OrganizationKind.ASSOCIATION)
    return browser_of(accounts.actor(Role.CLERK, organization=body))


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_it_settles_no_entry_of_the_web(stranger, answer):
    Client().post(reverse("resident:register"), ENTRY)
    asked = EntryRequest.objects.get()
    url = reverse("desk:settle", args=[asked.pk])

    assert stranger.post(url, {"answer": answer}).status_code == 403
    assert Record.objects.get(person=asked.person).state == "REGISTERED"
    assert EntryRequest.objects.get().state == "PENDING"
    assert browser_of(people.clerk()).post(url, {"answer": answer}).status_code == 302


def test_it_reads_and_settles_no_text_message(stranger):
    take_incoming(new=NewIncoming("g-1", "+33639980001", WORDS), at=commons.now())
    number = Incoming.objects.get().pk
    shown = reverse("desk:incoming_message", args=[number])
    settled = reverse("desk:settle_incoming", args=[number])

    assert (stranger.get(shown).status_code, stranger.post(settled).status_code) == (404, 404)
    assert Incoming.objects.get().opened_by is None
    own = browser_of(people.clerk())
    assert "Lucienne" in own.get(shown).content.decode()
    assert own.post(settled).status_code == 302


def test_the_desk_of_the_instance_reads_messages_before_any_register_is_open():
    take_incoming(new=NewIncoming("g-1", "+33639980001", WORDS), at=commons.now())

    shown = reverse("desk:incoming_message", args=[Incoming.objects.get().pk])

    assert browser_of(people.clerk()).get(shown).status_code == 200
    assert browser_of(accounts.actor(Role.CLERK)).get(shown).status_code == 404


def test_it_notes_no_letter_as_sent(stranger):
    Record.objects.update(acknowledge_by=commons.now())
    record = Record.objects.get()

    sent = {"record": [record.pk]}

    assert stranger.post(reverse("desk:note_sent"), sent).status_code == 404
    record.refresh_from_db()
    assert record.acknowledged_at is None


def test_it_hears_no_relative(stranger):
    said = {"phone": "06 39 98 23 11", "choice": "no"}

    assert stranger.post(reverse("desk:relative"), said).status_code == 404
    assert not RelativeObjection.objects.exists()
    assert browser_of(people.clerk()).post(reverse("desk:relative"), said).status_code == 302
