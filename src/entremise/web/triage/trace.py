"""The trace: the whole handling of every report, on screen, on paper and as a file without names."""

from io import BytesIO

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.trace_lines import Line, trace_heads, trace_lines
from entremise.referral.queries import reports as reading
from entremise.referral.queries.reports import trace, trace_count
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import actor_of
from entremise.web.triage.forms import TraceFilters
from entremise.web.triage.labels import district_choices, theme_choices

FILE_ROWS_AT_MOST = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_trace(request: HttpRequest) -> HttpResponse:
    form, filters = filters_of(request)
    pages = Pages(page_number(request), trace_count(filters=filters))
    lines = trace_lines(trace(filters=filters, offset=pages.offset, size=pages.size))
    return page(
        request,
        "triage/trace.html",
        form=form,
        heads=trace_heads(),
        lines=lines,
        pages=pages,
        query=kept_filters(request),
        address=request.GET.urlencode(),
        is_steward=actor_of(request).has(Role.STEWARD),
    )


def filters_of(request: HttpRequest) -> tuple[TraceFilters, reading.TraceFilters]:
    form = TraceFilters(request.GET, themes=theme_choices(), districts=district_choices())
    given = form.cleaned_data if form.is_valid() else {}
    return form, reading.TraceFilters(
        since=given.get("since"),
        until=given.get("until"),
        theme=given.get("theme", ""),
        district=given.get("district", ""),
    )


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def export_trace(request: HttpRequest) -> HttpResponse:
    """The trace as the shared spreadsheet that it replaces, with codes for names."""
    _form, filters = filters_of(request)
    lines = trace_lines(trace(filters=filters, offset=0, size=FILE_ROWS_AT_MOST))
    response = HttpResponse(workbook(lines), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="trace.xlsx"'
    return response


def workbook(lines: list[Line]) -> bytes:
    """Every cell is text: nothing that was typed becomes a formula or a link."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Trace"))
        heads = trace_heads()
        sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(lines), 1), len(heads) - 1)
        sheet.set_column(0, len(heads) - 1, 18)
    return buffer.getvalue()
