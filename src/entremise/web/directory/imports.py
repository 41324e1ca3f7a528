"""A file of services, from its choice to the directory: what will change line by line, progress, the way back."""

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.directory.operations.deliveries import queue_services
from entremise.directory.operations.merging import undo_services
from entremise.directory.queries.deliveries import (
    last_done,
    service_deliveries,
    service_delivery,
    service_delivery_count,
    sources,
    twins_count,
)
from entremise.directory.vocabulary import (
    ENDED,
    Change,
    DeliveryCard,
    DeliveryState,
    DryRun,
    Note,
    Refusal,
)
from entremise.engines.service_files.vocabulary import LOST_CELLS, EntryFault
from entremise.journeys.import_services import receive_services_file, stop_services
from entremise.journeys.service_words import CHANGES, ENTRY_FAULTS, fault_words, note_words
from entremise.kernel.errors import Refused
from entremise.web.directory.forms import AcceptForm, ImportForm
from entremise.web.directory.words import STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.paging import Pages, page_number
from entremise.web.shell.visit import actor_of, visit_of

REFRESHED_EVERY_SECONDS: Final = 2
SHOWN_AT_MOST: Final = 200
MANY: Final = 0.3  # of a source: when so many are missing, the file is hardly the whole of it


@audience(Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
def list_imports(request: HttpRequest) -> HttpResponse:
    """The files that were brought, and the form for the next one."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            delivery_id = receive_services_file(
                actor=actor_of(request),
                files=form.brought(),
                source=form.cleaned_data["source"],
                licence=form.cleaned_data["licence"],
                at=visit_of(request).at,
            )
        except Refused as refused:
            if refused.reason is not Refusal.FILE_UNUSABLE:
                raise
            form.add_error("services", fault_words(refused))
        else:
            return redirect("directory:import", delivery_id=delivery_id)
    pages = Pages(page_number(request), service_delivery_count())
    rows = service_deliveries(offset=pages.offset, size=pages.size)
    names = names_of([row.uploaded_by for row in rows])
    return page(
        request,
        "directory/imports.html",
        form=form,
        rows=[(row, STATES[row.state], names.get(row.uploaded_by, "")) for row in rows],
        pages=pages,
        sources=sources(),
        doubles=twins_count(),
    )


@audience(Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
@require_safe
def show_import(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The dry run while it waits for a yes; progress while it runs; the result when it is over."""
    card = service_delivery(delivery_id=delivery_id)
    answer = import_page(request, card, AcceptForm(initial={"is_whole": suggested(card)}))
    is_at_work = card.state not in ENDED and card.state is not DeliveryState.COMPARED
    return refreshed(request, answer, seconds=REFRESHED_EVERY_SECONDS) if is_at_work else answer


def suggested(card: DeliveryCard) -> str:
    """Yes, unless much of the source would end: then somebody has to say so."""
    found = card.dry_run
    missing = found.count(Change.ENDED) if found is not None else 0
    return "no" if found is not None and missing > MANY * found.active else "yes"


def import_page(request: HttpRequest, card: DeliveryCard, form: AcceptForm) -> HttpResponse:
    found = card.dry_run or DryRun()
    return page(
        request,
        "directory/import.html",
        card=card,
        form=form,
        state=STATES[card.state],
        has_dry_run=card.dry_run is not None,
        is_open=card.state is DeliveryState.COMPARED,
        is_ended=card.state in ENDED,
        is_failed=card.state is DeliveryState.FAILED,
        may_undo=card.state is DeliveryState.DONE and last_done() == card.delivery_id,
        may_accept=bool(sum(found.counts.values()) - found.count(Change.SAME)),
        missing=found.count(Change.ENDED),
        is_much_missing=suggested(card) == "no",
        figures=[(words, found.count(change)) for change, words in CHANGES.items()],
        faults=[(ENTRY_FAULTS[EntryFault(code)], count) for code, count in found.faults.items()],
        left=sum(n for code, n in found.faults.items() if EntryFault(code) not in LOST_CELLS),
        notes=list(note_lines(found.notes[:SHOWN_AT_MOST])),
        is_cut=len(found.notes) > SHOWN_AT_MOST,
    )


def note_lines(notes: Iterable[Note]) -> Iterator[tuple[str, str, StrOrPromise]]:
    """The line, the service, and what becomes of it."""
    for note in notes:
        yield str(note.line or "–"), note.name, note_words(note)


@audience(Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
@require_safe
def list_lines(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """All lines of the dry run as a file, to be put beside the file that was brought."""
    card = service_delivery(delivery_id=delivery_id)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="services-{delivery_id}.csv"'
    rows = csv.writer(response, delimiter=";")
    rows.writerow((_("Line or rank"), _("Service"), _("What happens")))
    lines = note_lines(card.dry_run.notes if card.dry_run else ())
    rows.writerows((line, harmless(name), words) for line, name, words in lines)
    return response


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


@audience(Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
@require_POST
def accept(request: HttpRequest, delivery_id: int) -> HttpResponse:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return import_page(request, service_delivery(delivery_id=delivery_id), form)
    queue_services(
        actor=actor_of(request),
        delivery_id=delivery_id,
        is_whole=form.cleaned_data["is_whole"],
        at=visit_of(request).at,
    )
    return redirect("directory:import", delivery_id=delivery_id)


@audience(Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
@require_POST
def stop(request: HttpRequest, delivery_id: int) -> HttpResponse:
    stop_services(actor=actor_of(request), delivery_id=delivery_id, at=visit_of(request).at)
    messages.success(
        request, _("The import is stopped. Nothing was written, the file is destroyed.")
    )
    return redirect("directory:imports")


@audience(Role.STEWARD, Role.ADMINISTRATOR, is_personal=False)
def undo(request: HttpRequest, delivery_id: int) -> HttpResponse:
    card = service_delivery(delivery_id=delivery_id)
    if request.method != "POST":
        return page(request, "directory/undo.html", card=card)
    count = undo_services(actor=actor_of(request), delivery_id=delivery_id, at=visit_of(request).at)
    said = ngettext(
        "The import is taken back: %(count)d service is as it was.",
        "The import is taken back: %(count)d services are as they were.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("directory:imports")
