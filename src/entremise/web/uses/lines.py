"""A request and its votes, in lines that several audiences show alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import accounts_by_id, organizations_by_id
from entremise.commons.queries.debates import contributions_of
from entremise.commons.queries.registers import registers_by_id
from entremise.commons.queries.votes import tallies, turnouts
from entremise.commons.vocabulary.law import FieldGroup
from entremise.commons.vocabulary.uses import (
    ACCEPTED,
    StepCard,
    UseCard,
    UseRow,
    UseState,
    UseStatus,
)
from entremise.commons.vocabulary.votes import Tally, Turnout
from entremise.web.templatetags.shell import on_paper
from entremise.web.uses.words import COLLEGES, GROUPS, PURPOSES, STATUSES, USE_STATES

Asked = UseRow | UseCard
COUNTED = ACCEPTED | {UseState.REJECTED}


def state_of(row: Asked, at: datetime) -> StrOrPromise:
    """The state in words; a vote whose time is over is no open vote."""
    closes_at = row.vote_closes_at
    if row.state is UseState.VOTING and closes_at is not None and closes_at <= at:
        return STATUSES[UseStatus.TO_COUNT][0]
    return USE_STATES[row.state]


Fact = tuple[StrOrPromise, object]


def facts_of(card: UseCard) -> tuple[Fact, ...]:
    """What is asked, in the order of its weight; nothing for what was not said."""
    asked = card.asked
    body = organizations_by_id([card.organization_id]).get(card.organization_id)
    lines: tuple[Fact, ...] = (
        (_("Asked by"), body.name if body else ""),
        (_("Purpose"), PURPOSES[asked.purpose]),
        (_("People expected"), asked.expected_people),
        (_("Where this number comes from"), asked.expected_source),
        (_("Counted by the machine"), counted_of(card)),
        (_("Registers"), names_of(asked.registers)),
        (_("Fields read"), fields_of(asked.groups)),
        (_("Choice of the people"), asked.criterion),
        (_("Who may read"), asked.recipients),
        (_("Legal reference"), asked.legal_reference),
        (_("Impact assessment"), asked.impact_assessment),
        (_("Compatible with what people gave their data for"), asked.compatibility),
        (_("Other ways considered"), asked.alternatives),
        (_("Renews"), card.former_number),
        (_("What came of the former use"), asked.evaluation),
    )
    return tuple((label, value) for label, value in lines if value)


def counted_of(card: UseCard) -> str:
    """What the machine counted in the lists named when the request was handed in, beside what was typed."""
    if card.counted_people is None or card.counted_at is None:
        return ""
    return ngettext(
        "%(n)s person in these lists on %(day)s, without those who said no.",
        "%(n)s people in these lists on %(day)s, without those who said no.",
        card.counted_people,
    ) % {"n": card.counted_people, "day": on_paper(card.counted_at)}


def names_of(register_ids: Collection[int]) -> str:
    cards = registers_by_id(register_ids)
    return ", ".join(cards[pk].plain_name for pk in register_ids if pk in cards)


def fields_of(groups: Iterable[FieldGroup]) -> str:
    """The fields in the order of the vocabulary."""
    kept = set(groups)
    return ", ".join(str(GROUPS[group]) for group in FieldGroup if group in kept)


def steps_of(steps: Collection[StepCard]) -> tuple[tuple[datetime, str, str], ...]:
    """The dated trace of a request, newest first, signed."""
    names = accounts_by_id({step.user_id for step in steps if step.user_id is not None})
    return tuple(
        (
            step.at,
            done_in(step),
            " · ".join(filter(None, (signed(step, names), step.note))),
        )
        for step in reversed(tuple(steps))
    )


def done_in(step: StepCard) -> str:
    if step.before is step.after:  # the only step that moves nothing
        return _("A ballot is taken back before its second reading")
    return str(USE_STATES[step.after]).capitalize()


def signed(step: StepCard, names: object) -> str:
    account = names.get(step.user_id) if isinstance(names, dict) else None
    return account.display_name if account else ""


Lines = tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Votes:
    """What may be seen of a vote: how many have voted while it is open, the count once it is done."""

    turnouts: Lines = ()
    colleges: Lines = ()


def votes_of(request_id: int, state: UseState, at: datetime) -> Votes:
    if state is UseState.VOTING:
        return Votes(turnouts=turnouts_of(turnouts(request_id=request_id, at=at)))
    if state in COUNTED:
        return Votes(colleges=colleges_of(tallies(request_id=request_id, at=at)))
    return Votes()


def debate_of(request_id: int) -> list[tuple[StrOrPromise, str, datetime]]:
    """What members said, with their college and without their name."""
    found = contributions_of(request_id=request_id)
    return [(COLLEGES[one.college], one.text, one.at) for one in found]


def turnouts_of(found: Collection[Turnout]) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "turnout": one,
            "name": COLLEGES[one.college],
            "cast": round(300 * one.cast / max(one.seats, 1)),
        }
        for one in found
    )


def colleges_of(tallies: Collection[Tally]) -> tuple[dict[str, object], ...]:
    """Each college with its bar of 300 points: for, against, the rest."""
    return tuple(college_line(tally) for tally in tallies)


def college_line(tally: Tally) -> dict[str, object]:
    seats = max(tally.seats, 1)
    yes, no = round(300 * tally.yes / seats), round(300 * tally.no / seats)
    return {
        "tally": tally,
        "name": COLLEGES[tally.college],
        "waiting": max(0, tally.seats - tally.cast),
        "yes": yes,
        "no": no,
        "no_at": yes + (3 if yes else 0),
        "rest_at": yes + no + (6 if yes or no else 0),
        "rest": max(0, 300 - yes - no - 6),
    }
