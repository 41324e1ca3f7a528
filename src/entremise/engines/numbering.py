"""French numbers of ten digits: some belong to a département overseas, dialled alike, written with another country."""

import re
from typing import Final

import phonenumbers

OVERSEAS: Final = {
    "262": 262, "263": 262, "269": 262, "639": 262, "692": 262, "693": 262,
    "590": 590, "690": 590, "691": 590, "594": 594, "694": 594, "596": 596, "696": 596, "697": 596,
}  # fmt: skip
FICTION: Final = "63998"  # 06 39 98 is kept for films, 06 39 is of Mayotte
FRANCE: Final = 33
FIRST_DIGITS: Final = 3
NATIONAL_DIGITS: Final = 9


def country_of(national: str) -> int:
    """The country code of nine digits of the French plan (ARCEP, décision 2018-0881)."""
    if national.startswith(FICTION):
        return FRANCE
    return OVERSEAS.get(national[:FIRST_DIGITS], FRANCE)


def parsed(typed: str) -> phonenumbers.PhoneNumber:
    """A French or foreign number as somebody typed it; raise `NumberParseException`."""
    spaced = re.sub(r"\s", " ", typed)  # our pages write narrow ones, which the library cannot read
    return at_home(phonenumbers.parse(spaced, "FR"))


def at_home(number: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber:
    """The same number with the country that it has: « 0692 12 34 56 » rings in La Réunion, +33 692 nowhere."""
    national = str(number.national_number)
    if number.country_code == FRANCE and len(national) == NATIONAL_DIGITS:
        number.country_code = country_of(national)
    return number
