"""Entries that look like one service: a human says whether they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.directory.operations.twins import settle_twins
from entremise.directory.queries.deliveries import twins_count, twins_proposed
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.ORIENTEUR, Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
@require_safe
def list_doubles(request: HttpRequest) -> HttpResponse:
    pages = Pages(page_number(request), twins_count())
    rows = twins_proposed(offset=pages.offset, size=pages.size)
    return page(
        request,
        "directory/doubles.html",
        rows=[(one, (one.one, one.other)) for one in rows],
        pages=pages,
    )


@audience(Role.ORIENTEUR, Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
@require_POST
def settle(request: HttpRequest, twins_id: int) -> HttpResponse:
    are_same = request.POST.get("same") == "yes"
    settle_twins(
        actor=actor_of(request), twins_id=twins_id, are_same=are_same, at=visit_of(request).at
    )
    said = _("One service: it is shown once.") if are_same else _("Two services: both stay.")
    messages.success(request, said)
    return redirect("directory:doubles")
