"""Choosing shifts, confirming, freeing a seat, saying how it went."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.outreach.queries.campaigns import caller_of, campaigns_called_by
from entremise.outreach.vocabulary.calls import Refusal
from entremise.solidarity.operations.shifts import book_shift, confirm, give_up_seat
from entremise.solidarity.queries.shifts import shift as shift_card
from entremise.solidarity.queries.shifts import shifts_of_origin
from entremise.solidarity.vocabulary.shifts import BookingState, ShiftCard, ShiftState
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

SHOWN: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ShownShift:
    card: ShiftCard
    css: str
    words: str
    action: str = ""
    url: str = ""
    kind: str = ""
    leave_url: str = ""


@dataclass(frozen=True, slots=True)
class ShownDay:
    day: date
    shifts: tuple[ShownShift, ...]


@dataclass(frozen=True, slots=True)
class ShownCampaign:
    id: int
    title: str
    days: tuple[ShownDay, ...]


@audience(Role.CALLER)
@require_safe
def show_shifts(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaigns = tuple(
        ShownCampaign(
            id=campaign.campaign_id,
            title=campaign.title,
            days=days_of(campaign.campaign_id, actor.user_id, at),
        )
        for _caller, campaign in campaigns_called_by(user_id=actor.user_id or 0)
    )
    return page(
        request,
        "phone/shifts.html",
        campaigns=campaigns,
        no_campaign=_("You call for no campaign yet"),
        no_campaign_advice=_("A campaign lead admits you, with a level. Ask her."),
        none_title=_("No shift is open in the next two weeks"),
        none_text=_("The campaign lead opens them. Come back tomorrow."),
    )


def days_of(campaign_id: int, user_id: int | None, at: datetime) -> tuple[ShownDay, ...]:
    found = shifts_of_origin(
        origin=Origin("CAMPAIGN", campaign_id), since=at, until=at + SHOWN, at=at, user_id=user_id
    )
    open_ones = (one for one in found if one.state is not ShiftState.CANCELLED)
    by_day = groupby(open_ones, key=lambda one: localtime(one.starts_at).date())
    return tuple(ShownDay(day, tuple(map(shown, shifts))) for day, shifts in by_day)


def shown(card: ShiftCard) -> ShownShift:
    """One shift as a slot of the week: hers, free or full."""
    if card.mine is BookingState.BOOKED:
        return ShownShift(
            card,
            "mine",
            _("You have a seat"),
            _("Confirm that I come"),
            reverse("phone:confirm", args=[card.booking_id]),
            "",
            reverse("phone:give_up", args=[card.booking_id]),
        )
    if card.mine is not None:
        leave = card.mine is BookingState.CONFIRMED
        url = reverse("phone:give_up", args=[card.booking_id]) if leave else ""
        return ShownShift(card, "mine", str(MINE.get(card.mine, "")), leave_url=url)
    if card.state is ShiftState.FULL:
        return ShownShift(card, "full", _("Full"))
    free = card.seats - card.taken
    words = _("%(free)d seats of %(seats)d") % {"free": free, "seats": card.seats}
    url = reverse("phone:book", args=[card.shift_id])
    return ShownShift(card, "", words, _("Take a seat"), url, "ghost")


MINE: Final = {
    BookingState.CONFIRMED: gettext_lazy("You come, thank you"),
    BookingState.STARTED: gettext_lazy("You are in it"),
    BookingState.ENDED: gettext_lazy("Over"),
    BookingState.NO_SHOW: gettext_lazy("Your seat was freed: come if one is left"),
}


@audience(Role.CALLER)
@require_POST
def book(request: HttpRequest, shift_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    card = shift_card(shift_id=shift_id, at=at)
    caller = caller_of(user_id=actor.user_id or 0, campaign_id=card.origin.id) if card else None
    if caller is None:
        raise Refused(Refusal.NOT_A_CALLER)
    book_shift(actor=actor, shift_id=shift_id, user_id=caller.user_id, level=caller.level, at=at)
    return redirect("phone:shifts")


@audience(Role.CALLER)
@require_POST
def confirm_seat(request: HttpRequest, booking_id: int) -> HttpResponse:
    confirm(actor=actor_of(request), booking_id=booking_id, at=visit_of(request).at)
    return redirect("phone:shifts")


@audience(Role.CALLER)
@require_POST
def free_seat(request: HttpRequest, booking_id: int) -> HttpResponse:
    give_up_seat(actor=actor_of(request), booking_id=booking_id, at=visit_of(request).at)
    return redirect("phone:shifts")
