from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.importing.values import (
    birth_of,
    day_of,
    has_nir,
    phones_in,
    text_of,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("04/02/1942", (date(1942, 2, 4), 1942)),
        ("4.2.42", (date(1942, 2, 4), 1942)),
        ("04-02-26", (date(2026, 2, 4), 2026)),
        ("1942-02-04", (date(1942, 2, 4), 1942)),
        ("04021942", (date(1942, 2, 4), 1942)),
        (4021942.0, (date(1942, 2, 4), 1942)),
        (15376.0, (date(1942, 2, 4), 1942)),
        (date(1942, 2, 4), (date(1942, 2, 4), 1942)),
        ("1942", (None, 1942)),
        (1942.0, (None, 1942)),
        ("01/01/1942", (None, 1942)),
        ("vers 1942", (None, 1942)),
        ("mars 1942", (None, 1942)),
        ("04/1942", (None, 1942)),
        ("19420204", (date(1942, 2, 4), 1942)),
        (19420204.0, (date(1942, 2, 4), 1942)),
        ("19121942", (date(1942, 12, 19), 1942)),
        ("20/12/1942", (date(1942, 12, 20), 1942)),
        ("00/00/1942", (None, 1942)),
        ("00/02/1942", (None, 1942)),
        ("00/00/0000", (None, None)),
        ("04/02/1942 00:00:00", (date(1942, 2, 4), 1942)),
        ("04/02/1942 00:00", (date(1942, 2, 4), 1942)),
        ("né le 04/02/1942", (date(1942, 2, 4), 1942)),
        ("Née le 04.02.1942 à Rennes", (date(1942, 2, 4), 1942)),
        ("le 04/02/42", (date(1942, 2, 4), 1942)),
        ("??/??/1942", (None, 1942)),
        ("4 février 1942", (date(1942, 2, 4), 1942)),
        ("1er mai 1942", (date(1942, 5, 1), 1942)),
        (9000.0, (date(1924, 8, 21), 1924)),
        ("inconnue", (None, None)),
        ("01/01/1900", (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_a_day_is_read_however_it_is_written(cell, found):
    assert day_of(cell, this_year=2026) == found


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        ("05/06/24", date(1924, 6, 5)),
        ("05/06/38", date(1938, 6, 5)),
        ("05/06/2001", date(2001, 6, 5)),
        ("05/06/2024", date(2024, 6, 5)),
        (date(2029, 3, 12), date(1929, 3, 12)),
    ],
)
def test_a_short_year_of_birth_is_of_somebody_old(cell, born):
    assert birth_of(cell, this_year=2026) == (born, born.year)


@pytest.mark.parametrize("cell", ["12/03/1838", "12/03/2938", date(1838, 3, 12)])
def test_a_day_on_which_nobody_alive_was_born_is_said(cell):
    with pytest.raises(ValueError, match=r".*"):
        birth_of(cell, this_year=2026)


@pytest.mark.parametrize("cell", ["32/01/1942", "31/02/1942", "5 floréal 1942", "Rennes"])
def test_an_impossible_day_is_said(cell):
    with pytest.raises(ValueError, match=r".*"):
        day_of(cell, this_year=2026)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("01 99 00 31 07", ("+33199003107",)),
        ("01.99.00.31.07", ("+33199003107",)),
        (199003107.0, ("+33199003107",)),
        ("639982057", ("+33639982057",)),
        ("01 99 00 31 07 / 06 39 98 20 57", ("+33199003107", "+33639982057")),
        ("01 99 00 31 07 (fille)", ("+33199003107",)),
        ("+351 212 345 678", ("+351212345678",)),
        ("+33\u202f1\u202f99\u202f00\u202f31\u202f07", ("+33199003107",)),
        ("0199003107-0639982057", ("+33199003107", "+33639982057")),
        ("01.99.00.31.07-06.39.98.20.57", ("+33199003107", "+33639982057")),
        ("01-99-00-31-07-06-39-98-20-57", ("+33199003107", "+33639982057")),
        ("01 99 00 31 07 06 39 98 20 57", ("+33199003107", "+33639982057")),
        ("01 99 00 31 07 9h-12h", ("+33199003107",)),
        ("01_99_00_31_07", ("+33199003107",)),
        ("01 99 00 31 079", ()),
        ("", ()),
        ("néant", ()),
    ],
)
def test_every_number_of_a_cell_is_kept(cell, numbers):
    assert phones_in(cell) == numbers


@pytest.mark.parametrize("cell", ["6,12E+08", "1.99003E+8"])
def test_a_number_lost_in_scientific_notation_is_said(cell):
    with pytest.raises(ValueError, match="E"):
        phones_in(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0590 12 34 56", "+590590123456"),
        ("0692 12 34 56", "+262692123456"),
        (692123456.0, "+262692123456"),
        ("+33 (0)692 12 34 56", "+262692123456"),
        ("portable : 0696.12.34.56", "+596696123456"),
        ("06 39 98 20 57", "+33639982057"),
    ],
)
def test_ten_digits_say_themselves_where_overseas_they_ring(cell, number):
    assert phones_in(cell) == (number,)


@given(st.integers(min_value=10**8, max_value=10**9 - 1))
def test_a_lost_zero_is_found_again(number):
    (found,) = phones_in(float(number))

    assert found.endswith(str(number))
    assert phones_in(f"0{number}") == (found,)


def key_of(body):
    return f"{97 - int(body) % 97:02d}"


@given(st.sampled_from("12"), st.integers(0, 99), st.integers(1, 12), st.integers(10**8, 10**9 - 1))
def test_a_social_security_number_is_seen_with_its_key_and_without(sex, year, month, rest):
    body = f"{sex}{year:02d}{month:02d}{rest:08d}"[:13]
    rest_digits = body[5:]
    if not (rest_digits[:2] >= "01"):
        return

    assert has_nir(f"dossier {body}{key_of(body)} reçu")
    assert has_nir(body)


@pytest.mark.parametrize(
    "text",
    [
        "tel 0199003107 144113512345657",
        "née le 12/03/1944 1 44 11 35 123 456 57",
        "1 44 11 35 123 456 57 01 99 00 31 07",
        "1938 1 44 11 35 123 456",
        "0199003107 1.44.11.2A.123.456",
        "144113512345657 12 rue des Lilas",
    ],
)
def test_a_social_security_number_beside_another_number_is_seen(text):
    assert has_nir(text)


@pytest.mark.parametrize(
    "text",
    [
        "01 99 00 31 07 et 06 39 98 20 57",
        "2026-07-13 14:00",
        "compte 123456",
        "1 06 12 34 56 78 02 99 00 31 07",
    ],
)
def test_phones_and_dates_are_not_taken_for_one(text):
    assert not has_nir(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [("#N/A", ""), ("#VALEUR!", ""), ("#12", "#12"), ("1\x1frue\x00", "1rue"), ("a\nb", "a\nb")],
)
def test_what_a_spreadsheet_says_in_place_of_a_value_is_no_text(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("cell", "known"), [("oui", True), ("X", True), ("Non", False), ("?", None), ("", None)]
)
def test_yes_and_no(cell, known):
    assert yes_or_no(cell) is known
