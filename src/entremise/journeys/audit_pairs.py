"""Whether pairs are fair: what became of them by district, language, age and title, small numbers hidden; nobody is opened."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from entremise.accounts.vocabulary import Actor
from entremise.commons.queries.grants import live_grants_of
from entremise.commons.vocabulary.access import Reach
from entremise.commons.vocabulary.law import FieldGroup, Purpose
from entremise.engines.small_numbers import Table, protected
from entremise.journeys.open_mutual_aid import aid_ground
from entremise.kernel.errors import Refused
from entremise.mutual_aid.queries.audit import pair_facts
from entremise.mutual_aid.vocabulary.audit import SAID_NO, Fate, PairFact
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.people.vault.computing import compute
from entremise.people.vault.counting import count_titles
from entremise.people.vocabulary import Title

CRITERION: Final = "audit of pairs: year of birth"
OLDEST: Final = 80
KNOWN_TITLES: Final = (Title.MADAME, Title.MONSIEUR)
BANDS: Final = ((25, "0-24"), (45, "25-44"), (65, "45-64"), (OLDEST, "65-79"))


class Side(StrEnum):
    """By what the people who ask for help are told apart."""

    DISTRICT = "DISTRICT"
    LANGUAGE = "LANGUAGE"
    AGE = "AGE"
    TITLE = "TITLE"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: groups in rows, the sums last; of titles people are counted, else pairs."""

    side: Side
    groups: tuple[str, ...] = ()
    fates: Table = ()
    reasons: Table = ()
    is_counted: bool = True  # else this actor may not, or fewer than eleven people are concerned


def audit_pairs(
    *, actor: Actor, since: datetime, until: datetime, at: datetime
) -> tuple[Sheet, ...]:
    """The pairs of these days, counted; what this actor may not count is left out; refuse with `NOT_OPEN`."""
    register_id = aid_ground(at).register_id
    facts = pair_facts(since=since, until=until)
    held = live_grants_of(
        actor=actor,
        purpose=Purpose.MATCH_NEED,
        reaches=(Reach.COMPUTE,),
        register_id=register_id,
        at=at,
    )
    grant_ids = [grant.grant_id for grant in held]
    return (
        sheet_by(Side.DISTRICT, facts, lambda fact: fact.district),
        sheet_by(Side.LANGUAGE, facts, lambda fact: fact.language),
        sheet_by_age(actor, grant_ids, facts, at),
        sheet_by_title(actor, grant_ids, facts),
    )


def sheet_by(side: Side, facts: Sequence[PairFact], group: Callable[[PairFact], str]) -> Sheet:
    if not facts:
        return Sheet(side)
    groups = tuple(sorted({group(fact) for fact in facts}))
    fates = Counter((group(fact), fact.fate) for fact in facts)
    why = Counter((group(fact), fact.reason) for fact in facts if fact.fate in SAID_NO)
    shown = protected(with_sums([[fates[one, fate] for fate in Fate] for one in groups]))
    reasons = with_sums([[why[one, reason] for reason in RefusalReason] for one in groups])
    refused = [[*row[:-1], sum_of_noes(line)] for row, line in zip(reasons, shown, strict=True)]
    return Sheet(side, groups, shown, protected(refused))


def with_sums(rows: list[list[int]]) -> list[list[int]]:
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


def sum_of_noes(line: tuple[int | None, ...]) -> int | None:
    """What the other table shows of it, and no more."""
    known = [number for fate, number in zip(Fate, line, strict=False) if fate in SAID_NO]
    return None if None in known else sum(one or 0 for one in known)


def sheet_by_age(
    actor: Actor, grant_ids: list[int], facts: Sequence[PairFact], at: datetime
) -> Sheet:
    """By age band, from years of birth that a machine may read in bulk; unknown: the empty group."""
    try:
        known = compute(
            actor=actor,
            grant_ids=grant_ids,
            groups=(FieldGroup.AGE_BAND,),
            criterion=CRITERION,
            at=at,
        )
    except Refused:
        return Sheet(Side.AGE, is_counted=False)
    bands = {one.person: band_of(one.birth_year, at.year) for one in known}
    return sheet_by(Side.AGE, facts, lambda fact: bands.get(fact.person, ""))


def band_of(birth_year: int | None, year: int) -> str:
    """Wide: an age of five years with a district would name somebody of a small town."""
    if birth_year is None:
        return ""
    return next((band for limit, band in BANDS if year - birth_year < limit), f"{OLDEST}+")


def sheet_by_title(actor: Actor, grant_ids: list[int], facts: Iterable[PairFact]) -> Sheet:
    """People by title, each once, by the best that came of her pairs: the seal counts them, nobody's name is opened."""
    order = list(Fate)
    best: dict[UUID, int] = {}
    for fact in facts:
        best[fact.person] = max(best.get(fact.person, 0), order.index(fact.fate))
    try:
        found = count_titles(actor=actor, grant_ids=grant_ids, cells=best)
        sums = count_titles(actor=actor, grant_ids=grant_ids, cells=dict.fromkeys(best, 0))
    except Refused:
        return Sheet(Side.TITLE, is_counted=False)
    whole = Counter(best.values())
    bottom = [*(whole[at] for at in range(len(order))), len(best)]
    said = [
        [*(found.get((at, title), 0) for at in range(len(order))), sums.get((0, title), 0)]
        for title in KNOWN_TITLES
    ]
    rest = [rest_of(total, numbers) for total, *numbers in zip(bottom, *said, strict=True)]
    return Sheet(Side.TITLE, (*KNOWN_TITLES, ""), protected([*said, rest, bottom]))


def rest_of(total: int, numbers: Iterable[int | None]) -> int | None:
    """Of whom no title is known: they did not say it, objected, or are no more in the register."""
    known = [number for number in numbers if number is not None]
    return total - sum(known) if len(known) == len(KNOWN_TITLES) else None
