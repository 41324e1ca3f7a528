"""Lists as files for a spreadsheet: lines with semicolons, as a French one opens them, or a workbook."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from django.http import HttpResponse
from django.utils.html import escape
from django_stubs_ext import StrOrPromise

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
URN: Final = "urn:oasis:names:tc:opendocument:xmlns"
ODS_MANIFEST: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><m:manifest xmlns:m="{URN}:manifest:1.0" m:version="1.2">'
    f'<m:file-entry m:full-path="/" m:media-type="{ODS}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)
ODS_CONTENT: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{URN}:office:1.0"'
    f' xmlns:table="{URN}:table:1.0" xmlns:text="{URN}:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="1">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
# XML 1.0, 2.2: a line break of a text editor, pasted, is none of its signs
NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Cell = str | int | date | None


def written(cell: Cell) -> str:
    """French days; no cell that a spreadsheet takes for a formula."""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def csv_answer(
    name: str, heads: Sequence[StrOrPromise], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    text = StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(heads)
    lines.writerows(map(written, row) for row in rows)
    return attached(f"\ufeff{text.getvalue()}", f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_answer(
    name: str, heads: Sequence[StrOrPromise], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """Days as days, numbers as numbers, the rest as text; to sort, to filter, to print."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(map(str, heads)), book.add_format({"bold": True}))
        last = 0
        for last, row in enumerate(rows, start=1):
            sheet.write_row(last, 0, row)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(heads) - 1)
        sheet.set_column(0, len(heads) - 1, 16)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return attached(buffer.getvalue(), f"{name}.xlsx", XLSX)


def ods_answer(
    name: str, heads: Sequence[StrOrPromise], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """An open document: days as days, numbers as numbers, the rest as text."""
    lines = [ods_row(list(map(str, heads))), *map(ods_row, rows)]
    content = ODS_CONTENT.format(rows="".join(lines))
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        file.writestr(ZipInfo("mimetype"), ODS)  # first and not compressed, as the format says
        file.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        file.writestr("content.xml", content)
    return attached(buffer.getvalue(), f"{name}.ods", ODS)


def ods_row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(cell: Cell) -> str:
    text = escape(NOT_XML.sub(" ", written(cell)))
    kind = 'office:value-type="string"'
    if isinstance(cell, int):
        kind = f'office:value-type="float" office:value="{cell}"'
    elif isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"


def attached(content: str | bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


SHEETS: Final = {"csv": csv_answer, "xlsx": xlsx_answer, "ods": ods_answer}
