"""Chance, drawn from a seed for many runs at once, or left out: then everything is as expected, in one run."""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from entremise.engines.capacity.vocabulary import PRIOR, Share

Floats = NDArray[np.float64]
SMALLEST: Final = 1e-6


class Chance(Protocol):
    """Counts are arrays of whole numbers held as floats, the runs along their last axis."""

    runs: int

    def share(self, share: Share) -> Floats:
        """The share as each run takes it: (runs,)."""

    def of(self, counts: Floats, share: Floats | float) -> Floats:
        """How many of these happen, each with this chance."""

    def minutes(self, counts: Floats, mean: float) -> Floats:
        """How long so many talks take together, of this mean."""

    def whole(self, counts: Floats) -> Floats:
        """As many as can be begun."""


class Drawn:
    """Independent runs: shares from their Beta, counts binomial, lengths of talks exponential."""

    def __init__(self, runs: int, seed: int) -> None:
        self.runs = runs
        self.source = np.random.default_rng(seed)

    def share(self, share: Share) -> Floats:
        hits = PRIOR * share.assumed + share.hits
        misses = PRIOR + share.seen - hits
        if min(hits, misses) <= SMALLEST:
            return np.full(self.runs, share.value)
        return self.source.beta(hits, misses, self.runs)

    def of(self, counts: Floats, share: Floats | float) -> Floats:
        return self.source.binomial(counts.astype(np.int64), share).astype(np.float64)

    def minutes(self, counts: Floats, mean: float) -> Floats:
        return mean * self.source.standard_gamma(counts)

    def whole(self, counts: Floats) -> Floats:
        return np.floor(counts + SMALLEST)


class Expected:
    """One run in which everything happens as often as its mean says."""

    runs = 1

    def share(self, share: Share) -> Floats:
        return np.full(1, share.value)

    def of(self, counts: Floats, share: Floats | float) -> Floats:
        return counts * share

    def minutes(self, counts: Floats, mean: float) -> Floats:
        return counts * mean

    def whole(self, counts: Floats) -> Floats:
        return counts
