"""Letters in large type: acknowledgements, receipts of refusals, and the answer « who read my data »."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.registers import acknowledge_records
from entremise.commons.queries.objections import objection
from entremise.commons.queries.registers import record, records_to_acknowledge, registers_by_id
from entremise.commons.vocabulary.access import RegistrationMode
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.desk_reading import card_for
from entremise.kernel.origin import Origin
from entremise.notices.operations import note_sent
from entremise.notices.queries import letter, letters_to_print
from entremise.people.queries import code_of, codes_of
from entremise.people.vocabulary import Card
from entremise.web.desk.person import LOOKS_BACK, trace_seen
from entremise.web.desk.search import acknowledgements_due
from entremise.web.resident.lines import lines_of
from entremise.web.resident.words import facts_of, goes_on, stopped_by
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.visit import visit_of

ADDRESSEE = (FieldGroup.NAME, FieldGroup.ADDRESS)
NOTED = (FieldGroup.NAME, FieldGroup.ADDRESS, FieldGroup.BIRTH, FieldGroup.PHONE)


@audience(Role.CLERK, is_personal=False)
@require_safe
def list_letters(request: HttpRequest) -> HttpResponse:
    pages = Pages(page_number(request), acknowledgements_due())
    due = records_to_acknowledge(limit=pages.size, skip=pages.offset)
    receipts = letters_to_print(limit=100)
    codes = codes_of([*(one.person for one in due), *(one.person for one in receipts)])
    names = registers_by_id({one.register_id for one in due})
    return page(
        request,
        "desk/letters.html",
        pages=pages,
        query=kept_filters(request),
        due=[(one, codes.get(one.person, ""), names[one.register_id].title) for one in due],
        receipts=[(one, codes.get(one.person, "")) for one in receipts],
    )


def card_of(
    request: HttpRequest,
    person: UUID,
    purpose: Purpose,
    origin: Origin,
    groups: tuple[FieldGroup, ...] = ADDRESSEE,
) -> Card:
    visit = visit_of(request)
    return card_for(
        actor=visit.actor, person=person, purpose=purpose, origin=origin, groups=groups, at=visit.at
    )


@audience(Role.CLERK)
def acknowledge(request: HttpRequest, record_id: int) -> HttpResponse:
    """The letter of one new entry: printed, then noted as sent."""
    held, visit = record(record_id), visit_of(request)
    if held is None:
        raise Http404
    if request.method == "POST":
        acknowledge_records(actor=visit.actor, record_ids=[record_id], at=visit.at)
        return sent(request)
    origin = Origin("ACKNOWLEDGEMENT", record_id)
    card = card_of(request, held.person, Purpose.REGISTER_UPKEEP, origin, NOTED)
    return page(
        request,
        "desk/acknowledgement.html",
        held=held,
        card=card,
        facts=facts_of(card),
        is_for_other=held.mode is not RegistrationMode.SELF,
        reference=code_of(held.person),
    )


@audience(Role.CLERK)
def receipt(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The letter that confirms a refusal: printed, then noted as sent."""
    held, visit = letter(letter_id=letter_id), visit_of(request)
    if request.method == "POST":
        note_sent(user_id=visit.actor.user_id, letter_id=letter_id, at=visit.at)
        return sent(request)
    refusal = objection(held.fact_id)
    card = card_of(request, held.person, Purpose.SUBJECT_RIGHTS, Origin("LETTER", letter_id))
    return page(
        request,
        "desk/receipt.html",
        letter=held,
        card=card,
        refusal=refusal,
        words=stopped_by(refusal),
        goes_on=goes_on(refusal),
        reference=code_of(held.person),
    )


def sent(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The letter is noted as sent."))
    return redirect("desk:letters")


@audience(Role.CLERK)
@require_safe
def print_answer(request: HttpRequest, person: UUID) -> HttpResponse:
    """The readings on paper; handed over as it is, or with the address for the post."""
    lines, visit = lines_of(trace_seen(request, person)), visit_of(request)
    is_posted = request.GET.get("poste") == "1"
    origin = Origin("SUBJECT_REQUEST", visit.actor.user_id or 0)
    card = card_of(request, person, Purpose.SUBJECT_RIGHTS, origin) if is_posted else None
    return page(
        request,
        "desk/answer.html",
        person=person,
        card=card,
        lines=lines,
        since=visit.at - LOOKS_BACK,
        until=visit.at,
        reference=code_of(person),
    )
