"""Lists of the desk on paper and as files: numbers, kinds, places, days; nobody's name, number or words."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.mutual_aid.queries.desk import NeedFilters, NeedView, needs_listed, offers_listed
from entremise.mutual_aid.vocabulary.wording import ENDINGS
from entremise.web.aid.lines import labels, need_line, offer_line
from entremise.web.between.cell import cell
from entremise.web.between.desk import filters_of
from entremise.web.between.offers import offer_filters
from entremise.web.shell.audience import audience
from entremise.web.shell.paper import sheet
from entremise.web.shell.spreadsheets import Cell, csv_answer, xlsx_answer
from entremise.web.shell.visit import visit_of

ROWS_AT_MOST: Final = 50_000
PRINTED_AT_MOST: Final = 200
WRITERS: Final[dict[str, Callable[..., HttpResponse]]] = {"csv": csv_answer, "xlsx": xlsx_answer}


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def print_due(request: HttpRequest) -> HttpResponse:
    """What is to be done today, to take along: a line each, with room to write."""
    visit, words = visit_of(request), labels()
    filters = NeedFilters(NeedView.DUE)
    rows = needs_listed(filters=filters, at=visit.at, offset=0, size=PRINTED_AT_MOST)
    names = names_of([card.owner_id for card in rows])
    return sheet(
        request,
        "between/due_paper.html",
        file="a-faire",
        lines=[need_line(card, words, names.get(card.owner_id, ""), visit.at) for card in rows],
        today=localdate(visit.at),
    )


def writer_of(kind: str) -> Callable[..., HttpResponse]:
    if kind not in WRITERS:
        raise Http404
    return WRITERS[kind]


def moment(at: datetime | None) -> datetime | None:
    """As a spreadsheet takes it: the time of here, without its zone."""
    return None if at is None else localtime(at).replace(tzinfo=None)


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def export_needs(request: HttpRequest, kind: str) -> HttpResponse:
    """The needs of the list, with its filters."""
    heads = (
        _("Number"),
        _("Category"),
        _("District"),
        _("State"),
        _("Urgency"),
        _("How it reached us"),
        _("Association"),
        _("Received"),
        _("First answer"),
        _("Next date"),
        _("Closed on"),
        _("How it ended"),
    )
    return writer_of(kind)("demandes", heads, need_rows(request))


def need_rows(request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    visit, words, here = visit_of(request), labels(), cell(visit_of(request).at)
    _form, filters = filters_of(request, words, here)
    for card in needs_listed(filters=filters, at=visit.at, offset=0, size=ROWS_AT_MOST):
        line = need_line(card, words, "", visit.at, here.bodies.get(card.organization_id, ""))
        yield (
            card.number,
            line.title,
            line.where,
            str(line.state),
            str(line.urgency),
            str(line.channel),
            line.association,
            moment(card.opened_at),
            moment(card.first_answered_at),
            card.next_on,
            moment(card.closed_at),
            str(ENDINGS[card.ending]) if card.ending else "",
        )


@audience(Role.GO_BETWEEN, is_personal=False)
@require_safe
def export_offers(request: HttpRequest, kind: str) -> HttpResponse:
    """The offers of the list, with its filters."""
    heads = (
        _("Number"),
        _("Category"),
        _("District"),
        _("How often"),
        _("State"),
        _("As far as (m)"),
        _("People at once"),
        _("Helped now"),
        _("Helped so far"),
        _("Received"),
        _("First answer"),
        _("Next date"),
    )
    return writer_of(kind)("offres", heads, offer_rows(request))


def offer_rows(request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    words = labels()
    _form, filters = offer_filters(request, words)
    for card in offers_listed(filters=filters, offset=0, size=ROWS_AT_MOST):
        line = offer_line(card, words)
        yield (
            card.number,
            line.title,
            line.where,
            str(line.kind),
            str(line.state),
            card.radius_m,
            card.capacity,
            card.active_count,
            card.helped_count,
            moment(card.opened_at),
            moment(card.first_answered_at),
            card.next_on,
        )
