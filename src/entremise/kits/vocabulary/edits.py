"""The edits that a lead makes on a content, and the content that each gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from entremise.kits.vocabulary.content import HelpCategory, Message, Theme
from entremise.kits.vocabulary.reading import data_of
from entremise.kits.vocabulary.script import Step

Data = dict[str, Any]
Rows = list[Data]
Row = HelpCategory | Step | Theme | Message


class Part(StrEnum):
    """The lists of a kit that are edited row by row."""

    HELP_CATEGORIES = "HELP_CATEGORIES"
    STEPS = "STEPS"
    THEMES = "THEMES"
    MESSAGES = "MESSAGES"


PATHS: Final[dict[Part, tuple[str, ...]]] = {
    Part.HELP_CATEGORIES: ("help_categories",),
    Part.STEPS: ("script", "steps"),
    Part.THEMES: ("themes",),
    Part.MESSAGES: ("messages",),
}


@dataclass(frozen=True, slots=True)
class PutRow:
    """Replace the row of this key, or add one at the end when the key is empty."""

    part: Part
    row: Row
    key: str = ""


@dataclass(frozen=True, slots=True)
class AddStep:
    """Put a step on the road that an answer takes (or the step itself, without answer): it goes on from there."""

    step: Step
    from_step: str
    from_answer: str = ""


@dataclass(frozen=True, slots=True)
class RemoveRow:
    part: Part
    key: str


@dataclass(frozen=True, slots=True)
class RemoveStep:
    """Take a step out; the roads that led to it lead to another one instead."""

    key: str
    instead: str


@dataclass(frozen=True, slots=True)
class SetCalling:
    values: Mapping[str, object]


Edit = PutRow | AddStep | RemoveRow | RemoveStep | SetCalling


def edited(data: Data, edit: Edit) -> Data:
    """The tables of a content after an edit."""
    match edit:
        case PutRow(part=part):
            return on_rows(data, part, lambda rows: put(rows, edit))
        case RemoveRow(part=part, key=key):
            return on_rows(data, part, lambda rows: [row for row in rows if key_of(row) != key])
        case AddStep():
            return on_rows(data, Part.STEPS, lambda rows: with_step(rows, edit))
        case RemoveStep():
            return on_rows(data, Part.STEPS, lambda rows: without_step(rows, edit))
        case SetCalling(values=values):
            return data | {"calling": data["calling"] | dict(values)}


def key_of(row: Mapping[str, Any]) -> str:
    """What names a row of an edited list: its code, with the channel of a message."""
    code = str(row.get("id") or row["code"])
    return f"{code}--{row['channel']}" if "channel" in row else code


def row_key(row: Row) -> str:
    """The same name, of a value."""
    return key_of(data_of(row))


def put(rows: Rows, edit: PutRow) -> Rows:
    new = data_of(edit.row)
    if not edit.key:
        return [*rows, new]
    return [new if key_of(row) == edit.key else row for row in rows]


def with_step(rows: Rows, edit: AddStep) -> Rows:
    """The new step stands after the one it is reached from; what it leaves open goes on as before."""
    place = next((index for index, row in enumerate(rows) if row["id"] == edit.from_step), None)
    if place is None:
        return [*rows, data_of(edit.step)]
    before, former = turned(rows[place], edit)
    step = continued(edit.step, former)
    return [*rows[:place], before, data_of(step), *rows[place + 1 :]]


def turned(row: Data, edit: AddStep) -> tuple[Data, str]:
    """The step that now leads to the new one, and where it led until now."""
    if not edit.from_answer:
        return row | {"next": edit.step.id}, str(row.get("next", ""))
    former = next(
        (answer["next"] for answer in row["answers"] if answer["code"] == edit.from_answer), ""
    )
    answers = [
        answer | {"next": edit.step.id} if answer["code"] == edit.from_answer else answer
        for answer in row["answers"]
    ]
    return row | {"answers": answers}, former


def continued(step: Step, former: str) -> Step:
    answers = tuple(
        answer if answer.next else replace(answer, next=former) for answer in step.answers
    )
    is_open = step.kind != "end" and not answers and not step.next
    return replace(step, answers=answers, next=former if is_open else step.next)


def without_step(rows: Rows, edit: RemoveStep) -> Rows:
    return [elsewhere(row, edit) for row in rows if row["id"] != edit.key]


def elsewhere(row: Data, edit: RemoveStep) -> Data:
    def there(target: str) -> str:
        return edit.instead if target == edit.key else target

    new = dict(row)
    if "next" in row:
        new["next"] = there(row["next"])
    if "answers" in row:
        new["answers"] = [answer | {"next": there(answer["next"])} for answer in row["answers"]]
    return new


def on_rows(data: Data, part: Part, edit: Callable[[Rows], Rows]) -> Data:
    path = PATHS[part]
    if len(path) == 1:
        return data | {path[0]: edit(data[path[0]])}
    outer, inner = path
    return data | {outer: data[outer] | {inner: edit(data[outer][inner])}}
