"""Files with names: what may leave, asking for it, collecting the sealed file, destroying it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.operations.exports import BY_ACT, collect_export, destroy_export
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.queries.exports import export, exports, exports_count
from entremise.commons.queries.registers import register, registers_open
from entremise.commons.vocabulary.exports import ALIVE, WITH_A_FILE, ExportCard
from entremise.journeys.ask_for_names import ask_for_names, exportables
from entremise.web.gate.leaving import STATES, events_of, facts_of, rows_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.steward.export_forms import ExportForm
from entremise.web.uses.words import PURPOSES

SEALED = "application/octet-stream"


@audience(Role.STEWARD, is_personal=False)
@require_safe
def list_exports(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    body = visit.actor.organization_id or 0
    pages = Pages(page_number(request), exports_count(organization_id=body))
    cards = exports(at=visit.at, organization_id=body, skip=pages.offset, limit=pages.size)
    sources = exportables(visit.actor.organization_id, registers_open())
    may_leave = [(one, PURPOSES[one.purpose]) for one in sources]
    return page(
        request, "steward/exports.html", rows=rows_of(cards), pages=pages, may_leave=may_leave
    )


@audience(Role.STEWARD, is_personal=False)
def ask(request: HttpRequest, register_id: int) -> HttpResponse:
    visit = visit_of(request)
    found = exportables(visit.actor.organization_id, [register(register_id)])
    if not found:
        raise Http404
    source = found[0]
    form = ExportForm(request.POST or None, groups=source.groups)
    if request.method == "POST" and form.is_valid():
        export_id = ask_for_names(actor=visit.actor, new=form.new_export(source), at=visit.at)
        messages.success(request, _("Asked. Nothing leaves before a second person has signed."))
        return redirect("steward:export", export_id=export_id)
    return page(
        request,
        "steward/export_ask.html",
        form=form,
        source=source,
        purpose=PURPOSES[source.purpose],
        is_armed=source.purpose not in BY_ACT or bool(activations_in_force(at=visit.at)),
    )


def own_card(request: HttpRequest, export_id: int) -> ExportCard:
    visit = visit_of(request)
    card = export(export_id, at=visit.at)
    if card.organization_id != visit.actor.organization_id:
        raise Http404
    return card


@audience(Role.STEWARD, is_personal=False)
@require_safe
def show_export(request: HttpRequest, export_id: int) -> HttpResponse:
    card = own_card(request, export_id)
    return page(
        request,
        "steward/export.html",
        card=card,
        state=STATES[card.state],
        facts=facts_of(card),
        events=events_of(card),
        has_file=card.state in WITH_A_FILE,
        is_alive=card.state in ALIVE,
    )


@audience(Role.STEWARD)
@require_POST
def collect(request: HttpRequest, export_id: int) -> HttpResponse:
    """The sealed file; a post, since taking it away is noted."""
    card = own_card(request, export_id)
    sealed = collect_export(actor=actor_of(request), export_id=export_id, at=visit_of(request).at)
    response = HttpResponse(sealed, content_type=SEALED)
    response["Content-Disposition"] = f'attachment; filename="{card.number}.xlsx.age"'
    return response


@audience(Role.STEWARD, is_personal=False)
def destroy(request: HttpRequest, export_id: int) -> HttpResponse:
    card = own_card(request, export_id)
    if card.state not in ALIVE:
        raise Http404
    if request.method == "POST":
        destroy_export(actor=actor_of(request), export_id=export_id, at=visit_of(request).at)
        messages.success(request, _("The export is over. Its file is destroyed here."))
        return redirect("steward:export", export_id=export_id)
    return page(request, "steward/export_destroy.html", card=card)
