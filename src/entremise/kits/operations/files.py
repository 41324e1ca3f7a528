"""Reading a kit's file: TOML, a base, and what differs from it; a fault says file, place and what to do."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from entremise.kernel.errors import Refused
from entremise.kits.operations.storing import content_refused
from entremise.kits.vocabulary.reading import Unreadable, name_of

BASE, EXTENDS, AS_BASE = "base", "extends", "as_base"
NAMES: Final = ("id", "code", "level", "order", "register", "title")
Key = tuple[object, ...]


def read_kit(path: Path, extending: tuple[str, ...] = ()) -> dict[str, Any]:
    """A file with what it extends; refuse with `CONTENT_REFUSED`."""
    own = read_file(path)
    base = own.pop(EXTENDS, "")
    if base == "":
        return own
    above = path.with_name(f"{base}.toml")
    if not isinstance(base, str) or base in (*extending, path.stem) or not above.is_file():
        raise content_refused(
            path.name,
            EXTENDS,
            _(
                "There is no such file to extend: %(name)s. Write the name of another file, without .toml."
            )
            % {"name": base},
        )
    try:
        return merged(read_kit(above, (*extending, path.stem)), own)
    except Unreadable as fault:
        raise content_refused(path.name, fault.place, fault.text) from None


def read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise content_refused(path.name, "", _("Save the file as UTF-8.")) from None
    except tomllib.TOMLDecodeError as fault:
        raise not_toml(path, fault) from None


def not_toml(path: Path, fault: tomllib.TOMLDecodeError) -> Refused:
    """Where the reader stopped, in words."""
    found = re.search(r"line (\d+), column (\d+)", str(fault))
    place = (
        _("line %(line)s, column %(column)s") % {"line": found[1], "column": found[2]}
        if found
        else _("end of the file")
    )
    return content_refused(
        path.name,
        place,
        _("This cannot be read as TOML. Look for a quote, a bracket or an equals sign."),
    )


def merged(base: Mapping[str, Any], own: Mapping[str, Any], place: str = "") -> dict[str, Any]:
    """Tables are merged word by word; a list is the extending file's, with rows taken `as_base`; raise `Unreadable`."""
    result = dict(base)
    for name, value in own.items():
        where = f"{place}.{name}" if place else name
        result[name] = merged_value(base.get(name), value, where)
    return result


def merged_value(base: object, own: object, place: str) -> object:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return merged(base, own, place)
    if isinstance(own, list):
        rows = base if isinstance(base, list) else []
        known = {key_of(row): row for row in rows if isinstance(row, Mapping)}
        return [
            taken(row, known, f"{place}[{name_of(row, index)}]") for index, row in enumerate(own)
        ]
    return own


def taken(row: object, known: Mapping[Key, object], place: str) -> object:
    """The row itself, or the base's when it says `as_base`."""
    if not isinstance(row, Mapping) or AS_BASE not in row:
        return row
    if row[AS_BASE] is not True or row.keys() - {AS_BASE, "channel", *NAMES}:
        raise Unreadable(place, _("A row taken as base has only its code. Else write it in full."))
    if key_of(row) not in known:
        raise Unreadable(
            place, _("The base has no such row. Correct the code, or write it in full.")
        )
    return known[key_of(row)]


def key_of(row: Mapping[str, Any]) -> Key:
    """What names a row of a list: its id, code, level, order, register or title, and its channel."""
    return (next((row[name] for name in NAMES if name in row), None), row.get("channel"))
