"""Her own words behind her code: read, corrected, sealed anew; the desk sees it the same day."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.make import commons
from tests.make.reading import text
from tests.web import test_asking
from tests.web.test_asking import WORDS, offered, sent

from entremise.journeys.aid_card import aid_card
from entremise.journeys.give_follow_code import give_follow_code
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Need, Offer, Step
from entremise.mutual_aid.operations.needs import close_need, take_need
from entremise.mutual_aid.vocabulary.needs import Ending, NeedState, Urgency
from entremise.people.vocabulary import PreferredChannel

pytestmark = pytest.mark.django_db
PAGE = "asking:words"
desk, town = test_asking.desk, test_asking.town  # the same fixtures


def opened(code: str, second: str = "07") -> Client:
    browser = Client()
    browser.post(reverse("asking:follow"), {"code": code, "second": second})
    return browser


def corrected(browser: Client, **given: str):
    said = {"said": "Seulement le pain.", "channel": "SMS", "language": "pt", "phone": ""}
    return browser.post(reverse(PAGE), said | given, follow=True)


def seen_by(desk, need):
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())
    return aid_card(
        actor=desk.owner, person=need.person, register_id=desk.register_id, at=commons.now()
    )


def test_she_reads_what_she_wrote_and_neither_name_nor_number(desk):
    page = text(opened(sent(Client())).get(reverse(PAGE)))

    assert WORDS in page
    assert [word for word in ("Lucienne", "31 07", "3107", "Butte") if word in page] == []


def test_what_she_corrects_is_what_the_desk_reads(desk):
    answer = corrected(opened(sent(Client())))

    need = Need.objects.get()
    seen = seen_by(desk, need)
    assert "Vos mots sont corrigés" in text(answer)
    assert seen.words.of(need.key) == "Seulement le pain."
    assert (seen.card.contact.language, seen.card.contact.preferred_channel) == (
        "pt",
        PreferredChannel.SMS,
    )
    assert seen.card.name.first == "Lucienne"
    assert Step.objects.filter(need=need, kind="CORRECTED", is_by_person=True).count() == 1


def test_words_taken_away_are_away(desk):
    corrected(opened(sent(Client())), said="")

    need = Need.objects.get()
    assert seen_by(desk, need).words.of(need.key) == ""


def test_a_correction_that_sounds_like_danger_goes_to_the_top_with_the_numbers(desk):
    answer = corrected(opened(sent(Client())), said="Il me frappe.")

    need = Need.objects.get()
    assert (need.is_danger, need.urgency) == (True, Urgency.NOW)
    assert "Appelez le 15, le 18, le 17 ou le 112" in text(answer)


def test_a_new_number_is_kept_and_opens_the_page_next_time(desk):
    code = sent(Client())
    corrected(opened(code), phone="06 39 98 20 11")

    page = opened(code, "11").get(reverse(PAGE))

    assert page.status_code == 200
    assert seen_by(desk, Need.objects.get()).card.phones == ("+33639982011",)


def test_a_wrong_number_is_said_and_nothing_is_lost(desk):
    answer = corrected(opened(sent(Client())), phone="06 39")

    assert answer.status_code == 422
    assert "Seulement le pain." in text(answer)


def test_a_closed_need_is_corrected_no_more(desk):
    browser = opened(sent(Client()))
    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())
    close_need(
        actor=desk.owner,
        need_id=need.pk,
        state=NeedState.DONE,
        ending=Ending.HELPED_OTHERWISE,
        at=commons.now(),
    )

    assert corrected(browser).status_code == 409
    assert Step.objects.filter(need=need, kind="CORRECTED").count() == 0


def test_without_the_second_element_the_words_stay_closed(desk):
    browser = Client()
    browser.post(reverse("asking:follow"), {"code": sent(Client())})

    assert browser.get(reverse(PAGE)).status_code == 404


def test_an_offer_is_corrected_alike(desk):
    browser = Client()
    page = text(
        browser.post(reverse("asking:offer"), offered(browser, said="Le matin."), follow=True)
    )
    code = re.search(r"[A-Y]{3}-[A-Y]{3}", page)[0]

    answer = corrected(opened(code, "21"))

    assert "Vos mots sont corrigés" in text(answer)
    assert Offer.objects.get().steps.filter(kind="CORRECTED").count() == 1


def test_the_desk_gives_another_code_and_the_closed_one_opens_nothing_any_more(desk):
    former = sent(Client())
    for _ in range(5):
        opened(former, "99")
    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())

    code = give_follow_code(actor=desk.owner, need_id=need.pk, at=commons.now())

    statuses = [opened(one).get(reverse(PAGE)).status_code for one in (code, former)]
    assert statuses == [200, 404]
    assert Client().post(reverse("asking:follow"), {"code": former}).status_code == 422


def test_only_the_owner_of_a_need_gives_a_code(desk):
    sent(Client())
    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())

    with pytest.raises(Refused):
        give_follow_code(actor=desk.colleague, need_id=need.pk, at=commons.now())
