"""« Will we finish in time? »: the page, its levers in the address, what it says when little is known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime
from tests.make import accounts, commons, people
from tests.make import outreach as make

from entremise.accounts.models import User
from entremise.accounts.vocabulary import Role
from entremise.journeys.plan_campaign import Levers, plan_campaign
from entremise.outreach.models import Attempt, Call
from entremise.outreach.queries.campaigns import campaign as card_of
from entremise.outreach.queries.planning import assumptions_of, pools_left
from entremise.solidarity.models import Booking

pytestmark = pytest.mark.django_db


def a_lead():
    return accounts.actor(Role.CAMPAIGN_LEAD, organization=people.body())


def browser_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def a_campaign(calls=40, days=20, seats=6):
    """People to call, six callers, three hours of seats each coming day at ten."""
    start = commons.now() - timedelta(days=1)
    found = make.campaign(
        organization=people.body(),
        starts_at=start,
        ends_at=start + timedelta(days=days),
        is_sunday_ordered=True,
    )
    for _turn in range(calls):
        make.call(campaign=found)
    for _turn in range(6):
        make.caller(found, is_on_shift=False)
    morning = localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    for day in range(1, 6):
        begins = morning + timedelta(days=day)
        make.shift(found, starts_at=begins, ends_at=begins + timedelta(hours=2), seats=seats)
    return found


def page_of(campaign, **levers):
    return browser_of(a_lead()).get(reverse("lead:finishing", args=[campaign.pk]), levers)


def tried(call, user_id, number, outcome, at):
    return Attempt.objects.create(
        call=call,
        campaign=call.campaign,
        user_id=user_id,
        token=number,
        lane="STOCK",
        held_at=at,
        shown_at=at,
        notice_given_at=at,
        ended_at=at + timedelta(minutes=10),
        outcome=outcome,
    )


def test_the_page_gives_both_figures_a_chance_and_days():
    answer = page_of(a_campaign())
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "Appeler chacun une fois" in text
    assert "Joindre chacun, en" in text
    assert "sur 100" in text
    assert answer.context["found"].forecast.people == 40
    assert answer.context["found"].fan is not None


def test_more_hours_give_a_better_chance_and_the_address_keeps_them():
    campaign = a_campaign(calls=400)

    before = page_of(campaign)
    after = page_of(campaign, more_hours=200)
    again = page_of(campaign, more_hours=200)

    assert before.context["found"].forecast.chance < 0.5 < after.context["found"].forecast.chance
    assert again.context["found"].forecast == after.context["found"].forecast
    assert "leviers déplacés" in after.content.decode()
    assert before.context["found"].missing


def test_fewer_tries_and_a_later_date_are_levers_too():
    campaign = a_campaign()
    later = localtime().date() + timedelta(days=40)

    assert page_of(campaign, tries=1).context["found"].planned.plan.tries == 1
    assert page_of(campaign, until=later.isoformat()).context["found"].planned.last == later
    assert page_of(campaign, orienteurs=3).context["found"].planned.orienteurs == 3


def test_seats_that_nobody_took_can_be_left_out():
    planned = page_of(a_campaign(), seats="taken").context["found"].planned

    assert planned.seat_hours == 0


def test_a_wrong_lever_is_said_and_nothing_is_moved():
    answer = page_of(a_campaign(), tries=99)

    assert "12" in answer.content.decode()
    assert answer.context["found"].planned.plan.tries != 99


def test_with_little_counted_the_page_says_that_it_assumes():
    campaign = a_campaign()

    assert "0 essai compté" in page_of(campaign).content.decode()
    assert "supposé" in page_of(campaign).content.decode()


def test_without_callers_or_shifts_it_says_what_to_do():
    start = commons.now()
    empty = make.campaign(
        organization=people.body(), starts_at=start, ends_at=start + timedelta(days=9)
    )
    make.call(campaign=empty)

    assert "rien n’est encore prévu" in page_of(empty).content.decode()


def test_the_lead_of_another_body_sees_nothing():
    stranger = browser_of(accounts.actor(Role.CAMPAIGN_LEAD))

    assert stranger.get(reverse("lead:finishing", args=[a_campaign().pk])).status_code == 404


def test_three_people_cost_no_more_statements_than_one():
    counts = []
    for calls in (1, 1, 3):  # the first of all also reads what a process keeps
        campaign, browser = a_campaign(calls=calls), browser_of(a_lead())
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("lead:finishing", args=[campaign.pk]))
        counts.append(len(captured))

    assert counts[1] == counts[2]


def test_what_was_seen_is_counted_by_slot_and_by_number():
    campaign, at = a_campaign(calls=3), commons.now().replace(hour=8, minute=0)
    user_id = make.caller(campaign, is_on_shift=False).user_id
    first, second, third = Call.objects.order_by("pk")
    tried(first, user_id, 1, "NO_ANSWER", at)
    tried(first, user_id, 2, "SPOKEN_WELL", at + timedelta(hours=6))
    tried(second, user_id, 1, "CALL_BACK", at)
    tried(third, user_id, 1, "OBJECTION", at)

    seen = assumptions_of(campaign_id=campaign.pk)

    morning, afternoon, evening = seen.talks
    assert (morning.seen, morning.hits, afternoon.seen, evening.seen) == (3, 0, 0, 0)
    assert [(one.seen, one.hits) for one in seen.by_try[:3]] == [(3, 0), (1, 1), (0, 0)]
    assert (seen.promises.seen, seen.promises.hits) == (3, 1)
    assert (seen.losses.seen, seen.losses.hits) == (2, 1)
    assert (seen.talk_minutes.total, seen.talk_minutes.seen) == (10, 1)
    assert (seen.try_minutes.total, seen.try_minutes.seen) == (30, 3)


def test_people_left_are_counted_by_tries_and_promises():
    campaign = a_campaign(calls=2)
    make.call(campaign=campaign, tries_count=2, state="WAITING", due_at=commons.now())
    make.call(
        campaign=campaign,
        tries_count=1,
        state="CALLBACK",
        due_at=commons.now(),
        promised_at=commons.now(),
    )
    make.call(campaign=campaign, state="DONE", ended_at=commons.now())

    (pool,) = pools_left(campaign_id=campaign.pk)

    assert (pool.level, pool.language, pool.left, pool.promised) == (1, "fr", (2, 0, 1), 1)


def test_absences_replace_what_is_assumed_of_them():
    campaign, now = a_campaign(), commons.now()
    past = make.shift(
        campaign, starts_at=now - timedelta(hours=5), ends_at=now - timedelta(hours=3)
    )
    came, absent = (make.caller(campaign, is_on_shift=False) for _turn in range(2))
    make.booking(past, absent, state="CONFIRMED", started_at=None)
    make.booking(past, came)
    Booking.objects.filter(user_id=came.user_id).update(
        state="ENDED", started_at=now - timedelta(hours=5), ended_at=now - timedelta(hours=3)
    )

    given = plan_campaign(campaign=card_of(campaign.pk), levers=Levers(), at=now).plan.assumptions

    assert (given.no_shows.seen, given.no_shows.hits) == (2, 1)
    assert given.on_task.seen == pytest.approx(2)
