"""Where like values lie together, worked out by a job from what readers see."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Job, Region, User
from atlas import queries
from atlas.access import EVERYBODY, STAFF
from atlas.queries_patterns import spatial_pattern
from releases.models import CurrentPack, Release, SpatialPattern
from releases.tasks import find_patterns
from releases.withdrawing import withdraw
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

SIDE = 6
DISTRICTS = [f"{number:02}" for number in range(1, SIDE * SIDE + 1)]
INDICATOR = "/musterdorf/indicators/exi_u15/"
PAGE = f"{INDICATOR}patterns/"
IN_THE_EAST, IN_THE_WEST = "17", "14"  # a column away from the city's edge


def squares() -> dict[str, Any]:
    features = []
    for at, code in enumerate(DISTRICTS):
        west, south = 10.01 + 0.01 * (at % SIDE), 50.01 + 0.01 * (at // SIDE)
        east, north = west + 0.01, south + 0.01
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        features.append({
            "type": "Feature", "properties": {"nr": code, "name": f"Bezirk {code}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def values(**poor: int) -> str:
    """The east is poorer; 2023 was mixed. `poor` are the numbers of single districts in 2024."""
    rows = ["nr;jahr;kinder;arm"]
    for at, code in enumerate(DISTRICTS):
        now = poor.get(f"d{code}", 90 if at % SIDE >= SIDE // 2 else 30)
        rows += [f"{code};2023;300;{20 + at * 7 % 11}", f"{code};2024;300;{now}"]
    return "\n".join([*rows, ""])


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    spec = found.spec
    spec["checks"] = {"totals": []}
    spec["boundary_sets"][0]["count"] = len(DISTRICTS)
    children = {"kind": "count", "formula": {"count": ["children"]}, "aggregation": "sum"}
    spec["indicators"].append({**spec["indicators"][0], "key": "kinder", **children})
    found.values = values()
    return found


def loaded(city: SmallCity) -> None:
    city.write()
    (city.folder / "stadtteile.geojson").write_text(json.dumps(squares()))
    load_city(city)


def worked_out() -> None:
    """Carry out what publishing asked for."""
    job = Job.objects.filter(kind="find-patterns").latest("id")
    find_patterns(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause


def labels(row: SpatialPattern) -> dict[str, str | None]:
    return dict(zip(row.body["areas"], row.body["labels"], strict=True))


def test_publishing_asks_for_it_and_the_page_tells(city: SmallCity) -> None:
    loaded(city)
    assert "sobald mindestens 30 Gebiete" in Client().get(PAGE).content.decode()
    assert PAGE not in Client().get(INDICATOR).content.decode()
    worked_out()
    row = SpatialPattern.objects.get()
    assert (row.audience, row.indicator_key, row.level_key, row.period_key) == (
        "public", "exi_u15", "stadtteil", "2024-12-31",
    )  # fmt: skip
    assert row.body["seed"] == int(row.made_of[:8], 16)
    assert (labels(row)[IN_THE_EAST], labels(row)[IN_THE_WEST]) == ("HH", "LL")
    assert PAGE in Client().get(INDICATOR).content.decode()
    text = Client().get(PAGE).content.decode()
    assert "Ähnliche Werte liegen deutlich häufiger nebeneinander" in text
    assert "hohe Werte, auch ringsum" in text
    told = Client().get(PAGE).context["told"]
    assert {one.name: one.value for one in told.rows}[f"Bezirk {IN_THE_EAST}"] == "30,0\u202f%"
    assert sum(line.count for line in told.map.legend) == len(told.map.paths) == len(DISTRICTS)


def test_worked_out_twice_is_worked_out_once(city: SmallCity) -> None:
    loaded(city)
    worked_out()
    before = list(SpatialPattern.objects.values())
    Job.objects.filter(kind="find-patterns").update(state="waiting")
    worked_out()
    assert list(SpatialPattern.objects.values()) == before


def test_hidden_areas_are_out_for_the_public_only(city: SmallCity) -> None:
    city.spec["release"].append(city.spec["release"][0] | {"audience": "internal"})
    city.values = values(d01=2)
    loaded(city)
    worked_out()
    public = SpatialPattern.objects.get(audience="public")
    internal = SpatialPattern.objects.get(audience="internal")
    assert labels(public)["01"] is None
    assert public.body["n"] < internal.body["n"] == len(DISTRICTS)
    region = Region.objects.get()
    seen = [
        spatial_pattern(region, access, queries.catalogue(region, access))
        for access in (EVERYBODY, STAFF)
    ]
    assert [one and one.body["n"] for one in seen] == [public.body["n"], internal.body["n"]]


def test_what_only_staff_see_does_not_exist_for_the_public(city: SmallCity) -> None:
    city.spec["release"].append(city.spec["release"][0] | {"audience": "internal"})
    city.spec["release"][0] |= {"indicators": ["kinder"]}
    loaded(city)
    worked_out()
    assert set(SpatialPattern.objects.values_list("audience", flat=True)) == {"internal"}
    assert not SpatialPattern.objects.using(settings.PUBLIC).exists()
    assert Client().get(PAGE).status_code == 404


def test_who_sees_some_areas_only_is_told_what_everybody_is_told(city: SmallCity) -> None:
    city.spec["release"].append(city.spec["release"][0] | {"audience": "internal"})
    city.values = values(d01=2)
    loaded(city)
    worked_out()
    region = Region.objects.get()
    public = CurrentPack.objects.get(
        audience="public", indicator_key="exi_u15", level_key="stadtteil"
    )
    whole = [one for one in queries.catalogue(region, STAFF) if one.indicator == "exi_u15"]
    some = [replace(one, own=frozenset(), public_hash="") for one in whole]
    assert spatial_pattern(region, STAFF, some) is None
    beside = [
        replace(one, public_hash=public.pack.hash) for one in some if one.level == "stadtteil"
    ]
    found = spatial_pattern(region, STAFF, beside)
    assert found is not None
    assert (found.entry.hash, found.entry.audience) == (public.pack.hash, "public")
    assert found.body == SpatialPattern.objects.get(audience="public").body


def test_what_was_made_of_a_withdrawn_release_is_gone_at_once(city: SmallCity) -> None:
    loaded(city)
    worked_out()
    person = User.objects.create_user("person")
    reason = {"de": "falsch", "en": "wrong"}
    withdraw(Release.objects.get(audience="public"), reason, person, brings_back=False)
    assert not SpatialPattern.objects.exists()
    assert Client().get(PAGE).status_code == 404


@pytest.mark.parametrize("key", ["kinder", "nichts"])
def test_counts_and_unknown_indicators_have_no_such_page(city: SmallCity, key: str) -> None:
    loaded(city)
    answer: Any = Client().get(f"/musterdorf/indicators/{key}/patterns/")
    assert answer.status_code == 404
    assert "räumliche Muster haben könnte" in answer.content.decode()


def test_a_city_of_few_areas_is_asked_nothing(tmp_path: Path) -> None:
    load_city(SmallCity(tmp_path))
    assert not Job.objects.filter(kind="find-patterns").exists()
