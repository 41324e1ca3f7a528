"""Somebody asks again in the minute in which she is forgotten: she is wholly there, or somebody new."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, connections, transaction
from tests.make import commons, deletions, past_aid
from tests.make import mutual_aid as make

from entremise.commons.models import Record
from entremise.commons.vocabulary.access import RecordState, Refusal
from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys import forget_past_aid as journey
from entremise.journeys.enter_need import Told, enter_need
from entremise.journeys.find_in_aid import known_with_phone
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Need
from entremise.mutual_aid.operations.needs import reopen_need
from entremise.mutual_aid.vocabulary.common import Channel
from entremise.mutual_aid.vocabulary.needs import ForWhom, Urgency, When
from entremise.people.vocabulary import Sheet

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


@pytest.fixture(autouse=True)
def in_earnest(real_trace):
    """The desk's reading is committed on its own connection, as in production."""


@pytest.fixture
def past():
    deletions.agreement(kind=RegisterKind.VOLUNTARY)
    return past_aid.past_aid()


def ask_again(past) -> int:
    """She rings; the desk finds her and writes down what she asks."""
    at = commons.now()
    told = Told(
        key=uuid.uuid4(),
        sheet=Sheet(),
        words="Encore des courses.",
        category="courses",
        channel=Channel.PHONE,
        spot=make.BUTTE,
        when=When(),
        urgency=Urgency.CALM,
        for_whom=ForWhom.SELF,
        language="",
        is_shown=False,
        consent_read="1",
        person=past.asker,
    )
    return enter_need(actor=past.desk.owner, told=told, at=at)


def find(past) -> None:
    known_with_phone(actor=past.desk.owner, number="+33199003107", at=commons.now())


def forget() -> int:
    try:
        return journey.forget_past_aid(at=commons.now())
    finally:
        connections.close_all()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks one"
            " where not one.granted and pg_backend_pid() = any (pg_blocking_pids(one.pid))"
        )
        return bool(cursor.fetchone()[0])


def until_it_waits() -> None:
    pause = Event()
    for _look in range(200):
        if waits_for_a_lock():
            return
        pause.wait(0.02)
    raise AssertionError("nobody waits")


def test_who_asked_a_moment_before_stays(past):
    find(past)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            need_id = ask_again(past)
            night = pool.submit(forget)
            until_it_waits()
        assert night.result(timeout=20) == 1  # the helper alone

    assert Record.objects.get(person=past.asker).state == RecordState.REGISTERED
    assert Need.objects.get(pk=need_id).person == past.asker
    assert Need.objects.filter(person=past.asker).count() == 2


def test_a_need_opened_again_a_moment_before_keeps_her(past):
    Need.objects.update(closed_at=commons.now() - timedelta(days=179, hours=23, minutes=59))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            reopen_need(actor=past.desk.owner, need_id=past.need_id, at=commons.now())
            night = pool.submit(forget_tomorrow)
            until_it_waits()
        night.result(timeout=20)

    assert Record.objects.get(person=past.asker).state == RecordState.REGISTERED


def forget_tomorrow() -> int:
    try:
        return journey.forget_past_aid(at=commons.now() + timedelta(hours=2))
    finally:
        connections.close_all()


def asked_meanwhile(past) -> str:
    try:
        ask_again(past)
    except Refused as refused:
        return str(refused.reason)
    finally:
        connections.close_all()
    return ""


def test_who_asks_a_moment_later_is_told_no_and_nothing_of_hers_is_written(past):
    find(past)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            journey.lock(past.register_id, past.asker, commons.now())
            asked = pool.submit(asked_meanwhile, past)
            until_it_waits()
        assert asked.result(timeout=20) == Refusal.NOT_AVAILABLE

    assert Need.objects.filter(person=past.asker).count() == 1
    assert Record.objects.get(person=past.asker).state == RecordState.PAST
