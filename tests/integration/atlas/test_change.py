"""The change between two dates: one boundary set, printed numbers, zero as a break."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "public"])

MAP = "/kleinstadt/map/"
TABLE = "/kleinstadt/table/"
SHARE = "?period=2021&since=2020"
COUNT = "?indicator=dem_pop&period=2021&since=2020"


def context(visitor: Client, address: str) -> dict[str, Any]:
    response = visitor.get(address)
    assert response.status_code == 200, address
    shown: dict[str, Any] = response.context
    return shown


def figures(visitor: Client, query: str) -> dict[str, str]:
    rows = context(visitor, TABLE + query)["table"].rows
    return {row.code: row.figure.status_text or row.figure.text for row in rows}


def test_shares_change_in_percentage_points_and_every_gap_stays_one(visitor: Client) -> None:
    assert figures(visitor, SHARE) == {
        "01": "+0,5\u00a0Prozentpunkte",
        "02": "+1,3\u00a0Prozentpunkte",
        "03": "+1,2\u00a0Prozentpunkte",
        "04": "+1,1\u00a0Prozentpunkte",
        "05": "geheim gehalten",
        "07": "keine Daten",
        "08": "nicht bewertet",
    }


def test_a_change_in_per_cent_of_nothing_is_no_number(visitor: Client) -> None:
    found = figures(visitor, f"{SHARE}&change=percent")
    assert found["01"] == "+11,1\u202f%"  # (5,0 − 4,5) / 4,5
    assert found["03"] == "nicht sinnvoll"  # from a true zero
    assert found["05"] == "geheim gehalten"


def test_counts_change_absolutely_as_circles_of_two_colours(visitor: Client) -> None:
    found = figures(visitor, COUNT)
    assert (found["01"], found["02"], found["05"]) == ("+5", "+10", "geheim gehalten")
    legend = context(visitor, MAP + COUNT)["legend"]
    assert legend.circles
    assert not legend.classes
    counted = {one.key: one.count for one in legend.directions}
    assert counted == {"increase": 6, "decrease": 0, "unchanged": 0}
    picture = visitor.get(f"/kleinstadt/map.svg{COUNT}").content.decode()
    assert picture.count("<circle cx") >= 6


def test_a_decrease_is_written_with_a_minus_and_counted_as_such(visitor: Client) -> None:
    query = "?indicator=dem_pop&period=2019&since=2018"
    assert figures(visitor, query)["02"] == "−100"
    legend = context(visitor, MAP + query)["legend"]
    assert {one.key: one.count for one in legend.directions}["decrease"] == 1


def test_counts_change_in_per_cent_as_colours(visitor: Client) -> None:
    found = figures(visitor, f"{COUNT}&change=percent")
    assert found["01"] == "+0,4\u202f%"  # 5 / 1215
    legend = context(visitor, f"{MAP}{COUNT}&change=percent")["legend"]
    assert legend.classes
    assert not legend.circles


def test_the_citys_own_change_is_told_and_marked(visitor: Client) -> None:
    shown = context(visitor, TABLE + SHARE)
    (whole,) = shown["table"].wholes
    assert whole.figure.text == "+0,6\u00a0Prozentpunkte"  # 11,9 → 12,5
    legend = shown["legend"]
    assert legend.city_value == whole.figure.text
    assert any(one.has_city for one in legend.classes)


def test_zero_is_a_break_and_the_sides_have_colours_of_their_own(visitor: Client) -> None:
    answer = visitor.get("/kleinstadt/classes.json?period=2019&since=2018").json()
    assert 0.0 in answer["breaks"]
    assert answer["diverging_class"] == answer["breaks"].index(0.0) + 1
    assert any(label.endswith("unter 0,0") for label in answer["labels"])
    equal = visitor.get("/kleinstadt/classes.json?period=2019&since=2018&method=quantile").json()
    assert 0.0 in equal["breaks"]
    assert equal["method_label"] != answer["method_label"]


def test_map_table_and_classes_agree(visitor: Client) -> None:
    answer = visitor.get(f"/kleinstadt/classes.json{SHARE}").json()
    shown = context(visitor, TABLE + SHARE)
    assert [one.label for one in shown["legend"].classes] == answer["labels"]
    assert {row.color for row in shown["table"].rows if row.color} <= set(answer["colors"])
    assert sum(one.count for one in shown["legend"].classes) == 4


def test_titles_say_from_when_to_when(visitor: Client) -> None:
    words = "Veränderung 31.12.2020 – 31.12.2021"
    shown = context(visitor, TABLE + SHARE)
    assert words in shown["page"].title
    assert words in shown["table"].caption
    assert shown["selection"].period_label == words
    assert words in visitor.get(f"/kleinstadt/map.svg{SHARE}").content.decode()
    english = visitor.get(f"/en{TABLE}{SHARE}").content.decode()
    assert "Change 31 December 2020 – 31 December 2021" in english


def test_the_panel_shows_both_dates(visitor: Client) -> None:
    area = context(visitor, f"{MAP}{SHARE}&area=02")["area"]
    assert area.ends == (("31.12.2020", "12,8\u202f%"), ("31.12.2021", "14,1\u202f%"))
    assert area.figure.text == "+1,3\u00a0Prozentpunkte"
    assert area.deviation == "+0,7\u00a0Prozentpunkte"


def test_only_dates_of_the_same_boundaries_are_offered_and_the_reason_is_said(
    visitor: Client,
) -> None:
    change = context(visitor, f"{MAP}?period=2021")["views"].change
    assert [one.key for one in change.dates] == ["2020-12-31"]
    assert change.why_not == (
        "Die Gebietsgrenzen haben sich 2020 geändert. Frühere Zeitpunkte sind nicht vergleichbar."
    )
    first = context(visitor, f"{MAP}?period=2018")["views"].change
    assert first.dates == ()
    assert "keinen früheren Zeitpunkt" in first.why_not


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("period=2021&since=2018", "Die Gebietsgrenzen haben sich 2020 geändert."),
        ("period=2020&since=2021", "31.12.2021 liegt nicht vor 31.12.2020."),
        ("period=2020&since=2020", "31.12.2020 liegt nicht vor 31.12.2020."),
        ("period=2021&since=soon", "Für „soon“ gibt es keine Zahlen; eine Veränderung"),
        ("period=2021&since=1999", "Für „1999“ gibt es keine Zahlen; eine Veränderung"),
        ("period=2021&since=2020&change=absolute", "nicht in der Form „absolut“"),
        ("period=2021&since=2020&change=squared", "Veränderungsart „squared“ ist unbekannt"),
        ("period=2021&since=2020&method=pretty", "immer um die Null"),
        ("indicator=idx_status&period=2021&since=2020", "lässt sich keine Veränderung berechnen"),
        ("indicator=dem_pop&period=2021&since=2020&change=points", "nicht in der Form"),
    ],
)
def test_what_has_no_change_says_so(visitor: Client, query: str, sentence: str) -> None:
    remarks = context(visitor, f"{MAP}?{query}")["page"].remarks
    assert any(sentence in remark for remark in remarks), remarks


def test_the_address_keeps_the_earlier_date_when_the_later_moves(visitor: Client) -> None:
    shown = context(visitor, f"{MAP}?period=2021&since=2020&change=percent")
    assert [one.key for one in shown["selection"].periods] == ["2021-12-31"]
    assert "since=2020-12-31&change=percent" in shown["selection"].periods[0].url
    assert "since=" not in shown["views"].kinds[0].url
    assert shown["config"]["change"] == {
        "since": "2020-12-31",
        "way": "percent",
        "boundary_set": "stadtteile_2020",
    }
    assert shown["config"]["number"]["signed"] is True
    assert shown["config"]["number"]["unit"] == "%"
    assert shown["config"]["plain"]["number"]["signed"] is False


def test_the_description_stays_that_of_the_indicator(visitor: Client) -> None:
    rows = {row.label: row.text for row in context(visitor, MAP + SHARE)["metadata"]}
    assert (rows["Einheit"], rows["Neuester Zeitpunkt"]) == ("%", "31.12.2021")


def test_areas_that_did_not_change_are_counted_in_a_sentence(visitor: Client) -> None:
    shown = context(visitor, f"{MAP}?period=2021&since=2020")
    assert not any("unverändert" in note for note in shown["legend"].notes)
    same = context(visitor, f"{MAP}?period=2019&since=2018")
    values = [
        row.figure.text for row in context(visitor, f"{TABLE}?period=2019&since=2018")["table"].rows
    ]
    unchanged = sum(text.startswith("0,0") for text in values)
    assert unchanged > 0
    assert any(note.startswith(f"{unchanged} Gebiet") for note in same["legend"].notes)
