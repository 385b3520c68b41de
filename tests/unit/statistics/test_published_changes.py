"""A change over two years is the one the city published."""

import datetime

import numpy as np
import pytest

from indicators.statistics.derivation import Operand, derive
from indicators.statistics.derivation_units import Unit
from indicators.statistics.derivation_values import LeafValues, Span, Timeline, evaluate_tree
from indicators.statistics.formula import Formula, ReadyValue
from tests.unit.statistics.test_published_indices import PUBLISHED_TO, needs_shared_data, rows_of

EDITIONS = {"2017": datetime.date(2016, 12, 31), "2019": datetime.date(2018, 12, 31)}


@needs_shared_data
@pytest.mark.parametrize("number", ["3", "4"])
def test_berlins_dynamics_2019_are_the_changes_of_its_shares(number: str) -> None:
    """D3 and D4; S1 was defined anew between the editions, and S2 ended."""
    tables = {edition: rows_of(edition, "2-1") for edition in EDITIONS}
    evaluated = set.intersection(*(set(rows_of(edition, "1")) for edition in EDITIONS))
    codes = sorted(evaluated & tables["2017"].keys() & tables["2019"].keys())
    shares = [[_number(tables[one][code], f"s{number}_") for code in codes] for one in EDITIONS]
    published = np.array([_number(tables["2019"][code], f"d{number}_") for code in codes])
    leaf: Formula = ReadyValue("share")
    found = derive("change_pp(share_, 2)", {"share_": Operand(leaf, Unit("share"))})
    timeline = Timeline([Span(day.isoformat(), "day", day) for day in EDITIONS.values()])
    own = evaluate_tree(found.tree, {leaf: LeafValues(np.array(shares))}, timeline)[1]
    assert len(codes) > 400
    wrong = np.flatnonzero(np.abs(own - published) > PUBLISHED_TO)
    assert [codes[at] for at in wrong] == []


def _number(row: dict[str, str], start: str) -> float:
    return float(next(value for name, value in row.items() if name.startswith(start)))
