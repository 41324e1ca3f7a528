"""Who is rung beside the person: the relative she named, who acts for her; and what they say, in choices."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from entremise.commons.vocabulary.law import FieldGroup


class ContactKind(StrEnum):
    ON_HER_LINE = "ON_HER_LINE"  # somebody else picked up her phone: no number of theirs is shown
    RELATIVE = "RELATIVE"  # named by the person herself, when she does not answer
    GUARDIAN = "GUARDIAN"  # acts for her under a measure of protection: told too


class News(StrEnum):
    """What came of ringing somebody beside her; a closed list, so that nobody types what a relative thinks of her."""

    WELL = "WELL"
    HOSPITAL = "HOSPITAL"
    AWAY = "AWAY"
    UNKNOWN = "UNKNOWN"
    WORRIED = "WORRIED"
    TOLD = "TOLD"  # a guardian knows that we have rung
    NO_ANSWER = "NO_ANSWER"
    WRONG_NUMBER = "WRONG_NUMBER"
    REFUSES = "REFUSES"  # she does not want to be rung as a relative


SPOKEN_WITH: Final = frozenset(
    {News.WELL, News.HOSPITAL, News.AWAY, News.UNKNOWN, News.WORRIED, News.TOLD}
)
NEWS_OF: Final = {
    ContactKind.ON_HER_LINE: (News.UNKNOWN, News.HOSPITAL, News.AWAY, News.WORRIED),
    ContactKind.RELATIVE: (
        News.WELL,
        News.HOSPITAL,
        News.AWAY,
        News.UNKNOWN,
        News.WORRIED,
        News.NO_ANSWER,
        News.REFUSES,
        News.WRONG_NUMBER,
    ),
    ContactKind.GUARDIAN: (News.TOLD, News.NO_ANSWER, News.WRONG_NUMBER),
}
OPENED_FOR: Final = {
    ContactKind.RELATIVE: FieldGroup.RELATIVE,
    ContactKind.GUARDIAN: FieldGroup.GUARDIAN,
}


class Refusal(StrEnum):
    TOO_FEW_TRIES = "TOO_FEW_TRIES"  # at the person herself
    PERSON_FIRST = "PERSON_FIRST"  # the guardian is rung after her, never in her place
    RELATIVE_NOT_INFORMED = "RELATIVE_NOT_INFORMED"
    NEWS_UNKNOWN = "NEWS_UNKNOWN"  # not an answer that this contact can give


@dataclass(frozen=True, slots=True)
class Said:
    """What a contact said; `informed`: who rings, where the number comes from and the right to refuse were told."""

    kind: ContactKind
    news: News
    is_informed: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Who else was rung in this hold, without identity."""

    kind: ContactKind
    shown_at: datetime
    news: News | None
    noted_at: datetime | None
