"""What may be asked of kits: the current version, one by its id, the history, what changed."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery

from entremise.kernel.errors import Refused
from entremise.kits.models import KitVersion, TrainingVersion
from entremise.kits.rules import faults_of
from entremise.kits.vocabulary import (
    Difference,
    Fault,
    KitCard,
    KitContent,
    Message,
    Provenance,
    Refusal,
    VersionCard,
)
from entremise.kits.vocabulary.codes import GIVEN_MOSTLY
from entremise.kits.vocabulary.edits import Edit, edited
from entremise.kits.vocabulary.reading import Unreadable, built, content_of, data_of
from entremise.kits.vocabulary.training import Training
from entremise.kits.vocabulary.training_words import TrainingCard

TRAINING: Final = Path(__file__).resolve().parent / "content" / "training" / "callers.toml"
NAMING: Final = ("id", "code", "level", "register", "title", "text")


@lru_cache(maxsize=64)
def version(version_id: int) -> KitContent:
    """The content of a version, which never changes; refuse with `UNKNOWN_KIT`."""
    content = KitVersion.objects.filter(pk=version_id).values_list("content", flat=True).first()
    if content is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    return content_of(content)


def current_version_id(*, code: str) -> int:
    """The version in use: the newest that does not wait; refuse with `UNKNOWN_KIT`."""
    found = in_use().filter(kit__code=code).order_by("-number", "-pk").values_list("pk", flat=True)
    newest = found.first()
    if newest is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    return newest


def in_use() -> QuerySet[KitVersion]:
    return KitVersion.objects.exclude(provenance=Provenance.WAITING)


def current_version(code: str) -> KitContent:
    """The newest content of a kit; refuse with `UNKNOWN_KIT`."""
    return version(current_version_id(code=code))


def kits() -> tuple[KitCard, ...]:
    """All kits at the version in use: those of a crisis first, by title."""
    last = in_use().filter(kit=OuterRef("kit")).order_by("-number", "-pk").values("pk")[:1]
    rows = KitVersion.objects.filter(pk=Subquery(last)).order_by("kit__code", "pk")
    cards = [
        KitCard(
            code=code,
            title=title,
            purpose=purpose,
            is_crisis=crisis,
            version_id=pk,
            number=number,
            made_at=made_at,
            made_by=made_by,
        )
        for pk, code, number, made_at, made_by, title, purpose, crisis in rows.values_list(
            "pk",
            "kit__code",
            "number",
            "made_at",
            "made_by",
            "content__title",
            "content__purpose",
            "content__crisis",
        )
    ]
    return tuple(sorted(cards, key=lambda card: (not card.is_crisis, card.title)))


CARD = ("pk", "kit__code", "number", "note", "made_at", "made_by", "provenance")


def versions_of(*, code: str) -> tuple[VersionCard, ...]:
    """The versions of a kit, newest first, those that wait among them."""
    rows = KitVersion.objects.filter(kit__code=code).order_by("-number", "-pk")
    return tuple(card_of(*row) for row in rows.values_list(*CARD))


def version_card(*, version_id: int) -> VersionCard | None:
    """One version without its content."""
    row = KitVersion.objects.filter(pk=version_id).order_by("pk").values_list(*CARD).first()
    return None if row is None else card_of(*row)


def waiting_version(*, code: str) -> VersionCard | None:
    """The shipped version that is newer than what is in use, and waits for a person to take it."""
    loaded = KitVersion.objects.filter(kit__code=code).exclude(provenance=Provenance.EDITED)
    row = loaded.order_by("-number", "-pk").values_list(*CARD).first()
    waits = row is not None and row[-1] == Provenance.WAITING
    return card_of(*row) if row is not None and waits else None


def codes_with_waiting() -> frozenset[str]:
    """The kits of which a shipped version waits."""
    loaded = KitVersion.objects.filter(kit=OuterRef("kit")).exclude(provenance=Provenance.EDITED)
    last = loaded.order_by("-number", "-pk").values("pk")[:1]
    waiting = KitVersion.objects.filter(pk=Subquery(last), provenance=Provenance.WAITING)
    return frozenset(waiting.order_by("pk").values_list("kit__code", flat=True))


def card_of(
    pk: int, code: str, number: int, note: str, made_at: datetime, made_by: int | None, why: str
) -> VersionCard:
    return VersionCard(pk, code, number, note, made_at, made_by, Provenance(why))


def faults_of_edit(*, code: str, edit: Edit) -> tuple[Fault, ...]:
    """What would be wrong, or new to advise, after an edit of the version in use; refuse with `UNKNOWN_KIT`."""
    before = current_version(code)
    try:
        after = content_of(edited(data_of(before), edit))
    except Unreadable as fault:
        return (Fault(fault.place, fault.text),)
    known = frozenset(faults_of(before))
    return tuple(fault for fault in faults_of(after) if not fault.is_advice or fault not in known)


@cache
def shipped_training() -> Training:
    """The training as the product brings it; its own test says that nothing is wrong in it."""
    return built(Training, tomllib.loads(TRAINING.read_text(encoding="utf-8")), "")


def training(*, organization_id: int | None) -> Training:
    """What the callers of a body learn: its own words once it has published some, else the product's."""
    published = TrainingVersion.objects.filter(
        organization_id=organization_id or 0, published_at__isnull=False
    )
    newest = published.order_by("-number", "-pk").values_list("pk", flat=True).first()
    return shipped_training() if newest is None else training_version(newest)


