"""The map page answers every address with the nearest view, and says what it replaced."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(databases=["default", "public"])

MAP = "/kleinstadt/map/"
TABLE = "/kleinstadt/table/"


def context(visitor: Client, address: str) -> dict[str, Any]:
    response = visitor.get(address)
    assert response.status_code == 200, address
    shown: dict[str, Any] = response.context
    return shown


def test_the_newest_date_of_the_default_indicator_is_shown(visitor: Client) -> None:
    shown = context(visitor, MAP)
    assert shown["selection"].indicator.key == "exi_u15"
    assert shown["selection"].period_label == "31.12.2021"
    assert shown["page"].remarks == ()
    assert shown["page"].notice == "Ausgedachte Stadt"


def test_the_legend_tells_ranges_counts_and_gaps(visitor: Client) -> None:
    legend = context(visitor, MAP)["legend"]
    assert [one.label for one in legend.classes] == [
        "unter 5,0\u202f%",
        "5,0 bis unter 13,0\u202f%",
        "13,0\u202f% und mehr",
    ]
    assert [one.count for one in legend.classes] == [1, 1, 2]
    assert [(gap.label, gap.count) for gap in legend.gaps] == [
        ("keine Daten", 1),
        ("geheim gehalten", 1),
        ("nicht bewertet", 1),
    ]
    assert legend.city_value == "12,5\u202f%"
    assert legend.city_class == 1
    assert "Gleiche Klassen für alle Zeitpunkte" in legend.notes


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("2020", "31.12.2020"),
        ("2020-12-31", "31.12.2020"),
        ("2020-12", "31.12.2020"),
        ("2019-Q4", "31.12.2019"),
        ("2018-H2", "31.12.2018"),
        ("2019/20", "31.12.2019"),
    ],
)
def test_a_period_may_be_written_in_every_usual_way(
    visitor: Client, asked: str, label: str
) -> None:
    shown = context(visitor, f"{MAP}?period={asked}")
    assert shown["selection"].period_label == label
    assert shown["page"].remarks == ()


def test_the_boundaries_change_with_the_date(visitor: Client) -> None:
    old = context(visitor, f"{TABLE}?period=2019")["table"].rows
    new = context(visitor, f"{TABLE}?period=2020")["table"].rows
    assert [row.name for row in old][-1] == "Weißensee"
    assert [row.name for row in new][-2:] == ["Weißensee-West", "Weißensee-Ost"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("indicator=none", "Einen veröffentlichten Indikator „none“ gibt es hier nicht"),
        ("level=baublock", "nicht auf der Raumebene „baublock“ veröffentlicht"),
        ("period=2035", "Für „2035“ gibt es keine Zahlen; gezeigt wird 31.12.2021."),
        ("period=soon", "Für „soon“ gibt es keine Zahlen"),
        ("method=magic", "Die Klassifizierung „magic“ ist unbekannt"),
        ("method=manual", "mindestens eine Klassengrenze"),
        ("method=quantile&k=99", "Möglich sind 2 bis 9 Klassen; gezeigt werden 9."),
        ("k=five", "„five“ ist keine Klassenzahl"),
        ("palette=rainbow", "Die Farbskala „rainbow“ ist unbekannt."),
        ("breaks=a;b", "„a;b“ sind keine Klassengrenzen"),
        ("breaks=nan", "„nan“ sind keine Klassengrenzen"),
        ("breaks=1e400", "„1e400“ sind keine Klassengrenzen"),
        ("opacity=200", "Die Deckkraft kann 0 bis 100 Prozent betragen."),
        ("area=99", "Ein Gebiet „99“ gibt es im Gebietsstand"),
        ("area=06&period=2021", "Ein Gebiet „06“ gibt es im Gebietsstand"),
        ("areas=99,01", "Ein Gebiet „99“ gibt es im Gebietsstand"),
        ("areas=01,02,03,04,05,07", "Höchstens 5 Gebiete"),
        ("indicator=%00%27%22<script>", "gibt es hier nicht"),
    ],
)
def test_what_is_wrong_gives_way_and_is_told(visitor: Client, query: str, sentence: str) -> None:
    shown = context(visitor, f"{MAP}?{query}")
    assert any(sentence in remark for remark in shown["page"].remarks), shown["page"].remarks


@pytest.mark.parametrize(
    "method", ["quantile", "natural_breaks", "equal_interval", "standard_deviation", "pretty",
               "head_tail", "diverging", "unclassed", "regional_default"]
)  # fmt: skip
@pytest.mark.parametrize("k", [2, 5, 9])
def test_every_method_paints_every_area_that_has_a_value(
    visitor: Client, method: str, k: int
) -> None:
    shown = context(visitor, f"{TABLE}?method={method}&k={k}")
    painted = [row.code for row in shown["table"].rows if row.color]
    assert painted == ["01", "02", "03", "04"]
    counted = sum(one.count for one in shown["legend"].classes)
    assert counted == (0 if method == "unclassed" else 4)


def test_own_breaks_are_taken_with_a_comma(visitor: Client) -> None:
    shown = context(visitor, f"{MAP}?method=manual&breaks=2,5;20")
    assert [one.label for one in shown["legend"].classes] == [
        "unter 2,5\u202f%",
        "2,5 bis unter 20,0\u202f%",
        "20,0\u202f% und mehr",
    ]
    assert shown["selection"].breaks == "2,5;20"
    assert "breaks=2,5;20" in shown["map_url"]


def test_a_count_is_shown_by_circles_without_classes(visitor: Client) -> None:
    shown = context(visitor, f"{MAP}?indicator=dem_pop")
    assert shown["selection"].indicator.is_count
    assert shown["legend"].classes == ()
    assert [circle.label for circle in shown["legend"].circles] == ["10.000", "2.000", "1.000"]
    assert shown["selection"].methods == ()
    assert not context(visitor, f"{TABLE}?indicator=dem_pop")["table"].has_classes


def test_the_classes_of_an_index_have_their_names_and_colours(visitor: Client) -> None:
    legend = context(visitor, f"{MAP}?indicator=idx_status")["legend"]
    assert [(one.label, one.count) for one in legend.classes] == [
        ("hoch", 2),
        ("mittel", 2),
        ("niedrig", 2),
    ]
    assert legend.classes[0].color == "#2166ac"


def test_an_area_stands_beside_the_city_and_others(visitor: Client) -> None:
    area = context(visitor, f"{MAP}?area=02&areas=01,05")["area"]
    assert (area.name, area.figure.text) == ("Brühl", "14,1\u202f%")
    assert area.city.text == "12,5\u202f%"
    assert area.deviation == "+1,6 Prozentpunkte"
    assert [one.figure.status_text for one in area.comparisons] == ["", "geheim gehalten"]
    assert [row.area.text for row in area.history] == [
        "12,0\u202f%", "13,0\u202f%", "12,8\u202f%", "14,1\u202f%",
    ]  # fmt: skip


def test_a_new_area_has_no_past(visitor: Client) -> None:
    history = context(visitor, f"{MAP}?area=07")["area"].history
    assert [row.area.status_text for row in history] == [
        "keine Daten", "keine Daten", "", "keine Daten",
    ]  # fmt: skip


def test_the_client_gets_what_it_needs_and_no_number_from_elsewhere(visitor: Client) -> None:
    page = visitor.get(f"{MAP}?period=2020&area=02").content.decode()
    found = re.search(r'<script id="map-config" type="application/json">(.*?)</script>', page, re.S)
    assert found is not None
    config = json.loads(found[1])
    assert config["pack"]["url"].startswith("/packs/")
    assert set(config["shapes"]) == {"stadtteile_2015", "stadtteile_2020"}
    assert config["state"]["period"] == "2020-12-31"
    assert config["state"]["area"] == "02"
    assert config["classification"]["breaks"] == [5.0, 13.0]
    assert config["classification"]["colors"] == config["palettes"]["blue"]["colors"]["3"]
    assert config["number"] == {
        "decimals": 1, "unit": "%", "unit_space": "\u202f", "decimal": ",", "thousands": ".",
        "signed": False,
    }  # fmt: skip


def test_the_page_is_complete_in_english(visitor: Client) -> None:
    shown = context(visitor, "/en" + MAP + "?period=2020")
    assert shown["page"].region.name == "Smallville"
    assert shown["selection"].period_label == "31 December 2020"
    assert shown["legend"].classes[0].label == "below 5.0%"
    german, english = shown["page"].languages
    assert german.url == MAP + "?period=2020"
    assert english.is_current


@pytest.mark.parametrize(
    "address",
    ["/", "/kleinstadt/", MAP, "/kleinstadt/table/", "/kleinstadt/map.svg", "/en" + MAP,
     "/kleinstadt/classes.json", "/kleinstadt/indicators/exi_u15/", "/nowhere/map/",
     "/api/v1/regions/kleinstadt/indicators/exi_u15/values/"],
)  # fmt: skip
def test_a_visitor_never_touches_the_connection_that_sees_raw_tables(
    visitor: Client, address: str
) -> None:
    with CaptureQueriesContext(connections["default"]) as queries:
        visitor.get(address)
    assert queries.captured_queries == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/nowhere/map/", "Eine Region „nowhere“ gibt es hier nicht."),
        ("/kleinstadt/indicators/none/", "„none“ ist kein veröffentlichter Indikator"),
        ("/kleinstadt/nothing/", "Diese Seite gibt es nicht."),
        ("/en/nowhere/map/", "There is no region “nowhere” here."),
    ],
)
def test_a_wrong_path_is_answered_in_words(visitor: Client, address: str, sentence: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 404
    assert sentence in response.content.decode()


def test_a_region_that_is_not_public_is_not_there(
    visitor: Client, commit: Callable[[str], None]
) -> None:
    commit("UPDATE accounts_region SET is_public = false")
    try:
        assert visitor.get(MAP).status_code == 404
        assert visitor.get("/api/v1/regions/kleinstadt/levels/").status_code == 404
        assert "Kleinstadt" not in visitor.get("/").content.decode()
    finally:
        commit("UPDATE accounts_region SET is_public = true")


def test_only_the_import_map_may_run_inline(visitor: Client) -> None:
    response = visitor.get(MAP)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert re.search(r"script-src 'self' 'sha256-[A-Za-z0-9+/]{43}='", policy)
    page = response.content.decode()
    assert not re.search(r"<[^>]+ style=", page)
    assert not re.search(r"<[^>]+ on\w+=", page)
