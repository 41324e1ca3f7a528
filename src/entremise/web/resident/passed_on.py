"""What she told was passed on to services: she takes back one point, or all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from entremise.accounts.vocabulary import RESIDENT
from entremise.referral.operations.endings import withdraw_item, withdraw_reports_of
from entremise.web.resident.given import line_of
from entremise.web.resident.tracker import tracker_of
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.tabs import redirect_here
from entremise.web.shell.visit import visit_of


@audience(PUBLIC, is_personal=True)
def take_back_item(request: HttpRequest, item_id: int) -> HttpResponse:
    person = tracker_of(request).person
    line = line_of(person, item_id)
    if request.method == "POST":
        withdraw_item(actor=RESIDENT, person=person, item_id=item_id, at=visit_of(request).at)
        messages.success(request, _("It is taken back. The service must delete what it has."))
        return redirect_here(request, "resident:readings")
    return page(request, "resident/take_back_item.html", line=line)


@audience(PUBLIC, is_personal=True)
def take_back_all(request: HttpRequest) -> HttpResponse:
    person = tracker_of(request).person
    if request.method == "POST":
        withdraw_reports_of(actor=RESIDENT, person=person, at=visit_of(request).at)
        messages.success(request, _("All is taken back. The services must delete what they have."))
        return redirect_here(request, "resident:readings")
    return page(request, "resident/take_back_all.html")
