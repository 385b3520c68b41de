"""How sure a value is stands beside it wherever its denominator is public, and nowhere else."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import brotli
import numpy as np
import pytest
from django.test import Client

from atlas import queries
from atlas.access import STAFF
from atlas.counted_packs import counts_entry
from atlas.presenters_sure import Sureness
from indicators.statistics.small_numbers import empirical_bayes_rate
from releases.models import Audience, Release
from releases.pack_format import Pack, decode
from releases.printed import as_numbers, printed
from tests.factories import City, contents, make_city, publish

pytestmark = pytest.mark.django_db(databases=["default", "public"])

KEY = "sicherstadt"
VALUES = f"/api/v1/regions/{KEY}/indicators/%s/values/?level=stadtteil&period=2021"
LIMITS = ("numerator", "denominator", "lower", "upper")
# 50 tenths of per cent of 1220, 141 of 3300, 12 of 990, 281 of 12600 (tests/factories.py); the
# denominator of 05 is suppressed, and so are, or are missing, the values of 05, 07 and 08.
WITH_LIMITS = ["01", "02", "03", "04"]


def share_of(measure: str) -> dict[str, Any]:
    return {"ratio": {"numerator": ["poor"], "denominator": [measure], "factor": 100}}


def told(pack: Pack, key: str, formula: dict[str, Any], audience: str = "public") -> Pack:
    return replace(pack, card=pack.card | {"key": key, "formula": formula}, audience=audience)


def with_a_value_of_05(shares: Pack) -> Pack:
    """Its inhabitants are suppressed in 2021 and shown in 2020."""
    earlier, newest = shares.sections
    values = [[*row[:4], 90, *row[5:]] for row in newest.series.values]
    return replace(
        shares, sections=[earlier, replace(newest, series=replace(newest.series, values=values))]
    )


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    """Shares on Stadtteile and Bezirke; inhabitants on Stadtteile; children for staff only."""
    with django_db_blocker.unblock():
        made = make_city(KEY, with_packs=False)
        shares, districts, people, _status = contents(made)
        inner = Audience.INTERNAL.value
        for audience in ("public", inner):
            made.release = Release.objects.create(region=made.region, audience=audience, reason="x")
            for pack in (
                told(shares, "exi_u15", share_of("pop")),
                told(districts, "exi_u15", share_of("pop")),
                told(people, "dem_pop", {"count": ["pop"]}),
                told(with_a_value_of_05(shares), "exi_05", share_of("pop")),
                told(shares, "exi_inner", share_of("children")),
                told(people, "dem_children", {"count": ["children"]}, inner),
                told(shares, "exi_gone", share_of("old")),
                told(people, "dem_old", {"count": ["old"]}),
            ):
                if pack.audience == audience:
                    publish(made, pack)
        yield made
        made.remove()


def rows(visitor: Client, indicator: str, period: str = "2021") -> dict[str, dict[str, Any]]:
    answer = visitor.get((VALUES % indicator).replace("2021", period))
    assert answer.status_code == 200, answer.content
    return {row["area"]: row for row in answer.json()["results"]}


def table(
    visitor: Client, indicator: str = "exi_u15", query: str = "level=stadtteil"
) -> list[dict[str, str]]:
    answer = visitor.get(f"/{KEY}/data/{indicator}.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def test_the_interface_gives_counts_and_limits(visitor: Client) -> None:
    """61 of 1220 and 12 of 990 (Wilson); a tenth of 1220 leaves two numbers of cases."""
    found = rows(visitor, "exi_u15")
    assert [found["01"][key] for key in LIMITS] == [None, 1220, 3.9, 6.4]
    assert [found["03"][key] for key in LIMITS] == [12, 990, 0.7, 2.1]
    assert [code for code, row in found.items() if row["lower"] is not None] == WITH_LIMITS
    for code in found.keys() - set(WITH_LIMITS):
        assert {found[code][key] for key in LIMITS} == {None}


def test_a_value_whose_denominator_is_hidden_has_no_limits(visitor: Client) -> None:
    now, before = (rows(visitor, "exi_05", year)["05"] for year in ("2021", "2020"))
    assert (now["value"], {now[key] for key in LIMITS}) == (9.0, {None})
    assert (before["value"], before["denominator"], before["numerator"]) == (9.0, 580, 52)
    (line,) = table(visitor, "exi_05", "level=stadtteil&period=2021-12-31&only=05")
    assert (line["value"], line["denominator"], line["lower"]) == ("9.0", "", "")


def test_where_no_count_is_public_on_the_level_there_are_no_limits(visitor: Client) -> None:
    answer = visitor.get((VALUES % "exi_u15").replace("stadtteil", "bezirk")).json()["results"]
    assert {row[key] for row in answer for key in LIMITS} == {None}
    assert "lower" not in table(visitor, query="level=bezirk")[0]


def test_limits_go_when_the_count_is_withdrawn(
    visitor: Client, commit: Callable[[str], None]
) -> None:
    address = f"/{KEY}/data/exi_gone.csv?level=stadtteil"
    before = visitor.get(address)
    assert b",lower," in before.getvalue()
    commit("DELETE FROM releases_currentpack WHERE indicator_key = 'dem_old'")
    assert {row[key] for row in rows(visitor, "exi_gone").values() for key in LIMITS} == {None}
    after = visitor.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b",lower," not in after.getvalue()


def test_a_public_share_never_stands_on_an_internal_count(visitor: Client, city: City) -> None:
    """Not for signed-in staff either: what they take along would be called public."""
    assert {row[key] for row in rows(visitor, "exi_inner").values() for key in LIMITS} == {None}
    of_staff = queries.catalogue(city.region, STAFF)
    (share,) = (one for one in of_staff if one.indicator == "exi_inner")
    assert "dem_children" in {one.indicator for one in of_staff}
    assert counts_entry(share, of_staff) is None
    inside = replace(share, audience=Audience.INTERNAL.value)
    counts = counts_entry(inside, of_staff)
    assert counts is not None
    assert counts.indicator == "dem_children"


def test_files_hold_denominator_and_limits(visitor: Client) -> None:
    lines = table(visitor)
    assert len(lines) == 26
    newest = {line["area"]: line for line in lines if line["period"] == "2021-12-31"}
    assert [newest["03"][key] for key in LIMITS[1:]] == ["990", "0.7", "2.1"]
    assert [code for code, line in newest.items() if line["lower"]] == WITH_LIMITS
    for line in lines:
        assert bool(line["lower"]) == bool(line["upper"]) == bool(line["denominator"])
        if line["lower"]:
            assert float(line["lower"]) <= float(line["value"]) <= float(line["upper"])
    keys = list(lines[0])
    assert keys.index("flags") + 1 == keys.index("denominator") < keys.index("audience")


def test_the_description_of_the_file_names_its_columns(visitor: Client) -> None:
    told_of = visitor.get(f"/{KEY}/data/exi_u15.csv-metadata.json?level=stadtteil").json()
    names = [one["name"] for one in told_of["tableSchema"]["columns"]]
    assert names == list(table(visitor)[0])
    assert "Wilson" in json.dumps(told_of)


def test_geodata_of_one_date_hold_them_too(visitor: Client) -> None:
    answer = visitor.get(f"/{KEY}/data/exi_u15.geojson?level=stadtteil&period=2021-12-31")
    areas = {
        one["properties"]["area"]: one["properties"]
        for one in json.loads(answer.getvalue())["features"]
    }
    assert (areas["03"]["denominator"], areas["03"]["lower"], areas["03"]["upper"]) == (
        990,
        0.7,
        2.1,
    )
    assert areas["05"]["lower"] is None


def page(visitor: Client, name: str, query: str, indicator: str = "exi_u15") -> Any:
    answer = visitor.get(f"/{KEY}/{name}/?indicator={indicator}&level=stadtteil&{query}")
    assert answer.status_code == 200
    return answer


def test_the_table_says_range_and_comparison(visitor: Client) -> None:
    answer = page(visitor, "table", "period=2021")
    found = {row.code: row.sure for row in answer.context["table"].rows}
    assert found["01"] == Sureness("3,9 bis 6,4", 3.9, 6.4, "", "deutlich niedriger")
    assert found["02"] == Sureness("12,9 bis 15,3", 12.9, 15.3, "", "eher höher")
    assert found["04"].against == ""  # it has more cases than the whole city
    assert [code for code, sure in found.items() if sure] == WITH_LIMITS
    (whole,) = answer.context["table"].wholes
    assert (whole.sure.range, whole.sure.against) == ("12,1 bis 13,0", "")
    text = " ".join(answer.content.decode().split())
    assert "95-%-Bereich nach Wilson" in text
    assert "5 von 100 Gebieten" in text


def test_a_table_without_public_counts_has_no_such_columns(visitor: Client) -> None:
    for indicator in ("exi_inner", "dem_pop"):
        answer = page(visitor, "table", "period=2021", indicator)
        assert {row.sure for row in answer.context["table"].rows} == {None}
        assert "95-%" not in answer.content.decode()


def test_few_cases_are_marked(visitor: Client) -> None:
    """52 of 580 are enough; 12 of 990 are few: half the interval reaches over half the value."""
    rows_of = page(visitor, "table", "period=2021", "exi_u15").context["table"].rows
    marks = {row.code: row.sure.remark for row in rows_of if row.sure}
    assert marks["03"].startswith("( )")
    assert marks["04"] == ""


def test_the_panel_of_an_area_says_the_same(visitor: Client) -> None:
    area = page(visitor, "map", "period=2021&area=03").context["area"]
    assert area.sure.range == "0,7 bis 2,1\u202f%"
    assert page(visitor, "map", "period=2021&area=05").context["area"].sure is None


def test_a_change_is_clear_or_not(visitor: Client) -> None:
    """Newcombe: 45 to 50 per mille of about 1,200 is nothing, 141 of 3300 after 128 neither."""
    answer = page(visitor, "table", "period=2021&since=2020-12-31")
    found = {row.code: row.sure for row in answer.context["table"].rows}
    words = "−1,2 bis +2,2"
    assert found["01"] == Sureness(words, -1.2, 2.2, change="nicht deutlich verändert")
    assert found["03"].change == "deutlich gestiegen"
    assert found["05"] is None
    assert "Newcombe" in answer.content.decode()
    other = page(visitor, "table", "period=2021&since=2020-12-31&change=percent")
    assert {row.sure for row in other.context["table"].rows} == {None}


def profile_row(visitor: Client, code: str) -> Any:
    answer = visitor.get(f"/{KEY}/areas/stadtteil/{code}/")
    rows = {row.key: row for topic in answer.context["topics"] for row in topic.rows}
    return rows["exi_u15"]


def test_the_profile_says_whether_the_area_is_clearly_different(visitor: Client) -> None:
    found = profile_row(visitor, "01")
    assert (found.sure.range, found.sure.against) == ("3,9 bis 6,4\u202f%", "deutlich niedriger")
    assert found.sentence.endswith("Der Unterschied ist deutlich.")
    assert profile_row(visitor, "05").sure is None
    assert "Unterschied ist" not in profile_row(visitor, "05").sentence


def test_four_dates_make_no_trend(visitor: Client) -> None:
    assert profile_row(visitor, "01").course == "Trend nicht berechenbar (unter fünf Zeitpunkte)"


def test_the_profiles_file_has_the_limits(visitor: Client) -> None:
    text = visitor.get(f"/{KEY}/areas/stadtteil/01/profile.csv").content.decode("utf-8-sig")
    lines = {
        row["Indikatorschlüssel"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")
    }
    ends = [lines["exi_u15"][f"95-%-Bereich {end}"] for end in ("von", "bis")]
    assert ends == ["3,9", "6,4"]
    assert lines["exi_inner"]["95-%-Bereich von"] == ""


def ranges(visitor: Client, query: str, indicator: str = "exi_u15") -> dict[str, Any]:
    answer = visitor.get(f"/{KEY}/ranges.json?indicator={indicator}&level=stadtteil&{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()["areas"]
    return found


def test_the_live_map_gets_ranges_of_the_shown_date(visitor: Client) -> None:
    now = ranges(visitor, "period=2021")
    assert list(now) == WITH_LIMITS
    assert now["01"] == {
        "range": "3,9 bis 6,4\u202f%", "remark": "", "against": "deutlich niedriger",
    }  # fmt: skip
    assert ranges(visitor, "period=2020")["01"]["range"] != now["01"]["range"]
    change = ranges(visitor, "period=2021&since=2020-12-31")["01"]
    assert (change["remark"], change["against"]) == ("nicht deutlich verändert", "")
    assert ranges(visitor, "period=2021&since=2020-12-31&change=percent") == {}


def test_the_live_map_asks_only_where_there_are_ranges(visitor: Client) -> None:
    def url(query: str, indicator: str = "exi_u15") -> str | None:
        found: str | None = page(visitor, "map", query, indicator).context["config"]["ranges_url"]
        return found

    assert url("period=2021") == f"/{KEY}/ranges.json"
    assert url("period=2021&since=2020-12-31") == f"/{KEY}/ranges.json"
    assert url("period=2021&since=2020-12-31&change=percent") is None
    assert url("period=2021", "exi_inner") is None
    assert ranges(visitor, "period=2021", "exi_inner") == {}


SMOOTHED = "period=2021&smoothed=1"


def smoothed_shares() -> dict[str, float]:
    """Marshall's estimator over the four areas that have value and denominator."""
    values, people = np.array([5.0, 14.1, 1.2, 28.1]), np.array([1220.0, 3300, 990, 12600])
    cases = np.round(values * people / 100)
    rates = 100 * empirical_bayes_rate(cases, people).value
    return dict(zip(WITH_LIMITS, as_numbers(printed(rates, 1), 1).tolist(), strict=True))


