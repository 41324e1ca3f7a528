"""Editing a kit on screen: each change is a new version; a running campaign keeps its own."""

from datetime import datetime

from django.db import transaction

from entremise.kernel.errors import Refused
from entremise.kits.models import Kit, KitVersion
from entremise.kits.operations.storing import (
    NewVersion,
    add_version,
    locked_kit,
    newest_of,
    refuse_faulty,
)
from entremise.kits.vocabulary import Provenance, Refusal
from entremise.kits.vocabulary.edits import Edit, edited


@transaction.atomic
def change_kit(
    *, actor_id: int, code: str, base_id: int, edit: Edit, note: str, at: datetime
) -> int:
    """Make a new version with this edit; return its id.

    Refuse with `UNKNOWN_KIT`, `CHANGED_MEANWHILE` (another version than the one looked at), `CONTENT_REFUSED`.
    """
    kit = Kit.objects.select_for_update().filter(code=code).order_by("pk").first()
    newest = None if kit is None else newest_of(kit)
    if kit is None or newest is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    if newest.pk != base_id:
        raise Refused(Refusal.CHANGED_MEANWHILE)
    content = refuse_faulty(edited(dict(newest.content), edit))
    if content == newest.content:
        return newest.pk
    return add_version(kit, NewVersion(content, Provenance.EDITED, note, actor_id, at))


@transaction.atomic
def restore_version(*, actor_id: int, version_id: int, note: str, at: datetime) -> int:
    """Put an older version, or a shipped one that waits, in use as a new version; return its id.

    Refuse with `UNKNOWN_KIT`, `CONTENT_REFUSED`.
    """
    row = KitVersion.objects.select_related("kit").filter(pk=version_id).order_by("pk").first()
    if row is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    kit = locked_kit(row.kit.code)
    newest, content = newest_of(kit), refuse_faulty(row.content)
    is_shipped = row.provenance == Provenance.WAITING  # the next shipped one may follow it
    if newest is not None and newest.content == content and not is_shipped:
        return newest.pk
    provenance = Provenance.SHIPPED if is_shipped else Provenance.EDITED
    return add_version(kit, NewVersion(content, provenance, note, actor_id, at))
