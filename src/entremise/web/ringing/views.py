"""From « le téléphone sonne » to its end: who called, why, and what the person wants."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.commons.queries.registers import kinds_holding
from entremise.journeys.ring_back import (
    answer_by_name,
    answer_by_phone,
    answer_by_time,
    card_to_compare,
)
from entremise.journeys.word_of_the_day import word_of_the_day
from entremise.kits.queries import version
from entremise.outreach.operations.ring_backs import confirm_identity, note_told
from entremise.outreach.queries.ring_backs import calls_near, numbers_shown, ring_back
from entremise.outreach.vocabulary.ring_backs import PossibleCall, RingBackCard
from entremise.web.phone.wording import age, full_name, hints
from entremise.web.ringing.forms import NameForm, NumberForm, TimeForm
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

answering = audience(Role.CALLER, Role.CLERK)
UNKNOWN_FIRST = "…"


@answering
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """By the hour first: nothing personal is needed."""
    return desk(request)


def desk(
    request: HttpRequest, by_number: NumberForm | None = None, by_name: NameForm | None = None
) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    numbers = numbers_shown(actor=actor)
    asked = request.GET if "hour" in request.GET else None
    by_time = TimeForm(asked, numbers=numbers, at=at)
    found: tuple[PossibleCall, ...] | None = None
    if by_time.is_bound and by_time.is_valid():
        found = calls_near(
            actor=actor, number=by_time.cleaned_data["number"], rang_at=by_time.rang_at(), at=at
        )
    return page(
        request,
        "ringing/desk.html",
        by_time=by_time,
        found=None if found is None else [(one, first_of(one.caller_id)) for one in found],
        by_number=by_number or NumberForm(),
        by_name=by_name or NameForm(),
        word=word_of_the_day(localdate(at)),
    )


def first_of(user_id: int | None) -> str:
    """The first name that the caller gave on the phone."""
    if user_id is None:
        return UNKNOWN_FIRST
    account = accounts_by_id([user_id]).get(user_id)
    return account.display_name.partition(" ")[0] if account else UNKNOWN_FIRST


@answering
@require_POST
def open_by_time(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found = answer_by_time(actor=actor_of(request), attempt_id=attempt_id, at=visit_of(request).at)
    return redirect("ringing:line", ring_back_id=found)


@answering
@require_POST
def open_by_number(request: HttpRequest) -> HttpResponse:
    form = NumberForm(request.POST)
    if form.is_valid():
        found = answer_by_phone(
            actor=actor_of(request), number=form.cleaned_data["phone"], at=visit_of(request).at
        )
        if is_found(form, found):
            return redirect("ringing:line", ring_back_id=found)
    return desk(request, by_number=form)


@answering
@require_POST
def open_by_name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if form.is_valid():
        found = answer_by_name(
            actor=actor_of(request), at=visit_of(request).at, **form.cleaned_data
        )
        if is_found(form, found):
            return redirect("ringing:line", ring_back_id=found)
    return desk(request, by_name=form)


def is_found(form: forms.Form, found: int | None) -> bool:
    """What was typed stays, for another number or another spelling; no reason is told."""
    if found is None:
        form.add_error(
            None,
            _("No call of ours is found with this. Ask for the hour, or for another number."),
        )
    return found is not None


@answering
@require_safe
def show_line(request: HttpRequest, ring_back_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    one = ring_back(actor=actor, ring_back_id=ring_back_id, at=at)
    card = card_to_compare(actor=actor, one=one, at=at)
    return page(
        request,
        "ringing/line.html",
        one=one,
        name=full_name(card),
        age=age(card.age_band) if card.age_band else "",
        hints=hints(card),
        caller=first_of(one.caller_id),
        why=version(one.kit_version_id).purpose,
        source=source_of(one) if one.confirmed_at else None,
        word=word_of_the_day(localdate(at)),
        is_caller=actor.has(Role.CALLER),
    )


def source_of(one: RingBackCard) -> tuple[str, str] | None:
    """Where the number comes from, in the words of the kit: said once she has said who she is."""
    kinds = kinds_holding(one.person, but=one.register_id)
    sources = version(one.kit_version_id).notice.sources
    found = next((source for source in sources if source.register in kinds), None)
    return (found.registre, found.decision) if found else None


@answering
@require_POST
def confirm(request: HttpRequest, ring_back_id: int) -> HttpResponse:
    confirm_identity(actor=actor_of(request), ring_back_id=ring_back_id, at=visit_of(request).at)
    return redirect("ringing:line", ring_back_id=ring_back_id)


@answering
@require_POST
def told(request: HttpRequest, ring_back_id: int) -> HttpResponse:
    note_told(actor=actor_of(request), ring_back_id=ring_back_id, at=visit_of(request).at)
    return redirect("ringing:desk")
