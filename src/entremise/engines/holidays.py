"""Public holidays of France: computed, since eleven days need no package (docs/decisions/0098)."""

from datetime import date, timedelta
from functools import cache
from typing import Final

FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
GOOD_FRIDAY: Final = -2
SAINT_STEPHEN: Final = (12, 26)
ALSACE_MOSELLE: Final = ("57", "67", "68")
ABOLITION: Final = {
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
}


def is_holiday(day: date, place: str = "") -> bool:
    """Whether nobody works on this day; `place` is an official code of a commune or a département, or nothing."""
    return day in holidays(day.year, place[:3])


@cache
def holidays(year: int, place: str = "") -> frozenset[date]:
    """The holidays of a year: the eleven of code du travail L3133-1, the two of L3134-13 (57, 67, 68), the day of
    the abolition of slavery where L3422-2 keeps it; Easter by Meeus, Jones and Butcher."""
    easter = easter_of(year)
    fixed = list(FIXED)
    movable = list(AFTER_EASTER)
    if place[:2] in ALSACE_MOSELLE:
        fixed.append(SAINT_STEPHEN)
        movable.append(GOOD_FRIDAY)
    if place[:3] in ABOLITION:
        fixed.append(ABOLITION[place[:3]])
    return frozenset(
        [
            *(date(year, month, day) for month, day in fixed),
            *(easter + timedelta(days=days) for days in movable),
        ]
    )


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, leap_rest = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * leap_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
