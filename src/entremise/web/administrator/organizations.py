"""Bodies that work on this instance, and their teams."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.operations import add_organization, add_team, change_organization
from entremise.accounts.queries import (
    host_organization,
    organizations,
    organizations_by_id,
    teams_of,
)
from entremise.accounts.vocabulary import OrganizationCard, Role
from entremise.web.administrator.forms import (
    KIND_NAMES,
    ChangeOrganization,
    NewOrganizationForm,
    NewTeam,
)
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.ADMINISTRATOR)
@require_safe
def list_organizations(request: HttpRequest) -> HttpResponse:
    rows = [(card, KIND_NAMES[card.kind]) for card in organizations()]
    return page(request, "administrator/organizations.html", rows=rows)


@audience(Role.ADMINISTRATOR)
def add(request: HttpRequest) -> HttpResponse:
    form = NewOrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organization_id = add_organization(
            actor=actor_of(request), new=form.new_organization(), at=visit_of(request).at
        )
        messages.success(request, _("The body is added."))
        return redirect("administrator:organization", organization_id=organization_id)
    return page(request, "administrator/add_organization.html", form=form)


@audience(Role.ADMINISTRATOR)
def show(request: HttpRequest, organization_id: int) -> HttpResponse:
    card = card_or_404(organization_id)
    form = NewTeam(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        add_team(
            actor=actor_of(request),
            organization_id=organization_id,
            name=name,
            at=visit_of(request).at,
        )
        messages.success(request, _("The team is added."))
        return redirect("administrator:organization", organization_id=organization_id)
    teams = teams_of(organization_id=organization_id)
    return page(
        request,
        "administrator/organization.html",
        card=card,
        teams=teams,
        form=form,
        kind=KIND_NAMES[card.kind],
    )


@audience(Role.ADMINISTRATOR)
def change(request: HttpRequest, organization_id: int) -> HttpResponse:
    card, host = card_or_404(organization_id), host_organization()
    form = ChangeOrganization(request.POST or None, card, is_host=card == host)
    if request.method == "POST" and form.is_valid():
        change_organization(
            actor=actor_of(request),
            organization_id=organization_id,
            new=form.new_organization(),
            at=visit_of(request).at,
        )
        messages.success(request, _("The body is changed."))
        return redirect("administrator:organization", organization_id=organization_id)
    return page(request, "administrator/change_organization.html", card=card, form=form)


def card_or_404(organization_id: int) -> OrganizationCard:
    card = organizations_by_id([organization_id]).get(organization_id)
    if card is None:
        raise Http404
    return card
