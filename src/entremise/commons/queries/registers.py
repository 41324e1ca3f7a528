"""Registers and records, without any value."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from entremise.accounts.queries import host_organization
from entremise.commons.models import Objection, Record, Register
from entremise.commons.queries.objections import stops
from entremise.commons.vocabulary.access import (
    RecordCard,
    RecordState,
    RegisterCard,
    RegisterState,
    RegistrationMode,
)
from entremise.commons.vocabulary.law import NEVER_STOPPED, Purpose, RegisterKind
from entremise.kernel.compiled import compiled


def register(register_id: int) -> RegisterCard:
    """One register; it must exist."""
    return register_card(Register.objects.get(pk=register_id))


def registers_open(kinds: Collection[RegisterKind] | None = None) -> tuple[RegisterCard, ...]:
    """Open registers, of these kinds or of all, by title."""
    rows = Register.objects.filter(state=RegisterState.OPEN)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return tuple(register_card(row) for row in rows.order_by("title", "pk"))


def kept_by(
    organization_id: int | None, cards: Collection[RegisterCard]
) -> tuple[RegisterCard, ...]:
    """Of these registers, those that the stewards of a body keep: all when it runs the instance, else what it controls."""
    host = host_organization()
    if host is not None:
        return tuple(cards) if organization_id == host.organization_id else ()
    return tuple(card for card in cards if card.controller_id == organization_id)


def registers_of_kind(kind: RegisterKind) -> tuple[RegisterCard, ...]:
    """All registers of one kind, open or not, by title."""
    rows = Register.objects.filter(kind=kind).order_by("title", "pk")
    return tuple(map(register_card, rows))


def registers_by_id(register_ids: Collection[int]) -> dict[int, RegisterCard]:
    """Registers to name in a list, in one statement."""
    rows = Register.objects.filter(pk__in=register_ids).order_by("pk")
    return {row.pk: register_card(row) for row in rows}


def is_title_taken(title: str) -> bool:
    """Whether a register, open or closed, has this title."""
    return Register.objects.filter(title=title).exists()


def register_titles(register_ids: Collection[int]) -> dict[int, str]:
    """Titles alone, in one statement."""
    rows = Register.objects.filter(pk__in=register_ids).order_by("pk")
    return dict(rows.values_list("pk", "title"))


def records_of(person: UUID) -> tuple[RecordCard, ...]:
    """The live records of a person, the last changed first."""
    rows = (
        Record.objects.filter(person=person, ended_at=None)
        .select_related("register")
        .order_by("-updated_at", "-pk")
    )
    return tuple(record_card(row) for row in rows)


def records_to_erase(person: UUID) -> tuple[RecordCard, ...]:
    """Her live records, and those that are past and wait, locked, for their erasure."""
    waiting = Q(ended_at=None) | Q(state=RecordState.PAST)
    rows = Record.objects.filter(waiting, person=person).select_related("register")
    return tuple(record_card(row) for row in rows.order_by("pk"))


def people_past(*, register_id: int, limit: int) -> tuple[UUID, ...]:
    """Whose records in a register are past and wait for their erasure, the first ended first; who came back meanwhile is not."""
    rows = Record.objects.filter(register_id=register_id)
    back = rows.filter(ended_at=None).values("person")
    found = rows.filter(state=RecordState.PAST).exclude(person__in=back).order_by("ended_at", "pk")
    return tuple(dict.fromkeys(found.values_list("person", flat=True)[:limit]))


def past_counts(register_ids: Collection[int]) -> dict[int, tuple[int, datetime]]:
    """How many people wait, locked, in each of these registers, and since when; those where nobody does are left out."""
    rows = (
        Record.objects.filter(register_id__in=register_ids, state=RecordState.PAST)
        .values("register_id")
        .annotate(people=Count("person", distinct=True), since=Min("ended_at"))
        .order_by("register_id")
    )
    return {row["register_id"]: (row["people"], row["since"]) for row in rows}


def kinds_holding(person: UUID, *, but: int | None) -> frozenset[RegisterKind]:
    """The kinds of registers where a person has a live record, but for one register."""
    return frozenset(
        RegisterKind(kind) for register_id, kind in holding(person=person) if register_id != but
    )


@compiled
def holding(*, person: UUID) -> QuerySet[Record, tuple[int, str]]:
    rows = Record.objects.filter(person=person, ended_at=None).order_by("pk")
    return rows.values_list("register_id", "register__kind")


def record(record_id: int) -> RecordCard | None:
    """One record, live or ended."""
    row = Record.objects.filter(pk=record_id).select_related("register").order_by("pk").first()
    return None if row is None else record_card(row)


def record_in(*, register_id: int, person: UUID) -> RecordCard | None:
    """The live record of a person in one register."""
    row = (
        Record.objects.filter(register_id=register_id, person=person, ended_at=None)
        .select_related("register")
        .order_by("pk")
        .first()
    )
    return None if row is None else record_card(row)


def records_to_acknowledge(
    *, register_id: int | None = None, limit: int = 100, skip: int = 0
) -> tuple[RecordCard, ...]:
    """Live records of open registers whose acknowledgement was not sent, the nearest due first."""
    rows = unacknowledged()
    if register_id is not None:
        rows = rows.filter(register_id=register_id)
    rows = rows.select_related("register").order_by("acknowledge_by", "pk")
    return tuple(record_card(row) for row in rows[skip : skip + limit])


def acknowledgement_counts(*, at: datetime) -> tuple[int, int]:
    """How many live records wait for their acknowledgement, and how many of them are past their day."""
    found = unacknowledged().aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(acknowledge_by__lt=at))
    )
    return found["waiting"], found["late"]


def unacknowledged() -> QuerySet[Record]:
    """Of open registers: nobody reads the others, so nothing of them can be printed."""
    return Record.objects.filter(
        ended_at=None,
        acknowledged_at=None,
        acknowledge_by__isnull=False,
        register__state=RegisterState.OPEN,
    )


def people_in(
    *, register_id: int, after: UUID | None = None, limit: int = 25, batch: int | None = None
) -> tuple[UUID, ...]:
    """People with a live record in a register, by uuid: the pages of a steward."""
    rows = Record.objects.filter(register_id=register_id, ended_at=None)
    if batch is not None:
        rows = rows.filter(batch=batch)
    if after is not None:
        rows = rows.filter(person__gt=after)
    return tuple(rows.order_by("person").values_list("person", flat=True)[:limit])


def people_listed(*, register_ids: Collection[int], among: Collection[UUID]) -> set[UUID]:
    """Of these people, those with a live record in one of these registers."""
    rows = Record.objects.filter(register_id__in=register_ids, person__in=among, ended_at=None)
    return set(rows.values_list("person", flat=True))


def register_counts(register_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Live records of each register, and those not acknowledged in time or yet, in one statement."""
    rows = (
        Record.objects.filter(register_id__in=register_ids, ended_at=None)
        .values("register_id")
        .annotate(
            live=Count("pk"),
            waiting=Count("pk", filter=Q(acknowledged_at=None, acknowledge_by__isnull=False)),
        )
        .order_by("register_id")
    )
    counted = {row["register_id"]: (row["live"], row["waiting"]) for row in rows}
    return {register_id: counted.get(register_id, (0, 0)) for register_id in register_ids}


