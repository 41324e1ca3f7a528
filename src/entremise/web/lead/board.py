"""The page of one campaign: what is missing before it opens, then how it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id
from entremise.accounts.vocabulary import Role
from entremise.engines.pace import finish
from entremise.kernel.origin import Origin
from entremise.outreach.queries.alarms import alarms_of
from entremise.outreach.queries.board import campaign_board, held_now, moves_of
from entremise.outreach.queries.campaigns import campaign_led
from entremise.outreach.queries.gaps import gaps_of
from entremise.outreach.vocabulary.calls import AlarmCard
from entremise.outreach.vocabulary.campaigns import (
    CampaignBoard,
    CampaignCard,
    CampaignState,
    HeldNow,
)
from entremise.referral.queries.queue import counts_by_severity
from entremise.solidarity.queries import debriefs_wanting_talk, on_shift, shifts_of_origin
from entremise.web.lead.chart import chart_of
from entremise.web.lead.preparing import steps_at
from entremise.web.lead.team import shift_lines
from entremise.web.lead.words import GAPS, LEVELS, STATES
from entremise.web.shell.audience import audience
from entremise.web.shell.pages import page, refreshed
from entremise.web.shell.visit import actor_of, visit_of
from entremise.web.templatetags.shell import day

REFRESHED_EVERY_SECONDS: Final = 60
SHIFTS_SHOWN: Final = 6
PREPARING: Final = (CampaignState.DRAFT, CampaignState.CHECKED)


@dataclass(frozen=True, slots=True)
class HeldLine:
    card: HeldNow
    name: str


@dataclass(frozen=True, slots=True)
class AlarmLine:
    card: AlarmCard
    name: str
    seen_by: str
    is_danger: bool
    is_mine: bool  # told to this account


@audience(Role.CAMPAIGN_LEAD)
@require_safe
def show_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    actor, at = actor_of(request), visit_of(request).at
    campaign = campaign_led(actor=actor, campaign_id=campaign_id)
    if campaign.state in PREPARING:
        return show_preparation(request, campaign, at)
    board = campaign_board(campaign_id=campaign_id, at=at)
    state, kind = STATES[campaign.state]
    response = page(
        request,
        "lead/board.html",
        board=board,
        campaign=campaign,
        state=state,
        kind=kind,
        figures=figures_of(board),
        chart=chart_of(board),
        pace=pace_of(board, at),
        severities=severity_lines(campaign, at),
        shifts=next_shifts(campaign, at),
        working=len(on_shift(origin=Origin("CAMPAIGN", campaign_id), at=at)),
        wanting_talk=wanting_talk(campaign),
        levels=level_lines(board),
        held=held_lines(campaign_id, at),
        alarms=alarm_lines(campaign_id, actor.user_id),
        moves=move_lines(campaign_id),
    )
    return refreshed(request, response, seconds=REFRESHED_EVERY_SECONDS)


def show_preparation(request: HttpRequest, campaign: CampaignCard, at: datetime) -> HttpResponse:
    gaps = gaps_of(campaign_id=campaign.campaign_id, at=at)
    state, kind = STATES[campaign.state]
    return page(
        request,
        "lead/preparation.html",
        campaign=campaign,
        state=state,
        kind=kind,
        gaps=tuple(GAPS[gap] for gap in gaps),
        steps=steps_at(4),
    )


def figures_of(board: CampaignBoard) -> tuple[tuple[StrOrPromise, int | None, str], ...]:
    """The five figures on top: label, value, words."""
    share = _("%(share)d %% of %(people)d") % {
        "share": round(100 * board.left / board.people) if board.people else 0,
        "people": board.people,
    }
    talked = _("%(talks)d talks") % {"talks": board.talks_today}
    going_on = _("%(held)d going on") % {"held": board.held_now}
    promised = board.callbacks_promised_past
    kept = round(100 * board.callbacks_kept / promised) if promised else None
    return (
        (_("People to reach"), board.left, share),
        (_("Reached"), board.reached, ""),
        (_("Calls today"), board.attempts_today, f"{talked}, {going_on}"),
        (_("Unreachable, to visit"), board.unreachable, visit_words(board)),
        (
            _("Promises kept, in %"),
            kept,
            _("goal 95 %%, %(due)d due now") % {"due": board.callbacks_due},
        ),
    )


@dataclass(frozen=True, slots=True)
class Pace:
    """Whether it will end in time if it goes on like this, in words."""

    title: str
    text: str
    kind: str


def pace_of(board: CampaignBoard, at: datetime) -> Pace | None:
    """A sentence over the drawing; none before a whole day of calls."""
    today = localtime(at).date()
    found = finish(board.left, [(one.day, one.reached) for one in board.days], today)
    if found is None:
        return None
    last_day = localtime(board.campaign.ends_at).date() - timedelta(days=1)
    title = _("At this pace, done on %(day)s") % {"day": day(found.on)}
    late = (found.on - last_day).days
    if late <= 0:
        text = _("%(per_day)d people reached a day. In time for the last day.")
        return Pace(title, text % {"per_day": round(found.per_day)}, "ok")
    text = _("%(per_day)d people reached a day: %(late)d days too late. Open shifts.")
    return Pace(title, text % {"per_day": round(found.per_day), "late": late}, "warn")


def visit_words(board: CampaignBoard) -> str:
    return _("and %(count)d without a number") % {"count": board.without_number}


def severity_lines(campaign: CampaignCard, at: datetime) -> tuple[tuple[int, int, int], ...]:
    """Level, open, late: the four of them, also without any report."""
    found = counts_by_severity(at=at, register_id=campaign.register_id)
    return tuple((level, *found.get(level, (0, 0))) for level in (1, 2, 3, 4))


def next_shifts(campaign: CampaignCard, at: datetime) -> tuple[object, ...]:
    found = shifts_of_origin(
        origin=Origin("CAMPAIGN", campaign.campaign_id),
        since=at,
        until=campaign.ends_at,
        at=at,
    )
    return shift_lines(found)[:SHIFTS_SHOWN]


def wanting_talk(campaign: CampaignCard) -> int:
    return debriefs_wanting_talk(
        origin=Origin("CAMPAIGN", campaign.campaign_id), since=campaign.starts_at
    )


def level_lines(board: CampaignBoard) -> tuple[tuple[StrOrPromise, int, int], ...]:
    """Level, callers, people left for it."""
    return tuple(
        (LEVELS[level], board.callers_by_level[level], board.left_by_level[level])
        for level in board.callers_by_level
    )


def held_lines(campaign_id: int, at: datetime) -> tuple[HeldLine, ...]:
    found = held_now(campaign_id=campaign_id, at=at)
    names = accounts_by_id({one.user_id for one in found})
    return tuple(HeldLine(one, names[one.user_id].display_name) for one in found)


def alarm_lines(campaign_id: int, user_id: int | None) -> tuple[AlarmLine, ...]:
    found = alarms_of(campaign_id=campaign_id)
    names = accounts_by_id({pk for one in found for pk in (one.raised_by, one.seen_by) if pk})
    return tuple(
        AlarmLine(
            card=one,
            name=names[one.raised_by].display_name,
            seen_by=names[one.seen_by].display_name if one.seen_by else "",
            is_danger=one.kind == "DANGER",
            is_mine=user_id in one.recipients,
        )
        for one in found
    )


def move_lines(campaign_id: int) -> tuple[tuple[datetime, str, str], ...]:
    found = moves_of(campaign_id=campaign_id)
    names = accounts_by_id({one.user_id for one in found if one.user_id})
    return tuple(
        (
            one.at,
            str(STATES[CampaignState(one.after)][0]),
            ", ".join(
                filter(None, (names[one.user_id].display_name if one.user_id else "", one.note))
            ),
        )
        for one in found
    )
