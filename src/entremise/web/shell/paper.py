"""Pages on paper: drawn for the browser, and the same sheets as a PDF that screen readers read (PDF/UA-1)."""

import hashlib
import json
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from entremise.web.shell.pages import page
from entremise.web.shell.sheets import sheets_of
from entremise.web.shell.tries import is_tried_out
from entremise.web.shell.typography import french_html
from entremise.web.shell.visit import visit_of

PDF: Final = "pdf"  # asked for by address, or by a button of a form
PATTERN: Final = str(Path(__file__).parent / "sheet.typ")
DAY: Final = 24 * 3600
DRAWN_AN_HOUR: Final = 60  # for one address, of sheets that nobody has asked for today
DRAWING: Final = Lock()
FONTS: Final = [str(Path(__file__).parent / "fonts")]


def sheet(request: HttpRequest, template: str, *, file: str, **context: Any) -> HttpResponse:
    """A page made of sheets (`layout/print.html`), or the file of that name when it is asked for."""
    if PDF in request.GET or PDF in request.POST:
        return sheet_file(request, template, file=file, **context)
    asked = request.GET.copy()
    asked[PDF] = "1"
    address = f"?{asked.urlencode()}" if request.method == "GET" else ""
    return page(request, template, pdf_address=address, **context)


def public_sheet(request: HttpRequest, template: str, *, file: str, **context: Any) -> HttpResponse:
    """A sheet that is the same for everybody: drawn once for as long as its words stay.

    Never for a page on which anything is of one person: what is drawn is kept for a day."""
    if PDF not in request.GET:
        return sheet(request, template, file=file, **context)
    values = values_of(page(request, template, **context))
    key = f"sheet:{hashlib.sha256(values.encode()).hexdigest()}"
    with DRAWING:  # who asks for the same sheet meanwhile finds it drawn
        content: bytes | None = cache.get(key)
        if content is None:
            at = visit_of(request).at
            if is_tried_out(request, "sheet", at_most=DRAWN_AN_HOUR, at=at):
                return page(request, template, is_tried_out=True, status=429, **context)
            content = drawn(values)
            cache.set(key, content, DAY)
    return as_file(content, file)


def sheet_file(request: HttpRequest, template: str, *, file: str, **context: Any) -> HttpResponse:
    """The sheets of a page as a file; its name says what it is, never of whom."""
    return as_file(drawn(values_of(page(request, template, **context))), file)


def as_file(content: bytes, file: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file}.pdf"'
    return response


def values_of(response: HttpResponse) -> str:
    """What the pattern of sheets is filled with, read from a page."""
    read = sheets_of(french_html(response.content.decode(response.charset)))
    title, _dash, author = read.title.rpartition(" – ")
    values = {
        "title": title,
        "author": author,
        "lang": read.language,
        "above": read.top - 1,  # a bundle begins with the heading of its letters
        "sheets": read.sheets,
    }
    return json.dumps(values)


def drawn(values: str) -> bytes:
    """Typst refuses a document that is not accessible."""
    content: bytes = typst.compile(
        PATTERN,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"values": values},
        font_paths=FONTS,
        ignore_system_fonts=True,  # the same sheet on every machine
    )
    return content
