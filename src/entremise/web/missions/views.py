"""Missions of a body: asking, ending, and the list of the insurer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Final

import xlsxwriter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id, accounts_with_role
from entremise.accounts.vocabulary import Account, Role
from entremise.journeys import tell_staff
from entremise.solidarity.operations.missions import end_mission
from entremise.solidarity.queries import missions as reading
from entremise.solidarity.vocabulary.missions import MISSIONS, MissionCard, MissionState
from entremise.web.missions.forms import CoverForm, EndForm, MissionForm
from entremise.web.missions.words import STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of

WHO = tuple(sorted(MISSIONS))
ASKED: Final = (Role.CONTRIBUTOR, Role.CALLER)
LIVING: Final = frozenset({MissionState.PROPOSED, MissionState.ACCEPTED, MissionState.COVERED})
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Line:
    card: MissionCard
    name: str
    state: StrOrPromise
    css: str


def lines_of(cards: Iterable[MissionCard]) -> list[Line]:
    found = tuple(cards)
    names = accounts_by_id({one.user_id for one in found})
    return [Line(one, names[one.user_id].display_name, *STATES[one.state]) for one in found]


@audience(*WHO)
@require_safe
def list_missions(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    body = visit.actor.organization_id or 0
    pages = Pages(page_number(request), reading.missions_count(organization_id=body))
    cards = reading.missions_listed(
        organization_id=body, offset=pages.offset, size=pages.size, at=visit.at
    )
    return page(request, "missions/list.html", rows=lines_of(cards), pages=pages)


def helpers(organization_id: int, at: datetime) -> list[Account]:
    """Who may be asked: helpers and callers of this body, by name."""
    found = {
        one.user_id: one
        for role in ASKED
        for one in accounts_with_role(role=role, organization_id=organization_id, at=at)
    }
    return sorted(found.values(), key=lambda one: (one.display_name, one.user_id))


@audience(*WHO)
def propose(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    known = helpers(visit.actor.organization_id or 0, visit.at)
    form = MissionForm(request.POST or None, helpers=known, at=visit.at)
    if request.method == "POST" and form.is_valid():
        mission_id = tell_staff.propose(actor=visit.actor, new=form.new_mission(), at=visit.at)
        messages.success(request, _("The mission is proposed. She finds it under « My missions »."))
        return redirect("missions:mission", mission_id=mission_id)
    return page(request, "missions/propose.html", form=form)


def our_mission(request: HttpRequest, mission_id: int) -> MissionCard:
    visit = visit_of(request)
    card = reading.mission(mission_id=mission_id, at=visit.at)
    if card.organization_id != visit.actor.organization_id:
        raise Http404
    return card


@audience(*WHO)
def show_mission(request: HttpRequest, mission_id: int) -> HttpResponse:
    """One mission; posted, it ends today with a reason."""
    card, visit = our_mission(request, mission_id), visit_of(request)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        end_mission(actor=visit.actor, mission_id=mission_id, reason=reason, at=visit.at)
        messages.success(request, _("The mission ends today."))
        return redirect("missions:mission", mission_id=mission_id)
    return page(
        request,
        "missions/mission.html",
        line=lines_of([card])[0],
        may_end=card.state in LIVING,
        form=form,
    )


def period(request: HttpRequest) -> tuple[CoverForm, date, date]:
    """The days asked for; today when none is."""
    form = CoverForm(request.GET if "since_day" in request.GET else None)
    given = form.cleaned_data if form.is_valid() else {}
    today = localtime(visit_of(request).at).date()
    since = given.get("since") or today
    return form, since, max(since, given.get("until") or since)


def covered_lines(request: HttpRequest, since: date, until: date) -> list[Line]:
    visit = visit_of(request)
    body = visit.actor.organization_id or 0
    return lines_of(reading.covered(organization_id=body, since=since, until=until, at=visit.at))


@audience(*WHO)
@require_safe
def list_covered(request: HttpRequest) -> HttpResponse:
    form, since, until = period(request)
    return page(
        request,
        "missions/covered.html",
        form=form,
        since=since,
        until=until,
        rows=covered_lines(request, since, until),
        query=request.GET.urlencode(),
    )


@audience(*WHO)
@require_safe
def print_covered(request: HttpRequest) -> HttpResponse:
    _form, since, until = period(request)
    rows = covered_lines(request, since, until)
    return sheet(
        request,
        "missions/print.html",
        file="missions-couvertes",
        since=since,
        until=until,
        rows=rows,
    )


@audience(*WHO)
@require_safe
def export_covered(request: HttpRequest) -> HttpResponse:
    _form, since, until = period(request)
    rows = covered_lines(request, since, until)
    response = HttpResponse(workbook(rows, since, until), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="personnes-couvertes.xlsx"'
    return response


def workbook(rows: list[Line], since: date, until: date) -> bytes:
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Covered"))
        said = {"since": since.strftime("%d/%m/%Y"), "until": until.strftime("%d/%m/%Y")}
        sheet.write_string(0, 0, _("Covered between %(since)s and %(until)s") % said, bold)
        heads = (_("Name"), _("From"), _("To"), _("Tasks"), _("Reference of the act"))
        sheet.write_row(2, 0, heads, bold)
        for number, one in enumerate(rows, start=3):
            card = one.card
            cells = (one.name, card.covered_from, card.covered_until, card.tasks)
            sheet.write_row(number, 0, (*cells, card.act_reference))
        sheet.set_column(0, 2, 20)
        sheet.set_column(3, 4, 50)
        sheet.freeze_panes(3, 1)
    return buffer.getvalue()
