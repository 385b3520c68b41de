"""Plain words for values: shares in whole people, changes, places."""

from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import Region
from releases.pack_column import Column
from reports.presenters_words import change, of_hundred, within


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("66.5", "Das entspricht rund 67 von 100."),
        ("4.5", "Das entspricht rund 5 von 100."),
        ("4.4", "Das entspricht rund 4 von 100."),
        ("14", "Das entspricht rund 14 von 100."),
        ("1.2", "Das entspricht rund 1 von 100."),
        ("0.25", "Das entspricht rund 3 von 1.000."),
        ("0.0", ""),
        ("99.6", ""),
        ("104.2", ""),
    ],
)
def test_halves_of_the_printed_share_go_up(printed: str, said: str) -> None:
    with translation.override("de"):
        assert of_hundred(Decimal(printed)) == said


REGIONS = [
    ("Leipzig", "Stadt", "in Leipzig"),
    ("Landkreis Zwickau", "Landkreis", "im Landkreis Zwickau"),
    ("Städteregion Aachen", "Städteregion", "in der Städteregion Aachen"),
]


@pytest.mark.parametrize(("name", "kind", "said"), REGIONS)
def test_a_region_stands_in_a_sentence_as_people_say_it(name: str, kind: str, said: str) -> None:
    with translation.override("de"):
        assert within(Region(name_de=name, kind_de=kind)) == said


def column(unit: str, decimals: int) -> Column:
    card = {"decimals": decimals, "kind": "share", "unit": {"de": unit, "en": unit}}
    return Column(card, [], {}, {}, {}, {}, {})


@pytest.mark.parametrize(
    ("number", "unit", "decimals", "said"),
    [
        (1, "%", 0, "+1 Prozentpunkt seit 2015"),
        (10, "%", 1, "+1,0 Prozentpunkte seit 2015"),
        (-2, "%", 0, "−2 Prozentpunkte seit 2015"),
        (-36, "je 1.000", 1, "−3,6\u00a0je 1.000 seit 2015"),
        (0, "%", 1, "unverändert gegenüber 2015"),
    ],
)
def test_a_change_is_told_with_its_sign(number: int, unit: str, decimals: int, said: str) -> None:
    with translation.override("de"):
        assert change(number, column(unit, decimals), "2015") == said
