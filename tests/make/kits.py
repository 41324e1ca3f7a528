"""Builders of kits: the shipped ones, as every instance has them."""

from functools import cache
from typing import Any

from django.db import transaction
from tests.make.accounts import LONG_AGO

from entremise.kits.models import KitVersion
from entremise.kits.operations.files import BASE, read_kit
from entremise.kits.operations.loading import SHIPPED
from entremise.kits.operations.storing import (
    NewVersion,
    add_version,
    locked_kit,
    newest_of,
    refuse_faulty,
)
from entremise.kits.vocabulary import Provenance


@transaction.atomic
def kit_version(code: str = "canicule") -> int:
    """The id of the newest version of a shipped kit; the file is read once a process."""
    kit = locked_kit(code)
    newest = newest_of(kit)
    if newest is not None:
        return newest.pk
    new = NewVersion(shipped(code), Provenance.SHIPPED, f"{code}.toml", None, LONG_AGO)
    return add_version(kit, new)


@cache
def shipped(code: str) -> dict[str, Any]:
    return refuse_faulty(read_kit(SHIPPED / f"{code}.toml"), file=f"{code}.toml")


def all_kits() -> None:
    """The six, as every instance has them; their files are read once a process."""
    for path in sorted(SHIPPED.glob("*.toml")):
        if path.stem != BASE:
            kit_version(path.stem)


def day_and_night(code: str = "canicule") -> int:
    """The id of a version that calls at any hour, for tests by the real clock; it is not in use."""
    shipped = KitVersion.objects.get(pk=kit_version(code))
    days = ["mon", "tue", "wed", "thu", "fri", "sat"]
    hours = [{"days": days, "from": "00:00:00", "to": "23:59:59.999999"}]
    content = shipped.content | {"calling": shipped.content["calling"] | {"hours": hours}}
    row, _is_new = KitVersion.objects.get_or_create(
        kit=shipped.kit,
        number=1000,
        defaults={
            "content": content,
            "provenance": Provenance.WAITING,
            "made_at": LONG_AGO,
        },
    )
    return row.pk
