"""One offer at the desk: paused, asked again, declined with a reason, checked until a day; its helper only in one answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.people import LUCIENNE
from tests.make.reading import text

from entremise.commons.queries.access import access_counts
from entremise.mutual_aid.models import Credential, Offer, Step

pytestmark = pytest.mark.django_db


def act(browser, name, offer, **given):
    return browser.post(reverse(f"between:{name}", args=[offer.pk]), given, follow=True)


def state_of(offer):
    return Offer.objects.get(pk=offer.pk).state


def test_an_offer_is_paused_and_stands_again(browser):
    offer = make.offer()
    day = localdate() + timedelta(days=9)

    act(
        browser, "pause_offer", offer, until_day=day.day, until_month=day.month, until_year=day.year
    )
    paused = (state_of(offer), Offer.objects.get(pk=offer.pk).next_on)
    act(browser, "confirm_offer", offer)

    assert (paused, state_of(offer)) == (("PAUSED", day), "OPEN")


def test_a_helper_is_asked_now_whether_it_stands(browser):
    offer = make.offer()

    answer = act(browser, "ask_offer", offer)

    assert state_of(offer) == "RECONFIRM_DUE"
    assert "Demander si elle tient toujours" not in text(answer)


def test_a_declined_offer_has_its_reason_in_the_trace(browser):
    offer = make.waiting_offer()

    mute = act(browser, "decline_offer", offer, why="")
    answer = act(browser, "decline_offer", offer, why="TRADE")

    assert (mute.status_code, state_of(offer)) == (422, "RELEASED")
    assert "un métier, ou demande à être payé" in text(answer)


def test_what_was_checked_is_shown_with_its_day_and_said_to_be_over(browser, desk):
    offer, today = make.offer(), localdate()
    for kind, days in (("met_in_person", 30), ("minors_check", -1)):
        Credential.objects.create(
            offer=offer,
            kind=kind,
            checked_on=today - timedelta(days=90),
            checked_by_id=desk.owner.user_id,
            until=today + timedelta(days=days),
        )

    answer = text(browser.get(reverse("between:offer", args=[offer.pk])))

    assert "valable jusqu'au" in answer
    assert "expiré depuis le" in answer


def test_whom_it_met_leads_to_the_needs(browser, desk):
    need, offer = make.owned_need(desk.owner), make.offer()
    make.meeting(desk.owner, need, offer)

    assert need.number in text(browser.get(reverse("between:offer", args=[offer.pk])))


def test_the_helper_is_read_in_one_answer_with_a_trace_and_not_on_the_page(browser, desk):
    began = commons.now()
    offer = make.offered_by(desk.register_id)

    opened = text(act(browser, "read_helper", offer))
    page = text(browser.get(reverse("between:offer", args=[offer.pk])))

    assert "Lucienne" in opened
    assert "Lucienne" not in page
    assert access_counts(since=began, until=commons.now()).opened >= 1
    assert LUCIENNE.phones[0][-8:] not in page.replace(" ", "")
    assert Step.objects.filter(offer=offer).count() == 2  # came in, accepted


def test_nobody_reads_the_helper_without_a_grant(desk):
    offer = make.offered_by(desk.register_id)
    helper = triage.browser(desk.helper, has_second_factor=False)

    assert act(helper, "read_helper", offer).status_code == 403
