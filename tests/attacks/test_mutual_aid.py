"""Needs and offers: nobody but the owner opens the person; a helper sees nothing before both have said yes."""

import pytest
from tests.make import commons
from tests.make import mutual_aid as make

from entremise.accounts.vocabulary import RESIDENT
from entremise.commons.operations.objections import object_to
from entremise.commons.vocabulary.access import Channel, NewObjection, ObjectionScope, Reach
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.aid_card import aid_card
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction
from entremise.mutual_aid.operations.introductions import give_up_meeting
from entremise.mutual_aid.operations.needs import take_need

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


@pytest.fixture
def desk(real_trace):
    return make.desk()


@pytest.fixture
def need(desk):
    return make.asked_by(desk.register_id)


def opened(actor, desk, need, reach=Reach.ASSIGNED) -> bool:
    try:
        card = aid_card(
            actor=actor,
            person=need.person,
            register_id=desk.register_id,
            reach=reach,
            at=commons.now(),
        )
    except Refused:
        return False
    return card.card.name is not None


def test_only_the_owner_of_a_need_opens_the_person(desk, need):
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())

    who = (desk.owner, desk.colleague, desk.helper, desk.partner, RESIDENT)
    assert [opened(one, desk, need) for one in who] == [True, False, False, False, False]


def test_her_own_words_are_in_the_card_and_not_in_the_row(desk, need):
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())

    seen = aid_card(
        actor=desk.owner, person=need.person, register_id=desk.register_id, at=commons.now()
    )

    assert seen.words.of(need.key) == "Je ne peux plus porter mes courses."
    values = " ".join(str(value) for value in vars(need).values())
    assert [
        word for word in ("Palluel", "Lucienne", "porter", "Butte", "3107") if word in values
    ] == []


def test_a_helper_sees_nobody_before_the_person_has_said_yes(desk, need):
    make.introduced(desk, need, is_agreed=False)

    assert opened(desk.helper, desk, need) is False


def test_a_helper_sees_her_once_both_have_said_yes_and_no_more_when_it_ends(desk, need):
    pair = make.introduced(desk, need, is_agreed=True)
    during = opened(desk.helper, desk, need)

    give_up_meeting(actor=desk.helper, introduction_id=pair, at=commons.now())

    assert (during, opened(desk.helper, desk, need)) == (True, False)


def test_a_helper_reads_no_mail_even_then(desk, need):
    make.introduced(desk, need, is_agreed=True)

    seen = aid_card(
        actor=desk.helper, person=need.person, register_id=desk.register_id, at=commons.now()
    )

    assert (seen.card.mail, seen.card.phones != ()) == ("", True)


def test_a_person_who_objects_closes_herself_to_all_of_them(desk, need):
    make.introduced(desk, need, is_agreed=True)
    before = opened(desk.helper, desk, need), opened(desk.owner, desk, need)

    object_to(
        actor=RESIDENT,
        new=NewObjection(
            person=need.person,
            scope=ObjectionScope.PURPOSE,
            purpose=Purpose.MATCH_NEED,
            channel=Channel.WEB,
        ),
        at=commons.now(),
    )

    assert before == (True, True)
    assert (opened(desk.helper, desk, need), opened(desk.owner, desk, need)) == (False, False)


def test_a_search_opens_nobody_who_was_not_found_by_it(desk, need):
    assert opened(desk.colleague, desk, need, Reach.SEARCH) is False


def test_the_rows_of_a_meeting_say_nothing_of_her(desk, need):
    pair = make.introduced(desk, need, is_agreed=True)

    values = " ".join(str(value) for value in vars(Introduction.objects.get(pk=pair)).values())
    assert [word for word in ("Palluel", "Lucienne", "Butte", "3107") if word in values] == []
