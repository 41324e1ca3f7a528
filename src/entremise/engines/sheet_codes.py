"""Codes of sheets of paper, short enough to type and hard to mistype: « C7K-42 »."""

import re
from typing import Final

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that a hand confuses: no I, O, 0, 1
BUNDLE_LENGTH: Final = 3
SHEETS_AT_MOST: Final = 12
CHECK: Final = 7
PATTERN: Final = re.compile(rf"([{ALPHABET}]{{{BUNDLE_LENGTH}}})[\s-]*([0-9]{{2}})")


def code_of(bundle: str, position: int) -> str:
    """The code of the sheet at this position (1 to 12) of a bundle: its number holds the position and a check digit."""
    return f"{bundle}-{number_of(bundle, position):02}"


def number_of(bundle: str, position: int) -> int:
    weights = sum(ALPHABET.index(sign) * (3 + place) for place, sign in enumerate(bundle))
    return position * CHECK + (weights + position) % CHECK


def read_code(text: str) -> tuple[str, int] | None:
    """The bundle and the position that a typed code says, in any case, with or without its dash; none when it is mistyped."""
    found = PATTERN.fullmatch(text.strip().upper())
    if found is None:
        return None
    bundle, number = found[1], int(found[2])
    position = number // CHECK
    if not 1 <= position <= SHEETS_AT_MOST or number_of(bundle, position) != number:
        return None
    return bundle, position
