"""Answers to messages, handed to whoever asked: one line here for each kind of origin that expects them; and what nobody got.

A job may run twice, and somebody may change her mind: only the last answer is handed over."""

from datetime import datetime
from typing import Final, Protocol

from procrastinate.contrib.django import app

from entremise.engines.short_answers import Word
from entremise.journeys.action_messages import PLACE, take_place_answer
from entremise.journeys.ask_if_helped import take_help_answer
from entremise.journeys.bring_together import INTRODUCTION
from entremise.journeys.check_meetings import CHECK
from entremise.journeys.shift_messages import SEAT, take_seat_answer
from entremise.journeys.take_answers import (
    take_check_answer,
    take_offer_answer,
    take_pair_answer,
    take_person_answer,
)
from entremise.journeys.try_messages import TRIAL, confirm_trial
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.telling import note_unreached
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import PROPOSAL
from entremise.notices.queries import last_answer
from entremise.notices.vocabulary import Answer
from entremise.referral.operations.endings import CHECK as HELP_CHECK


class TakesAnswer(Protocol):
    def __call__(self, *, answer: Answer) -> None: ...


class HearsNobodyGotIt(Protocol):
    def __call__(self, *, about: Origin, at: datetime) -> None: ...


TAKERS: Final[dict[str, TakesAnswer]] = {
    TRIAL: confirm_trial,
    PROPOSAL: take_pair_answer,
    INTRODUCTION: take_person_answer,
    CHECK: take_check_answer,
    Thing.OFFER: take_offer_answer,
    PLACE: take_place_answer,
    HELP_CHECK: take_help_answer,
    SEAT: take_seat_answer,
}
UNREACHED: Final[dict[str, HearsNobodyGotIt]] = {
    Thing.NEED: note_unreached,
    Thing.OFFER: note_unreached,
}


@app.task(name="incoming_answer")
def incoming_answer(kind: str, origin_id: int, word: str, at: str) -> None:
    answer = Answer(Origin(kind, origin_id), Word(word), datetime.fromisoformat(at))
    if answer == last_answer(answer.origin):
        TAKERS[kind](answer=answer)


@app.task(name="unreached")
def unreached(kind: str, about_id: int, at: str) -> None:
    if kind in UNREACHED:
        UNREACHED[kind](about=Origin(kind, about_id), at=datetime.fromisoformat(at))
