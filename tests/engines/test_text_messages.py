"""Parts that are paid, letters that a phone knows, and texts that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.text_messages import fitted, folded, is_gsm, parts_count


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_is_counted_in_the_parts_that_are_paid(text, parts):
    assert parts_count(text) == parts


def test_french_is_folded_into_the_small_alphabet_and_keeps_the_accents_that_it_has():
    said = folded("« L’été dès août, ça va ? »\u202fŒuvre… à Noël")

    assert said == '" L\'été dès aout, ca va ? " OEuvre... à Noel'
    assert is_gsm(said)


def test_letters_without_near_ones_are_kept():
    assert folded("مرحبا") == "مرحبا"


@given(st.text(max_size=900), st.integers(1, 3))
def test_a_fitted_text_never_takes_more_parts_than_allowed(text, parts):
    assert parts_count(fitted(text, parts=parts)) <= parts


def test_a_long_text_is_cut_after_a_word():
    assert fitted("mot " * 100, parts=1).endswith("mot...")
