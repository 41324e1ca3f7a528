"""From tables of text to frozen values and back; an error says in which place what is wrong."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import time
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from entremise.kits.vocabulary.content import KitContent
from entremise.kits.vocabulary.script import Answer

Thing = TypeVar("Thing")
RENAMED = {"from": "start", "to": "end"}  # words that code may not use
WRITTEN = {new: old for old, new in RENAMED.items()}
FORMER: Mapping[type, frozenset[str]] = {  # older versions hold these words: they mean nothing now
    Answer: frozenset({"send"}),
}


class Unreadable(Exception):
    """A content that is not shaped as it must be: `place` and `text` are for the person who wrote it."""

    def __init__(self, place: str, text: str) -> None:
        super().__init__(f"{place}: {text}")
        self.place, self.text = place, text


def content_of(data: Mapping[str, Any]) -> KitContent:
    """The content that these tables write; raise `Unreadable`."""
    return built(KitContent, data, "")


def shape(kind: Any) -> tuple[tuple[Field[Any], Any], ...]:
    """The fields of a dataclass with their types."""
    return known_shape(kind)


@cache
def known_shape(kind: Any) -> tuple[tuple[Field[Any], Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one, hints[one.name]) for one in fields(kind))


def built(kind: type[Thing], data: object, place: str) -> Thing:
    if not isinstance(data, Mapping):
        raise Unreadable(place, _("A table is needed here."))
    given: dict[str, object] = {
        RENAMED.get(str(name), str(name)): value
        for name, value in data.items()
        if name not in FORMER.get(kind, ())
    }
    known = {one.name for one, _hint in shape(kind)}
    for name in given.keys() - known:
        raise Unreadable(joined(place, WRITTEN.get(name, name)), _("This word is not known here."))
    values: dict[str, Any] = {}
    for one, hint in shape(kind):
        if one.name in given:
            values[one.name] = read(hint, given[one.name], joined(place, one.name))
        elif one.default is MISSING:
            raise Unreadable(joined(place, WRITTEN.get(one.name, one.name)), _("This is missing."))
    return kind(**values)


def joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def read(hint: Any, value: object, place: str) -> object:
    if is_dataclass(hint) and isinstance(hint, type):
        return built(hint, value, place)
    if get_origin(hint) is tuple:
        return read_list(get_args(hint)[0], value, place)
    if get_origin(hint) is dict:
        return read_numbers(value, place)
    if hint is time:
        return read_time(value, place)
    if type(value) is not hint:  # a yes is not a number
        return refuse(place)
    return value


def refuse(place: str) -> object:
    raise Unreadable(place, _("This has not the right form."))


def read_numbers(value: object, place: str) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise Unreadable(place, _("A table is needed here."))
    for name, number in value.items():
        if type(number) is not int:
            raise Unreadable(joined(place, str(name)), _("Write a whole number."))
    return dict(value)


def read_list(hint: Any, value: object, place: str) -> tuple[object, ...]:
    if isinstance(value, str) and place.startswith("messages[") and "/sms]" in place:
        value = [value]  # a text message is one line
    if not isinstance(value, list | tuple):
        raise Unreadable(place, _("A list is needed here."))
    return tuple(
        read(hint, item, f"{place}[{name_of(item, index)}]") for index, item in enumerate(value)
    )


def name_of(item: object, index: int) -> str:
    """How a person finds this item: by its code rather than its rank."""
    if not isinstance(item, Mapping):
        return str(index + 1)
    name = str(item.get("id") or item.get("code") or item.get("level") or index + 1)
    return f"{name}/{item['channel']}" if "channel" in item else name


def read_time(value: object, place: str) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        raise Unreadable(place, _("Write an hour like 09:30.")) from None


def data_of(thing: object) -> Any:
    """The tables that write a value; what is at its default is left out."""
    if is_dataclass(thing):
        return {
            WRITTEN.get(one.name, one.name): data_of(value)
            for one, _hint in shape(type(thing))
            if (value := getattr(thing, one.name)) != one.default
        }
    if isinstance(thing, tuple):
        return [data_of(item) for item in thing]
    if isinstance(thing, time):
        return f"{thing:%H:%M}"
    return thing
