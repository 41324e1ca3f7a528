"""What the training of callers must hold: short screens, one right answer, calls that can be ended well."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from entremise.kits.rules.texts import texts, writing_faults
from entremise.kits.vocabulary import Fault
from entremise.kits.vocabulary.reading import data_of
from entremise.kits.vocabulary.training import (
    END,
    Choice,
    GestureKind,
    Mark,
    SimulatedPerson,
    Training,
)

WORDS_ON_A_SCREEN: Final = 60
MINUTES: Final = 25
QUESTIONS: Final = 5
PEOPLE: Final = 3
NOT_SHOWN: Final = ("sources", "to_check")


def training_faults(training: Training) -> tuple[Fault, ...]:
    """All that is wrong; advice on long sentences aside, since people speak as they do."""
    found = [
        *count_faults(training),
        *screen_faults(training),
        *(
            fault
            for one in training.quiz
            for fault in choice_faults(f"quiz[{one.id}]", one.choices)
        ),
        *(fault for person in training.people for fault in call_faults(person)),
        *(
            fault
            for place, text in texts(data_of(training))
            if not place.startswith(NOT_SHOWN)
            for fault in writing_faults(place, text)
            if not fault.is_advice
        ),
    ]
    return tuple(dict.fromkeys(found))


def count_faults(training: Training) -> Iterator[Fault]:
    if len(training.quiz) != QUESTIONS:
        yield Fault("quiz", _("The quiz has %(count)d questions.") % {"count": QUESTIONS})
    if len(training.people) != PEOPLE:
        yield Fault("people", _("%(count)d people are simulated.") % {"count": PEOPLE})


def screen_faults(training: Training) -> Iterator[Fault]:
    if [one.order for one in training.screens] != list(range(1, len(training.screens) + 1)):
        yield Fault("screens", _("Number the screens from 1, in their order."))
    if training.minutes != MINUTES:
        yield Fault("screens", _("The screens last %(count)d minutes in all.") % {"count": MINUTES})
    for screen in training.screens:
        place = f"screens[{screen.order}]"
        if len(" ".join(screen.text).split()) > WORDS_ON_A_SCREEN:
            yield Fault(
                place, _("%(count)d words at most on a screen.") % {"count": WORDS_ON_A_SCREEN}
            )
        if screen.gesture.kind not in set(GestureKind):
            yield Fault(f"{place}.gesture", _("This gesture is not known here."))
        if screen.gesture.kind == GestureKind.CHOOSE:
            yield from choice_faults(f"{place}.gesture", screen.gesture.choices)
        if screen.gesture.kind in {GestureKind.WRITE, GestureKind.DO} and not screen.gesture.boxes:
            yield Fault(f"{place}.gesture", _("Say what is to be written or done."))


def choice_faults(place: str, choices: tuple[Choice, ...]) -> Iterator[Fault]:
    if sum(choice.right for choice in choices) != 1:
        yield Fault(place, _("One answer is right, and only one."))


def call_faults(person: SimulatedPerson) -> Iterator[Fault]:
    """Each road leads somewhere, each slip is explained, and the expected sentences reach the end."""
    place = f"people[{person.code}]"
    turns = {turn.id: turn for turn in person.turns}
    for turn in person.turns:
        where = f"{place}.turns[{turn.id}]"
        expected = [one for one in turn.options if one.mark == Mark.EXPECTED]
        if len(expected) != 1:
            yield Fault(where, _("One sentence is expected, and only one."))
        for option in turn.options:
            if option.mark not in set(Mark):
                yield Fault(where, _("This mark is not known here."))
            if option.goes_to != END and option.goes_to not in turns:
                yield Fault(where, _("There is no turn %(name)s.") % {"name": option.goes_to})
            if option.mark != Mark.EXPECTED and not option.lesson:
                yield Fault(where, _("Say what was not right."))
    if not ends_well(person):
        yield Fault(place, _("The expected sentences never reach the end."))


def ends_well(person: SimulatedPerson) -> bool:
    turns = {turn.id: turn for turn in person.turns}
    turn, seen = person.turns[0], set[str]()
    while turn.id not in seen:
        seen.add(turn.id)
        expected = next((one for one in turn.options if one.mark == Mark.EXPECTED), None)
        if expected is None:
            return False
        if expected.goes_to == END:
            return True
        turn = turns.get(expected.goes_to, turn)
    return False
