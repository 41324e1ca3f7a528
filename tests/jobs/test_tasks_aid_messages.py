"""Mutual aid through true servers: a question leaves by SMTP or by a gateway, its answer comes back by a link or at the door."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons, messages, telling
from tests.make.reading import text

from entremise.jobs.tasks.messages import send, send_messages
from entremise.journeys.ask_helper import choose_and_ask
from entremise.journeys.deliver_notice import deliver_notice
from entremise.mutual_aid.models import Introduction, Proposal
from entremise.mutual_aid.vocabulary.needs import NeedState
from entremise.notices.models import Message

pytestmark = pytest.mark.django_db
NUMBER = "+61491570156"  # of fiction, in a country whose numbers leave
SECRET = "un secret de vingt signes au moins"


def ask(town, offer):
    given = {"need_id": town.need.pk, "offer_id": offer.pk}
    return choose_and_ask(actor=town.desk.owner, at=commons.now(), **given)


def test_a_mailed_question_is_answered_by_its_link_without_session_and_a_look_changes_nothing(
    settings, free_port
):
    town = telling.town(settings, mail=True)
    pair = ask(town, telling.offer(town, mail="samira@exemple.invalid"))
    with messages.mail_server(settings, free_port) as box:
        send_messages.func(timestamp=0)

    ((to, mail),) = box.taken
    said = mail.get_payload(decode=True).decode()
    link = re.search(r"/repondre/\S+/", said)[0]
    client = Client()
    looked = text(client.get(link))
    assert Proposal.objects.get(pk=pair).state == "SENT"
    answered = client.post(link, {"word": "YES"}, follow=True)
    telling.run_answers()

    assert to == ["samira@exemple.invalid"]
    assert "coup de main" in mail["Subject"]
    assert "Si vous dites oui" in looked
    assert "Votre réponse est arrivée" in text(answered)
    town.need.refresh_from_db()
    assert town.need.state == NeedState.AGREED
    client.post(link, {"word": "NO"})
    telling.run_answers()
    assert Introduction.objects.get().closed_at is not None


@pytest.mark.parametrize("token", ["perime", "WyJQUk9QT1NBTCIsMV0:1:x"])
def test_a_link_that_was_not_signed_here_opens_nothing(token):
    assert Client().get(reverse("asking:answer", args=[token])).status_code == 404


def test_a_word_that_is_neither_yes_nor_no_is_asked_again(settings, free_port):
    town = telling.town(settings, mail=True)
    pair = ask(town, telling.offer(town, mail="samira@exemple.invalid"))
    with messages.mail_server(settings, free_port) as box:
        send_messages.func(timestamp=0)
    link = re.search(r"/repondre/\S+/", box.taken[0][1].get_payload(decode=True).decode())[0]

    assert Client().post(link, {"word": "STOP"}).status_code == 200
    assert Message.objects.get().answer == ""
    assert Proposal.objects.get(pk=pair).state == "SENT"


def test_a_question_by_the_gateway_is_answered_at_its_door(settings):
    town = telling.town(settings)
    settings.ENTREMISE_SMS_SECRET = SECRET
    ask(town, telling.offer(town, phone=NUMBER))
    with messages.gateway(settings, "0: Accepted for delivery") as asked:
        at = telling.by_day(commons.now()) + timedelta(seconds=1)
        assert deliver_notice(send=send, at=at)
    headers = {"Authorization": f"Bearer {SECRET}"}
    given = {"id": "a-7", "from": NUMBER, "text": "Oui d'accord"}
    answer = Client(enforce_csrf_checks=True).post(
        reverse("gateway:incoming"), given, headers=headers
    )
    telling.run_answers()

    ((query,),) = (asked,)
    assert answer.status_code == 200
    assert query["to"] == [NUMBER]
    town.need.refresh_from_db()
    assert town.need.state == NeedState.AGREED