@lru_cache(maxsize=64)
def training_version(version_id: int) -> Training:
    """A published version, which never changes; it must exist."""
    row = TrainingVersion.objects.get(pk=version_id, published_at__isnull=False)
    return built(Training, row.content, "")


def newest_training_version() -> int | None:
    """The last version that any body has published."""
    rows = TrainingVersion.objects.filter(published_at__isnull=False).order_by("-pk")
    return rows.values_list("pk", flat=True).first()


def training_draft(*, organization_id: int) -> Training | None:
    """What the leads of a body have begun to change and not published."""
    rows = TrainingVersion.objects.filter(organization_id=organization_id, published_at=None)
    content = rows.order_by("pk").values_list("content", flat=True).first()
    return None if content is None else built(Training, content, "")


def training_versions(*, organization_id: int) -> tuple[TrainingCard, ...]:
    """The versions of a body, newest first, the draft among them."""
    rows = TrainingVersion.objects.filter(organization_id=organization_id)
    fields = ("pk", "number", "note", "made_by", "made_at", "published_at")
    return tuple(TrainingCard(*row) for row in rows.order_by("-number", "-pk").values_list(*fields))


def message(*, version_id: int, code: str, channel: str) -> Message | None:
    """One text of a version, for one channel."""
    texts = version(version_id).messages
    return next((one for one in texts if (one.code, one.channel) == (code, channel)), None)


def differences(*, before_id: int, after_id: int) -> tuple[Difference, ...]:
    """Where two versions differ, in the order of the kit."""
    before = flat(data_of(version(before_id)))
    after = flat(data_of(version(after_id)))
    places = [*before, *(place for place in after if place not in before)]
    return tuple(
        Difference(place, before.get(place, ""), after.get(place, ""))
        for place in places
        if before.get(place) != after.get(place)
    )


def flat(data: object, place: str = "") -> dict[str, str]:
    """Every text of a content by its place; rows of a list are found by what names them, never by their rank."""
    if isinstance(data, dict):
        parts = [flat(value, f"{place}.{name}" if place else name) for name, value in data.items()]
    elif isinstance(data, list) and any(isinstance(item, dict) for item in data):
        names = unlike([item_name(item) for item in data])
        parts = [flat(item, f"{place}[{name}]") for name, item in zip(names, data, strict=True)]
    else:
        return {place: "\n".join(map(str, data)) if isinstance(data, list) else str(data)}
    return {name: text for part in parts for name, text in part.items()}


def item_name(item: Mapping[str, Any]) -> str:
    """A code and its channel, else a title, a text, the days, a purpose with its registers."""
    if "purpose" in item:
        return " ".join((item["purpose"], *item["registers"]))
    if "days" in item:
        return " ".join((*item["days"], item["from"]))
    name = next((item[word] for word in NAMING if word in item), "")
    return f"{name}/{item['channel']}" if "channel" in item else str(name)


def unlike(names: list[str]) -> list[str]:
    """The names, those that come back told apart."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def service_fields(*, version_id: int, theme: str) -> tuple[str, ...]:
    """What a service is given for a theme, beside the name and the message."""
    rows = version(version_id).service_needs
    return next((row.fields for row in rows if row.code == theme), GIVEN_MOSTLY)
