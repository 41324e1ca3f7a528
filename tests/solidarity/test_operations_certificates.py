from datetime import date, timedelta

import pytest
from tests.make import solidarity
from tests.make.solidarity import DAY, EVE

from entremise.accounts.vocabulary import SYSTEM
from entremise.kernel.errors import Refused
from entremise.solidarity.models import Certificate
from entremise.solidarity.operations.certificates import (
    issue_certificate,
    make_feed,
    revoke_feed,
)
from entremise.solidarity.operations.places import note_reminded
from entremise.solidarity.queries.hours import (
    certificate_with,
    hours_of,
    is_named,
    user_of_feed,
)
from entremise.solidarity.queries.places import places_to_remind
from entremise.solidarity.vocabulary.actions import Refusal

pytestmark = pytest.mark.django_db


def issued(who, action, name="Samira Belkacem", since=date(2026, 7, 1), until=date(2026, 7, 31)):
    return issue_certificate(
        actor=who,
        name=name,
        organization_id=action.organization_id,
        since=since,
        until=until,
        at=EVE,
    )


def test_time_is_counted_by_organization_and_period():
    who, one, other = solidarity.helper(), solidarity.action(), solidarity.action()
    for days in (0, 2, 40):
        solidarity.present(who, one, starts_at=EVE + timedelta(days=days))
    solidarity.present(who, other)

    row = Certificate.objects.get(pk=issued(who, one))

    assert (row.minutes, row.first_on, row.last_on) == (360, date(2026, 7, 14), date(2026, 7, 16))
    given = {found.organization_id: found.minutes for found in hours_of(user_id=who.user_id)}
    assert given == {one.organization_id: 540, other.organization_id: 180}


def test_a_period_may_end_with_the_calendar():
    who, action = solidarity.helper(), solidarity.action()
    solidarity.present(who, action)

    row = Certificate.objects.get(pk=issued(who, action, since=date.min, until=date.max))

    assert row.minutes == 180


def test_no_time_no_certificate_nor_with_the_hours_of_another():
    who, action = solidarity.helper(), solidarity.action()
    solidarity.present(solidarity.helper(), action)

    with pytest.raises(Refused, match=Refusal.NO_HOURS):
        issued(who, action)


@pytest.mark.parametrize(
    ("typed", "is_same"),
    [
        ("Samira Belkacem", True),
        ("belkacem  SAMIRA", True),
        ("Sâmira Belkacem", True),
        ("Samira", False),
        ("Samira Belkacem Diarra", False),
        ("", False),
    ],
)
def test_a_name_is_compared_and_never_kept(typed, is_same):
    who, action = solidarity.helper(), solidarity.action()
    solidarity.present(who, action)

    certificate_id = issued(who, action)

    assert is_named(certificate_id=certificate_id, name=typed) is is_same


def test_a_code_is_read_with_hyphen_and_small_letters_and_twice_the_same_name_gives_two_digests():
    who, action = solidarity.helper(), solidarity.action()
    solidarity.present(who, action)
    rows = [Certificate.objects.get(pk=issued(who, action)) for _ in range(2)]

    found = certificate_with(code=f" {rows[0].code[:5]}-{rows[0].code[5:]} ".lower())

    assert found.certificate_id == rows[0].pk
    assert bytes(rows[0].name_digest) != bytes(rows[1].name_digest)
    assert certificate_with(code="") is None


def test_a_calendar_secret_is_kept_as_a_digest_and_stops_when_changed():
    who = solidarity.helper()
    former = make_feed(actor=who, at=EVE)
    secret = make_feed(actor=who, at=EVE)

    assert (user_of_feed(secret=former), user_of_feed(secret=secret)) == (None, who.user_id)
    revoke_feed(actor=who, at=EVE)
    assert user_of_feed(secret=secret) is None


def test_each_place_is_reminded_once_two_days_before_and_not_who_has_just_booked():
    slot = solidarity.slot(seats=9, starts_at=EVE + DAY)
    early = solidarity.place(slot, at=EVE - 3 * DAY)
    solidarity.place(slot, at=EVE - timedelta(hours=2))
    far = solidarity.slot(starts_at=EVE + 9 * DAY)
    solidarity.place(far, at=EVE - 3 * DAY)

    due = places_to_remind(at=EVE)
    note_reminded(actor=SYSTEM, place_ids=tuple(x.card.place_id for x in due), at=EVE)

    assert [one.card.place_id for one in due] == [early.pk]
    assert places_to_remind(at=EVE) == ()
