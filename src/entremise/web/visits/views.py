"""The two who go: their visits, one card at a time, three call-ins, what they found."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.journeys.visit_card import visit_card
from entremise.journeys.word_of_the_day import word_of_the_day
from entremise.kernel.errors import Refused
from entremise.outreach.operations.outings import (
    call_in,
    come_back,
    hand_over,
    note_not_found,
    note_seen,
    set_out,
    turn_back,
)
from entremise.outreach.queries.visits import tries_of, visit_to_make, visits_to_make
from entremise.outreach.vocabulary.visits import VisitCard, VisitState
from entremise.people.vocabulary import Card
from entremise.web.phone.wording import full_name, past_line
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.visits.forms import RescueForm, SignsForm
from entremise.web.visits.words import STATES

GO = (Role.VISITOR, Role.CALLER, Role.ORIENTEUR)
TRIES_SHOWN = 4


@audience(*GO)
@require_safe
def show_visits(request: HttpRequest) -> HttpResponse:
    """Numbers and hours; a name appears on the card alone, one at a time."""
    found = visits_to_make(user_id=actor_of(request).user_id or 0)
    rows = tuple((one, STATES[one.state][0], other_of(one, actor_of(request))) for one in found)
    return page(request, "visits/home.html", rows=rows)


def other_of(visit: VisitCard, actor: Actor) -> str:
    """With whom she goes."""
    other = visit.second_id if actor.user_id == visit.first_id else visit.first_id
    return names_of([other]).get(other, "")


@audience(*GO)
@require_safe
def show_visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    visit = visit_to_make(actor=actor, visit_id=visit_id)
    card = card_now(request, visit)
    return page(
        request,
        "visits/visit.html",
        visit=visit,
        state=STATES[visit.state][0],
        other=other_of(visit, actor),
        card=card,
        name=full_name(card) if card else "",
        past=tuple(map(past_line, tries_of(visit=visit)[:TRIES_SHOWN])),
        word=word_of_the_day(localdate(at)),
        is_out=visit.call_in_by is not None,
        is_late=visit.call_in_by is not None and visit.call_in_by <= at,
        is_at_door=visit.state is VisitState.GONE and visit.door_at is not None,
        signs=SignsForm(),
    )


def card_now(request: HttpRequest, visit: VisitCard) -> Card | None:
    """Whom they go to; none before the hour, and none any more once they are back or she refused."""
    try:
        return visit_card(actor=actor_of(request), visit=visit, at=visit_of(request).at)
    except Refused:  # the way to call in stands on the page whatever the seal says
        return None


Gesture = Callable[..., None]


def gesture(act: Gesture, said: StrOrPromise) -> Callable[[HttpRequest, int], HttpResponse]:
    """One press, noted with its moment."""

    @audience(*GO)
    @require_POST
    def press(request: HttpRequest, visit_id: int) -> HttpResponse:
        act(actor=actor_of(request), visit_id=visit_id, at=visit_of(request).at)
        messages.success(request, str(said))
        return after(request, visit_id)

    return press


def after(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Her card while something is to be done, else her page."""
    mine = visits_to_make(user_id=actor_of(request).user_id or 0)
    if any(one.visit_id == visit_id for one in mine):
        return redirect("visits:visit", visit_id=visit_id)
    return redirect("visits:home")


leave = gesture(set_out, gettext_lazy("Good. Call in again at the door, within the hour."))
at_door = gesture(call_in, gettext_lazy("Noted. Call in again within three quarters of an hour."))
back = gesture(come_back, gettext_lazy("Both are back. Thank you."))
give_up = gesture(turn_back, gettext_lazy("The lead names two others."))


@audience(*GO)
@require_POST
def seen(request: HttpRequest, visit_id: int) -> HttpResponse:
    is_well = request.POST.get("found") == "well"
    note_seen(actor=actor_of(request), visit_id=visit_id, is_well=is_well, at=visit_of(request).at)
    messages.success(request, _("Noted. Say when both of you are back."))
    return redirect("visits:visit", visit_id=visit_id)


@audience(*GO)
def not_found(request: HttpRequest, visit_id: int) -> HttpResponse:
    visit_to_make(actor=actor_of(request), visit_id=visit_id)
    form = SignsForm(request.POST or None)
    if form.is_valid():
        note_not_found(
            actor=actor_of(request), visit_id=visit_id, signs=form.seen(), at=visit_of(request).at
        )
        return redirect("visits:visit", visit_id=visit_id)
    return door_page(
        request, visit_id, form, _("The door stays shut"), _("Note it, the notice is left")
    )


@audience(*GO)
def rescue(request: HttpRequest, visit_id: int) -> HttpResponse:
    visit_to_make(actor=actor_of(request), visit_id=visit_id)
    form = RescueForm(request.POST or None)
    if form.is_valid():
        hand_over(
            actor=actor_of(request),
            visit_id=visit_id,
            rescue=form.called(),
            signs=form.seen(),
            number=form.cleaned_data["number"],
            at=visit_of(request).at,
        )
        return redirect("visits:visit", visit_id=visit_id)
    return door_page(request, visit_id, form, _("Rescue was called"), _("Note the call"))


def door_page(
    request: HttpRequest, visit_id: int, form: SignsForm, title: str, act: str
) -> HttpResponse:
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=title,
        act=act,
        back=_("Back to the visit"),
        back_url=reverse("visits:visit", args=[visit_id]),
    )
