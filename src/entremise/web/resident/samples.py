"""Samples of the addresses that take a parameter: without a code, each meets the refusal."""

from collections.abc import Callable, Mapping

Sample = Mapping[str, str | int]

SAMPLES: dict[str, Callable[[], Sample]] = {
    "resident:take_back": lambda: {"objection_id": 1},
    "resident:take_back_item": lambda: {"item_id": 1},
}
