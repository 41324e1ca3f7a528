"""Who is engaged to call, what she has learnt, and the ladder of four levels."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

SLEEPS_AFTER: Final = timedelta(days=60)  # without a call: a refresher of ten minutes first
SCREENS: Final = 10
PEOPLE_SIMULATED: Final = 3
REPORTS_READ: Final = 5
SENT_BACK_AT_MOST: Final = 1
HIGHEST: Final = 4
TALKS_FOR: Final = {2: 20, 3: 60, 4: 100}


class EngagementKind(StrEnum):
    AGENT = "AGENT"  # of a body, with her manager's consent
    VOLUNTEER = "VOLUNTEER"


class EngagementState(StrEnum):
    ASKED = "ASKED"
    ADMITTED = "ADMITTED"
    DECLINED = "DECLINED"
    ENDED = "ENDED"


class Standing(StrEnum):
    READY = "READY"
    ASLEEP = "ASLEEP"
    SUSPENDED = "SUSPENDED"


class MilestoneKind(StrEnum):
    SCREEN = "SCREEN"  # code: its number
    QUIZ = "QUIZ"
    PERSON = "PERSON"  # code: the simulated person
    SHADOWED = "SHADOWED"  # a call listened to by two, noted by a level 4
    HALF_DAY = "HALF_DAY"
    OPINION = "OPINION"  # of a social worker
    WISH = "WISH"  # her own


ONCE: Final = frozenset({MilestoneKind.SCREEN, MilestoneKind.QUIZ, MilestoneKind.PERSON})


class MoveCause(StrEnum):
    PROMOTED = "PROMOTED"
    ELSEWHERE = "ELSEWHERE"  # trained elsewhere: the lead's word, with a reason
    BY_WISH = "BY_WISH"  # down, respected
    SUSPENDED = "SUSPENDED"
    UPHELD = "UPHELD"  # another lead has read the appeal
    RESTORED = "RESTORED"
    FELL_ASLEEP = "FELL_ASLEEP"
    REFRESHED = "REFRESHED"


class Refusal(StrEnum):
    ENGAGED_ALREADY = "ENGAGED_ALREADY"
    NOT_ENGAGED = "NOT_ENGAGED"
    CONSENT_MISSING = "CONSENT_MISSING"
    ENDS_TOO_SOON = "ENDS_TOO_SOON"
    WRONG_STATE = "WRONG_STATE"
    ABOVE_HER_LEVEL = "ABOVE_HER_LEVEL"
    FACTS_MISSING = "FACTS_MISSING"
    NOT_A_REFERENT = "NOT_A_REFERENT"
    NOT_FOR_ONESELF = "NOT_FOR_ONESELF"
    ASLEEP = "ASLEEP"
    SUSPENDED = "SUSPENDED"
    LETTER_NOT_SIGNED = "LETTER_NOT_SIGNED"
    ANOTHER_LEAD = "ANOTHER_LEAD"
    TRAINING_FIRST = "TRAINING_FIRST"


@dataclass(frozen=True, slots=True)
class NewEngagement:
    user_id: int
    organization_id: int
    kind: EngagementKind
    hours_per_week: int
    ends_on: date
    languages: tuple[str, ...] = ("fr",)
    manager_name: str = ""
    consented_on: date | None = None


@dataclass(frozen=True, slots=True)
class EngagementCard:
    engagement_id: int
    user_id: int
    organization_id: int
    kind: EngagementKind
    state: EngagementState
    standing: Standing
    level: int
    hours_per_week: int
    ends_on: date
    languages: tuple[str, ...]
    manager_name: str
    consented_on: date | None
    asked_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    signed_at: datetime | None
    referent_id: int | None
    campaign_id: int | None  # for which she is admitted as soon as she has level 1
    quiz_tries: int
    quiz_wrong: tuple[str, ...]
    ended_at: datetime | None
    suspended_by: int | None
    suspension_reason: str
    appeal: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is behind her of the module: the screens, the letter, the quiz, the simulated people, the shared call."""

    screens: frozenset[int]
    people: frozenset[str]
    is_signed: bool
    has_quiz: bool
    has_shadowed: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Counted from rows; read by herself and by whoever promotes her, never beside another's."""

    screens: int
    is_signed: bool
    has_quiz: bool
    people: int
    shadowed: int  # since the level she has now
    talks: int
    reports_read: int
    reports_sent_back: int  # among the last five read
    shifts: int
    debriefs: int
    has_half_day: bool
    has_opinion: bool
    has_wish: bool