def people_to_reach(*, register_ids: Collection[int], purpose: Purpose) -> int:
    """How many people these registers hold today, less those who said no to this purpose; without opening anything."""
    stopped = Objection.objects.filter(stops(purpose, None), person__isnull=False).values("person")
    rows = Record.objects.filter(register_id__in=register_ids, ended_at=None)
    if purpose not in NEVER_STOPPED:
        rows = rows.exclude(person__in=stopped)
    return int(rows.aggregate(people=Count("person", distinct=True))["people"])


def register_card(row: Register) -> RegisterCard:
    return RegisterCard(
        register_id=row.pk,
        kind=RegisterKind(row.kind),
        title=row.title,
        plain_name=row.plain_name,
        controller_id=row.controller_id,
        steward_id=row.steward_id,
        territory_code=row.territory_code,
        legal_reference=row.legal_reference,
        agreed_purposes=tuple(Purpose(purpose) for purpose in row.agreed_purposes),
        legal_opinion=row.legal_opinion,
        dossier=row.dossier,
        key_id=row.key_id,
        state=RegisterState(row.state),
        created_at=row.created_at,
    )


def record_card(row: Record) -> RecordCard:
    return RecordCard(
        record_id=row.pk,
        person=row.person,
        register_id=row.register_id,
        kind=RegisterKind(row.register.kind),
        mode=RegistrationMode(row.mode),
        state=RecordState(row.state),
        registered_at=row.registered_at,
        updated_at=row.updated_at,
        acknowledge_by=row.acknowledge_by,
        acknowledged_at=row.acknowledged_at,
        ended_at=row.ended_at,
        batch=row.batch,
    )


def record_ids_in(*, register_id: int, people: Collection[UUID]) -> dict[UUID, int]:
    """The live records of these people in one register, in one statement."""
    rows = Record.objects.filter(register_id=register_id, person__in=people, ended_at=None)
    return dict(rows.order_by("pk").values_list("person", "pk"))
