"""A word between the two of a meeting: the other side is told by a text message that says none of it."""

import uuid
from datetime import timedelta

import pytest
from tests.make import commons, telling
from tests.make.telling import HELPER, PERSON

from entremise.journeys.ask_helper import choose_and_ask, say_yes
from entremise.journeys.relay_words import Writing, pass_on, send_word
from entremise.mutual_aid.models import Relay
from entremise.mutual_aid.vocabulary.matching import Side
from entremise.notices.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings):
    return telling.town(settings)


def met(town, **given):
    of = {"need_id": town.need.pk, "offer_id": telling.offer(town, **given).pk}
    pair = choose_and_ask(actor=town.desk.owner, at=commons.now(), **of)
    introduction_id = say_yes(actor=town.desk.owner, proposal_id=pair, at=commons.now())
    town.leave()
    return introduction_id


def write(town, introduction_id, side, text="Je viendrai mardi.", at=None):
    by = Writing(town.desk.owner, side)
    key = uuid.uuid4()
    send_word(by=by, introduction_id=introduction_id, key=key, text=text, at=at or commons.now())


def test_the_person_is_told_once_until_she_has_read(town):
    introduction_id = met(town, user_id=town.desk.helper.user_id)
    for _word in range(2):
        write(town, introduction_id, Side.HELPER)

    told = town.leave()

    assert list(told) == [PERSON]
    assert "/suivre/" in told[PERSON]
    assert "mardi" not in told[PERSON]
    Relay.objects.update(read_at=commons.now())
    write(town, introduction_id, Side.HELPER)
    assert list(town.leave()) == [PERSON]


def test_a_helper_with_an_account_finds_her_page_and_one_without_is_asked_to_ring(town):
    write(town, met(town), Side.PERSON)

    assert "Appelez-nous" in town.leave()[HELPER]


def test_a_word_that_is_held_tells_nobody_until_the_desk_lets_it_pass(town):
    write(town, met(town), Side.PERSON, "Appelez-moi au 06 12 34 56 78")
    assert town.leave() == {}
    row = Relay.objects.get()
    assert row.held

    pass_on(actor=town.desk.owner, relay_id=row.pk, at=commons.now())

    assert HELPER in town.leave()
    assert Message.objects.filter(template="WORD_WAITS").count() == 1


def test_words_of_one_talk_tell_once_and_those_of_the_afternoon_tell_again(town):
    meeting, start = met(town), commons.now()
    for hours in (0, 1, 2, 7):
        write(town, meeting, Side.PERSON, f"Mot {hours}", at=start + timedelta(hours=hours))

    assert Message.objects.filter(template="WORD_WAITS").count() == 2
