"""One change is answered at once: a pair for one need, for one offer, and what was decided stays."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.make import accounts
from tests.make import mutual_aid as make
from tests.make.kits import kit_version

from entremise.accounts.vocabulary import SYSTEM
from entremise.journeys.place_needs import place_need, use_offer
from entremise.journeys.propose_pairs import propose_pairs
from entremise.mutual_aid.models import Need, Offer, Proposal
from entremise.mutual_aid.operations.offers import confirm_offer, pause_offer, release_offer
from entremise.mutual_aid.operations.proposals import refuse_proposal, send_proposal
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.matching import ProposalState, RefusalReason
from entremise.mutual_aid.vocabulary.needs import NeedState, Urgency
from entremise.mutual_aid.vocabulary.offers import ReleaseReason

pytestmark = pytest.mark.django_db
NOON = make.NOON
NORTH = Spot(46.5131, 3.2093, "Q3")  # 660 m north of the hill


@pytest.fixture(autouse=True)
def contents() -> None:
    kit_version(code="temps_ordinaire")


@pytest.fixture
def owner():
    return make.go_between()


def placed(need):
    return place_need(actor=SYSTEM, need_id=need.pk, at=NOON)


def pairs():
    """Who is found for whom, by number, now."""
    rows = Proposal.objects.filter(state=ProposalState.PROVISIONAL).select_related("need", "offer")
    return {row.need_id: row.offer_id for row in rows}


def test_a_need_that_was_understood_is_placed_with_its_reasons(owner):
    need, offer = make.owned_need(owner), make.offer()
    make.offer(spot=NORTH)

    placed(need)

    row = Proposal.objects.get()
    assert (row.need_id, row.offer_id, row.author) == (need.pk, offer.pk, "ENGINE")
    assert {one["reason"] for one in row.grounds} >= {"DISTANCE", "HELPED_NOBODY"}
    assert row.alternative["why"] == "FARTHER"


def test_placed_twice_is_placed_once(owner):
    need, _ = make.owned_need(owner), make.offer()

    assert (placed(need), placed(need), Proposal.objects.count()) == (1, 0, 1)


def test_a_more_urgent_need_takes_the_only_helper_of_whom_nobody_was_asked(owner):
    make.offer()
    first = make.owned_need(owner)
    placed(first)
    urgent = make.owned_need(owner)
    Need.objects.filter(pk=urgent.pk).update(urgency=Urgency.NOW)

    placed(urgent)

    assert pairs() == {urgent.pk: Offer.objects.get().pk}
    assert Proposal.objects.get(need=first).state == ProposalState.SUPERSEDED


def test_a_pair_that_was_asked_stays(owner):
    offer = make.offer()
    first = make.owned_need(owner)
    placed(first)
    send_proposal(actor=owner, proposal_id=Proposal.objects.get().pk, at=NOON)
    urgent = make.owned_need(owner)
    Need.objects.filter(pk=urgent.pk).update(urgency=Urgency.NOW)

    placed(urgent)

    assert pairs() == {}
    assert Proposal.objects.get(need=first).offer_id == offer.pk


def test_one_need_makes_room_for_another_by_moving_to_a_second_helper(owner):
    near = make.offer()
    first = make.owned_need(owner, spot=Spot(46.5091, 3.2093, "Q3"))
    placed(first)
    far = make.offer(spot=NORTH, radius_m=500)  # reaches the first need, not the hill
    second = make.owned_need(owner)

    placed(second)

    assert pairs() == {first.pk: far.pk, second.pk: near.pk}


def test_a_pair_put_aside_is_not_found_again(owner):
    need, offer = make.owned_need(owner), make.offer()
    placed(need)
    pair = Proposal.objects.get()
    refuse_proposal(actor=owner, proposal_id=pair.pk, reason=RefusalReason.KNOWN_CONFLICT, at=NOON)

    placed(need)
    use_offer(actor=SYSTEM, offer_id=offer.pk, at=NOON)

    assert pairs() == {}


def test_a_pair_of_one_person_that_stood_is_not_kept(owner):
    need, herself = make.owned_need(owner), make.offer()
    placed(need)
    Offer.objects.filter(pk=herself.pk).update(person=need.person)
    other = make.owned_need(owner)

    placed(other)
    propose_pairs(actor=SYSTEM, at=NOON)

    assert pairs() == {other.pk: herself.pk}


def test_an_offer_that_opens_takes_the_most_urgent_of_those_who_wait(owner):
    calm, urgent = make.owned_need(owner), make.owned_need(owner)
    Need.objects.filter(pk=urgent.pk).update(urgency=Urgency.NOW)
    offer = make.offer()

    use_offer(actor=SYSTEM, offer_id=offer.pk, at=NOON)

    assert pairs() == {urgent.pk: offer.pk}
    assert calm.pk not in pairs()


def test_an_offer_that_pauses_leaves_its_need_to_another_and_is_found_again_later(owner):
    near, north = make.offer(), make.offer(spot=NORTH)
    need = make.owned_need(owner)
    placed(need)

    pause_offer(actor=owner, offer_id=near.pk, until=make.TODAY.replace(day=30), at=NOON)
    placed(need)

    assert pairs() == {need.pk: north.pk}
    assert Proposal.objects.filter(state=ProposalState.REFUSED).count() == 0


def test_a_helper_who_leaves_while_asked_gives_the_need_back_at_once(owner):
    near, north = make.offer(), make.offer(spot=NORTH)
    need = make.owned_need(owner)
    make.sent_pair(owner, need, near)

    release_offer(actor=owner, offer_id=near.pk, reason=ReleaseReason.ASKED, at=NOON)
    placed(need)

    need.refresh_from_db()
    assert (need.state, pairs()) == (NeedState.SEARCHING, {need.pk: north.pk})


def test_groups_wait_for_the_wave_of_associations(owner):
    need = make.owned_need(owner)
    make.offer(organization_id=accounts.organization().pk)

    placed(need)

    assert pairs() == {}


def test_the_whole_plan_keeps_what_one_change_found(owner):
    need = make.owned_need(owner)
    make.offer()
    placed(need)

    propose_pairs(actor=SYSTEM, at=NOON)

    row = Proposal.objects.get()
    assert (row.state, row.round_id is not None) == (ProposalState.PROVISIONAL, True)


def test_the_same_town_planned_twice_is_one_round_and_one_row_a_pair(owner):
    make.owned_need(owner)
    make.offer()

    first = propose_pairs(actor=SYSTEM, at=NOON)
    second = propose_pairs(actor=SYSTEM, at=NOON)

    assert (first, Proposal.objects.count()) == (second, 1)


def queued():
    rows = ProcrastinateJob.objects.filter(task_name__in=("place_need", "use_offer"))
    return [(row.task_name, *row.args.values()) for row in rows.order_by("pk")]


def test_each_change_queues_its_own_look_and_no_more(owner):
    offer = make.offer()
    need = make.owned_need(owner)
    pause_offer(actor=owner, offer_id=offer.pk, until=make.TODAY.replace(day=30), at=NOON)
    confirm_offer(actor=owner, offer_id=offer.pk, at=NOON)
    pair = make.sent_pair(owner, need, offer)
    refuse_proposal(actor=owner, proposal_id=pair, reason=RefusalReason.TOO_FAR, at=NOON)

    assert queued() == [
        ("use_offer", offer.pk),
        ("place_need", need.pk),
        ("use_offer", offer.pk),
        ("place_need", need.pk),
    ]
