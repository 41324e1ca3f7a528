"""Entries: one taken by phone or from paper; those of the web to confirm."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.registers import record_in, registers_by_id
from entremise.commons.vocabulary.access import RecordState, RegisterCard
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.desk_reading import card_for
from entremise.journeys.register_person import (
    is_registered,
    namesakes,
    register_person,
    settle_entry,
)
from entremise.kernel.origin import Origin
from entremise.people.queries import codes_of
from entremise.registers.queries import entry_requests
from entremise.registers.vocabulary import RequestCard
from entremise.web.desk.forms import DeskEntryForm
from entremise.web.resident.entry import alert_register
from entremise.web.resident.words import facts_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of

CHECKED = (
    FieldGroup.NAME,
    FieldGroup.BIRTH,
    FieldGroup.PHONE,
    FieldGroup.ADDRESS,
    FieldGroup.THIRD_PARTY,
    FieldGroup.QUALITY,
)


def is_double(form: DeskEntryForm, held: RegisterCard, visit: Visit) -> bool:
    """Whether somebody of this name is registered, and nobody said that it is another person; the form says so."""
    if form.cleaned_data["is_namesake"] or not is_registered(
        actor=visit.actor,
        register_id=held.register_id,
        sheet=form.sheet(),
        mode=form.mode,
        at=visit.at,
    ):
        return False
    form.add_error(
        "is_namesake",
        _("Somebody with this name and this year of birth is registered. Tick if it is not her."),
    )
    return True


@audience(Role.CLERK)
def register(request: HttpRequest) -> HttpResponse:
    held, visit = alert_register(), visit_of(request)
    form = DeskEntryForm(request.POST or None)
    if held is not None and form.is_valid() and not is_double(form, held, visit):
        register_person(
            actor=visit.actor,
            register_id=held.register_id,
            sheet=form.sheet(),
            mode=form.mode,
            at=visit.at,
            is_namesake=form.cleaned_data["is_namesake"],
        )
        messages.success(
            request, _("The person is registered. An acknowledgement waits to be printed.")
        )
        return redirect("desk:letters")
    return page(request, "desk/register.html", form=form, register=held)


@audience(Role.CLERK, is_personal=False)
@require_safe
def list_requests(request: HttpRequest) -> HttpResponse:
    found = entry_requests()
    codes = codes_of([one.person for one in found])
    names = registers_by_id({one.register_id for one in found})
    rows = [(one, codes.get(one.person, ""), names[one.register_id].title) for one in found]
    return page(request, "desk/requests.html", rows=rows)


def request_of(request_id: int) -> RequestCard:
    found = next((one for one in entry_requests() if one.request_id == request_id), None)
    if found is None:
        raise Http404
    return found


@audience(Role.CLERK)
@require_safe
def show_request(request: HttpRequest, request_id: int) -> HttpResponse:
    """One entry to check with the person: this reading is noted."""
    asked, visit = request_of(request_id), visit_of(request)
    card = card_for(
        actor=visit.actor,
        person=asked.person,
        purpose=Purpose.REGISTER_UPKEEP,
        origin=Origin("ENTRY_REQUEST", request_id),
        groups=CHECKED,
        at=visit.at,
    )
    held = record_in(register_id=asked.register_id, person=asked.person)
    return page(
        request,
        "desk/request.html",
        asked=asked,
        waits=held is not None and held.state is RecordState.ASKED,
        facts=facts_of(card),
        phones=card.phones,
        namesakes=namesakes(actor=visit.actor, asked=asked, card=card, at=visit.at),
    )


@audience(Role.CLERK)
@require_POST
def settle(request: HttpRequest, request_id: int) -> HttpResponse:
    visit, is_confirmed = visit_of(request), request.POST.get("answer") == "yes"
    settle_entry(actor=visit.actor, request_id=request_id, is_confirmed=is_confirmed, at=visit.at)
    done = _("The entry is confirmed.") if is_confirmed else _("The entry is taken out.")
    messages.success(request, done)
    return redirect("desk:requests")
