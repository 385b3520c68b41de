"""A derived indicator is written at the desk, checked there, and follows what it is made of."""

import pytest
from django.test import Client

from indicators.models import Indicator, Measure
from tests.integration.catalogue.conftest import CATALOGUE, exi_u15, sent_for
from tests.integration.catalogue.test_editing import NEW, edit

pytestmark = pytest.mark.django_db(databases="__all__")

POINTS = {"unit_de": "Prozentpunkte", "unit_en": "percentage points", "kind": "rate"}


def create(clerk: Client, expression: str, **changed: str) -> str:
    sent = sent_for(exi_u15()) | {
        "key": "exi_u15_change",
        "name_de": "Änderung",
        "name_en": "Change",
        "aggregation": "none",
        "formula_text": f"{{derived: '{expression}'}}",
        **POINTS,
        **changed,
    }
    return clerk.post(NEW, sent, follow=True).content.decode()


def test_it_is_made_with_a_measure_of_its_own(clerk: Client, indicator: Indicator) -> None:
    create(clerk, "change_pp(exi_u15, 1)")
    made = Indicator.objects.get(key="exi_u15_change")
    assert made.definition["formula"] == {
        "count": None, "ratio": None, "value": "derived-exi_u15_change",
        "derived": "change_pp(exi_u15, 1)",
    }  # fmt: skip
    assert Measure.objects.get(key="derived-exi_u15_change").unit_de == "Prozentpunkte"
    page = clerk.get(f"{CATALOGUE}indicators/exi_u15_change/edit/").content.decode()
    assert "{derived: &#x27;change_pp(exi_u15, 1)&#x27;}" in page
    assert "derived-exi_u15_change" not in clerk.get(f"{CATALOGUE}measures/").content.decode()


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("change_pp(exi_15, 1)", "Gemeint ist vielleicht „exi_u15“"),
        ("change_pct(exi_u15, 1)", "Prozent von Prozent"),
        ("exi_u15_change + exi_u15", "im Kreis: exi_u15_change → exi_u15_change"),
        ("change_pp(exi_u15, 1", "lässt sich nicht lesen"),
    ],
)
def test_a_wrong_expression_is_told_in_the_form(
    clerk: Client, indicator: Indicator, expression: str, words: str
) -> None:
    page = create(clerk, expression)
    assert words in page
    assert not Indicator.objects.filter(key="exi_u15_change").exists()


def test_the_unit_must_be_that_of_the_expression(clerk: Client, indicator: Indicator) -> None:
    page = create(clerk, "change_pp(exi_u15, 1)", unit_de="%", unit_en="%")
    assert "Bitte „Prozentpunkte“ schreiben" in page


def test_what_an_expression_comes_to_follows_what_it_names(
    clerk: Client, indicator: Indicator
) -> None:
    create(clerk, "exi_u15", unit_de="%", unit_en="%", kind="share")
    own = Indicator.objects.get(key="exi_u15_change").definition["formula"]
    assert own["ratio"] == exi_u15().definition["formula"]["ratio"]
    edit(clerk, factor="1000", kind="rate")
    own = Indicator.objects.get(key="exi_u15_change").definition["formula"]
    assert own["ratio"]["factor"] == 1000
