"""The log of faults names places and kinds, never people."""

import logging
import sys

from entremise.config.traces import PlaceFormatter


def find_in_empty_register(name: str) -> None:
    try:
        _found = {}[name]
    except KeyError as first:
        raise ValueError("01 99 00 44 09") from first


def test_a_fault_is_told_without_its_words() -> None:
    try:
        find_in_empty_register("Denise Haudecœur")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "page", None, sys.exc_info())

    said = PlaceFormatter().format(record)

    assert "Denise" not in said
    assert "01 99" not in said
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_a_fault_is_told_without_its_words" in said
