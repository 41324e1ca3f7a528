"""A content becomes a version: refused when it is faulty, numbered, never changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from entremise.kernel.errors import Refused
from entremise.kits.models import Kit, KitVersion
from entremise.kits.rules import faults_of
from entremise.kits.vocabulary import Provenance, Refusal
from entremise.kits.vocabulary.reading import Unreadable, content_of, data_of


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A content to keep, with who made it, why and when."""

    content: dict[str, Any]
    provenance: Provenance
    note: str
    made_by: int | None
    made_at: datetime


def locked_kit(code: str) -> Kit:
    """The kit of this code, made when it is new; held until the end of the transaction."""
    kit, _is_new = Kit.objects.select_for_update().get_or_create(code=code)
    return kit


def newest_of(kit: Kit) -> KitVersion | None:
    """The version in use: the last one that does not wait."""
    in_use = KitVersion.objects.filter(kit=kit).exclude(provenance=Provenance.WAITING)
    return in_use.order_by("-number", "-pk").first()


def add_version(kit: Kit, new: NewVersion) -> int:
    last = KitVersion.objects.filter(kit=kit).order_by("-number", "-pk").first()
    row = KitVersion.objects.create(
        kit=kit,
        number=1 if last is None else last.number + 1,
        content=new.content,
        provenance=new.provenance,
        note=new.note,
        made_by=new.made_by,
        made_at=new.made_at,
    )
    return row.pk


def refuse_faulty(data: Mapping[str, Any], *, file: str = "") -> dict[str, Any]:
    """The content in its stored form; refuse with `CONTENT_REFUSED`, which says where and why."""
    try:
        content = content_of(data)
    except Unreadable as fault:
        raise content_refused(file, fault.place, fault.text) from None
    for found in faults_of(content):
        if not found.is_advice:
            raise content_refused(file, found.place, found.text)
    stored: dict[str, Any] = data_of(content)
    return stored


def content_refused(file: str, place: str, text: str) -> Refused:
    """The refusal, with the file when the content comes from one."""
    where = ", ".join(filter(None, (file, place)))
    return Refused(Refusal.CONTENT_REFUSED, file=file, place=where, text=text)
