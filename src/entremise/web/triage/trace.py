"""The trace: the whole handling of every report, on screen, on paper and as a file without names."""

from datetime import datetime
from io import BytesIO
from typing import Final

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.journeys.trace_lines import (
    WRITTEN,
    Line,
    theme_labels,
    trace_heads,
    trace_lines,
    written,
)
from entremise.people.queries import code_of
from entremise.referral.queries import reports as reading
from entremise.referral.queries.reports import report, trace, trace_count, trace_of_report
from entremise.referral.vocabulary.words import CONSENTS, ENDINGS, REPORT_STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.paper import sheet
from entremise.web.shell.spreadsheets import SHEETS, XLSX, attached
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.forms import TraceFilters
from entremise.web.triage.labels import district_choices, theme_choices
from entremise.web.triage.report import event_of

FILE_ROWS_AT_MOST = 20_000
WIDEST: Final = 40
SENDING: Final = 8  # where the columns of the sending begin
ENDING: Final = 14


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
        heads=(*trace_heads()[:SENDING], _("What the service did"), _("End")),
        lines=[seen(line) for line in lines],
        pages=pages,
        query=kept_filters(request),
        address=request.GET.urlencode(),
        kinds=tuple(SHEETS),
        is_steward=actor_of(request).has(Role.STEWARD),
    )


def seen(line: Line) -> tuple[Line, ...]:
    """A line on screen, where sixteen columns do not fit: the sending in one cell, its end in another."""
    sending = [
        f"{head} : {cell}" if at > SENDING else cell
        for at, (head, cell) in enumerate(zip(trace_heads(), line, strict=True))
        if SENDING <= at < ENDING and cell
    ]
    return (
        *((cell,) for cell in line[:SENDING]),
        tuple(sending),
        tuple(filter(None, line[ENDING:])),
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
def show_one(request: HttpRequest, report_id: int) -> HttpResponse:
    """The whole handling of one report on a sheet, without any name of the person."""
    card, themes = report(report_id=report_id), theme_labels()
    steps = trace_of_report(report_id=report_id)
    names = names_of([card.held_by, card.author_id, *(step.user_id for step in steps)])
    return sheet(
        request,
        "triage/trace_sheet.html",
        file=card.number,
        report=card,
        code=code_of(card.person),
        district=dict(district_choices()).get(card.district, card.district),
        state=REPORT_STATES[card.state],
        items=[
            (
                themes.get(item.theme, item.theme),
                item.severity,
                CONSENTS[item.consent],
                ENDINGS[item.ending] if item.ending else "",
            )
            for item in card.items
        ],
        events=[event_of(step, names) for step in reversed(steps)],
    )


@audience(Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def export_trace(request: HttpRequest, kind: str) -> HttpResponse:
    """The trace as the shared spreadsheet that it replaces, with codes for names: xlsx with its legend, csv or ods."""
    if kind not in SHEETS:
        raise Http404
    _form, filters = filters_of(request)
    lines = trace_lines(trace(filters=filters, offset=0, size=FILE_ROWS_AT_MOST))
    if kind != "xlsx":
        return SHEETS[kind]("trace", trace_heads(), lines)
    return attached(workbook(lines, visit_of(request).at), "trace.xlsx", XLSX)


def workbook(lines: list[Line], at: datetime) -> bytes:
    """Dates sort as dates; all else is text: nothing that was typed becomes a formula or a link."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy hh:mm",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True})
        sheet, heads = book.add_worksheet(_("Trace")), trace_heads()
        sheet.write_row(0, 0, heads, bold)
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, [dated_or_text(cell) for cell in line])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(lines), 1), len(heads) - 1)
        for column, cells in enumerate(zip(heads, *lines, strict=True)):
            sheet.set_column(column, column, min(max(map(len, cells)) + 2, WIDEST))
        legend = book.add_worksheet(_("Legend"))
        legend.set_column(0, 0, 90)
        legend.write_column(0, 0, legend_lines(at))
    return buffer.getvalue()


def dated_or_text(cell: str) -> str | datetime:
    try:
        return datetime.strptime(cell, WRITTEN)  # noqa: DTZ007 -- a cell of a workbook has no zone
    except ValueError:
        return cell


def legend_lines(at: datetime) -> tuple[str, ...]:
    return (
        _("Made on %(when)s, from the filters of the page.") % {"when": written(at)},
        _("A line an item; a report has one line or more. A person is a code, never a name."),
        _("Severity: 1 danger, 2 urgent, 3 important, 4 to follow."),
        _("Consent « no »: nothing was passed on, and the facts were not kept."),
        _("Seen: the service opened the request. Accepted: it takes charge. They are two dates."),
        _("Times are local."),
    )
