"""Who is past in mutual aid: how many wait, locked, for what, and what was erased; a suspension of it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entremise.accounts.vocabulary import Actor
from entremise.commons.operations.deletions import hold_deletion, lift_hold
from entremise.commons.queries.deletions import agreements, holds, visa_among
from entremise.commons.queries.purges import purges
from entremise.commons.queries.registers import past_counts, registers_of_kind
from entremise.commons.rules import holds_deletions_as, is_of_aid_alone
from entremise.commons.vocabulary.access import RegisterCard
from entremise.commons.vocabulary.deletions import HoldCard, Visa
from entremise.commons.vocabulary.law import RegisterKind
from entremise.mutual_aid.vocabulary.common import KEPT_AFTER
from entremise.web.gate.deletion_forms import HoldForm
from entremise.web.gate.holding import HOLDS, SEES, holding_of
from entremise.web.gate.standing import longest, sees
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import visit_of
from entremise.web.templatetags.shell import day


@dataclass(frozen=True, slots=True)
class PastAid:
    """A register of mutual aid before the deletion of whoever is past."""

    register: RegisterCard
    people: int  # locked
    since: datetime | None
    holds: tuple[HoldCard, ...]
    hold: HoldCard | None
    visa: Visa | None

    @property
    def word(self) -> tuple[str, str]:
        """The state, and the colour of its tag."""
        if self.hold is not None:
            return _("suspended until %(day)s") % {"day": day(self.hold.until)}, "sun"
        if self.visa is not None:
            return _("the archives agree"), "ok"
        if self.people:
            return _("locked: the archives have not agreed"), "alert"
        return _("the archives are to be asked"), "sun"


def past_aids(actor: Actor, at: datetime) -> tuple[PastAid, ...]:
    """By title, in a constant number of statements."""
    found = [
        one
        for one in registers_of_kind(RegisterKind.VOLUNTARY)
        if is_of_aid_alone(one) and sees(actor, one.controller_id)
    ]
    ids = [one.register_id for one in found]
    counted, held = past_counts(ids), holds(register_ids=ids)
    agreed = [one for one in agreements(on=localdate(at)) if one.kind is RegisterKind.VOLUNTARY]
    return tuple(
        PastAid(
            register=one,
            people=counted[one.register_id][0] if one.register_id in counted else 0,
            since=counted[one.register_id][1] if one.register_id in counted else None,
            holds=(own := tuple(each for each in held if each.register_id == one.register_id)),
            hold=longest(own, at),
            visa=visa_among(
                (), [each for each in agreed if each.controller_id == one.controller_id]
            ),
        )
        for one in found
    )


def past_aid_of(request: HttpRequest, register_id: int) -> PastAid:
    visit = visit_of(request)
    found = past_aids(visit.actor, visit.at)
    one = next((each for each in found if each.register.register_id == register_id), None)
    if one is None:
        raise Http404
    return one


@audience(*SEES)
@require_safe
def show(request: HttpRequest, register_id: int) -> HttpResponse:
    return shown(request, past_aid_of(request, register_id), HoldForm())


def shown(request: HttpRequest, past: PastAid, form: HoldForm) -> HttpResponse:
    register_id, visit = past.register.register_id, visit_of(request)
    return page(
        request,
        "gate/past_aid.html",
        past=past,
        days=KEPT_AFTER.days,
        purges=[one for one in purges() if one.register_id == register_id],
        holding_form=form,
        holding=holding_of(
            holds=past.holds,
            may_hold=holds_deletions_as(visit.actor, past.register.controller_id) is not None,
            url=reverse("gate:hold_past_aid", args=[register_id]),
            lift_url=lambda one: reverse("gate:lift_past_aid", args=[register_id, one.hold_id]),
            at=visit.at,
        ),
    )


@audience(*HOLDS)
@require_POST
def hold(request: HttpRequest, register_id: int) -> HttpResponse:
    past, form, visit = past_aid_of(request, register_id), HoldForm(request.POST), visit_of(request)
    if not form.is_valid():
        return shown(request, past, form)
    hold_deletion(actor=visit.actor, new=form.new_hold(register_id), at=visit.at)
    messages.success(request, _("Suspended. Everybody may read that it is, and until when."))
    return redirect("gate:past_aid", register_id=register_id)


@audience(*HOLDS)
@require_POST
def lift(request: HttpRequest, register_id: int, hold_id: int) -> HttpResponse:
    past, visit = past_aid_of(request, register_id), visit_of(request)
    if hold_id not in {one.hold_id for one in past.holds}:
        raise Http404
    lift_hold(actor=visit.actor, hold_id=hold_id, at=visit.at)
    messages.success(request, _("The deletion takes its course again."))
    return redirect("gate:past_aid", register_id=register_id)
