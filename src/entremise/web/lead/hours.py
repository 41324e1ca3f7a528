"""Hours of agents by month for human resources, and the letters: of mission, of thanks."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Actor, Role
from entremise.outreach.queries.board import people_reached_by
from entremise.outreach.queries.staffing import engagement_in, engagements_in
from entremise.outreach.vocabulary.staffing import (
    EngagementCard,
    EngagementKind,
    EngagementState,
)
from entremise.solidarity.queries.shift_work import minutes_by_month
from entremise.web.phone.letters import Given, Letter, mission_letter, thanks_letter
from entremise.web.shell.audience import audience
from entremise.web.shell.paper import sheet
from entremise.web.shell.spreadsheets import SHEETS
from entremise.web.shell.visit import actor_of, visit_of

YEAR: Final = timedelta(days=365)


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def export_hours(request: HttpRequest, kind: str) -> HttpResponse:
    """Agents and months, by name: what their body counts as working time; nothing on calls."""
    if kind not in SHEETS:
        raise Http404
    at = visit_of(request).at
    heads = (_("Agent"), _("Manager who agreed"), _("Month"), _("Hours"))
    return SHEETS[kind](f"heures-{localdate(at).isoformat()}", heads, rows(actor_of(request), at))


def rows(actor: Actor, at: datetime) -> tuple[tuple[str, str, str, str], ...]:
    agents = {
        one.user_id: one
        for one in engagements_in(
            organization_id=actor.organization_id,
            states=(EngagementState.ADMITTED, EngagementState.ENDED),
        )
        if one.kind is EngagementKind.AGENT
    }
    names = names_of(set(agents))
    worked = minutes_by_month(user_ids=tuple(agents), since=at - YEAR, until=at)
    found = (
        (names[user_id], agents[user_id].manager_name, f"{month:%m/%Y}", in_decimal(minutes))
        for user_id, month, minutes in worked
    )
    return tuple(sorted(found))


def in_decimal(minutes: int) -> str:
    """« 2,50 », as payrolls write it."""
    return f"{minutes / 60:.2f}".replace(".", ",")


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_mission_letter(request: HttpRequest, engagement_id: int) -> HttpResponse:
    one = engagement_in(actor=actor_of(request), engagement_id=engagement_id)
    return letter_sheet(request, one, mission_letter(request, one), _("letter-of-mission"))


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_thanks_letter(request: HttpRequest, engagement_id: int) -> HttpResponse:
    """What she gave, in hours; what came of it, for the team."""
    at = visit_of(request).at
    one = engagement_in(actor=actor_of(request), engagement_id=engagement_id)
    first = localdate(one.decided_at or one.asked_at)
    worked = minutes_by_month(user_ids=(one.user_id,), since=midnight(first), until=at)
    given = Given(
        minutes=sum(minutes for _user, _month, minutes in worked),
        reached=people_reached_by(organization_id=one.organization_id, since=midnight(first)),
        first_on=first,
        last_on=min(localdate(one.ended_at or at), one.ends_on),
    )
    return letter_sheet(request, one, thanks_letter(request, one, given), _("letter-of-thanks"))


def letter_sheet(
    request: HttpRequest, one: EngagementCard, letter: Letter, file: str
) -> HttpResponse:
    return sheet(
        request,
        "phone/learning/letter.html",
        file=file,
        letter=letter,
        may_sign=False,
        back_url=reverse("lead:engagement", args=[one.engagement_id]),
    )


def midnight(on: date) -> datetime:
    return datetime.combine(on, time(), get_current_timezone())
