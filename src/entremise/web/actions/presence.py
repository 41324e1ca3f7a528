"""One slot for those who run it: who comes, who waits, who was there, the sheet to print."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.journeys.action_messages import call_off_slot as tell_called_off
from entremise.people.queries import codes_of
from entremise.solidarity.operations.places import book_place, leave_place, note_presence
from entremise.solidarity.queries.actions import slot
from entremise.solidarity.queries.places import places_in
from entremise.solidarity.vocabulary.actions import (
    Holder,
    PlaceCard,
    PlaceState,
    SlotCard,
)
from entremise.web.actions.forms import PersonForm, PresenceForm
from entremise.web.actions.running import run_by
from entremise.web.actions.words import PLACES, room
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import actor_of, visit_of

runners = audience(Role.GO_BETWEEN, Role.CAMPAIGN_LEAD, Role.PARTNER)


@runners
def show_slot(request: HttpRequest, slot_id: int) -> HttpResponse:
    """Seats and waiting list; from its beginning on, who was there."""
    card, at = run_slot(request, slot_id), visit_of(request).at
    places = places_in(slot_ids=[slot_id])
    names = names_of(places)
    seated = [one for one in places if one.state is not PlaceState.WAITING]
    form = PresenceForm(request.POST or None, places=seated, names=names)
    if request.method == "POST" and form.is_valid():
        note_presence(actor=actor_of(request), slot_id=slot_id, presences=form.presences(), at=at)
        messages.success(request, _("The presences are noted. Nobody else sees who was absent."))
        return redirect("actions:slot", slot_id=slot_id)
    words, css = room(card, at)
    return page(
        request,
        "actions/slot.html",
        card=card,
        action=run_by(request, card.action_id),
        words=words,
        css=css,
        has_begun=card.starts_at <= at and not card.is_cancelled,
        may_cancel=card.ends_at > at and not card.is_cancelled,
        may_enter=may_enter(request) and card.ends_at > at and not card.is_cancelled,
        form=form,
        seated=lines_of(seated, names),
        waiting=lines_of([one for one in places if one.state is PlaceState.WAITING], names),
    )


@runners
@require_safe
def show_sheet(request: HttpRequest, slot_id: int) -> HttpResponse:
    """To tick on paper at the door."""
    card = run_slot(request, slot_id)
    places = places_in(slot_ids=[slot_id])
    seated = [one for one in places if one.state is not PlaceState.WAITING]
    return sheet(
        request,
        "actions/sheet.html",
        file="feuille-de-presence",
        card=card,
        action=run_by(request, card.action_id),
        lines=lines_of(seated, names_of(seated)),
    )


@audience(Role.GO_BETWEEN)
def enter_person(request: HttpRequest, slot_id: int) -> HttpResponse:
    """The desk takes a place for somebody without internet, by her code."""
    card = run_slot(request, slot_id)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        book_place(
            actor=actor_of(request),
            slot_id=slot_id,
            age=form.cleaned_data["age"],
            may_wait=True,
            at=visit_of(request).at,
            holder=Holder(person=form.person),
        )
        messages.success(request, _("The place is noted. Tell the person the day and the place."))
        return redirect("actions:slot", slot_id=slot_id)
    return page(
        request,
        "actions/enter.html",
        form=form,
        card=card,
        action=run_by(request, card.action_id),
    )


@audience(Role.GO_BETWEEN)
@require_POST
def free_place(request: HttpRequest, slot_id: int, place_id: int) -> HttpResponse:
    """For a person without account who rang to say that she does not come."""
    run_slot(request, slot_id)
    leave_place(actor=actor_of(request), place_id=place_id, at=visit_of(request).at)
    messages.success(request, _("The place is freed."))
    return redirect("actions:slot", slot_id=slot_id)


@runners
def call_off_slot(request: HttpRequest, slot_id: int) -> HttpResponse:
    card = run_slot(request, slot_id)
    if request.method == "POST":
        told = tell_called_off(actor=actor_of(request), slot_id=slot_id, at=visit_of(request).at)
        freed = ngettext(
            "The slot is called off. %(count)d place is freed.",
            "The slot is called off. %(count)d places are freed.",
            len(told),
        )
        messages.success(request, freed % {"count": len(told)})
        return redirect("actions:one", action_id=card.action_id)
    return page(
        request,
        "actions/call_off_slot.html",
        card=card,
        action=run_by(request, card.action_id),
    )


def run_slot(request: HttpRequest, slot_id: int) -> SlotCard:
    card = slot(slot_id=slot_id)
    if card is None:
        raise Http404
    run_by(request, card.action_id)
    return card


def may_enter(request: HttpRequest) -> bool:
    return actor_of(request).has(Role.GO_BETWEEN)


def names_of(places: Iterable[PlaceCard]) -> dict[int, str]:
    """By place: the name of the account, or the code of a person, who is never named here."""
    found = tuple(places)
    accounts = accounts_by_id({one.holder.user_id for one in found if one.holder.user_id})
    codes = codes_of({one.holder.person for one in found if one.holder.person})
    people = {one.place_id: codes.get(one.holder.person) for one in found if one.holder.person}
    return {
        one.place_id: accounts[one.holder.user_id].display_name
        if one.holder.user_id
        else people.get(one.place_id) or "–"
        for one in found
    }


def lines_of(
    places: Iterable[PlaceCard], names: dict[int, str]
) -> list[tuple[PlaceCard, str, object]]:
    return [(one, names[one.place_id], PLACES[one.state]) for one in places]
