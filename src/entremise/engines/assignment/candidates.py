"""Which offers are looked at for a need: the 20 nearest that fit, and 10 more at random among those that reach it."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from entremise.engines.assignment.columns import Columns, Flags, Floats, Places, ground_m, points_of
from entremise.engines.assignment.plan import Links
from entremise.engines.assignment.vocabulary import Need, worth_m

NEAREST: Final = 20
AT_RANDOM: Final = 10
PAIRS_AT_ONCE: Final = 1_000_000

Found = tuple[Places, Places, Floats]  # needs, offers, metres: one line a pair


def links_of(
    columns: Columns, needs: Sequence[Need], seed: int, among: Flags | None = None
) -> list[Links]:
    """For each need its (offer, metres), nearest first, at most 30; `among` (n offers) leaves offers out.

    An offer is linked when category, language, credential and a slot fit, the need lies within its radius, and the way is
    shorter than what leaving the need costs. Near ones and strangers: with the nearest alone, whole quarters fight over
    the same helpers, and the plan loses a fifth of its value when help is scarce.
    """
    chance = np.random.default_rng(seed)
    links: list[Links] = [()] * len(needs)
    for part, offers in parts(columns, needs, among):
        rows, picks, metres = kept(*reached(columns, needs, part, offers), chance)
        ends = np.searchsorted(rows, np.arange(len(part) + 1))
        pairs = list(zip(picks.tolist(), metres.tolist(), strict=True))
        for at, need in enumerate(part):
            links[need] = tuple(pairs[ends[at] : ends[at + 1]])
    return links


def parts(
    columns: Columns, needs: Sequence[Need], among: Flags | None
) -> Iterator[tuple[list[int], Places]]:
    """Needs that ask for the same, a bounded number of pairs at once, with the offers that have it."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for at, need in enumerate(needs):
        groups.setdefault((need.category, need.language, need.credential), []).append(at)
    for asked, members in sorted(groups.items()):
        fits = columns.fitting(*asked)
        offers = np.flatnonzero(fits if among is None else fits & among)
        if offers.size:
            step = max(1, PAIRS_AT_ONCE // offers.size)
            for start in range(0, len(members), step):
                yield members[start : start + step], offers


def reached(columns: Columns, needs: Sequence[Need], part: list[int], offers: Places) -> Found:
    """All pairs of the part within radius and worth, and free at a common slot; rows count within the part."""
    members = [needs[at] for at in part]
    tree = cKDTree(columns.points[offers])
    near = cKDTree(points_of(members)).sparse_distance_matrix(
        tree, columns.radius[offers].max(), output_type="ndarray"
    )
    rows, picks, metres = near["i"], offers[near["j"]], ground_m(near["v"])
    worth = np.array([worth_m(need) for need in members])
    is_near = metres <= np.minimum(columns.radius[picks], worth[rows])
    rows, picks, metres = rows[is_near], picks[is_near], metres[is_near]
    wanted = np.array([columns.wanted(need.slots) for need in members])
    is_free = (wanted[rows] & columns.slots[picks]).any(axis=1)
    return rows[is_free], picks[is_free], metres[is_free]


def kept(rows: Places, picks: Places, metres: Floats, chance: np.random.Generator) -> Found:
    """Of each need the nearest and some others drawn, in order of need, metres and offer."""
    order = np.lexsort((picks, metres, rows))
    rows, picks, metres = rows[order], picks[order], metres[order]
    is_kept = turn_of(rows) < NEAREST
    others = np.flatnonzero(~is_kept)
    drawn = others[np.lexsort((chance.random(others.size), rows[others]))]
    is_kept[drawn[turn_of(rows[drawn]) < AT_RANDOM]] = True
    return rows[is_kept], picks[is_kept], metres[is_kept]


def turn_of(rows: Places) -> Places:
    """The turn of each line among those of its need; rows are sorted."""
    return np.arange(rows.size) - np.searchsorted(rows, rows)
