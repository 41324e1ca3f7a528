"""« Did it help? » by text message: in the name of the orienteur who asks; OUI ends it, NON opens the item again."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from entremise.accounts.vocabulary import RESIDENT, Actor
from entremise.commons.operations.assignments import extend_assignment
from entremise.engines.short_answers import Word
from entremise.journeys.report_card import grants
from entremise.journeys.telling import Said, send, way_out
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.queries import question_asked
from entremise.notices.vocabulary import Answer, MessageTemplate, Registered
from entremise.referral.operations.checks import answer_check, take_check
from entremise.referral.operations.endings import CHECK
from entremise.referral.queries.follow import check
from entremise.referral.vocabulary.checks import CheckAnswer
from entremise.referral.vocabulary.reports import Refusal

ANSWERED_WITHIN: Final = timedelta(days=3)
# Whoever threatens her may read her phone: these are asked by voice, or not at all.
BY_VOICE_ONLY: Final = frozenset({"violences"})


@transaction.atomic
def ask_by_message(*, actor: Actor, check_id: int, at: datetime) -> None:
    """Ask by text message, once; refuse with `WRONG_STATE`, `HELD_BY_ANOTHER`, `NOT_OPEN`, `NOT_AVAILABLE`."""
    card, origin = check(check_id=check_id), Origin(CHECK, check_id)
    if card.theme in BY_VOICE_ONLY or question_asked(origin) is not None:
        raise Refused(Refusal.WRONG_STATE)
    take_check(actor=actor, check_id=check_id, at=at)
    extend_assignment(origin=origin, until=at + ANSWERED_WITHIN, at=at)  # it is read when it leaves
    said = Said(
        template=MessageTemplate.HELP_ASKED_AFTER,
        fact=str(check_id),
        about=origin,
        until=at + ANSWERED_WITHIN,
        asks=origin,
    )
    grant_id = grants(actor, card.register_id, at)[0]
    to = Registered(card.person, grant_id, actor.user_id or 0, actor.organization_id or 0)
    send(said, way_out(), to, at)


@transaction.atomic
def take_help_answer(*, answer: Answer) -> None:
    """OUI or NON came back; too late, somebody has asked by voice meanwhile: nothing is to do."""
    said = CheckAnswer.YES if answer.word is Word.YES else CheckAnswer.NO
    try:
        answer_check(actor=RESIDENT, check_id=answer.origin.id, answer=said, at=answer.at)
    except Refused:
        return
