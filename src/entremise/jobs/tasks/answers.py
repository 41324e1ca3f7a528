"""Answers to text messages, handed to whoever asked: one line here for each kind of origin that expects them.

A job may run twice, and somebody may change her mind: who takes an answer keeps the last one."""

from datetime import datetime
from typing import Final, Protocol

from procrastinate.contrib.django import app

from entremise.engines.short_answers import Word
from entremise.journeys.try_messages import TRIAL, confirm_trial
from entremise.kernel.origin import Origin
from entremise.notices.vocabulary import Answer


class TakesAnswer(Protocol):
    def __call__(self, *, answer: Answer) -> None: ...


TAKERS: Final[dict[str, TakesAnswer]] = {TRIAL: confirm_trial}


@app.task(name="incoming_answer")
def incoming_answer(kind: str, origin_id: int, word: str, at: str) -> None:
    answer = Answer(Origin(kind, origin_id), Word(word), datetime.fromisoformat(at))
    TAKERS[kind](answer=answer)
