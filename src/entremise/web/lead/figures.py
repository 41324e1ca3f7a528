"""What the board of a campaign shows, prepared before the template draws it: figures, lines, warnings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from entremise.outreach.vocabulary.calls import AlarmCard, AlarmKind
from entremise.outreach.vocabulary.campaigns import (
    CampaignBoard,
    CampaignCard,
    CampaignMove,
    CampaignState,
    HeldNow,
    OutOfReach,
)
from entremise.outreach.vocabulary.visits import VisitCounts
from entremise.referral.queries.queue import counts_by_severity
from entremise.web.lead.team import ShiftLine
from entremise.web.lead.words import LEVELS, STATES, WAITING
from entremise.web.phone.languages import language_said
from entremise.web.phone.strip import HAPPENS

SHIFTS_SHOWN: Final = 6
URGENT: Final = (1, 2)
SOON: Final = timedelta(days=2)
Names = dict[int | None, str]


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
    happens: str
    is_mine: bool  # told to this account


def figures_of(
    board: CampaignBoard, visits: VisitCounts
) -> tuple[tuple[StrOrPromise, int | None, str], ...]:
    """The five figures on top: label, value, words."""
    share = _("%(share)d %% of %(people)d") % {
        "share": round(100 * board.left / board.people) if board.people else 0,
        "people": board.people,
    }
    talks = board.talks_today
    talked = ngettext("%(talks)s talk", "%(talks)s talks", talks) % {"talks": talks}
    going_on = _("%(held)d going on") % {"held": board.held_now}
    promised = board.callbacks_promised_past
    kept = round(100 * board.callbacks_kept / promised) if promised else None
    return (
        (_("People to reach"), board.left, share),
        (_("Reached"), board.reached, ""),
        (_("Calls today"), board.attempts_today, f"{talked}, {going_on}"),
        (_("Open visits"), visits.open, visit_words(board, visits)),
        (
            _("Promises kept, in %"),
            kept,
            _("goal 95 %%, %(due)d due now") % {"due": board.callbacks_due},
        ),
    )


def visit_words(board: CampaignBoard, visits: VisitCounts) -> str:
    return _(
        "%(unreachable)d unreachable, %(without)d without a number, %(ended)d seen or ended"
    ) % {
        "unreachable": board.unreachable,
        "without": board.without_number,
        "ended": visits.ended,
    }


def severity_lines(campaign: CampaignCard, at: datetime) -> tuple[tuple[int, int, int], ...]:
    """Level, open, late: the four of them, also without any report."""
    found = counts_by_severity(at=at, register_id=campaign.register_id)
    return tuple((level, *found.get(level, (0, 0))) for level in (1, 2, 3, 4))


def late_lines(
    board: CampaignBoard,
    severities: tuple[tuple[int, int, int], ...],
    shifts: tuple[ShiftLine, ...],
    visits: VisitCounts,
    alarms: tuple[AlarmCard, ...],
    at: datetime,
) -> tuple[str, ...]:
    """What should have happened already, the gravest first, each in one sentence."""
    counts = (
        sum(late for level, _open, late in severities if level in URGENT),
        board.callbacks_late,
        sum(one.card.missing for one in shifts),
        sum(not is_backed(one) and one.card.starts_at < at + SOON for one in shifts),
        sum(is_untalked(one, at) for one in alarms),
        visits.late,
        board.promises_broken_thrice,
    )
    told = (words % {"n": n} for n, words in zip(counts, late_words(counts), strict=True) if n)
    return (*told, *reach_lines(board.out_of_reach))


def is_untalked(alarm: AlarmCard, at: datetime) -> bool:
    is_due = alarm.due_at is not None and alarm.due_at < at
    return alarm.kind is AlarmKind.HARD_CALL and is_due


def is_backed(line: ShiftLine) -> bool:
    """A referent for twelve callers, and an orienteur within reach."""
    return line.card.cover.has_referents and line.card.cover.has_orienteur


def late_words(counts: tuple[int, ...]) -> tuple[str, ...]:
    urgent, promises, missing, alone, untalked, visits, thrice = counts
    return (
        ngettext(
            "%(n)d urgent report is late. Find an orienteur, or pause the campaign.",
            "%(n)d urgent reports are late. Find orienteurs, or pause the campaign.",
            urgent,
        ),
        ngettext(
            "%(n)d promise of a call back is late.",
            "%(n)d promises of a call back are late.",
            promises,
        ),
        ngettext(
            "%(n)d caller has not come. The seat is free again.",
            "%(n)d callers have not come. The seats are free again.",
            missing,
        ),
        ngettext(
            "%(n)d shift of the next two days lacks a referent or an orienteur: calls will not begin.",
            "%(n)d shifts of the next two days lack a referent or an orienteur: calls will not begin.",
            alone,
        ),
        ngettext(
            "%(n)d caller told of a hard call and nobody has talked with her in time.",
            "%(n)d callers told of a hard call and nobody has talked with them in time.",
            untalked,
        ),
        ngettext(
            "%(n)d visit is late: name two people, or say what came of it.",
            "%(n)d visits are late: name two people, or say what came of them.",
            visits,
        ),
        ngettext(
            "%(n)d person was promised three calls at an hour that nobody kept. Ring her, or have a referent do it.",
            "%(n)d people were promised three calls at an hour that nobody kept. Ring them, or have a referent do it.",
            thrice,
        ),
    )


def reach_lines(found: tuple[OutOfReach, ...]) -> tuple[str, ...]:
    """People whom nobody of the team may call."""
    return tuple(
        ngettext(
            "%(n)d person needs level %(level)d in %(language)s: no caller has it.",
            "%(n)d people need level %(level)d in %(language)s: no caller has it.",
            one.count,
        )
        % {
            "n": one.count,
            "level": one.level,
            "language": language_said(one.language),
        }
        for one in found
    )


def level_lines(board: CampaignBoard) -> tuple[tuple[StrOrPromise, int, int], ...]:
    """Level, callers, people left for it."""
    return tuple(
        (LEVELS[level], board.callers_by_level[level], board.left_by_level[level])
        for level in board.callers_by_level
    )


def waiting_lines(board: CampaignBoard) -> tuple[tuple[StrOrPromise, int], ...]:
    """Why people of the list wait, and how many; all reasons, those of nobody too."""
    return tuple((WAITING[reason], count) for reason, count in board.waiting.items())


def held_lines(found: tuple[HeldNow, ...], names: Names) -> tuple[HeldLine, ...]:
    return tuple(HeldLine(one, names[one.user_id]) for one in found)


def alarm_lines(
    found: tuple[AlarmCard, ...], user_id: int | None, names: Names
) -> tuple[AlarmLine, ...]:
    return tuple(
        AlarmLine(
            card=one,
            name=names[one.raised_by],
            seen_by=names.get(one.seen_by, ""),
            is_danger=one.kind is not AlarmKind.HARD_CALL,
            happens=HAPPENS[one.kind] % {"name": names[one.raised_by]},
            is_mine=user_id in one.recipients,
        )
        for one in found
    )


def move_lines(
    found: tuple[CampaignMove, ...], names: Names
) -> tuple[tuple[datetime, str, str], ...]:
    return tuple(
        (
            one.at,
            str(STATES[CampaignState(one.after)][0]),
            ", ".join(filter(None, (names.get(one.user_id, ""), one.note))),
        )
        for one in found
    )
