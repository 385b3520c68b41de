"""An expression is read as it is written, and what makes no sense is refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indicators.statistics.derivation import (
    Arithmetic,
    Change,
    Constant,
    Derivation,
    Leaf,
    MovingMean,
    Operand,
    Scaled,
    derive,
    leaves_of,
)
from indicators.statistics.derivation_grammar import (
    MOST_CHARACTERS,
    USAGE,
    ExpressionRefused,
    names_in,
    read_expression,
)
from indicators.statistics.derivation_units import Unit
from indicators.statistics.formula import Count, Ratio, ReadyValue

PERSONS, EUROS = Unit("count", "Personen"), Unit("amount", "Euro")
CATALOGUE = {
    "a": Operand(Count(("a",)), PERSONS),
    "b": Operand(Count(("b",)), PERSONS),
    "euros": Operand(Count(("euros",)), EUROS),
    "flats": Operand(Count(("flats",)), Unit("count", "Wohnungen")),
    "exi_u15": Operand(Ratio(("a",), ("b",), 100), Unit("share")),
    "debtors": Operand(ReadyValue("debtors"), Unit("share")),
    "age": Operand(ReadyValue("age"), Unit("value", "Jahre")),
    "status": Operand(ReadyValue("status"), Unit("class")),
}
SHARE = Leaf(Ratio(("a",), ("b",), 100.0))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("a", Count(("a",))),
        ("a + b", Count(("a", "b"))),
        ("b - a", Count(("b", "-a"))),
        ("share(a, b)", Ratio(("a",), ("b",), 100)),
        ("share(a, a + b)", Ratio(("a",), ("a", "b"), 100)),
        ("rate(euros, b - a, 1000)", Ratio(("euros",), ("b", "-a"), 1000)),
        ("euros / b", Ratio(("euros",), ("b",), 1)),
        ("exi_u15", Ratio(("a",), ("b",), 100)),
    ],
)
def test_sums_and_their_ratios_are_ordinary_formulas(text: str, formula: object) -> None:
    assert derive(text, CATALOGUE).formula == formula


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("change_pp(exi_u15)", Derivation(Change(SHARE, 1, "pp"), Unit("points"))),
        ("change_pp(exi_u15, 2)", Derivation(Change(SHARE, 2, "pp"), Unit("points"))),
        (
            'change_since_pct(a, "2015-12-31")',
            Derivation(Change(Leaf(Count(("a",))), "2015-12-31", "pct", 20.0), Unit("growth")),
        ),
        ("moving_mean(exi_u15, 3)", Derivation(MovingMean(SHARE, 3), Unit("share"))),
        ("rank(age)", Derivation(Scaled(Leaf(ReadyValue("age")), "rank"), Unit("rank"))),
        (
            "exi_u15 - debtors",
            Derivation(Arithmetic("-", SHARE, Leaf(ReadyValue("debtors"))), Unit("points")),
        ),
        (
            "-2 * age",
            Derivation(
                Arithmetic(
                    "*",
                    Arithmetic("*", Constant(-1.0), Constant(2.0)),
                    Leaf(ReadyValue("age")),
                ),
                Unit("value", "Jahre"),
            ),
        ),
    ],
)
def test_everything_else_is_a_tree_over_formulas(text: str, found: Derivation) -> None:
    assert derive(text, CATALOGUE) == found


def test_a_sum_that_names_a_measure_twice_is_no_formula_of_the_gate() -> None:
    assert derive("a + a", CATALOGUE).formula is None


def test_the_parts_of_an_expression_are_told_once() -> None:
    found = derive("weighted_sum(z(exi_u15), 0.5, z(age), 2, z(share(a, b)), 1)", CATALOGUE)
    assert leaves_of(found.tree) == [Ratio(("a",), ("b",), 100), ReadyValue("age")]
    assert [one.key for one in names_in(read_expression("share(a, b) + a"))] == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "derived_unreadable", 1),
        ("a +", "derived_unreadable", 3),
        ("  a b", "derived_unreadable", 5),
        ("a.b", "derived_not_allowed", 1),
        ("a[0]", "derived_not_allowed", 1),
        ("a ** 2", "derived_not_allowed", 1),
        ("a // b", "derived_not_allowed", 1),
        ("a + (b if a else b)", "derived_not_allowed", 6),
        ("a + (lambda: 1)", "derived_not_allowed", 6),
        ("[a for a in b]", "derived_not_allowed", 1),
        ("(a := b)", "derived_not_allowed", 2),
        ("a + 'b'", "derived_not_allowed", 5),
        ("a + True", "derived_not_allowed", 5),
        ("a + 1j", "derived_not_allowed", 5),
        ("a * 1e999", "derived_not_allowed", 5),
        ("a # b", "derived_not_allowed", 3),
        ("a + ä", "derived_not_allowed", 5),
        ("_a", "derived_not_allowed", 1),
        ("__import__('os')", "derived_no_function", 1),
        ("eval(a)", "derived_no_function", 1),
        ("share(a, b).real", "derived_not_allowed", 1),
        ("share(a, b=b)", "derived_not_allowed", 1),
        ("share(*a)", "derived_arguments", 1),
        ("share(a)", "derived_arguments", 1),
        ("rate(a, b)", "derived_arguments", 1),
        ("rate(a, b, 0)", "derived_arguments", 1),
        ("change(a, 0)", "derived_arguments", 1),
        ("change(a, 1.5)", "derived_arguments", 1),
        ("change_since(a, 2015)", "derived_arguments", 1),
        ("moving_mean(a)", "derived_arguments", 1),
        ("weighted_sum(a, 1)", "derived_arguments", 1),
        ("weighted_sum(a, b, a, b)", "derived_not_allowed", 17),
        ("c", "derived_unknown_name", 1),
        ("1 + 2", "derived_only_numbers", 1),
        ("a / 0", "derived_divides_by_zero", 1),
        ("a + euros", "derived_unlike_units", 1),
        ("a + 1", "derived_unlike_units", 1),
        ("rank(a) + rank(b)", "derived_unlike_units", 1),
        ("share(euros, a)", "derived_share_of_unlike", 1),
        ("share(a, flats)", "derived_share_of_unlike", 1),
        ("share(exi_u15, a)", "derived_needs_counts", 1),
        ("share(exi_u15, debtors)", "derived_percent_of_percent", 1),
        ("exi_u15 * debtors", "derived_percent_of_percent", 1),
        ("a * b", "derived_product", 1),
        ("change_pct(exi_u15, 1)", "derived_percent_of_percent", 1),
        ("change(exi_u15, 1)", "derived_percent_of_percent", 1),
        ("change_pct(rate(euros, a, 1), 1)", "derived_growth_of_rate", 1),
        ("change_pp(a, 1)", "derived_points_of_no_share", 1),
        ("change(rank(a), 1)", "derived_no_change", 1),
        ("moving_mean(debtors, 3)", "derived_mean_of_rates", 1),
        ("moving_mean(age, 3)", "derived_mean_of_rates", 1),
        ("z(status)", "derived_no_scale", 1),
        ("share(2 * a, b)", "derived_needs_sums", 1),
        ("weighted_sum(a, 1, euros, 1)", "derived_unlike_units", 1),
        ("(" * 90 + "a" + ")" * 90, None, 0),
        ("-" * 40 + "a", "derived_too_deep", 13),
        ("a" * (MOST_CHARACTERS + 1), "derived_too_long", MOST_CHARACTERS),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(
    text: str, code: str | None, position: int
) -> None:
    if code is None:
        assert derive(text, CATALOGUE).formula == Count(("a",)), "parentheses nest nothing"
        return
    with pytest.raises(ExpressionRefused) as refused:
        derive(text, CATALOGUE)
    assert (refused.value.code, refused.value.position) == (code, position)


@pytest.mark.parametrize("usage", USAGE.values())
def test_each_function_is_read_as_its_example_says(usage: str) -> None:
    assert read_expression(usage)


@given(some.text(alphabet="ab+-*/()., 19'\"[]{}:=\n\tchangertsi_\\#ﬁ\0", max_size=60))
def test_whatever_is_written_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    assert 0 <= position_of_refusal(text) <= max(len(text), 1)


def position_of_refusal(text: str) -> int:
    try:
        derive(text, CATALOGUE)
    except ExpressionRefused as refused:
        return refused.position
    return 0
