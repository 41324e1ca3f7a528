"""I29: every right works by phone and paper; the person never signs in, and the clerk sees no more than she would."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.conftest import as_migrator
from tests.make import commons, people

from entremise.accounts.models import User
from entremise.commons.operations.ask import ask
from entremise.commons.vocabulary.access import Reach, Refusal
from entremise.commons.vocabulary.law import Purpose
from entremise.kernel.errors import Refused
from entremise.people.vault import open_tracker, tracker_code
from entremise.web.resident.lines import lines_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "trace"])


def on_the_phone(desk) -> Client:
    """She rings; the clerk types the number she gives."""
    clerk = Client()
    clerk.force_login(User.objects.get(pk=people.clerk().user_id))
    clerk.post(reverse("desk:by_phone"), {"phone": "01 99 00 31 07"})
    return clerk


def read_by_the_caller(desk) -> bool:
    try:
        ask(
            actor=desk.caller,
            grant_ids=[desk.grant.pk],
            person=desk.person,
            groups=commons.CALL_GROUPS,
            at=commons.now(),
        )
    except Refused:
        return False
    return True


def test_by_phone_alone_she_stops_the_calls_and_gets_the_printed_answer():
    desk = people.desk()
    assert read_by_the_caller(desk) is True
    clerk = on_the_phone(desk)

    clerk.post(
        reverse("desk:read_back", args=[desk.person]), {"scope": "ALERT_CALL", "channel": "PHONE"}
    )
    printed = clerk.get(reverse("desk:answer", args=[desk.person])).content.decode()

    assert read_by_the_caller(desk) is False
    assert "Prendre de vos nouvelles pendant une alerte" in printed


def test_the_clerk_sees_line_by_line_what_her_tracker_shows():
    desk = people.desk()
    read_by_the_caller(desk)
    clerk = on_the_phone(desk)
    given = clerk.post(reverse("desk:code", args=[desk.person]), {"word": "tilleul"}, follow=True)

    seen = clerk.get(reverse("desk:person", args=[desk.person])).context["lines"]
    code = given.context["given"]["code"]
    hers = lines_of(open_tracker(code=code, second="tilleul", at=commons.now()).accesses)

    assert len(seen) >= 3  # written, read by the caller, looked for
    assert set(seen) <= set(hers)


def test_no_value_and_no_agent_stand_on_the_clerks_page():
    desk = people.desk()
    read_by_the_caller(desk)

    text = on_the_phone(desk).get(reverse("desk:person", args=[desk.person])).content.decode()

    assert not any(canary in text for canary in people.CANARIES)
    assert User.objects.get(pk=desk.caller.user_id).display_name not in text


def test_a_clerk_who_searched_nobody_does_nothing_for_anybody():
    desk = people.desk()
    clerk = Client()
    clerk.force_login(User.objects.get(pk=people.clerk().user_id))

    answer = clerk.post(
        reverse("desk:read_back", args=[desk.person]), {"scope": "ALL", "channel": "PHONE"}
    )

    assert answer.status_code == 404
    assert read_by_the_caller(desk) is True


def test_her_rights_outlive_her_refusal():
    desk = people.desk()
    clerk = on_the_phone(desk)
    clerk.post(reverse("desk:read_back", args=[desk.person]), {"scope": "ALL", "channel": "PHONE"})

    again = on_the_phone(desk)

    assert again.get(reverse("desk:answer", args=[desk.person])).status_code == 200


def test_a_code_refused_to_a_clerk_who_has_not_found_her_is_noted():
    desk, clerk = people.desk(), people.clerk()
    grant_id = people.grant_of(clerk, Purpose.SUBJECT_RIGHTS, Reach.SEARCH, desk.register_id)

    with pytest.raises(Refused, match=Refusal.NOT_AVAILABLE):
        tracker_code(actor=clerk, grant_id=grant_id, person=desk.person, at=commons.now())

    with as_migrator(), connection.cursor() as cursor:
        cursor.execute(
            "select kind, refusal, grant_id, person from sealed.event where user_id = %s",
            [clerk.user_id],
        )
        assert cursor.fetchall() == [("DENIED", "NOT_ASSIGNED", grant_id, desk.person)]
