"""Links that leave by mail, and the administrator's page of messages."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import accounts, commons, kits, messages, people
from tests.make.reading import text
from tests.make.triage import browser

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.jobs.tasks.answers import incoming_answer
from entremise.journeys.instance_state import Subject, instance_state
from entremise.journeys.message_words import TEXTS, text_of
from entremise.kernel.sealing import seal_for
from entremise.notices.models import Message
from entremise.notices.operations import take_incoming
from entremise.notices.operations.messages import PURPOSE
from entremise.notices.vocabulary import (
    Attempt,
    Channel,
    MessageState,
    MessageTemplate,
    NewIncoming,
)

pytestmark = pytest.mark.django_db
GSM = (
    set("@£$¥èéùìòÇØøÅåΔ_ÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n")
    | {letter for one in "az" for letter in map(chr, range(ord("a"), ord("z") + 1))}
    | set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
)
FACTS = {
    "name": "Iris",
    "code": "KTR-MWA",
    "word": "jonquille",
    "date": "28/12",
    "heure": "14:30",
    "limite": "27/12 14:30",
    "lieu": "Salle polyvalente des",
    "what": "Distribution d'eau fraîche",
    "lien": "https://entraide.exemple.fr/aider/",
    "answer": "https://entraide.exemple.fr/repondre/x/",
}
LIST = "administrator:messages"


@pytest.fixture
def client():
    return browser(accounts.actor(Role.ADMINISTRATOR, organization=people.body()))


@pytest.fixture
def mail(settings):
    settings.EMAIL_HOST = "127.0.0.1"


def holder(**given):
    return accounts.user(mail=messages.MAIL, **given)


def make_link(client, user, **given):
    return client.post(reverse("administrator:make_link", args=[user.pk]), given, follow=True)


def queued():
    """(channel, template, address, text) of what waits."""
    return [words_of(one) for one in Message.objects.order_by("channel", "pk")]


def words_of(row):
    to, facts = json.loads(seal_for(PURPOSE).decrypt(row.content))
    template, channel = MessageTemplate(row.template), Channel(row.channel)
    return channel, template, to, text_of(template, channel, facts)


def test_an_invitation_is_mailed_to_its_holder_and_shown_to_nobody(client, mail):
    user = holder(password="!")

    answer = make_link(client, user)

    ((channel, template, to, said),) = queued()
    assert (channel, template, to) == ("EMAIL", "INVITATION", messages.MAIL)
    link = next(line for line in said.splitlines() if line.startswith("http"))
    assert "part par courriel" in text(answer)
    assert link not in text(answer)
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("address", ["", messages.MAIL])
def test_without_server_or_address_the_page_shows_the_link(client, settings, address):
    settings.EMAIL_HOST = "" if address else "127.0.0.1"

    answer = make_link(client, accounts.user(mail=address, password="!"))

    assert answer.context["link"] in text(answer)
    assert queued() == []


def test_a_reset_is_mailed_and_told_by_text_message(client, mail, settings):
    settings.ENTREMISE_SMS_URL = "http://127.0.0.1/?to={to}&text={text}"

    make_link(client, holder(password=make_password("une phrase"), phone=messages.PHONE))

    by_mail, by_sms = queued()
    assert by_mail[1:3] == ("RESET_LINK", messages.MAIL) and "/lien/" in by_mail[3]
    assert by_sms[1:3] == ("RESET_ANNOUNCED", messages.PHONE) and "http" not in by_sms[3]


def test_a_reset_shown_to_the_administrator_is_announced_to_its_holder(client, mail):
    answer = make_link(client, holder(password=make_password("une phrase")), shown="yes")

    ((_channel, template, to, said),) = queued()
    assert (template, to) == ("RESET_ANNOUNCED", messages.MAIL)
    assert answer.context["link"] not in said
    assert "a été créé par" in said


def test_the_list_and_the_page_of_an_account_keep_the_trace_of_a_reset(client):
    user = holder(password=make_password("une phrase"))
    make_link(client, user)

    assert "lien de nouveau mot de passe" in text(client.get(reverse("administrator:accounts")))
    shown = client.get(reverse("administrator:account", args=[user.pk]))
    assert "Liens créés pour ce mot de passe" in text(shown)


def test_how_to_reach_a_holder_is_changed_and_a_wrong_address_is_kept_on_the_page(client):
    user = accounts.user()
    url = reverse("administrator:contact", args=[user.pk])

    wrong = client.post(url, {"mail": "awa", "phone": ""})
    client.post(url, {"mail": messages.MAIL, "phone": "06 39 98 00 42"})

    assert wrong.status_code == 422 and 'value="awa"' in text(wrong)
    user = User.objects.get(pk=user.pk)
    assert (user.mail, user.phone) == (messages.MAIL, messages.PHONE)


@pytest.mark.parametrize("template", [one for one, channel in TEXTS if channel is Channel.SMS])
def test_a_text_message_fits_one_segment_in_every_month_and_names_nobody(template):
    people.body()
    kits.kit_version("temps_ordinaire")
    for month in range(1, 13):
        at = commons.now().replace(month=month, day=28)
        said = text_of(template, Channel.SMS, FACTS | {"at": at.isoformat()})
        assert len(said) <= 160
        assert set(said) <= GSM
        assert "Iris" not in said


def test_the_page_is_empty_then_shows_states_without_address(client):
    assert "Aucun message ici" in text(client.get(reverse(LIST)))
    messages.dead()
    messages.message(channel=Channel.SMS, recipient=messages.PHONE)

    every = text(client.get(reverse(LIST)))
    only_dead = client.get(reverse(LIST), {"state": "DEAD", "channel": "EMAIL"})

    assert "L'adresse n'existe pas." in every and "SMS" in every
    assert not [one for one in (messages.MAIL, messages.PHONE, messages.LINK) if one in every]
    assert [row.card.state for row in only_dead.context["rows"]] == [MessageState.DEAD]
    assert client.get(reverse(LIST), {"state": "nothing"}).status_code == 200


def test_a_dead_message_is_sent_again_or_settled_with_a_reason(client):
    row, other = messages.dead(), messages.dead()
    settle = reverse("administrator:give_up_message", args=[other.pk])

    again = client.post(reverse("administrator:retry_message", args=[row.pk]), follow=True)
    silent = client.post(settle, {"reason": ""})
    asked = client.get(settle)
    settled = client.post(settle, {"reason": "TOLD_OTHERWISE"}, follow=True)
    too_late = client.post(settle, {"reason": "OF_NO_USE"})

    assert "est renvoyé" in text(again)
    assert "adresse n'existe pas" in text(asked)
    assert silent.status_code == 422
    assert "est réglé" in text(settled)
    assert "Dit autrement" in text(client.get(reverse(LIST), {"state": "GIVEN_UP"}))
    assert too_late.status_code == 409
    row.refresh_from_db()
    assert row.state == MessageState.QUEUED


def test_pages_and_statements_do_not_grow_with_the_messages(client):
    messages.message()
    one = statements(client)
    for _ in range(30):
        messages.message(at=commons.now() - timedelta(minutes=1))

    assert statements(client) == one
    assert len(client.get(reverse(LIST), {"page": 2}).context["rows"]) == 6


def statements(client):
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse(LIST)).status_code == 200
    return len(seen)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_other_roles_read_no_message(role):
    assert browser(accounts.actor(role)).get(reverse(LIST)).status_code == 403


def test_an_administrator_tries_her_own_mail_and_phone(client, mail, settings):
    settings.ENTREMISE_SMS_URL = "http://127.0.0.1/?to={to}&text={text}"
    User.objects.update(mail=messages.MAIL, phone=messages.PHONE)

    answer = client.post(reverse("administrator:try_messages"), follow=True)

    by_mail, by_sms = queued()
    assert "2 messages d'essai partent" in text(answer)
    assert by_mail[1:3] == ("TRIAL", messages.MAIL)
    assert by_sms[1:3] == ("TRIAL", messages.PHONE)


def test_the_answer_to_a_trial_comes_back(client, settings):
    settings.ENTREMISE_SMS_URL = "http://127.0.0.1/?to={to}&text={text}"
    User.objects.update(phone=messages.PHONE)
    client.post(reverse("administrator:try_messages"))
    assert messages.tried(Attempt())

    take_incoming(new=NewIncoming("g-1", messages.PHONE, "oui"), at=commons.now())
    job = ProcrastinateJob.objects.get(task_name="incoming_answer")
    incoming_answer.func(**job.args)

    assert "A répondu OUI" in text(client.get(reverse(LIST)))
    assert Message.objects.filter(template="TRIAL_ANSWERED").count() == 1


def test_without_mail_nor_phone_a_trial_says_so(client, mail):
    answer = client.post(reverse("administrator:try_messages"), follow=True)

    assert "ni courriel ni téléphone" in text(answer)


def test_messages_that_nobody_tries_are_said_on_the_page_and_by_the_doctor(client):
    messages.message(at=commons.now() - timedelta(hours=1))

    assert "aurait dû partir" in text(client.get(reverse(LIST)))
    facts = {fact.subject: fact for fact in instance_state(at=commons.now())}
    assert not facts[Subject.MESSAGES_STUCK].is_well


def test_messages_are_found_by_what_they_are_about(client):
    messages.message()
    messages.message(template="INVITATION")

    found = client.get(reverse(LIST), {"template": "INVITATION"}).context["rows"]

    assert [row.card.template for row in found] == ["INVITATION"]
