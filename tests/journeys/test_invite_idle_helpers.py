"""An invitation leaves once, names nobody, and says where people are wanted."""

from datetime import timedelta

import pytest
from tests.make import commons, solidarity, telling

from entremise.journeys.invite_idle_helpers import invite_idle_helpers
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(settings):
    return telling.town(settings)


def invite(town, offer, slot):
    return invite_idle_helpers(
        actor=town.desk.owner,
        offer_ids=[offer.pk],
        to=Origin("SLOT", slot.pk),
        title="Petit-déjeuner partagé, 28 novembre, 8 h 00",
        at=commons.now(),
    )


def test_a_helper_is_told_once_by_text_message_without_any_name(town):
    offer = telling.offer(town)
    slot = solidarity.slot(seats=3, starts_at=commons.now() + timedelta(days=3))

    counts = [invite(town, offer, slot) for _ in range(2)]
    left = town.leave()

    assert counts == [1, 0]
    text = left[telling.HELPER]
    assert f"/actions/{slot.action_id}/" in text
    assert "Petit-déjeuner" in text
    assert [name for name in ("Samira", "Belkacem") if name in text] == []


def test_what_has_no_room_left_is_not_offered(town):
    offer = telling.offer(town)
    slot = solidarity.slot(seats=1, taken_count=1, starts_at=commons.now() + timedelta(days=3))

    with pytest.raises(Refused):
        invite(town, offer, slot)
