"""Asking: the code is shown and goes; somebody else's yes; how many; outside the town; the rule in force; light pages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons
from tests.make.reading import text
from tests.web.test_asking import WORDS, answers, desk, offered, sent, town

from entremise.accounts.models import Organization
from entremise.journeys.aid_card import aid_card
from entremise.mutual_aid.models import Need, Offer
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.vocabulary.needs import Urgency
from entremise.territory.models import Place
from entremise.web.shell import visit

__all__ = ["desk", "town"]
pytestmark = pytest.mark.django_db
CODE = re.compile(r"[A-Y]{3}-[A-Y]{3}")
YESTERDAY = localdate() - timedelta(days=1)
HER_YES = {
    "for_whom": "OTHER_WHO_AGREES",
    "more": "other",
    "agreed_how": "PHONE",
    "agreed_on_day": str(YESTERDAY.day),
    "agreed_on_month": str(YESTERDAY.month),
    "agreed_on_year": str(YESTERDAY.year),
    "asker_name": "Marc Palluel",
    "asker_tie": "FAMILY",
    "asker_phone": "06 39 98 31 07",
}
IN_DANGER = {name: value for name, value in HER_YES.items() if not name.startswith("agreed")} | {
    "for_whom": "OTHER_IN_DANGER",
    "more": "danger",
}


def test_sending_redirects_and_a_reload_shows_the_code_again(desk):
    browser = Client()

    answer = browser.post(reverse("asking:ask"), answers(browser, send="1"))
    pages = [text(browser.get(answer.url)) for _ in range(2)]

    assert (answer.status_code, answer.url) == (302, reverse("asking:noted"))
    assert CODE.search(pages[0])[0] == CODE.search(pages[1])[0]


def test_the_code_stands_in_the_session_sealed_and_is_gone_after_a_quarter_of_an_hour(
    desk, monkeypatch
):
    browser = Client()
    code = sent(browser)
    held, now = str(dict(browser.session)), visit.now

    monkeypatch.setattr(visit, "now", lambda: now() + timedelta(minutes=16))
    gone = browser.get(reverse("asking:noted"))

    assert code not in held
    assert gone.status_code == 410
    assert CODE.search(text(gone)) is None
    assert "Appelez-nous" in text(gone)


def test_another_browser_has_no_code_to_see(desk):
    sent(Client())

    assert Client().get(reverse("asking:noted")).status_code == 410
    assert Client().get(reverse("asking:thanks")).status_code == 410


def test_an_offer_redirects_too(desk):
    browser = Client()

    answer = browser.post(reverse("asking:offer"), offered(browser))

    assert answer.url == reverse("asking:thanks")
    assert CODE.search(text(browser.get(answer.url)))


@pytest.fixture
def communes(desk):
    Organization.objects.filter(pk=commons.host_id()).update(territory_code="00001")
    for code, name, postcode in (("00001", "Aubrelle", "00100"), ("00002", "Bellerive", "00200")):
        Place.objects.create(
            code=code, name=name, kind="COMMUNE", postcodes=[postcode], sort_key=name.lower()
        )


@pytest.mark.parametrize(
    "street",
    ["4 rue de la Butte, 00200 Bellerive", "4 rue de la Butte, Bellerive", "1 rue X 69001"],
)
@pytest.mark.parametrize(("form", "page"), [(answers, "asking:ask"), (offered, "asking:offer")])
def test_an_address_outside_the_town_says_whom_to_ring_and_loses_nothing(
    communes, form, page, street
):
    browser = Client()

    answer = browser.post(reverse(page), form(browser, street=street, district="Q3", send="1"))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"street"}
    assert "pas chez nous" in text(answer)
    assert street in text(answer)
    assert (Need.objects.count(), Offer.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "street",
    ["4 rue de la Butte, 00100 Aubrelle", "4 rue de la Butte, Aubrelle", "rue de la Butte"],
)
def test_an_address_of_the_town_is_taken_however_it_is_written(communes, street):
    sent(Client(), street=street)

    assert Need.objects.get().district == "Q3"


def test_a_need_for_somebody_else_asks_how_she_said_yes_before_anything_leaves(desk):
    browser = Client()

    more = browser.post(
        reverse("asking:ask"), answers(browser, for_whom="OTHER_WHO_AGREES", send="1")
    )
    none = browser.post(
        reverse("asking:ask"),
        answers(browser, for_whom="OTHER_WHO_AGREES", more="other", send="1"),
    )

    assert (more.status_code, none.status_code) == (200, 422)
    assert "Comment cette personne a-t-elle dit oui ?" in text(more)
    assert set(none.context["form"].errors) == {
        "agreed_how",
        "agreed_on",
        "asker_name",
        "asker_tie",
        "asker_phone",
    }
    assert Need.objects.count() == 0


def test_her_yes_is_dated_and_the_desk_reads_who_asks_the_helper_does_not(desk):
    sent(Client(), **HER_YES)

    need, at = Need.objects.get(), commons.now()
    take_need(actor=desk.owner, need_id=need.pk, at=at)
    commons.assignment(desk.helper, need.person, "MATCH_NEED")
    seen = [
        aid_card(actor=one, person=need.person, register_id=desk.register_id, at=at).card
        for one in (desk.owner, desk.helper)
    ]

    assert (need.for_whom, need.consent_how, need.consent_on) == (
        "OTHER_WHO_AGREES",
        "PHONE",
        YESTERDAY,
    )
    assert [(one.name, one.link, one.phone) for one in seen[0].third_parties] == [
        ("Marc Palluel", "famille", "+33639983107")
    ]
    assert seen[1].third_parties == ()


@pytest.mark.parametrize(
    ("year", "said"), [("2020", "plus d'un mois"), ("2099", "Ce jour n'est pas encore")]
)
def test_a_yes_of_another_time_is_none(desk, year, said):
    browser = Client()

    answer = browser.post(
        reverse("asking:ask"), answers(browser, send="1") | HER_YES | {"agreed_on_year": year}
    )

    assert (answer.status_code, said in text(answer)) == (422, True)


def test_somebody_in_danger_who_cannot_answer_brings_the_numbers_first_and_stands_on_top(desk):
    browser = Client()

    asked = browser.post(reverse("asking:ask"), answers(browser, for_whom="OTHER_IN_DANGER"))
    check = browser.post(reverse("asking:ask"), answers(browser) | IN_DANGER)
    sent(browser, **IN_DANGER)

    need = Need.objects.get()
    assert text(asked).index("tel:15") < text(asked).index("1. De quoi")
    assert "tel:112" in text(check).split("<h1>")[0]
    assert (need.is_danger, need.urgency, need.next_on) == (True, Urgency.NOW, localdate())


def test_danger_without_a_word_of_what_was_seen_is_asked_again(desk):
    browser = Client()

    answer = browser.post(reverse("asking:ask"), answers(browser, said="") | IN_DANGER)

    assert set(answer.context["form"].errors) == {"said"}


def test_without_her_yes_nothing_is_noted(desk):
    browser = Client()

    answer = browser.post(reverse("asking:ask"), answers(browser, for_whom="NOT_YET", send="1"))

    assert answer.status_code == 422
    assert "Sans son accord, nous ne notons rien" in text(answer)
    assert WORDS in text(answer)


def test_the_link_for_somebody_close_opens_with_the_further_questions(desk):
    page = text(Client().get(reverse("asking:ask"), {"pour": "proche"}))

    assert "Comment cette personne a-t-elle dit oui ?" in page


def test_meals_are_counted_and_shown_to_the_desk_and_on_the_page_of_the_code(desk):
    browser = Client()
    asked = browser.post(reverse("asking:ask"), answers(browser, category="repas", send="1"))

    code = sent(browser, category="repas", more="quantity", quantity="3")
    seen = browser.post(reverse("asking:follow"), {"code": code, "second": "07"}, follow=True)

    assert (asked.status_code, "Combien ?" in text(asked)) == (200, True)
    assert Need.objects.get().quantity == 3
    assert "Repas ou collation (3)" in text(seen)


def test_what_is_not_counted_keeps_no_number(desk):
    sent(Client(), quantity="12")

    assert Need.objects.get().quantity == 0


def test_things_to_give_are_counted(desk):
    browser = Client()

    asked = browser.post(reverse("asking:offer"), offered(browser, kind="GOODS"))
    none = browser.post(reverse("asking:offer"), offered(browser, kind="GOODS", more="quantity"))
    browser.post(
        reverse("asking:offer"), offered(browser, kind="GOODS", more="quantity", quantity="12")
    )

    assert (asked.status_code, none.status_code) == (200, 422)
    assert (Offer.objects.get().kind, Offer.objects.get().quantity) == ("GOODS", 12)


def rule(page="asking:ask") -> str:
    return text(Client().get(reverse(page))).split("Qui lit ce que")[-1].split("</section>")[0]


@pytest.mark.parametrize("page", ["asking:ask", "asking:offer"])
def test_each_form_says_the_rule_and_a_stricter_charter_changes_the_sentence(desk, page):
    before = rule(page)

    commons.charter(**{"groups.MATCH_NEED": ["name", "phone", "free_text", "third_party"]})

    assert "puis : prénom, téléphone, adresse, langue, vos mots" in before
    assert "puis : prénom, téléphone, vos mots" in rule(page)


def test_how_many_tries_are_left_is_said_then_that_the_desk_helps(desk):
    code, browser = sent(Client()), Client()

    said = [
        text(browser.post(reverse("asking:follow"), {"code": code, "second": "99"}))
        for _ in range(6)
    ]

    assert ["reste 4 essais" in said[0], "reste un essai" in said[3]] == [True, True]
    assert ["Cinq erreurs" in one for one in said] == [False] * 4 + [True] * 2


def test_a_code_that_is_unknown_has_no_count(desk):
    page = text(Client().post(reverse("asking:follow"), {"code": "KTR-MWA", "second": "99"}))

    assert "ne vont pas ensemble" in page
    assert "essai" not in page


def test_asking_is_four_light_screens_and_five_questions(desk):
    browser = Client()
    form = answers(browser, category="repas") | HER_YES | {"more": ""}
    whole = form | {"more": "other quantity", "quantity": "3"}

    pages = [
        browser.get(reverse("asking:ask")),
        browser.post(reverse("asking:ask"), form),
        browser.post(reverse("asking:ask"), whole),
        browser.post(reverse("asking:ask"), whole | {"send": "1"}, follow=True),
    ]

    titles = re.findall(r">\s*(\d)\. ", text(pages[0]))
    assert [one.status_code for one in pages] == [200] * 4
    assert "Encore une chose" in text(pages[1])
    assert CODE.search(text(pages[3]))
    assert [len(one.content) for one in pages if len(one.content) >= 30_000] == []
    assert sorted(set(titles)) == ["1", "2", "3", "4", "5"]
