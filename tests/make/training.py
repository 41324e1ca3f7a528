"""What a caller does to learn, as it is done well; the talks that count towards a level."""

from datetime import datetime

from tests.make import outreach as make

from entremise.accounts.vocabulary import Actor
from entremise.kits.queries import shipped_training
from entremise.kits.vocabulary.training import Mark, SimulatedPerson
from entremise.outreach.models import Attempt, Campaign
from entremise.outreach.operations.engaging import sign_letter
from entremise.outreach.operations.learning import (
    answer_quiz,
    begin_exercise,
    choose_sentence,
    finish_screen,
)
from entremise.outreach.vocabulary.calls import Outcome


def right_answers() -> dict[str, int]:
    return {
        one.id: next(n for n, choice in enumerate(one.choices) if choice.right)
        for one in shipped_training().quiz
    }


def play(who: Actor, person: SimulatedPerson, at: datetime = make.NOON) -> None:
    """The expected sentences, to the end."""
    begin_exercise(actor=who, person=person.code, at=at)
    for step, turn in enumerate(person.turns):
        option = next(n for n, one in enumerate(turn.options) if one.mark == Mark.EXPECTED)
        choose_sentence(actor=who, person=person.code, step=step, option=option, at=at)


def learn_all(who: Actor, at: datetime = make.NOON) -> None:
    """Everything that one does alone: screens, letter, quiz, simulated people."""
    for screen in shipped_training().screens:
        finish_screen(actor=who, order=screen.order, words="fait", at=at)
    sign_letter(actor=who, at=at)
    answer_quiz(actor=who, answers=right_answers(), at=at)
    for person in shipped_training().people:
        play(who, person, at)


def talked(who: Actor, on: Campaign, count: int, at: datetime = make.NOON) -> None:
    call = make.call(campaign=on)
    Attempt.objects.bulk_create(
        Attempt(
            call=call,
            campaign=on,
            user_id=who.user_id,
            token=number,
            lane="STOCK",
            held_at=at,
            shown_at=at,
            notice_given_at=at,
            ended_at=at,
            outcome=Outcome.SPOKEN_WELL,
        )
        for number in range(count)
    )
