"""Threshold with two palettes, and filters with the figures of the shown areas."""

from typing import Any

import pytest
from django.test import Client

from atlas import palettes

pytestmark = pytest.mark.django_db(databases=["default", "public"])

MAP = "/kleinstadt/map/"
TABLE = "/kleinstadt/table/"


def context(visitor: Client, address: str) -> dict[str, Any]:
    response = visitor.get(address)
    assert response.status_code == 200, address
    shown: dict[str, Any] = response.context
    return shown


def shown_codes(visitor: Client, query: str) -> list[str]:
    return [row.code for row in context(visitor, TABLE + query)["table"].rows]


def test_a_threshold_divides_the_areas_and_counts_them(visitor: Client) -> None:
    legend = context(visitor, f"{MAP}?threshold=5")["legend"]  # 5,0 14,1 1,2 28,1
    assert (legend.threshold.n_below, legend.threshold.n_above) == (1, 3)
    assert (legend.threshold.share_below, legend.threshold.share_above) == (
        "25\u202f%",
        "75\u202f%",
    )
    assert legend.threshold.label == "5,0\u202f%"
    first = legend.classes[legend.threshold.first_above]
    assert first.lower == 5.0
    assert legend.classes[legend.threshold.first_above - 1].upper == 5.0
    assert "Je Seite gleich viele" in legend.method_label


def test_each_side_has_its_palette_the_palest_beside_the_threshold(visitor: Client) -> None:
    answer = visitor.get("/kleinstadt/classes.json?threshold=5&below=green&above=purple").json()
    below = answer["threshold"]["first_above"]
    assert answer["colors"][0] == palettes.PALETTES["green"].stops[-1]
    assert answer["colors"][-1] == palettes.PALETTES["purple"].stops[-1]
    assert 0 < below < len(answer["colors"])
    assert answer["breaks"][below - 1] == 5.0


def test_a_threshold_beyond_all_values_leaves_one_side_empty(visitor: Client) -> None:
    legend = context(visitor, f"{MAP}?threshold=99")["legend"]
    assert (legend.threshold.n_below, legend.threshold.n_above) == (4, 0)
    assert legend.classes[-1].label == "99,0\u202f% und mehr"


def test_a_threshold_may_divide_changes(visitor: Client) -> None:
    legend = context(visitor, f"{MAP}?period=2021&since=2020&threshold=1,2")["legend"]
    assert (legend.threshold.n_below, legend.threshold.n_above) == (2, 2)
    assert legend.threshold.label == "+1,2"


def test_the_picture_has_the_thresholds_line(visitor: Client) -> None:
    picture = visitor.get("/kleinstadt/map.svg?threshold=5").content.decode()
    assert "Schwelle 5,0\u202f%: 3 ab hier (75\u202f%), 1 darunter" in picture


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("threshold=high", "„high“ ist kein Schwellenwert."),
        ("threshold=nan", "„nan“ ist kein Schwellenwert."),
        ("threshold=1e300", "„1e300“ ist kein Schwellenwert."),
        ("threshold=5&below=rainbow", "Die Farbskala „rainbow“ ist unbekannt."),
        ("threshold=5&above=blue_orange", "Die Farbskala „blue_orange“ ist unbekannt."),
        ("threshold=5&below=green&above=green", "Beide Seiten des Schwellenwerts"),
        ("threshold=5&sides=9", "2 bis 5 Klassen"),
        ("threshold=5&indicator=dem_pop", "nur für eingefärbte Gebiete"),
        ("threshold=5&indicator=idx_status", "nur für eingefärbte Gebiete"),
        ("min=low", "„low“ ist keine Wertgrenze."),
        ("max=inf", "„inf“ ist keine Wertgrenze."),
        ("min=9&max=2", "beide wurden vertauscht"),
        ("only=01,99", "Das Gebiet „99“ gibt es in diesen Gebietsgrenzen nicht"),
        ("only=06&period=2021", "Das Gebiet „06“ gibt es in diesen Gebietsgrenzen nicht"),
        ("within=bezirk:9", "„bezirk:9“ ist kein übergeordnetes Gebiet"),
        ("within=stadt:0", "„stadt:0“ ist kein übergeordnetes Gebiet"),
    ],
)
def test_what_is_wrong_gives_way_and_is_told(visitor: Client, query: str, sentence: str) -> None:
    remarks = context(visitor, f"{MAP}?{query}")["page"].remarks
    assert any(sentence in remark for remark in remarks), remarks


def test_a_range_hides_other_values_but_no_gap(visitor: Client) -> None:
    assert shown_codes(visitor, "?min=2&max=14,1") == ["01", "02", "05", "07", "08"]
    legend = context(visitor, f"{MAP}?min=2&max=14,1")["legend"]
    assert legend.hidden == 2
    assert sum(one.count for one in legend.classes) == 2
    assert [gap.count for gap in legend.gaps] == [1, 1, 1]


def test_classes_stay_those_of_all_areas(visitor: Client) -> None:
    filtered = context(visitor, f"{MAP}?min=10")["legend"].classes
    plain = context(visitor, MAP)["legend"].classes
    assert [one.label for one in filtered] == [one.label for one in plain]


def test_chosen_areas_alone(visitor: Client) -> None:
    assert shown_codes(visitor, "?only=02,05") == ["02", "05"]
    chosen = context(visitor, f"{MAP}?area=02&areas=04")["views"].filter
    assert "only=02,04" in chosen.only_url


def test_hidden_areas_are_pale_in_the_picture_and_not_hatched(visitor: Client) -> None:
    picture = visitor.get("/kleinstadt/map.svg?only=02").content.decode()
    assert picture.count('fill="#eceef2"/>') == 6
    assert "ausgeblendet  (6)" in picture


def test_figures_of_the_shown_areas_have_a_sum_for_counts_only(visitor: Client) -> None:
    counts = dict(context(visitor, f"{TABLE}?indicator=dem_pop&only=01,03,05")["views"].summary)
    assert counts == {
        "Gezeigte Gebiete": "3 von 7",
        "Ohne Wert (nicht eingerechnet)": "1",
        "Summe": "2.210",
        "Niedrigster Wert": "990",
        "Median der Gebiete": "1.105",
        "Höchster Wert": "1.220",
        "Kleinstadt": "20.900",
    }
    shares = dict(context(visitor, f"{TABLE}?only=01,02")["views"].summary)
    assert "Summe" not in shares
    assert shares["Median der Gebiete"] == "9,6\u202f%"  # of 5,0 and 14,1
    assert shares["Kleinstadt"] == "12,5\u202f%"
    assert not any("Mittel" in label or "Durchschnitt" in label for label in shares)


def test_the_whole_view_is_in_its_address(visitor: Client) -> None:
    query = "?threshold=12,5&below=green&sides=4&min=-2,5&max=30&only=01,02"
    table_url = context(visitor, MAP + query)["table_url"]
    for part in query.removeprefix("?").split("&"):
        assert part in table_url
    again = context(visitor, table_url)["table_url"]
    assert again == table_url
