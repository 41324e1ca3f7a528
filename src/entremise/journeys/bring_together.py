"""Two people said yes, or one says no: contacts open or close, and both are told."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.journeys.telling import Said, site, tell_helper, tell_person
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.introductions import (
    agree_as_person,
    decline_as_person,
    give_up_meeting,
)
from entremise.mutual_aid.queries.matching import introduction, introductions_of_need
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import IntroductionCard
from entremise.mutual_aid.vocabulary.needs import Deadline
from entremise.notices.operations import withdraw_question
from entremise.notices.vocabulary import MessageTemplate

INTRODUCTION: Final = "INTRODUCTION"
TOLD_WITHIN: Final = timedelta(days=2)


@transaction.atomic
def agree(*, actor: Actor, introduction_id: int, at: datetime, meet_on: date | None = None) -> None:
    """The person's yes: the helper is told that contacts are open, the person gets the word for the door, once; refuse as `agree_as_person`."""
    was_agreed = introduction(introduction_id).revealed_at is not None
    agree_as_person(actor=actor, introduction_id=introduction_id, at=at, meet_on=meet_on)
    withdraw_question(origin=Origin(INTRODUCTION, introduction_id), at=at)
    if was_agreed:
        return
    met = introduction(introduction_id)
    has_page = offer(met.offer_id, on=localdate(at)).user_id is not None
    link = {"lien": site("helper:meeting", introduction_id)} if has_page else {}
    say_to_helper(met, MessageTemplate.HELPER_MET, at, **link)
    say_to_person(met, MessageTemplate.PERSON_MET, at, word=met.word)


def agree_herself(*, introduction_id: int, at: datetime) -> None:
    """Her own yes, for the one day that she asked for while it is to come; refuse as `agree_as_person`."""
    when = need(introduction(introduction_id).need_id).when
    is_to_come = when.deadline is Deadline.ON and when.on is not None and when.on >= localdate(at)
    meet_on = when.on if is_to_come else None
    agree(actor=RESIDENT, introduction_id=introduction_id, at=at, meet_on=meet_on)


@transaction.atomic
def decline(*, actor: Actor, introduction_id: int, at: datetime) -> None:
    """The person prefers somebody else: the helper is thanked; refuse as `decline_as_person`."""
    decline_as_person(actor=actor, introduction_id=introduction_id, at=at)
    withdraw_question(origin=Origin(INTRODUCTION, introduction_id), at=at)
    met = introduction(introduction_id)
    say_to_helper(met, MessageTemplate.HELPER_THANKED, at)
    say_to_person(met, MessageTemplate.PERSON_WAITS, at)


@transaction.atomic
def give_up(*, actor: Actor, introduction_id: int, at: datetime) -> None:
    """The helper cannot come: the person learns that somebody else is looked for; refuse as `give_up_meeting`."""
    give_up_meeting(actor=actor, introduction_id=introduction_id, at=at)
    has_read = withdraw_question(origin=Origin(INTRODUCTION, introduction_id), at=at)
    met = introduction(introduction_id)
    if has_read or met.person_agreed_at is not None:
        say_to_person(met, MessageTemplate.PERSON_WAITS, at)


def living_meeting(need_id: int) -> IntroductionCard | None:
    return next((one for one in introductions_of_need(need_id) if one.closed_at is None), None)


def say_to_helper(
    met: IntroductionCard, template: MessageTemplate, at: datetime, **facts: str
) -> None:
    tell_helper(
        offer=offer(met.offer_id, on=localdate(at)),
        owner_id=need(met.need_id).owner_id,
        said=said_of(met, template, at, facts),
        at=at,
    )


def say_to_person(
    met: IntroductionCard, template: MessageTemplate, at: datetime, **facts: str
) -> None:
    tell_person(need=need(met.need_id), said=said_of(met, template, at, facts), at=at)


def said_of(
    met: IntroductionCard, template: MessageTemplate, at: datetime, facts: dict[str, str]
) -> Said:
    return Said(
        template=template,
        fact=f"meeting {met.introduction_id}",
        about=Origin(Thing.NEED, met.need_id),
        until=at + TOLD_WITHIN,
        facts=facts,
    )