def test_the_table_can_be_smoothed_and_says_so(visitor: Client) -> None:
    answer = page(visitor, "table", SMOOTHED)
    found = {row.code: row.figure.value for row in answer.context["table"].rows}
    assert {code: value for code, value in found.items() if value is not None} == smoothed_shares()
    plain = page(visitor, "table", "period=2021").context["table"].rows
    assert found["01"] != plain[0].figure.value
    assert "(geglättet)" in answer.context["table"].caption
    assert "(geglättet)" in answer.context["page"].title
    assert "Es sind Schätzungen" in " ".join(answer.content.decode().split())
    assert {(row.sure, row.value_url) for row in answer.context["table"].rows} == {(None, "")}
    (whole,) = answer.context["table"].wholes
    assert whole.figure.value == 12.5


def test_gaps_stay_gaps_when_smoothed(visitor: Client) -> None:
    """The value of 05 is shown, its denominator hidden in 2021: it is not evaluated."""
    answer = page(visitor, "table", SMOOTHED, "exi_05")
    states = {row.code: row.figure.status for row in answer.context["table"].rows}
    assert states == dict.fromkeys(WITH_LIMITS, "A") | {"05": "L", "07": "O", "08": "L"}


def test_map_picture_and_client_show_the_same_smoothed_figures(visitor: Client) -> None:
    config = page(visitor, "map", SMOOTHED).context["config"]
    assert config["state"]["smoothed"] is True
    assert config["ranges_url"] is None
    sent = decode(brotli.compress(visitor.get(config["pack"]["url"]).content))
    section = sent.sections[-1]
    shown = {
        code: number / 10
        for code, number in zip(section.areas, section.series.values[-1], strict=True)
        if number is not None
    }
    assert shown == smoothed_shares()
    assert sent.card["name"]["de"].endswith("(geglättet)")
    picture = visitor.get(f"/{KEY}/data/exi_u15.svg?level=stadtteil&{SMOOTHED}")
    text = picture.getvalue().decode()
    assert "(geglättet)" in text
    assert "Es sind Schätzungen" in text
    assert "smoothed" in picture["Content-Disposition"]


