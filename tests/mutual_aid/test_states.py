"""Whatever anybody does in whatever order, nothing open is left without an owner or a date."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tests.make import accounts
from tests.make import mutual_aid as make

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor
from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal
from entremise.mutual_aid.operations import introductions, needs, offers, proposals
from entremise.mutual_aid.queries.needs import open_faults
from entremise.mutual_aid.vocabulary.matching import Author, NewProposal, Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.needs import CLOSED, Ending, NeedState, Urgency, Wave, When
from entremise.mutual_aid.vocabulary.offers import OfferState, ReleaseReason

pytestmark = pytest.mark.django_db
PICK = st.integers(0, 9)


class Desk(RuleBasedStateMachine):
    """Three agents, three helpers with an account, residents, and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.at: datetime = make.NOON
        self.steps = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def open_the_desk(self) -> None:
        self.agents = [make.go_between() for _ in range(3)]
        self.helpers = [make.helper() for _ in range(3)]
        for helper in self.helpers:
            make.offer(user_id=helper.user_id, capacity=2)
        make.owned_need(self.agents[0])

    def agent(self, pick: int) -> Actor:
        return self.agents[pick % 3]

    def anybody(self, pick: int) -> Actor:
        return (*self.agents, *self.helpers, RESIDENT)[pick % 7]

    def one(self, of: type, pick: int) -> int:
        ids = tuple(of.objects.order_by("pk").values_list("pk", flat=True))
        return ids[pick % len(ids)] if ids else 0

    def done(self, act: Callable[..., object], **given: object) -> None:
        """It happens, or it is refused with a reason; nothing else."""
        self.steps += 1
        try:
            act(at=self.at, **given)
        except Refused:
            return

    @rule(pick=PICK, hours=st.integers(1, 40))
    def time_goes_by(self, pick: int, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def somebody_asks(self) -> None:
        self.done(needs.receive_need, actor=RESIDENT, new=make.new_need())

    @rule(capacity=st.integers(1, 3))
    def somebody_offers(self, capacity: int) -> None:
        self.done(offers.receive_offer, actor=RESIDENT, new=make.new_offer(capacity=capacity))

    @rule(who=PICK, which=PICK, days=st.integers(-2, 9), how=st.integers(0, 3))
    def the_desk_keeps(self, who: int, which: int, days: int, how: int) -> None:
        given = {"actor": self.agent(who), "need_id": self.one(Need, which)}
        day = (self.at + timedelta(days=days)).date()
        if how == 0:
            self.done(needs.take_need, **given)
        elif how == 1:
            self.done(needs.date_need, next_on=day, **given)
        elif how == 2:
            self.done(needs.hand_over_need, to_user_id=None, next_on=day, **given)
        else:
            self.done(needs.hand_over_need, to_user_id=self.agent(who + 1).user_id, **given)

    @rule(who=PICK, which=PICK, days=st.integers(0, 9), how=st.integers(0, 5))
    def the_desk_works(self, who: int, which: int, days: int, how: int) -> None:
        given = {"actor": self.agent(who), "need_id": self.one(Need, which)}
        day = (self.at + timedelta(days=days)).date()
        what = needs.Understood("courses", Urgency.SOON, When(), True, sentence="Des courses.")
        if how == 0:
            self.done(needs.understand_need, what=what, **given)
        elif how == 1:
            self.done(needs.widen_search, wave=Wave.WIDER, next_on=day, **given)
        elif how == 2:
            self.done(needs.orient_need, next_on=day, **given)
        elif how == 3:
            self.done(needs.bring_back_need, **given)
        elif how == 4:
            self.done(needs.note_contact, how="PHONE", **given)
        else:
            self.done(needs.claim_need_of, **given)

    @rule(who=PICK, which=PICK, ending=st.sampled_from(Ending), state=st.sampled_from(NeedState))
    def it_ends(self, who: int, which: int, ending: Ending, state: NeedState) -> None:
        need_id = self.one(Need, which)
        self.done(
            needs.close_need, actor=self.agent(who), need_id=need_id, state=state, ending=ending
        )
        if who > 7:
            self.done(needs.withdraw_need, actor=RESIDENT, need_id=need_id)
        elif who > 5:
            self.done(needs.reopen_need, actor=self.agent(who), need_id=need_id)

    @rule(who=PICK, which=PICK, other=PICK, how=st.integers(0, 5))
    def pairs_are_made(self, who: int, which: int, other: int, how: int) -> None:
        need_id, offer_id = self.one(Need, which), self.one(Offer, other)
        proposal_id = self.one(Proposal, which)
        owner = Actor(user_id=Need.objects.get(pk=need_id).owner_id)
        actor = owner if who < 7 else self.anybody(who)
        if how == 0:
            new = NewProposal(need_id, offer_id, Author.AGENT, 100)
            self.done(proposals.propose_pair, actor=actor, new=new)
        elif how in (1, 2):
            self.done(proposals.accept_proposal, actor=self.anybody(who), proposal_id=proposal_id)
        elif how == 3:
            self.done(
                proposals.refuse_proposal,
                actor=actor,
                proposal_id=proposal_id,
                reason=RefusalReason.NOT_FREE,
            )
        elif how == 4:
            helper_id = Offer.objects.get(pk=offer_id).user_id
            self.done(
                proposals.volunteer_for,
                actor=Actor(user_id=helper_id),
                need_id=need_id,
                offer_id=offer_id,
                distance_m=100,
            )
        else:
            self.done(proposals.expire_proposals, actor=SYSTEM)

    @rule(who=PICK, which=PICK, how=st.integers(0, 4), outcome=st.sampled_from(Outcome))
    def people_meet(self, who: int, which: int, how: int, outcome: Outcome) -> None:
        met = self.one(Introduction, which)
        owner_id = Introduction.objects.filter(pk=met).values_list("need__owner", flat=True).first()
        actor = Actor(user_id=owner_id) if who < 7 else self.anybody(who)
        given = {"actor": actor, "introduction_id": met}
        if how == 0:
            self.done(introductions.agree_as_person, **given)
        elif how == 1:
            self.done(introductions.decline_as_person, **given)
        elif how == 2:
            self.done(introductions.give_up_meeting, **given)
        elif how == 3:
            self.done(introductions.end_meeting, outcome=outcome, **given)
        else:
            day = (self.at + timedelta(days=who - 2)).date()
            self.done(introductions.put_off_check, check_on=day, **given)

    @rule(who=PICK, which=PICK, days=st.integers(-1, 90), how=st.integers(0, 5))
    def offers_live(self, who: int, which: int, days: int, how: int) -> None:
        given = {"actor": self.anybody(who), "offer_id": self.one(Offer, which)}
        if how == 0:
            self.done(offers.accept_offer, **given)
        elif how == 1:
            self.done(offers.decline_offer, **given)
        elif how == 2:
            until = (self.at + timedelta(days=days)).date()
            self.done(offers.pause_offer, until=until, **given)
        elif how == 3:
            self.done(offers.confirm_offer, **given)
        elif how == 4:
            self.done(offers.release_offer, reason=ReleaseReason.ASKED, **given)
        else:
            self.done(offers.turn_offers_over, actor=SYSTEM)

    @invariant()
    def nothing_open_is_forgotten(self) -> None:
        assert open_faults() == ()

    @invariant()
    def only_a_human_has_closed(self) -> None:
        closed = Need.objects.filter(state__in=sorted(CLOSED))
        by_nobody = Q(closed_by=None, is_closed_by_person=False) | Q(ending="") | Q(closed_at=None)

        assert closed.filter(by_nobody).count() == 0

    @invariant()
    def an_offer_counts_whom_it_serves(self) -> None:
        for row in Offer.objects.order_by("pk"):
            assert (
                row.active_count == Introduction.objects.filter(offer=row, closed_at=None).count()
            )
            assert row.state != OfferState.OPEN or row.active_count == 0
            assert row.state != OfferState.PARTLY_USED or 0 < row.active_count < row.capacity

    @invariant()
    def a_need_that_is_agreed_has_its_meeting(self) -> None:
        agreed = Need.objects.filter(state=NeedState.AGREED)
        met = Introduction.objects.filter(closed_at=None)

        assert agreed.exclude(pk__in=met.values("need")).count() == 0
        assert met.filter(need__state__in=sorted(CLOSED)).count() == 0

    @invariant()
    def a_helper_sees_nobody_before_two_yes_nor_after_the_end(self) -> None:
        seen = Assignment.objects.filter(origin_kind="INTRODUCTION", released_at=None)
        known = Introduction.objects.filter(closed_at=None, revealed_at__isnull=False)

        assert set(seen.values_list("origin_id", flat=True)) <= set(
            known.values_list("pk", flat=True)
        )


def test_random_actors_never_leave_a_need_or_an_offer_without_owner_or_date():
    accounts.host()

    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=25,
            stateful_step_count=60,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
