"""Proofs of deletion, for the data protection officer: what was emptied at its date; nobody's name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.purges import purges
from entremise.outreach.queries.campaigns import campaigns_closed
from entremise.web.lead.proof import proof_sheet
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page


@audience(Role.DPO)
@require_safe
def list_purges(request: HttpRequest) -> HttpResponse:
    """What was deleted, and what will be, and when."""
    return page(
        request,
        "gate/purges.html",
        purges=purges(),
        to_come=campaigns_closed(),
        none_title=_("Nothing has reached its date yet"),
        none_text=_(
            "A campaign is emptied some months after its end. Its proof is then kept here."
        ),
    )


@audience(Role.DPO)
@require_safe
def show_purge(request: HttpRequest, purge_id: int) -> HttpResponse:
    found = next((one for one in purges() if one.purge_id == purge_id), None)
    if found is None:
        raise Http404
    return proof_sheet(request, found)
