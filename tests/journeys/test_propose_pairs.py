from datetime import timedelta

import pytest
from tests.make import accounts
from tests.make import mutual_aid as make
from tests.make.kits import kit_version

from entremise.accounts.vocabulary import SYSTEM
from entremise.engines.assignment.explaining import explain
from entremise.engines.assignment.solving import solve
from entremise.jobs.proposing.reading import given
from entremise.journeys.propose_pairs import propose_pairs
from entremise.mutual_aid.models import Need, Proposal, Resemblance, Round
from entremise.mutual_aid.operations.proposals import refuse_proposal, send_proposal
from entremise.mutual_aid.operations.resemblances import note_resemblances, say_who
from entremise.mutual_aid.vocabulary.common import Spot
from entremise.mutual_aid.vocabulary.matching import ProposalState, RefusalReason, Verdict
from entremise.mutual_aid.vocabulary.needs import NeedState, Wave

pytestmark = pytest.mark.django_db
NOON = make.NOON
FAR = Spot(46.5271, 3.2093, "Q5")  # 2.2 km north of the hill


@pytest.fixture(autouse=True)
def contents() -> None:
    kit_version(code="temps_ordinaire")


def test_the_plan_proposes_the_nearest_free_helper_with_its_reasons():
    owner = make.go_between()
    need = make.owned_need(owner)
    near = make.offer()
    make.offer(spot=Spot(46.5171, 3.2093), radius_m=5000)

    propose_pairs(actor=SYSTEM, at=NOON)

    pair = Proposal.objects.get()
    assert (pair.need_id, pair.offer_id, pair.state) == (need.pk, near.pk, "PROVISIONAL")
    assert {one["reason"] for one in pair.grounds} >= {"DISTANCE", "HELPED_NOBODY"}
    assert pair.alternative["why"] == "FARTHER"


def test_what_went_in_is_kept_and_gives_the_same_plan_to_anybody():
    owner = make.go_between()
    for _ in range(3):
        make.owned_need(owner)
        make.offer()

    propose_pairs(actor=SYSTEM, at=NOON)

    kept = Round.objects.get()
    asked = given(kept.inputs)
    again = explain(solve(asked.offers, asked.needs, seed=kept.seed))
    assert {(pair.need, pair.offer) for pair in again.pairs} == {
        (one.need.number, one.offer.number)
        for one in Proposal.objects.select_related("need", "offer")
    }


def test_a_pair_that_was_put_aside_is_not_proposed_again():
    owner = make.go_between()
    make.owned_need(owner)
    make.offer()
    farther = make.offer(spot=Spot(46.5131, 3.2093))
    propose_pairs(actor=SYSTEM, at=NOON)
    refuse_proposal(
        actor=owner,
        proposal_id=Proposal.objects.get().pk,
        reason=RefusalReason.KNOWN_CONFLICT,
        at=NOON,
    )

    propose_pairs(actor=SYSTEM, at=NOON)

    found = Proposal.objects.filter(state=ProposalState.PROVISIONAL)
    assert [one.offer_id for one in found] == [farther.pk]


@pytest.mark.parametrize("is_one_entry", [True, False])
def test_a_helper_who_needs_help_is_not_proposed_to_herself(is_one_entry):
    owner = make.go_between()
    need = make.owned_need(owner)
    herself = make.offer(**({"person": need.person} if is_one_entry else {}))
    if not is_one_entry:  # two entries from the web, one person as the desk says
        note_resemblances(actor=owner, need_id=need.pk, people=[herself.person], at=NOON)
        found = Resemblance.objects.get()
        say_who(actor=owner, resemblance_id=found.pk, verdict=Verdict.SAME, at=NOON)
    neighbour = make.offer(spot=Spot(46.5131, 3.2093))

    propose_pairs(actor=SYSTEM, at=NOON)

    assert [one.offer_id for one in Proposal.objects.all()] == [neighbour.pk]


def test_what_was_sent_stays_when_the_plan_is_made_again():
    owner = make.go_between()
    need = make.owned_need(owner)
    make.offer()
    propose_pairs(actor=SYSTEM, at=NOON)
    sent = Proposal.objects.get()
    send_proposal(actor=owner, proposal_id=sent.pk, at=NOON)

    propose_pairs(actor=SYSTEM, at=NOON)

    sent.refresh_from_db()
    need.refresh_from_db()
    assert (sent.state, need.state) == (ProposalState.SENT, NeedState.PROPOSED)
    assert Proposal.objects.count() == 1


def test_a_place_that_was_asked_for_is_not_given_twice():
    owner = make.go_between()
    make.owned_need(owner)
    make.offer(capacity=1)
    propose_pairs(actor=SYSTEM, at=NOON)
    send_proposal(actor=owner, proposal_id=Proposal.objects.get().pk, at=NOON)
    make.owned_need(owner)

    propose_pairs(actor=SYSTEM, at=NOON)

    assert Proposal.objects.filter(state=ProposalState.PROVISIONAL).count() == 0


def test_whom_the_plan_leaves_looks_farther_each_day_until_a_human_has_it():
    owner = make.go_between()
    need = make.owned_need(owner)
    make.offer(spot=FAR, radius_m=2000)
    waves = []
    for day in range(5):
        propose_pairs(actor=SYSTEM, at=NOON + timedelta(days=day))
        need.refresh_from_db()
        waves.append((need.wave, Proposal.objects.filter(state="PROVISIONAL").count()))

    assert waves[:2] == [(Wave.NEAR, 0), (Wave.WIDER, 0)]
    assert waves[2] == (Wave.WIDER, 1)  # twice the radius reaches her


def test_a_need_that_nobody_can_meet_is_on_the_desk_on_the_day_its_waves_end():
    owner = make.go_between()
    need = make.owned_need(owner, category="devoirs")
    for day in range(6):
        propose_pairs(actor=SYSTEM, at=NOON + timedelta(days=day))

    need = Need.objects.get(pk=need.pk)
    assert (need.wave, need.owner_id) == (Wave.DESK, owner.user_id)
    assert need.next_on == make.TODAY + timedelta(days=3)
    assert Round.objects.last().unserved == {need.number: "NOBODY_IN_CATEGORY"}


def test_a_group_is_asked_once_neighbours_could_not():
    owner = make.go_between()
    need = make.owned_need(owner)
    make.offer(organization_id=accounts.organization().pk, spot=FAR, radius_m=9000)
    Need.objects.filter(pk=need.pk).update(wave=Wave.ASSOCIATIONS, state=NeedState.SEARCHING)

    propose_pairs(actor=SYSTEM, at=NOON)

    assert Proposal.objects.filter(need=need, state="PROVISIONAL").count() == 1


@pytest.mark.parametrize(("category", "count"), [("courses", 0), ("numerique", 1)])
def test_who_is_16_or_17_is_proposed_for_what_her_age_may_give(category, count):
    make.owned_need(make.go_between(), category=category)
    make.offer(categories=(category,), is_minor=True)

    propose_pairs(actor=SYSTEM, at=NOON)

    assert Proposal.objects.count() == count


def test_a_category_with_a_credential_asks_for_it():
    owner = make.go_between()
    make.owned_need(owner, category="devoirs")
    make.offer(categories=("devoirs",))

    propose_pairs(actor=SYSTEM, at=NOON)

    assert Proposal.objects.count() == 0
    assert list(Round.objects.get().unserved.values()) == ["NOBODY_WITH_CREDENTIAL"]
