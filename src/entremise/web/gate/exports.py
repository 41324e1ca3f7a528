"""Files with names: the second person signs or refuses, the DPO sees them all."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import humans_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.commons.operations.exports import countersign_export, refuse_export
from entremise.commons.queries.exports import copy_marks, export, exports, exports_count
from entremise.commons.vocabulary.exports import ExportCard, ExportState
from entremise.commons.vocabulary.law import COUNTERSIGNS_EXPORTS
from entremise.engines.copy_marks import copies_of
from entremise.web.gate.forms import FindCopyForm, RefuseExportForm, SignExportForm
from entremise.web.gate.leaving import STATES, events_of, facts_of, rows_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import visit_of

SEES = (Role.DECIDER, Role.LEGAL_OFFICER, Role.DPO)
SIGNS = tuple(sorted(COUNTERSIGNS_EXPORTS))


@audience(*SEES)
@require_safe
def list_exports(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    body = body_of(visit.actor)
    pages = Pages(page_number(request), exports_count(organization_id=body))
    cards = exports(at=visit.at, organization_id=body, skip=pages.offset, limit=pages.size)
    form = FindCopyForm(request.GET if "line" in request.GET else None)
    asked = form.is_valid()
    return page(
        request,
        "gate/exports.html",
        rows=rows_of(cards),
        pages=pages,
        form=form,
        asked=asked,
        found=found_copy(form.cleaned_data["line"], visit.actor) if asked else None,
        is_dpo=visit.actor.has(Role.DPO),
    )


def body_of(actor: Actor) -> int | None:
    """The DPO sees every export of the instance; others those of their body."""
    return None if actor.has(Role.DPO) else actor.organization_id


def found_copy(line: str, actor: Actor) -> tuple[int, str] | None:
    """The export that a loose line comes from: its id and its mark."""
    if not actor.has(Role.DPO):
        return None
    by_mark = {mark: export_id for export_id, mark in copy_marks()}
    mark = next(iter(copies_of(line, by_mark)), None)
    return None if mark is None else (by_mark[mark], mark)


def card_of(request: HttpRequest, export_id: int) -> ExportCard:
    visit = visit_of(request)
    card = export(export_id, at=visit.at)
    if body_of(visit.actor) not in (None, card.organization_id):
        raise Http404
    return card


@audience(*SEES)
@require_safe
def show_export(request: HttpRequest, export_id: int) -> HttpResponse:
    return shown(request, card_of(request, export_id), SignExportForm(), RefuseExportForm())


def shown(
    request: HttpRequest, card: ExportCard, signing: SignExportForm, refusing: RefuseExportForm
) -> HttpResponse:
    actor = visit_of(request).actor
    is_hers = humans_of([card.user_id])[card.user_id] == actor.human_id
    may_sign = bool(actor.roles & COUNTERSIGNS_EXPORTS) and card.state is ExportState.ASKED
    return page(
        request,
        "gate/export.html",
        card=card,
        state=STATES[card.state],
        facts=facts_of(card),
        events=events_of(card),
        may_sign=may_sign and not is_hers,
        is_hers=may_sign and is_hers,
        signing=signing,
        refusing=refusing,
    )


@audience(*SIGNS)
@require_POST
def countersign(request: HttpRequest, export_id: int) -> HttpResponse:
    form, card, visit = SignExportForm(request.POST), card_of(request, export_id), visit_of(request)
    if not form.is_valid():
        return shown(request, card, form, RefuseExportForm())
    countersign_export(actor=visit.actor, export_id=export_id, at=visit.at)
    messages.success(request, _("Signed. The file is being built; the steward collects it."))
    return redirect("gate:export", export_id=export_id)


@audience(*SIGNS)
@require_POST
def refuse(request: HttpRequest, export_id: int) -> HttpResponse:
    form, card = RefuseExportForm(request.POST), card_of(request, export_id)
    visit = visit_of(request)
    if not form.is_valid():
        return shown(request, card, SignExportForm(), form)
    refuse_export(
        actor=visit.actor, export_id=export_id, reason=form.cleaned_data["reason"], at=visit.at
    )
    messages.success(request, _("Refused. Nothing leaves; the steward reads your reason."))
    return redirect("gate:export", export_id=export_id)
