"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

from entremise.web.uses.samples import a_request

SAMPLES: dict[str, Callable[[], Mapping[str, str | int]]] = dict.fromkeys(
    (
        "gate:request",
        "gate:advise",
        "gate:decide",
        "gate:publish",
        "gate:open_vote",
        "gate:count",
    ),
    a_request,
)
