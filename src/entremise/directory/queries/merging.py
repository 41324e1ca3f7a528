"""What a delivery would change: each entry before the service it is, and the services that it brings no more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from entremise.directory.models import Service
from entremise.directory.vocabulary import (
    EVERYWHERE,
    SAID_BY_SOURCE,
    Change,
    DryRun,
    Here,
    Note,
)
from entremise.engines.service_files.vocabulary import (
    Delivery,
    Entry,
    EntryFault,
    Problem,
    Structure,
)
from entremise.territory import queries as territory

NOTED_AT_MOST: Final = 2000
ABROAD: Final = frozenset({"97", "98"})  # overseas, whose codes have three signs
Sheet = dict[str, object]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one service: its entry, what its source said before, the fields that change."""

    change: Change
    entry: Entry
    sheet: Sheet
    service_id: int | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    steps: tuple[Step, ...]
    missing: tuple[
        tuple[int, str], ...
    ]  # number and name of those that the delivery brings no more
    structures: Mapping[Key, Structure]
    problems: tuple[Problem, ...]
    sources: tuple[str, ...]
    active: int

    def counts(self) -> Counter[str]:
        return Counter(step.change.value for step in self.steps)


def here_of(code: str) -> Here:
    """The territory of an official code."""
    here = territory.place(code)
    department = department_of(code) if here is None or here.kind != "DEPARTEMENT" else code
    own = {code, department} if here is None else {code, here.group, here.parent or department}
    return Here(
        zones=frozenset(own - {""}) | EVERYWHERE,
        communes=frozenset((code, *(one.code for one in territory.communes_of(code)))),
        department=department,
        source=f"entremise-{code}",
    )


def department_of(code: str) -> str:
    return code[:3] if code[:2] in ABROAD else code[:2]


def is_in(place: Here, entry: Entry) -> bool:
    """Whether a service serves this territory, or stands in its département when it says no zone."""
    if entry.zone:
        return bool({*entry.zone} & (place.zones | place.communes))
    where = entry.commune or entry.postcode
    return not where or where.startswith(place.department)


def sources_of(found: Delivery, place: Here) -> tuple[str, ...]:
    """Who publishes what a file brings; never this town itself."""
    return tuple(sorted({entry.source for entry in found.entries} - {place.source}))


def plan_of(found: Delivery, *, place: Here, kit_codes: Mapping[str, str]) -> Plan:
    """What a delivery would change; nothing is written."""
    problems = list(found.problems)
    kept = []
    for entry in found.entries:
        fault = fault_of(entry, place)
        if fault is None:
            kept.append(entry)
        else:
            problems.append(Problem(entry.line, fault))
    sources = sources_of(found, place)
    known = known_services(sources)
    steps = tuple(step_of(entry, sheet_of(entry, kit_codes), known) for entry in kept)
    brought = {(entry.source, entry.source_id) for entry in kept}
    active = [row for row in known.values() if row.is_active]
    missing = [
        (row.pk, row.name) for row in active if (row.source_id, row.source_key) not in brought
    ]
    return Plan(
        steps=steps,
        missing=tuple(sorted(missing)),
        structures={key: one for key, one in found.structures.items() if key[0] != place.source},
        problems=tuple(sorted(problems, key=lambda one: (one.part, one.line))),
        sources=sources,
        active=len(active),
    )


def fault_of(entry: Entry, place: Here) -> EntryFault | None:
    if entry.source == place.source:
        return EntryFault.OWN_SOURCE
    if entry.is_closed:
        return EntryFault.CLOSED
    return None if is_in(place, entry) else EntryFault.OUT_OF_AREA


def known_services(sources: Iterable[str]) -> dict[Key, Service]:
    """The services of these sources, with what they were said to be."""
    rows = (
        Service.objects.filter(source__in=tuple(sources))
        .order_by("pk")
        .only("source_id", "source_key", "name", "is_active", "ended_on", "published", "corrected")
    )
    return {(row.source_id or "", row.source_key): row for row in rows}


def sheet_of(entry: Entry, kit_codes: Mapping[str, str]) -> Sheet:
    """What the source says, as it is kept and compared; themes under the code of the kits where they have one."""
    said = {name: getattr(entry, name) for name in SAID_BY_SOURCE}
    themes = dict.fromkeys(kit_codes.get(one, one) for one in entry.themes)
    lists = {name: list(value) for name, value in said.items() if isinstance(value, tuple)}
    return said | lists | {"themes": list(themes)}


def step_of(entry: Entry, sheet: Sheet, known: Mapping[Key, Service]) -> Step:
    row = known.get((entry.source, entry.source_id))
    if row is None:
        return Step(Change.NEW, entry, sheet, None)
    before = row.published or {}
    fields = tuple(name for name, value in sheet.items() if before.get(name) != value)
    if not row.is_active and row.ended_on is not None:
        change = Change.BACK
    elif not fields:
        change = Change.SAME
    else:
        change = Change.OWN_KEPT if set(fields) <= set(row.corrected) else Change.CHANGED
    return Step(change, entry, sheet, row.pk, fields)


def dry_run_of(plan: Plan) -> DryRun:
    """What is shown before the import: counts, then the first lines."""
    counts = plan.counts() + Counter({Change.ENDED.value: len(plan.missing)})
    return DryRun(
        counts=dict(counts),
        faults=dict(Counter(one.fault.value for one in plan.problems)),
        notes=tuple(notes_of(plan))[:NOTED_AT_MOST],
        sources=plan.sources,
        active=plan.active,
    )


def notes_of(plan: Plan) -> Iterator[Note]:
    """The lines in the order of their weight: what is left, what ends, what changes, what is new."""
    for one in plan.problems:
        detail = tuple(filter(None, (one.column, one.part)))
        yield Note(one.line, one.fault.value, detail=detail)
    for _service_id, name in plan.missing:
        yield Note(0, Change.ENDED.value, name)
    for change in (Change.OWN_KEPT, Change.BACK, Change.CHANGED, Change.NEW):
        for step in plan.steps:
            if step.change is change:
                fields = step.fields if change is not Change.NEW else ()
                yield Note(step.entry.line, change.value, step.entry.name, fields)
