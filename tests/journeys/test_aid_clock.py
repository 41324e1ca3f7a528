"""Receipts, first answers, offers that are asked again, and « did it go well? »: written by the clock or the desk, answered by OUI or NON."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.make import commons, telling
from tests.make.telling import HELPER, PERSON

from entremise.accounts.vocabulary import RESIDENT, SYSTEM
from entremise.journeys.ask_for_help import ask_for_help, offer_help
from entremise.journeys.ask_helper import choose_and_ask, say_yes
from entremise.journeys.bring_together import agree_herself
from entremise.journeys.check_meetings import check_meetings, tell_how_it_went
from entremise.journeys.give_follow_code import (
    give_follow_code,
    letter_of_follow_code,
    send_follow_code,
)
from entremise.journeys.stand_offer import ask_now, decline, turn_over
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Offer, Step
from entremise.mutual_aid.operations.offers import confirm_offer
from entremise.mutual_aid.vocabulary.common import Refusal
from entremise.mutual_aid.vocabulary.matching import Outcome
from entremise.mutual_aid.vocabulary.needs import NeedState
from entremise.mutual_aid.vocabulary.offers import OfferState, WhyDeclined
from entremise.notices.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings):
    return telling.town(settings)


def state(row):
    row.refresh_from_db()
    return row.state


def met(town):
    at = commons.now()
    offer = telling.offer(town, user_id=town.desk.helper.user_id)
    pair = choose_and_ask(actor=town.desk.owner, need_id=town.need.pk, offer_id=offer.pk, at=at)
    introduction_id = say_yes(actor=town.desk.owner, proposal_id=pair, at=at)
    agree_herself(introduction_id=introduction_id, at=at)
    town.leave()
    return Introduction.objects.get()


def test_who_offers_on_the_web_gets_her_code_once(town):
    form = telling.offered()
    code = offer_help(offered=form, at=commons.now())
    offer_help(offered=form, at=commons.now())

    told = town.leave()

    assert list(told) == [form.sheet.phones[0]]
    assert code in told[form.sheet.phones[0]]
    assert "Marchal" not in told[form.sheet.phones[0]]


def test_whoever_types_the_number_of_somebody_else_again_and_again_writes_three_times(town):
    for _form in range(5):
        offer_help(offered=telling.offered(), at=commons.now())

    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "to"),
    [("Porter de l'eau.", ["+33639980066"]), ("Mon mari me frappe, aidez-moi.", [])],
)
def test_who_asks_gets_her_code_but_nothing_is_written_to_somebody_in_danger(town, words, to):
    ask_for_help(asked=telling.asked(words), at=commons.now())

    assert list(town.leave()) == to


@pytest.mark.parametrize(
    ("number", "mail", "to"),
    [("+33199001234", "y@exemple.invalid", ["y@exemple.invalid"]), ("+33199001234", "", [])],
)
def test_the_code_goes_by_mail_or_stays_on_the_page(town, number, mail, to):
    offer_help(offered=telling.offered(number, mail), at=commons.now())

    assert list(town.leave()) == to


def test_the_desk_sends_the_code_that_it_gave_or_prints_a_letter_and_no_other(town):
    given = {"actor": town.desk.owner, "need_id": town.need.pk, "at": commons.now()}
    code = give_follow_code(**given)

    send_follow_code(code=code, **given)
    send_follow_code(code=code, **given)
    card = letter_of_follow_code(code=code, **given)

    assert code in town.leave()[PERSON]
    assert Message.objects.count() == 1
    assert card.name.first == "Lucienne"
    with pytest.raises(Refused, match=Refusal.NOT_FOUND):
        send_follow_code(code="KTR-MWA", **given)
    with pytest.raises(Refused, match=Refusal.HELD_BY_ANOTHER):
        send_follow_code(code=code, **(given | {"actor": town.desk.colleague}))


def test_the_first_answer_is_told_even_a_no(town):
    row = telling.offer(town)
    Offer.objects.filter(pk=row.pk).update(state=OfferState.WAITING)

    decline(actor=town.desk.owner, offer_id=row.pk, why=WhyDeclined("OTHER"), at=commons.now())

    assert "Nous ne pouvons pas" in town.leave()[HELPER]


def due(row, days=0):
    Offer.objects.filter(pk=row.pk).update(next_on=localdate(commons.now()) - timedelta(days=days))


@pytest.mark.parametrize(("word", "then"), [("oui", OfferState.OPEN), ("non", OfferState.RELEASED)])
def test_each_night_an_offer_that_is_due_is_asked_about_and_oui_keeps_it(town, word, then):
    row = telling.offer(town)
    due(row)

    turn_over(actor=SYSTEM, at=commons.now())
    asked = town.leave()
    assert state(row) == OfferState.RECONFIRM_DUE
    town.answer(HELPER, word)

    assert "tient-elle toujours" in asked[HELPER]
    assert state(row) == then
    town.answer(HELPER, "oui")
    told = town.leave()
    assert told == {} if then == OfferState.OPEN else "trop tard" in told[HELPER]


def test_her_last_day_is_hers_and_the_day_after_it_is_over(town):
    row, at = telling.offer(town), commons.now()
    Offer.objects.filter(pk=row.pk).update(until=localdate(at), next_on=localdate(at))

    turn_over(actor=SYSTEM, at=at)
    first = state(row)
    turn_over(actor=SYSTEM, at=at + timedelta(days=1))

    assert (first, state(row)) == (OfferState.OPEN, OfferState.RELEASED)
    assert (row.release_reason, Message.objects.count()) == ("OVER", 0)


def test_a_helper_who_was_asked_for_somebody_is_not_asked_another_thing_the_same_night(town):
    row = telling.offer(town)
    choose_and_ask(actor=town.desk.owner, need_id=town.need.pk, offer_id=row.pk, at=commons.now())
    due(row)

    turn_over(actor=SYSTEM, at=commons.now())
    town.leave()
    town.answer(HELPER, "oui")

    town.need.refresh_from_db()
    assert (town.need.state, state(row)) == (NeedState.AGREED, OfferState.USED)


def test_whether_an_offer_stands_is_the_only_question_once_the_desk_asks_it(town):
    row, at = telling.offer(town), commons.now()
    choose_and_ask(actor=town.desk.owner, need_id=town.need.pk, offer_id=row.pk, at=at)
    town.leave()

    ask_now(actor=town.desk.owner, offer_id=row.pk, at=commons.now())
    town.leave()
    town.answer(HELPER, "oui")

    assert state(row) == OfferState.OPEN


def test_before_it_ends_she_is_asked_once_more(town):
    row = telling.offer(town)
    due(row)
    turn_over(actor=SYSTEM, at=commons.now())
    due(row, days=-4)

    turn_over(actor=SYSTEM, at=commons.now() + timedelta(days=0, seconds=1))

    assert Message.objects.count() == 1  # the same day is one message
    Message.objects.update(key="of another day")
    turn_over(actor=SYSTEM, at=commons.now())
    assert Message.objects.count() == 2


def test_who_confirmed_on_her_page_is_waited_for_no_more(town):
    row = telling.offer(town)
    ask_now(actor=town.desk.owner, offer_id=row.pk, at=commons.now())
    town.leave()

    confirm_offer(actor=RESIDENT, offer_id=row.pk, at=commons.now())

    assert Message.objects.get().useful_until <= commons.now()


@pytest.mark.parametrize(("word", "kind"), [("Oui merci", "WENT_WELL"), ("non", "WENT_WRONG")])
def test_the_person_says_how_it_went_and_only_a_human_closes(town, word, kind):
    row = met(town)
    at = commons.now() + timedelta(days=7)
    Introduction.objects.update(check_on=localdate(commons.now()))

    assert check_meetings(at=at) == 0
    assert check_meetings(at=commons.now()) == 1
    asked = town.leave()
    town.answer(PERSON, word)
    town.need.refresh_from_db()

    assert "bien passé" in asked[PERSON]
    last = Step.objects.filter(need=town.need).order_by("-pk").first()
    assert (last.kind, last.is_by_person) == (kind, True)
    assert town.need.next_on == localdate(commons.now())
    assert town.need.state == NeedState.UNDER_WAY
    row.refresh_from_db()
    assert row.closed_at is None


def test_when_the_helper_says_that_it_went_well_the_person_is_asked_too_once(town):
    row = met(town)

    tell_how_it_went(
        actor=town.desk.helper,
        introduction_id=row.pk,
        outcome=Outcome.WENT_WELL,
        at=commons.now(),
    )
    asked = town.leave()
    town.answer(PERSON, "non")

    assert "bien passé" in asked[PERSON]
    assert Step.objects.filter(need=town.need, kind="WENT_WRONG").exists()
    assert state(town.need) == NeedState.UNDER_WAY
