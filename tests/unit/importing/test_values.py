"""Values: areas, measures, periods, signs, and what stands twice."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from indicators.importing.layout import TableLayout
from indicators.importing.values import Values, read_values
from spatial_units.importing.problems import Severity
from spatial_units.importing.wording import say
from tests.unit.importing.making import codes, read_table_of, table, the

LONG = {
    "area": {"key": {"column": "id"}},
    "period": "{jahr}-12-31",
    "values": {"long": {"value": "n", "item": "was", "measures": {"pop": "EW", "u6": "unter 6"}}},
}


def rows(values: Values) -> list[tuple[str, str, str, float | None, str]]:
    assert codes(values.problems, Severity.ERROR) == []
    return [row[:5] for row in values]


def of(
    tmp_path: Path, text: str, variables: Mapping[str, str] | None = None, **layout: object
) -> Values:
    return read_table_of(table(tmp_path / "x.csv", text), variables, **layout)


def test_a_value_knows_where_it_came_from(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\n01,5\n02,\n")
    assert list(read) == [
        ("01", "amount", "2020", 5.0, "A", 2, "value"),
        ("02", "amount", "2020", None, "O", 3, "value"),
    ]


def test_what_crosses_the_pipe_is_what_was_read(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", "key,value\n01,.1\n02,\n03,-0\n")
    here, there = read_table_of(path), read_table_of(path, limited=True)
    assert list(here) == list(there)
    assert here.value.tobytes() == there.value.tobytes()


def test_every_sign_has_the_meaning_that_was_declared(tmp_path: Path) -> None:
    signs = {"": "missing", ".": "suppressed", "-": "zero", "x": "not_applicable", "/": "missing"}
    text = "key,value\na,\nb,.\nc,-\nd,x\ne, / \nf,0\n"
    read = rows(of(tmp_path, text, signs=signs))
    assert [(value, status) for *_, value, status in read] == [
        (None, "O"), (None, "Q"), (0.0, "A"), (None, "M"), (None, "O"), (0.0, "A"),
    ]  # fmt: skip


def test_even_a_zero_may_be_a_sign(tmp_path: Path) -> None:
    read = rows(of(tmp_path, "key,value\na,0\nb,1\n", signs={"0": "not_evaluated"}))
    assert [status for *_, status in read] == ["L", "A"]


def test_a_sign_nobody_explained_is_asked_for_once_per_column(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\na,NA\nb,1\nc,NA\nd,…\n")
    assert len(read) == 0
    assert [(p.row, p.column, p.facts["sign"], p.facts["rows"]) for p in read.problems] == [
        (2, "value", "NA", "2, 4"),
        (5, "value", "…", "5"),
    ]


def test_empty_cells_must_be_explained_where_signs_are_declared(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\na,\nb,1\n", signs={"NA": "missing"})
    assert codes(read.problems) == ["empty_cells_undeclared"]


def test_a_code_in_a_cell_stands_for_its_number(tmp_path: Path) -> None:
    text = "key,value\na,+\nb,+/-\nc,-\n"
    read = rows(of(tmp_path, text, codes={"+": 1, "+/-": 2, "-": 3}))
    assert [value for *_, value, _ in read] == [1, 2, 3]


def test_a_bad_number_is_told_with_row_column_and_remedy(tmp_path: Path) -> None:
    form = {"delimiter": ";", "decimal": ","}
    read = of(tmp_path, "key;value\na;1.234\nb;1_000\nc;nan\nd;1e999\n", format=form)
    assert [(p.code, p.row) for p in read.problems] == [
        ("not_a_number", 3), ("not_finite", 4), ("number_too_large", 5), ("ambiguous_number", 2),
    ]  # fmt: skip
    said = say(read.problems[3], "de")
    assert said.startswith("x.csv, Zeile 2, Spalte „value“: „1.234“ ist mehrdeutig")
    assert "„thousands“" in said
    assert len(read) == 0


def test_a_notation_is_asked_about_once_per_column_and_not_per_cell(tmp_path: Path) -> None:
    form = {"delimiter": ";", "decimal": ","}
    text = "key;value;x\n" + "".join(f"{n};1.{n};{n},5 %\n" for n in range(100, 150))
    read = of(tmp_path, text, format=form, values={"columns": {"a": "value", "b": "x"}})
    assert [(p.code, p.column, p.facts["count"]) for p in read.problems] == [
        ("ambiguous_number", "value", 50),
        ("percent_sign", "x", 50),
    ]


def test_a_sign_in_a_long_table_is_asked_about_once_for_all_measures(tmp_path: Path) -> None:
    text = "id,jahr,was,n\n1,2019,EW,NA\n1,2019,unter 6,NA\n"
    read = of(tmp_path, text, **LONG)
    assert [(p.code, p.facts["rows"]) for p in read.problems] == [("unknown_sign", "2, 3")]


def test_a_title_taken_for_the_header_is_suspected(tmp_path: Path) -> None:
    title = of(tmp_path, "Einwohner der Stadt\nkey,value\n1,2\n")
    assert codes(title.problems) == ["header_is_a_title"]
    wide = of(tmp_path, "Einwohner der Stadt,\nkey,value\n1,2\n")
    assert codes(wide.problems) == ["header_not_found"]
    assert "skip_rows" in say(wide.problems[0], "de")


def test_points_that_may_group_thousands_are_pointed_out(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\na,1.234\nb,12.500\nc,3.100\nd,950\n", format={"decimal": "."})
    assert codes(read.problems, Severity.WARNING) == ["perhaps_thousands"]
    assert len(read) == 4


def test_long_tables_are_split_by_item_and_period(tmp_path: Path) -> None:
    text = "id,jahr,was,n\n1,2019,EW,10\n1,2019,unter 6,2\n1,2020,EW,11\n1,2020,Haushalte,7\n"
    read = of(tmp_path, text, **LONG)
    assert rows(read) == [
        ("1", "pop", "2019-12-31", 10.0, "A"),
        ("1", "pop", "2020-12-31", 11.0, "A"),
        ("1", "u6", "2019-12-31", 2.0, "A"),
    ]
    assert the(read.problems, "items_not_used").facts["examples"] == "Haushalte"


def test_an_item_that_is_not_there_is_answered_with_the_likely_one(tmp_path: Path) -> None:
    read = of(tmp_path, "id,jahr,was,n\n1,2019,EW,10\n1,2019,unter 6 Jahre,2\n", **LONG)
    assert the(read.problems, "item_not_found").facts["suggestion"] == "unter 6 Jahre"


def test_wide_tables_take_the_period_from_the_header(tmp_path: Path) -> None:
    read = of(
        tmp_path,
        "key,I_2013,I_2022,name\n1,.707,-.05,x\n",
        period="{1}",
        values={"period_columns": {"gesix": r"I_(\d{4})"}},
    )
    assert rows(read) == [
        ("1", "gesix", "2013", 0.707, "A"),
        ("1", "gesix", "2022", -0.05, "A"),
    ]


def test_loop_variables_fill_the_period(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\n1,2\n", {"jahr": "2019"}, period="{jahr}-12-31")
    assert read.periods == ["2019-12-31"]


def test_columns_add_up_and_a_sign_in_one_is_a_sign_in_the_sum(tmp_path: Path) -> None:
    text = "key,a,b,c\n1,1,2,3\n2,1,.,3\n3,1,,.\n"
    read = of(
        tmp_path,
        text,
        values={"columns": {"a": "a"}},
        sums={"all": ["a", "b", "c"]},
        signs={"": "missing", ".": "suppressed"},
    )
    added = [row for row in read if row[1] == "all"]
    assert [(row[3], row[4]) for row in added] == [(6.0, "A"), (None, "Q"), (None, "Q")]
    assert added[0][6] == "a + b + c"


def test_a_period_that_does_not_exist_is_told_once_with_its_column_and_rows(
    tmp_path: Path,
) -> None:
    text = "id,jahr,was,n\n1,2019,EW,10\n2,20x9,EW,2\n2,20y9,EW,3\n1,2019,unter 6,1\n"
    read = of(tmp_path, text, **LONG)
    assert codes(read.problems) == ["period_unreadable"]
    assert (read.problems[0].row, read.problems[0].column) == (3, "jahr")
    assert read.problems[0].facts["text"] == "20x9-12-31"
    assert read.problems[0].facts["others"] == "20y9-12-31"
    assert read.problems[0].facts["rows"] == "3, 4"


def test_headers_that_are_no_periods_are_told_once(tmp_path: Path) -> None:
    read = of(
        tmp_path, "key,I_a,I_b\n1,2,3\n", period="{1}", values={"period_columns": {"x": "I_(.)"}}
    )
    assert codes(read.problems) == ["period_unreadable"]
    assert (read.problems[0].column, read.problems[0].facts["others"]) == ("I_a", "b")


def test_a_day_that_no_calendar_has_is_named_as_such(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\n1,2\n", period="2023-02-29")
    assert codes(read.problems) == ["period_is_no_day"]
    assert "Den Tag „2023-02-29“ gibt es nicht" in say(read.problems[0], "de")


def test_german_days_and_declared_notations_become_our_keys(tmp_path: Path) -> None:
    text = "key,t,value\n1,31.12.2023,2\n1,31.03.2024,3\n"
    found = of(tmp_path, text, period="{t}").periods
    assert sorted(found) == ["2023-12-31", "2024-03-31"]
    pattern = r"(?P<quarter>\d)/(?P<year>\d{4})"
    quarters = "key,t,value\n1,1/2022,2\n1,2/2022,3\n"
    read = of(tmp_path, quarters, period="{t}", period_pattern=pattern)
    assert read.periods == ["2022-Q1", "2022-Q2"]
    broken = of(tmp_path, quarters, period="{t}", period_pattern="(")
    assert codes(broken.problems) == ["pattern_invalid"]


def test_a_year_among_the_headers_that_nothing_reads_is_pointed_out(tmp_path: Path) -> None:
    """As where only the first of two merged header cells holds the title."""
    read = of(
        tmp_path,
        "key,Einwohner | 2021,2022,Name\n1,2,3,x\n",
        period="{1}",
        values={"period_columns": {"pop": r"Einwohner \| (\d{4})"}},
    )
    assert the(read.problems, "columns_left_unused").facts["examples"] == "2022"
    assert len(read) == 1
    plain = of(tmp_path, "key,value,2022\n1,2,3\n")
    assert codes(plain.problems) == []


def test_filters_must_match_the_whole_text_and_something(tmp_path: Path) -> None:
    text = "key,tab,value\n1,005,7\n2,0051,8\n"
    assert [row[0] for row in rows(of(tmp_path, text, where={"tab": "005"}))] == ["1"]
    nothing = of(tmp_path, text, where={"tab": "5"})
    assert the(nothing.problems, "where_matches_nothing").column == "tab"
    never = of(tmp_path, text, where={"tab": "005", "key": "2"})
    assert codes(never.problems) == ["where_leaves_nothing"]
    broken = of(tmp_path, text, where={"tab": "("})
    assert codes(broken.problems) == ["pattern_invalid"]


def test_rows_that_are_not_read_need_not_be_sound(tmp_path: Path) -> None:
    text = "key,value\n1,7\nQuelle: Amt,\n"
    rule = {"key": {"column": "key", "pattern": r"\d+"}}
    assert the(of(tmp_path, text, area=rule).problems, "key_does_not_match").row == 3
    assert len(rows(of(tmp_path, text, area=rule, where={"key": r"\d+"}))) == 1


def test_lost_zeros_are_restored_where_declared_and_suspected_where_not(tmp_path: Path) -> None:
    text = "key,value\n1001000,1\n5513000,2\n14524010,3\n16051000,4\n"
    padded = of(tmp_path, text, area={"key": {"column": "key", "pad": 8}})
    assert padded.areas[0] == "01001000"
    assert the(padded.problems, "keys_padded").facts["count"] == 2
    bare = of(tmp_path, text)
    assert the(bare.problems, "leading_zeros_lost").facts["length"] == 8


def test_keys_lose_blanks_and_decimals_but_not_silently(tmp_path: Path) -> None:
    read = of(tmp_path, "key,value\n95AA     ,1\n7.0,2\n")
    assert sorted(read.areas) == ["7", "95AA"]
    assert codes(read.problems) == ["keys_trimmed", "keys_had_decimals"]


def test_an_empty_key_column_is_named_as_such(tmp_path: Path) -> None:
    read = of(tmp_path, "key,name,value\n,Mitte,1\n,Süd,2\n")
    assert codes(read.problems) == ["column_empty"]


def test_the_same_row_twice_counts_once_but_two_values_stop(tmp_path: Path) -> None:
    same = of(tmp_path, "key,value\na,1\na,1\nb,2\n")
    assert rows(same) == [("a", "amount", "2020", 1.0, "A"), ("b", "amount", "2020", 2.0, "A")]
    assert the(same.problems, "duplicate_rows").facts["rows"] == "3"
    other = of(tmp_path, "key,value\na,1\na,3\n")
    problem = the(other.problems, "duplicate_value")
    assert (problem.row, problem.facts["first_row"]) == (3, 2)
    zero_or_gap = of(tmp_path, "key,value\na,0\na,\n")
    assert codes(zero_or_gap.problems) == ["duplicate_value"]


def test_a_header_twice_is_refused_only_where_it_is_read(tmp_path: Path) -> None:
    assert codes(of(tmp_path, "key,value,value\n1,2,3\n").problems) == ["duplicate_header"]
    assert codes(of(tmp_path, "key,value,x,x\n1,2,3,4\n").problems) == []


def test_areas_that_are_not_listed_are_not_evaluated(tmp_path: Path) -> None:
    table(tmp_path / "list.csv", "id\na\nb\nz\n")
    rule = {"file": "list.csv", "code": {"column": "id"}, "sign": "0"}
    read = of(tmp_path, "key,value\na,1\nb,0\nc,0\nd,9\n", evaluated=rule)
    assert [status for *_, status in rows(read)] == ["A", "A", "L", "L"]
    assert the(read.problems, "areas_not_evaluated").facts["examples"] == "c, d"
    assert the(read.problems, "excluded_area_has_value").row == 5
    assert the(read.problems, "evaluated_area_has_sign").row == 3
    assert the(read.problems, "evaluated_but_absent").facts["examples"] == "z"


def test_a_million_values_need_no_million_objects(tmp_path: Path) -> None:
    numbers = np.arange(200_000)
    lines = [f"{area:06d},{area % 977}" for area in numbers.tolist()]
    path = table(tmp_path / "x.csv", "key,value\n" + "\n".join(lines) + "\n")
    layout = TableLayout.model_validate(
        {
            "area": {"key": {"column": "key"}},
            "period": "2020",
            "values": {"columns": {"n": "value"}},
        }
    )
    read = read_values(path, layout, {}, tmp_path)
    assert np.array_equal(read.value, numbers % 977)
    assert read.row[-1] == 200_001


@pytest.mark.parametrize("line", ["=1+1", "+49 30", "@x", "<script>", "\u202eabc"])
def test_a_strange_cell_is_a_problem_and_never_a_number(tmp_path: Path, line: str) -> None:
    assert codes(of(tmp_path, f"key,value\na,{line}\n").problems)[0] in (
        "not_a_number", "plus_before_groups", "unknown_sign", "wrong_grouping",
    )  # fmt: skip
