"""Bundles of a campaign: drawn, printed at once, handed over, counted, destroyed; what is lost has a clock."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.queries import accounts_by_id, names_of
from entremise.accounts.vocabulary import Role
from entremise.commons.queries.decisions import activations_in_force
from entremise.commons.vocabulary.law import Purpose
from entremise.outreach.operations.bundles import (
    close_incident,
    destroy_bundle,
    draw_bundle,
    find_sheet,
    hand_bundle_over,
    take_bundle_back,
)
from entremise.outreach.queries.campaigns import callers_of
from entremise.outreach.queries.paper import bundle, bundles_of, campaign_printed, lost_sheets
from entremise.outreach.vocabulary.paper import BundleCard, BundleKind
from entremise.web.paper.forms import BundleForm, NoteForm, ReturnForm
from entremise.web.paper.words import STEPS, step_of
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

Gesture = Callable[..., object]
printers = audience(Role.CAMPAIGN_LEAD, Role.CALLER)


@printers
def show_bundles(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The bundles of a campaign, and the next one: it is drawn, then printed at once."""
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_printed(actor=actor, campaign_id=campaign_id)
    form = BundleForm(
        request.POST or None, campaign_id=campaign_id, callers=caller_choices(campaign_id), at=at
    )
    if form.is_valid():
        bundle_id = draw_bundle(actor=actor, new=form.bundle(), at=at)
        return redirect("paper:print", bundle_id=bundle_id)
    found = bundles_of(campaign_id=campaign_id)
    return page(
        request,
        "paper/bundles.html",
        campaign=campaign,
        form=form,
        lines=bundle_lines(found, at),
        lost=lost_sheets(at=at, campaign_id=campaign_id),
        is_alert=campaign.purpose is Purpose.ALERT_CALL and bool(activations_in_force(at=at)),
        sealed_today=sum(
            len(one.sheets) for one in found if one.caller_id is None and one.on == localdate(at)
        ),
    )


def caller_choices(campaign_id: int) -> tuple[tuple[int, str], ...]:
    found = accounts_by_id({one.user_id for one in callers_of(campaign_id=campaign_id)})
    names = [(user_id, account.display_name) for user_id, account in found.items()]
    return tuple(sorted(names, key=lambda pair: pair[1]))


def bundle_lines(
    found: tuple[BundleCard, ...], at: datetime
) -> tuple[tuple[BundleCard, str, str, str], ...]:
    names = names_of([one.caller_id for one in found])
    return tuple((one, names.get(one.caller_id, ""), *step_of(one, at)) for one in found)


@printers
@require_safe
def show_bundle(request: HttpRequest, bundle_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    held = bundle(actor=actor, bundle_id=bundle_id)
    people = names_of(
        [held.caller_id, held.printed_by, held.returned_to, held.opened_by, held.destroyed_by]
        + [user_id for one in held.sheets for user_id in (one.typed_by, one.first_typed_by)]
    )
    step, kind = step_of(held, at)
    return page(
        request,
        "paper/bundle.html",
        held=held,
        step=step,
        kind=kind,
        people=people,
        states=STEPS,
        form=ReturnForm(held=held),
        is_sealed=held.kind is BundleKind.SEALED,
        lost=[
            one
            for one in lost_sheets(at=at, campaign_id=held.campaign_id)
            if one.bundle_id == bundle_id
        ],
    )


def back(bundle_id: int) -> HttpResponse:
    return redirect("paper:bundle", bundle_id=bundle_id)


@printers
@require_POST
def hand_over(request: HttpRequest, bundle_id: int) -> HttpResponse:
    hand_bundle_over(actor=actor_of(request), bundle_id=bundle_id, at=visit_of(request).at)
    messages.success(request, _("Noted: the caller has the bundle."))
    return back(bundle_id)


@printers
@require_POST
def take_back(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Sheet by sheet: those that are not there are missing, with a clock, from this moment."""
    actor, at = actor_of(request), visit_of(request).at
    form = ReturnForm(request.POST, held=bundle(actor=actor, bundle_id=bundle_id))
    if not form.is_valid():
        return back(bundle_id)
    missing = take_bundle_back(
        actor=actor, bundle_id=bundle_id, positions=form.cleaned_data["positions"], at=at
    )
    if missing:
        words = ngettext(
            "%(count)d sheet is missing. You answer for it: 72 hours from now.",
            "%(count)d sheets are missing. You answer for them: 72 hours from now.",
            len(missing),
        )
        messages.error(request, words % {"count": len(missing)})
    else:
        messages.success(request, _("All sheets are there. They can be typed."))
    return back(bundle_id)


@printers
@require_POST
def destroy(request: HttpRequest, bundle_id: int) -> HttpResponse:
    destroy_bundle(actor=actor_of(request), bundle_id=bundle_id, at=visit_of(request).at)
    messages.success(request, _("Noted: the sheets are destroyed."))
    return back(bundle_id)


@printers
@require_POST
def found(request: HttpRequest, bundle_id: int, sheet_id: int) -> HttpResponse:
    find_sheet(actor=actor_of(request), sheet_id=sheet_id, at=visit_of(request).at)
    messages.success(request, _("The sheet is back. Type it like the others."))
    return back(bundle_id)


@printers
def settle_loss(request: HttpRequest, bundle_id: int, sheet_id: int) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if form.is_valid():
        close_incident(
            actor=actor_of(request),
            sheet_id=sheet_id,
            note=form.cleaned_data["note"],
            at=visit_of(request).at,
        )
        return back(bundle_id)
    return page(
        request,
        "phone/one_form.html",
        form=form,
        title=_("A lost sheet"),
        lead=_(
            "A name and a number are on it. The loss is told to the CNIL within 72 hours, unless it risks nothing for the person."
        ),
        act=_("Close this incident"),
        back=_("Back to the bundle"),
        back_url=reverse("paper:bundle", args=[bundle_id]),
    )


@audience(Role.DPO)
@require_safe
def show_losses(request: HttpRequest) -> HttpResponse:
    """All that was lost on paper, for the data protection officer; nobody's name."""
    at = visit_of(request).at
    found = lost_sheets(at=at, is_open=False)
    people = names_of([user for one in found for user in (one.lead_id, one.caller_id)])
    return page(request, "paper/losses.html", lost=found, people=people)
