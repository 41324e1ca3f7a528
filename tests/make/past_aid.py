"""Somebody was helped by somebody two hundred days ago; neither has asked or offered anything since."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.timezone import localdate
from tests.make import commons, people
from tests.make import mutual_aid as make

from entremise.commons.vocabulary.law import Purpose
from entremise.mutual_aid.models import Introduction, Need, Offer
from entremise.mutual_aid.operations.introductions import agree_as_person, end_meeting
from entremise.mutual_aid.operations.needs import (
    Understood,
    close_need,
    take_need,
    understand_need,
)
from entremise.mutual_aid.operations.offers import check_credential, release_offer
from entremise.mutual_aid.operations.proposals import accept_proposal
from entremise.mutual_aid.vocabulary.matching import Outcome
from entremise.mutual_aid.vocabulary.needs import Ending, NeedState, Urgency, When
from entremise.mutual_aid.vocabulary.offers import ReleaseReason

LONG_AGO = timedelta(days=200)
CODE, SECOND = b"c" * 32, b"s" * 32


@dataclass(frozen=True, slots=True)
class PastAid:
    desk: make.Desk
    register_id: int
    asker: UUID
    helper: UUID
    need_id: int
    offer_id: int


def past_aid(*also: Purpose) -> PastAid:
    desk, at = make.desk(*also), commons.now()
    need = make.asked_by(desk.register_id, code=CODE, seconds=(SECOND,))
    offer = make.offered_by(desk.register_id, people.sheet(), user_id=desk.helper.user_id)
    until = localdate() + LONG_AGO
    check_credential(actor=desk.owner, offer_id=offer.pk, kind="MET", until=until, at=at)
    take_need(actor=desk.owner, need_id=need.pk, at=at)
    what = Understood("courses", Urgency.SOON, When(), is_shown=True, sentence="Des courses.")
    understand_need(actor=desk.owner, need_id=need.pk, what=what, at=at)
    pair = make.sent_pair(desk.owner, need, offer)
    met = accept_proposal(actor=desk.helper, proposal_id=pair, at=at)
    agree_as_person(actor=desk.owner, introduction_id=met, at=at)
    end_meeting(actor=desk.helper, introduction_id=met, outcome=Outcome.WENT_WELL, at=at)
    finish(desk, need, offer)
    return PastAid(desk, desk.register_id, need.person, offer.person, need.pk, offer.pk)


def finish(desk: make.Desk, need: Need, offer: Offer) -> None:
    at = commons.now()
    close_need(actor=desk.owner, need_id=need.pk, state=NeedState.DONE, ending=Ending.HELPED, at=at)
    release_offer(actor=desk.helper, offer_id=offer.pk, reason=ReleaseReason.ASKED, at=at)
    age(LONG_AGO)


def age(by: timedelta) -> None:
    """All that was asked and offered ended that long ago."""
    ended_at = commons.now() - by
    for model in (Need, Offer):
        rows = model.objects.filter(~Q(closed_at=None))
        rows.update(opened_at=ended_at - timedelta(days=9), closed_at=ended_at)
    Introduction.objects.filter(~Q(closed_at=None)).update(closed_at=ended_at)
    Need.objects.filter(first_answered_at__gt=F("closed_at")).update(first_answered_at=ended_at)
