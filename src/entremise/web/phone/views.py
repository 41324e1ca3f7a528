"""The page a caller arrives on: next person, promises, what became of her reports."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Actor, Role
from entremise.journeys.raise_alarm import raise_hard_call
from entremise.kernel.errors import Refused
from entremise.outreach.operations.alarms import close_alarm, see_alarm
from entremise.outreach.operations.closing import entrust_promise
from entremise.outreach.queries.alarms import alarms_for
from entremise.outreach.queries.home import caller_home, work_since
from entremise.outreach.queries.own_phone import own_phone_read_at
from entremise.outreach.queries.paper import is_paper_out
from entremise.outreach.queries.reviews import reviews_for
from entremise.outreach.queries.staffing import engagement_of, talks_of
from entremise.outreach.vocabulary.calls import BREAK, AlarmCard, AlarmKind, Refusal
from entremise.outreach.vocabulary.staffing import (
    HIGHEST,
    TALKS_FOR,
    EngagementState,
    Standing,
)
from entremise.solidarity.queries.shifts import shifts_of
from entremise.web.phone.learning import LEVELS
from entremise.web.phone.reporting import report_lines
from entremise.web.phone.seats import referent_of, seat_among
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page
from entremise.web.shell.visit import actor_of, visit_of

SHOWN_REPORTS: Final = 3


@dataclass(frozen=True, slots=True)
class OwnLearning:
    """Her own way, for herself: the level, the talks that the next one asks for."""

    level: int
    name: StrOrPromise
    talks: int
    wanted: int  # none at the last
    is_asleep: bool
    is_suspended: bool
    reviews: int  # that wait for a referent


@dataclass(frozen=True, slots=True)
class ShownAlarm:
    card: AlarmCard
    title: str
    text: str
    is_danger: bool = False


@audience(Role.CALLER)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    home = caller_home(actor=actor, at=at)
    mine = shifts_of(user_id=actor.user_id or 0, at=at)
    seat = seat_among(mine, at)
    return page(
        request,
        "phone/home.html",
        home=home,
        first_name=getattr(request.user, "first_name", ""),
        today=at,
        seat=seat,
        next_shift=next((one for one in mine if one.starts_at > at), None),
        shifts=[one for one in mine if one is not seat][:6],
        referent=referent_of(seat, actor.user_id),
        reports=report_lines(actor, at)[:SHOWN_REPORTS],
        has_read_own_phone=own_phone_read_at(user_id=actor.user_id or 0) is not None,
        alarms=shown_alarms(actor.user_id or 0),
        is_paper_out=is_paper_out(organization_id=actor.organization_id),
        no_campaign=_("You call for no campaign yet"),
        no_campaign_advice=_("A campaign lead admits you, with a level. Ask her."),
        learning=own_learning(actor),
        work=None if seat is None else work_since(user_id=actor.user_id or 0, at=at),
    )


def own_learning(actor: Actor) -> OwnLearning | None:
    """None for whoever is not admitted."""
    one = engagement_of(user_id=actor.user_id)
    if one is None or one.state is not EngagementState.ADMITTED:
        return None
    wanted = TALKS_FOR.get(one.level + 1, 0)
    return OwnLearning(
        level=one.level,
        name=LEVELS[one.level],
        talks=min(talks_of(one.user_id), wanted),
        wanted=wanted,
        is_asleep=one.standing is Standing.ASLEEP,
        is_suspended=one.standing is Standing.SUSPENDED,
        reviews=len(reviews_for(actor=actor)) if one.level == HIGHEST else 0,
    )


def shown_alarms(user_id: int) -> tuple[ShownAlarm, ...]:
    """What this account was alerted of, with who asks for help."""
    found = alarms_for(user_id=user_id)
    names = accounts_by_id({one.raised_by for one in found})
    return tuple(shown_alarm(one, names[one.raised_by].display_name) for one in found)


def shown_alarm(card: AlarmCard, name: str) -> ShownAlarm:
    if card.kind is AlarmKind.DANGER:
        title = _("%(name)s has somebody in danger on the line") % {"name": name}
        text = _("The emergency service must be called now. Her caller stays on the line.")
        return ShownAlarm(card, title, text, is_danger=True)
    if card.kind is AlarmKind.NO_RETURN:
        title = _("%(name)s, out on a visit, has not called in") % {"name": name}
        text = _("Ring both visitors. Without an answer, send help to where they went.")
        return ShownAlarm(card, title, text, is_danger=True)
    title = _("%(name)s had a hard call") % {"name": name}
    return ShownAlarm(card, title, _("Talk with her in time."))


@audience(Role.CALLER)
@require_safe
def show_pause(request: HttpRequest) -> HttpResponse:
    return page(request, "phone/pause.html", back_at=visit_of(request).at + BREAK)


@audience(Role.CALLER)
@require_POST
def entrust(request: HttpRequest, call_id: int) -> HttpResponse:
    entrust_promise(actor=actor_of(request), call_id=call_id, at=visit_of(request).at)
    return redirect("phone:home")


@audience(Role.CALLER)
@require_POST
def tell_hard_call(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    seat = seat_among(shifts_of(user_id=actor.user_id or 0, at=at), at)
    if seat is None:
        raise Refused(Refusal.NOT_ON_SHIFT)
    raise_hard_call(actor=actor, campaign_id=seat.origin.id, at=at)
    return redirect("phone:home")


@audience(Role.CALLER, Role.CAMPAIGN_LEAD, Role.ORIENTEUR)
@require_POST
def take_alarm(request: HttpRequest, alarm_id: int) -> HttpResponse:
    see_alarm(actor=actor_of(request), alarm_id=alarm_id, at=visit_of(request).at)
    return redirect("account:start")


@audience(Role.CALLER, Role.CAMPAIGN_LEAD, Role.ORIENTEUR)
@require_POST
def settle_alarm(request: HttpRequest, alarm_id: int) -> HttpResponse:
    close_alarm(actor=actor_of(request), alarm_id=alarm_id, at=visit_of(request).at)
    return redirect("account:start")
