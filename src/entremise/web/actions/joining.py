"""Taking a place, confirming it, freeing it, seeing one's own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.solidarity.operations.places import book_place, confirm_place, leave_place
from entremise.solidarity.queries.actions import shown_action, slot
from entremise.solidarity.queries.hours import feed_made_at, hours_of
from entremise.solidarity.queries.places import place_of, places_of
from entremise.solidarity.vocabulary.actions import (
    EXPECTED,
    LATE_BEFORE,
    LIVING,
    MyPlace,
    PlaceState,
)
from entremise.web.actions.forms import BookingForm
from entremise.web.actions.words import PLACES, in_hours
from entremise.web.shell.audience import SIGNED_IN, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of


@audience(SIGNED_IN, is_personal=False)
def book(request: HttpRequest, slot_id: int) -> HttpResponse:
    wanted = slot(slot_id=slot_id)
    action = None if wanted is None else shown_action(action_id=wanted.action_id)
    if wanted is None or action is None:
        raise Http404
    form = BookingForm(
        request.POST or None,
        minimum_age=action.minimum_age,
        initial={"wait": wanted.free == 0},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        book_place(
            actor=actor_of(request),
            slot_id=slot_id,
            age=given["age"],
            may_wait=given["wait"],
            at=visit_of(request).at,
        )
        messages.success(request, _("It is noted. You find your places here."))
        return redirect("actions:mine")
    return page(request, "actions/book.html", form=form, action=action, slot=wanted)


@audience(SIGNED_IN)
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    coming = places_of(user_id=actor.user_id or 0, since=at)
    minutes = sum(one.minutes for one in hours_of(user_id=actor.user_id or 0))
    return page(
        request,
        "actions/mine.html",
        lines=[(one, PLACES[one.card.state], may_confirm(one), may_leave(one)) for one in coming],
        hours=in_hours(minutes),
        feed_made_at=feed_made_at(user_id=actor.user_id or 0),
    )


def may_confirm(mine: MyPlace) -> bool:
    return mine.card.state is PlaceState.BOOKED


def may_leave(mine: MyPlace) -> bool:
    return mine.card.state in (*EXPECTED, PlaceState.WAITING)


@audience(SIGNED_IN, is_personal=False)
@require_POST
def confirm(request: HttpRequest, place_id: int) -> HttpResponse:
    confirm_place(actor=actor_of(request), place_id=place_id, at=visit_of(request).at)
    messages.success(request, _("Thank you: we count on you."))
    return redirect("actions:mine")


@audience(SIGNED_IN)
def leave(request: HttpRequest, place_id: int) -> HttpResponse:
    """Asked first: late, it says that a substitute is looked for, without a reproach."""
    actor, at = actor_of(request), visit_of(request).at
    mine = place_of(user_id=actor.user_id or 0, place_id=place_id)
    if mine is None or mine.card.state not in LIVING:
        raise Http404
    if request.method == "POST":
        leave_place(actor=actor, place_id=place_id, at=at)
        messages.success(request, _("Your place is free for somebody else. Thank you for telling."))
        return redirect("actions:mine")
    is_late = mine.card.state in EXPECTED and mine.card.slot.starts_at - at < LATE_BEFORE
    return page(request, "actions/leave.html", mine=mine, is_late=is_late)
