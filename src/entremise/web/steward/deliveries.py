"""A file, from its choice to its entries: columns, what will change, progress, the way back."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Role
from entremise.commons.queries.registers import register
from entremise.engines.importing.vocabulary import LOST_CELLS, Column, LineFault
from entremise.journeys.delivery_file import destroy
from entremise.journeys.import_register import (
    dry_run,
    receive_file,
    samples_of,
    upkeep_grant,
)
from entremise.journeys.import_words import COLUMNS, LINE_FAULTS, fault_words, problem_words
from entremise.journeys.undo_import import undo_import
from entremise.kernel.errors import Refused
from entremise.people.vocabulary import Undone
from entremise.registers.operations import (
    cancel_delivery,
    note_destroyed,
    queue_delivery,
)
from entremise.registers.queries import delivery, latest_done, remembered_mapping
from entremise.registers.vocabulary import ENDED, DeliveryCard, DeliveryState, DryRun, Refusal
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.steward.forms import MappingForm, UploadForm
from entremise.web.steward.registers import register_page
from entremise.web.steward.words import TITLES

REFRESHED_EVERY_SECONDS = 2
SHOWN_AT_MOST = 100


def own_delivery(request: HttpRequest, delivery_id: int) -> DeliveryCard:
    """A file of a register that this steward keeps; refuse with `NO_RIGHT`, `WRONG_STATE`."""
    visit, card = visit_of(request), delivery(delivery_id=delivery_id)
    upkeep_grant(visit.actor, card.register_id, visit.at)
    return card


@audience(Role.STEWARD)
@require_POST
def upload(request: HttpRequest, register_id: int) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return register_page(request, register_id, form)
    file = form.cleaned_data["file"]
    try:
        delivery_id = receive_file(
            actor=actor_of(request),
            register_id=register_id,
            name=file.name,
            data=file.read(),
            at=visit_of(request).at,
        )
    except Refused as refused:
        if refused.reason is not Refusal.FILE_UNUSABLE:
            raise
        form.add_error("file", fault_words(refused))
        return register_page(request, register_id, form)
    return redirect("steward:mapping", delivery_id=delivery_id)


@audience(Role.STEWARD)
def choose_mapping(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The columns as they were guessed, with samples of the steward's own file."""
    card = own_delivery(request, delivery_id)
    form = MappingForm(request.POST or None, heads=card.heads, mapping=card.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            dry_run(
                actor=actor_of(request),
                delivery_id=delivery_id,
                mapping=form.mapping(),
                at=visit_of(request).at,
            )
        except Refused as refused:
            if refused.reason is not Refusal.FILE_UNUSABLE:
                raise
            form.add_error(None, fault_words(refused))
        else:
            return redirect("steward:dry_run", delivery_id=delivery_id)
    rows = list(zip(form, samples_of(card), card.mapping, strict=True))
    return page(
        request,
        "steward/mapping.html",
        card=card,
        form=form,
        is_remembered=is_remembered(card),
        rows=[(field, samples, COLUMNS[Column(column)]) for field, samples, column in rows],
        steps=steps_of(1),
        register=register(card.register_id),
    )


def is_remembered(card: DeliveryCard) -> bool:
    """Whether the columns shown are those of the last file with these heads."""
    return card.mapping == remembered_mapping(register_id=card.register_id, heads=card.heads)


def steps_of(now: int) -> list[tuple[str, str]]:
    labels = (_("File"), _("Columns"), _("What will change"), _("Import"))
    states = ["done"] * now + ["now"] + [""] * (len(labels) - now - 1)
    return list(zip(labels, states, strict=True))


@audience(Role.STEWARD, is_personal=False)
@require_safe
def show_dry_run(request: HttpRequest, delivery_id: int) -> HttpResponse:
    card = own_delivery(request, delivery_id)
    if card.dry_run is None:
        return redirect("steward:mapping", delivery_id=delivery_id)
    return page(
        request,
        "steward/dry_run.html",
        card=card,
        found=card.dry_run,
        is_open=card.state is DeliveryState.COMPARED,
        to_import=card.dry_run.new + card.dry_run.changed,
        problems=problem_lines(card.dry_run)[:SHOWN_AT_MOST],
        title=problems_title(card.dry_run),
        problem_count=sum(card.dry_run.counts.values()),
        counts=[
            (LINE_FAULTS[LineFault(code)], count) for code, count in card.dry_run.counts.items()
        ],
        steps=steps_of(2),
        register=register(card.register_id),
    )


def problems_title(found: DryRun) -> str:
    """How many lines do not enter, how many cells of the others are lost."""
    lost = sum(count for code, count in found.counts.items() if LineFault(code) in LOST_CELLS)
    left = sum(found.counts.values()) - lost
    words = (
        ngettext("%(n)s line left out", "%(n)s lines left out", left) % {"n": left},
        ngettext("%(n)s cell unreadable", "%(n)s cells unreadable", lost) % {"n": lost},
    )
    return ", ".join(said for said, count in zip(words, (left, lost), strict=True) if count)


def problem_lines(found: DryRun) -> list[tuple[int, str]]:
    """Line numbers with their reason; a double says which line it repeats."""
    return [(one.line, problem_words(one)) for one in found.problems]


@audience(Role.STEWARD, is_personal=False)
@require_safe
def list_left_out(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Line numbers and reasons as a file, to be put beside the steward's own: never what a line says."""
    card = own_delivery(request, delivery_id)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lignes-{delivery_id}.csv"'
    rows = csv.writer(response, delimiter=";")
    rows.writerow((_("Line"), _("Why")))
    rows.writerows(problem_lines(card.dry_run) if card.dry_run else ())
    return response


@audience(Role.STEWARD, is_personal=False)
@require_POST
def confirm(request: HttpRequest, delivery_id: int) -> HttpResponse:
    own_delivery(request, delivery_id)
    queue_delivery(actor=actor_of(request), delivery_id=delivery_id, at=visit_of(request).at)
    return redirect("steward:delivery", delivery_id=delivery_id)


@audience(Role.STEWARD, is_personal=False)
@require_safe
def show_delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Progress while it runs, the result when it is over."""
    card = own_delivery(request, delivery_id)
    if card.state in {DeliveryState.UPLOADED, DeliveryState.COMPARED}:
        return redirect("steward:dry_run", delivery_id=delivery_id)
    response = page(
        request,
        "steward/delivery.html",
        card=card,
        title=TITLES[card.state],
        is_failed=card.state is DeliveryState.FAILED,
        is_running=card.state not in ENDED,
        may_undo=may_undo(card),
        steps=steps_of(3),
        register=register(card.register_id),
    )
    if card.state in ENDED:
        return response
    return refreshed(request, response, seconds=REFRESHED_EVERY_SECONDS)


def may_undo(card: DeliveryCard) -> bool:
    return (
        card.state is DeliveryState.DONE
        and latest_done(register_id=card.register_id) == card.delivery_id
    )


@audience(Role.STEWARD, is_personal=False)
@require_POST
def cancel(request: HttpRequest, delivery_id: int) -> HttpResponse:
    card, at = own_delivery(request, delivery_id), visit_of(request).at
    cancel_delivery(actor=actor_of(request), delivery_id=delivery_id, at=at)
    destroy(card.token)
    note_destroyed(delivery_id=delivery_id, at=at)
    messages.success(
        request, _("The import is stopped. Nothing was written, the file is destroyed.")
    )
    return redirect("steward:register", register_id=card.register_id)


@audience(Role.STEWARD, is_personal=False)
def undo(request: HttpRequest, delivery_id: int) -> HttpResponse:
    card = own_delivery(request, delivery_id)
    if request.method == "POST":
        undone = undo_import(
            actor=actor_of(request), delivery_id=delivery_id, at=visit_of(request).at
        )
        say_undone(request, undone)
        return redirect("steward:register", register_id=card.register_id)
    return page(request, "steward/undo.html", card=card)


def say_undone(request: HttpRequest, undone: Undone) -> None:
    gone = ngettext(
        "%(count)d entry is gone. The import is taken back.",
        "%(count)d entries are gone. The import is taken back.",
        undone.removed,
    )
    messages.success(request, gone % {"count": undone.removed})
    if undone.kept:
        kept = ngettext(
            "%(count)d entry was corrected since: it stays as it is.",
            "%(count)d entries were corrected since: they stay as they are.",
            undone.kept,
        )
        messages.warning(request, kept % {"count": undone.kept})
