"""Alarms wherever one is in the product: a narrow frame that looks for them by itself, also without script."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Actor, Role
from entremise.outreach.queries.alarms import alarms_about, is_watching
from entremise.outreach.vocabulary.calls import AlarmCard, AlarmKind
from entremise.web.phone.screens import names_of
from entremise.web.shell.audience import PUBLIC, audience
from entremise.web.shell.headers import framed
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.visit import actor_of, role_of

LOOKS_EVERY_SECONDS = 10
HAPPENS: Final = {
    AlarmKind.DANGER: gettext_lazy("%(name)s has somebody in danger on the line"),
    AlarmKind.HARD_CALL: gettext_lazy("%(name)s had a hard call"),
    AlarmKind.NO_RETURN: gettext_lazy("%(name)s, out on a visit, has not called in"),
}
GRAVEST: Final = (AlarmKind.DANGER, AlarmKind.NO_RETURN, AlarmKind.HARD_CALL)
WATCHES = frozenset({Role.CAMPAIGN_LEAD, Role.ORIENTEUR})


def strip_url(actor: Actor, at: datetime) -> str:
    """The address of the frame for those whom an alarm may reach, or who raised one; else empty."""
    del at
    is_caller = Role.CALLER in actor.roles and is_watching(user_id=actor.user_id or 0)
    return reverse("phone:strip") if is_caller or actor.roles & WATCHES else ""


@xframe_options_sameorigin
@audience(PUBLIC, is_personal=True)
@require_safe
def show_strip(request: HttpRequest) -> HttpResponse:
    """The gravest alarm in one line; who was signed out is told so, since nothing reaches her any more."""
    user_id = actor_of(request).user_id
    found = sorted(alarms_about(user_id=user_id or 0), key=lambda one: GRAVEST.index(one.kind))
    response = page(
        request,
        "phone/strip.html",
        status=200,
        is_signed_in=user_id is not None,
        alarm=words_of(found[0], user_id or 0) if found else "",
        is_danger=bool(found) and found[0].kind is not AlarmKind.HARD_CALL,
        more=len(found) - 1,
        url=way_to(request, found[0]) if found else "",
    )
    return framed(refreshed(request, response, seconds=LOOKS_EVERY_SECONDS))


def words_of(alarm: AlarmCard, user_id: int) -> str:
    """What happens, and whether somebody is on it."""
    name = accounts_by_id([alarm.raised_by])[alarm.raised_by].display_name
    seen_by = names_of([alarm.seen_by]) if alarm.seen_by else ""
    if alarm.raised_by == user_id:
        return told_words(alarm, seen_by)
    words = str(HAPPENS[alarm.kind])
    on_it = _("%(name)s is on it") % {"name": seen_by} if seen_by else ""
    return ", ".join(filter(None, (words % {"name": name}, on_it)))


def told_words(alarm: AlarmCard, seen_by: str) -> str:
    """What the caller who raised it reads."""
    if seen_by:
        return _("Your alarm: %(name)s is on it") % {"name": seen_by}
    return _("Your alarm has reached %(names)s") % {"names": names_of(alarm.recipients)}


def way_to(request: HttpRequest, alarm: AlarmCard) -> str:
    """Where this role answers an alarm."""
    role = role_of(request)
    if role is Role.CAMPAIGN_LEAD and alarm.visit_id is not None:
        return reverse("lead:visit", args=[alarm.visit_id])
    if role is Role.ORIENTEUR and alarm.kind is not AlarmKind.HARD_CALL:
        return reverse("triage:alarm", args=[alarm.alarm_id])
    if role is Role.CAMPAIGN_LEAD:
        return reverse("lead:campaign", args=[alarm.campaign_id])
    return reverse("phone:home")
