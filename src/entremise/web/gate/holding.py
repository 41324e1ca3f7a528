"""What pages of deletions share: who sees, prepares and suspends them, and the suspensions as they are shown."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django_stubs_ext import StrOrPromise

from entremise.accounts.queries import names_of
from entremise.accounts.vocabulary import Role
from entremise.commons.vocabulary.deletions import HoldCard
from entremise.web.gate.standing import longest
from entremise.web.shell.roles import ROLE_NAMES
from entremise.web.uses.words import HOLD_REASONS

SEES: Final = (Role.DPO, Role.LEGAL_OFFICER, Role.STEWARD)
PREPARES: Final = (Role.DPO, Role.STEWARD)
HOLDS: Final = (Role.DPO, Role.LEGAL_OFFICER)


@dataclass(frozen=True, slots=True)
class Line:
    """One suspension, as it is shown."""

    card: HoldCard
    reason: StrOrPromise
    name: str
    role: StrOrPromise
    lift_url: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What « gate/_holding.html » shows beside `holding_form`; `acting` is the one that may be lifted."""

    lines: tuple[Line, ...]
    acting: HoldCard | None
    may_hold: bool
    url: str


def holding_of(
    *,
    holds: Collection[HoldCard],
    may_hold: bool,
    url: str,
    lift_url: Callable[[HoldCard], str],
    at: datetime,
) -> Holding:
    names = names_of([one.placed_by for one in holds])
    lines = tuple(
        Line(
            one,
            HOLD_REASONS[one.reason],
            names.get(one.placed_by, ""),
            ROLE_NAMES[one.role],
            lift_url(one),
        )
        for one in holds
    )
    return Holding(lines, longest(holds, at), may_hold, url)
