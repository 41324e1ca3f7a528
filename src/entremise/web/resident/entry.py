"""Being registered: five questions on the web or on paper; the entry counts at once, a letter follows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from entremise.commons.queries.registers import registers_open
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.law import RegisterKind
from entremise.journeys.register_person import ask_entry
from entremise.web.public.qr import qr_path
from entremise.web.resident.forms import EntryForm
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of


def alert_register() -> RegisterCard | None:
    """The register that residents enter: the town's alert register, once it is open."""
    return next(iter(registers_open({RegisterKind.CASF_ALERT})), None)


@audience(PUBLIC, is_personal=True)
def register(request: HttpRequest) -> HttpResponse:
    held = alert_register()
    if held is None:
        return page(request, "resident/closed.html")
    form = EntryForm(request.POST or None)
    if form.is_valid():
        ask_entry(
            register_id=held.register_id,
            sheet=form.sheet(),
            mode=form.mode,
            at=visit_of(request).at,
        )
        return redirect("resident:registered")
    return page(request, "resident/register.html", form=form, register=held)


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
    return page(request, "resident/register_form.html", address=address, drawing=drawing, side=side)
