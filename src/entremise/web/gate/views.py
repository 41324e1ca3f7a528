"""Requests to examine, and each step of the gate."""

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.uses import decide_admissibility, give_opinion, publish_summary
from entremise.commons.operations.votes import open_vote
from entremise.commons.queries.charters import number_rule
from entremise.commons.queries.decisions import decisions_of
from entremise.commons.queries.exports import exports_to_sign
from entremise.commons.queries.uses import use, use_counts, uses_in
from entremise.commons.queries.votes import may_count, may_open_from
from entremise.commons.vocabulary.decisions import DecisionCard, Refusal
from entremise.commons.vocabulary.uses import ACCEPTED, UseCard, UseState
from entremise.journeys.count_vote import count_vote
from entremise.kernel.errors import Refused
from entremise.web.gate.exports import body_of
from entremise.web.gate.forms import CountForm, OpenVoteForm, OpinionForm, SummaryForm, VerdictForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.uses.lines import facts_of, state_of, steps_of, votes_of
from entremise.web.uses.numbers import Reached, reached_of
from entremise.web.uses.words import OPINIONS, VERDICTS

GATE = (Role.LEGAL_OFFICER, Role.DPO)
VIEWS = {
    "examined": (UseState.SUBMITTED,),
    "published": (UseState.ADMISSIBLE, UseState.DELIBERATING, UseState.VOTING),
    "ended": (*sorted(ACCEPTED), UseState.REJECTED, UseState.REFUSED, UseState.RETURNED),
}


