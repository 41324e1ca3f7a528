"""The directory as orienteurs use it: finding a service, correcting it, saying that it was checked or has room."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.directory.operations import (
    add_service,
    check_service,
    close_service,
    correct_service,
    tell_room,
)
from entremise.directory.queries import find_services, is_fresh
from entremise.directory.queries import service as service_card
from entremise.directory.queries.services import count_to_check, differences, room_on
from entremise.directory.queries.themes import theme_names
from entremise.directory.vocabulary import Difference, Found, Proposal, ServiceCard
from entremise.journeys.service_words import FIELDS
from entremise.territory.queries import spot_of
from entremise.web.directory.forms import RoomForm, ServiceForm, StaffSearch
from entremise.web.directory.lines import facts_of, filters_of
from entremise.web.directory.words import hours_words, reason_words, room_words, value_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, Tab, kept_filters, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.triage.labels import district_choices, theme_choices


@dataclass(frozen=True, slots=True)
class Line:
    card: ServiceCard
    themes: str
    places: str
    room: str
    hours: str
    reasons: str
    is_old: bool


@audience(Role.ORIENTEUR, is_personal=False)
@require_safe
def list_services(request: HttpRequest) -> HttpResponse:
    """What looks like what was typed, best first; `item` keeps what is being sent."""
    at = visit_of(request).at
    form = StaffSearch(request.GET, themes=theme_choices(), districts=district_choices())
    is_stale = request.GET.get("view") == "check"
    filters = filters_of(form.chosen(), at, is_stale=is_stale)
    number = page_number(request)
    found = find_services(
        filters=filters, offset=Pages(number, 0).offset, size=Pages(1, 0).size, at=at
    )
    sending = [request.GET.get(name, "") for name in ("report", "item")]
    is_sending = all(word.isascii() and word.isdigit() for word in sending)
    return page(
        request,
        "triage/services.html",
        form=form,
        lines=lines_of(found, at),
        found=found,
        pages=Pages(number, found.total),
        query=kept_filters(request),
        tabs=tabs_of(is_stale=is_stale, old=count_to_check(at)),
        is_stale=is_stale,
        report_id=sending[0] if is_sending else "",
        item_id=sending[1] if is_sending else "",
    )


def tabs_of(*, is_stale: bool, old: int) -> list[Tab]:
    return [
        Tab(_("All services"), "?", not is_stale),
        Tab(_("To check again"), "?view=check", is_stale, old, "sun" if old else ""),
    ]


def lines_of(found: Found, at: datetime) -> list[Line]:
    """Services with their themes, their districts and their room in words, and why they were found."""
    themes, names = theme_names(), dict(district_choices())
    return [line_of(one, at, themes, names) for one in found.proposals]


def line_of(one: Proposal, at: datetime, themes: dict[str, str], names: dict[str, str]) -> Line:
    card = one.service
    return Line(
        card=card,
        themes=", ".join(themes.get(theme, theme) for theme in card.themes),
        places=", ".join(names.get(code, code) for code in card.districts),
        room=room_words(card, room_on(card, localdate(at))),
        hours=hours_words(card.opening),
        reasons=reason_words(one),
        is_old=not is_fresh(card, at),
    )


def found(service_id: int) -> ServiceCard:
    card = service_card(service_id=service_id)
    if card is None:
        raise Http404
    return card


@audience(Role.ORIENTEUR, is_personal=False)
@require_safe
def show_service(request: HttpRequest, service_id: int) -> HttpResponse:
    return service_page(request, found(service_id), None)


def service_page(request: HttpRequest, card: ServiceCard, form: RoomForm | None) -> HttpResponse:
    at, themes = visit_of(request).at, theme_names()
    names = names_of([card.checked_by, card.capacity_by])
    said = {
        "capacity": card.capacity.value,
        "note": card.capacity_note,
        "until": card.capacity_until,
    }
    return page(
        request,
        "triage/service.html",
        card=card,
        facts=facts_of(card, themes, dict(district_choices())),
        room=room_words(card, room_on(card, localdate(at))),
        form=form or RoomForm(initial=said),
        who_checked=names.get(card.checked_by, ""),
        who_said=names.get(card.capacity_by, ""),
        is_old=not is_fresh(card, at),
        differences=[
            difference_words(one, themes) for one in differences(service_id=card.service_id)
        ],
    )


def difference_words(one: Difference, themes: dict[str, str]) -> tuple[str, str, str]:
    """The field, what is said here, what the source says."""
    return (
        str(FIELDS[one.name]),
        value_words(one.name, one.here, themes),
        value_words(one.name, one.source, themes),
    )


@audience(Role.ORIENTEUR, is_personal=False)
def add(request: HttpRequest) -> HttpResponse:
    form = ServiceForm(
        request.POST or None,
        themes=form_themes(),
        districts=district_choices(),
        initial={"reached_by": ["usagers", "professionnels"], "reply_days": 3},
    )
    if request.method == "POST" and form.is_valid():
        service_id = add_service(
            actor=actor_of(request), new=form.new_service(**position(form)), at=visit_of(request).at
        )
        messages.success(request, _("The service is in the directory."))
        return redirect("triage:service", service_id=service_id)
    return page(request, "triage/service_form.html", form=form, card=None)


def form_themes(chosen: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The themes of the kits, and those of the national table that this service has already."""
    known = dict(theme_choices())
    names = theme_names()
    return [
        *known.items(),
        *((code, names.get(code, code)) for code in chosen if code not in known),
    ]


