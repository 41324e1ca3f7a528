"""What a person told was passed on: she takes a point back, or all, through the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import Role
from entremise.referral.operations.endings import withdraw_item, withdraw_reports_of
from entremise.web.desk.person import grant_for
from entremise.web.resident.given import line_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


@audience(Role.CLERK)
def take_back_item(request: HttpRequest, person: UUID, item_id: int) -> HttpResponse:
    grant_for(request, person)
    line, visit = line_of(person, item_id), visit_of(request)
    if request.method == "POST":
        withdraw_item(actor=visit.actor, person=person, item_id=item_id, at=visit.at)
        messages.success(request, _("It is taken back. The service must delete what it has."))
        return redirect("desk:person", person=person)
    return page(request, "desk/take_back_item.html", person=person, line=line)


@audience(Role.CLERK)
def take_back_all(request: HttpRequest, person: UUID) -> HttpResponse:
    grant_for(request, person)
    visit = visit_of(request)
    if request.method == "POST":
        withdraw_reports_of(actor=visit.actor, person=person, at=visit.at)
        messages.success(request, _("All is taken back. The services must delete what they have."))
        return redirect("desk:person", person=person)
    return page(request, "desk/take_back_all.html", person=person)
