"""Pages on paper: drawn for the browser, and the same sheets as a PDF that screen readers read (PDF/UA-1)."""

import json
from pathlib import Path
from typing import Any, Final

import typst
from django.http import HttpRequest, HttpResponse

from entremise.web.shell.pages import page
from entremise.web.shell.sheets import sheets_of
from entremise.web.shell.typography import french_html

PDF: Final = "pdf"  # asked for by address, or by a button of a form
PATTERN: Final = str(Path(__file__).parent / "sheet.typ")
FONTS: Final = [str(Path(__file__).parent / "fonts")]


def sheet(request: HttpRequest, template: str, *, file: str, **context: Any) -> HttpResponse:
    """A page made of sheets (`layout/print.html`), or the file of that name when it is asked for."""
    if PDF in request.GET or PDF in request.POST:
        return sheet_file(request, template, file=file, **context)
    asked = request.GET.copy()
    asked[PDF] = "1"
    address = f"?{asked.urlencode()}" if request.method == "GET" else ""
    return page(request, template, pdf_address=address, **context)


def sheet_file(request: HttpRequest, template: str, *, file: str, **context: Any) -> HttpResponse:
    """The sheets of a page as a file; its name says what it is, never of whom."""
    drawn = page(request, template, **context)
    content = pdf_of(french_html(drawn.content.decode(drawn.charset)))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file}.pdf"'
    return response


def pdf_of(html: str) -> bytes:
    """Typst refuses a document that is not accessible."""
    read = sheets_of(html)
    title, _dash, author = read.title.rpartition(" – ")
    values = {
        "title": title,
        "author": author,
        "lang": read.language,
        "above": read.top - 1,  # a bundle begins with the heading of its letters
        "sheets": read.sheets,
    }
    content: bytes = typst.compile(
        PATTERN,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"values": json.dumps(values)},
        font_paths=FONTS,
        ignore_system_fonts=True,  # the same sheet on every machine
    )
    return content
