"""Run inside an instance: makes a campaign with its callers, and tells afterwards what the database knows of it."""

# ruff: noqa: E402 -- apps ready

import json
import sys

import django

django.setup()  # the areas can be imported from here on

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from tests.make import outreach, people

from entremise.accounts.models import User
from entremise.commons.models import Grant
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.models import Attempt, Call, Campaign, Engagement
from entremise.people.vault.packing import Bundle, new_record_ids
from entremise.people.vault.persons import add_people
from entremise.people.vault.writing import writer_of

PASSWORD = "Quatre chaises vertes"


def build(callers: int, waiting: int) -> dict[str, object]:
    """An open campaign, callers on their shift with a session each, people who wait."""
    room = outreach.room(people.sheet())
    fill(room.campaign, waiting - 1)
    seat = outreach.now_shift(room.campaign)
    hashed = make_password(PASSWORD)  # slow on purpose: once for five hundred callers
    made = [caller(room, seat, hashed) for _ in range(callers)]
    Grant.objects.filter(reach=Reach.ASSIGNED).update(hourly_cap=100_000)  # a test calls fast
    Engagement.objects.update(
        decided_at=people.commons.now()
    )  # nobody has been away for sixty days
    return {"campaign": room.campaign.pk, "callers": made}


def fill(campaign: Campaign, count: int) -> None:
    """People with a number, written many at a time, each with a call that waits."""
    (register_id,) = campaign.sources
    keeper, at = people.steward(), people.commons.now()
    grant_id = people.grant_of(keeper, Purpose.REGISTER_UPKEEP, Reach.PAGE, register_id)
    writer = writer_of(actor=keeper, grant_id=grant_id, register_id=register_id)
    pool = outreach.pool(campaign)
    for size in [500] * (count // 500) + [count % 500]:
        persons, bundle = add_people(count=size, at=at), Bundle(writer)
        for person, record in zip(persons, new_record_ids(size), strict=True):
            bundle.add_record(record, person, RegistrationMode.SELF, at)
            bundle.add_sheet(record, people.sheet())
        bundle.send()
        Call.objects.bulk_create(
            Call(campaign=campaign, pool=pool, person=person, created_at=at) for person in persons
        )


def caller(room: outreach.Room, seat: object, hashed: str) -> dict[str, object]:
    actor = outreach.caller(room.campaign, seat=seat)
    outreach.let_read(actor, room.campaign)
    user = User.objects.get(pk=actor.user_id)
    user.password = hashed
    user.save(update_fields=["password"])
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"user": user.pk, "login": user.login, "password": PASSWORD, "session": session}


def attempts() -> list[list[object]]:
    """Every hold there was, and how its call stands now."""
    rows = Attempt.objects.order_by("pk").values_list(
        "call_id", "user_id", "held_at", "ended_at", "outcome", "call__state"
    )
    return [
        [call, user, held.isoformat(), ended and ended.isoformat(), outcome, state]
        for call, user, held, ended, outcome, state in rows
    ]


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", callers, waiting]:
            sys.stdout.write(json.dumps(build(int(callers), int(waiting))))
        case ["attempts"]:
            sys.stdout.write(json.dumps(attempts()))
        case ["waiting"]:
            sys.stdout.write(json.dumps(Call.objects.filter(state="READY").count()))
