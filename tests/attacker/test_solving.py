"""The attacker's reckoning against known leaks, and against trying out everything."""

import itertools
import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attacker.knowledge import numerator
from tests.attacker.solving import CannotBe, Row, System
from tests.attacker.town import COUNTS, PERIODS, make_town

# A district of 89 persons: A is small, B protects A, C is published.
A, B, C = 0, 1, 2
DISTRICT = Row(frozenset({A, B, C}), 89, 89)
PUBLISHED = Row(frozenset({C}), 60, 60)


def test_a_second_hidden_count_leaves_everything_open() -> None:
    assert System([DISTRICT, PUBLISHED]).interval({A}) == (0, 29)


def test_a_share_of_the_second_count_gives_the_first_away() -> None:
    low, high = 800 * 3.05 / 100, 800 * 3.15 / 100
    rows = [DISTRICT, PUBLISHED, Row(frozenset({B}), low, high)]
    assert System(rows, in_whole_numbers=False).interval({A}) == pytest.approx((3.8, 4.6))
    assert System(rows).interval({A}) == (4, 4)
    assert numerator(Decimal("3.1"), Decimal(800)) == (25, 25)


def test_a_class_of_the_map_bounds_the_count() -> None:
    of_map = Row(frozenset({A}), 0, 300 * 2 / 100)
    assert System([DISTRICT, PUBLISHED, of_map]).interval({A}) == (0, 6)


def test_a_change_from_a_known_count_gives_the_new_one_away() -> None:
    before = Row(frozenset({3}), 12, 12)
    decrease = 3, 4  # what there was is what is left and what went
    rows = [DISTRICT, before, Row(frozenset({A, 4}), 12, 12), Row(frozenset({4}), 8, 8)]
    assert System(rows).interval({A}) == (4, 4)
    assert System(rows).interval(decrease) == (20, 20)


def test_contradictions_are_noticed() -> None:
    with pytest.raises(CannotBe):
        System([DISTRICT, Row(frozenset({A, B}), 100, 100)])


def test_what_has_no_end_is_said_to_have_none() -> None:
    assert System([Row(frozenset({A, B}), 3, math.inf)]).interval({A, C}) == (0, math.inf)


SUMS = st.lists(st.sets(st.integers(0, 4), min_size=1), min_size=1, max_size=6)
COUNT = st.integers(0, 4)


@given(truth=st.tuples(*[COUNT] * 5), sums=SUMS, widths=st.lists(st.integers(0, 2), min_size=6))
def test_intervals_are_those_of_trying_out_everything(
    truth: tuple[int, ...], sums: list[set[int]], widths: list[int]
) -> None:
    """Exact sums and rounded ones, with all atoms known to be at most 4."""
    rows = [
        Row(frozenset(atoms), sum(truth[a] for a in atoms) - width, sum(truth[a] for a in atoms))
        for atoms, width in zip(sums, widths, strict=False)
    ] + [Row(frozenset({atom}), 0, 4) for atom in range(5)]
    fitting = [
        counts
        for counts in itertools.product(range(5), repeat=5)
        if all(row.low <= sum(counts[a] for a in row.atoms) <= row.high for row in rows)
    ]
    system = System(rows)
    for target in ({0}, {1, 2}, {0, 3, 4}):
        totals = [sum(counts[a] for a in target) for counts in fitting]
        assert system.interval(target) == pytest.approx((min(totals), max(totals)))


@pytest.mark.parametrize("people", [7, 30, 99, 130, 800, 1234])
def test_printed_shares_leave_just_the_counts_that_print_them(people: int) -> None:
    printed = [
        (Decimal(100 * n) / people).quantize(Decimal("0.1"), ROUND_HALF_UP)
        for n in range(people + 1)
    ]
    for share in set(printed):
        counts = [n for n, other in enumerate(printed) if other == share]
        assert numerator(share, Decimal(people)) == (counts[0], counts[-1])


def test_the_town_has_what_the_attack_needs() -> None:
    town = make_town(seed=1, districts=200)
    assert town == make_town(seed=1, districts=200)
    assert town != make_town(seed=2, districts=200)
    assert len({block[:3] for block in town.blocks}) == 200
    across = [
        school
        for school in set(town.schools.values())
        if len({block[:5] for block in town.blocks if town.schools[block] == school}) > 1
    ]
    assert len(across) > 50
    assert len(town.corrected) > 10
    assert set(PERIODS) == {period for _, _, period in town.counts}
    assert {measure for measure, _, _ in town.counts} == set(COUNTS)
