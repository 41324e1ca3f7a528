"""What journeys say leaves at once, at whatever hour the tests run: the night is a rule of notices, tested there."""

from datetime import time

import pytest

from entremise.notices import rules


@pytest.fixture(autouse=True)
def no_night(monkeypatch):
    monkeypatch.setattr(rules, "DAY_BEGINS", time.min)
    monkeypatch.setattr(rules, "DAY_ENDS", time.max)
