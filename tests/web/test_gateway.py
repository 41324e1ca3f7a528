"""The door of gateways: a secret in a header, small bodies, a second copy ignored, nothing told to strangers."""

import json
from base64 import b64encode

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import accounts, messages, people
from tests.make.reading import text
from tests.make.triage import browser

from entremise.accounts.vocabulary import Role
from entremise.kernel.origin import Origin
from entremise.notices.models import Incoming, StoppedNumber
from entremise.notices.rules import number_mark
from entremise.notices.vocabulary import Attempt, Channel, MessageState

pytestmark = pytest.mark.django_db
SECRET = "un secret de vingt signes au moins"
BEARER = {"Authorization": f"Bearer {SECRET}"}
BASIC = {"Authorization": "Basic " + b64encode(f"kannel:{SECRET}".encode()).decode()}
INCOMING, DELIVERY = reverse("gateway:incoming"), reverse("gateway:delivery")
KANNEL, KANNEL_DELIVERY = reverse("gateway:kannel_incoming"), reverse("gateway:kannel_delivery")
STOP = {"id": "a-7", "from": messages.PHONE, "text": "STOP"}


@pytest.fixture(autouse=True)
def secret(settings):
    settings.ENTREMISE_SMS_SECRET = SECRET


def post(given, *, url=INCOMING, headers=BEARER):
    return Client(enforce_csrf_checks=True).post(url, given, headers=headers)


@pytest.mark.parametrize("headers", [BEARER, BASIC])
def test_who_knows_the_secret_is_heard(headers):
    answer = post(STOP, headers=headers)

    assert (answer.status_code, answer.content) == (200, b"")
    assert StoppedNumber.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer un autre"},
        {"Authorization": "Basic @@@"},
        {"Authorization": f"Digest {SECRET}"},
    ],
)
@pytest.mark.parametrize("url", [INCOMING, DELIVERY, KANNEL])
def test_others_are_turned_away(url, headers):
    assert post(STOP, url=url, headers=headers).status_code == 401
    assert not StoppedNumber.objects.exists()


def test_after_twenty_wrong_secrets_even_trying_is_over_and_the_gateway_is_still_heard():
    answers = [post(STOP, headers={}).status_code for _try in range(21)]

    assert (answers[19], answers[20]) == (401, 429)
    assert post(STOP).status_code == 200


def test_without_a_secret_in_the_settings_there_is_no_door(settings):
    settings.ENTREMISE_SMS_SECRET = ""

    assert post(STOP, headers={"Authorization": "Bearer "}).status_code == 404


def test_a_large_body_is_not_read():
    assert post(STOP | {"text": "x" * 9000}).status_code == 413
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("missing", ["id", "from"])
def test_a_message_that_cannot_be_told_from_another_is_refused(missing):
    assert post(STOP | {missing: ""}).status_code == 400


@pytest.mark.parametrize(
    "number", ["+33639980042", "33639980042", "0033639980042", "06 39 98 00 42"]
)
def test_a_number_is_known_however_a_gateway_writes_it(number):
    post(STOP | {"from": number})

    assert bytes(StoppedNumber.objects.get().mark) == number_mark(messages.PHONE)


def test_json_with_the_names_of_another_gateway_is_read_and_a_second_copy_ignored():
    given = json.dumps({"messageId": "a-9", "sender": "06 39 98 00 42", "message": "Rappelez-moi"})
    for _copy in range(2):
        answer = Client().post(INCOMING, given, content_type="application/json", headers=BEARER)
        assert answer.status_code == 200

    assert Incoming.objects.count() == 1


@pytest.mark.parametrize("body", ["{", "[]", "null", '"x"'])
def test_what_is_no_object_is_refused(body):
    answer = Client().post(INCOMING, body, content_type="application/json", headers=BEARER)

    assert answer.status_code == 400


def sent():
    row = messages.message(
        channel=Channel.SMS, recipient=messages.PHONE, template="TRIAL", expects=Origin("TRIAL", 1)
    )
    messages.tried(Attempt(provider_id="p-1"))
    return row


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("DELIVRD", MessageState.DELIVERED),
        ("undelivered", MessageState.DEAD),
        ("buffered", MessageState.SENT),
    ],
)
def test_a_report_of_delivery_changes_one_message(status, state):
    row = sent()

    assert post({"id": "p-1", "status": status}, url=DELIVERY).status_code == 200

    row.refresh_from_db()
    assert row.state == state


def test_a_report_about_nothing_is_not_found():
    assert post({"id": "p-2", "status": "delivered"}, url=DELIVERY).status_code == 404


def test_kannel_posts_what_it_received_with_nothing_personal_in_the_address():
    answer = Client().post(
        f"{KANNEL}?id=k-1",
        "Oui, d’accord".encode(),
        content_type="text/plain; charset=utf-8",
        headers=BASIC | {"X-Kannel-From": "+33639980042"},
    )

    assert (answer.status_code, answer.content) == (200, b"")
    assert Incoming.objects.get().word == "YES"


def test_kannel_reports_by_get_with_the_secret_alone():
    row = sent()
    given = {"id": row.reference.hex, "status": "1"}

    assert Client().get(KANNEL_DELIVERY, given).status_code == 401
    assert Client().get(KANNEL_DELIVERY, given, headers=BASIC).status_code == 200

    row.refresh_from_db()
    assert row.state == MessageState.DELIVERED


WORDS = "Rappelez ma fille, je suis tombée"


@pytest.fixture
def clerk():
    return browser(people.clerk())


def received():
    post(STOP | {"text": WORDS})
    return Incoming.objects.get()


def test_the_desk_reads_a_message_that_says_more_and_settles_it(clerk):
    row = received()
    listed = text(clerk.get(reverse("desk:incoming")))
    assert WORDS not in listed and "39 98" not in listed

    opened = text(clerk.get(reverse("desk:incoming_message", args=[row.pk])))
    assert WORDS in opened and "06 39 98 00 42" in opened
    again = text(clerk.get(reverse("desk:incoming")))
    assert "personne encore" in listed and "personne encore" not in again
    settled = clerk.post(reverse("desk:settle_incoming", args=[row.pk]), follow=True)

    assert "ses mots sont effacés" in text(settled)
    assert "Aucun message à lire" in text(settled)
    assert clerk.get(reverse("desk:incoming_message", args=[row.pk])).status_code == 409


def test_half_an_emoji_that_a_gateway_cut_in_two_is_read_like_the_rest(clerk):
    given = STOP | {"text": f"{WORDS} \ud83d"}

    sent = Client().post(
        INCOMING, json.dumps(given), content_type="application/json", headers=BEARER
    )

    row = Incoming.objects.get()
    assert sent.status_code == 200
    assert WORDS in text(clerk.get(reverse("desk:incoming_message", args=[row.pk])))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLERK])
def test_nobody_else_reads_what_came_not_even_the_administrator(role):
    row = received()

    answer = browser(accounts.actor(role)).get(reverse("desk:incoming_message", args=[row.pk]))

    assert answer.status_code == 403
