"""Who comes first, from voted criteria that add up and that the person may read."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from entremise.engines.calling import half_hours_of
from entremise.kits.vocabulary import CallingRules, Criterion
from entremise.outreach.vocabulary.campaigns import CallToAdd, Level
from entremise.people.vocabulary import PersonFacts

Judge = Callable[[PersonFacts, int], bool]
POINT: Final = 1000  # below it, the fair share decides
LATE: Final = (
    1_000_000  # above all points: twice when the wave of a call is over, once when it ends soon
)
SOON: Final = timedelta(days=1)


def age(facts: PersonFacts, year: int) -> int:
    return 0 if facts.birth_year is None else year - facts.birth_year


JUDGES: Final[dict[str, Judge]] = {
    "age_90": lambda facts, year: age(facts, year) >= 90,
    "age_80": lambda facts, year: 80 <= age(facts, year) < 90,
    "age_70": lambda facts, year: 70 <= age(facts, year) < 80,
    "lives_alone": lambda facts, _year: facts.situation.lives_alone is True,
    "no_contact": lambda facts, _year: facts.situation.has_relative is False,
    "several_registers": lambda facts, _year: len(facts.registers) > 1,
    "hot_home": lambda facts, _year: facts.situation.hot_home is True,
    "top_floor": lambda facts, _year: facts.situation.top_floor is True,
}


def fair_turns(people: Iterable[PersonFacts]) -> dict[UUID, int]:
    """A turn below `POINT` for each: at any moment each list and district has had its share, by chance within it."""
    groups: dict[tuple[int, str], list[UUID]] = {}
    for one in people:
        groups.setdefault((min(one.registers, default=0), one.district), []).append(one.person)
    turns = {}
    for group in groups.values():
        mixed = sorted(group, key=lambda person: (person.int % 999_983, person.int))
        for place, person in enumerate(mixed):
            turns[person] = POINT - 1 - POINT * (2 * place + 1) // (2 * len(mixed))
    return turns


def call_to_add(
    facts: PersonFacts,
    *,
    criteria: tuple[Criterion, ...],
    calling: CallingRules,
    complex_registers: frozenset[int],
    year: int,
    turn: int,
) -> CallToAdd:
    """A person as a call: the criteria she meets, their points, a level, her language and hours."""
    met = [one for one in criteria if one.code in JUDGES and JUDGES[one.code](facts, year)]
    is_complex = bool(complex_registers & set(facts.registers))
    level = calling.level_complex if is_complex else calling.level_first_call
    return CallToAdd(
        person=facts.person,
        level=Level(level),
        language=facts.contact.language or "fr",
        rank=sum(one.points for one in met) * POINT + turn,
        reasons=tuple(one.code for one in met),
        half_hours=half_hours_of(facts.contact.hours),
        household=facts.households[0] if facts.households else b"",
    )
