"""Shares in whole people."""

from decimal import Decimal

import pytest
from django.utils import translation

from reports.presenters_words import of_hundred


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("66.5", "rund 67 von 100"),
        ("4.5", "rund 5 von 100"),
        ("4.4", "rund 4 von 100"),
        ("14", "rund 14 von 100"),
        ("0.25", "rund 3 von 1.000"),
        ("0.0", ""),
    ],
)
def test_halves_of_the_printed_share_go_up(printed: str, said: str) -> None:
    with translation.override("de"):
        assert of_hundred(Decimal(printed)) == said
