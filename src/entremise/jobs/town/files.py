"""The four files of the registers, as tired people make them: the importer has to cope."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from entremise.jobs.town.residents import Population, Resident

MODES = {
    "SELF": "la personne",
    "THIRD_PARTY": "un tiers (écrit)",
    "REPRESENTATIVE": "représentant légal",
}


def write_files(people: Population, folder: Path) -> dict[str, Path]:
    """The alert register in xlsx, the safeguard plan in ods, the home-care feed and the voluntary list in csv."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {
        "alert": folder / "Registre canicule 2026 VERSION DEF.xlsx",
        "safeguard": folder / "PCS personnes vulnerables.ods",
        "home_care": folder / "APA_transmission_mairie.csv",
        "voluntary": folder / "liste appels volontaires.csv",
    }
    paths["alert"].write_bytes(alert_workbook(people.alert))
    paths["safeguard"].write_bytes(safeguard_sheet(people.safeguard))
    paths["home_care"].write_bytes(home_care_text(people.home_care))
    paths["voluntary"].write_bytes(voluntary_text(people.voluntary))
    return paths


def pairs(digits: str, separator: str = " ") -> str:
    return separator.join(digits[start : start + 2] for start in range(0, len(digits), 2))


HEAD_1 = (
    "Identité",
    "",
    "",
    "",
    "Adresse",
    "",
    "",
    "",
    "Contact",
    "",
    "Vie quotidienne",
    "",
    "",
    "Personne à prévenir",
    "",
    "",
    "Inscription",
    "",
    "",
)
HEAD_2 = (
    "Civ.", "NOM", "Nom de naissance", "Prénom", "N°", "Voie", "CP", "Quartier", "Tél fixe", "Portable",
    "Vit seul(e)", "Logement chaud", "Remarque d'écoute", "Nom", "Lien", "Téléphone", "Demandé par", "DDN", "Tuteur, UDAF",
)  # fmt: skip


def alert_workbook(people: Iterable[Resident]) -> bytes:
    """Two header lines, the upper one merged, a title above, real dates, a total row at the end."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Registre")
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "CCAS d'Aubrelle – registre nominatif canicule, tenu par l'accueil", bold)
        merge_head(sheet, bold)
        sheet.write_row(3, 0, HEAD_2, bold)
        count = 0
        for count, person in enumerate(people, start=1):
            sheet.write_row(3 + count, 0, alert_cells(person))
            sheet.write_datetime(3 + count, 17, midnight(person), date)
            sheet.write(3 + count, 18, guardian_cell(person))
        sheet.write_row(4 + count, 0, ("TOTAL", f"{count} personnes"), bold)
    return buffer.getvalue()


def merge_head(sheet: Any, bold: Any) -> None:
    """The line of group names above the columns."""
    starts = [column for column, text in enumerate(HEAD_1) if text]
    for start, end in zip(starts, [*starts[1:], len(HEAD_1)], strict=True):
        sheet.merge_range(2, start, 2, end - 1, HEAD_1[start], bold)


def midnight(person: Resident) -> Any:
    from datetime import datetime  # noqa: PLC0415 -- only spreadsheets have naive moments

    return datetime(person.birth.year, person.birth.month, person.birth.day)  # noqa: DTZ001 -- a spreadsheet


def alert_cells(person: Resident) -> tuple[str, ...]:
    landline = pairs(person.landline, ".") if person.landline else ""
    return (
        "Mme" if person.is_woman else "M.",
        person.last.upper(),
        person.birth_name,
        person.first,
        person.number,
        person.street,
        "00100",
        person.district,
        landline,
        pairs(person.mobile),
        "oui" if person.lives_alone else "non",
        "x" if person.hot_home else "",
        person.hearing,
        person.contact_name,
        person.contact_link,
        pairs(person.contact_phone),
        MODES[person.mode],
    )


def guardian_cell(person: Resident) -> str:
    """As it is typed: a name and a number in one cell, the association's initials, or nothing."""
    if person.guardian_name:
        return f"Mme {person.guardian_name} (mandataire) {pairs(person.guardian_phone)}"
    is_protected = person.mode == "REPRESENTATIVE" and int(person.number) % 2
    return "UDAF 00 : 01 99 00 61 00" if is_protected else ""


ODS_HEAD = (
    "Nom et prénom",
    "Date naiss.",
    "Adresse",
    "Ville",
    "Quartier",
    "Tél.",
    "Langue",
    "Observations",
)


def safeguard_sheet(people: Iterable[Resident]) -> bytes:
    """Dates as text, phones as numbers that lost their zero, names in one column."""
    rows: list[tuple[str | int, ...]] = [("Plan communal de sauvegarde : personnes à joindre",)]
    rows += [ODS_HEAD, *(safeguard_cells(person) for person in people)]
    return ods(rows, "PCS")


def safeguard_cells(person: Resident) -> tuple[str | int, ...]:
    digits = person.mobile or person.landline
    return (
        f"{person.last.upper()} {person.first}",
        f"{person.birth:%d/%m/%y}" if person.birth.year > 1945 else f"{person.birth:%d/%m/%Y}",
        f"{person.number} {person.street}",
        "AUBRELLE",
        person.district,
        int(digits) if digits else "",
        "" if person.language == "fr" else person.language,
        "vit seule" if person.lives_alone and person.is_woman else "",
    )


def ods(rows: Iterable[tuple[str | int, ...]], name: str) -> bytes:
    """A small OpenDocument sheet, written by hand."""
    body = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="{escape(name)}">{body}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def ods_cell(value: str | int) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


APA_HEAD = "NOM;NOM D'USAGE;PRENOMS;SEXE;NE(E) LE;ADRESSE 1;CODE POSTAL;COMMUNE;TELEPHONE;REFERENT"


def home_care_text(people: Iterable[Resident]) -> bytes:
    """As an old application writes it: cp1252, semicolons, capitals, two numbers in a cell."""
    lines = [APA_HEAD]
    for person in people:
        usage, birth_name = (
            (person.last, person.birth_name) if person.birth_name else ("", person.last)
        )
        numbers = " / ".join(pairs(digits) for digits in (person.landline, person.mobile) if digits)
        cells = (
            birth_name.upper(),
            usage.upper(),
            person.first.upper(),
            "F" if person.is_woman else "M",
            f"{person.birth:%d%m%Y}",
            f"{person.number} {person.street.upper()}",
            "00100",
            "AUBRELLE CEDEX" if person.number == "1" else "AUBRELLE",
            numbers,
            f"{person.contact_name} ({person.contact_link}) {pairs(person.contact_phone)}"
            if person.contact_name
            else "",
        )
        lines.append(";".join(cells))
    return "\r\n".join(lines).encode("cp1252", errors="replace")


VOLUNTARY_HEAD = "prénom;nom;né(e) le;rue;quartier;mobile;fixe;langue;heure préférée"


def voluntary_text(people: Iterable[Resident]) -> bytes:
    """A list kept by the desk: cp1252, semicolons, days written with points."""
    lines = ["Personnes qui veulent être appelées, liste du bureau d'entraide", VOLUNTARY_HEAD]
    for person in people:
        cells = (
            person.first,
            person.last,
            f"{person.birth:%d.%m.%Y}",
            f"{person.number} {person.street}",
            person.district,
            pairs(person.mobile),
            pairs(person.landline),
            "" if person.language == "fr" else person.language,
            "",
        )
        lines.append(";".join(cells))
    return "\r\n".join(lines).encode("cp1252", errors="replace")
