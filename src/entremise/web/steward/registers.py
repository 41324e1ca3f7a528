"""Registers: their list, their dossier, their entries by page."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Role
from entremise.commons.operations.ask import ask_page
from entremise.commons.operations.registers import note_dossier, note_legal_opinion, open_register
from entremise.commons.queries.registers import (
    is_title_taken,
    people_in,
    register,
    register_counts,
    registers_open,
)
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.law import FieldGroup, RegisterKind
from entremise.journeys.ask_for_names import exportables
from entremise.journeys.import_register import upkeep_grant
from entremise.people.queries import codes_of
from entremise.people.vault.cards import open_page
from entremise.registers.queries import deliveries_of
from entremise.territory.queries import districts
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import PAGE_SIZE
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.steward.forms import DOSSIER, DossierForm, NewRegisterForm, UploadForm
from entremise.web.steward.words import AGREEABLE, KINDS, STATES

SHOWN = (FieldGroup.NAME, FieldGroup.AGE_BAND, FieldGroup.DISTRICT, FieldGroup.PHONE)


@audience(Role.STEWARD, is_personal=False)
@require_safe
def list_registers(request: HttpRequest) -> HttpResponse:
    cards = [card for card in registers_open() if card.kind is not RegisterKind.CAMPAIGN]
    counts = register_counts([card.register_id for card in cards])
    rows = [(card, KINDS[card.kind], *counts.get(card.register_id, (0, 0))) for card in cards]
    return page(request, "steward/registers.html", rows=rows)


@audience(Role.STEWARD, is_personal=False)
def open_new(request: HttpRequest) -> HttpResponse:
    form = NewRegisterForm(request.POST or None)
    host, actor = host_organization(), actor_of(request)
    if request.method == "POST" and form.is_valid() and is_title_taken(form.cleaned_data["title"]):
        form.add_error("title", _("A register has this title already. Give another one."))
    elif request.method == "POST" and form.is_valid() and host is not None:
        new = form.new_register(
            controller_id=host.organization_id,
            steward_id=actor.user_id or 0,
            territory_code=host.territory_code,
        )
        register_id = open_register(actor=actor, new=new, at=visit_of(request).at)
        messages.success(request, _("The register is open. You can bring its file."))
        return redirect("steward:register", register_id=register_id)
    return page(request, "steward/open_register.html", form=form)


@audience(Role.STEWARD, is_personal=False)
@require_safe
def show_register(request: HttpRequest, register_id: int) -> HttpResponse:
    return register_page(request, register_id, UploadForm())


@audience(Role.STEWARD, is_personal=False)
def correct_dossier(request: HttpRequest, register_id: int) -> HttpResponse:
    actor, at, card = actor_of(request), visit_of(request).at, register(register_id)
    upkeep_grant(actor, register_id, at)
    known = {**card.dossier, "legal_opinion": card.legal_opinion}
    form = DossierForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        note_dossier(actor=actor, register_id=register_id, dossier=form.dossier(), at=at)
        opinion = form.cleaned_data["legal_opinion"]
        note_legal_opinion(actor=actor, register_id=register_id, reference=opinion, at=at)
        messages.success(request, _("The dossier is saved."))
        return redirect("steward:register", register_id=register_id)
    return page(request, "steward/dossier.html", form=form, card=card)


def register_page(request: HttpRequest, register_id: int, form: UploadForm) -> HttpResponse:
    card = register(register_id)
    count, late = register_counts([register_id]).get(register_id, (0, 0))
    return page(
        request,
        "steward/register.html",
        card=card,
        kind=KINDS.get(card.kind, card.kind),
        may_leave=exportables(actor_of(request).organization_id, [card]),
        count=count,
        waiting=late,
        dossier=dossier_of(card),
        deliveries=[(one, STATES[one.state]) for one in deliveries_of(register_id=register_id)],
        form=form,
    )


def dossier_of(card: RegisterCard) -> list[tuple[StrOrPromise, object]]:
    """What the register says of itself, with what people agreed to and the opinion that some uses need."""
    told: list[tuple[StrOrPromise, object]] = [
        (label, card.dossier.get(name, "")) for name, label, _hint in DOSSIER
    ]
    told.append((_("Written legal opinion"), card.legal_opinion))
    if card.kind is RegisterKind.VOLUNTARY:
        agreed = [str(AGREEABLE[one]) for one in card.agreed_purposes if one in AGREEABLE]
        told.append((_("What people agreed to"), ", ".join(agreed)))
    return told


@audience(Role.STEWARD)
@require_safe
def show_people(request: HttpRequest, register_id: int) -> HttpResponse:
    """A page of 25 entries: one event of the log names them all."""
    visit = visit_of(request)
    people = people_in(register_id=register_id, after=after_of(request), limit=PAGE_SIZE)
    cards = {}
    if people:
        ticket = ask_page(
            actor=visit.actor,
            grant_id=upkeep_grant(visit.actor, register_id, visit.at),
            people=people,
            groups=SHOWN,
            at=visit.at,
        )
        cards = open_page(tickets=ticket, at=visit.at)
    codes, named = codes_of(people), {one.code: one.name for one in districts()}
    shown = [(codes[person], cards[person]) for person in people if person in cards]
    return page(
        request,
        "steward/people.html",
        card=register(register_id),
        rows=[(code, card, named.get(card.district, card.district)) for code, card in shown],
        last=people[-1] if len(people) == PAGE_SIZE else None,
    )


def after_of(request: HttpRequest) -> UUID | None:
    word = request.GET.get("after", "")
    try:
        return UUID(word) if word else None
    except ValueError:
        raise BadRequest(_("This address is not complete.")) from None
