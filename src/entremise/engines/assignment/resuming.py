"""A plan that was made before, taken up where it stands: links are found for the needs that are looked at, and no other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np

from entremise.engines.assignment.candidates import kept
from entremise.engines.assignment.columns import (
    Columns,
    Flags,
    Floats,
    Places,
    columns_of,
    ground_m,
    points_of,
)
from entremise.engines.assignment.plan import NOBODY, Links, Plan
from entremise.engines.assignment.vocabulary import Need, Offer, worth_m


@dataclass(frozen=True, slots=True)
class Group:
    """The offers that have what some needs ask for: their positions in the plan, places, radius, slots."""

    picks: Places
    points: Floats
    radius: Floats
    slots: Flags


@dataclass(slots=True)
class LinksAsked(Sequence[Links]):
    """The links of each need, found when they are asked for; as `links_of` finds them, but for whom chance draws."""

    columns: Columns
    needs: tuple[Need, ...]
    seed: int
    found: dict[int, Links] = field(default_factory=dict)
    groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.needs)

    @overload
    def __getitem__(self, at: int) -> Links: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Links]: ...
    def __getitem__(self, at: int | slice) -> Links | Sequence[Links]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at not in self.found:
            self.found[at] = self.links_at(at)
        return self.found[at]

    def links_at(self, at: int) -> Links:
        need = self.needs[at]
        group = self.group_of(need)
        metres = ground_m(np.linalg.norm(group.points - points_of([need]), axis=1))
        near = np.flatnonzero(metres <= np.minimum(group.radius, worth_m(need)))
        wanted = self.columns.wanted(need.slots)
        near = near[(group.slots[near] & wanted).any(axis=1)]
        chance = np.random.default_rng((self.seed, at))
        rows = np.zeros(near.size, np.intp)
        _, picks, far = kept(rows, group.picks[near], metres[near], chance)
        return tuple(zip(picks.tolist(), far.tolist(), strict=True))

    def group_of(self, need: Need) -> Group:
        asked = (need.category, need.language, need.credential)
        if asked not in self.groups:
            picks = np.flatnonzero(self.columns.fitting(*asked))
            points, radius = self.columns.points[picks], self.columns.radius[picks]
            self.groups[asked] = Group(picks, points, radius, self.columns.slots[picks])
        return self.groups[asked]


def resumed(
    offers: Sequence[Offer],
    needs: Sequence[Need],
    *,
    held: dict[str, str],
    frozen: frozenset[str] = frozenset(),
    seed: int = 0,
) -> Plan:
    """The plan in which `held` says who is held by whom, need by offer, and the others are held by nobody.

    Pairs of the needs in `frozen` stay when others are placed. Raises KeyError for an id that is unknown."""
    offers, needs = tuple(offers), tuple(needs)
    columns, offer_at = columns_of(offers), {one.id: at for at, one in enumerate(offers)}
    places = [offer_at[held[one.id]] if one.id in held else NOBODY for one in needs]
    return Plan(
        offers=offers,
        needs=needs,
        columns=columns,
        links=LinksAsked(columns, needs, seed),
        held=tuple(places),
        metres=metres_of(columns, needs, places),
        frozen=frozenset(at for at, one in enumerate(needs) if one.id in frozen),
        seed=seed,
    )


def metres_of(columns: Columns, needs: tuple[Need, ...], places: list[int]) -> tuple[float, ...]:
    if not needs or not columns.radius.size:
        return (0.0,) * len(needs)
    at = np.array(places, np.intp)
    chords = np.linalg.norm(points_of(needs) - columns.points[at], axis=1)
    return tuple(np.where(at == NOBODY, 0.0, ground_m(chords)).tolist())
