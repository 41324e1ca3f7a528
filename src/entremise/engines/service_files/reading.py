"""A file of services from its bytes to its entries: which kind it is, what each line brings, what is left and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from entremise.engines.service_files import data_inclusion, hsds
from entremise.engines.service_files.cells import Cells, Record
from entremise.engines.service_files.opening import Part, parts_of
from entremise.engines.service_files.vocabulary import (
    Delivery,
    Entry,
    EntryFault,
    FileFault,
    FileKind,
    Problem,
    Structure,
    Unusable,
)

# The names of the tables in the versions of the specification.
TABLES: Final = {
    **{f"{one}.csv": f"{one}s" for one in ("organization", "service", "location", "phone", "schedule", "language")},
    **{f"{one}s.csv": f"{one}s" for one in ("organization", "service", "location", "phone", "schedule", "language")},
    **{f"{one}.csv": f"{one}s" for one in ("service_area", "service_at_location", "attribute", "taxonomy_term", "cost_option")},
    **{f"{one}s.csv": f"{one}s" for one in ("service_area", "service_at_location", "attribute", "taxonomy_term", "cost_option")},
    "services_at_location.csv": "service_at_locations",
    "address.csv": "addresses",
    "addresses.csv": "addresses",
    "accessibility.csv": "accessibility",
}  # fmt: skip
FILLED: Final = ("phone", "mail", "opening", "accessibility")
PLACE: Final = ("address", "postcode", "town", "commune", "lat_e6", "lon_e6")
Key = tuple[str, str]
Make = Callable[[], Entry]


def read(data: bytes, *, source: str = "") -> Delivery:
    """The entries of a file of data·inclusion or HSDS; `source` names those of a file that does not say it.

    Raise `Unusable`. A line that cannot be read is left with its reason, the others stand."""
    parts = parts_of(data)
    reader = Reader(source)
    if is_package(parts):
        reader.read_package(parts)
    else:
        for part in parts:
            for line, record in part.rows:
                reader.read_record(line, record, part.name)
    if not reader.entries and not reader.structures:
        raise Unusable(FileFault.NOT_SERVICES)
    return reader.delivery()


def is_package(parts: tuple[Part, ...]) -> bool:
    """Tables of HSDS: services with their columns in English."""
    services = [one for one in parts if TABLES.get(one.name.lower()) == "services"]
    return any("nom" not in record for part in services for _line, record in part.rows[:1])


class Reader:
    """What was read of a file so far."""

    def __init__(self, source: str) -> None:
        self.source = source or "hsds"
        self.kind = FileKind.DATA_INCLUSION
        self.entries: dict[Key, Entry] = {}
        self.structures: dict[Key, Structure] = {}
        self.problems: list[Problem] = []

    def read_record(self, line: int, record: Record, part: str) -> None:
        if data_inclusion.is_old(record):
            raise Unusable(FileFault.OLD_SCHEMA, part)
        if data_inclusion.is_service(record):
            cells = Cells(record)
            self.keep(
                line,
                part,
                cells,
                data_inclusion.named(cells),
                lambda: data_inclusion.entry_of(line, cells),
            )
        elif data_inclusion.is_structure(record):
            self.read_structure(line, record, part)
        elif hsds.is_organization(record):
            for service in hsds.listed(record, "services"):
                self.read_hsds(line, {**service, "organization": record}, part)
        elif hsds.is_service(record):
            self.read_hsds(line, record, part)
        else:
            self.problems.append(Problem(line, EntryFault.NOT_AN_ENTRY, part=part))

    def read_structure(self, line: int, record: Record, part: str) -> None:
        cells = Cells(record)
        fault = data_inclusion.named(cells)
        if fault is not None:
            self.problems.append(Problem(line, fault, part=part))
            return
        found = data_inclusion.structure_of(cells)
        self.structures[found.source, found.source_id] = found
        self.note_lost(line, part, cells)

    def read_hsds(self, line: int, record: Record, part: str) -> None:
        self.kind = FileKind.HSDS
        cells, found = Cells(record), hsds.structure_of(record, self.source)
        if found is not None:
            self.structures.setdefault((found.source, found.source_id), found)
        self.keep(
            line, part, cells, hsds.named(cells), lambda: hsds.entry_of(line, cells, self.source)
        )

    def read_package(self, parts: tuple[Part, ...]) -> None:
        known = {TABLES[one.name.lower()]: one for one in parts if one.name.lower() in TABLES}
        tables = {name: [record for _line, record in part.rows] for name, part in known.items()}
        package, services = hsds.Package(tables), known["services"]
        for line, record in services.rows:
            self.read_hsds(line, package.service(record), services.name)

    def keep(
        self, line: int, part: str, cells: Cells, fault: EntryFault | None, make: Make
    ) -> None:
        """An entry that can be known again, the first of its number; else the reason why it is left."""
        if fault is not None:
            self.problems.append(Problem(line, fault, part=part))
            return
        entry = make()
        if self.entries.setdefault((entry.source, entry.source_id), entry) is not entry:
            self.problems.append(Problem(line, EntryFault.DOUBLE, part=part))
            return
        self.note_lost(line, part, cells)

    def note_lost(self, line: int, part: str, cells: Cells) -> None:
        self.problems += [
            Problem(line, fault, key, part) for fault, key in dict.fromkeys(cells.lost)
        ]

    def delivery(self) -> Delivery:
        return Delivery(
            kind=self.kind,
            entries=tuple(filled(self.entries.values(), self.structures)),
            structures=self.structures,
            problems=tuple(self.problems),
        )


def filled(entries: Iterable[Entry], structures: Mapping[Key, Structure]) -> Iterator[Entry]:
    """A service without phone, mail, hours or place has those of its structure, as the schema says."""
    for entry in entries:
        found = structures.get((entry.source, entry.structure_id))
        if found is None:
            yield entry
            continue
        own = {name: getattr(entry, name) or getattr(found, name) for name in FILLED}
        if not (entry.address or entry.town or entry.lat_e6):
            own |= {name: getattr(found, name) for name in PLACE}
        yield replace(entry, **own)
