"""With her code she changes the day of her need, or how her offer holds; the desk sees it the same day."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.make import commons
from tests.make import mutual_aid as make
from tests.make.reading import text
from tests.web import test_asking
from tests.web.test_asking import offered, sent
from tests.web.test_asking_words import opened

from entremise.mutual_aid.models import Introduction, Need, Offer
from entremise.mutual_aid.operations.offers import accept_offer
from entremise.mutual_aid.queries.needs import trace_of_need

pytestmark = pytest.mark.django_db
desk, town = test_asking.desk, test_asking.town  # the same fixtures


def typed(day, name: str = "due_on") -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def test_she_changes_the_day_and_the_moments(desk):
    resident, day = opened(sent(Client())), localdate() + timedelta(days=4)

    answer = resident.post(
        reverse("asking:moment"),
        {"when": "BEFORE", "slots": ["MON-AM", "TUE-PM"]} | typed(day),
        follow=True,
    )

    need = Need.objects.get()
    assert (need.deadline, need.due_on, need.slots) == ("BEFORE", day, ["MON-AM", "TUE-PM"])
    assert (need.next_on, trace_of_need(need.pk)[0].kind) == (localdate(), "MOMENT_CHANGED")
    assert "lundi matin, mardi après-midi" in text(answer)


def test_a_day_that_is_over_is_said_beside_its_field(desk):
    resident = opened(sent(Client()))

    answer = resident.post(
        reverse("asking:moment"), {"when": "BEFORE"} | typed(localdate() - timedelta(days=1))
    )

    assert (answer.status_code, "Cette date est passée" in text(answer)) == (422, True)


def test_she_reads_who_can_help_and_for_when_before_her_yes(desk):
    code, day = sent(Client()), localdate() + timedelta(days=2)
    resident = opened(code)
    met = make.introduced(desk, Need.objects.get(), is_agreed=False)
    Need.objects.update(deadline="ON", due_on=day)

    page = text(resident.get(reverse("asking:more")))
    assert "peut vous aider" in page

    resident.post(reverse("asking:agree"))
    assert Introduction.objects.get(pk=met).meet_on == day


@pytest.fixture
def helper(desk) -> Client:
    browser = Client()
    said = text(browser.post(reverse("asking:offer"), offered(browser), follow=True))
    accept_offer(actor=desk.owner, offer_id=Offer.objects.get().pk, at=commons.now())
    code = re.search(r"[A-Y]{3}-[A-Y]{3}", said)
    assert code is not None
    return opened(code[0], "21")


def test_a_helper_without_account_changes_how_her_offer_holds(helper):
    day = localdate() + timedelta(days=30)

    answer = helper.post(
        reverse("asking:terms"),
        {"slots": ["SAT-AM"], "radius_m": "5000", "capacity": "3"} | typed(day, "until"),
        follow=True,
    )

    offer = Offer.objects.get()
    assert (offer.slots, offer.radius_m, offer.capacity) == (["SAT-AM"], 5000, 3)
    assert (offer.until, offer.next_on) == (day, day)
    assert "samedi matin" in text(answer)


def test_whom_she_helps_already_she_helps_still(helper):
    Offer.objects.update(capacity=2, active_count=2)

    answer = helper.post(reverse("asking:terms"), {"radius_m": "5000", "capacity": "1"})

    assert (answer.status_code, Offer.objects.get().capacity) == (422, 2)


def test_a_distance_that_is_not_in_the_list_is_kept(helper):
    Offer.objects.update(radius_m=3000)

    assert '<option value="3000" selected>3 km</option>' in text(
        helper.get(reverse("asking:terms"))
    )


def test_she_rests_until_a_day_and_takes_up_again(helper):
    day = localdate() + timedelta(days=10)

    answer = helper.post(reverse("asking:pause"), typed(day, "until"), follow=True)
    paused = Offer.objects.get()
    assert (paused.state, paused.next_on) == ("PAUSED", day)
    assert "Reprendre mon offre" in text(answer)

    helper.post(reverse("asking:resume"))
    assert Offer.objects.get().state == "OPEN"


@pytest.mark.parametrize("page", ["asking:terms", "asking:pause"])
def test_the_code_of_a_need_changes_no_offer(desk, page):
    assert opened(sent(Client())).get(reverse(page)).status_code in (404, 409)


def test_without_the_code_nothing_is_changed(desk):
    sent(Client())

    assert Client().post(reverse("asking:moment"), {"when": "WEEK"}).status_code == 404
