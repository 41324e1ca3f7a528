"""Running actions: drafting, validating, opening, slots and series, calling off."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Role
from entremise.journeys.action_messages import call_off_action
from entremise.solidarity.operations.actions import (
    add_slots,
    change_action,
    draft_action,
    open_action,
    validate_action,
)
from entremise.solidarity.queries.actions import action, actions_run_by, actions_run_by_count
from entremise.solidarity.rules import may_run, may_validate
from entremise.solidarity.vocabulary.actions import ActionCard, ActionState
from entremise.web.actions.finding import lines_of
from entremise.web.actions.forms import ActionForm, CancelForm, SlotForm
from entremise.web.actions.words import STATES, TAGS
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import actor_of, visit_of

runners = audience(Role.GO_BETWEEN, Role.CAMPAIGN_LEAD, Role.PARTNER, is_personal=False)
CHANGEABLE = (ActionState.DRAFT, ActionState.VALIDATED, ActionState.OPEN)


@runners
@require_safe
def list_run(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    pages = Pages(page_number(request), actions_run_by_count(actor=actor))
    shown = actions_run_by(actor=actor, offset=pages.offset, size=pages.size)
    lines = [(one, STATES[one.card.state], TAGS[one.card.state]) for one in lines_of(shown, at)]
    return page(request, "actions/run.html", lines=lines, pages=pages)


@runners
def draft(request: HttpRequest) -> HttpResponse:
    host = host_organization()
    form = ActionForm(request.POST or None, initial={"phone": host.phone if host else ""})
    if request.method == "POST" and form.is_valid():
        action_id = draft_action(
            actor=actor_of(request), new=form.action(), at=visit_of(request).at
        )
        messages.success(request, _("The draft is kept. Add its slots."))
        return redirect("actions:slots", action_id=action_id)
    return page(request, "actions/form.html", form=form, card=None)


@runners
def change(request: HttpRequest, action_id: int) -> HttpResponse:
    card = run_by(request, action_id)
    form = ActionForm(request.POST or None, initial=asdict(card))
    if request.method == "POST" and form.is_valid():
        change_action(
            actor=actor_of(request),
            action_id=action_id,
            new=form.action(),
            at=visit_of(request).at,
        )
        messages.success(request, _("The action is corrected."))
        return redirect("actions:one", action_id=action_id)
    return page(request, "actions/form.html", form=form, card=card)


@runners
@require_safe
def show_one(request: HttpRequest, action_id: int) -> HttpResponse:
    card = run_by(request, action_id)
    (line,) = lines_of((card,), visit_of(request).at)
    return page(
        request,
        "actions/one.html",
        line=line,
        state=STATES[card.state],
        tag=TAGS[card.state],
        may_validate=card.state is ActionState.DRAFT and may_validate(actor_of(request)),
        may_open=card.state is ActionState.VALIDATED,
        may_change=card.state in CHANGEABLE,
    )


@runners
def plan_slots(request: HttpRequest, action_id: int) -> HttpResponse:
    card, at = run_by(request, action_id), visit_of(request).at
    form = SlotForm(request.POST or None, today=localdate(at))
    if request.method == "POST" and form.is_valid():
        count = add_slots(actor=actor_of(request), action_id=action_id, new=form.slot(), at=at)
        added = ngettext("%(count)d slot is added.", "%(count)d slots are added.", count)
        messages.success(request, added % {"count": count})
        return redirect("actions:one", action_id=action_id)
    return page(request, "actions/slots.html", form=form, card=card)


@runners
@require_POST
def validate(request: HttpRequest, action_id: int) -> HttpResponse:
    validate_action(actor=actor_of(request), action_id=action_id, at=visit_of(request).at)
    messages.success(request, _("The action is validated. It can be announced."))
    return redirect("actions:one", action_id=action_id)


@runners
@require_POST
def announce(request: HttpRequest, action_id: int) -> HttpResponse:
    open_action(actor=actor_of(request), action_id=action_id, at=visit_of(request).at)
    messages.success(request, _("The action is announced: people can take places."))
    return redirect("actions:one", action_id=action_id)


@runners
def call_off(request: HttpRequest, action_id: int) -> HttpResponse:
    card = run_by(request, action_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = call_off_action(
            actor=actor_of(request),
            action_id=action_id,
            reason=form.cleaned_data["reason"],
            at=visit_of(request).at,
        )
        freed = ngettext(
            "The action is called off. %(count)d place is freed.",
            "The action is called off. %(count)d places are freed.",
            len(told),
        )
        messages.success(request, freed % {"count": len(told)})
        return redirect("actions:one", action_id=action_id)
    return page(request, "actions/call_off.html", form=form, card=card)


def run_by(request: HttpRequest, action_id: int) -> ActionCard:
    """The action, for those who run it; for others it is not there."""
    card = action(action_id=action_id)
    if card is None or not may_run(actor_of(request), card.organization_id):
        raise Http404
    return card
