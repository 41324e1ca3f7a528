"""One person found: what the clerk sees is what the tracker shows; the gestures she asks for."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.objections import withdraw_objection
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.queries.registers import records_of, registers_by_id
from entremise.commons.vocabulary.access import Access, Channel, ToldBy
from entremise.journeys.correct_entry import correct_found_number
from entremise.journeys.desk_reading import must_be_found
from entremise.journeys.register_person import leave_registers
from entremise.journeys.say_no import say_no
from entremise.journeys.say_no_for_her import say_no_for_her
from entremise.people.queries import code_of
from entremise.people.vault import trace_of, tracker_code
from entremise.web.desk.forms import (
    ChannelForm,
    CodeForm,
    DeskRefusalForm,
    GuardianForm,
    NumberForm,
)
from entremise.web.resident.given import given_lines
from entremise.web.resident.lines import lines_of
from entremise.web.resident.words import GOES_ON, SCOPES, purpose_of, refusals_of, stopped_by
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import Visit, visit_of

CODE_KEY = "code_given"
LOOKS_BACK = timedelta(days=365)


def grant_for(request: HttpRequest, person: UUID) -> int:
    """The person was found by this clerk just now; refuse with `NOT_AVAILABLE`."""
    visit = visit_of(request)
    return must_be_found(actor=visit.actor, person=person, at=visit.at)


def trace_seen(request: HttpRequest, person: UUID) -> tuple[Access, ...]:
    """The readings, as the person would see them with her code; looking is noted too."""
    visit = visit_of(request)
    return trace_of(
        actor=visit.actor,
        grant_id=grant_for(request, person),
        person=person,
        since=visit.at - LOOKS_BACK,
        until=visit.at,
        at=visit.at,
    )


@audience(Role.CLERK)
@require_safe
def show_person(request: HttpRequest, person: UUID) -> HttpResponse:
    accesses, records = trace_seen(request, person), records_of(person)
    names = registers_by_id({record.register_id for record in records})
    return page(
        request,
        "desk/person.html",
        person=person,
        code=code_of(person),
        lines=lines_of(accesses),
        records=[(names[one.register_id].plain_name, one) for one in records],
        refusals=[(card, stopped_by(card)) for card in refusals_of(person)],
        given=given_lines(person),
    )


@audience(Role.CLERK)
def give_code(request: HttpRequest, person: UUID) -> HttpResponse:
    grant_id, visit = grant_for(request, person), visit_of(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        word = form.cleaned_data["word"]
        request.session[CODE_KEY] = {
            "person": str(person),
            "has_word": bool(word),
            "code": tracker_code(
                actor=visit.actor, grant_id=grant_id, person=person, second=word, at=visit.at
            ),
        }
        return redirect("desk:code_given", person=person)
    return page(request, "desk/code.html", form=form, person=person)


@audience(Role.CLERK)
@require_safe
def show_code(request: HttpRequest, person: UUID) -> HttpResponse:
    """The code, to read aloud or to print: this page alone knows it, until the next one."""
    given = request.session.get(CODE_KEY, {})
    if given.get("person") != str(person):
        return redirect("desk:code", person=person)
    return page(request, "desk/code_given.html", given=given, person=person)


@audience(Role.CLERK)
@require_safe
def choose_refusal(request: HttpRequest, person: UUID) -> HttpResponse:
    grant_for(request, person)
    return page(request, "desk/refusal.html", form=DeskRefusalForm(), person=person)


@audience(Role.CLERK)
def read_back(request: HttpRequest, person: UUID) -> HttpResponse:
    """The choice is read back to the person, then it acts at once."""
    grant_for(request, person)
    form = DeskRefusalForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return page(request, "desk/refusal.html", form=form, person=person, status=422)
    given, told_by = form.cleaned_data, form.cleaned_data["told_by"]
    naming = None if told_by is ToldBy.PERSON else GuardianForm(request.POST or None)
    if request.method == "POST" and (naming is None or naming.is_valid()):
        stop(visit_of(request), person, given, naming)
        messages.success(request, _("It is stopped. A letter waits to be printed."))
        return redirect("desk:person", person=person)
    scope = given["scope"]
    return page(
        request,
        "desk/read_back.html",
        person=person,
        given=given,
        words=dict(SCOPES)[scope],
        goes_on=GOES_ON[scope],
        naming=naming,
        is_asked_afterwards=told_by is ToldBy.ASSISTANT,
    )


def stop(visit: Visit, person: UUID, given: dict[str, Any], naming: GuardianForm | None) -> None:
    actor, at = visit.actor, visit.at
    purpose, channel = purpose_of(given["scope"]), Channel(given["channel"])
    if naming is None:
        say_no(actor=actor, person=person, purpose=purpose, channel=channel, at=at)
        return
    say_no_for_her(
        actor=actor,
        person=person,
        purpose=purpose,
        channel=channel,
        told_by=given["told_by"],
        name=naming.cleaned_data["name"],
        at=at,
    )


@audience(Role.CLERK)
def take_back(request: HttpRequest, person: UUID, objection_id: int) -> HttpResponse:
    """The person herself says that she refuses no more."""
    grant_for(request, person)
    held = next((one for one in refusals_of(person) if one.objection_id == objection_id), None)
    if held is None:
        raise Http404
    if request.method == "POST":
        visit = visit_of(request)
        withdraw_objection(actor=visit.actor, objection_id=objection_id, at=visit.at)
        messages.success(request, _("The refusal is taken back, from the next list on."))
        return redirect("desk:person", person=person)
    words = stopped_by(held)
    return page(request, "desk/take_back.html", person=person, card=held, words=words)


@audience(Role.CLERK)
def correct(request: HttpRequest, person: UUID) -> HttpResponse:
    grant_for(request, person)
    form, visit = NumberForm(request.POST or None), visit_of(request)
    if form.is_valid():
        count = correct_found_number(
            actor=visit.actor, person=person, phones=form.numbers, at=visit.at
        )
        done = ngettext(
            "Corrected in %(count)d register. A letter waits to be printed.",
            "Corrected in %(count)d registers. A letter waits to be printed.",
            count,
        )
        messages.success(request, done % {"count": count})
        return redirect("desk:person", person=person)
    return page(request, "desk/number.html", form=form, person=person)


@audience(Role.CLERK)
def remove(request: HttpRequest, person: UUID) -> HttpResponse:
    """Out of all lists, with its letter; during an alert a refusal is noted instead, and checked with her."""
    grant_for(request, person)
    visit = visit_of(request)
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        count = leave_registers(
            actor=visit.actor,
            person=person,
            channel=Channel(form.cleaned_data["channel"]),
            at=visit.at,
        )
        done = ngettext(
            "Taken out of %(count)d register. A letter waits to be printed.",
            "Taken out of %(count)d registers. A letter waits to be printed.",
            count,
        )
        messages.success(request, done % {"count": count})
        return redirect("desk:person", person=person)
    is_alert = bool(activations_in_force(at=visit.at))
    return page(request, "desk/remove.html", form=form, person=person, is_alert=is_alert)
