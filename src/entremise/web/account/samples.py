"""Samples of the addresses that take a parameter."""

from collections.abc import Callable, Mapping

SAMPLES: dict[str, Callable[[], Mapping[str, str | int]]] = {
    "account:link": lambda: {"secret": "perime"},
    "mfa_remove_webauthn": lambda: {"pk": 0},
}
