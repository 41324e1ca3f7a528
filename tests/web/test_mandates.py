"""Somebody acts for a person: asked with the need, confirmed by the desk with her yes, seen and taken back by her."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, triage
from tests.make.reading import text
from tests.web.test_asking import desk, sent, town
from tests.web.test_asking_others import HER_YES

from entremise.jobs.tasks.mutual_aid import lapse_mandates
from entremise.journeys.aid_card import aid_card
from entremise.journeys.give_follow_code import give_follow_code
from entremise.mutual_aid.models import Mandate, Need, Step
from entremise.mutual_aid.operations.needs import take_need

__all__ = ["desk", "town"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(desk) -> str:
    """His code, of a need that the desk has taken."""
    code = sent(Client(), **HER_YES | {"asker_phone": "06 39 98 44 25"})
    take_need(actor=desk.owner, need_id=Need.objects.get().pk, at=commons.now())
    return code


def opened(code, second="25") -> Client:
    browser = Client()
    browser.post(reverse("asking:follow"), {"code": code, "second": second})
    return browser


def shows(browser) -> bool:
    return browser.get(reverse("asking:more")).status_code == 200


def confirmed(desk, days=30):
    until = localdate() + timedelta(days=days)
    return triage.browser(desk.owner).post(
        reverse("between:mandates", args=[Need.objects.get().pk]),
        {
            "mandate": Mandate.objects.get().pk,
            "proof": "PHONE",
            "until_day": until.day,
            "until_month": until.month,
            "until_year": until.year,
        },
    )


def her_code(desk) -> str:
    return give_follow_code(actor=desk.owner, need_id=Need.objects.get().pk, at=commons.now())


def test_before_her_yes_the_code_shows_the_state_and_no_more(desk, asked):
    state = Client().post(reverse("asking:follow"), {"code": asked})
    more = Client().post(reverse("asking:follow"), {"code": asked, "second": "25"})

    assert "Demande reçue" in text(state)
    assert "Nous demandons d'abord à la personne" in text(more)
    assert shows(opened(asked)) is False


def test_the_end_of_her_own_number_does_not_open_his_code(desk, asked):
    confirmed(desk)

    assert shows(opened(asked, "07")) is False


def test_with_her_yes_he_follows_corrects_and_stops_and_the_trace_says_so(desk, asked):
    answer = confirmed(desk)
    browser = opened(asked)

    seen = text(browser.get(reverse("asking:more")))
    words = text(browser.get(reverse("asking:words")))
    browser.post(reverse("asking:withdraw"), {"sure": "1"})

    assert answer.status_code == 302
    assert "Vous agissez pour un proche" in seen
    assert "porter mes courses" in words
    assert "Un nouveau numéro" not in words
    assert Need.objects.get().state == "WITHDRAWN"
    kinds = list(Step.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-2:] == ["WITHDRAWN", "BY_RELATIVE"]


def test_she_sees_who_may_act_and_takes_it_back_and_his_open_page_closes_at_once(desk, asked):
    confirmed(desk)
    his, hers = opened(asked), opened(her_code(desk), "07")

    seen = text(hers.get(reverse("asking:more")))
    before = shows(his)
    hers.post(reverse("asking:take_back"), {"mandate": Mandate.objects.get().pk})

    assert ("Qui peut agir pour moi" in seen, "la personne a dit oui par téléphone" in seen) == (
        True,
        True,
    )
    assert "Palluel" not in seen
    assert (before, shows(his)) == (True, False)
    assert his.get(reverse("asking:words")).status_code != 200
    assert Client().post(reverse("asking:follow"), {"code": asked}).status_code == 422
    assert Mandate.objects.get().is_ended_by_person is True


def test_anybody_of_the_desk_takes_it_back_when_she_rings(desk, asked):
    confirmed(desk)
    his, need_id = opened(asked), Need.objects.get().pk

    triage.browser(desk.colleague).post(
        reverse("between:revoke_mandate", args=[need_id]), {"mandate": Mandate.objects.get().pk}
    )

    row = Mandate.objects.get()
    assert (row.state, row.ended_by_id, shows(his)) == ("REVOKED", desk.colleague.user_id, False)


def test_only_the_owner_of_the_need_confirms(desk, asked):
    page = triage.browser(desk.colleague).post(
        reverse("between:mandates", args=[Need.objects.get().pk]),
        {
            "mandate": Mandate.objects.get().pk,
            "proof": "PHONE",
            "until_day": "1",
            "until_month": "1",
            "until_year": str(localdate().year + 1),
        },
    )

    assert page.status_code == 409
    assert Mandate.objects.get().state == "ASKED"


def test_a_year_at_most(desk, asked):
    answer = confirmed(desk, days=366)

    assert (answer.status_code, "Un an au plus" in text(answer)) == (422, True)


def test_at_night_what_is_over_opens_nothing_any_more(desk, asked):
    confirmed(desk)
    his = opened(asked)
    yesterday = localdate() - timedelta(days=1)
    Mandate.objects.update(confirmed_on=yesterday, until=yesterday)
    before_night = shows(his)

    lapse_mandates(0)

    assert (before_night, Mandate.objects.get().state, Mandate.objects.get().code) == (
        False,
        "ENDED",
        None,
    )


def test_the_desk_page_shows_the_right_and_no_name(desk, asked):
    page = text(
        triage.browser(desk.colleague).get(
            reverse("between:mandates", args=[Need.objects.get().pk])
        )
    )

    assert "attend l'accord de la personne" in page
    assert "Marc" not in page


def test_whoever_acts_takes_no_right_back(desk, asked):
    confirmed(desk)

    answer = opened(asked).post(reverse("asking:take_back"), {"mandate": Mandate.objects.get().pk})

    assert (answer.status_code, Mandate.objects.get().state) == (404, "CONFIRMED")


def test_he_asks_something_else_for_her_and_the_words_stand_in_her_record(desk, asked):
    confirmed(desk)
    his = opened(asked)
    form = his.get(reverse("asking:ask_again")).context["form"]
    given = {
        "key": str(form["key"].value()),
        "category": "repas",
        "quantity": "4",
        "said": "Un repas chaque soir.",
        "when": "WEEK",
        "is_shown": "no",
    }

    pages = [text(his.post(reverse("asking:ask_again"), given, follow=True)) for _ in range(2)]

    first, other = Need.objects.order_by("pk")
    take_need(actor=desk.owner, need_id=other.pk, at=commons.now())
    seen = aid_card(
        actor=desk.owner, person=first.person, register_id=desk.register_id, at=commons.now()
    )
    assert "Repas ou collation (4)" in pages[0]
    assert (other.person, other.consent_how, other.lat_e6) == (
        first.person,
        "MANDATE",
        first.lat_e6,
    )
    assert [seen.words.of(one.key) for one in (first, other)] == [
        "Je ne peux plus porter mes courses.",
        "Un repas chaque soir.",
    ]


def test_she_herself_has_no_such_page_and_nobody_after_the_end(desk, asked):
    confirmed(desk)
    his, hers = opened(asked), opened(her_code(desk), "07")
    before = hers.get(reverse("asking:ask_again")).status_code

    hers.post(reverse("asking:take_back"), {"mandate": Mandate.objects.get().pk})

    assert (before, his.get(reverse("asking:ask_again")).status_code) == (404, 404)


RINGS = {
    "key": "6f0c1b52-7c83-4a39-9a4f-0f6f1f9f2b11",
    "name": "Odile Palluel",
    "tie": "FAMILY",
    "phone": "06 39 98 44 31",
}


def rung(desk, actor=None, **given):
    need = Need.objects.get()
    take_need(actor=desk.owner, need_id=need.pk, at=commons.now())
    browser = triage.browser(actor or desk.owner)
    return browser.post(reverse("between:note_ringing", args=[need.pk]), RINGS | given)


def test_a_daughter_rings_the_desk_notes_her_and_her_code_opens_after_the_yes(desk):
    sent(Client())

    answer = rung(desk)
    code = answer.context["code"]
    before = shows(opened(code, "31"))
    confirmed(desk)

    assert code in text(answer)
    assert (before, shows(opened(code, "31")), shows(opened(code, "07"))) == (False, True, False)
    kinds = list(Step.objects.order_by("pk").values_list("kind", "user"))
    assert ("MANDATE_ASKED", desk.owner.user_id) in kinds


def test_the_same_call_noted_twice_is_one_mandate_and_one_name(desk):
    sent(Client())

    first, again = rung(desk), rung(desk)

    need = Need.objects.get()
    seen = aid_card(
        actor=desk.owner, person=need.person, register_id=desk.register_id, at=commons.now()
    )
    assert first.context["code"] == again.context["code"]
    assert Mandate.objects.count() == 1
    assert [one.name for one in seen.card.third_parties] == ["Odile Palluel"]
    assert seen.card.phones


def test_only_the_owner_notes_who_rings_and_what_is_wrong_is_said_beside_the_field(desk):
    sent(Client())

    assert rung(desk, actor=desk.colleague).status_code == 409
    wrong = rung(desk, phone="12")

    assert (wrong.status_code, Mandate.objects.count()) == (422, 0)
    assert "Odile Palluel" in text(wrong)
