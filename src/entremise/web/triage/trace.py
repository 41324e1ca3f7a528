"""The trace: the whole handling of every report, on screen, on paper and as a file without names."""

from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.people.queries import codes_of
from entremise.referral.queries import reports as reading
from entremise.referral.queries.reports import TraceRow, trace, trace_count
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.triage.forms import TraceFilters
from entremise.web.triage.labels import district_choices, theme_choices
from entremise.web.triage.words import CONSENTS, ENDINGS, REFERRAL_STATES, REFUSALS, REPORT_STATES

FILE_ROWS_AT_MOST = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def show_trace(request: HttpRequest) -> HttpResponse:
    form, filters = filters_of(request)
    pages = Pages(page_number(request), trace_count(filters=filters))
    lines = [
        line_of(row) for row in named(trace(filters=filters, offset=pages.offset, size=pages.size))
    ]
    return page(
        request,
        "triage/trace.html",
        form=form,
        heads=heads(),
        lines=lines,
        pages=pages,
        query=kept_filters(request),
        address=request.GET.urlencode(),
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


def heads() -> tuple[str, ...]:
    return (
        _("Report"),
        _("Person (code)"),
        _("Received"),
        _("District"),
        _("Theme"),
        _("Severity"),
        _("Consent"),
        _("State"),
        _("Service"),
        _("Sent"),
        _("Seen"),
        _("Accepted"),
        _("Answered"),
        _("State of the referral"),
        _("End"),
        _("Ended"),
    )


def named(rows: tuple[TraceRow, ...]) -> list[tuple[TraceRow, dict[str, str]]]:
    """Rows with the words that they need, looked up once."""
    codes = codes_of([row.report.person for row in rows])
    themes, districts = dict(theme_choices()), dict(district_choices())
    return [
        (
            row,
            {
                "code": codes.get(row.report.person, ""),
                "theme": themes.get(row.item.theme, row.item.theme),
                "district": districts.get(row.report.district, row.report.district),
            },
        )
        for row in rows
    ]


def written(moment: datetime | None) -> str:
    return f"{localtime(moment):%d/%m/%Y %H:%M}" if moment is not None else ""


def line_of(pair: tuple[TraceRow, dict[str, str]]) -> tuple[str, ...]:
    """One line, the same on screen and in the file; a person is a code."""
    row, words = pair
    sent = row.referral
    reason = f" : {REFUSALS[sent.refusal_reason]}" if sent and sent.refusal_reason else ""
    return (
        row.report.number,
        words["code"],
        written(row.report.opened_at),
        words["district"],
        words["theme"],
        str(row.item.severity),
        str(CONSENTS[row.item.consent]),
        str(REPORT_STATES[row.report.state]),
        sent.service_name if sent else "",
        written(sent.sent_at) if sent else "",
        written(sent.received_at) if sent else "",
        written(sent.accepted_at) if sent else "",
        written(sent.answered_at) if sent else "",
        f"{REFERRAL_STATES[sent.state]}{reason}" if sent else "",
        str(ENDINGS[row.item.ending]) if row.item.ending else "",
        written(row.item.closed_at),
    )


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def export_trace(request: HttpRequest) -> HttpResponse:
    """The trace as the shared spreadsheet that it replaces, with codes for names."""
    _form, filters = filters_of(request)
    rows = named(trace(filters=filters, offset=0, size=FILE_ROWS_AT_MOST))
    response = HttpResponse(workbook([line_of(row) for row in rows]), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="trace.xlsx"'
    return response


def workbook(lines: list[tuple[str, ...]]) -> bytes:
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
        sheet.write_row(0, 0, heads(), book.add_format({"bold": True}))
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(lines), 1), len(heads()) - 1)
        sheet.set_column(0, len(heads()) - 1, 18)
    return buffer.getvalue()
