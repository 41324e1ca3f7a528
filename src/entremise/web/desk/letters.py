"""Letters in large type: acknowledgements, receipts, one or twelve at once; the answer « who read my data »."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.objections import objection
from entremise.commons.queries.registers import (
    acknowledgement_counts,
    record,
    records_of,
    records_to_acknowledge,
    registers_by_id,
)
from entremise.commons.vocabulary import access
from entremise.commons.vocabulary.access import (
    BUNDLE_AT_MOST,
    ObjectionCard,
    RecordCard,
    RegistrationMode,
)
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.journeys.desk_reading import card_for, card_if_readable
from entremise.kernel.errors import Refused
from entremise.kernel.origin import Origin
from entremise.notices.queries import letter, letters_to_print, letters_waiting
from entremise.notices.vocabulary import LetterCard, LetterState, Template
from entremise.people.queries import code_of, codes_of
from entremise.people.vocabulary import Card
from entremise.web.desk.person import LOOKS_BACK, trace_seen
from entremise.web.desk.sending import may_take_back
from entremise.web.resident.lines import lines_of
from entremise.web.resident.words import facts_of, goes_on, stopped_by
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, kept_filters, page_number
from entremise.web.shell.paper import sheet
from entremise.web.shell.visit import visit_of

PRINTED_AGAIN_WITHIN = timedelta(days=8)
LOOKED_THROUGH: Final = 200  # letters of a pile, for a bundle that can be printed
NOTED = (FieldGroup.NAME, FieldGroup.ADDRESS, FieldGroup.BIRTH, FieldGroup.PHONE)
ALL_OF_HER = tuple(  # what she may ask a copy of (GDPR 15.3)
    group for group in FieldGroup if group not in (FieldGroup.ANSWERS, FieldGroup.FACTS)
)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What one letter says of a new entry."""

    held: RecordCard
    card: Card
    facts: tuple[tuple[str, str], ...]
    is_for_other: bool
    reference: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one letter says of a refusal, or of numbers that changed when there is none; `is_out`: in no register any more."""

    letter: LetterCard
    card: Card
    refusal: ObjectionCard | None
    words: StrOrPromise
    goes_on: StrOrPromise
    is_out: bool
    reference: str


@audience(Role.CLERK, is_personal=False)
@require_safe
def list_letters(request: HttpRequest) -> HttpResponse:
    waiting, _late = acknowledgement_counts(at=visit_of(request).at)
    pages = Pages(page_number(request), waiting)
    due = records_to_acknowledge(limit=pages.size, skip=pages.offset)
    receipts = letters_to_print()
    codes = codes_of([*(one.person for one in due), *(one.person for one in receipts)])
    names = registers_by_id({one.register_id for one in due})
    return page(
        request,
        "desk/letters.html",
        pages=pages,
        query=kept_filters(request),
        due=[(one, codes.get(one.person, ""), names[one.register_id].title) for one in due],
        receipt_count=letters_waiting(),
        receipts=[(one, codes.get(one.person, "")) for one in receipts],
        due_at_once=min(len(due), BUNDLE_AT_MOST),
        receipts_at_once=min(len(receipts), BUNDLE_AT_MOST),
        may_take_back=may_take_back(request),
    )


def card_of(
    request: HttpRequest,
    person: UUID,
    purpose: Purpose,
    origin: Origin,
    groups: tuple[FieldGroup, ...],
) -> Card:
    visit = visit_of(request)
    return card_for(
        actor=visit.actor, person=person, purpose=purpose, origin=origin, groups=groups, at=visit.at
    )


def print_acknowledgements(request: HttpRequest, records: Collection[RecordCard]) -> HttpResponse:
    codes = codes_of([held.person for held in records])
    sheets = []
    for held in records:
        origin = Origin("ACKNOWLEDGEMENT", held.record_id)
        card = card_of(request, held.person, Purpose.REGISTER_UPKEEP, origin, NOTED)
        is_for_other = held.mode is not RegistrationMode.SELF
        reference = codes.get(held.person, "")
        sheets.append(Acknowledgement(held, card, facts_of(card), is_for_other, reference))
    waiting = [held.record_id for held in records if held.acknowledged_at is None]
    return sheet(
        request,
        "desk/acknowledgements.html",
        file="accuses-de-reception",
        sheets=sheets,
        waiting=waiting,
    )


@audience(Role.CLERK)
@require_safe
def acknowledge(request: HttpRequest, record_id: int) -> HttpResponse:
    held = record(record_id)
    if held is None or not is_on_the_pile(held, visit_of(request).at):
        raise Http404
    return print_acknowledgements(request, (held,))


def is_on_the_pile(held: RecordCard, at: datetime) -> bool:
    """Whether this entry waits for its letter, or had it within the week: no clerk opens the others by counting."""
    sent_at = held.acknowledged_at
    is_due = held.acknowledge_by is not None and held.ended_at is None
    return is_due and (sent_at is None or at - sent_at < PRINTED_AGAIN_WITHIN)


@audience(Role.CLERK)
@require_safe
def acknowledge_first(request: HttpRequest) -> HttpResponse:
    """Those with the nearest date, a bundle at once."""
    due = records_to_acknowledge(limit=BUNDLE_AT_MOST)
    return print_acknowledgements(request, due) if due else redirect("desk:letters")


def print_receipts(request: HttpRequest, letters: Collection[LetterCard]) -> HttpResponse:
    """A bundle of those whose person may still be read; refuse with `NOT_AVAILABLE` when none may."""
    codes = codes_of([held.person for held in letters])
    readable = (
        receipt_of(held, card, codes.get(held.person, ""))
        for held in letters
        if (card := addressee_of(request, held)) is not None
    )
    sheets = list(islice(readable, BUNDLE_AT_MOST))
    if not sheets:
        raise Refused(access.Refusal.NOT_AVAILABLE)
    waiting = [one.letter.letter_id for one in sheets if one.letter.state is LetterState.TO_PRINT]
    return sheet(
        request, "desk/receipts.html", file="confirmations", sheets=sheets, waiting=waiting
    )


def addressee_of(request: HttpRequest, held: LetterCard) -> Card | None:
    is_upkeep = held.template is Template.NO_NUMBER
    visit = visit_of(request)
    return card_if_readable(
        actor=visit.actor,
        person=held.person,
        purpose=Purpose.REGISTER_UPKEEP if is_upkeep else Purpose.SUBJECT_RIGHTS,
        origin=Origin("LETTER", held.letter_id),
        at=visit.at,
    )


def receipt_of(held: LetterCard, card: Card, reference: str) -> Receipt:
    is_refusal = held.template is Template.OBJECTION_RECEIPT
    refusal = objection(held.fact_id) if is_refusal else None
    return Receipt(
        letter=held,
        card=card,
        refusal=refusal,
        words=stopped_by(refusal) if refusal else "",
        goes_on=goes_on(refusal) if refusal else "",
        is_out=not records_of(held.person),
        reference=reference,
    )


@audience(Role.CLERK)
@require_safe
def receipt(request: HttpRequest, letter_id: int) -> HttpResponse:
    held = letter(letter_id=letter_id)
    if not waits_or_left_lately(held, visit_of(request).at):
        raise Http404
    return print_receipts(request, (held,))


def waits_or_left_lately(held: LetterCard, at: datetime) -> bool:
    """Whether this letter is to be printed, or left within the week: no clerk opens the others by counting."""
    sent_at = held.sent_at
    return held.state is LetterState.TO_PRINT or (
        sent_at is not None and at - sent_at < PRINTED_AGAIN_WITHIN
    )


@audience(Role.CLERK)
@require_safe
def receipt_first(request: HttpRequest) -> HttpResponse:
    """The oldest, a bundle at once; those that nobody may read close no pile."""
    waiting = letters_to_print(limit=LOOKED_THROUGH)
    return print_receipts(request, waiting) if waiting else redirect("desk:letters")


@audience(Role.CLERK)
@require_safe
def print_answer(request: HttpRequest, person: UUID) -> HttpResponse:
    """The readings on paper; handed over as it is, or for the post: then with the address, and a copy of the entry."""
    lines, visit = lines_of(trace_seen(request, person)), visit_of(request)
    is_posted = request.GET.get("poste") == "1"
    origin = Origin("SUBJECT_REQUEST", visit.actor.user_id or 0)
    card = (
        card_of(request, person, Purpose.SUBJECT_RIGHTS, origin, ALL_OF_HER) if is_posted else None
    )
    return sheet(
        request,
        "desk/answer.html",
        file="qui-a-lu",
        person=person,
        card=card,
        facts=facts_of(card) if card else (),
        lines=lines,
        since=visit.at - LOOKS_BACK,
        until=visit.at,
        reference=code_of(person),
    )
