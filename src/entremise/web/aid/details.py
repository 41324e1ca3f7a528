"""What a line of the trace says beside its kind: the outcome of a call, a reason, a day, a number."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django_stubs_ext import StrOrPromise

from entremise.mutual_aid.vocabulary.needs import Line, Wave
from entremise.mutual_aid.vocabulary.wording import (
    ENDINGS,
    OUTCOMES,
    REFUSAL_REASONS,
    RELEASES,
    TOUCHES,
    WAVES,
    WHY_DECLINED,
)
from entremise.web.aid.words import CREDENTIALS

WORDED: Final[Mapping[str, Mapping[Any, StrOrPromise]]] = {
    "CONTACT": TOUCHES,
    "WAVE": {one.name: WAVES[one] for one in Wave},
    "PAIR_REFUSED": REFUSAL_REASONS,
    "CHARGE_REFUSED": REFUSAL_REASONS,
    "OUTCOME": OUTCOMES,
    "DONE": ENDINGS,
    "WITHDRAWN": ENDINGS,
    "UNMET": ENDINGS,
    "RELEASED": RELEASES,
    "DECLINED": WHY_DECLINED,
    "CREDENTIAL": CREDENTIALS,
}
DATED: Final = frozenset({"DATED", "CHECK_LATER", "PAUSED"})
NUMBERED: Final = frozenset({"PROPOSED", "HELPER_AGREED", "AGREED", "INVITED"})  # said as kept


def detail_words(line: Line) -> str:
    """In words; nothing where the kind says it all."""
    if line.kind in DATED and line.detail:
        return date_format(date.fromisoformat(line.detail), "j F")
    if line.kind in NUMBERED:
        return line.detail
    return str(WORDED.get(line.kind, {}).get(line.detail, ""))
