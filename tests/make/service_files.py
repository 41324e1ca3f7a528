"""Files of services as their publishers write them: invented structures and services of Aubrelle."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping

STRUCTURE: dict[str, object] = {
    "source": "dora",
    "id": "dora--s1",
    "nom": "Maison des Cinq-Gués",
    "date_maj": "2026-06-01",
    "description": "Une maison de quartier inventée.",
    "telephone": "+33199006201",
    "commune": "Aubrelle",
    "code_postal": "00100",
    "code_insee": "00001",
    "adresse": "3 rue de la Butte",
    "horaires_accueil": "Mo-Fr 09:00-12:00",
}
SERVICE: dict[str, object] = {
    "source": "dora",
    "structure_id": "dora--s1",
    "id": "dora--1",
    "nom": "Panier du mercredi",
    "description": "Un panier de légumes chaque mercredi.",
    "date_maj": "2026-06-14",
    "type": "aide-materielle",
    "thematiques": ["equipement-et-alimentation--alimentation"],
    "publics": ["tous-publics"],
    "frais": "gratuit",
    "commune": "Aubrelle",
    "code_postal": "00100",
    "code_insee": "00001",
    "adresse": "3 rue de la Butte",
    "latitude": 0.001,
    "longitude": 0.002,
    "telephone": "01 99 00 62 02",
    "courriel": "panier@exemple.invalid",
    "modes_accueil": ["en-presentiel"],
    "modes_mobilisation": ["telephoner"],
    "mobilisable_par": ["usagers", "professionnels"],
    "zone_eligibilite": ["00001"],
    "horaires_accueil": "We 14:00-18:00",
    "contact_nom_prenom": "Zoé Nom-Secret",
}


def structure(**given: object) -> dict[str, object]:
    return STRUCTURE | given


def service(**given: object) -> dict[str, object]:
    return SERVICE | given


def services(count: int, **given: object) -> list[dict[str, object]]:
    return [
        service(
            **{
                "id": f"dora--{n}",
                "nom": f"Service inventé {n}",
                "description": f"Ce que fait le service numéro {n}.",
                "telephone": f"01 99 01 {n // 100 % 100:02} {n % 100:02}",
            }
            | given
        )
        for n in range(1, count + 1)
    ]


def as_json(records: object) -> bytes:
    return json.dumps(records, ensure_ascii=False).encode()


def as_lines(records: Iterable[Mapping[str, object]]) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode()


def as_csv(records: list[dict[str, object]], *, delimiter: str = ",") -> bytes:
    """Lists stand as JSON in their cells."""
    text = io.StringIO()
    rows = csv.DictWriter(text, list(records[0]), delimiter=delimiter)
    rows.writeheader()
    for one in records:
        rows.writerow(
            {
                key: json.dumps(value) if isinstance(value, list) else value
                for key, value in one.items()
            }
        )
    return text.getvalue().encode()


def as_zip(parts: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return whole.getvalue()


def hsds_service(**given: object) -> dict[str, object]:
    """A service as HSDS 3 says it, with its organization and its place."""
    known: dict[str, object] = {
        "id": "ac148810-d857-441c-9679-000000000001",
        "name": "Écoute du Fil",
        "status": "active",
        "description": "Une écoute inventée.",
        "url": "https://exemple.invalid/ecoute",
        "email": "ecoute@exemple.invalid",
        "assured_date": "2026-05-02",
        "eligibility_description": "Pour tous",
        "organization": {"id": "o1", "name": "Le Fil", "description": "Inventé."},
        "phones": [{"id": "p1", "number": "01 99 00 63 01"}],
        "schedules": [{"id": "h1", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "10:00:00", "closes_at": "12:30:00"}],
        "service_areas": [{"id": "a1", "name": "Aubrelle", "uri": "https://exemple.invalid/commune/00001"}],
        "languages": [{"id": "l1", "code": "fr"}, {"id": "l2", "code": "ar"}],
        "attributes": [{"id": "t1", "taxonomy_term": {"id": "tt1", "code": "sante--sante-mentale", "name": "Santé mentale"}}],
        "cost_options": [{"id": "c1", "amount": 0}],
        "service_at_locations": [
            {
                "id": "sl1",
                "location": {
                    "id": "loc1",
                    "location_type": "physical",
                    "latitude": 0.003,
                    "longitude": 0.004,
                    "addresses": [{"id": "ad1", "address_1": "8 quai Neuf", "city": "Aubrelle", "postal_code": "00100"}],
                    "accessibility": [{"id": "ac1", "description": "Rampe à l'entrée"}],
                },
            }
        ],
    }  # fmt: skip
    return known | given


def hsds_package() -> bytes:
    """The same as a data package of CSV tables."""
    tables: dict[str, list[dict[str, object]]] = {
        "organizations.csv": [{"id": "o1", "name": "Le Fil", "description": "Inventé."}],
        "services.csv": [{"id": "s1", "organization_id": "o1", "name": "Écoute du Fil", "status": "active", "description": "Une écoute inventée.", "assured_date": "2026-05-02"}],
        "locations.csv": [{"id": "loc1", "location_type": "physical", "latitude": "0.003", "longitude": "0.004"}],
        "addresses.csv": [{"id": "ad1", "location_id": "loc1", "address_1": "8 quai Neuf", "city": "Aubrelle", "postal_code": "00100"}],
        "service_at_location.csv": [{"id": "sl1", "service_id": "s1", "location_id": "loc1"}],
        "phones.csv": [{"id": "p1", "service_id": "s1", "number": "01 99 00 63 01"}],
        "schedules.csv": [{"id": "h1", "service_id": "s1", "byday": "MO,TU", "opens_at": "10:00", "closes_at": "12:30"}],
        "taxonomy_terms.csv": [{"id": "tt1", "code": "sante--sante-mentale", "name": "Santé mentale"}],
        "attributes.csv": [{"id": "t1", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "tt1"}],
    }  # fmt: skip
    return as_zip(
        {name: as_csv(rows) for name, rows in tables.items()} | {"datapackage.json": b"{}"}
    )
