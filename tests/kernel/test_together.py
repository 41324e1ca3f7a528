from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Avg, Count
from django.test.utils import CaptureQueriesContext
from tests.make import commons
from tests.make import outreach as make

from entremise.commons.models import Decision
from entremise.kernel.together import at_once, counted, together
from entremise.outreach.models import Alarm, Attempt, Call

pytestmark = pytest.mark.django_db


@together
def asked_of(*, campaign_id, since):
    calls = Call.objects.filter(campaign_id=campaign_id)
    return {
        "counts": counted(calls, people=Count("person", distinct=True), mean=Avg("tries_count")),
        "calls": calls.filter(created_at__gt=since).order_by("-pk"),
        "levels": calls.values_list("pool__level").annotate(n=Count("pk")).order_by("pool__level"),
    }


def test_several_questions_are_one_statement_and_each_has_its_rows():
    calls = [make.call()]
    calls += [make.call(campaign=calls[0].campaign, tries_count=3)]
    campaign_id, since = calls[0].campaign_id, calls[0].created_at - timedelta(days=1)
    asked_of(campaign_id=campaign_id, since=since)

    with CaptureQueriesContext(connection) as captured:
        found = asked_of(campaign_id=campaign_id, since=since)

    (counts,) = found["counts"]
    assert (counts.people, counts.mean, len(captured)) == (2, 1.5, 1)
    assert [one.pk for one in found["calls"]] == [one.pk for one in reversed(calls)]
    assert [(one.pool__level, one.n) for one in found["levels"]] == [(calls[0].pool.level, 2)]


def test_nobody_is_counted_as_none():
    found = asked_of(campaign_id=0, since=commons.now())

    (counts,) = found["counts"]
    assert (counts.people, counts.mean, found["calls"], found["levels"]) == (0, None, [], [])


def test_each_cell_is_read_as_django_reads_it():
    """Moments, identifiers, bytes, lists, seals and neighbours."""
    room = make.room()
    held = make.held(room.caller, room.campaign, commons.now())
    Call.objects.filter(pk=held.call_id).update(household=bytes(range(32)), reasons=["alone"])
    Alarm.objects.create(
        kind="HARD_CALL",
        campaign=room.campaign,
        raised_by_id=room.caller.user_id,
        raised_at=commons.now(),
        words="« l'été »",
    )
    commons.decision()
    asked = {
        "calls": Call.objects.order_by("pk"),
        "tries": Attempt.objects.select_related("call", "campaign").order_by("pk"),
        "alarms": Alarm.objects.order_by("pk"),
        "decisions": Decision.objects.order_by("-pk"),
    }

    found = at_once(**asked)

    for name, rows in asked.items():
        assert [vars_of(one) for one in found[name]] == [vars_of(one) for one in rows]
        assert found[name] != []
    assert found["tries"][0].campaign.title == room.campaign.title
    assert bytes(found["calls"][0].household) == bytes(range(32))
    assert found["alarms"][0].words == "« l'été »"


def vars_of(row):
    return {
        field.attname: bytes(value) if isinstance(value, memoryview) else value
        for field in row._meta.concrete_fields
        for value in [getattr(row, field.attname)]
    }
