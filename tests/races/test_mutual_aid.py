"""Two people say yes, or yes and no, at the same moment: one of them wins, and nothing is left between."""

import pytest
from tests.make import mutual_aid as make
from tests.races.test_next_call import together

from entremise.accounts.vocabulary import RESIDENT
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Need, Offer
from entremise.mutual_aid.operations.introductions import agree_as_person, give_up_meeting
from entremise.mutual_aid.operations.needs import receive_need, withdraw_need
from entremise.mutual_aid.operations.proposals import accept_proposal, volunteer_for
from entremise.mutual_aid.vocabulary.matching import Author, NewProposal
from entremise.mutual_aid.vocabulary.needs import NeedState

pytestmark = pytest.mark.django_db(transaction=True)
NOON = make.NOON


def tried(act: object, **given: object) -> str:
    try:
        act(at=NOON, **given)
    except Refused as refused:
        return refused.reason
    return "YES"


def test_of_sixteen_helpers_who_accept_one_need_one_has_it():
    owner = make.go_between()
    need = make.owned_need(owner)
    helpers = [make.helper() for _ in range(16)]
    offers = [make.offer(user_id=helper.user_id) for helper in helpers]
    asked = [make.sent_pair(owner, need, offer) for offer in offers[:8]]

    def answer(number: int) -> str:
        if number < 8:
            return tried(accept_proposal, actor=helpers[number], proposal_id=asked[number])
        return tried(
            volunteer_for,
            actor=helpers[number],
            new=NewProposal(need.pk, offers[number].pk, Author.HELPER, 200),
        )

    answers = together(16, answer)

    assert sorted(answers) == ["ALREADY_TAKEN"] * 15 + ["YES"]
    assert Introduction.objects.filter(need=need, closed_at=None).count() == 1
    assert sum(Offer.objects.values_list("active_count", flat=True)) == 1


def test_a_helper_with_one_place_who_accepts_two_needs_has_one():
    owner, helper = make.go_between(), make.helper()
    offer = make.offer(user_id=helper.user_id, capacity=1)
    asked = [make.sent_pair(owner, make.owned_need(owner), offer) for _ in range(8)]

    answers = together(
        8, lambda number: tried(accept_proposal, actor=helper, proposal_id=asked[number])
    )

    assert sorted(answers) == ["OFFER_FULL"] * 7 + ["YES"]


@pytest.mark.parametrize("_round", range(10))
def test_an_acceptance_and_a_withdrawal_at_once_leave_one_of_both(_round: int):
    owner, helper = make.go_between(), make.helper()
    need = make.owned_need(owner)
    proposal = make.sent_pair(owner, need, make.offer(user_id=helper.user_id))

    answers = together(
        2,
        lambda number: (
            tried(accept_proposal, actor=helper, proposal_id=proposal)
            if number
            else tried(withdraw_need, actor=RESIDENT, need_id=need.pk)
        ),
    )

    need.refresh_from_db()
    living = Introduction.objects.filter(need=need, closed_at=None).count()
    assert answers.count("YES") == 1
    assert (need.state, living) in ((NeedState.WITHDRAWN, 0), (NeedState.AGREED, 1))


@pytest.mark.parametrize("_round", range(10))
def test_the_persons_yes_and_the_helpers_retreat_at_once_never_leave_a_contact_open(_round: int):
    owner, helper = make.go_between(), make.helper()
    need = make.owned_need(owner)
    met = make.meeting(owner, need, make.offer(user_id=helper.user_id))

    together(
        2,
        lambda number: (
            tried(agree_as_person, actor=RESIDENT, introduction_id=met.pk)
            if number
            else tried(give_up_meeting, actor=helper, introduction_id=met.pk)
        ),
    )

    need.refresh_from_db()
    assert need.state == NeedState.SEARCHING
    assert Introduction.objects.get(pk=met.pk).outcome == "STOPPED"


def test_a_form_sent_sixteen_times_at_once_makes_one_need():
    new = make.new_need()

    together(16, lambda number: tried(receive_need, actor=RESIDENT, new=new))

    assert Need.objects.count() == 1
