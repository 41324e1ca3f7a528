"""Whether pairs are fair: what became of them by district, language, age and title, small numbers hidden; nobody is opened."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from entremise.mutual_aid.vocabulary.audit import SAID_NO, SENT, Fate, PairFact
from entremise.mutual_aid.vocabulary.matching import RefusalReason
from entremise.people.vault.computing import compute
from entremise.people.vault.counting import count_titles
from entremise.people.vocabulary import Title

CRITERION: Final = "audit of pairs: year of birth"
OLDEST: Final = 80
ALL, ASKED = "ALL", "ASKED"
ASKED_FATES: Final = tuple(fate for fate in Fate if fate in SENT)
OTHER_FATES: Final = tuple(fate for fate in Fate if fate not in SENT)
RANKS: Final = {fate: rank for rank, fate in enumerate(Fate)}
KNOWN_TITLES: Final = (Title.MADAME, Title.MONSIEUR)
BANDS: Final = ((25, "0-24"), (45, "25-44"), (65, "45-64"), (OLDEST, "65-79"))


class Side(StrEnum):
    """By what the people who ask for help are told apart."""

    DISTRICT = "DISTRICT"
    LANGUAGE = "LANGUAGE"
    AGE = "AGE"
    TITLE = "TITLE"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of the pairs of one group (of titles: of the people, each once); None: hidden."""

    pairs: int | None
    asked: int | None
    fates: Mapping[Fate, int | None]
    reasons: tuple[int | None, ...]  # in the order of RefusalReason; empty: not counted


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a line for each group, that of all of them last."""

    side: Side
    groups: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    is_counted: bool = True  # else this actor may not, or fewer than eleven people are concerned


Counted = Mapping[object, int | None]  # by Fate, RefusalReason, and the sums ALL and ASKED


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
    groups = tuple(sorted({group(fact) for fact in facts}))
    if not groups:
        return Sheet(side)
    rows = [counted([fact for fact in facts if group(fact) == one]) for one in groups]
    return Sheet(side, groups, hidden_lines([*rows, counted(facts)]))


def counted(facts: Iterable[PairFact]) -> Counted:
    found: Counter[object] = Counter()
    for fact in facts:
        found[ALL] += 1
        found[fact.fate] += 1
        found[ASKED] += fact.fate in SENT
        found[fact.reason] += fact.fate in SAID_NO
    return found


def hidden_lines(rows: Sequence[Counted]) -> tuple[Line, ...]:
    """Rows with small numbers hidden, from sums to parts: what hides a sum hides it in the next table too."""
    whole = protected([[row.get(ASKED, 0), rest_of(row), row.get(ALL, 0)] for row in rows])
    asked = parts_of(rows, ASKED_FATES, [line[0] for line in whole], ASKED)
    others = parts_of(rows, OTHER_FATES, [line[1] for line in whole], None)
    why = reasons_of(rows, asked, others)
    return tuple(
        Line(
            pairs=line[2],
            asked=line[0],
            fates=dict(zip(ASKED_FATES, part, strict=False))
            | dict(zip(OTHER_FATES, other, strict=False)),
            reasons=no,
        )
        for line, part, other, no in zip(whole, asked, others, why, strict=True)
    )


def rest_of(row: Counted) -> int | None:
    """Pairs of whom nobody was asked."""
    every, asked = row.get(ALL, 0), row.get(ASKED, 0)
    return None if every is None or asked is None else every - asked


def parts_of(
    rows: Sequence[Counted], fates: Sequence[Fate], sums: Sequence[int | None], key: object
) -> Table:
    table = [
        [*(row.get(fate, 0) for fate in fates), row.get(key, 0) if key else rest_of(row)]
        for row in rows
    ]
    return protected(table, [(at, len(fates)) for at, one in enumerate(sums) if one is None])


def reasons_of(rows: Sequence[Counted], asked: Table, others: Table) -> Table:
    """Why no was said, where it was counted."""
    if not any(reason in row for row in rows for reason in RefusalReason):
        return ((),) * len(rows)
    table = [[*(row.get(reason, 0) for reason in RefusalReason), no_of(row)] for row in rows]
    no, aside = ASKED_FATES.index(Fate.REFUSED), OTHER_FATES.index(Fate.PUT_ASIDE)
    hidden = [
        (at, len(RefusalReason))
        for at in range(len(rows))
        if asked[at][no] is None or others[at][aside] is None
    ]
    return tuple(line[:-1] for line in protected(table, hidden))


def no_of(row: Counted) -> int:
    return sum(row.get(fate, 0) or 0 for fate in SAID_NO)


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
    best: dict[UUID, Fate] = {}
    for fact in sorted(facts, key=lambda fact: RANKS[fact.fate]):
        best[fact.person] = fact.fate
    try:
        by_fate = count_titles(
            actor=actor, grant_ids=grant_ids, cells={one: RANKS[best[one]] for one in best}
        )
        by_asked = count_titles(
            actor=actor, grant_ids=grant_ids, cells={one: best[one] in SENT for one in best}
        )
        of_all = count_titles(actor=actor, grant_ids=grant_ids, cells=dict.fromkeys(best, 0))
    except Refused:
        return Sheet(Side.TITLE, is_counted=False)
    bottom = Counter[object](best.values())
    bottom[ASKED], bottom[ALL] = sum(bottom[fate] for fate in SENT), len(best)
    rows: list[Counted] = [
        {fate: by_fate.get((rank, title), 0) for fate, rank in RANKS.items()}
        | {ASKED: by_asked.get((1, title), 0), ALL: of_all.get((0, title), 0)}
        for title in KNOWN_TITLES
    ]
    rest = {key: rest_beside(bottom[key], [row[key] for row in rows]) for key in rows[0]}
    return Sheet(Side.TITLE, (*KNOWN_TITLES, ""), hidden_lines([*rows, rest, bottom]))


def rest_beside(total: int, numbers: Sequence[int | None]) -> int | None:
    """Of whom no title is known: they did not say it, objected, or are no more in the register."""
    known = [number for number in numbers if number is not None]
    return total - sum(known) if len(known) == len(numbers) else None
