"""Offers as columns: places on the sphere, and one line of yes and no for each category, language, credential."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from entremise.engines.assignment.vocabulary import Need, Offer

EARTH_M: Final = 6_371_008.8  # mean radius, IUGG

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Columns:
    """Of n offers: `points` (n, 3) and `radius` (n) in metres, `slots` (n, number of slot names), flags (n) by word."""

    points: Floats
    radius: Floats
    categories: Mapping[str, Flags]
    languages: Mapping[str, Flags]
    credentials: Mapping[str, Flags]
    slot_names: Mapping[str, int]
    slots: Flags

    def having(self, marks: Mapping[str, Flags], word: str) -> Flags:
        """Flags (n) of the offers with this word; no word asks for nothing."""
        size = self.radius.size
        return marks.get(word, np.zeros(size, bool)) if word else np.ones(size, bool)

    def fitting(self, category: str, language: str, credential: str) -> Flags:
        """Flags (n) of the offers that fit in all but place and time."""
        return (
            self.having(self.categories, category)
            & self.having(self.languages, language)
            & self.having(self.credentials, credential)
        )

    def wanted(self, slots: Iterable[str]) -> Flags:
        """Flags over the slot names; all of them when any moment suits."""
        names = tuple(slots)
        row = np.full(len(self.slot_names), not names)
        row[[self.slot_names[name] for name in names if name in self.slot_names]] = True
        return row


def columns_of(offers: Sequence[Offer]) -> Columns:
    names = {
        name: at for at, name in enumerate(sorted({slot for one in offers for slot in one.slots}))
    }
    slots = np.zeros((len(offers), len(names)), bool)
    for at, one in enumerate(offers):
        slots[at, [names[slot] for slot in one.slots]] = True
    return Columns(
        points=points_of(offers),
        radius=np.array([one.radius_m for one in offers], float),
        categories=flags_of([one.categories for one in offers]),
        languages=flags_of([one.languages for one in offers]),
        credentials=flags_of([one.credentials for one in offers]),
        slot_names=names,
        slots=slots,
    )


def flags_of(rows: Sequence[tuple[str, ...]]) -> dict[str, Flags]:
    found: dict[str, Flags] = {}
    for at, words in enumerate(rows):
        for word in words:
            found.setdefault(word, np.zeros(len(rows), bool))[at] = True
    return found


def points_of(places: Sequence[Offer | Need]) -> Floats:
    """Degrees to metres from the centre of the Earth, (n, 3): straight lines then order as ways on the ground do."""
    lat = np.radians([one.lat for one in places])
    lon = np.radians([one.lon for one in places])
    flat = np.cos(lat)
    return EARTH_M * np.stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)], axis=-1)


def ground_m(straight: Floats) -> Floats:
    """The way on the sphere, in metres, of straight lines through it, in metres (great circle by its chord)."""
    return 2 * EARTH_M * np.arcsin(np.minimum(straight / (2 * EARTH_M), 1))


def metres_from(columns: Columns, place: Offer | Need) -> Floats:
    """Metres (n) from a place to each offer."""
    return ground_m(np.linalg.norm(columns.points - points_of([place]), axis=1))
