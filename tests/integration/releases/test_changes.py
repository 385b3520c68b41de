"""What changes between two packs, counted by hand, and the text made of it."""

from dataclasses import replace
from typing import Any

import pytest

from releases.changelog import MOST_LINES, changelog
from releases.changes import as_record, compare
from releases.pack_format import Pack, Section, Series
from tests.factories import card

YEARS = [
    {"key": str(year), "kind": "year", "start": f"{year}-01-01", "end": f"{year}-12-31"}
    for year in (2020, 2021, 2022, 2023)
]


def pack(rows: list[list[int | None]], status: dict[tuple[int, int], str] | None = None) -> Pack:
    """Three areas, a row per year from 2020 on, printed tenths."""
    section = Section(
        boundary_set="stadtteile",
        name={"de": "", "en": ""},
        valid=("2015-01-01", None),
        shapes="x",
        areas=["01", "02", "03"],
        periods=list(range(len(rows))),
        series=Series(rows, status or {}),
        deliveries=["d"] * len(rows),
    )
    return Pack(
        region="kleinstadt",
        level="stadtteil",
        audience="public",
        card=card("exi_u15", "Quote", "Quota", kind="share", unit="%"),
        periods=YEARS[: len(rows)],
        sections=[section],
        wholes=[],
        classification={},
    )


def test_new_changed_and_gone_values_are_told_apart() -> None:
    before = pack([[10, None, 30], [1, 2, 3]])
    after = pack([[11, 20, None], [1, 2, 3], [4, 5, None]], {(2, 2): "Q"})
    found = compare(before, after)
    first, same, new = found.periods
    assert (first.state, first.new, first.changed, first.gone) == ("changed", 1, 1, 1)
    assert (same.state, same.values, same.new) == ("same", 3, 0)
    assert (new.state, new.values, new.new, new.gaps) == ("new", 2, 2, {"Q": 1})
    assert found.areas == 3
    shown = {(one.area, one.old[0], one.new[0]) for one in found.examples}
    assert shown == {("01", 1.0, 1.1), ("02", None, 2.0), ("03", 3.0, None)}


def test_a_number_with_more_decimals_that_says_the_same_is_no_change() -> None:
    before = pack([[15, 20, 25]])
    finer = replace(before, card=before.card | {"decimals": 2})
    section = replace(finer.sections[0], series=Series([[150, 200, 250]]))
    assert compare(before, replace(finer, sections=[section])).periods[0].state == "same"


def test_a_period_that_disappears_is_named() -> None:
    found = compare(pack([[1, 2, 3], [4, 5, 6]]), pack([[1, 2, 3]]))
    assert [(one.period.key, one.state) for one in found.periods] == [
        ("2020", "same"), ("2021", "gone"),
    ]  # fmt: skip
    assert found.periods[1].gone == 3


def test_a_gap_that_gets_another_reason_is_no_value() -> None:
    before, after = pack([[None, 2, 3]]), pack([[None, 2, 3]], {(0, 0): "Q"})
    (only,) = compare(before, after).periods
    assert (only.state, only.gaps) == ("same", {"Q": 1})


def record(before: Pack | None, after: Pack) -> dict[str, Any]:
    return as_record(after.card, [compare(before, after)])


@pytest.mark.parametrize(
    ("before", "after", "german", "english"),
    [
        (
            None,
            pack([[1, 2, 3], [4, 5, 6], [7, 8, 9]]),
            "Quote: zum ersten Mal veröffentlicht, 2020 – 2022; 9 neue Werte.",
            "Quota: for the first time, 2020 – 2022; 9 new values.",
        ),
        (
            pack([[1, 2, 3]]),
            pack([[1, 2, 4], [4, None, None]]),
            "Quote: neu für 2021; ein neuer Wert; ein geänderter Wert (2020).",
            "Quota: new for 2021; one new value; one changed value (2020).",
        ),
    ],
)
def test_the_text_says_it_in_both_languages(
    before: Pack | None, after: Pack, german: str, english: str
) -> None:
    text = changelog([record(before, after)])
    assert text["de"] == f"{german}\nQuelle: Statistikstelle Kleinstadt"
    assert text["en"] == f"{english}\nSource: Statistikstelle Kleinstadt"


def test_words_alone_have_no_source_and_nothing_at_all_no_text() -> None:
    same = pack([[1, 2, 3]])
    described = replace(same, card=same.card | {"description": {"de": "Neu", "en": "New"}})
    assert changelog([record(same, described)])["de"] == "Quote: Beschreibung geändert."
    assert changelog([record(same, same)])["de"] == ""


def test_a_long_list_ends_in_words() -> None:
    many = [record(None, pack([[1, 2, 3]]))] * (MOST_LINES + 3)
    lines = changelog(many)["de"].splitlines()
    assert len(lines) == MOST_LINES + 2
    assert lines[-2] == "… und 3 weitere Indikatoren."