class Need(StrEnum):
    """What stands between a caller and the next level."""

    SCREENS = "SCREENS"
    LETTER = "LETTER"
    QUIZ = "QUIZ"
    PEOPLE = "PEOPLE"
    SHADOWED = "SHADOWED"
    TALKS = "TALKS"
    REPORTS = "REPORTS"
    DEBRIEFS = "DEBRIEFS"
    HALF_DAY = "HALF_DAY"
    OPINION = "OPINION"
    WISH = "WISH"


@dataclass(frozen=True, slots=True)
class Step:
    """One need with where she stands: `done` of `wanted`."""

    need: Need
    done: int
    wanted: int

    @property
    def is_met(self) -> bool:
        return self.done >= self.wanted


def talks(facts: Facts, wanted: int) -> Step:
    return Step(Need.TALKS, min(facts.talks, wanted), wanted)


def reports_step(facts: Facts) -> Step:
    has_slipped = facts.reports_sent_back > SENT_BACK_AT_MOST
    read = min(facts.reports_read, REPORTS_READ - has_slipped)
    return Step(Need.REPORTS, read, REPORTS_READ)


def to_listen(facts: Facts) -> tuple[Step, ...]:
    return (
        Step(Need.SCREENS, facts.screens, SCREENS),
        Step(Need.LETTER, int(facts.is_signed), 1),
        Step(Need.QUIZ, int(facts.has_quiz), 1),
        Step(Need.PEOPLE, facts.people, PEOPLE_SIMULATED),
        Step(Need.SHADOWED, min(facts.shadowed, 1), 1),
    )


def to_spot(facts: Facts) -> tuple[Step, ...]:
    has_all = facts.shifts > 0 and facts.debriefs >= facts.shifts
    return (talks(facts, TALKS_FOR[2]), reports_step(facts), Step(Need.DEBRIEFS, int(has_all), 1))


def to_face(facts: Facts) -> tuple[Step, ...]:
    return (
        talks(facts, TALKS_FOR[3]),
        Step(Need.HALF_DAY, int(facts.has_half_day), 1),
        Step(Need.SHADOWED, min(facts.shadowed, 2), 2),
    )


def to_refer(facts: Facts) -> tuple[Step, ...]:
    return (
        talks(facts, TALKS_FOR[4]),
        Step(Need.OPINION, int(facts.has_opinion), 1),
        Step(Need.WISH, int(facts.has_wish), 1),
    )


LADDER: Final[dict[int, Callable[[Facts], tuple[Step, ...]]]] = {
    1: to_listen,
    2: to_spot,
    3: to_face,
    4: to_refer,
}


def steps_to(level: int, facts: Facts) -> tuple[Step, ...]:
    """What entering a level asks, in order, with what is done; empty above the highest."""
    asked = LADDER.get(level)
    return () if asked is None else asked(facts)


@dataclass(frozen=True, slots=True)
class MilestoneCard:
    kind: MilestoneKind
    code: str
    at: datetime
    noted_by: int | None
    words: str


@dataclass(frozen=True, slots=True)
class MoveCard:
    at: datetime
    by: int | None
    before: int
    after: int
    cause: MoveCause
    reason: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """A simulated call under way or over: whom, and the choices so far."""

    person: str
    choices: tuple[int, ...]
    started_at: datetime
    ended_at: datetime | None
