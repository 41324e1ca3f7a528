"""The directory as files: for the national repository, for other towns, for a spreadsheet."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.directory.queries.exporting import Pair, services_listed, services_to_export
from entremise.directory.queries.services import room_on
from entremise.directory.queries.themes import theme_names
from entremise.engines.service_files.writing import (
    HSDS_VERSION,
    Json,
    hsds_service,
    hsds_tables,
    service_record,
    structure_record,
)
from entremise.journeys.import_services import here
from entremise.territory.queries import districts
from entremise.web.directory.words import code_words, hours_words, room_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.spreadsheets import Cell, attached, csv_answer, ods_answer, xlsx_answer
from entremise.web.shell.visit import visit_of

WHO: Final = (Role.ORIENTEUR, Role.STEWARD, Role.ADMINISTRATOR)
NAME: Final = "services"
HEADS: Final = (
    _("Name"),
    _("Run by"),
    _("What it does"),
    _("For whom?"),
    _("Cost"),
    _("Phone"),
    _("Mail"),
    _("Address"),
    _("Postcode"),
    _("Town"),
    _("Districts"),
    _("Opening hours"),
    _("Room"),
    _("Checked"),
    _("Source"),
)


@audience(*WHO, is_personal=False)
@require_safe
def list_exports(request: HttpRequest) -> HttpResponse:
    return page(request, "directory/exports.html")


@audience(*WHO, is_personal=False)
@require_safe
def save(request: HttpRequest, form: str) -> HttpResponse:
    """One form of the list; `own` leaves out what others publish already."""
    make = FORMS.get(form)
    if make is None:
        raise Http404
    return make(request, request.GET.get("own") == "1")


def list_rows(request: HttpRequest, is_own: bool) -> Iterator[tuple[Cell, ...]]:
    day, themes = localdate(visit_of(request).at), theme_names()
    names = {one.code: one.name for one in districts()}
    for card in services_listed(is_own=is_own):
        yield (
            card.name,
            card.structure,
            ", ".join(themes.get(one, one) for one in card.themes),
            code_words("publics", card.publics),
            code_words("cost", [card.cost]),
            card.phone,
            card.mail,
            card.address,
            card.postcode,
            card.town,
            ", ".join(names.get(one, one) for one in card.districts),
            hours_words(card.opening),
            room_words(card, room_on(card, day)),
            localdate(card.checked_at),
            card.source,
        )


def national_file(request: HttpRequest, is_own: bool) -> HttpResponse:
    """Two files of data·inclusion in one archive."""
    pairs = services_to_export(place=here(), is_own=is_own)
    structures = {(one.source, one.source_id): one for _entry, one in pairs}
    return archive(
        "data-inclusion",
        {
            "services.json": as_json([service_record(entry) for entry, _structure in pairs]),
            "structures.json": as_json([structure_record(one) for one in structures.values()]),
        },
    )


def hsds_services(pairs: list[Pair]) -> list[Json]:
    labels = theme_names()
    return [hsds_service(entry, structure, labels) for entry, structure in pairs]


def hsds_file(request: HttpRequest, is_own: bool) -> HttpResponse:
    services = hsds_services(services_to_export(place=here(), is_own=is_own))
    whole = {"version": HSDS_VERSION, "total_items": len(services), "contents": services}
    return attached(as_json(whole), "services-hsds.json", "application/json")


def hsds_package(request: HttpRequest, is_own: bool) -> HttpResponse:
    """The tables of HSDS with the description that a data package has."""
    services = hsds_services(services_to_export(place=here(), is_own=is_own))
    tables = hsds_tables(services)
    resources = [
        {"name": name.removesuffix(".csv"), "path": name, "format": "csv", "mediatype": "text/csv"}
        for name in tables
    ]
    described = {"name": "human_services_data", "version": HSDS_VERSION, "resources": resources}
    parts = {name: as_csv(rows) for name, rows in tables.items()}
    return archive("services-hsds", parts | {"datapackage.json": as_json(described)})


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_csv(rows: list[Json]) -> bytes:
    heads = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    lines = csv.DictWriter(text, heads, restval="")
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()


def archive(name: str, parts: dict[str, bytes]) -> HttpResponse:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, data in parts.items():
            packed.writestr(part, data)
    return attached(whole.getvalue(), f"{name}.zip", "application/zip")


FORMS: Final[dict[str, Callable[[HttpRequest, bool], HttpResponse]]] = {
    "csv": lambda request, is_own: csv_answer(NAME, HEADS, list_rows(request, is_own)),
    "ods": lambda request, is_own: ods_answer(NAME, HEADS, list_rows(request, is_own)),
    "xlsx": lambda request, is_own: xlsx_answer(NAME, HEADS, list_rows(request, is_own)),
    "data-inclusion": national_file,
    "hsds": hsds_file,
    "hsds-csv": hsds_package,
}
