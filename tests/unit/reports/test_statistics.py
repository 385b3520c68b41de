"""In which fifth a value lies."""

from hypothesis import given
from hypothesis import strategies as st

from reports.statistics import fifth_of

VALUES = st.lists(st.integers(-50, 50), min_size=10, max_size=60)


@given(VALUES)
def test_a_higher_value_never_lies_in_a_lower_fifth(values: list[int]) -> None:
    placed = [(value, fifth_of(value, values)) for value in sorted(values)]
    known = [fifth for _value, fifth in placed if fifth is not None]
    assert known == sorted(known)
    assert all(0 <= fifth <= 4 for fifth in known)


def test_ten_different_values_make_five_pairs() -> None:
    assert [fifth_of(value, range(10)) for value in range(10)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_equal_values_share_a_fifth_and_too_many_have_none() -> None:
    assert fifth_of(7, [*range(9), 7]) == 4
    assert fifth_of(1, [1] * 10) is None


def test_few_areas_have_no_fifths() -> None:
    assert fifth_of(1, range(9)) is None
