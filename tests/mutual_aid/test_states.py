"""Whatever anybody does in whatever order, nothing open is left without an owner or a date."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.make import accounts
from tests.make import mutual_aid as make

from entremise.accounts.vocabulary import RESIDENT, SYSTEM, Actor
from entremise.commons.models import Assignment
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Introduction, Need, Offer, Proposal
from entremise.mutual_aid.operations import introductions, needs, offers, proposals, reports
from entremise.mutual_aid.queries.needs import open_faults
from entremise.mutual_aid.vocabulary.matching import Author, NewProposal, Outcome, RefusalReason
from entremise.mutual_aid.vocabulary.needs import (
    CLOSED,
    ENDINGS,
    Ending,
    NeedState,
    ReportNews,
    Urgency,
    Wave,
    When,
)
from entremise.mutual_aid.vocabulary.offers import OfferState, ReleaseReason, WhyDeclined

pytestmark = pytest.mark.django_db
FEW = 6
LIVING = {
    Need: ~Q(state__in=sorted(CLOSED)),
    Offer: ~Q(state=OfferState.RELEASED),
    Proposal: Q(state="SENT"),
    Introduction: Q(closed_at=None),
}


class Desk:
    """Three agents, three helpers with an account, residents, and the clock; what each did is counted."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.at: datetime = make.NOON
        self.happened: Counter[str] = Counter()
        self.agents = [make.go_between() for _ in range(3)]
        self.helpers = [make.helper() for _ in range(3)]
        for helper in self.helpers:
            make.offer(user_id=helper.user_id, capacity=2)
        make.owned_need(self.agents[0])

    def play(self, steps: int) -> None:
        moves = (
            self.time_goes_by,
            self.somebody_asks,
            self.somebody_offers,
            self.the_desk_keeps,
            *[self.the_desk_works] * 3,
            self.it_ends,
            self.offers_live,
            *[self.pairs_are_made] * 6,
            *[self.people_meet] * 3,
        )
        for step in range(steps):
            self.chance.choice(moves)()
            if step % 4:
                continue
            self.nothing_open_is_forgotten()
            self.only_a_human_has_closed()
            self.an_offer_counts_whom_it_serves()
            self.a_need_that_is_agreed_has_its_meeting()
            self.a_helper_sees_nobody_before_two_yes_nor_after_the_end()

    def pick(self) -> int:
        return self.chance.randrange(10)

    def agent(self, pick: int) -> Actor:
        return self.agents[pick % 3]

    def anybody(self, pick: int) -> Actor:
        return (*self.agents, *self.helpers, RESIDENT)[pick % 7]

    def one(self, of: type, pick: int) -> int:
        """A living one most of the time: what is over refuses everything, and teaches little."""
        rows = of.objects.order_by("-pk")
        living = rows.filter(LIVING[of]) if pick < 8 else rows
        ids = tuple((living if living.exists() else rows).values_list("pk", flat=True)[:4])
        return ids[pick % len(ids)] if ids else 0

    def owner(self, who: int, need_id: int) -> Actor:
        """Whoever has the need, most of the time."""
        owner_id = Need.objects.get(pk=need_id).owner_id
        return Actor(user_id=owner_id) if who < 8 and owner_id else self.agent(who)

    def done(self, act: Callable[..., object], **given: object) -> None:
        """It happens, or it is refused with a reason; nothing else."""
        try:
            act(at=self.at, **given)
        except Refused:
            return
        self.happened[act.__name__] += 1

    def time_goes_by(self) -> None:
        self.at += timedelta(hours=self.chance.randrange(1, 12))

    def somebody_asks(self) -> None:
        if Need.objects.filter(LIVING[Need]).count() < FEW:
            self.done(needs.receive_need, actor=RESIDENT, new=make.new_need())

    def somebody_offers(self) -> None:
        self.done(
            offers.receive_offer,
            actor=RESIDENT,
            new=make.new_offer(capacity=self.chance.randint(1, 3)),
        )

    def the_desk_keeps(self) -> None:
        who, which, days, how = (
            self.pick(),
            self.pick(),
            self.chance.randint(-2, 9),
            self.pick() % 4,
        )
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

    def the_desk_works(self) -> None:
        who, which, days, how = self.pick(), self.pick(), self.chance.randint(0, 9), self.pick() % 6
        need_id = self.one(Need, which)
        given = {"actor": self.owner(who, need_id), "need_id": need_id}
        day = (self.at + timedelta(days=days)).date()
        what = needs.Understood(
            "courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses."
        )
        if how == 0:
            self.done(needs.understand_need, what=what, **given)
        elif how == 1:
            self.done(needs.widen_search, wave=Wave.WIDER, next_on=day, **given)
        elif how == 2:
            self.done(reports.orient_need, next_on=day, **given)
        elif how == 3:
            news = tuple(ReportNews)[days % 4]
            self.done(reports.hear_of_report, news=news, number="R-1001", **given)
        elif how == 4:
            self.done(needs.note_contact, how="PHONE", **given)
        else:
            self.done(needs.claim_need_of, **given)

    def it_ends(self) -> None:
        who, which = self.pick(), self.pick()
        state = self.chance.choice(tuple(NeedState))
        ending = self.chance.choice(ENDINGS.get(state, tuple(Ending)))
        need_id = self.one(Need, which)
        actor = self.owner(who, need_id)
        if who % 2:
            self.done(needs.close_need, actor=actor, need_id=need_id, state=state, ending=ending)
        elif who > 7:
            self.done(needs.withdraw_need, actor=RESIDENT, need_id=need_id)
        elif who > 3:
            self.done(needs.reopen_need, actor=self.agent(who), need_id=need_id)

    def pairs_are_made(self) -> None:
        who, which, other, how = self.pick(), self.pick(), self.pick(), self.pick() % 6
        need_id, offer_id = self.one(Need, which), self.one(Offer, other)
        proposal_id = self.one(Proposal, which)
        actor = self.owner(who, need_id)
        if how == 0:
            new = NewProposal(need_id, offer_id, Author.AGENT, 100)
            self.done(proposals.propose_pair, actor=actor, new=new)
        elif how in (1, 2, 3):
            helper_id = Proposal.objects.filter(pk=proposal_id).values_list(
                "offer__user", flat=True
            )
            actor = Actor(user_id=helper_id.first()) if who < 8 else self.anybody(who)
            answer = {"actor": actor, "proposal_id": proposal_id}
            if how > 1:
                reason = RefusalReason.NOT_FREE
                self.done(proposals.refuse_proposal, reason=reason, **answer)
            else:
                self.done(proposals.accept_proposal, **answer)
        elif how == 4:
            helper_id = Offer.objects.get(pk=offer_id).user_id
            self.done(
                proposals.volunteer_for,
                actor=Actor(user_id=helper_id),
                new=NewProposal(need_id, offer_id, Author.HELPER, 100),
            )
        else:
            self.done(proposals.expire_proposals, actor=SYSTEM)

    def people_meet(self) -> None:
        who, which, how = self.pick(), self.pick(), self.pick() % 5
        outcome = self.chance.choice(tuple(Outcome))
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

    def offers_live(self) -> None:
        who, which, days, how = (
            self.pick(),
            self.pick(),
            self.chance.randint(-1, 90),
            self.pick() % 6,
        )
        given = {"actor": self.anybody(who), "offer_id": self.one(Offer, which)}
        if how == 0:
            self.done(offers.accept_offer, **given)
        elif how == 1:
            self.done(offers.decline_offer, why=self.chance.choice(list(WhyDeclined)), **given)
        elif how == 2:
            until = (self.at + timedelta(days=days)).date()
            self.done(offers.pause_offer, until=until, **given)
        elif how == 3:
            self.done(offers.confirm_offer, **given)
        elif how == 4:
            self.done(offers.release_offer, reason=ReleaseReason.ASKED, **given)
        else:
            self.done(offers.turn_offers_over, actor=SYSTEM)

    def nothing_open_is_forgotten(self) -> None:
        forgotten = [one for one in open_faults(at=self.at) if one.why == "NO_OWNER_NO_DATE"]

        assert forgotten == []

    def only_a_human_has_closed(self) -> None:
        closed = Need.objects.filter(state__in=sorted(CLOSED))
        by_nobody = Q(closed_by=None, is_closed_by_person=False) | Q(ending="") | Q(closed_at=None)

        assert closed.filter(by_nobody).count() == 0

    def an_offer_counts_whom_it_serves(self) -> None:
        for row in Offer.objects.order_by("pk"):
            assert (
                row.active_count == Introduction.objects.filter(offer=row, closed_at=None).count()
            )
            assert row.state != OfferState.OPEN or row.active_count == 0
            assert row.state != OfferState.PARTLY_USED or 0 < row.active_count < row.capacity

    def a_need_that_is_agreed_has_its_meeting(self) -> None:
        agreed = Need.objects.filter(state=NeedState.AGREED)
        met = Introduction.objects.filter(closed_at=None)

        assert agreed.exclude(pk__in=met.values("need")).count() == 0
        assert met.filter(need__state__in=sorted(CLOSED)).count() == 0

    def a_helper_sees_nobody_before_two_yes_nor_after_the_end(self) -> None:
        seen = Assignment.objects.filter(origin_kind="INTRODUCTION", released_at=None)
        known = Introduction.objects.filter(closed_at=None, revealed_at__isnull=False)

        assert set(seen.values_list("origin_id", flat=True)) <= set(
            known.values_list("pk", flat=True)
        )


EVERYTHING = (
    needs.take_need,
    needs.hand_over_need,
    reports.orient_need,
    reports.hear_of_report,
    needs.close_need,
    needs.withdraw_need,
    needs.reopen_need,
    offers.release_offer,
    offers.turn_offers_over,
    proposals.propose_pair,
    proposals.accept_proposal,
    proposals.volunteer_for,
    proposals.refuse_proposal,
    proposals.expire_proposals,
    introductions.agree_as_person,
    introductions.decline_as_person,
    introductions.give_up_meeting,
    introductions.end_meeting,
    introductions.put_off_check,
)


def test_random_actors_never_leave_a_need_or_an_offer_without_owner_or_date():
    accounts.host()
    happened: Counter[str] = Counter()

    @settings(
        max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(seed=st.integers(0, 2**32))
    def plays(seed: int) -> None:
        with transaction.atomic():
            desk = Desk(seed)
            desk.play(steps=300)
            happened.update(desk.happened)
            transaction.set_rollback(True)

    plays()

    assert {act.__name__ for act in EVERYTHING} - set(happened) == set()
