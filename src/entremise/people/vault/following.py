"""The code by which somebody follows what she asked or offered: made from the key of her form, kept as a digest alone."""

import re
from typing import Final
from uuid import UUID

from entremise.people.vault.marks import mark_keys, squashed
from entremise.people.vocabulary import Sheet

LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXY"  # without I, O, Q, Z: nothing that reads like another
LENGTH: Final = 6


def follow_code(*, key: UUID) -> str:
    """« KTR-MWA » of a form: the same each time it is sent, unknown to whoever has no key of the instance."""
    digest = mark_keys().digest(b"follow code", key.hex)
    number = int.from_bytes(digest, "big")
    letters = ""
    for _ in range(LENGTH):
        number, at = divmod(number, len(LETTERS))
        letters += LETTERS[at]
    return f"{letters[:3]}-{letters[3:]}"


def follow_digest(*, code: str) -> bytes:
    """What is kept of a code, however it is typed."""
    return mark_keys().digest(b"follow digest", squashed(code))


def second_digest(*, code: str, second: str) -> bytes:
    """The two last digits of a phone, or a year of birth, bound to the code."""
    digits = re.sub(r"\D", "", second)
    return mark_keys().digest(b"follow second", f"{squashed(code)}|{digits}")


def seconds_of(*, code: str, sheet: Sheet) -> tuple[bytes, ...]:
    """All that opens more with this code: the end of each phone, the year of birth."""
    said = [phone[-2:] for phone in sheet.phones]
    year = sheet.birth.year if sheet.birth else sheet.birth_year
    if year is not None:
        said.append(str(year))
    return tuple(second_digest(code=code, second=one) for one in said)
