"""A need is shown to an association, or taken back from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entremise.accounts.queries import organizations_with_role
from entremise.accounts.vocabulary import Role
from entremise.journeys import end_need
from entremise.mutual_aid.operations.sharing import take_back_need
from entremise.mutual_aid.queries.membership import active_associations
from entremise.mutual_aid.queries.needs import need
from entremise.mutual_aid.queries.sharing import answer_hours
from entremise.web.between.forms import ShareForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of


@audience(Role.GO_BETWEEN)
def share(request: HttpRequest, need_id: int) -> HttpResponse:
    visit, card = visit_of(request), need(need_id)
    form = ShareForm(request.POST or None, choices=associations(visit))
    if form.is_valid():
        organization_id = form.cleaned_data["organization"]
        end_need.share(
            actor=visit.actor, need_id=need_id, organization_id=organization_id, at=visit.at
        )
        messages.success(request, _("The association is asked. It answers within two days."))
        return redirect("between:need", need_id=need_id)
    return page(request, "between/share.html", form=form, need=card)


def associations(visit: Visit) -> list[tuple[int, str]]:
    """Those at work with the desk where somebody answers, with the time that they usually take."""
    hours, active = answer_hours(), active_associations()
    found = organizations_with_role(role=Role.PARTNER, at=visit.at)
    return [
        (one.organization_id, said(one.name, hours.get(one.organization_id)))
        for one in found
        if one.organization_id in active
    ]


def said(name: str, hours: int | None) -> str:
    if hours is None:
        return name
    return _("%(name)s, usually answers in %(hours)d h") % {"name": name, "hours": hours}


@audience(Role.GO_BETWEEN)
@require_POST
def take_back(request: HttpRequest, need_id: int) -> HttpResponse:
    visit = visit_of(request)
    take_back_need(actor=visit.actor, need_id=need_id, at=visit.at)
    return redirect("between:need", need_id=need_id)
