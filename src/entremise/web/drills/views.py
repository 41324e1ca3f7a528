"""Pages of the exercise: nobody real, nothing leaves, figures beside last year's."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.outreach.operations.drills import (
    close_drill,
    note_drill_call,
    open_drill,
    place_drill_report,
    take_drill_person,
)
from entremise.outreach.queries.drills import (
    drill_open,
    drill_person,
    drills_of,
    measures_of,
    reports_to_place,
)
from entremise.outreach.vocabulary.drills import (
    DrillCard,
    DrillCase,
    DrillOutcome,
    DrillPersonCard,
    DrillPlace,
)
from entremise.web.drills.forms import DrillForm, OutcomeForm, PlaceForm
from entremise.web.drills.words import MEASURES, SAYS
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.spreadsheets import SHEETS, Cell
from entremise.web.shell.visit import actor_of, visit_of

YEARS_SHOWN: Final = 3
REFRESHED_EVERY_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class ReportLine:
    card: DrillPersonCard
    says: StrOrPromise
    form: PlaceForm


@audience(Role.CAMPAIGN_LEAD)
def show_drills(request: HttpRequest) -> HttpResponse:
    """The exercises, one beside the other, and the form of a new one."""
    actor, at = actor_of(request), visit_of(request).at
    form = DrillForm(request.POST or None, initial={"title": title_of(at)})
    if form.is_valid():
        given = form.cleaned_data
        open_drill(actor=actor, title=given["title"], size=given["size"], at=at)
        messages.success(request, _("The drill has begun. Tell the callers and the orienteurs."))
        return redirect("drills:list")
    found = drills_of(organization_id=actor.organization_id)[:YEARS_SHOWN]
    shown = page(
        request,
        "drills/list.html",
        form=form,
        drills=found,
        going_on=next((one for one in found if one.ended_at is None), None),
        rows=rows_of(found, at),
        kinds=tuple(SHEETS),
    )
    return (
        refreshed(request, shown, seconds=REFRESHED_EVERY_SECONDS) if not form.is_bound else shown
    )


def title_of(at: datetime) -> str:
    return _("Drill of %(year)d") % {"year": at.year}


def rows_of(drills: Sequence[DrillCard], at: datetime) -> list[tuple[str, list[int | None]]]:
    """A row a measure, a column a drill, the last first."""
    found = [asdict(measures_of(drill=one, at=at)) for one in drills]
    return [(str(words), [one[name] for one in found]) for name, words in MEASURES.items()]


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def export_drills(request: HttpRequest, kind: str) -> HttpResponse:
    answer = SHEETS.get(kind)
    if answer is None:
        raise Http404
    found = drills_of(organization_id=actor_of(request).organization_id)
    rows: list[Sequence[Cell]] = [
        (words, *values) for words, values in rows_of(found, visit_of(request).at)
    ]
    return answer(_("drills"), (_("Measure"), *(one.title for one in found)), rows)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def close(request: HttpRequest, drill_id: int) -> HttpResponse:
    close_drill(actor=actor_of(request), drill_id=drill_id, at=visit_of(request).at)
    messages.success(request, _("The drill is over. Read its figures together."))
    return redirect("drills:list")


@audience(Role.CALLER, Role.ORIENTEUR)
@require_safe
def show_drill(request: HttpRequest) -> HttpResponse:
    """What goes on now: a button for callers, reports for orienteurs."""
    actor, at = actor_of(request), visit_of(request).at
    found = drill_open(organization_id=actor.organization_id)
    return page(
        request,
        "drills/home.html",
        drill=found,
        is_caller=Role.CALLER in actor.roles,
        is_orienteur=Role.ORIENTEUR in actor.roles,
        measures=measures_of(drill=found, at=at) if found else None,
        reports=tuple(map(line_of, reports_to_place(drill_id=found.drill_id))) if found else (),
    )


def line_of(card: DrillPersonCard) -> ReportLine:
    return ReportLine(card, SAYS[card.case], PlaceForm(auto_id=f"id_%s_{card.person_id}"))


@audience(Role.CALLER)
@require_POST
def take(request: HttpRequest, drill_id: int) -> HttpResponse:
    person_id = take_drill_person(
        actor=actor_of(request), drill_id=drill_id, at=visit_of(request).at
    )
    return redirect("drills:person", person_id=person_id)


@audience(Role.CALLER)
def show_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """An invented person: what is heard, and the form to note it."""
    actor = actor_of(request)
    card = drill_person(actor=actor, person_id=person_id)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        note_drill_call(
            actor=actor,
            person_id=person_id,
            outcome=DrillOutcome(form.cleaned_data["outcome"]),
            severity=form.cleaned_data["severity"],
            at=visit_of(request).at,
        )
        return redirect("drills:home")
    return page(request, "drills/person.html", card=card, heard=heard(card), form=form)


def heard(card: DrillPersonCard) -> StrOrPromise:
    """What rings or speaks at this try."""
    if not card.is_answering:
        return _("It rings for a long time. Nobody answers.")
    if card.is_to_call_back:
        return _("« I am at table. Call me again in ten minutes, please. »")
    return SAYS[DrillCase(card.case)]


@audience(Role.ORIENTEUR)
@require_POST
def place(request: HttpRequest, person_id: int) -> HttpResponse:
    form = PlaceForm(request.POST)
    if form.is_valid():
        place_drill_report(
            actor=actor_of(request),
            person_id=person_id,
            place=DrillPlace(form.cleaned_data["place"]),
            at=visit_of(request).at,
        )
    else:
        messages.warning(request, _("Choose who should have it."))
    return redirect("drills:home")
