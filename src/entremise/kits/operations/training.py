"""The training of one body in its own words: a draft is changed, looked at, then published as a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from entremise.kernel.errors import Refused
from entremise.kits.models import TrainingVersion
from entremise.kits.operations.storing import content_refused
from entremise.kits.queries import shipped_training, training
from entremise.kits.rules.training import training_faults
from entremise.kits.vocabulary import Refusal
from entremise.kits.vocabulary.reading import Unreadable, built, data_of
from entremise.kits.vocabulary.training import Training
from entremise.kits.vocabulary.training_words import Place, reworded, words_in


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for one part, with those that were looked at: a colleague may have changed them since."""

    place: Place
    looked_at: Mapping[str, str]
    said: Mapping[str, str]
    right: int | None = None


@transaction.atomic
def reword_training(
    *, actor_id: int, organization_id: int, change: Rewording, at: datetime
) -> None:
    """Change the draft of a body, begun from what is in use; refuse with `CHANGED_MEANWHILE`, `CONTENT_REFUSED`."""
    row = draft(organization_id, actor_id, at)
    before = {one.name: one.text for one in words_in(row.content, change.place)}
    if before != change.looked_at:
        raise Refused(Refusal.CHANGED_MEANWHILE)
    row.content = sound(reworded(row.content, change.place, change.said, change.right))
    row.made_by, row.made_at = actor_id, at
    row.save(update_fields=["content", "made_by", "made_at"])


@transaction.atomic
def publish_training(*, actor_id: int, organization_id: int, note: str, at: datetime) -> int:
    """The draft becomes what callers learn from now on; return its id; refuse with `UNKNOWN_KIT` without a draft."""
    row = locked_draft(organization_id)
    if row is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    row.content = sound(row.content)
    row.note, row.made_by, row.published_at = note, actor_id, at
    row.save(update_fields=["content", "note", "made_by", "published_at"])
    return row.pk


@transaction.atomic
def drop_training_draft(*, organization_id: int) -> None:
    """Throw the draft away; what is in use stays."""
    TrainingVersion.objects.filter(organization_id=organization_id, published_at=None).delete()


@transaction.atomic
def draft_training_from(
    *, actor_id: int, organization_id: int, version_id: int | None, at: datetime
) -> None:
    """The draft holds an older version again, or the product's text; refuse with `UNKNOWN_KIT`."""
    content = data_of(shipped_training())
    if version_id is not None:
        published = TrainingVersion.objects.filter(
            pk=version_id, organization_id=organization_id, published_at__isnull=False
        )
        content = published.values_list("content", flat=True).first()
        if content is None:
            raise Refused(Refusal.UNKNOWN_KIT)
    row = draft(organization_id, actor_id, at)
    row.content, row.made_by, row.made_at = content, actor_id, at
    row.save(update_fields=["content", "made_by", "made_at"])


def draft(organization_id: int, actor_id: int, at: datetime) -> TrainingVersion:
    """The draft of a body, held until the end of the transaction; two leads who begin one share it."""
    row = locked_draft(organization_id)
    if row is not None:
        return row
    rows = TrainingVersion.objects.filter(organization_id=organization_id)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    made, _is_new = TrainingVersion.objects.get_or_create(
        organization_id=organization_id,
        published_at=None,
        defaults={
            "number": number,
            "content": data_of(training(organization_id=organization_id)),
            "made_by": actor_id,
            "made_at": at,
        },
    )
    return made


def locked_draft(organization_id: int) -> TrainingVersion | None:
    rows = TrainingVersion.objects.select_for_update().filter(
        organization_id=organization_id, published_at=None
    )
    return rows.order_by("pk").first()


def sound(data: dict[str, Any]) -> dict[str, Any]:
    """The tables as kept; refuse with `CONTENT_REFUSED`, which says where and why."""
    try:
        content = built(Training, data, "")
    except Unreadable as fault:
        raise content_refused("", fault.place, fault.text) from None
    for found in training_faults(content):
        raise content_refused("", found.place, found.text)
    stored: dict[str, Any] = data_of(content)
    return stored
