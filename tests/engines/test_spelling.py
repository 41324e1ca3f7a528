"""Words found again: what people type, and the themes that they mean."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.service_files.plain_words import plain_words
from entremise.engines.spelling import (
    alike,
    distance,
    errors_forgiven,
    keys_of,
    looks_like,
    words_of,
)

TABLE = Path(__file__).parent / "service_files" / "misspelt.csv"
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
RECALL = 0.97


def themes_meant(typed):
    """The themes of the nearest words, as the search takes them."""
    plain, found = plain_words(), set()
    for word in words_of(typed):
        known = alike(word, sorted(plain.near(word)))
        is_exact = any(one.startswith(word) for one in known)
        for one in known if is_exact else known[:1]:
            found |= plain.themes[one]
    return found


def test_of_two_hundred_queries_with_mistakes_nearly_all_find_their_theme():
    with TABLE.open(encoding="utf-8") as file:
        rows = [(row["typed"], row["theme"]) for row in csv.DictReader(file)]

    missed = [(typed, theme) for typed, theme in rows if theme not in themes_meant(typed)]

    assert len(rows) >= 200
    assert 1 - len(missed) / len(rows) >= RECALL, missed


@pytest.mark.parametrize("typed", ["xqzw", "bxxg", "zzz"])
def test_what_is_no_word_means_no_theme(typed):
    assert themes_meant(typed) == set()


def test_small_words_say_nothing_and_a_plural_is_its_singular():
    assert words_of("J'ai besoin d'aide pour les Repas, et des médicaments") == (
        "repa",  # words of the directory lose it too
        "medicament",
    )


@given(LETTERS, LETTERS)
def test_a_distance_is_the_same_both_ways_and_nought_for_the_same_word(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


@given(LETTERS, st.integers(0, 11), st.sampled_from("abcdefghij"))
def test_a_word_with_one_error_shares_a_key_with_the_right_one(word, at, letter):
    if not errors_forgiven(word):
        return
    at %= len(word)
    for wrong in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    ):
        if errors_forgiven(wrong) and looks_like(wrong, word):
            assert keys_of(wrong) & keys_of(word)
