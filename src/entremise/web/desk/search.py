"""Finding one person by what she says; nothing is shown of anybody else."""

from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.registers import acknowledgement_counts
from entremise.journeys.desk_reading import people_with_name, people_with_phone
from entremise.notices.queries import incoming_to_read_count, letters_waiting
from entremise.registers.queries import entry_requests
from entremise.web.desk.forms import NameSearch, PhoneSearch
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


def home(
    request: HttpRequest, by_phone: PhoneSearch | None = None, by_name: NameSearch | None = None
) -> HttpResponse:
    at = visit_of(request).at
    due, late = acknowledgement_counts(at=at)
    return page(
        request,
        "desk/home.html",
        by_phone=by_phone or PhoneSearch(),
        by_name=by_name or NameSearch(),
        waiting=len(entry_requests()),
        letters=letters_waiting() + due,
        incoming=incoming_to_read_count(),
        late=late,
    )


@audience(Role.CLERK)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    return home(request)


@audience(Role.CLERK)
@require_POST
def find_by_number(request: HttpRequest) -> HttpResponse:
    form, visit = PhoneSearch(request.POST), visit_of(request)
    if form.is_valid():
        number = form.cleaned_data["phone"]
        people = people_with_phone(actor=visit.actor, number=number, at=visit.at)
        if is_one(form, people):
            return redirect("desk:person", person=people[0])
    return home(request, by_phone=form)


@audience(Role.CLERK)
@require_POST
def find_by_birth_name(request: HttpRequest) -> HttpResponse:
    form, visit = NameSearch(request.POST), visit_of(request)
    if form.is_valid():
        people = people_with_name(actor=visit.actor, at=visit.at, **form.cleaned_data)
        if is_one(form, people):
            return redirect("desk:person", person=people[0])
    return home(request, by_name=form)


def is_one(form: Form, people: tuple[UUID, ...]) -> bool:
    """One person opens; none, or several, and the form says what to ask; nothing is shown of anybody."""
    if len(people) > 1:
        form.add_error(None, _("Several people share this. Ask for the name and the whole date."))
    elif not people:
        form.add_error(
            None, _("Nobody found. Ask for another number, the birth name, the whole date.")
        )
    return len(people) == 1
