"""Codes of sheets: read back as they were made, refused when a hand slipped."""

from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.sheet_codes import (
    ALPHABET,
    BUNDLE_LENGTH,
    SHEETS_AT_MOST,
    code_of,
    read_code,
)

bundles = st.text(alphabet=ALPHABET, min_size=BUNDLE_LENGTH, max_size=BUNDLE_LENGTH)
positions = st.integers(1, SHEETS_AT_MOST)


@given(bundles, positions)
def test_a_code_says_its_sheet_in_any_case_and_with_or_without_its_dash(bundle, position):
    code = code_of(bundle, position)

    assert read_code(code) == read_code(f" {code.lower().replace('-', '')} ") == (bundle, position)


@given(bundles, positions, st.sampled_from(ALPHABET))
def test_a_wrong_letter_opens_no_sheet_of_the_same_position_or_is_refused(bundle, position, sign):
    typed = sign + code_of(bundle, position)[1:]

    assert read_code(typed) in (None, (sign + bundle[1:], position))


def test_most_slips_on_the_figures_are_refused():
    codes = [code_of("C7K", position) for position in range(1, SHEETS_AT_MOST + 1)]
    slips = [
        (code, code[:-1] + figure)
        for code in codes
        for figure in "0123456789"
        if code[-1] != figure
    ]

    assert sum(read_code(typed) is not None for _, typed in slips) <= len(slips) // 10


def test_what_is_no_code_is_refused():
    assert [read_code(text) for text in ("", "C7K", "C7K-00", "I0O-42", "C7K-99", "12345")] == [
        None
    ] * 6
