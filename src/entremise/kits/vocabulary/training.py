"""The training of callers: screens with a gesture, a quiz, simulated people, what each level asks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

END: Final = "END"


class GestureKind(StrEnum):
    WRITE = "write"
    CHOOSE = "choose"
    DO = "do"
    SIGN = "sign"
    OPEN = "open"


class Mark(StrEnum):
    EXPECTED = "expected"
    POSSIBLE = "possible"
    AVOID = "avoid"


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    right: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gesture:
    kind: str
    ask: str
    boxes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    models: tuple[str, ...] = ()  # shown once it is done


@dataclass(frozen=True, slots=True)
class Screen:
    order: int
    title: str
    minutes: int
    text: tuple[str, ...]
    gesture: Gesture


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    question: str
    why: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """What one may say; `reply` is what the person then says, `lesson` what was not right."""

    text: str
    mark: str
    goes_to: str  # a turn, or END
    reply: str = ""
    lesson: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    id: str
    says: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class SimulatedPerson:
    code: str
    name: str
    age: int
    topic: str
    aim: str
    facts: tuple[str, ...]
    why: str
    good_end: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class LevelContent:
    level: int
    title: str
    length: str
    content: str
    to_enter: str


@dataclass(frozen=True, slots=True)
class TrainingSource:
    title: str
    read: str


@dataclass(frozen=True, slots=True)
class TrainingToCheck:
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    screens: tuple[Screen, ...]
    quiz: tuple[Question, ...]
    people: tuple[SimulatedPerson, ...]
    listening: tuple[str, ...]
    never: tuple[str, ...]
    debrief: tuple[str, ...]
    levels: tuple[LevelContent, ...]
    sources: tuple[TrainingSource, ...]
    to_check: TrainingToCheck

    @property
    def minutes(self) -> int:
        return sum(screen.minutes for screen in self.screens)

    def screen(self, order: int) -> Screen | None:
        return next((one for one in self.screens if one.order == order), None)

    def person(self, code: str) -> SimulatedPerson | None:
        return next((one for one in self.people if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of a simulated call that was played: what she said, what was chosen."""

    turn: Turn
    option: Option


@dataclass(frozen=True, slots=True)
class Walk:
    """A simulated call so far: what was said, where it stands, how it ended."""

    said: tuple[Said, ...]
    turn: Turn | None  # none at the end

    @property
    def is_over(self) -> bool:
        return self.turn is None

    @property
    def is_good(self) -> bool:
        """Ended by a sentence that was expected; slips on the way are told, and forgiven."""
        return self.is_over and bool(self.said) and self.said[-1].option.mark == Mark.EXPECTED

    @property
    def missed(self) -> tuple[Said, ...]:
        return tuple(one for one in self.said if one.option.mark != Mark.EXPECTED)

    @property
    def right(self) -> tuple[Said, ...]:
        return tuple(one for one in self.said if one.option.mark == Mark.EXPECTED)


def walk(person: SimulatedPerson, chosen: tuple[int, ...]) -> Walk:
    """The call that these choices make, from its first turn; a choice that is not offered ends the reading."""
    turns = {turn.id: turn for turn in person.turns}
    turn: Turn | None = person.turns[0]
    said: list[Said] = []
    for number in chosen:
        if turn is None or not 0 <= number < len(turn.options):
            break
        option = turn.options[number]
        said.append(Said(turn, option))
        turn = turns.get(option.goes_to)
    return Walk(tuple(said), turn)
