"""A visit by two: why it is asked, how far it has come, what was found at the door."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.commons.vocabulary.law import Purpose

ORIGIN: Final = "VISIT"
ON_THE_WAY: Final = timedelta(minutes=60)  # after leaving, the door is called in by then
AT_THE_DOOR: Final = timedelta(minutes=45)  # after the door, the return is called in by then
CARD_OPENS_BEFORE: Final = timedelta(hours=2)  # nobody reads an address days ahead
CARD_LASTS: Final = timedelta(hours=6)
LETTER_WAITS: Final = timedelta(days=10)  # for an answer, then somebody goes
VISITS_WITHIN: Final = {Purpose.ALERT_CALL: timedelta(hours=12)}
VISITS_WITHIN_ELSE: Final = timedelta(days=3)


class VisitState(StrEnum):
    ASKED = "ASKED"  # two people are to be named
    NAMED = "NAMED"
    GONE = "GONE"
    SEEN = "SEEN"
    NOT_FOUND = "NOT_FOUND"
    HANDED_OVER = "HANDED_OVER"  # to police, fire brigade or doctors, whose answer is awaited
    CLOSED = "CLOSED"


class VisitCause(StrEnum):
    UNREACHABLE = "UNREACHABLE"  # enough tries on enough half-days
    NO_NUMBER = "NO_NUMBER"
    HEARD = "HEARD"  # something said on a call must be seen
    WISHED = "WISHED"  # she prefers it to a call


class Sign(StrEnum):
    """What two people noticed at a door that stayed shut: a closed list, so that nobody types a name."""

    NOTHING = "NOTHING"
    SAID_AWAY = "SAID_AWAY"  # by a neighbour or the caretaker
    MAIL_PILED = "MAIL_PILED"
    LIGHT_OR_NOISE = "LIGHT_OR_NOISE"
    CALL_FOR_HELP = "CALL_FOR_HELP"
    SMELL_OR_SMOKE = "SMELL_OR_SMOKE"


class Rescue(StrEnum):
    POLICE = "POLICE"  # 17
    FIRE = "FIRE"  # 18
    DOCTORS = "DOCTORS"  # 15


class VisitEnding(StrEnum):
    WELL = "WELL"
    REPORTED = "REPORTED"  # a report has gone to the orienteurs
    CALLED_AGAIN = "CALLED_AGAIN"
    REFUSED = "REFUSED"  # she wants no visit
    AWAY = "AWAY"
    HOSPITAL = "HOSPITAL"
    MOVED = "MOVED"
    DECEASED = "DECEASED"
    ANSWERED = "ANSWERED"  # she answered the letter, or rang
    WRITTEN = "WRITTEN"  # a letter left, no answer came, nobody goes
    STOPPED = "STOPPED"  # objection, end of the purpose


class VisitMove(StrEnum):
    """A line of the trace of a visit."""

    ASKED = "ASKED"
    LETTER = "LETTER"
    NAMED = "NAMED"
    GONE = "GONE"
    AT_DOOR = "AT_DOOR"
    SEEN = "SEEN"
    NOT_FOUND = "NOT_FOUND"
    HANDED_OVER = "HANDED_OVER"
    BACK = "BACK"
    LATE = "LATE"  # nobody called in
    AGAIN = "AGAIN"
    CLOSED = "CLOSED"


class VisitRefusal(StrEnum):
    NOT_YOUR_VISIT = "NOT_YOUR_VISIT"
    NOT_TWO_PEOPLE = "NOT_TWO_PEOPLE"
    KNOWS_PERSON = "KNOWS_PERSON"  # a relative, a neighbour, or somebody who handed her back
    WRONG_STATE = "WRONG_STATE"
    NOT_BACK_YET = "NOT_BACK_YET"
    VISITS_STILL_OPEN = "VISITS_STILL_OPEN"
    TOO_EARLY = "TOO_EARLY"
    DATE_PAST = "DATE_PAST"


# What ends a visit from where; the two who went end it themselves only when all is well.
ENDINGS: Final[dict[VisitState, frozenset[VisitEnding]]] = {
    VisitState.ASKED: frozenset(
        {VisitEnding.ANSWERED, VisitEnding.CALLED_AGAIN, VisitEnding.AWAY, VisitEnding.HOSPITAL}
        | {VisitEnding.MOVED, VisitEnding.REFUSED, VisitEnding.DECEASED}
    ),
    VisitState.SEEN: frozenset(
        {VisitEnding.WELL, VisitEnding.REPORTED, VisitEnding.CALLED_AGAIN, VisitEnding.REFUSED}
    ),
    VisitState.NOT_FOUND: frozenset(
        {VisitEnding.AWAY, VisitEnding.HOSPITAL, VisitEnding.MOVED, VisitEnding.CALLED_AGAIN}
        | {VisitEnding.DECEASED, VisitEnding.ANSWERED}
    ),
    VisitState.HANDED_OVER: frozenset(
        {VisitEnding.WELL, VisitEnding.AWAY, VisitEnding.HOSPITAL, VisitEnding.MOVED}
        | {VisitEnding.DECEASED, VisitEnding.REPORTED}
    ),
}


@dataclass(frozen=True, slots=True)
class NewVisit:
    campaign_id: int
    person: UUID
    cause: VisitCause
    call_id: int | None = None


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit without identity: for its lead, and for the two who go."""

    visit_id: int
    campaign_id: int
    campaign_title: str
    switchboard: str
    person: UUID
    call_id: int | None
    cause: VisitCause
    state: VisitState
    due_at: datetime | None
    asked_at: datetime
    letter_at: datetime | None
    first_id: int | None
    second_id: int | None
    left_at: datetime | None
    door_at: datetime | None
    back_at: datetime | None
    call_in_by: datetime | None
    is_well: bool | None
    signs: tuple[Sign, ...]
    rescue: Rescue | None
    rescue_number: str
    rounds_count: int
    ending: VisitEnding | None
    closed_at: datetime | None

    @property
    def number(self) -> str:
        return f"V-{self.visit_id}"


@dataclass(frozen=True, slots=True)
class VisitCounts:
    """How many visits of a campaign are open, late, out now, for want of a number, ended."""

    open: int
    late: int
    out: int
    without_number: int
    ended: int


@dataclass(frozen=True, slots=True)
class VisitTrace:
    at: datetime
    user_id: int | None
    move: VisitMove
    detail: str
