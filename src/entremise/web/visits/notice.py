"""The notice left at a door that stayed shut: neutral, nothing says why; the same sheet for every door."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.web.shell.audience import audience
from entremise.web.shell.paper import sheet


@audience(Role.VISITOR, Role.CALLER, Role.ORIENTEUR, Role.CAMPAIGN_LEAD, is_personal=False)
@require_safe
def door_notice(request: HttpRequest) -> HttpResponse:
    """Date, hour and word are written by hand: printed ahead, it fits every door."""
    return sheet(request, "visits/notice.html", file="avis-de-passage")