def test_files_of_figures_hold_the_published_ones(visitor: Client) -> None:
    for ending in ("csv", "xlsx", "geojson", "gpkg", "pdf"):
        refused = visitor.get(f"/{KEY}/data/exi_u15.{ending}?level=stadtteil&{SMOOTHED}")
        assert refused.status_code == 400
        assert "veröffentlichten" in refused.content.decode()
    page_of = page(visitor, "map", SMOOTHED)
    assert "view" not in {group.kind for group in page_of.context["downloads"]}


@pytest.mark.parametrize(
    ("indicator", "query"),
    [("exi_inner", SMOOTHED), ("dem_pop", SMOOTHED), ("exi_u15", f"{SMOOTHED}&since=2020-12-31")],
)
def test_what_cannot_be_smoothed_says_why(visitor: Client, indicator: str, query: str) -> None:
    answer = page(visitor, "table", query, indicator)
    assert len(answer.context["page"].remarks) == 1
    assert "geglättet)" not in answer.content.decode()
    missing = visitor.get(f"/{KEY}/smoothed.json?indicator={indicator}&level=stadtteil&{query}")
    assert missing.status_code == 404


def test_the_page_of_the_indicator_tells_the_method(visitor: Client) -> None:
    told_of = {
        key: visitor.get(f"/{KEY}/indicators/{key}/").content.decode()
        for key in ("exi_u15", "exi_inner")
    }
    assert "95-%-Bereich nach Wilson" in told_of["exi_u15"]
    assert "5 von 100 Gebieten" in told_of["exi_u15"]
    assert "95-%-Bereich" not in told_of["exi_inner"]
