"""OUI or NON, come back by text message or by a mailed link, does what was asked; too late, it is thanked for.

Whoever answers is who was asked: she acts as her account, or as nobody's when she has none."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.engines.short_answers import Word
from entremise.journeys.ask_helper import say_no, say_yes
from entremise.journeys.bring_together import agree_herself, decline
from entremise.journeys.telling import Said, tell_helper, tell_person
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.offers import confirm_offer, release_offer
from entremise.mutual_aid.operations.telling import note_checked
from entremise.mutual_aid.queries.matching import introduction, proposal
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.offers import offer
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.mutual_aid.vocabulary.offers import ReleaseReason
from entremise.notices.vocabulary import Answer, MessageTemplate

REPLIED_WITHIN: Final = timedelta(days=1)


@transaction.atomic
def take_pair_answer(*, answer: Answer) -> None:
    """A helper takes the need, or cannot."""
    pair = proposal(answer.origin.id)
    of = offer(pair.offer_id, on=localdate(answer.at))
    herself = Actor(user_id=of.user_id)
    try:
        if answer.word is Word.YES:
            say_yes(actor=herself, proposal_id=pair.proposal_id, at=answer.at)
        else:
            say_no(
                actor=herself,
                proposal_id=pair.proposal_id,
                reason=RefusalReason.NOT_FREE,
                at=answer.at,
            )
    except Refused:
        said = too_late(answer, Origin(Thing.NEED, pair.need_id))
        owner_id = need(pair.need_id).owner_id
        tell_helper(offer=of, owner_id=owner_id, said=said, at=answer.at)


@transaction.atomic
def take_person_answer(*, answer: Answer) -> None:
    """The person lets a neighbour help her, or prefers somebody else."""
    met = introduction(answer.origin.id)
    try:
        if answer.word is Word.YES:
            agree_herself(introduction_id=met.introduction_id, at=answer.at)
        else:
            decline(actor=RESIDENT, introduction_id=met.introduction_id, at=answer.at)
    except Refused:
        said = too_late(answer, Origin(Thing.NEED, met.need_id))
        tell_person(need=need(met.need_id), said=said, at=answer.at)


@transaction.atomic
def take_check_answer(*, answer: Answer) -> None:
    """It went well, or not: the desk reads it today, and nothing is closed."""
    is_well = answer.word is Word.YES
    note_checked(introduction_id=answer.origin.id, is_well=is_well, at=answer.at)


@transaction.atomic
def take_offer_answer(*, answer: Answer) -> None:
    """A helper keeps her offer, or ends it."""
    of = offer(answer.origin.id, on=localdate(answer.at))
    herself, offer_id, at = Actor(user_id=of.user_id), of.offer_id, answer.at
    try:
        if answer.word is Word.YES:
            confirm_offer(actor=herself, offer_id=offer_id, at=at)
        else:
            reason = ReleaseReason.ASKED
            release_offer(actor=herself, offer_id=offer_id, reason=reason, at=at)
    except Refused:
        said = too_late(answer, answer.origin)
        tell_helper(offer=of, owner_id=None, said=said, at=answer.at)


def too_late(answer: Answer, about: Origin) -> Said:
    return Said(
        template=MessageTemplate.ANSWER_TOO_LATE,
        fact=f"{answer.origin.kind} {answer.origin.id} {answer.at.isoformat()}",
        about=about,
        until=answer.at + REPLIED_WITHIN,
    )
