"""What may be asked of kits: the current version, one by its id, the history, what changed."""

from functools import lru_cache

from django.db.models import F, Max

from entremise.kernel.errors import Refused
from entremise.kits.models import KitVersion
from entremise.kits.vocabulary import (
    Difference,
    KitCard,
    KitContent,
    Message,
    Refusal,
    VersionCard,
)
from entremise.kits.vocabulary.reading import content_of, data_of


@lru_cache(maxsize=64)
def version(version_id: int) -> KitContent:
    """The content of a version, which never changes; refuse with `UNKNOWN_KIT`."""
    content = KitVersion.objects.filter(pk=version_id).values_list("content", flat=True).first()
    if content is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    return content_of(content)


def current_version_id(*, code: str) -> int:
    """The newest version of a kit; refuse with `UNKNOWN_KIT`."""
    found = (
        KitVersion.objects.filter(kit__code=code)
        .order_by("-number", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        raise Refused(Refusal.UNKNOWN_KIT)
    return found


def current_version(code: str) -> KitContent:
    """The newest content of a kit; refuse with `UNKNOWN_KIT`."""
    return version(current_version_id(code=code))


def kits() -> tuple[KitCard, ...]:
    """All kits at their newest version: those of a crisis first, by title."""
    newest = KitVersion.objects.annotate(last=Max("kit__versions__number")).filter(number=F("last"))
    rows = newest.values_list(
        "pk",
        "kit__code",
        "number",
        "made_at",
        "made_by",
        "content__title",
        "content__purpose",
        "content__crisis",
    )
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
        for pk, code, number, made_at, made_by, title, purpose, crisis in rows.order_by(
            "kit__code", "pk"
        )
    ]
    return tuple(sorted(cards, key=lambda card: (not card.is_crisis, card.title)))


def versions_of(*, code: str) -> tuple[VersionCard, ...]:
    """The versions of a kit, newest first."""
    rows = KitVersion.objects.filter(kit__code=code).order_by("-number", "-pk")
    return tuple(
        VersionCard(pk, code, number, note, made_at, made_by)
        for pk, number, note, made_at, made_by in rows.values_list(
            "pk", "number", "note", "made_at", "made_by"
        )
    )


def version_card(*, version_id: int) -> VersionCard | None:
    """One version without its content."""
    row = (
        KitVersion.objects.filter(pk=version_id)
        .values_list("pk", "kit__code", "number", "note", "made_at", "made_by")
        .first()
    )
    return None if row is None else VersionCard(*row)


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
    """Every text of a content by its place; items of a list are found by their code."""
    if isinstance(data, dict):
        parts = [flat(value, f"{place}.{name}" if place else name) for name, value in data.items()]
    elif isinstance(data, list) and any(isinstance(item, dict) for item in data):
        parts = [
            flat(item, f"{place}[{item_name(item, index)}]") for index, item in enumerate(data)
        ]
    else:
        return {place: " ".join(map(str, data)) if isinstance(data, list) else str(data)}
    return {name: text for part in parts for name, text in part.items()}


def item_name(item: dict[str, object], index: int) -> str:
    channel = f"/{item['channel']}" if "channel" in item else ""
    return f"{item.get('id') or item.get('code') or item.get('level') or index + 1}{channel}"
