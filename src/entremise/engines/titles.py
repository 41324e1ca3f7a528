"""Whether words meant for everybody point to somebody: a number, an address, a name after its title."""

import re
from enum import StrEnum
from typing import Final


class Sign(StrEnum):
    NUMBER = "NUMBER"
    MAIL = "MAIL"
    NAME = "NAME"


PARTICLE = r"(?:(?:de|du|des|d['’])\s*)?(?:l[ae]s?\s+)?"
NAME = rf"\s+{PARTICLE}[A-ZÀ-ÖØ-Þ][\w'’-]+"
SIGNS: Final = {
    # Nine digits and more that begin as a number is dialled, however they are spaced.
    Sign.NUMBER: re.compile(r"(?<!\d)(?:\+|00?)\s?\d(?:[\s.\-/()]*\d){7,}"),
    Sign.MAIL: re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    # A street is named after a doctor, never after « Mme » alone.
    Sign.NAME: re.compile(
        rf"\b(?:(?i:mm?\.|mrs?\.?|mmes?|mlles?|madame|monsieur|mademoiselle){NAME}"
        rf"|(?<!\bdu )(?:Dr|Docteur|Docteure|Pr|Me|Maître){NAME})"
    ),
}


def sign_of_somebody(text: str) -> Sign | None:
    """The first sign found in a text; a name without a title before it is not recognised."""
    return next((sign for sign, pattern in SIGNS.items() if pattern.search(text)), None)