def position(form: ServiceForm, known: ServiceCard | None = None) -> dict[str, Any]:
    """Where the address is: as it was when it has not changed, else the middle of its street."""
    line = form.cleaned_data["address"]
    if known is not None and known.address == line:
        return {"lat_e6": known.lat_e6, "lon_e6": known.lon_e6}
    street = spot_of(line) if line else None
    if street is None:
        return {}
    return {"lat_e6": round(street.lat * 1e6), "lon_e6": round(street.lon * 1e6)}


@audience(Role.ORIENTEUR, is_personal=False)
def correct(request: HttpRequest, service_id: int) -> HttpResponse:
    card = found(service_id)
    known = asdict(card) | {
        "has_account": "yes" if card.has_account else "no",
        "languages": ", ".join(card.languages),
        "reach_km": card.reach_m // 1000 if card.reach_m else None,
    }
    form = ServiceForm(
        request.POST or None,
        themes=form_themes(card.themes),
        districts=district_choices(),
        initial=known,
    )
    if request.method == "POST" and form.is_valid():
        correct_service(
            actor=actor_of(request),
            service_id=service_id,
            new=form.new_service(**position(form, card)),
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
    if request.POST.get("from") == "list":
        return redirect(f"{reverse('triage:services')}?view=check")
    return redirect("triage:service", service_id=service_id)


@audience(Role.ORIENTEUR, is_personal=False)
@require_POST
def say_room(request: HttpRequest, service_id: int) -> HttpResponse:
    form = RoomForm(request.POST)
    if not form.is_valid():
        return service_page(request, found(service_id), form)
    tell_room(
        actor=actor_of(request), service_id=service_id, room=form.room(), at=visit_of(request).at
    )
    messages.success(request, _("It is noted, with the day and your name."))
    return redirect("triage:service", service_id=service_id)


@audience(Role.ORIENTEUR, is_personal=False)
def close(request: HttpRequest, service_id: int) -> HttpResponse:
    card = found(service_id)
    if request.method == "POST":
        close_service(actor=actor_of(request), service_id=service_id, at=visit_of(request).at)
        messages.success(request, _("The service is proposed no more."))
        return redirect("triage:services")
    return page(request, "triage/close_service.html", card=card)
