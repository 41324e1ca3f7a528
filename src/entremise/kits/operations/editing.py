"""Editing a kit on screen: each change is a new version; a running campaign keeps its own."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kits.models import Kit, KitVersion
from entremise.kits.operations.loading import store
from entremise.kits.vocabulary import HelpCategory, Message, Refusal, Step, Theme
from entremise.kits.vocabulary.reading import data_of

Data = dict[str, Any]
Rows = list[Data]


class Part(StrEnum):
    """The lists of a kit that are edited row by row."""

    HELP_CATEGORIES = "HELP_CATEGORIES"
    STEPS = "STEPS"
    THEMES = "THEMES"
    MESSAGES = "MESSAGES"


PARTS: dict[Part, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Part.HELP_CATEGORIES: (("help_categories",), ("code",)),
    Part.STEPS: (("script", "steps"), ("id",)),
    Part.THEMES: (("themes",), ("code",)),
    Part.MESSAGES: (("messages",), ("code", "channel")),
}


@transaction.atomic
def put_row(
    *,
    actor_id: int,
    code: str,
    base_id: int,
    part: Part,
    row: HelpCategory | Step | Theme | Message,
    after: str = "",
    note: str,
    at: datetime,
) -> int:
    """Add a row, or replace the one of its key; `after` places a new one; return the new version's id.

    Refuse with `CHANGED_MEANWHILE`, `CONTENT_REFUSED`.
    """
    new, keys = data_of(row), PARTS[part][1]

    def put(rows: Rows) -> Rows:
        same = [
            index for index, old in enumerate(rows) if all(old[key] == new[key] for key in keys)
        ]
        if same:
            return [*rows[: same[0]], new, *rows[same[0] + 1 :]]
        place = next(
            (index + 1 for index, old in enumerate(rows) if old[keys[0]] == after), len(rows)
        )
        return [*rows[:place], new, *rows[place:]]

    return change(actor_id, code, base_id, lambda data: on_rows(data, part, put), note, at)


@transaction.atomic
def remove_row(
    *, actor_id: int, code: str, base_id: int, part: Part, key: str, note: str, at: datetime
) -> int:
    """Take a row out; return the new version's id; refuse with `CHANGED_MEANWHILE`, `CONTENT_REFUSED`."""
    name = PARTS[part][1][0]
    return change(
        actor_id,
        code,
        base_id,
        lambda data: on_rows(data, part, lambda rows: [row for row in rows if row[name] != key]),
        note,
        at,
    )


@transaction.atomic
def set_calling(
    *, actor_id: int, code: str, base_id: int, values: Mapping[str, Any], note: str, at: datetime
) -> int:
    """Change calling rules (tries, hours, spacing); return the new version's id."""
    return change(
        actor_id,
        code,
        base_id,
        lambda data: data | {"calling": data["calling"] | dict(values)},
        note,
        at,
    )


@transaction.atomic
def restore_version(*, actor_id: int, version_id: int, note: str, at: datetime) -> int:
    """Make an older version the newest again, as a new version; return its id."""
    row = KitVersion.objects.select_related("kit").filter(pk=version_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    return store(code=row.kit.code, data=row.content, actor_id=actor_id, note=note, at=at)


def change(
    actor_id: int,
    code: str,
    base_id: int,
    edit: Callable[[Data], Data],
    note: str,
    at: datetime,
) -> int:
    """Edit the newest version, which must be the one that was looked at."""
    Kit.objects.select_for_update().filter(code=code).first()
    newest = KitVersion.objects.filter(kit__code=code).order_by("-number", "-pk").first()
    if newest is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    if newest.pk != base_id:
        raise Refused(Refusal.CHANGED_MEANWHILE)
    return store(code=code, data=edit(dict(newest.content)), actor_id=actor_id, note=note, at=at)


def on_rows(data: Data, part: Part, edit: Callable[[Rows], Rows]) -> Data:
    path = PARTS[part][0]
    if len(path) == 1:
        return data | {path[0]: edit(data[path[0]])}
    outer, inner = path
    return data | {outer: data[outer] | {inner: edit(data[outer][inner])}}
