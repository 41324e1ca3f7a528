"""What the desk reads on a need: each message in words, and the code that it gives, sends or prints."""

import pytest
from django.urls import reverse
from tests.make import commons, telling
from tests.make.pdf import read_pdf
from tests.make.reading import text
from tests.make.telling import HELPER
from tests.make.triage import browser

from entremise.journeys.ask_helper import choose_and_ask
from entremise.notices.models import Message
from entremise.notices.operations import note_delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings):
    return telling.town(settings)


@pytest.fixture
def desk(town):
    return browser(town.desk.owner)


def page_of(desk, town):
    return text(desk.get(reverse("between:need", args=[town.need.pk])))


def ask(town, **given):
    given = {"need_id": town.need.pk, "offer_id": telling.offer(town, **given).pk}
    choose_and_ask(actor=town.desk.owner, at=commons.now(), **given)


def test_the_need_shows_a_message_that_leaves_arrives_and_is_answered(desk, town):
    ask(town)
    assert "SMS, part bientôt" in page_of(desk, town)

    town.leave()
    assert "SMS, parti " in page_of(desk, town)
    reference = Message.objects.get().reference.hex
    note_delivery(reference=reference, is_delivered=True, at=commons.now())
    assert ", remis" in page_of(desk, town)
    town.answer(HELPER, "oui")

    seen = page_of(desk, town)
    assert "réponse OUI, " in seen
    assert "Question à la personne" in seen
    assert HELPER[3:] not in seen


def test_a_message_that_nobody_got_says_to_ring(desk, town):
    ask(town, phone="+33199001234")
    town.leave()
    telling.hear_of_failures()

    seen = page_of(desk, town)

    assert "appelez" in seen
    assert "pas arrivé" in seen


def test_an_offer_shows_its_messages_too(desk, town):
    row = telling.offer(town)
    desk.post(reverse("between:ask_offer", args=[row.pk]))

    seen = text(desk.get(reverse("between:offer", args=[row.pk])))

    assert "Question au bénévole" in seen


def test_the_code_is_given_then_sent_or_printed_as_a_letter(desk, town):
    given = desk.post(reverse("between:give_code", args=[town.need.pk]))
    code = given.context["code"]

    letter = text(desk.post(reverse("between:code_letter", args=[town.need.pk]), {"code": code}))
    sent = desk.post(reverse("between:send_code", args=[town.need.pk]), {"code": code}, follow=True)
    paper = desk.post(
        reverse("between:code_letter", args=[town.need.pk]), {"code": code, "pdf": "1"}
    )

    assert code in letter
    assert read_pdf(paper.content).says(code)
    assert read_pdf(paper.content).title == "Votre demande est notée"
    assert "Lucienne" in letter
    assert "suivre" in letter
    assert "Accusé de réception avec le code" in text(sent)
    assert code in town.leave()[telling.PERSON]


@pytest.mark.parametrize("name", ["send_code", "code_letter"])
def test_a_code_that_was_not_given_for_this_need_is_not_sent(desk, town, name):
    answer = desk.post(reverse(f"between:{name}", args=[town.need.pk]), {"code": "KTR-MWA"})

    assert answer.status_code == 404
    assert not Message.objects.exists()
