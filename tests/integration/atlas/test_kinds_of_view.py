"""Figures, change and threshold are offered above the map, each by an address of its own."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "public"])
MAP = "/kleinstadt/map/?indicator=exi_u15&level=stadtteil"


def kinds(visitor: Client, address: str) -> dict[str, tuple[str, bool]]:
    found = visitor.get(address).context["views"].kinds
    return {one.key: (one.url, one.is_current) for one in found}


@pytest.mark.parametrize("page", ["map", "table"])
def test_each_kind_leads_to_itself(visitor: Client, page: str) -> None:
    address = MAP.replace("/map/", f"/{page}/") + "&period=2021-12-31"
    for key, (url, is_current) in kinds(visitor, address).items():
        assert is_current == (key == "values")
        assert f"/{page}/" in url
        answer = visitor.get(url)
        assert not answer.context["page"].remarks
        assert [one.key for one in answer.context["views"].kinds if one.is_current] == [key]


def test_the_first_date_has_no_change(visitor: Client) -> None:
    first = visitor.get(MAP).context["selection"].periods[0].key
    address = f"{MAP}&period={first}"
    assert kinds(visitor, address)["change"][0] == ""
    text = visitor.get(address).content.decode()
    assert 'aria-disabled="true"' in text
    assert "früheren Zeitpunkt" in text


def test_numbers_of_people_have_no_threshold(visitor: Client) -> None:
    assert set(kinds(visitor, "/kleinstadt/map/?indicator=dem_pop")) == {"values", "change"}


@pytest.mark.parametrize(
    "method",
    ["quantile", "natural_breaks", "equal_interval", "standard_deviation", "pretty", "head_tail",
     "diverging", "manual&breaks=5;10"],
)  # fmt: skip
def test_ranges_of_the_legend_neither_overlap_nor_leave_a_gap(visitor: Client, method: str) -> None:
    answer = visitor.get(f"/kleinstadt/classes.json?indicator=exi_u15&method={method}").json()
    labels = [label.replace("\u202f%", "") for label in answer["labels"]]
    assert len(labels) == len(answer["breaks"]) + 1
    ends = [label.removeprefix("unter ").split(" bis unter ")[-1] for label in labels[:-1]]
    starts = [label.removesuffix(" und mehr").split(" bis unter ")[0] for label in labels[1:]]
    assert ends == starts


def test_equal_numbers_are_explained(visitor: Client) -> None:
    answer = visitor.get("/kleinstadt/classes.json?indicator=exi_u15&method=quantile&k=2").json()
    assert any("gleiche Werte bleiben in einer Klasse" in said for said in answer["notes"])
    other = visitor.get("/kleinstadt/classes.json?indicator=exi_u15&method=pretty").json()
    assert not any("gleiche Werte" in said for said in other["notes"])


def test_the_bare_picture_has_areas_and_scale_only(visitor: Client) -> None:
    bare = visitor.get("/kleinstadt/map.svg?indicator=exi_u15&bare=1")
    full = visitor.get("/kleinstadt/map.svg?indicator=exi_u15")
    assert bare["ETag"] != full["ETag"]
    assert "Legende" in full.content.decode()
    assert "Legende" not in bare.content.decode()
    assert "km" in bare.content.decode() or "\u00a0m" in bare.content.decode()
    assert bare.content.count(b"<path") >= 7
