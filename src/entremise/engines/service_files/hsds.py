"""Records of HSDS 3 (Human Services Data Specification, Open Referral) as entries: JSON, or a data package of CSV tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from entremise.engines.service_files import national
from entremise.engines.service_files.cells import Cells, Record, plain_text
from entremise.engines.service_files.data_inclusion import (
    ID_SIGNS,
    NAME_SIGNS,
    NOTE_SIGNS,
    TEXT_SIGNS,
)
from entremise.engines.service_files.vocabulary import Entry, EntryFault, Structure

DAYS: Final = {"MO": "Mo", "TU": "Tu", "WE": "We", "TH": "Th", "FR": "Fr", "SA": "Sa", "SU": "Su"}
CLOSED: Final = frozenset({"inactive", "defunct"})
LOCAL: Final = re.compile(r"x-[a-z0-9-]{1,38}")
ZONE_URI: Final = re.compile(r"(?:^|[/:=#])(france|\d{9}|\d[\dAB]\d{3}|\d[\dAB]\d?)$")
# The tables hung under a service, by the column that names it.
UNDER_SERVICE: Final = ("phones", "schedules", "service_areas", "languages", "cost_options")
OWNERS: Final = frozenset({"service_id", "location_id", "link_id", "service_at_location_id"})
UNDER_LOCATION: Final = ("addresses", "phones", "schedules", "languages", "accessibility")


def is_service(record: Record) -> bool:
    return "name" in record and "id" in record and ("status" in record or "organization" in record)


def is_organization(record: Record) -> bool:
    return "name" in record and isinstance(record.get("services"), list)


def listed(record: Record, key: str) -> list[Record]:
    """The objects of a list; a list that is none holds nothing."""
    found = record.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def first(record: Record, key: str) -> Record:
    return next(iter(listed(record, key)), {})


def within(record: Record, key: str) -> Record:
    found = record.get(key)
    return found if isinstance(found, dict) else {}


class Package:
    """The tables of a data package, each row found by what it belongs to."""

    def __init__(self, tables: Mapping[str, Iterable[Record]]) -> None:
        self.by_id = {
            name: {row.get("id"): row for row in tables.get(name, ())}
            for name in ("organizations", "locations", "taxonomy_terms")
        }
        self.services = tuple(tables.get("services", ()))
        self.under: dict[tuple[str, str, object], list[Record]] = defaultdict(list)
        for table, rows in tables.items():
            for row in rows:
                for column in OWNERS & row.keys():
                    self.under[table, column, row[column]].append(row)

    def rows(self, names: Iterable[str], column: str, key: object) -> dict[str, object]:
        return {name: self.under[name, column, key] for name in names}

    def location(self, key: object) -> dict[str, object]:
        found = self.by_id["locations"].get(key, {})
        return {**found, **self.rows(UNDER_LOCATION, "location_id", key)}

    def place(self, row: Record) -> dict[str, object]:
        """A service at a location."""
        own = self.rows(("phones", "schedules"), "service_at_location_id", row.get("id"))
        return {**own, "location": self.location(row.get("location_id"))}

    def service(self, row: Record) -> dict[str, object]:
        """A service with what belongs to it, as the JSON of the specification says it."""
        key = row.get("id")
        return {
            **row,
            **self.rows(UNDER_SERVICE, "service_id", key),
            "organization": self.by_id["organizations"].get(row.get("organization_id"), {}),
            "service_at_locations": [
                self.place(one) for one in self.under["service_at_locations", "service_id", key]
            ],
            "attributes": [
                {"taxonomy_term": self.by_id["taxonomy_terms"].get(one.get("taxonomy_term_id"), {})}
                for one in self.under["attributes", "link_id", key]
            ],
        }


def named(cells: Cells) -> EntryFault | None:
    if not cells.line("id", ID_SIGNS):
        return EntryFault.NO_ID
    return None if len(cells.line("name", NAME_SIGNS)) >= 3 else EntryFault.NO_NAME


def structure_of(record: Record, source: str) -> Structure | None:
    """The organization of a service, when it has a number and a name."""
    cells = Cells(within(record, "organization"))
    if named(cells) is not None:
        return None
    phone = Cells(first(cells.record, "phones"))
    return Structure(
        source=source,
        source_id=cells.line("id", ID_SIGNS),
        name=cells.line("name", NAME_SIGNS),
        description=cells.text("description", TEXT_SIGNS),
        link=cells.link("website") or cells.link("url"),
        phone=phone.phone("number"),
        mail=cells.mail("email"),
    )


def entry_of(line: int, cells: Cells, source: str) -> Entry:
    record, codes = cells.record, codes_of(cells.record)
    entry = Entry(
        line=line,
        source=source,
        source_id=cells.line("id", ID_SIGNS),
        structure_id=Cells(within(record, "organization")).line("id", ID_SIGNS),
        name=cells.line("name", NAME_SIGNS),
        description=cells.text("description", TEXT_SIGNS),
        themes=tuple(one for one in codes if one in national.THEMES or LOCAL.fullmatch(one)),
        publics=tuple(one for one in codes if one in national.PUBLICS),
        public=cells.text("eligibility_description", NOTE_SIGNS),
        cost_note=cells.text("fees_description", NOTE_SIGNS) or cells.text("fees", NOTE_SIGNS),
        cost=cost_of(record),
        mail=cells.mail("email"),
        link=cells.link("url"),
        ways_note=cells.text("application_process", NOTE_SIGNS),
        zone=zone_of(record),
        languages=languages_of(record),
        updated_on=cells.day("assured_date") or cells.day("last_modified"),
        is_closed=cells.line("status", 40) in CLOSED,
    )
    return placed(entry, cells)


def placed(entry: Entry, cells: Cells) -> Entry:
    """With what the first place of the service says: its address, its phone, its hours."""
    record = cells.record
    place = first(record, "service_at_locations")
    location = Cells(within(place, "location"))
    address = Cells(first(location.record, "addresses"))
    holders = (record, place, location.record)  # the nearest to the service first
    phone = Cells(next(filter(None, (first(one, "phones") for one in holders)), {}))
    lat, lon = location.position("latitude", "longitude")
    found = replace(
        entry,
        opening=opening_of(next(filter(None, (listed(one, "schedules") for one in holders)), [])),
        address=", ".join(filter(None, (address.line(f"address_{n}", 200) for n in (1, 2)))),
        postcode=address.line("postal_code", 5),
        town=address.line("city", 80),
        lat_e6=lat,
        lon_e6=lon,
        phone=phone.phone("number"),
        languages=entry.languages or languages_of(location.record),
        accessibility=accessibility_of(location.record),
    )
    cells.lost += [*location.lost, *address.lost, *phone.lost]
    return found


def codes_of(record: Record) -> tuple[str, ...]:
    """The codes of the terms of a service."""
    terms = (within(one, "taxonomy_term") for one in listed(record, "attributes"))
    return tuple(dict.fromkeys(filter(None, (plain_text(one.get("code")) for one in terms))))


def cost_of(record: Record) -> str:
    """Free when every cost said is nought, else paid; unsaid stays unsaid."""
    said = [plain_text(one.get("amount")) for one in listed(record, "cost_options")]
    amounts = [one for one in said if one]
    if not amounts:
        return ""
    return "gratuit" if all(re.fullmatch(r"0+([.,]0*)?", one) for one in amounts) else "payant"


def opening_of(schedules: Iterable[Record]) -> str:
    """Weekly schedules as OpenStreetMap writes opening hours; others are left aside."""
    rules = []
    for one in schedules:
        days = [
            DAYS.get(day.strip().upper(), "") for day in plain_text(one.get("byday")).split(",")
        ]
        hours = [plain_text(one.get(key))[:5] for key in ("opens_at", "closes_at")]
        if all(days) and all(re.fullmatch(r"\d\d:\d\d", hour) for hour in hours):
            rules.append(f"{','.join(days)} {hours[0]}-{hours[1]}")
    return ", ".join(dict.fromkeys(rules))[:NOTE_SIGNS]


def zone_of(record: Record) -> tuple[str, ...]:
    """Codes of places that an area names by its address or as its name."""
    said = [
        plain_text(one.get(key))
        for one in listed(record, "service_areas")
        for key in ("uri", "name")
    ]
    return tuple(dict.fromkeys(found[1] for one in said if (found := ZONE_URI.search(one))))


def languages_of(record: Record) -> tuple[str, ...]:
    said = (
        plain_text(one.get("code") or one.get("name"))[:40] for one in listed(record, "languages")
    )
    return tuple(dict.fromkeys(filter(None, said)))


def accessibility_of(location: Record) -> str:
    said = (
        plain_text(one.get("description") or one.get("details"))
        for one in listed(location, "accessibility")
    )
    return " ".join(filter(None, said)).replace("\n", " ")[:NOTE_SIGNS]
