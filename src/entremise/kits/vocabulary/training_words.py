"""The words of a training by part: which there are, where each stands, and the training with others in their place."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

Data = dict[str, Any]
Step = str | int
SHAPE: Final = frozenset(
    {"id", "code", "order", "minutes", "age", "kind", "mark", "goes_to", "right"}
)


class Part(StrEnum):
    """What is edited at once."""

    SCREENS = "screens"
    QUIZ = "quiz"
    PEOPLE = "people"
    LISTENING = "listening"
    NEVER = "never"
    DEBRIEF = "debrief"


MANY: Final = (Part.SCREENS, Part.QUIZ, Part.PEOPLE)


@dataclass(frozen=True, slots=True)
class Place:
    """One part: a screen, a question, a person by its rank from 1; a list of sentences is one part."""

    part: Part
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one place inside a part; those of a list are one to a line."""

    path: tuple[Step, ...]
    text: str
    is_list: bool

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path)) or "lines"


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """A version of the training of one body; the draft has no date."""

    version_id: int
    number: int
    note: str
    made_by: int
    made_at: datetime
    published_at: datetime | None


def part_of(data: Data, place: Place) -> Any:
    """The tables of a part; refuse with `IndexError` where there is none."""
    part = data[place.part.value]
    if place.part not in MANY:
        return part
    if place.rank < 1:
        raise IndexError(place.rank)
    return part[place.rank - 1]


def words_in(data: Data, place: Place) -> tuple[Words, ...]:
    return tuple(walked(part_of(data, place), ()))


def walked(node: Any, path: tuple[Step, ...]) -> Iterator[Words]:
    if isinstance(node, str):
        yield Words(path, node, is_list=False)
    elif isinstance(node, list) and all(isinstance(one, str) for one in node):
        yield Words(path, "\n".join(node), is_list=True)
    elif isinstance(node, list):
        for rank, one in enumerate(node):
            yield from walked(one, (*path, rank))
    elif isinstance(node, dict):
        for name, one in node.items():
            if name not in SHAPE:
                yield from walked(one, (*path, name))


def choices_in(part: Any) -> list[Data]:
    """The answers of which one is right: of a question, or of the gesture of a screen."""
    if not isinstance(part, dict):
        return []
    found: list[Data] = part.get("choices") or part.get("gesture", {}).get("choices", [])
    return found


def right_in(data: Data, place: Place) -> int | None:
    """Which answer of the part is right, from 0; none where nothing is asked."""
    choices = choices_in(part_of(data, place))
    return next((rank for rank, one in enumerate(choices) if one.get("right")), None)


def reworded(data: Data, place: Place, said: Mapping[str, str], right: int | None) -> Data:
    """The training with these words by the name of their place; what is not named stays."""
    new = copy.deepcopy(data)
    for one in words_in(data, place):
        text = said.get(one.name, one.text)
        put(new, place, one.path, lines_of(text) if one.is_list else text)
    for rank, choice in enumerate(choices_in(part_of(new, place))):
        choice.pop("right", None)
        if rank == right:
            choice["right"] = True
    return new


def put(data: Data, place: Place, path: tuple[Step, ...], value: str | list[str]) -> None:
    if not path:
        data[place.part.value] = value
        return
    node = part_of(data, place)
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
