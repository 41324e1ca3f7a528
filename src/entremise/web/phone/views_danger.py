"""Somebody is in danger: one tap alerts and shows where she is, to her caller and to who was alerted."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.journeys.raise_alarm import HELP_LASTS, danger_card, raise_danger
from entremise.outreach.operations.alarms import see_alarm
from entremise.outreach.queries.alarms import raised_danger, told_danger
from entremise.outreach.queries.calls import held_call, held_call_id_of
from entremise.outreach.vocabulary.calls import AlarmCard
from entremise.web.phone.screens import names_of
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
    """For the caller who sounded the alarm: also when the call is no longer kept for her."""
    actor, at = actor_of(request), visit_of(request).at
    alarm = raised_danger(actor=actor, call_id=call_id, since=at - HELP_LASTS)
    is_held = held_call_id_of(actor=actor, at=at) == call_id
    call = held_call(actor=actor, call_id=call_id, at=at) if is_held else None
    return danger_page(request, alarm, call=call)


@audience(Role.CALLER)
@require_POST
def take_danger(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """A referent takes the alarm in hand; then she reads where the person is."""
    see_alarm(actor=actor_of(request), alarm_id=alarm_id, at=visit_of(request).at)
    return redirect("phone:danger", alarm_id=alarm_id)


@audience(Role.CALLER)
@require_safe
def show_danger(request: HttpRequest, alarm_id: int) -> HttpResponse:
    return danger_page(request, told_danger(actor=actor_of(request), alarm_id=alarm_id))


def danger_page(request: HttpRequest, alarm: AlarmCard, **context: object) -> HttpResponse:
    """The numbers stand even when nothing may be read of the person."""
    actor, at = actor_of(request), visit_of(request).at
    card = danger_card(actor=actor, person=alarm.person, at=at) if alarm.person else None
    caller = accounts_by_id([alarm.raised_by])[alarm.raised_by].display_name
    return page(
        request,
        "phone/emergency.html",
        status=200,
        alarm=alarm,
        is_caller=alarm.raised_by == actor.user_id,
        caller=caller,
        card=card,
        name=short_name(card) if card else "",
        told=names_of(alarm.recipients),
        seen_by=names_of([alarm.seen_by] if alarm.seen_by else []),
        **context,
    )
