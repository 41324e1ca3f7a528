"""Somebody is in danger: one tap alerts, and shows where she is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.raise_alarm import danger_card, raise_danger
from entremise.outreach.queries.calls import held_call
from entremise.web.phone.screens import told
from entremise.web.phone.views_call import token_of
from entremise.web.phone.wording import short_name
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.CALLER)
@require_POST
def sound_alarm(request: HttpRequest, call_id: int) -> HttpResponse:
    raise_danger(
        actor=actor_of(request),
        call_id=call_id,
        token=token_of(request),
        at=visit_of(request).at,
    )
    return redirect("phone:emergency", call_id=call_id)


@audience(Role.CALLER)
@require_safe
def show_emergency(request: HttpRequest, call_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    call = held_call(actor=actor, call_id=call_id, at=at)
    card = danger_card(actor=actor, call=call, at=at)
    return page(
        request,
        "phone/emergency.html",
        call=call,
        card=card,
        name=short_name(card),
        told=told(call, at),
    )
