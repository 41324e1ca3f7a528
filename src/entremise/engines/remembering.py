"""What a value says is found once: a file repeats its names, days and towns. Nothing of it outlives the file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
Found = TypeVar("Found")
KEPT: Final = 8_192  # of each function: most first names, days and towns of a file
FORGET: Final[list[Callable[[], None]]] = []


def remembered(function: Callable[P, Found]) -> Callable[P, Found]:
    """The same function, quick for a value seen before; 1 and True are two values."""
    quick = lru_cache(maxsize=KEPT, typed=True)(function)
    FORGET.append(quick.cache_clear)
    return quick  # type: ignore[return-value]  # it takes what the function takes, if hashable


@contextmanager
def remembering() -> Iterator[None]:
    """While a file is read or written; afterwards no name of it stays in memory."""
    try:
        yield
    finally:
        for forget in FORGET:
            forget()
