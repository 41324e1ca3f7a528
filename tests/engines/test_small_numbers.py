"""Small numbers are hidden, and no sum of a row or a column gives one back."""

from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.small_numbers import FEW, protected


def with_sums(rows):
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]]


TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


def lines_of(table):
    return [*table, *zip(*table, strict=True)]


@given(TABLES)
def test_no_small_number_is_shown_and_no_sum_gives_one_back(rows):
    table = with_sums(rows)
    shown = protected(table)

    for line, secret in zip(lines_of(shown), lines_of(table), strict=True):
        *parts, total = line
        assert all(number is None or number == 0 or number >= FEW for number in line)
        hidden = [one for one, said in zip(secret, parts, strict=False) if said is None]
        if total is not None:
            assert not hidden or (len(hidden) > 1 and sum(hidden) >= FEW)
        elif secret[-1] >= FEW or len(parts) > 1:
            assert hidden


@given(TABLES)
def test_what_is_shown_is_true_and_large_tables_are_shown_whole(rows):
    table = with_sums(rows)
    shown = protected(table)
    large = with_sums([[number + FEW for number in row] for row in rows])

    assert all(
        said in (None, number)
        for row, line in zip(table, shown, strict=True)
        for number, said in zip(row, line, strict=True)
    )
    assert protected(large) == tuple(map(tuple, large))


@given(TABLES)
def test_two_tables_of_the_same_things_hide_the_same_sums(rows):
    table = with_sums(rows)
    whole = [table[-1][:-1]]

    assert protected(table)[-1] == protected(with_sums(whole))[-1]


def test_a_small_number_takes_the_smallest_other_with_it():
    table = with_sums([[3, 20, 30], [40, 50, 60]])

    assert protected(table)[0] == (None, None, 30, 53)
    assert protected(table)[1] == (None, None, 60, 150)


def test_a_number_that_nobody_knows_is_hidden_like_a_small_one():
    table = [[None, 20, 30, None], [40, 50, 60, 150], [44, 70, 90, 204]]

    shown = protected(table)

    assert (shown[0][0], shown[0][3], shown[1][0]) == (None, None, None)
    assert shown[2] == (44, 70, 90, 204)
