"""What is held of a helper: read on a page, taken away as a file, erased when she leaves for good."""

import json
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.journeys.helper_data import HelperData, helper_data, leave_for_good
from entremise.mutual_aid.queries.helper import KeptOfOffer, has_living_meeting
from entremise.web.account.sessions import forget_doors_of
from entremise.web.helper.sections import sections_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet_file
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import on_paper


@audience(Role.CONTRIBUTOR)
@require_safe
def show_data(request: HttpRequest) -> HttpResponse:
    return page(request, "helper/data.html", sections=sections_of(data_for(request)))


def data_for(request: HttpRequest) -> HelperData:
    visit = visit_of(request)
    return helper_data(actor=visit.actor, at=visit.at)


@audience(Role.CONTRIBUTOR)
@require_safe
def take_json(request: HttpRequest) -> HttpResponse:
    """Everything, for a machine: the codes and dates as they are kept."""
    text = json.dumps(as_plain(data_for(request)), ensure_ascii=False, indent=1, default=str)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


def as_plain(data: HelperData) -> dict[str, Any]:
    return asdict(data) | {"offers": [plain_offer(one) for one in data.offers]}


def plain_offer(kept: KeptOfOffer) -> dict[str, Any]:
    """Who of the desk did what is not hers to take away."""
    steps = [
        {"at": one.at, "kind": one.kind, "by_me": one.is_by_person, "detail": one.detail}
        for one in kept.steps
    ]
    return asdict(kept) | {"steps": steps}


@audience(Role.CONTRIBUTOR)
@require_safe
def take_pdf(request: HttpRequest) -> HttpResponse:
    """The same to read and to print, tagged for screen readers (PDF/UA)."""
    return sheet_file(
        request,
        "helper/data_sheet.html",
        file="mes-donnees",
        on=on_paper(localdate(visit_of(request).at)),
        sections=sections_of(data_for(request)),
    )


@audience(Role.CONTRIBUTOR)
def leave_all(request: HttpRequest) -> HttpResponse:
    """Leave for good: what goes, what stays and why is read before."""
    visit = visit_of(request)
    is_counted_on = has_living_meeting(visit.actor.user_id or 0)
    if request.method == "POST" and not is_counted_on:
        is_closed = leave_for_good(actor=actor_of(request), at=visit.at)
        if is_closed:
            logout(request)
            forget_doors_of(visit.actor.user_id or 0)
        messages.success(request, _("It is done. Thank you for all that you gave."))
        return redirect("public:home" if is_closed else "account:home")
    return page(request, "helper/leave_all.html", is_counted_on=is_counted_on)
