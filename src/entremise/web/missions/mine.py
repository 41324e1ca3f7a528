"""One's own missions: read, accept, decline, stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import organizations_by_id
from entremise.solidarity.operations.missions import (
    accept_mission,
    decline_mission,
    end_mission,
)
from entremise.solidarity.queries.missions import missions_of
from entremise.solidarity.vocabulary.missions import MissionState
from entremise.web.missions.words import STATES
from entremise.web.shell.audience import SIGNED_IN, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of

RUNNING = frozenset({MissionState.ACCEPTED, MissionState.COVERED})


@audience(SIGNED_IN)
@require_safe
def list_mine(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    cards = missions_of(user_id=visit.actor.user_id or 0, at=visit.at)
    bodies = organizations_by_id({card.organization_id for card in cards})
    rows = [
        {
            "card": card,
            "state": STATES[card.state][0],
            "css": STATES[card.state][1],
            "body": bodies[card.organization_id].name,
            "is_asked": card.state is MissionState.PROPOSED,
            "is_running": card.state in RUNNING,
        }
        for card in cards
    ]
    return page(request, "missions/mine.html", rows=rows)


@audience(SIGNED_IN)
@require_POST
def accept(request: HttpRequest, mission_id: int) -> HttpResponse:
    visit = visit_of(request)
    accept_mission(actor=visit.actor, mission_id=mission_id, at=visit.at)
    messages.success(request, _("Thank you. You are covered from the first day of the mission."))
    return redirect("missions:mine")


@audience(SIGNED_IN)
@require_POST
def decline(request: HttpRequest, mission_id: int) -> HttpResponse:
    visit = visit_of(request)
    decline_mission(actor=visit.actor, mission_id=mission_id, at=visit.at)
    messages.success(request, _("Noted. Nobody asks you why."))
    return redirect("missions:mine")


@audience(SIGNED_IN)
@require_POST
def stop(request: HttpRequest, mission_id: int) -> HttpResponse:
    visit = visit_of(request)
    reason = _("Ended by the helper")
    end_mission(actor=visit.actor, mission_id=mission_id, reason=reason, at=visit.at)
    messages.success(request, _("The mission ends today. You are not covered from tomorrow."))
    return redirect("missions:mine")
