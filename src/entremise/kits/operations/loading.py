"""Kits are shipped as files: what has changed in a file since it was last loaded becomes a version."""

from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from entremise.kits.models import Kit, KitVersion
from entremise.kits.operations.files import BASE, read_kit
from entremise.kits.operations.storing import (
    NewVersion,
    add_version,
    content_refused,
    locked_kit,
    newest_of,
    refuse_faulty,
)
from entremise.kits.vocabulary import Provenance

SHIPPED: Final = Path(__file__).resolve().parent.parent / "content"


def load_shipped(*, actor_id: int | None, at: datetime) -> tuple[int, ...]:
    """Load the six kits of the product; the ids of the versions in use; refuse with `CONTENT_REFUSED`."""
    return load_kits(actor_id=actor_id, folder=SHIPPED, at=at)


@transaction.atomic
def load_kits(*, actor_id: int | None, folder: Path, at: datetime) -> tuple[int, ...]:
    """Load each kit of a folder; the ids of the versions in use; refuse with `CONTENT_REFUSED`."""
    return tuple(
        load_kit(path, actor_id, at) for path in sorted(folder.glob("*.toml")) if path.stem != BASE
    )


def load_kit(path: Path, actor_id: int | None, at: datetime) -> int:
    """The version in use after a file was read; what somebody edited on screen stays, and the file waits."""
    content = refuse_faulty(read_kit(path), file=path.name)
    if content["code"] != path.stem:
        raise content_refused(path.name, "code", _("Write the name of the file, without .toml."))
    kit = locked_kit(path.stem)
    newest, loaded = newest_of(kit), last_loaded(kit)
    if newest is not None and loaded is not None and loaded.content == content:
        return newest.pk
    keeps_edit = (
        newest is not None and newest.provenance == Provenance.EDITED and newest.content != content
    )
    provenance = Provenance.WAITING if keeps_edit else Provenance.SHIPPED
    added = add_version(kit, NewVersion(content, provenance, path.name, actor_id, at))
    return newest.pk if newest is not None and keeps_edit else added


def last_loaded(kit: Kit) -> KitVersion | None:
    """The last version that came from a file, whether in use or waiting."""
    from_file = KitVersion.objects.filter(kit=kit).exclude(provenance=Provenance.EDITED)
    return from_file.order_by("-number", "-pk").first()
