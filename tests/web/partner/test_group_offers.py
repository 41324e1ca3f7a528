"""An association offers together, is asked, says yes, sees the person once she said yes too, and says how it went."""

import uuid

import pytest
from django.urls import reverse
from tests.make import commons, triage
from tests.make import mutual_aid as make
from tests.make.people import CANARIES
from tests.make.reading import text

from entremise.accounts.vocabulary import RESIDENT
from entremise.mutual_aid.models import Introduction, Offer
from entremise.mutual_aid.operations.introductions import agree_as_person
from entremise.mutual_aid.operations.needs import Understood, take_need, understand_need
from entremise.mutual_aid.vocabulary.needs import Urgency, When
from entremise.territory.models import District

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(desk):
    return make.offer(organization_id=desk.partner.organization_id, capacity=5)


@pytest.fixture
def need(desk):
    row, at = make.asked_by(desk.register_id), commons.now()
    take_need(actor=desk.owner, need_id=row.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses.")
    understand_need(actor=desk.owner, need_id=row.pk, what=what, at=at)
    return row


def leaks(answer):
    return [word for word in CANARIES if word in text(answer)]


def test_a_group_offers_five_people_on_saturdays(partner, desk):
    District.objects.update_or_create(code="Q3", defaults={"name": "La Butte"})
    form = {
        "key": uuid.uuid4(),
        "categories": ["courses"],
        "capacity": "5",
        "slots": ["SAT-AM", "SAT-PM"],
        "district": "Q3",
        "radius_m": "5000",
        "languages": ["fr"],
    }

    partner.post(reverse("partner:new_offer"), form)
    partner.post(reverse("partner:new_offer"), form)

    row = Offer.objects.get()
    assert (row.organization_id, row.capacity, row.state) == (
        desk.partner.organization_id,
        5,
        "WAITING",
    )
    assert row.number in text(partner.get(reverse("partner:offers")))


def test_asked_it_says_yes_and_sees_the_person_after_her_yes_alone(partner, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)
    board = partner.get(reverse("partner:offers"))

    partner.post(reverse("helper:accept", args=[asked]))
    met = Introduction.objects.get()
    page = reverse("helper:meeting", args=[met.pk])
    before = partner.get(page)
    agree_as_person(actor=RESIDENT, introduction_id=met.pk, at=commons.now())
    during = partner.get(page)
    partner.post(reverse("helper:tell", args=[met.pk]), {"outcome": "WENT_WELL"})
    after = partner.get(page)

    assert "Des courses." in text(board)
    assert (leaks(board), leaks(before), leaks(after)) == ([], [], [])
    assert "Lucienne" in text(during)
    offer.refresh_from_db()
    assert (offer.helped_count, offer.active_count) == (1, 0)


def test_it_says_no_and_why(partner, desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)

    answer = partner.post(reverse("helper:refuse", args=[asked]), {"reason": "NOT_FREE"})

    assert answer["Location"] == reverse("partner:offers")
    assert need.proposals.get().reason == "NOT_FREE"


def test_another_association_has_nothing_to_say(desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)
    other = triage.browser(make.accounts.actor(make.Role.PARTNER))

    answers = [
        other.post(reverse("helper:accept", args=[asked])).status_code,
        other.get(reverse("helper:change", args=[offer.pk])).status_code,
    ]

    assert answers[0] >= 403
    assert answers[1] >= 403
    assert Introduction.objects.count() == 0


def test_a_helper_of_no_association_does_not_answer_for_one(desk, need, offer):
    asked = make.sent_pair(desk.owner, need, offer)
    helper = triage.browser(desk.helper, has_second_factor=False)

    assert helper.post(reverse("helper:accept", args=[asked])).status_code >= 403


def test_it_changes_pauses_and_ends_its_offer(partner, offer):
    for page in ("helper:change", "helper:pause", "helper:leave"):
        assert partner.get(reverse(page, args=[offer.pk])).status_code == 200

    partner.post(reverse("helper:leave", args=[offer.pk]))

    offer.refresh_from_db()
    assert offer.state == "RELEASED"
