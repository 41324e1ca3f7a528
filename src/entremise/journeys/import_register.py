"""A file becomes entries of a register: read, compared without writing, confirmed, written whole or not at all."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from entremise.accounts.queries import actor_for
from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.registers import expect_acknowledgement_of_batch
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.queries.registers import register, register_counts
from entremise.commons.vocabulary.access import Reach, RegistrationMode
from entremise.commons.vocabulary.law import Purpose, RegisterKind
from entremise.engines.importing.files import count_lines, refuse_mapping, table_of
from entremise.engines.importing.heads import full_lines, guess_mapping
from entremise.engines.importing.lines import read_lines, too_young
from entremise.engines.importing.values import text_of
from entremise.engines.importing.vocabulary import (
    Column,
    LineFault,
    LineProblem,
    Reading,
    ReadLine,
    Table,
    Unusable,
)
from entremise.journeys.delivery_file import destroy, keep, opened
from entremise.journeys.sheet_of_line import sheet_of
from entremise.kernel.errors import Refused
from entremise.people.vault.deliveries import compare, store_rows
from entremise.people.vocabulary import Change, Comparison, SealedRow
from entremise.registers import operations as registers
from entremise.registers.queries import delivery, remembered_mapping
from entremise.registers.vocabulary import (
    DOSSIER,
    DeliveryCard,
    DeliveryState,
    DryRun,
    Problem,
    Refusal,
)
from entremise.territory.queries import district_index, place

ACKNOWLEDGED_WITHIN: Final = timedelta(days=8)  # CASF R121-5
ADULT: Final = 18
USUAL_AGE: Final = 60
KEPT_AT_MOST: Final = 10_000
STATUTORY_FEEDS: Final = frozenset(
    {RegisterKind.APA_FEED, RegisterKind.PCH_FEED, RegisterKind.CARSAT_FEED}
)


def upkeep_grant(actor: Actor, register_id: int, at: datetime) -> int:
    """The grant under which a steward keeps this register; refuse with `NO_RIGHT`."""
    found = live_grants_of(
        actor=actor,
        purpose=Purpose.REGISTER_UPKEEP,
        reaches=(Reach.PAGE,),
        register_id=register_id,
        at=at,
    )
    if not found:
        raise Refused(Refusal.NO_RIGHT)
    return found[0].grant_id


def receive_file(*, actor: Actor, register_id: int, name: str, data: bytes, at: datetime) -> int:
    """Read the heads of a file, keep it sealed, guess its columns; return the delivery; refuse with `FILE_UNUSABLE`, `NO_RIGHT`, `DOSSIER_INCOMPLETE`."""
    upkeep_grant(actor, register_id, at)
    if not all(register(register_id).dossier.get(part) for part in DOSSIER):
        raise Refused(Refusal.DOSSIER_INCOMPLETE)
    token = keep(data)
    try:
        with opened(token) as path:
            table = usable_table(path)
    except Refused:
        destroy(token)
        raise
    known = remembered_mapping(register_id=register_id, heads=table.heads)
    new = registers.NewDelivery(
        register_id=register_id,
        file_name=Path(name).name,
        digest=hashlib.sha256(data).digest(),
        token=token,
        heads=table.heads,
        mapping=known or guess_mapping(table),
        other_sheets=table.other_sheets,
        encoding=table.encoding,
        line_count=count_lines(table),
    )
    return registers.receive_delivery(actor=actor, new=new, at=at)


def usable_table(path: Path) -> Table:
    try:
        return table_of(path)
    except Unusable as fault:
        raise Refused(Refusal.FILE_UNUSABLE, fault=fault.fault.value, place=fault.place) from None


def samples_of(card: DeliveryCard, count: int = 3) -> tuple[tuple[str, ...], ...]:
    """The first cells of each column, for the steward who brought the file."""
    with opened(card.token) as path:
        table = usable_table(path)
    lines = [*islice(full_lines(table), count)]
    return tuple(tuple(text_of(line[index]) for line in lines) for index in range(len(table.heads)))


def dry_run(*, actor: Actor, delivery_id: int, mapping: Sequence[Column], at: datetime) -> DryRun:
    """What the file would change, with nothing written into the register; refuse with `FILE_UNUSABLE`, `FILE_GONE`."""
    card = delivery(delivery_id=delivery_id)
    reading = read(card, mapping, at)
    found, doubles = compared(actor, card, reading.lines, at)
    reading = without(reading, doubles)
    counted = Counter(one.change for _, one in found)
    live, _late = register_counts([card.register_id]).get(card.register_id, (0, 0))
    outcome = DryRun(
        kept=len(reading.lines),
        new=counted[Change.NEW],
        changed=counted[Change.CHANGED],
        same=counted[Change.SAME],
        objected=counted[Change.OBJECTED],
        gone=live - counted[Change.SAME] - counted[Change.CHANGED],
        known_elsewhere=sum(one.elsewhere is not None for _, one in found),
        to_check=len(list(too_young(reading.lines, at_least=USUAL_AGE, this_year=at.year))),
        problems=tuple(problems_of(reading)),
        counts={fault.value: count for fault, count in reading.counts.items()},
    )
    registers.note_dry_run(
        actor=actor, delivery_id=delivery_id, mapping=mapping, dry_run=outcome, at=at
    )
    return outcome


def problems_of(reading: Reading) -> Iterator[Problem]:
    for one in reading.problems[:KEPT_AT_MOST]:
        yield Problem(one.line, one.fault.value, one.column, one.other_line)


def read(card: DeliveryCard, mapping: Sequence[Column], at: datetime) -> Reading:
    with opened(card.token) as path:
        table = usable_table(path)
    try:
        refuse_mapping(table, tuple(mapping))
    except Unusable as fault:
        raise Refused(Refusal.FILE_UNUSABLE, fault=fault.fault.value, place=fault.place) from None
    reading = read_lines(table, mapping, this_year=localtime(at).year)
    if register(card.register_id).kind is not RegisterKind.CASF_ALERT:
        return reading
    return without_children(reading, at)


def without_children(reading: Reading, at: datetime) -> Reading:
    """An alert register holds adults only (CASF R121-2)."""
    young = too_young(reading.lines, at_least=ADULT, this_year=at.year)
    return without(
        reading, [LineProblem(one.line, LineFault.TOO_YOUNG, Column.BIRTH) for one in young]
    )


def sealed_rows(
    card: DeliveryCard, lines: Iterable[tuple[ReadLine, UUID | None]]
) -> Iterator[SealedRow]:
    """Lines as the vault takes them, each of its person, or of nobody known."""
    about = register(card.register_id)
    kind, home, index = about.kind, place(about.territory_code), district_index()
    own = RegistrationMode.SELF
    usual = RegistrationMode.STATUTORY if kind in STATUTORY_FEEDS else own
    for line, person in lines:
        mode = RegistrationMode(line.mode) if line.mode else usual
        sheet = sheet_of(line, home, index, is_own=mode is own)
        yield SealedRow(line.line, sheet, mode, line.external_id, line.registered_on, person)


def compared(
    actor: Actor, card: DeliveryCard, lines: Sequence[ReadLine], at: datetime
) -> tuple[list[tuple[ReadLine, Comparison]], list[LineProblem]]:
    """What each line would change; a second line of somebody who is here already is a double."""
    found: list[tuple[ReadLine, Comparison]] = []
    doubles: list[LineProblem] = []
    line_of: dict[UUID, int] = {}
    changes = compare(
        actor=actor,
        grant_id=upkeep_grant(actor, card.register_id, at),
        register_id=card.register_id,
        rows=sealed_rows(card, ((line, None) for line in lines)),
        at=at,
    )
    for line, one in zip(lines, changes, strict=True):
        whom = one.person or one.elsewhere
        earlier = one.line if whom is None else line_of.setdefault(whom, one.line)
        if earlier == one.line:
            found.append((line, one))
        else:
            doubles.append(LineProblem(one.line, LineFault.DOUBLE, other_line=earlier))
    return found, doubles


def without(reading: Reading, left: Sequence[LineProblem]) -> Reading:
    """A reading with some more lines left out."""
    if not left:
        return reading
    numbers = {one.line for one in left}
    kept = tuple(line for line in reading.lines if line.line not in numbers)
    problems = sorted((*reading.problems, *left), key=lambda one: one.line)
    counts = Counter(reading.counts) + Counter(one.fault for one in left)
    return Reading(kept, tuple(problems), dict(counts))


def run_import(*, delivery_id: int, at: datetime) -> None:
    """The background work: everything in one transaction, the file destroyed afterwards; harmless when run twice."""
    card = delivery(delivery_id=delivery_id)
    if registers.begin_delivery(delivery_id=delivery_id, at=at):
        write_delivery(card, at)
    destroy_file(card, at)


def write_delivery(card: DeliveryCard, at: datetime) -> None:
    """Read, compare, and write unless somebody stopped it."""
    delivery_id = card.delivery_id
    actor = actor_for(user_id=card.uploaded_by, organization_id=card.organization_id, at=at)
    mapping = tuple(Column(word) for word in card.mapping)
    reading = read(card, mapping, at)
    registers.note_progress(delivery_id=delivery_id, progress=20)
    found, _doubles = compared(actor, card, reading.lines, at)
    registers.note_progress(delivery_id=delivery_id, progress=50)
    if registers.is_cancelled(delivery_id=delivery_id):
        return
    with transaction.atomic():
        write_rows(actor, card, found, at)
        registers.end_delivery(delivery_id=delivery_id, state=DeliveryState.DONE, at=at)


def write_rows(
    actor: Actor, card: DeliveryCard, found: Iterable[tuple[ReadLine, Comparison]], at: datetime
) -> None:
    """New and changed lines; those of people known elsewhere here keep being one person."""
    wanted = (
        (line, one.person or one.elsewhere)
        for line, one in found
        if one.change in {Change.NEW, Change.CHANGED}
    )
    store_rows(
        actor=actor,
        grant_id=upkeep_grant(actor, card.register_id, at),
        register_id=card.register_id,
        rows=sealed_rows(card, wanted),
        batch=card.delivery_id,
        at=at,
    )
    begin_acknowledgements(actor, card, at)


def begin_acknowledgements(actor: Actor, card: DeliveryCard, at: datetime) -> None:
    """The mayor's eight days run from the entry, in an alert register."""
    if register(card.register_id).kind is not RegisterKind.CASF_ALERT:
        return
    expect_acknowledgement_of_batch(
        actor=actor,
        register_id=card.register_id,
        batch=card.delivery_id,
        due_at=at + ACKNOWLEDGED_WITHIN,
        at=at,
    )


def destroy_file(card: DeliveryCard, at: datetime) -> None:
    if card.token:
        destroy(card.token)
        registers.note_destroyed(delivery_id=card.delivery_id, at=at)


def give_up(*, delivery_id: int, at: datetime) -> None:
    """The work broke off: nothing was written, and the file has served."""
    registers.fail_delivery(delivery_id=delivery_id, at=at)
    destroy_file(delivery(delivery_id=delivery_id), at)
