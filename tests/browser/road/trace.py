"""The trace of the reports, as the shared file it replaces."""

from pathlib import Path

from playwright.sync_api import Page
from python_calamine import CalamineWorkbook


def export_trace(page: Page, folder: Path) -> str:
    """The whole trace as a spreadsheet; return all that is written in it."""
    page.goto("/orientation/trace/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter sans identité xlsx").click()
    target = folder / "trace.xlsx"
    download.value.save_as(target)
    return written_in(target)


def written_in(workbook: Path) -> str:
    """Every cell of every sheet, a line a row."""
    book = CalamineWorkbook.from_path(str(workbook))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(" | ".join(map(str, row)) for row in rows)
