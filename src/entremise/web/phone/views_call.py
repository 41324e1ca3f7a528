"""The call itself: take a person, see why her, show the number, talk step by step, hand back."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Actor, Role
from entremise.journeys.held_card import BEFORE, TALKING, held_card
from entremise.journeys.save_step import draft_of, save_step
from entremise.kernel.errors import Refused
from entremise.kits.queries import version
from entremise.outreach.operations.calls import claim_next_call, heartbeat, show_number
from entremise.outreach.operations.closing import release_call
from entremise.outreach.queries.calls import held_call, held_call_id_of
from entremise.outreach.queries.staffing import engagement_of
from entremise.outreach.vocabulary.calls import HandBackReason, HeldCall, Refusal
from entremise.outreach.vocabulary.staffing import HIGHEST
from entremise.outreach.vocabulary.thread import Draft, Thread, walked
from entremise.solidarity.queries.shifts import shifts_of
from entremise.web.phone.forms import HandBackForm, StepForm, TokenForm
from entremise.web.phone.screens import before_screen, talk_screen
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.CALLER)
@require_POST
def take_next_call(request: HttpRequest, campaign_id: int) -> HttpResponse:
    try:
        call = claim_next_call(
            actor=actor_of(request), campaign_id=campaign_id, at=visit_of(request).at
        )
    except Refused as refusal:  # this no has two ways on, and they are hers
        if refusal.reason is not Refusal.NO_CALL_LEFT:
            raise
        return redirect("phone:nobody_left")
    return redirect("phone:call", call_id=call.call_id)


@audience(Role.CALLER)
@require_safe
def show_nobody_left(request: HttpRequest) -> HttpResponse:
    """Nobody for her level or languages now: no name, but her training and her next shift."""
    actor, at = actor_of(request), visit_of(request).at
    held = held_call_id_of(actor=actor, at=at)
    if held is not None:  # a page of earlier, opened again
        return redirect("phone:call", call_id=held)
    mine = shifts_of(user_id=actor.user_id or 0, at=at)
    one = engagement_of(user_id=actor.user_id)
    return page(
        request,
        "phone/nobody_left.html",
        next_shift=next((shift for shift in mine if shift.starts_at > at), None),
        level=one.level if one else 0,
        is_highest=one is not None and one.level == HIGHEST,
    )


@audience(Role.CALLER)
@require_safe
def show_call(request: HttpRequest, call_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    call = held_call(actor=actor, call_id=call_id, at=at)
    if call.shown_at is not None:
        return redirect("phone:talk", call_id=call_id)
    card = held_card(actor=actor, call=call, groups=BEFORE, at=at)
    form = HandBackForm(initial={"token": call.token})
    screen = before_screen(request, call, card)
    return page(request, "phone/call.html", status=200, call=call, hand_back=form, **screen)


@audience(Role.CALLER)
@require_POST
def reveal(request: HttpRequest, call_id: int) -> HttpResponse:
    show_number(
        actor=actor_of(request),
        call_id=call_id,
        token=token_of(request),
        at=visit_of(request).at,
    )
    return redirect("phone:talk", call_id=call_id)


@audience(Role.CALLER)
@require_safe
def show_talk(request: HttpRequest, call_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    call = held_call(actor=actor, call_id=call_id, at=at)
    if call.shown_at is None:
        return redirect("phone:call", call_id=call_id)
    card = held_card(actor=actor, call=call, groups=TALKING, at=at)
    draft = Draft.opened(card.answers, call.attempt_id)
    thread = walked(version(call.kit_version_id).script, draft, request.GET.get("step", ""))
    screen = talk_screen(request, call, card, thread)
    return page(request, "phone/talk.html", status=200, call=call, thread=thread, **screen)


@audience(Role.CALLER)
@require_POST
def keep_step(request: HttpRequest, call_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    call = held_call(actor=actor, call_id=call_id, at=at)
    form = step_form(request, call.kit_version_id)
    if form.is_valid():
        save_step(
            actor=actor,
            call_id=call_id,
            token=form.cleaned_data["token"],
            saved=form.saved(),
            at=at,
        )
    return redirect("phone:talk", call_id=call_id)


@audience(Role.CALLER)
@require_POST
def autosave(request: HttpRequest, call_id: int) -> HttpResponse:
    """The note being typed, from the script of the page: again is the same."""
    actor, at = actor_of(request), visit_of(request).at
    call = held_call(actor=actor, call_id=call_id, at=at)
    form = step_form(request, call.kit_version_id)
    if not form.is_valid():
        return HttpResponse(status=422)
    token = form.cleaned_data["token"]
    saved = replace(form.saved(), themes=())  # a tick counts once it is sent: it may be taken back
    save_step(actor=actor, call_id=call_id, token=token, saved=saved, at=at)
    return HttpResponse(status=204)


@audience(Role.CALLER)
@require_POST
def beat(request: HttpRequest, call_id: int) -> HttpResponse:
    heartbeat(
        actor=actor_of(request),
        call_id=call_id,
        token=token_of(request),
        at=visit_of(request).at,
    )
    return HttpResponse(status=204)


@audience(Role.CALLER)
@require_safe
def show_hand_back(request: HttpRequest, call_id: int) -> HttpResponse:
    call = held_call(actor=actor_of(request), call_id=call_id, at=visit_of(request).at)
    form = HandBackForm(initial={"token": call.token})
    return hand_back_page(request, call_id, form)


@audience(Role.CALLER)
@require_POST
def hand_back(request: HttpRequest, call_id: int) -> HttpResponse:
    form = HandBackForm(request.POST)
    if not form.is_valid():
        return hand_back_page(request, call_id, form)
    release_call(
        actor=actor_of(request),
        call_id=call_id,
        token=form.cleaned_data["token"],
        reason=HandBackReason(form.cleaned_data["reason"]),
        at=visit_of(request).at,
    )
    return redirect("phone:home")


def hand_back_page(request: HttpRequest, call_id: int, form: HandBackForm) -> HttpResponse:
    return page(
        request,
        "phone/one_form.html",
        form=form,
        action=reverse("phone:hand_back", args=[call_id]),
        title=_("Hand this person back"),
        act=_("Hand this person back"),
        kind="ghost",
        back=_("Keep her"),
        back_url=reverse("phone:call", args=[call_id]),
    )


def step_form(request: HttpRequest, kit_version_id: int) -> StepForm:
    themes = tuple(theme.code for theme in version(kit_version_id).themes)
    return StepForm(request.POST, themes=themes)


def thread_of(*, actor: Actor, call: HeldCall, at: datetime) -> Thread:
    """The talk as far as it was saved."""
    return walked(version(call.kit_version_id).script, draft_of(actor=actor, call=call, at=at))


def token_of(request: HttpRequest) -> int:
    """The fencing token of the page; none fits when it is torn."""
    form = TokenForm(request.POST)
    return form.cleaned_data["token"] if form.is_valid() else 0
