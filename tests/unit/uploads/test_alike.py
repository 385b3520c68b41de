"""Which measure a heading seems to mean: one of the same ages."""

import pytest

from indicators.importing.upload_headings import Words

WORDS = Words(
    {
        "pop_15_17": ["Einwohner 15 bis 17 Jahre"],
        "sgb2_u15": ["Leistungsberechtigte SGB II unter 15 Jahren"],
        "sgb2_15_66": ["Leistungsberechtigte SGB II 15 bis unter 67 Jahren"],
        "unemployed": ["Arbeitslose"],
    }
)


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("LB unter 15 Jahren", "sgb2_u15"),
        ("LB 15 bis unter 67", "sgb2_15_66"),
        ("Einwohner 15–17", "pop_15_17"),
        ("Arbeitslose insgesamt", "unemployed"),
        ("LB unter 18 Jahren", ""),
        ("Baumbestand", ""),
    ],
)
def test_other_numbers_are_other_ages(heading: str, measure: str) -> None:
    assert WORDS.like(heading) == measure
