"""Deletions at their date: what was emptied, with its proof, and what will be; nobody's name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.commons.queries.deletions import agreements
from entremise.commons.queries.purges import purges
from entremise.web.gate.deletion_forms import AGREED_KINDS
from entremise.web.gate.holding import PREPARES, SEES
from entremise.web.gate.past_aid import past_aids
from entremise.web.gate.standing import sees, standings_of
from entremise.web.lead.proof import proof_sheet
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(*SEES)
@require_safe
def list_purges(request: HttpRequest) -> HttpResponse:
    """What was deleted, and what will be, and when."""
    visit = visit_of(request)
    in_force = agreements(on=localdate(visit.at))
    return page(
        request,
        "gate/purges.html",
        purges=[one for one in purges() if sees(visit.actor, one.controller_id)],
        to_come=standings_of(visit.actor, visit.at),
        past_aids=past_aids(visit.actor, visit.at),
        agreements=[
            (one, AGREED_KINDS[one.kind])
            for one in in_force
            if one.kind in AGREED_KINDS and sees(visit.actor, one.controller_id)
        ],
        may_prepare=bool(visit.actor.roles & {*PREPARES}),
        none_title=_("Nothing has reached its date yet"),
        none_text=_(
            "A campaign is emptied some months after its end. Its proof is then kept here."
        ),
    )


@audience(*SEES)
@require_safe
def show_purge(request: HttpRequest, purge_id: int) -> HttpResponse:
    actor = visit_of(request).actor
    found = next((one for one in purges() if one.purge_id == purge_id), None)
    if found is None or not sees(actor, found.controller_id):
        raise Http404
    return proof_sheet(request, found)
