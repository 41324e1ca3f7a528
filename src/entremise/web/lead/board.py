"""The page of one campaign: what is missing before it opens, then how it goes; its days as a file."""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.decisions import DecisionCard
from entremise.kernel.origin import Origin
from entremise.outreach.queries.board import campaign_board, out_of_reach
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.queries.gaps import gaps_of
from entremise.outreach.queries.grounds import grounds_for
from entremise.outreach.queries.live import LiveBoard, live_board
from entremise.outreach.queries.waves import waves_of
from entremise.outreach.vocabulary.campaigns import (
    OVER,
    CampaignCard,
    CampaignState,
    Gap,
)
from entremise.solidarity.queries.shift_work import staffing_of
from entremise.web.lead.chart import chart_of, rows_of
from entremise.web.lead.figures import (
    SHIFTS_SHOWN,
    alarm_lines,
    figures_of,
    held_lines,
    late_lines,
    level_lines,
    move_lines,
    reach_lines,
    severity_lines,
    waiting_lines,
)
from entremise.web.lead.finishing import outlook_of
from entremise.web.lead.preparing import OPENING, steps_of
from entremise.web.lead.team import people_behind, shift_lines
from entremise.web.lead.waves import waves_shown
from entremise.web.lead.words import CHECKS, STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.uses.numbers import Reached, nearly_reached

REFRESHED_EVERY_SECONDS: Final = 60
WHILE_A_WAVE_BEGINS_SECONDS: Final = 5
REMARKS_SHOWN: Final = 6
PREPARING: Final = (CampaignState.DRAFT, CampaignState.CHECKED)
TOLD_LAST: Final = timedelta(days=7)


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    if campaign.state in PREPARING:
        return show_preparation(request, campaign, at)
    board = board_of(campaign, actor.user_id, at)
    response = page(request, "lead/board.html", status=200, **board)
    if campaign.state in OVER:
        return response
    is_beginning = board["waves"].is_beginning
    seconds = WHILE_A_WAVE_BEGINS_SECONDS if is_beginning else REFRESHED_EVERY_SECONDS
    return refreshed(request, response, seconds=seconds)


def board_of(campaign: CampaignCard, user_id: int | None, at: datetime) -> dict[str, Any]:
    """Everything on the board; no name of a person called."""
    origin = Origin("CAMPAIGN", campaign.campaign_id)
    live = live_board(campaign=campaign, at=at)
    board, alarms, counts = live.figures, live.alarms, live.visits
    team = staffing_of(origin=origin, until=campaign.ends_at, told_since=at - TOLD_LAST, at=at)
    names = names_of(people_behind(team.shifts) | accounts_on(live))
    severities, shifts = severity_lines(campaign, at), shift_lines(team.shifts, names)
    is_over = campaign.state in OVER
    state, kind = STATES[campaign.state]
    return {
        "campaign": campaign,
        "is_over": is_over,
        "state": state,
        "kind": kind,
        "figures": figures_of(board, counts),
        "visits": counts,
        "late": () if is_over else late_lines(board, severities, shifts, counts, alarms, at),
        "nearly": () if is_over else nearly_full(campaign, at),
        "chart": chart_of(board),
        "waves": waves_shown(campaign, live.waves, at),
        "outlook": None if is_over else outlook_of(campaign, at),
        "severities": severities,
        "shifts": shifts[:SHIFTS_SHOWN],
        "working": sum(one.card.at_work for one in shifts if one.card.starts_at <= at),
        "debriefs": team.debriefs,
        "remarks": live.remarks[:REMARKS_SHOWN],
        "reviews": live.reviews_waiting,
        "levels": level_lines(board),
        "waiting": () if is_over else waiting_lines(board),
        "held": held_lines(live.held, names),
        "alarms": alarm_lines(alarms, user_id, names),
        "moves": move_lines(live.moves, names),
    }


def accounts_on(live: LiveBoard) -> set[int | None]:
    """Those who are named: on the phone, in the trace, about an alarm."""
    return (
        {one.user_id for one in live.held}
        | {one.user_id for one in live.moves}
        | {pk for one in live.alarms for pk in (one.raised_by, one.seen_by)}
    )


def nearly_full(campaign: CampaignCard, at: datetime) -> tuple[tuple[DecisionCard, Reached], ...]:
    """The decisions that this campaign reads under, when they have reached nearly all the people voted."""
    grounds = grounds_for(
        register_ids=[*campaign.sources, *filter(None, [campaign.register_id])],
        purpose=campaign.purpose,
        ends_at=campaign.ends_at,
        at=at,
    )
    decided = {one.decision.decision_id: one.decision for one in grounds if one.decision}
    return nearly_reached(decided.values()) if decided else ()


def show_preparation(request: HttpRequest, campaign: CampaignCard, at: datetime) -> HttpResponse:
    gaps = gaps_of(campaign_id=campaign.campaign_id, at=at)
    state, kind = STATES[campaign.state]
    return page(
        request,
        "lead/preparation.html",
        campaign=campaign,
        state=state,
        kind=kind,
        missing=len(gaps),
        checks=checks_of(gaps),
        outlook=outlook_of(campaign, at),
        out_of_reach=reach_lines(out_of_reach(campaign_id=campaign.campaign_id)),
        waves=waves_shown(campaign, waves_of(campaign=campaign), at),
        steps=steps_of(campaign.campaign_id, OPENING, at),
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One point before opening: whether it is done, where, and by whom."""

    words: StrOrPromise
    is_done: bool
    url_name: str
    who: StrOrPromise


def checks_of(gaps: tuple[Gap, ...]) -> tuple[Check, ...]:
    return tuple(
        Check(missing if gap in gaps else done, gap not in gaps, url_name, who)
        for gap, (done, missing, url_name, who) in CHECKS.items()
    )


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def export_days(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The days of the campaign as a file for a spreadsheet: counts, no name."""
    campaign = campaign_led(actor=actor_of(request), campaign_id=campaign_id)
    board = campaign_board(campaign=campaign, at=visit_of(request).at)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{slugify(campaign.title)}-jours.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    rows = csv.writer(response, delimiter=";")
    rows.writerow((_("Day"), _("Calls of the day"), _("Talks"), _("Left")))
    rows.writerows(
        (on.isoformat(), calls, talks, left) for on, calls, talks, left in rows_of(board)
    )
    return response
