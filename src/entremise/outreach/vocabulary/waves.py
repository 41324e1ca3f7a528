"""Waves of a campaign: its rhythm, what each round came to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import ngettext

RHYTHM_AT_MOST: Final = 60  # days between two waves


@dataclass(frozen=True, slots=True)
class WaveCard:
    """A round of calls: whom it called, what was done in it until the next one."""

    number: int
    began_at: datetime
    is_automatic: bool
    is_beginning: bool  # its people are being put on the list
    called: int
    carried: int
    calls: int
    talks: int


def rhythm_words(days: int) -> str:
    words = ngettext("A new wave every day", "A new wave every %(days)d days", days)
    return words % {"days": days}
