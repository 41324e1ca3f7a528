"""The directory: finding a service, correcting it, saying that it was checked."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.directory.operations import (
    add_service,
    check_service,
    close_service,
    correct_service,
)
from entremise.directory.queries import is_fresh, search
from entremise.directory.queries import service as service_card
from entremise.directory.vocabulary import ServiceCard
from entremise.journeys.trace_lines import theme_labels
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.forms import DirectorySearch, ServiceForm
from entremise.web.triage.labels import district_choices, theme_choices
from entremise.web.triage.words import CAPACITIES


@audience(Role.ORIENTEUR, is_personal=False)
@require_safe
def list_services(request: HttpRequest) -> HttpResponse:
    """All services, or those that look like what was typed; `item` keeps what is being sent."""
    form = DirectorySearch(request.GET, themes=theme_choices(), districts=district_choices())
    given = form.cleaned_data if form.is_valid() else {}
    cards = search(
        text=given.get("text", ""), theme=given.get("theme", ""), district=given.get("district", "")
    )
    sending = [request.GET.get(name, "") for name in ("report", "item")]
    is_sending = all(word.isascii() and word.isdigit() for word in sending)
    return page(
        request,
        "triage/services.html",
        form=form,
        rows=rows_of(cards, visit_of(request).at),
        report_id=sending[0] if is_sending else "",
        item_id=sending[1] if is_sending else "",
    )


def rows_of(
    cards: Iterable[ServiceCard], at: datetime
) -> list[tuple[ServiceCard, str, str, StrOrPromise, bool]]:
    """A service with its themes, its districts and its room in words, and whether its entry is old."""
    themes, names = theme_labels(), dict(district_choices())
    return [
        (
            card,
            ", ".join(themes.get(theme, theme) for theme in card.themes),
            ", ".join(names.get(code, code) for code in card.districts),
            CAPACITIES[card.capacity],
            not is_fresh(card, at),
        )
        for card in cards
    ]


def found(service_id: int) -> ServiceCard:
    card = service_card(service_id=service_id)
    if card is None:
        raise Http404
    return card


@audience(Role.ORIENTEUR, is_personal=False)
@require_safe
def show_service(request: HttpRequest, service_id: int) -> HttpResponse:
    card, themes, districts = found(service_id), theme_labels(), dict(district_choices())
    return page(
        request,
        "triage/service.html",
        card=card,
        themes=", ".join(themes.get(theme, theme) for theme in card.themes),
        districts=", ".join(districts.get(code, code) for code in card.districts),
        room=CAPACITIES[card.capacity],
        is_old=not is_fresh(card, visit_of(request).at),
    )


@audience(Role.ORIENTEUR, is_personal=False)
def add(request: HttpRequest) -> HttpResponse:
    form = ServiceForm(request.POST or None, themes=theme_choices(), districts=district_choices())
    if request.method == "POST" and form.is_valid():
        service_id = add_service(
            actor=actor_of(request), new=form.new_service(), at=visit_of(request).at
        )
        messages.success(request, _("The service is in the directory."))
        return redirect("triage:service", service_id=service_id)
    return page(request, "triage/service_form.html", form=form, card=None)


@audience(Role.ORIENTEUR, is_personal=False)
def correct(request: HttpRequest, service_id: int) -> HttpResponse:
    card = found(service_id)
    known = asdict(card) | {"has_account": "yes" if card.has_account else "no"}
    form = ServiceForm(
        request.POST or None, themes=theme_choices(), districts=district_choices(), initial=known
    )
    if request.method == "POST" and form.is_valid():
        correct_service(
            actor=actor_of(request),
            service_id=service_id,
            new=form.new_service(),
            at=visit_of(request).at,
        )
        messages.success(request, _("The entry is corrected and counts as checked today."))
        return redirect("triage:service", service_id=service_id)
    return page(request, "triage/service_form.html", form=form, card=card)


@audience(Role.ORIENTEUR, is_personal=False)
@require_POST
def check(request: HttpRequest, service_id: int) -> HttpResponse:
    check_service(actor=actor_of(request), service_id=service_id, at=visit_of(request).at)
    messages.success(request, _("The entry counts as checked today."))
    return redirect("triage:service", service_id=service_id)


@audience(Role.ORIENTEUR, is_personal=False)
def close(request: HttpRequest, service_id: int) -> HttpResponse:
    card = found(service_id)
    if request.method == "POST":
        close_service(actor=actor_of(request), service_id=service_id, at=visit_of(request).at)
        messages.success(request, _("The service is proposed no more."))
        return redirect("triage:services")
    return page(request, "triage/close_service.html", card=card)
