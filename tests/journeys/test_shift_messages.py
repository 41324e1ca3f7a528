"""A seat in a shift is reminded of the day before; NON frees it; who does not come is replaced by a colleague who is asked."""

from datetime import timedelta

import pytest
from tests.make import commons, kits, people, telling
from tests.make import outreach as make
from tests.make.telling import HELPER, OTHER

from entremise.accounts.models import User
from entremise.journeys.engage_caller import let_go_of_those_over
from entremise.journeys.shift_messages import remind_seats, replace_absent
from entremise.notices.models import Message
from entremise.notices.vocabulary import MessageTemplate
from entremise.outreach.models import Caller, Engagement

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ABLE = "+33639982099"


@pytest.fixture(autouse=True)
def ways_out(settings):
    settings.ENTREMISE_SMS_URL, settings.EMAIL_HOST = "http://127.0.0.1/?to={to}", "127.0.0.1"
    kits.kit_version("temps_ordinaire")


@pytest.fixture
def on():
    return make.campaign(organization=people.body())


def caller(on, phone, **given):
    who = make.caller(on, is_on_shift=False, **given)
    User.objects.filter(pk=who.user_id).update(phone=phone)
    return who


def seat_at(on, starts_at, who, level=1):
    shift = make.shift(on, starts_at=starts_at, ends_at=starts_at + 3 * HOUR, place="Salle 1")
    return make.booking(shift, who, state="BOOKED", started_at=None, level=level)


def test_a_seat_is_reminded_of_once_and_non_frees_it(on):
    booking = seat_at(on, commons.now() + 20 * HOUR, caller(on, HELPER))

    assert (remind_seats(at=commons.now()), remind_seats(at=commons.now())) == (1, 0)

    told = telling.leave()
    assert "Salle 1" in told[HELPER]
    telling.answer(HELPER, "NON")
    booking.refresh_from_db()
    assert booking.state == "CANCELLED"


def test_who_does_not_come_is_replaced_by_colleagues_of_her_level_without_a_seat(on):
    absent = caller(on, HELPER, level=2)
    caller(on, OTHER, level=1)
    caller(on, ABLE, level=3)
    booking = seat_at(on, commons.now() - HOUR, absent, level=2)

    assert (replace_absent(at=commons.now()), replace_absent(at=commons.now())) == (1, 0)

    booking.refresh_from_db()
    assert booking.state == "NO_SHOW"
    assert Message.objects.get().template == MessageTemplate.SEAT_FREE
    assert set(telling.leave()) == {ABLE}


def test_after_her_last_day_nobody_calls_any_more(on):
    who = make.caller(on, is_on_shift=False)
    yesterday = (commons.now() - 24 * HOUR).date()
    Engagement.objects.filter(user_id=who.user_id).update(ends_on=yesterday)

    assert let_go_of_those_over(at=commons.now()) == 1

    assert Caller.objects.get(user_id=who.user_id).ended_at is not None
    assert (
        not User.objects.get(pk=who.user_id).roles_held.filter(role="CALLER", ends_at=None).exists()
    )
