from hypothesis import given
from hypothesis import strategies as st

from entremise.engines.copy_marks import copies_of, line_mark

marks = st.text("0123456789ABCDEF", min_size=8, max_size=8)


@given(marks, st.integers(1, 999_999))
def test_a_line_says_which_copy_it_is_from(mark, line):
    assert copies_of(f"  {line_mark(mark, line).lower()} Vaudremont", [mark, "FFFFFFFF0"]) == (
        mark,
    )


@given(marks, st.integers(1, 999_999))
def test_the_same_line_of_another_copy_is_marked_otherwise(mark, line):
    assert line_mark(mark, line) != line_mark(f"{mark}0", line)


@given(st.text(max_size=30))
def test_any_text_is_read_without_fault(text):
    assert copies_of(text, []) == ()
