import pytest
from django import forms
from django.core.exceptions import ValidationError

from entremise.web.shell.fields import DayField, PhoneField


@pytest.mark.parametrize(
    "typed",
    [
        *("01 99 00 12 00", "01.99.00.12.00", "+33 1 99 00 12 00", "0199001200"),
        *("01\u202f99\u202f00\u202f12\u202f00", "01\u00a099\u200900 12 00"),
    ],
)
def test_a_number_is_understood_however_it_is_spaced(typed):
    assert PhoneField().clean(typed) == "+33199001200"


def test_the_mobile_numbers_of_fiction_are_numbers():
    assert PhoneField().clean("06 39 98 20 57") == "+33639982057"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0692 12 34 56", "+262692123456"),
        ("06 90 12 34 56", "+590690123456"),
        ("+33 692 12 34 56", "+262692123456"),
    ],
)
def test_a_number_of_an_overseas_departement_is_typed_as_people_dial_it(typed, number):
    assert PhoneField().clean(typed) == number


def test_a_missing_digit_is_counted():
    with pytest.raises(ValidationError, match="9"):
        PhoneField().clean("01 99 00 31 7")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("+33199001200", "01 99 00 12 00"), ("06 39 98 20", "06 39 98 20"), ("+35121", "+35121")],
)
def test_a_number_that_is_kept_is_shown_as_people_write_it_and_what_is_typed_stays(value, shown):
    assert PhoneField().prepare_value(value) == shown


class Born(forms.Form):
    on = DayField(label="on")


def test_an_impossible_day_is_refused_and_kept():
    form = Born({"on_day": "31", "on_month": "2", "on_year": "1942"})

    assert not form.is_valid()
    assert 'value="31"' in str(form["on"])


@pytest.mark.parametrize("year", ["40", "0026", "2206"])
def test_a_year_of_two_digits_is_asked_again(year):
    form = Born({"on_day": "3", "on_month": "5", "on_year": year})

    assert form.errors["on"] == ["La date n'est pas claire. Écrivez par exemple 14 7 2026."]
