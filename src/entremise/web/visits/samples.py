"""Samples of the addresses that take a parameter."""

from collections.abc import Mapping


def no_visit() -> Mapping[str, str | int]:
    return {"visit_id": 0}


SAMPLES = dict.fromkeys(
    (
        "visits:visit",
        "visits:leave",
        "visits:door",
        "visits:seen",
        "visits:not_found",
        "visits:rescue",
        "visits:back",
        "visits:give_up",
    ),
    no_visit,
)
