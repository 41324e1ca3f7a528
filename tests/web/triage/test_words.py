import pytest

from entremise.web.triage.words import detail_words


@pytest.mark.parametrize("kind", ["ACCEPTED", "CHECK_LATER"])
def test_a_day_of_the_trace_is_said_in_french(kind):
    assert detail_words(kind, "2026-11-28") == "samedi 28 novembre 2026"
    assert detail_words(kind, "") == ""
