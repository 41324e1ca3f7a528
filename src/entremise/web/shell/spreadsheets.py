"""Lists as files for a spreadsheet: lines with semicolons, as a French one opens them, or a workbook."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Final

import xlsxwriter
from django.http import HttpResponse
from django_stubs_ext import StrOrPromise

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
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


def attached(content: str | bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
