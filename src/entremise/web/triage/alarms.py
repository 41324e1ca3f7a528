"""A danger on the line: where the person is, whom to warn, and that somebody has it in hand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ask import ask
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.law import Purpose
from entremise.journeys.raise_alarm import WHERE
from entremise.outreach.operations.alarms import close_alarm, see_alarm
from entremise.outreach.queries.alarms import alarms_for
from entremise.people.vault.cards import open_card
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.ORIENTEUR)
def show_alarm(request: HttpRequest, alarm_id: int) -> HttpResponse:
    """Opening takes the alarm in hand, under vital interest; a post, since it reads."""
    visit = visit_of(request)
    card = next(
        (one for one in alarms_for(user_id=visit.actor.user_id or 0) if one.alarm_id == alarm_id),
        None,
    )
    if card is None:
        raise Http404
    person = None
    if request.method == "POST" and card.person is not None:
        see_alarm(actor=visit.actor, alarm_id=alarm_id, at=visit.at)
        grants = live_grants_of(actor=visit.actor, purpose=Purpose.VITAL_INTEREST, at=visit.at)
        ids = [grant.grant_id for grant in grants]
        person = open_card(
            tickets=ask(
                actor=visit.actor, grant_ids=ids, person=card.person, groups=WHERE, at=visit.at
            ),
            at=visit.at,
        )
    caller = accounts_by_id([card.raised_by])[card.raised_by].display_name
    return page(request, "triage/alarm.html", alarm=card, person=person, caller=caller)


@audience(Role.ORIENTEUR)
@require_POST
def end_alarm(request: HttpRequest, alarm_id: int) -> HttpResponse:
    close_alarm(actor=actor_of(request), alarm_id=alarm_id, at=visit_of(request).at)
    messages.success(request, _("The alarm is over. It stays in the trace of the campaign."))
    return redirect("triage:queue")
