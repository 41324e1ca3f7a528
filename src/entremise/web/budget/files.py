"""For the accountant: a year as a workbook and as lines with semicolons; their totals are those of the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.solidarity.queries import budget
from entremise.solidarity.vocabulary.budget import CommitmentCard, EnvelopeCard, ExpenseState
from entremise.web.budget.lines import ExpenseLine, expense_lines
from entremise.web.budget.views import WHO
from entremise.web.budget.words import COMMITMENT_STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.spreadsheets import OPTIONS, XLSX, attached, csv_answer
from entremise.web.shell.visit import actor_of

WORD_COLUMNS: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: words, then money in the column it counts in; each column adds up to a figure of the page."""

    kind: str
    envelope: str
    account_code: str
    number: str
    on: date
    label: str
    payee: str
    state: str
    first_by: str = ""
    second_by: str = ""
    opened_cents: int = 0
    committed_cents: int = 0
    waiting_cents: int = 0
    paid_cents: int = 0

    @property
    def words(self) -> tuple[str | date, ...]:
        return (
            self.kind,
            self.envelope,
            self.account_code,
            self.number,
            self.on,
            self.label,
            self.payee,
            self.state,
            self.first_by,
            self.second_by,
        )

    @property
    def money(self) -> tuple[int, ...]:
        return (self.opened_cents, self.committed_cents, self.waiting_cents, self.paid_cents)


def heads() -> tuple[str, ...]:
    return (
        _("Kind of line"),
        _("Envelope"),
        _("Account code"),
        _("Number"),
        _("Date"),
        _("For what"),
        _("Supplier or collective"),
        _("State"),
        _("First approval"),
        _("Second approval"),
        _("Opened (€)"),
        _("Committed (€)"),
        _("Waiting (€)"),
        _("Paid (€)"),
    )


def entries(organization_id: int, year: int) -> Iterator[Entry]:
    """Envelopes, then commitments, then expenses; in a number of statements that does not grow."""
    cards = budget.envelopes(organization_id=organization_id, year=year)
    known = {card.envelope_id: card for card in cards}
    yield from map(envelope_entry, cards)
    for one in budget.commitments_of_year(organization_id=organization_id, year=year):
        yield commitment_entry(one, known[one.envelope_id])
    spent = budget.expenses_of_year(organization_id=organization_id, year=year)
    for line in expense_lines(spent):
        yield expense_entry(line, known[line.card.envelope_id])


def envelope_entry(card: EnvelopeCard) -> Entry:
    return Entry(
        kind=_("Envelope"),
        envelope=card.title,
        account_code=card.account_code,
        number="",
        on=localtime(card.opened_at).date(),
        label=card.act_reference,
        payee="",
        state=_("envelope closed") if card.closed_at else _("envelope open"),
        opened_cents=card.amount_cents,
    )


def commitment_entry(one: CommitmentCard, envelope: EnvelopeCard) -> Entry:
    return Entry(
        kind=_("Commitment"),
        envelope=envelope.title,
        account_code=envelope.account_code,
        number=one.number,
        on=localtime(one.committed_at).date(),
        label=one.label,
        payee=one.payee,
        state=str(COMMITMENT_STATES[one.state][0]),
        committed_cents=one.amount_cents,
    )


def expense_entry(line: ExpenseLine, envelope: EnvelopeCard) -> Entry:
    """A refused expense is told and counts nowhere."""
    card = line.card
    return Entry(
        kind=_("Expense"),
        envelope=envelope.title,
        account_code=envelope.account_code,
        number=card.number,
        on=card.spent_on,
        label=card.label,
        payee=card.payee,
        state=str(line.state),
        first_by=line.first_by,
        second_by=line.second_by,
        waiting_cents=card.amount_cents if card.state is ExpenseState.JUSTIFIED else 0,
        paid_cents=card.amount_cents if card.state is ExpenseState.PAID else 0,
    )


def year_entries(request: HttpRequest, year: int) -> list[Entry]:
    found = list(entries(actor_of(request).organization_id or 0, year))
    if not found:
        raise Http404
    return found


@audience(*WHO)
@require_safe
def export_csv(request: HttpRequest, year: int) -> HttpResponse:
    """Semicolons and commas, as a French spreadsheet opens them."""
    found = year_entries(request, year)
    return csv_answer(
        f"budget-{year}", heads(), ((*one.words, *map(comma, one.money)) for one in found)
    )


def comma(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}" if cents else ""


@audience(*WHO)
@require_safe
def export_xlsx(request: HttpRequest, year: int) -> HttpResponse:
    return attached(workbook(year_entries(request, year), year), f"budget-{year}.xlsx", XLSX)


def workbook(found: list[Entry], year: int) -> bytes:
    """Money as numbers, days as days, the rest as text; the last line adds the columns."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        total = book.add_format({"num_format": "#,##0.00", "bold": True})
        sheet = book.add_worksheet(_("Budget %(year)s") % {"year": year})
        sheet.write_row(0, 0, heads(), bold)
        for number, one in enumerate(found, start=1):
            sheet.write_row(number, 0, one.words)
            for column, cents in enumerate(one.money, start=WORD_COLUMNS):
                if cents:
                    sheet.write_number(number, column, cents / 100, money)
        last = len(found) + 1
        sheet.write_string(last, 0, _("Total"), bold)
        for column, added in enumerate(zip(*(one.money for one in found), strict=True)):
            sheet.write_number(last, WORD_COLUMNS + column, sum(added) / 100, total)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(found), len(heads()) - 1)
        sheet.set_column(0, len(heads()) - 1, 16)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return buffer.getvalue()
