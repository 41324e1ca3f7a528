"""The yearly exercise with invented people: who they are, what happens when they are called, what is measured."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

RETRY_AFTER: Final = timedelta(minutes=3)  # half-days pass quickly in an exercise
CALL_BACK_AFTER: Final = timedelta(minutes=10)
KEPT_WITHIN: Final = timedelta(minutes=5)
HELD_AT_MOST: Final = timedelta(minutes=20)
TRIES_AT_MOST: Final = 3
SIZE_LEAST, SIZE_MOST = 5, 300
FIRST: Final = (
    *("Aglaé", "Barnabé", "Célestin", "Dorothée", "Edmée", "Firmin", "Gudule", "Hippolyte"),
    *(
        "Iphigénie",
        "Joachim",
        "Léocadie",
        "Modeste",
        "Népomucène",
        "Ophélie",
        "Pélagie",
        "Zéphyrin",
    ),
)
LAST: Final = (
    *("Abricot", "Bégonia", "Cactus", "Dahlia", "Églantine", "Fenouil", "Genêt", "Hibiscus"),
    *("Iris", "Jonquille", "Laurier", "Mimosa", "Nénuphar", "Ortie", "Pissenlit", "Réséda"),
)


class DrillCase(StrEnum):
    """What the invented person has to say."""

    ALL_WELL = "ALL_WELL"
    LONELY = "LONELY"
    NO_FOOD = "NO_FOOD"
    NO_MEDICINE = "NO_MEDICINE"
    NO_HEATING = "NO_HEATING"
    BILL = "BILL"
    FALL = "FALL"


class DrillState(StrEnum):
    READY = "READY"
    HELD = "HELD"
    LATER = "LATER"  # to try again, or to call back, at a moment
    DONE = "DONE"
    UNREACHED = "UNREACHED"


class DrillOutcome(StrEnum):
    NO_ANSWER = "NO_ANSWER"
    CALL_BACK = "CALL_BACK"
    WELL = "WELL"
    DIFFICULTY = "DIFFICULTY"


class DrillPlace(StrEnum):
    """To whom a reported difficulty is given."""

    RESCUE = "RESCUE"
    CARE = "CARE"
    SOCIAL = "SOCIAL"
    NEIGHBOURS = "NEIGHBOURS"


class DrillRefusal(StrEnum):
    DRILL_OPEN = "DRILL_OPEN"
    NOT_YOUR_DRILL = "NOT_YOUR_DRILL"
    DRILL_OVER = "DRILL_OVER"
    NOBODY_NOW = "NOBODY_NOW"
    NOT_HELD = "NOT_HELD"


SEVERITIES: Final = {
    DrillCase.LONELY: 4,
    DrillCase.NO_FOOD: 2,
    DrillCase.NO_MEDICINE: 2,
    DrillCase.NO_HEATING: 3,
    DrillCase.BILL: 3,
    DrillCase.FALL: 1,
}
PLACES: Final = {
    DrillCase.LONELY: DrillPlace.NEIGHBOURS,
    DrillCase.NO_FOOD: DrillPlace.SOCIAL,
    DrillCase.NO_MEDICINE: DrillPlace.CARE,
    DrillCase.NO_HEATING: DrillPlace.SOCIAL,
    DrillCase.BILL: DrillPlace.SOCIAL,
    DrillCase.FALL: DrillPlace.RESCUE,
}
# In an exercise: a danger at once, the rest within the morning.
TRIAGE_WITHIN: Final = {
    1: timedelta(minutes=5),
    2: timedelta(minutes=15),
    3: timedelta(minutes=45),
    4: timedelta(minutes=90),
}


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist: a flower's name, an age, and how she answers."""

    name: str
    age: int
    case: DrillCase
    answers_at: int  # the try at which she answers; 0 is never
    is_to_call_back: bool


def invented(size: int, seed: int) -> tuple[Invented, ...]:
    """So many invented people; the same seed gives the same: half are well, one in seven never answers."""
    chance = random.Random(seed)  # noqa: S311 -- an exercise, no secret
    cases = [*DrillCase, *[DrillCase.ALL_WELL] * (len(DrillCase) - 1)]
    return tuple(
        Invented(
            name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            age=chance.randint(66, 98),
            case=chance.choice(cases),
            answers_at=chance.choice((1, 1, 1, 1, 2, 3, 0)),
            is_to_call_back=chance.random() < 0.1,
        )
        for _turn in range(size)
    )


@dataclass(frozen=True, slots=True)
class DrillCard:
    drill_id: int
    title: str
    year: int
    organization_id: int
    begun_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DrillPersonCard:
    """An invented person, held by a caller or reported: what rings, what she says."""

    person_id: int
    drill_id: int
    name: str
    age: int
    case: DrillCase
    tries: int
    is_answering: bool
    is_to_call_back: bool
    said_severity: int | None
    reported_at: datetime | None

    @property
    def due_at(self) -> datetime | None:
        """When the report should have a place."""
        if self.reported_at is None:
            return None
        return self.reported_at + TRIAGE_WITHIN[self.said_severity or 4]


@dataclass(frozen=True, slots=True)
class DrillMeasures:
    """What a year's exercise gave; shares are of 100, none where nothing can be counted."""

    people: int
    reached: int
    unreached: int
    left: int
    callers: int
    minutes_to_first_call: int | None
    reached_per_hour: int | None
    well_noted: int | None  # outcomes and severities that were right
    callbacks_kept: int | None
    reports: int
    triaged_in_time: int | None
    well_placed: int | None
