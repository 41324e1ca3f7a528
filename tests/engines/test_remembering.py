"""What is remembered while a file is read: by value and type, and no longer."""

import pytest

from entremise.engines.remembering import remembered, remembering


def counted():
    asked = []

    @remembered
    def kind_of(cell):
        asked.append(cell)
        return type(cell)

    return kind_of, asked


def test_a_value_is_asked_once_and_one_is_not_true():
    kind_of, asked = counted()

    found = [kind_of(cell) for cell in (1, True, 1.0, 1, True, "1")]

    assert found == [int, bool, float, int, bool, str]
    assert asked == [1, True, 1.0, "1"]


def test_nothing_of_a_file_stays_even_when_its_reading_breaks_off():
    kind_of, asked = counted()

    with pytest.raises(ValueError, match="unreadable"), remembering():
        int(f"{kind_of('Palluel')} unreadable")
    kind_of("Palluel")

    assert asked == ["Palluel", "Palluel"]
