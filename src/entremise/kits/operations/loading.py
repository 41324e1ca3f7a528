"""Kits are shipped as TOML: a base, and six that say only what differs from it."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kits.models import Kit, KitVersion
from entremise.kits.rules import faults_of
from entremise.kits.vocabulary import Refusal
from entremise.kits.vocabulary.reading import Unreadable, content_of, data_of

SHIPPED: Final = Path(__file__).resolve().parent.parent / "content"
EXTENDS, AS_BASE = "extends", "as_base"


@transaction.atomic
def load_kits(*, actor_id: int | None, folder: Path, at: datetime) -> tuple[int, ...]:
    """Make a version of each kit of a folder that differs from the current one; refuse with `CONTENT_REFUSED`."""
    return tuple(
        store(code=path.stem, data=read_kit(path), actor_id=actor_id, note=path.name, at=at)
        for path in sorted(folder.glob("*.toml"))
        if path.stem != "base"
    )


def store(
    *, code: str, data: Mapping[str, Any], actor_id: int | None, note: str, at: datetime
) -> int:
    """The version that holds this content: the current one when nothing changed, else a new one."""
    content = refuse_faulty(data)
    kit, _is_new = Kit.objects.select_for_update().get_or_create(code=code)
    newest = KitVersion.objects.filter(kit=kit).order_by("-number", "-pk").first()
    if newest is not None and newest.content == content:
        return newest.pk
    number = 1 if newest is None else newest.number + 1
    row = KitVersion.objects.create(
        kit=kit, number=number, content=content, note=note, made_by=actor_id, made_at=at
    )
    return row.pk


def refuse_faulty(data: Mapping[str, Any]) -> dict[str, Any]:
    """The content in its stored form; refuse with `CONTENT_REFUSED`, which says where and why."""
    try:
        content = content_of(data)
    except Unreadable as fault:
        raise Refused(Refusal.CONTENT_REFUSED, place=fault.place, text=fault.text) from None
    for found in faults_of(content):
        if not found.is_advice:
            raise Refused(Refusal.CONTENT_REFUSED, place=found.place, text=found.text)
    stored: dict[str, Any] = data_of(content)
    return stored


def read_kit(path: Path) -> dict[str, Any]:
    """A file with what it extends; refuse with `CONTENT_REFUSED` when it is not TOML."""
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(Refusal.CONTENT_REFUSED, place=path.name, text=str(fault)) from None
    base = own.pop(EXTENDS, "")
    return own if not base else merged(read_kit(path.with_name(f"{base}.toml")), own)


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged word by word; a list is the extending file's, with rows taken `as_base`."""
    result = dict(base)
    for name, value in own.items():
        result[name] = merged_value(base.get(name), value)
    return result


def merged_value(base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        return merged(base, own)
    if isinstance(own, list):
        rows = {key_of(row): row for row in base or () if isinstance(row, dict)}
        return [taken(row, rows) for row in own]
    return own


def taken(row: Any, rows: dict[tuple[object, ...], Any]) -> Any:
    is_reference = isinstance(row, dict) and row.get(AS_BASE)
    return rows[key_of(row)] if is_reference else row


def key_of(row: Mapping[str, Any]) -> tuple[object, ...]:
    """What names a row of a list: its id, code, level, order, register or title, and its channel."""
    names = ("id", "code", "level", "order", "register", "title")
    return (next((row[name] for name in names if name in row), None), row.get("channel"))


def load_shipped(*, actor_id: int | None, at: datetime) -> tuple[int, ...]:
    """The six kits of the product, at their newest."""
    return load_kits(actor_id=actor_id, folder=SHIPPED, at=at)
