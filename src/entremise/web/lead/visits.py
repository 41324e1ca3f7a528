"""Whom no call reaches: visits of a campaign without a name, two people named for each, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.journeys.settle_visit import settle_visit, write_first
from entremise.outreach.operations.outings import call_in, come_back
from entremise.outreach.operations.visits import end_written, go_again, name_pair
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.queries.visitors import visitors_of
from entremise.outreach.queries.visits import (
    last_visits,
    open_visits,
    pairs_of,
    trace_of,
    tries_of,
    visit_led,
)
from entremise.outreach.vocabulary.visits import ENDINGS, VisitCard, VisitCause, VisitState
from entremise.web.lead.visit_forms import AgainForm, EndForm, PairForm
from entremise.web.phone.wording import past_line
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.visits.words import CAUSES, RESCUES, SIGNS, state_of, trace_lines
from entremise.web.visits.words import ENDINGS as ENDING_WORDS

LETTERS_AT_ONCE: Final = 100
Done = tuple[tuple[VisitCard, StrOrPromise], ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    card: VisitCard
    cause: StrOrPromise
    state: StrOrPromise
    kind: str
    pair: str
    is_late: bool


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_visits(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Open visits by date, the unanswered letters, those that ended last; no name of a person."""
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    found = open_visits(campaign_id=campaign_id)
    return page(
        request,
        "lead/visits.html",
        campaign=campaign,
        lines=lines_of(found, at),
        to_write=len(without_letter(found)),
        unanswered=sum(bool(one.letter_at) and is_late(one, at) for one in found),
        ended=tuple(
            (one, ENDING_WORDS[one.ending])
            for one in last_visits(campaign_id=campaign_id)
            if one.ending
        ),
    )


def lines_of(found: tuple[VisitCard, ...], at: datetime) -> tuple[VisitLine, ...]:
    names = names_of(pairs_of(found))
    return tuple(
        VisitLine(
            card=one,
            cause=CAUSES[one.cause],
            state=state_of(one)[0],
            kind=state_of(one)[1],
            pair=", ".join(names[pk] for pk in (one.first_id, one.second_id) if pk),
            is_late=is_late(one, at),
        )
        for one in found
    )


def is_late(visit: VisitCard, at: datetime) -> bool:
    return visit.due_at is not None and visit.due_at <= at


def without_letter(found: tuple[VisitCard, ...]) -> tuple[int, ...]:
    """People without a number to whom nobody has written yet."""
    return tuple(
        one.visit_id
        for one in found
        if one.cause is VisitCause.NO_NUMBER
        and one.state is VisitState.ASKED
        and one.letter_at is None
    )[:LETTERS_AT_ONCE]


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def write_letters(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign_led(actor=actor, campaign_id=campaign_id)
    visit_ids = without_letter(open_visits(campaign_id=campaign_id))
    write_first(actor=actor, visit_ids=visit_ids, at=at)
    words = ngettext(
        "%(count)d letter waits at the desk, to be printed.",
        "%(count)d letters wait at the desk, to be printed.",
        len(visit_ids),
    )
    messages.success(request, words % {"count": len(visit_ids)})
    return redirect("lead:visits", campaign_id=campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def end_letters(request: HttpRequest, campaign_id: int) -> HttpResponse:
    count = end_written(actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at)
    words = ngettext("%(count)d visit is ended.", "%(count)d visits are ended.", count)
    messages.success(request, words % {"count": count})
    return redirect("lead:visits", campaign_id=campaign_id)


@audience(Role.CAMPAIGN_LEAD)
def show_visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit: who goes and when; the lead sees no name and no address."""
    actor, at = actor_of(request), visit_of(request).at
    visit = visit_led(actor=actor, visit_id=visit_id)
    people = visitors_of(actor.organization_id or 0, at)
    form = PairForm(
        request.POST or None,
        people=[(one.user_id, one.display_name) for one in people],
        now=localtime(at),
    )
    if form.is_valid():
        name_pair(actor=actor, visit_id=visit_id, at=at, **form.pair())
        messages.success(request, _("Named. Each of the two finds the visit on her page."))
        return redirect("lead:visit", visit_id=visit_id)
    return page(request, "lead/visit.html", status=None, form=form, **screen_of(visit, at))


def screen_of(visit: VisitCard, at: datetime) -> dict[str, object]:
    may_name = visit.state in {VisitState.ASKED, VisitState.NAMED}
    is_next = visit.call_in_by is None and visit.state in ENDINGS
    return {
        "visit": visit,
        "line": lines_of((visit,), at)[0],
        "signs": [SIGNS[one] for one in visit.signs],
        "rescue": RESCUES[visit.rescue] if visit.rescue else "",
        "may_name": may_name,
        "is_out": visit.call_in_by is not None,
        "ending": EndForm(state=visit.state) if is_next else None,
        "again": AgainForm(now=localtime(at)) if is_next and not may_name else None,
        "past": tuple(map(past_line, tries_of(visit=visit)[:6])),
        "trace": trace_lines(trace_of(visit_id=visit.visit_id)),
    }


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def end(request: HttpRequest, visit_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    visit = visit_led(actor=actor, visit_id=visit_id)
    form = EndForm(request.POST, state=visit.state)
    if not form.is_valid():
        return redirect("lead:visit", visit_id=visit_id)
    settle_visit(actor=actor, visit_id=visit_id, ending=form.ending(), at=at)
    messages.success(request, _("The visit is ended."))
    return redirect("lead:visits", campaign_id=visit.campaign_id)


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def again(request: HttpRequest, visit_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    form = AgainForm(request.POST, now=localtime(at))
    if form.is_valid():
        go_again(actor=actor, visit_id=visit_id, due_at=form.moment(), at=at)
        messages.success(request, _("Name the two who go again."))
    else:
        messages.error(request, _("Choose a moment to come."))
    return redirect("lead:visit", visit_id=visit_id)


Gesture = Callable[..., None]


def heard(act: Gesture, said: StrOrPromise) -> Callable[[HttpRequest, int], HttpResponse]:
    """The two rang the lead: she notes it for them, and who looked for them may stop."""

    @audience(Role.CAMPAIGN_LEAD)
    @require_POST
    def press(request: HttpRequest, visit_id: int) -> HttpResponse:
        act(actor=actor_of(request), visit_id=visit_id, at=visit_of(request).at)
        messages.success(request, str(said))
        return redirect("lead:visit", visit_id=visit_id)

    return press


called_in = heard(
    call_in, gettext_lazy("Noted. They call in again within three quarters of an hour.")
)
both_back = heard(come_back, gettext_lazy("Both are back."))
