"""From a need or a meeting to the orienteurs: a service is asked for, or somebody is worried; what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.journeys.raise_concern import orient_to_service, raise_concern
from entremise.journeys.trace_lines import theme_labels
from entremise.kernel.origin import Origin
from entremise.mutual_aid.operations.introductions import ORIGIN as MEETING
from entremise.mutual_aid.queries.matching import introduction
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.vocabulary.common import Thing
from entremise.mutual_aid.vocabulary.matching import IntroductionCard
from entremise.referral.queries.reports import reports_from
from entremise.referral.vocabulary.reports import ReportCard, ReportState
from entremise.referral.vocabulary.words import REPORT_STATES
from entremise.web.aid.concern import IS_OVER, ConcernForm, OrientForm, told
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as the desk of mutual aid reads it: never its words."""

    number: str
    themes: str
    severity: int
    state: StrOrPromise
    opened_at: datetime
    due_at: datetime | None


def report_lines(need_id: int, meetings: tuple[IntroductionCard, ...]) -> list[ReportLine]:
    """The reports that a need and its meetings have given, the newest first."""
    origins = [
        Origin(Thing.NEED, need_id),
        *(Origin(MEETING, one.introduction_id) for one in meetings),
    ]
    found = reports_from(origins)
    themes = theme_labels() if found else {}
    return [report_line(card, themes) for card in found]


def report_line(card: ReportCard, themes: dict[str, str]) -> ReportLine:
    waits = card.state in (ReportState.WAITING, ReportState.HELD)
    return ReportLine(
        number=card.number,
        themes=", ".join(themes.get(item.theme, item.theme) for item in card.items),
        severity=card.severity,
        state=REPORT_STATES[card.state],
        opened_at=card.opened_at,
        due_at=card.due_at if waits else None,
    )


@audience(Role.GO_BETWEEN)
def orient(request: HttpRequest, need_id: int) -> HttpResponse:
    """A trade or a service, not a neighbour: the orienteurs look for it, and the need stays open."""
    visit, form = visit_of(request), OrientForm(request.POST or None)
    if form.is_valid():
        opened = orient_to_service(
            actor=visit.actor, need_id=need_id, concern=form.concern(), at=visit.at
        )
        messages.success(request, told(opened))
        return redirect("between:need", need_id=need_id)
    return page(request, "between/orient.html", form=form, need=need(need_id))


@audience(Role.GO_BETWEEN)
def worry(request: HttpRequest, introduction_id: int) -> HttpResponse:
    visit, card = visit_of(request), introduction(introduction_id)
    form = ConcernForm(request.POST or None, initial={"is_over": IS_OVER in request.GET})
    if form.is_valid():
        opened = raise_concern(
            actor=visit.actor,
            introduction_id=introduction_id,
            concern=form.concern(),
            at=visit.at,
        )
        messages.success(request, told(opened))
        return redirect("between:need", need_id=card.need_id)
    return page(request, "between/concern.html", form=form, meeting=card)
