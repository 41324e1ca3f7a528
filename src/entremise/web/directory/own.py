"""A service says itself whether it has room."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.directory.operations import tell_room
from entremise.directory.queries.services import room_on, services_of
from entremise.directory.vocabulary import ServiceCard
from entremise.web.directory.forms import RoomForm
from entremise.web.directory.words import hours_words, room_words
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(Role.SERVICE, is_personal=False)
@require_safe
def list_own(request: HttpRequest) -> HttpResponse:
    return own_page(request, {})


def own_cards(request: HttpRequest) -> tuple[ServiceCard, ...]:
    cards = services_of(organization_id=actor_of(request).organization_id or 0)
    return tuple(card for card in cards if card.is_active)


def own_page(request: HttpRequest, wrong: dict[int, RoomForm]) -> HttpResponse:
    """Each service of this account with a form for its room, as it was sent when it was wrong."""
    cards, day = own_cards(request), localdate(visit_of(request).at)
    names = names_of([card.capacity_by for card in cards])
    return page(
        request,
        "directory/own.html",
        rows=[
            (
                card,
                room_words(card, room_on(card, day)),
                hours_words(card.opening),
                names.get(card.capacity_by, ""),
                wrong.get(card.service_id) or form_of(card),
            )
            for card in cards
        ],
        wrong=next(iter(wrong.values()), None),
    )


def form_of(card: ServiceCard) -> RoomForm:
    said = {
        "capacity": card.capacity.value,
        "note": card.capacity_note,
        "until": card.capacity_until,
    }
    return RoomForm(initial=said, auto_id=f"s{card.service_id}_%s")


@audience(Role.SERVICE, is_personal=False)
@require_POST
def say_own_room(request: HttpRequest, service_id: int) -> HttpResponse:
    if service_id not in {card.service_id for card in own_cards(request)}:
        raise Http404
    form = RoomForm(request.POST, auto_id=f"s{service_id}_%s")
    if not form.is_valid():
        return own_page(request, {service_id: form})
    tell_room(
        actor=actor_of(request), service_id=service_id, room=form.room(), at=visit_of(request).at
    )
    messages.success(request, _("It is noted. Whoever sends people sees it at once."))
    return redirect("directory:own")
