"""Who calls, at which level, and when: callers and shifts of a campaign."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id, accounts_with_role, names_of
from entremise.accounts.vocabulary import Role
from entremise.kernel.origin import Origin
from entremise.outreach.operations.callers import admit_caller, dismiss_caller
from entremise.outreach.queries.campaigns import callers_of, campaign_led
from entremise.outreach.queries.hours import has_calls_between
from entremise.outreach.queries.staffing import engagements_in
from entremise.outreach.vocabulary.campaigns import CallerCard
from entremise.solidarity.operations.shifts import cancel_shift, name_orienteur, open_shift
from entremise.solidarity.queries.shift_work import loads_of
from entremise.solidarity.queries.shifts import shift, shifts_of_origin
from entremise.solidarity.vocabulary.shifts import Load, NewShift, ShiftCard, ShiftState
from entremise.web.lead.forms import CallerForm, OrienteurForm, ShiftForm
from entremise.web.lead.preparing import steps_of
from entremise.web.lead.words import LEVELS
from entremise.web.phone.languages import language_name
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

LOAD_OF: Final = timedelta(days=7)
NO_LOAD: Final = Load(worked_hours=0, booked_hours=0)


@dataclass(frozen=True, slots=True)
class CallerLine:
    card: CallerCard
    name: str
    level: StrOrPromise
    languages: str
    load: Load


@dataclass(frozen=True, slots=True)
class ShiftLine:
    card: ShiftCard
    referent: str
    orienteur: str


@audience(Role.CAMPAIGN_LEAD)
def show_team(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    trained = trained_people(actor.organization_id)
    form = CallerForm(request.POST or None, people=trained)
    if form.is_valid():
        admit_caller(actor=actor, campaign_id=campaign_id, new=form.caller(), at=at)
        messages.success(request, _("Admitted. Grants to read one person at a time are given."))
        return redirect("lead:team", campaign_id=campaign_id)
    return page(
        request,
        "lead/team.html",
        campaign=campaign,
        form=form,
        may_admit=bool(trained),
        lines=caller_lines(campaign_id, at),
        steps=steps_of(campaign_id, "lead:team", at),
        none_title=_("Nobody calls yet"),
        none_text=_("Admit callers below: one of them as referent, of level 4."),
    )


def trained_people(organization_id: int | None) -> tuple[tuple[int, str], ...]:
    """Whoever has level 1 at least, by name, with the level earned: the most that she may be admitted at."""
    found = [one for one in engagements_in(organization_id=organization_id) if one.level > 0]
    names = names_of({one.user_id for one in found})
    said = ((one.user_id, f"{names[one.user_id]} ({one.level})") for one in found)
    return tuple(sorted(said, key=lambda one: one[1]))


def caller_lines(campaign_id: int, at: datetime) -> tuple[CallerLine, ...]:
    """Callers by level then name, with what they carry: hours, never results."""
    found = callers_of(campaign_id=campaign_id)
    loads = loads_of(origin=Origin("CAMPAIGN", campaign_id), since=at - LOAD_OF, at=at)
    names = accounts_by_id({one.user_id for one in found})
    return tuple(
        CallerLine(
            card=one,
            name=names[one.user_id].display_name,
            level=LEVELS[one.level],
            languages=", ".join(map(language_name, one.languages)),
            load=loads.get(one.user_id, NO_LOAD),
        )
        for one in found
    )


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def dismiss(request: HttpRequest, campaign_id: int, user_id: int) -> HttpResponse:
    dismiss_caller(
        actor=actor_of(request), campaign_id=campaign_id, user_id=user_id, at=visit_of(request).at
    )
    messages.success(request, _("She calls no more for this campaign. Her grants have ended."))
    return redirect("lead:team", campaign_id=campaign_id)


@audience(Role.CAMPAIGN_LEAD)
def show_shifts(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    form = ShiftForm(
        request.POST or None,
        today=localtime(at).date(),
        orienteurs=orienteurs_of(campaign.organization_id, at),
    )
    if form.is_valid():
        new = form.shifts(campaign_id)
        for one in new:
            open_shift(actor=actor, new=one, at=at)
        opened = ngettext("%(count)d shift is open.", "%(count)d shifts are open.", len(new))
        messages.success(request, opened % {"count": len(new)})
        warn_of_hours(request, new)
        return redirect("lead:shifts", campaign_id=campaign_id)
    found = shifts_of_origin(
        origin=Origin("CAMPAIGN", campaign_id), since=at, until=campaign.ends_at, at=at
    )
    return page(
        request,
        "lead/shifts.html",
        campaign=campaign,
        form=form,
        lines=shift_lines(found, names_of(people_behind(found))),
        steps=steps_of(campaign_id, "lead:shifts", at),
        none_title=_("No shift yet"),
        none_text=_("Callers call during shifts only. Open some below."),
    )


def orienteurs_of(organization_id: int, at: datetime) -> tuple[tuple[int, str], ...]:
    found = accounts_with_role(role=Role.ORIENTEUR, organization_id=organization_id, at=at)
    return tuple((one.user_id, one.display_name) for one in found)


@audience(Role.CAMPAIGN_LEAD)
def change_orienteur(request: HttpRequest, campaign_id: int, shift_id: int) -> HttpResponse:
    """Another orienteur within reach of a shift: without one, its calls do not begin."""
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    origin, found = Origin("CAMPAIGN", campaign_id), shift(shift_id=shift_id, at=at)
    if found is None or found.origin != origin:
        raise Http404
    form = OrienteurForm(
        request.POST or None,
        orienteurs=orienteurs_of(campaign.organization_id, at),
        initial={"orienteur": found.orienteur_id},
    )
    if form.is_valid():
        chosen = form.cleaned_data["orienteur"]
        name_orienteur(actor=actor, shift_id=shift_id, origin=origin, user_id=chosen, at=at)
        messages.success(
            request,
            _("%(name)s is within reach of this shift.") % {"name": names_of({chosen})[chosen]},
        )
        return redirect("lead:shifts", campaign_id=campaign_id)
    return page(request, "lead/orienteur.html", campaign=campaign, shift=found, form=form)


def warn_of_hours(request: HttpRequest, new: tuple[NewShift, ...]) -> None:
    """A shift outside the calling hours is opened all the same: an order may still widen them."""
    useless = sum(
        not has_calls_between(campaign_id=one.origin.id, start=one.starts_at, end=one.ends_at)
        for one in new
    )
    if useless:
        words = ngettext(
            "%(count)d lies outside the calling hours: nobody can call then.",
            "%(count)d lie outside the calling hours: nobody can call then.",
            useless,
        )
        messages.warning(request, words % {"count": useless})


def people_behind(found: tuple[ShiftCard, ...]) -> set[int | None]:
    return {user_id for one in found for user_id in (*one.referents, one.orienteur_id)}


def shift_lines(
    found: tuple[ShiftCard, ...], names: dict[int | None, str]
) -> tuple[ShiftLine, ...]:
    """Shifts to come with who stands behind the callers: referents, one for twelve, and an orienteur."""
    return tuple(
        ShiftLine(
            card=one,
            referent=", ".join(names[user_id] for user_id in one.referents),
            orienteur=names.get(one.orienteur_id, ""),
        )
        for one in found
        if one.state is not ShiftState.CANCELLED
    )


@audience(Role.CAMPAIGN_LEAD)
@require_POST
def cancel(request: HttpRequest, campaign_id: int, shift_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign_led(actor=actor, campaign_id=campaign_id)
    told = cancel_shift(
        actor=actor, shift_id=shift_id, origin=Origin("CAMPAIGN", campaign_id), at=at
    )
    had_seats = ngettext(
        "Cancelled. %(count)d caller had a seat: tell her.",
        "Cancelled. %(count)d callers had a seat: tell them.",
        len(told),
    )
    nobody = _("Cancelled. Nobody had a seat.")
    messages.success(request, had_seats % {"count": len(told)} if told else nobody)
    return redirect("lead:shifts", campaign_id=campaign_id)
