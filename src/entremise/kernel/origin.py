"""A reference to a thing of another area, by value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    kind: str
    id: int
