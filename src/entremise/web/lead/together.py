"""The campaigns under way side by side, for whoever decides: stock, talks, finishing day, late reports; no name."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import host_organization
from entremise.accounts.vocabulary import Actor, Role
from entremise.outreach.queries.campaigns import campaigns_running
from entremise.outreach.queries.together import Beside, side_by_side
from entremise.referral.queries.queue import counts_by_register
from entremise.web.lead.words import STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import day

REFRESHED_EVERY_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One campaign: its figures, its reports open and late, when its list ends in words."""

    card: Beside
    state: StrOrPromise
    kind: str
    reports: int
    late: int
    ends: str
    is_too_late: bool
    is_hers: bool  # she leads it: its board opens


@audience(Role.CAMPAIGN_LEAD, Role.STEWARD, Role.DECIDER)
@require_safe
def show_together(request: HttpRequest) -> HttpResponse:
    """Those of her body; all of them for the body that runs the instance."""
    lines = lines_for(actor_of(request), visit_of(request).at)
    response = page(
        request,
        "lead/together.html",
        lines=lines,
        none_title=_("No campaign is under way"),
        none_text=_("It appears here as soon as its lead opens it."),
    )
    return refreshed(request, response, seconds=REFRESHED_EVERY_SECONDS)


def lines_for(actor: Actor, at: datetime) -> tuple[Line, ...]:
    host = host_organization()
    is_host = host is not None and host.organization_id == actor.organization_id
    campaigns = [
        one
        for one in campaigns_running()
        if is_host or one.organization_id == actor.organization_id
    ]
    registers = [one.register_id for one in campaigns if one.register_id]
    reports = counts_by_register(register_ids=registers, at=at)
    return tuple(
        line_of(one, reports.get(one.campaign.register_id or 0, (0, 0)), actor, at)
        for one in side_by_side(campaigns=campaigns, at=at)
    )


def line_of(card: Beside, reports: tuple[int, int], actor: Actor, at: datetime) -> Line:
    campaign = card.campaign
    last_day = localdate(campaign.ends_at)
    state, kind = STATES[campaign.state]
    is_lead = actor.has(Role.CAMPAIGN_LEAD) and campaign.organization_id == actor.organization_id
    return Line(
        card=card,
        state=state,
        kind=kind,
        reports=reports[0],
        late=reports[1],
        ends=end_words(card),
        is_too_late=card.ends_on is not None and card.ends_on >= last_day,
        is_hers=is_lead,
    )


def end_words(card: Beside) -> str:
    if not card.left:
        return _("nobody is left to call")
    if card.ends_on is None:
        return _("no call has ended these seven days")
    return day(card.ends_on)