@audience(*GATE)
@require_safe
def list_requests(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("view", "examined")
    current = asked if asked in VIEWS else "examined"
    counts = use_counts()
    totals = {name: sum(counts.get(state, 0) for state in VIEWS[name]) for name in VIEWS}
    pages = Pages(page_number(request), totals[current])
    names = {"examined": _("To examine"), "published": _("Debate and vote"), "ended": _("Ended")}
    tabs = tuple(
        Tab(names[name], f"{reverse('gate:list')}?view={name}", name == current, totals[name])
        for name in VIEWS
    )
    at = visit_of(request).at
    rows = uses_in(VIEWS[current], skip=pages.offset, limit=pages.size)
    lines = [(row, state_of(row, at)) for row in rows]
    waiting = exports_to_sign(at=at, organization_id=body_of(visit_of(request).actor))
    return page(
        request,
        "gate/list.html",
        tabs=tabs,
        lines=lines,
        waiting=waiting,
        pages=pages,
        query=kept_filters(request),
    )


@audience(*GATE)
@require_safe
def show_request(request: HttpRequest, request_id: int) -> HttpResponse:
    return shown(request, use(request_id))


def shown(request: HttpRequest, card: UseCard, form: Form | None = None) -> HttpResponse:
    visit = visit_of(request)
    step = step_of(card, visit.actor, visit.at)
    return page(
        request,
        "gate/request.html",
        card=card,
        state=state_of(card, visit.at),
        step=step,
        form=form if form is not None else form_of(step),
        facts=facts_of(card),
        steps=steps_of(card.steps),
        opinion=card.opinion and (OPINIONS[card.opinion.verdict], card.opinion.text),
        decided=decided_of(card),
        opens_from=opens_from(card, visit.at),
        vote_days=int(number_rule("vote_days", at=visit.at)),
        gate=card.gate and (VERDICTS[card.gate.verdict], card.gate.reasons),
        votes=votes_of(card.request_id, card.state, visit_of(request).at),
    )


def decided_of(card: UseCard) -> list[tuple[DecisionCard, Reached]]:
    """The decisions of a request, with how many people each has reached."""
    cards = decisions_of([card.request_id]).get(card.request_id, ())
    reached = reached_of(cards)
    return [(one, reached[one.decision_id]) for one in cards]


def step_of(card: UseCard, actor: Actor, at: datetime) -> str:
    """What this actor may do now with this request; empty when it is not her turn."""
    if card.state is UseState.SUBMITTED and actor.has(Role.DPO):
        return "advise"
    if not actor.has(Role.LEGAL_OFFICER):
        return ""
    if card.state is UseState.SUBMITTED:
        return "decide" if card.opinion else "wait"
    if card.state is UseState.VOTING:
        return "count" if may_count(request_id=card.request_id, at=at) else "voting"
    if card.state is UseState.DELIBERATING:
        return "open_vote" if opens_from(card, at) <= at else "debating"
    return "publish" if card.state is UseState.ADMISSIBLE else ""


def opens_from(card: UseCard, at: datetime) -> datetime:
    """When the vote may open: the charter says how long a summary is public before."""
    return may_open_from(
        published_at=card.published_at or at, expected_people=card.asked.expected_people, at=at
    )


FORMS: dict[str, type[Form]] = {
    "advise": OpinionForm,
    "decide": VerdictForm,
    "publish": SummaryForm,
    "open_vote": OpenVoteForm,
    "count": CountForm,
}


def form_of(step: str) -> Form | None:
    return FORMS[step]() if step in FORMS else None


def again(request: HttpRequest, card: UseCard, step: str, form: Form) -> HttpResponse:
    """The form of this step with its errors; refuse with `NOT_YOUR_TURN` when another step is due."""
    visit = visit_of(request)
    if step_of(card, visit.actor, visit.at) != step:
        raise Refused(Refusal.NOT_YOUR_TURN)
    return shown(request, card, form)


@audience(Role.DPO)
@require_POST
def advise(request: HttpRequest, request_id: int) -> HttpResponse:
    form, card, visit = OpinionForm(request.POST), use(request_id), visit_of(request)
    if not form.is_valid():
        return again(request, card, "advise", form)
    give_opinion(actor=visit.actor, request_id=request_id, new=form.new_opinion(), at=visit.at)
    return told(request, request_id, _("Your opinion is written. The legal officer decides."))


@audience(Role.LEGAL_OFFICER)
@require_POST
def decide(request: HttpRequest, request_id: int) -> HttpResponse:
    form, card, visit = VerdictForm(request.POST), use(request_id), visit_of(request)
    if not form.is_valid():
        return again(request, card, "decide", form)
    decide_admissibility(
        actor=visit.actor, request_id=request_id, verdict=form.new_verdict(), at=visit.at
    )
    return told(request, request_id, _("Your decision is written."))


@audience(Role.LEGAL_OFFICER)
@require_POST
def publish(request: HttpRequest, request_id: int) -> HttpResponse:
    form, card, visit = SummaryForm(request.POST), use(request_id), visit_of(request)
    if not form.is_valid():
        return again(request, card, "publish", form)
    publish_summary(
        actor=visit.actor,
        request_id=request_id,
        summary=form.cleaned_data["summary"],
        at=visit.at,
    )
    return told(request, request_id, _("The summary is public. The debate begins."))


@audience(Role.LEGAL_OFFICER)
@require_POST
def open_ballots(request: HttpRequest, request_id: int) -> HttpResponse:
    form, card, visit = OpenVoteForm(request.POST), use(request_id), visit_of(request)
    if not form.is_valid():
        return again(request, card, "open_vote", form)
    open_vote(actor=visit.actor, request_id=request_id, closes_at=form.closes_at, at=visit.at)
    return told(request, request_id, _("The vote is open."))


@audience(Role.LEGAL_OFFICER)
@require_POST
def count(request: HttpRequest, request_id: int) -> HttpResponse:
    form, card, visit = CountForm(request.POST), use(request_id), visit_of(request)
    if not form.is_valid():
        return again(request, card, "count", form)
    is_accepted = count_vote(
        actor=actor_of(request), request_id=request_id, at=visit.at, **form.cleaned_data
    )
    text = _("The use is accepted.") if is_accepted else _("The use is rejected.")
    return told(request, request_id, text)


def told(request: HttpRequest, request_id: int, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("gate:request", request_id=request_id)
