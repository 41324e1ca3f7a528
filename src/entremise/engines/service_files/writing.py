"""Services as files for others: the national schema data·inclusion 1.0.10, and HSDS 3 as JSON or as tables."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from entremise.engines.osm_hours import DAYS, Hours, hours_of
from entremise.engines.service_files import national
from entremise.engines.service_files.vocabulary import Entry, Structure

Json = dict[str, object]
ICAL: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HSDS_VERSION: Final = "3.2"
DESCRIPTION_SIGNS: Final = 5  # at least, says the national schema


def filled(record: Mapping[str, object]) -> Json:
    """Without what is empty: an absent field says nothing."""
    return {key: value for key, value in record.items() if value not in (None, "", [], ())}


def degrees(e6: int | None) -> float | None:
    return None if e6 is None else e6 / 1e6


def service_record(entry: Entry) -> Json:
    """A service of the national schema. Words for hours go to the notes: the schema takes OpenStreetMap's alone."""
    hours = entry.opening if hours_of(entry.opening) else ""
    note = "" if hours or not entry.opening else entry.opening
    is_for_all = national.EVERYBODY in entry.publics
    return filled(
        {
            "source": entry.source,
            "structure_id": entry.structure_id,
            "id": entry.source_id,
            "nom": entry.name,
            "description": long_enough(entry.description, entry.name),
            "lien_source": entry.link,
            "date_maj": str(entry.updated_on or ""),
            "type": entry.kind,
            "thematiques": [one for one in entry.themes if one in national.THEMES],
            "frais": entry.cost,
            "frais_precisions": entry.cost_note,
            "publics": [national.EVERYBODY] if is_for_all else list(entry.publics),
            "publics_precisions": entry.public,
            "conditions_acces": entry.conditions,
            "commune": entry.town,
            "code_postal": entry.postcode if len(entry.postcode) == 5 else "",
            "code_insee": entry.commune,
            "adresse": entry.address,
            "longitude": degrees(entry.lon_e6),
            "latitude": degrees(entry.lat_e6),
            "telephone": entry.phone,
            "courriel": entry.mail,
            "modes_accueil": list(entry.receptions),
            "zone_eligibilite": list(entry.zone),
            "lien_mobilisation": entry.form_url,
            "modes_mobilisation": list(entry.ways),
            "mobilisable_par": list(entry.reached_by),
            "mobilisation_precisions": "\n".join(filter(None, (entry.ways_note, note))),
            "horaires_accueil": hours,
        }
    )


def long_enough(text: str, name: str) -> str:
    """A description, or the name said as one."""
    return (
        text
        if len(text) >= DESCRIPTION_SIGNS
        else f"{name}. {text}".ljust(DESCRIPTION_SIGNS, ".").strip()
    )


def structure_record(one: Structure) -> Json:
    """A structure of the national schema."""
    return filled(
        {
            "source": one.source,
            "id": one.source_id,
            "nom": one.name,
            "date_maj": str(one.updated_on or ""),
            "description": one.description if len(one.description) >= DESCRIPTION_SIGNS else "",
            "siret": one.siret if len(one.siret) == 14 else "",
            "commune": one.town,
            "code_postal": one.postcode if len(one.postcode) == 5 else "",
            "code_insee": one.commune,
            "adresse": one.address,
            "longitude": degrees(one.lon_e6),
            "latitude": degrees(one.lat_e6),
            "telephone": one.phone,
            "courriel": one.mail,
            "site_web": one.link,
            "horaires_accueil": one.opening if hours_of(one.opening) else "",
            "accessibilite_lieu": one.accessibility,
            "reseaux_porteurs": list(one.networks),
        }
    )


def number(*parts: str) -> str:
    """A number that stays the same from one export to the next."""
    return str(uuid5(NAMESPACE_URL, ":".join(parts)))


def hsds_service(entry: Entry, structure: Structure, labels: Mapping[str, str]) -> Json:
    """A service of HSDS with its organization, its place, its hours, its terms; `labels` name the themes."""
    key = number(entry.source, entry.source_id)
    said = {
        "id": key,
        "name": entry.name,
        "description": entry.description,
        "url": entry.link,
        "email": entry.mail,
        "status": "active",
        "application_process": entry.ways_note,
        "fees_description": entry.cost_note or national.COSTS.get(entry.cost, ""),
        "eligibility_description": said_of(entry),
        "assured_date": str(entry.updated_on or ""),
        "organization": organization_of(structure),
        "phones": [{"id": number(key, "phone"), "number": entry.phone}] if entry.phone else [],
        "schedules": schedules_of(entry.opening, key),
        "service_areas": [area_of(key, code) for code in entry.zone],
        "languages": [{"id": number(key, "language", one), "name": one} for one in entry.languages],
        "attributes": [term_of(key, code, labels) for code in (*entry.themes, *entry.publics)],
        "service_at_locations": places_of(entry, key),
    }
    return filled(said)


