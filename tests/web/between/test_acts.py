"""What the owner does with a need: a call with what came of it, farther, taken over; and who has what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import mutual_aid as make
from tests.make.reading import text

from entremise.mutual_aid.operations.sharing import share_need
from entremise.mutual_aid.vocabulary.needs import NeedState, Wave

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dict[str, int]:
    day = localdate() + timedelta(days=days)
    return {"next_on_day": day.day, "next_on_month": day.month, "next_on_year": day.year}


def called(browser, need, how, **given):
    return browser.post(
        reverse("between:contact", args=[need.pk]), {"how": how} | given, follow=True
    )


def unanswered(owner):
    need = make.owned_need(owner)
    type(need).objects.filter(pk=need.pk).update(first_answered_at=None)
    return need


@pytest.mark.parametrize(
    ("how", "stops"), [("NO_ANSWER", False), ("VOICE_MAIL", False), ("PHONE", True)]
)
def test_the_clock_stops_once_she_was_reached(browser, desk, how, stops):
    need = unanswered(desk.owner)

    called(browser, need, how)

    need.refresh_from_db()
    assert (need.first_answered_at is not None) is stops


def test_a_call_is_in_the_trace_with_what_came_of_it_and_the_next_day(browser, desk):
    need = make.owned_need(desk.owner)

    answer = text(called(browser, need, "CALL_BACK", **in_days(3)))

    need.refresh_from_db()
    assert need.next_on == localdate() + timedelta(days=3)
    assert "jointe, à rappeler" in answer


def test_to_call_back_needs_a_day(browser, desk):
    need = make.owned_need(desk.owner)

    answer = called(browser, need, "CALL_BACK")

    assert answer.status_code == 422
    assert "Dites quel jour rappeler." in text(answer)


def test_the_search_goes_farther_when_the_owner_says_so(browser, desk):
    need = make.owned_need(desk.owner)
    url = reverse("between:widen", args=[need.pk])

    shown = browser.get(url)
    answer = browser.post(url, {"wave": "3"} | in_days(2), follow=True)

    need.refresh_from_db()
    assert shown.context["form"].initial["wave"] == Wave.NEAR
    assert (need.wave, need.state) == (Wave.ASSOCIATIONS, NeedState.SEARCHING)
    assert "Sollicités maintenant" in text(answer)


def test_a_need_is_taken_over_from_an_absent_colleague_who_is_named(browser, desk):
    need = make.owned_need(desk.colleague)

    answer = browser.post(reverse("between:take_over", args=[need.pk]), follow=True)

    need.refresh_from_db()
    assert need.owner_id == desk.owner.user_id
    assert "Repris" in text(answer)


def test_a_pair_that_came_to_nothing_is_shown_with_its_reason(browser, desk):
    need, offer = make.owned_need(desk.owner), make.offer()
    pair = make.sent_pair(desk.owner, need, offer)

    browser.post(reverse("between:put_aside", args=[pair]), {"reason": "TOO_FAR"})
    answer = text(browser.get(reverse("between:need", args=[need.pk])))

    assert "Déjà sollicités" in answer
    assert answer.count("trop loin") == 2  # beside the offer, and in the trace


def test_the_list_shows_who_has_what_and_is_filtered_by_body_and_by_go_between(browser, desk):
    mine, hers, shared = (
        make.owned_need(one) for one in (desk.owner, desk.colleague, desk.colleague)
    )
    association = desk.partner.organization_id
    share_need(actor=desk.colleague, need_id=shared.pk, organization_id=association, at=make.NOON)

    def listed(who):
        answer = browser.get(reverse("between:needs"), {"who": who})
        return {line.need.number for line in answer.context["lines"]}

    assert listed(f"B{association}") == {shared.number}
    assert listed(f"P{desk.colleague.user_id}") == {hers.number, shared.number}
    assert listed(f"B{desk.owner.organization_id}") == {mine.number, hers.number, shared.number}
    assert listed("") == {mine.number, hers.number, shared.number}


def test_the_list_costs_the_same_with_more_rows(browser, desk, django_assert_max_num_queries):
    for rows in (1, 12):
        for _ in range(rows):
            make.owned_need(desk.owner)
        browser.get(reverse("between:needs"))
        with django_assert_max_num_queries(14):
            browser.get(reverse("between:needs"))
