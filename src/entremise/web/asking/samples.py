"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

SAMPLES: dict[str, Callable[[], Mapping[str, str | int]]] = {
    "asking:answer": lambda: {"token": "perime"}
}