def organization_of(structure: Structure) -> Json:
    said = {
        "id": number(structure.source, structure.source_id),
        "name": structure.name,
        "description": structure.description or structure.name,
        "website": structure.link,
        "email": structure.mail,
    }
    return filled(said)


def area_of(key: str, code: str) -> Json:
    return {"id": number(key, "area", code), "name": code, "uri": f"https://id.insee.fr/geo/{code}"}


def said_of(entry: Entry) -> str:
    labels = (national.PUBLICS.get(code, code) for code in entry.publics)
    return "\n".join(filter(None, (", ".join(labels), entry.public, entry.conditions)))


def term_of(key: str, code: str, labels: Mapping[str, str]) -> Json:
    """A theme or a public of the national tables, or a local theme."""
    label = labels.get(code) or national.THEMES.get(code) or national.PUBLICS.get(code, code)
    term = {"id": number("term", code), "code": code, "name": label, "description": label}
    return {"id": number(key, "attribute", code), "link_entity": "service", "taxonomy_term": term}


def schedules_of(opening: str, key: str) -> list[Json]:
    """Weekly hours as events of RFC 5545; hours that need words as a description."""
    if not opening:
        return []
    hours = hours_of(opening)
    if hours is None:
        return [{"id": number(key, "schedule"), "description": opening}]
    return [
        {
            "id": number(key, "schedule", days, str(start)),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": days,
            "opens_at": clock(start),
            "closes_at": clock(end),
        }
        for days, start, end in spans_of(hours)
    ]


def spans_of(hours: Hours) -> list[tuple[str, int, int]]:
    """Each span once, with the days that have it."""
    found: dict[tuple[int, int], list[str]] = {}
    for day in range(len(DAYS)):
        for span in hours.week[day]:
            found.setdefault(span, []).append(ICAL[day])
    return [(",".join(days), start, end) for (start, end), days in sorted(found.items())]


def clock(minute: int) -> str:
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour:02}:{rest:02}"


def places_of(entry: Entry, key: str) -> list[Json]:
    if not (entry.address or entry.town or entry.lat_e6 is not None):
        return []
    place = number(key, "location")
    address = {
        "id": number(key, "address"),
        "address_1": entry.address,
        "city": entry.town,
        "state_province": entry.commune[:2],
        "postal_code": entry.postcode,
        "country": "FR",
        "address_type": "physical",
    }
    access = {"id": number(key, "accessibility"), "description": entry.accessibility}
    location = filled(
        {
            "id": place,
            "location_type": "physical",
            "latitude": degrees(entry.lat_e6),
            "longitude": degrees(entry.lon_e6),
            "addresses": [address] if entry.address or entry.town else [],
            "accessibility": [access] if entry.accessibility else [],
        }
    )
    return [{"id": number(key, "place"), "location": location}]


TABLES: Final = (
    "organizations", "services", "locations", "service_at_location", "addresses", "phones", "schedules",
    "service_areas", "languages", "accessibility", "attributes", "taxonomy_terms",
)  # fmt: skip


class Tables:
    """The tables of a data package, filled service by service; what many share stands once."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[object, Json]] = {name: {} for name in TABLES}

    def add(self, table: str, row: object, **owner: object) -> Json:
        assert isinstance(row, dict)
        plain = {key: one for key, one in row.items() if not isinstance(one, list | dict)}
        self.rows[table][row["id"]] = plain | owner
        return row

    def add_all(self, names: Iterable[str], record: Json, **owner: object) -> None:
        for name in names:
            for row in rows_of(record, name):
                self.add(name, row, **owner)

    def add_service(self, service: Json) -> None:
        key = service["id"]
        organization = self.add("organizations", service["organization"])
        self.add("services", service, organization_id=organization["id"])
        self.add_all(("phones", "schedules", "service_areas", "languages"), service, service_id=key)
        for row in rows_of(service, "attributes"):
            term = self.add("taxonomy_terms", row["taxonomy_term"])
            self.add("attributes", row, link_id=key, taxonomy_term_id=term["id"])
        for place in rows_of(service, "service_at_locations"):
            location = self.add("locations", place["location"])
            owner = location["id"]
            self.add("service_at_location", place, service_id=key, location_id=owner)
            self.add_all(("addresses", "accessibility"), location, location_id=owner)


def hsds_tables(services: Iterable[Json]) -> dict[str, list[Json]]:
    """The services of `hsds_service` as the tables of a data package, by the name of their file."""
    tables = Tables()
    for service in services:
        tables.add_service(service)
    return {f"{name}.csv": list(rows.values()) for name, rows in tables.rows.items() if rows}


def rows_of(record: Json, name: str) -> list[Json]:
    found = record.get(name, [])
    return found if isinstance(found, list) else []
