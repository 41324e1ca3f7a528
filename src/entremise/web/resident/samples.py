"""No address of residents takes a parameter."""

from collections.abc import Callable, Mapping

Sample = Mapping[str, str | int]

SAMPLES: dict[str, Callable[[], Sample]] = {}
