"""The desk over HTTP: a call becomes a need, a helper is asked, both say yes, it ends with a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons
from tests.make import mutual_aid as make
from tests.make.kits import kit_version
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import SYSTEM
from entremise.commons.models import Assignment
from entremise.commons.vocabulary.access import Refusal as AccessRefusal
from entremise.journeys.propose_pairs import propose_pairs
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal
from entremise.mutual_aid.operations.needs import take_need
from entremise.mutual_aid.vocabulary.needs import NeedState
from entremise.territory.operations import load_streets, name_districts
from entremise.territory.vocabulary import DistrictCard, StreetCard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> None:
    kit_version(code="temps_ordinaire")
    at = commons.now()
    name_districts(cards=[DistrictCard("Q3", "La Butte-aux-Merles")], at=at)
    load_streets(cards=[StreetCard("rue de la Butte", 46.5071, 3.2093, "Q3")], at=at)


def told(browser, **given):
    form = browser.get(reverse("between:entry")).context["form"]
    return {
        "key": str(form["key"].value()),
        "channel": "PHONE",
        "category": "courses",
        "words": "Je ne peux plus porter mes courses.",
        "for_whom": "SELF",
        "address": "4 r. de la Butte",
        "urgency": "2",
        "deadline": "NONE",
        "first_name": "Lucienne",
        "last_name": "Palluel",
        "phone": "01 99 00 31 07",
        "is_shown": "yes",
        "agreed": "on",
    } | given


def entered(browser, **given) -> Need:
    browser.post(reverse("between:entry"), told(browser, **given))
    return Need.objects.latest("pk")


def understood(browser, need):
    return browser.post(
        reverse("between:understand", args=[need.pk]),
        {
            "category": "courses",
            "urgency": "2",
            "deadline": "NONE",
            "sentence": "Faire des courses lourdes.",
            "is_shown": "on",
        },
    )


def test_a_call_becomes_a_need_of_the_one_who_noted_it_with_the_person_beside(browser, desk):
    answer = browser.post(reverse("between:entry"), told(browser), follow=True)

    need = Need.objects.get()
    assert (need.owner_id, need.district, need.channel) == (desk.owner.user_id, "Q3", "PHONE")
    for words in ("Lucienne", "01 99 00 31 07", "Je ne peux plus porter mes courses."):
        assert words in text(answer)


def test_the_same_form_sent_twice_makes_one_need(browser):
    form = told(browser)

    answers = [browser.post(reverse("between:entry"), form) for _ in range(2)]

    need = Need.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [
        reverse("between:need", args=[need.pk])
    ] * 2


def test_somebody_who_asked_before_is_suggested_and_never_merged_by_itself(browser):
    first = entered(browser)
    again = told(browser, category="animal")

    asked = browser.post(reverse("between:entry"), again)
    browser.post(reverse("between:entry"), again | {"same": str(first.person)})
    browser.post(reverse("between:entry"), told(browser, category="devoirs", same="new"))

    assert asked.status_code == 422
    assert first.number in text(asked)
    people = [need.person for need in Need.objects.order_by("pk")]
    assert (people[1] == people[0], people[2] == people[0]) == (True, False)


def test_without_the_oral_consent_nothing_is_noted(browser):
    answer = browser.post(reverse("between:entry"), told(browser, agreed=""))

    assert (answer.status_code, Need.objects.count()) == (422, 0)
    assert "Je ne peux plus porter mes courses." in text(answer)


def test_from_the_call_to_the_end(browser, desk):
    need = entered(browser)
    understood(browser, need)
    offer = make.offer(user_id=desk.helper.user_id, spot=make.BUTTE)
    propose_pairs(actor=SYSTEM, at=commons.now())
    pair = Proposal.objects.get()

    board = browser.get(reverse("between:desk"))
    browser.post(reverse("between:send", args=[pair.pk]))
    browser.post(reverse("between:helper_agrees", args=[pair.pk]))
    met = Introduction.objects.get()
    seen_early = Assignment.objects.filter(user_id=desk.helper.user_id, person=need.person).count()
    browser.post(reverse("between:agree", args=[met.pk]), {"agreed": "on"})
    page = browser.get(reverse("between:need", args=[need.pk]))
    seen = Assignment.objects.filter(
        user_id=desk.helper.user_id, person=need.person, released_at=None
    ).count()
    browser.post(reverse("between:outcome", args=[met.pk]), {"outcome": "WENT_WELL"})
    browser.post(reverse("between:close", args=[need.pk]), {"ending": "DONE:HELPED"})

    need.refresh_from_db()
    offer.refresh_from_db()
    assert "à moins de 500 m" in text(board)
    assert (seen_early, seen) == (0, 1)
    assert f"« {met.word} »" in text(page)
    assert (need.state, offer.helped_count, offer.active_count) == (NeedState.DONE, 1, 0)
    assert Assignment.objects.filter(released_at=None, person=need.person).count() == 0


def test_a_pair_is_put_aside_with_its_reason(browser):
    need = entered(browser)
    understood(browser, need)
    make.offer()
    propose_pairs(actor=SYSTEM, at=commons.now())
    url = reverse("between:put_aside", args=[Proposal.objects.get().pk])

    mute = browser.post(url, {"reason": ""})
    browser.post(url, {"reason": "KNOWN_CONFLICT"})

    assert mute.status_code == 422
    assert Proposal.objects.get().reason == "KNOWN_CONFLICT"


def test_a_colleague_sees_the_need_and_not_the_person(browser, desk):
    need = make.asked_by(desk.register_id)
    take_need(actor=desk.colleague, need_id=need.pk, at=commons.now())

    answer = browser.get(reverse("between:need", args=[need.pk]))

    assert answer.status_code == 200
    assert [word for word in CANARIES if word in text(answer)] == []
    assert "Seul le responsable de la demande voit la personne." in text(answer)


def test_lists_and_the_desk_name_nobody(browser, desk):
    make.asked_by(desk.register_id)

    for name in ("between:desk", "between:needs", "between:offers"):
        answer = browser.get(reverse(name))
        assert answer.status_code == 200
        assert [word for word in CANARIES if word in text(answer)] == []


def test_an_offer_is_accepted_and_its_helper_gets_an_account_by_a_link(browser):
    offer = make.waiting_offer()
    browser.post(reverse("between:accept_offer", args=[offer.pk]))

    answer = browser.post(
        reverse("between:welcome", args=[offer.pk]),
        {"login": "samira", "first_name": "Samira", "last_name": "Belkacem"},
    )

    offer.refresh_from_db()
    assert "/lien/" in text(answer)
    assert (offer.state, offer.user.first_name) == ("OPEN", "Samira")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_with_more_rows(browser, desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.owned_need(desk.owner)
        make.offer()
        make.need()
        make.waiting_offer()
    propose_pairs(actor=SYSTEM, at=commons.now())
    browser.get(reverse("between:desk"))

    with django_assert_max_num_queries(12):
        browser.get(reverse("between:desk"))


def test_an_offer_is_released_with_a_reason(browser):
    offer = make.offer()
    url = reverse("between:release", args=[offer.pk])

    browser.post(url, {"reason": "ASKED"})

    assert Offer.objects.get(pk=offer.pk).release_reason == "ASKED"


def test_a_day_that_is_over_is_said_beside_the_field(browser, desk):
    need = make.owned_need(desk.owner)
    url = reverse("between:date", args=[need.pk])

    answer = browser.post(url, {"next_on_day": "3", "next_on_month": "2", "next_on_year": "2020"})

    assert answer.status_code == 422
    assert "Cette date est passée." in text(answer)


def test_an_agent_who_opened_too_many_is_not_told_that_the_person_closed_herself(
    browser, desk, monkeypatch
):
    need = entered(browser)
    monkeypatch.setattr("entremise.web.between.need.aid_card", capped)

    answer = text(browser.get(reverse("between:need", args=[need.pk])))

    assert "Vous avez ouvert beaucoup de personnes" in answer
    assert "a fermé ses informations" not in answer


def capped(**_asked):
    raise Refused(AccessRefusal.CAPPED)


def test_a_help_that_goes_on_is_asked_about_another_day(browser, desk):
    need = entered(browser)
    understood(browser, need)
    met = make.meeting(desk.owner, need, make.offer(user_id=desk.helper.user_id))
    browser.post(reverse("between:agree", args=[met.pk]), {"agreed": "on"})
    day = localdate() + timedelta(days=20)

    browser.post(
        reverse("between:ask_again", args=[met.pk]),
        {"check_on_day": day.day, "check_on_month": day.month, "check_on_year": day.year},
    )

    met.refresh_from_db()
    need.refresh_from_db()
    assert (met.check_on, need.next_on) == (day, day)
    seen = Assignment.objects.get(
        user_id=desk.helper.user_id, purpose="MATCH_NEED", released_at=None
    )
    assert localdate(seen.until) > day


def test_the_language_asked_for_is_named_to_the_go_between(browser):
    need = entered(browser, language="ar")
    url = reverse("between:need", args=[need.pk])

    assert "<dt>Langue souhaitée</dt><dd>Arabe</dd>" in text(browser.get(url))

    browser.post(
        reverse("between:understand", args=[need.pk]),
        {"category": "courses", "urgency": "2", "deadline": "NONE", "language": "pt"},
    )
    assert "<dt>Langue souhaitée</dt><dd>Portugais</dd>" in text(browser.get(url))
