"""Last year's drill, and this year's that goes on: invented people called through the operations of the screen."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from entremise.accounts.vocabulary import Actor
from entremise.jobs.town.cast import Cast
from entremise.jobs.town.staff import CALLERS
from entremise.jobs.town.watches import LEAD
from entremise.kernel.errors import Refused
from entremise.outreach.operations.drills import (
    close_drill,
    note_drill_call,
    open_drill,
    place_drill_report,
    take_drill_person,
)
from entremise.outreach.queries.drills import drill_person, reports_to_place
from entremise.outreach.vocabulary.drills import (
    PLACES,
    SEVERITIES,
    DrillCase,
    DrillOutcome,
    DrillPersonCard,
    DrillPlace,
)

LAST_YEAR, THIS_YEAR = 12, 16  # people
CALLS_LAST_YEAR, CALLS_NOW = 30, 9
ORIENTEUR: Final = "Mireille Tounkara"
SLIPS: Final = 0.15  # calls that are noted wrong: an exercise teaches
MINUTE: Final = timedelta(minutes=1)


@dataclass(slots=True)
class Morning:
    """A drill as it goes on: the moment moves by itself."""

    drill_id: int
    callers: tuple[Actor, ...]
    orienteur: Actor
    at: datetime
    chance: random.Random


def play_drills(cast: Cast, now: datetime) -> None:
    """One a year ago, to its end; one begun this morning, with a report or two to place."""
    for begun_at, size, calls, is_over in (
        (now - timedelta(days=365), LAST_YEAR, CALLS_LAST_YEAR, True),
        (now - timedelta(minutes=25), THIS_YEAR, CALLS_NOW, False),
    ):
        lead = cast.actor(LEAD, now)
        title = f"Exercice {begun_at.year}"
        morning = Morning(
            drill_id=open_drill(actor=lead, title=title, size=size, at=begun_at),
            callers=tuple(cast.actor(one.name, now) for one in CALLERS[:5]),
            orienteur=cast.actor(ORIENTEUR, now),
            at=begun_at + 7 * MINUTE,
            chance=random.Random(begun_at.year),  # noqa: S311 -- an invented town
        )
        play(morning, calls, places=is_over)
        if is_over:
            close_drill(actor=lead, drill_id=morning.drill_id, at=morning.at + 10 * MINUTE)


def play(morning: Morning, calls: int, *, places: bool) -> None:
    """So many calls; where nobody places, as many more as one report takes."""
    for number in range(4 * THIS_YEAR):
        if number >= calls and (places or reports_to_place(drill_id=morning.drill_id)):
            break
        caller = morning.callers[number % len(morning.callers)]
        morning.at += MINUTE
        try:
            person_id = take_drill_person(actor=caller, drill_id=morning.drill_id, at=morning.at)
        except Refused:
            morning.at += 3 * MINUTE
            continue
        outcome, severity = heard(drill_person(actor=caller, person_id=person_id), morning.chance)
        note_drill_call(
            actor=caller, person_id=person_id, outcome=outcome, severity=severity, at=morning.at
        )
        if places and number % 4 == 3:
            place_reports(morning)
    if places:
        place_reports(morning)


def heard(card: DrillPersonCard, chance: random.Random) -> tuple[DrillOutcome, int | None]:
    """What a caller notes, right or nearly so."""
    if not card.is_answering:
        return DrillOutcome.NO_ANSWER, None
    if card.is_to_call_back:
        return DrillOutcome.CALL_BACK, None
    if card.case is DrillCase.ALL_WELL:
        return DrillOutcome.WELL, None
    severity = SEVERITIES[card.case]
    return DrillOutcome.DIFFICULTY, min(severity + (chance.random() < SLIPS), 4)


def place_reports(morning: Morning) -> None:
    for card in reports_to_place(drill_id=morning.drill_id):
        is_slip = morning.chance.random() < SLIPS
        place_drill_report(
            actor=morning.orienteur,
            person_id=card.person_id,
            place=DrillPlace.SOCIAL if is_slip else PLACES[card.case],
            at=morning.at + 4 * MINUTE,
        )
