"""Being registered: five questions on the web or on paper; the entry counts at once, a letter follows."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys.register_person import ask_entry
from entremise.kernel.errors import Refused
from entremise.people.vocabulary import Refusal
from entremise.registers.queries import entry_requests
from entremise.web.resident.forms import EntryForm
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.paper import public_sheet
from entremise.web.shell.qr import qr_path
from entremise.web.shell.tries import is_tried_out, same_time
from entremise.web.shell.visit import visit_of

ONE_ADDRESS: Final = 6  # a sixth of what the whole town may send in an hour
HOURS_WAITING: Final = 5  # of entries, for the desk to confirm


def alert_register() -> RegisterCard | None:
    """The register that residents enter: the town's alert register, once it is open; the first one, if there are several."""
    held = registers_open({RegisterKind.CASF_ALERT})
    return min(held, key=lambda one: (one.created_at, one.register_id), default=None)


@audience(PUBLIC, is_personal=True)
def register(request: HttpRequest) -> HttpResponse:
    held = alert_register()
    if held is None:
        return page(request, "resident/closed.html")
    form = EntryForm(request.POST or None)
    if form.is_valid() and may_enter(request, form):
        with same_time():
            enter(held, form, at=visit_of(request).at)
        return redirect("resident:registered")
    return page(request, "resident/register.html", form=form, register=held)


def may_enter(request: HttpRequest, form: EntryForm) -> bool:
    """Whether the desk can still read what comes: a script does not fill the register; the form says so."""
    at, an_hour = visit_of(request).at, settings.ENTREMISE_ENTRIES_AN_HOUR
    waiting = [one.asked_at for one in entry_requests()]
    is_full = len(waiting) >= an_hour * HOURS_WAITING or (
        sum(asked_at > at - timedelta(hours=1) for asked_at in waiting) >= an_hour
    )
    if is_full or is_tried_out(request, "entry", at_most=max(1, an_hour // ONE_ADDRESS), at=at):
        form.add_error(None, _("Many entries arrive in this hour. Ring us: we note yours at once."))
        return False
    return True


def enter(held: RegisterCard, form: EntryForm, *, at: datetime) -> None:
    try:
        ask_entry(register_id=held.register_id, sheet=form.sheet(), mode=form.mode, at=at)
    except Refused as refusal:
        # Somebody close asks for a person who refused: an answer of its own would tell it.
        if refusal.reason is not Refusal.OBJECTED:
            raise


@audience(PUBLIC)
@require_safe
def show_registered(request: HttpRequest) -> HttpResponse:
    return page(request, "resident/registered.html")


@audience(PUBLIC)
@require_safe
def show_form(request: HttpRequest) -> HttpResponse:
    """The same questions on paper, in the same order."""
    address = request.build_absolute_uri(reverse("resident:register"))
    drawing, side = qr_path(address)
    return public_sheet(
        request,
        "resident/register_form.html",
        file="s-inscrire",
        address=address,
        drawing=drawing,
        side=side,
        register=alert_register(),
    )
