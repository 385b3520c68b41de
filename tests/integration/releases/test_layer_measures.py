"""Numbers counted from a layer of points: as many as lie in an area, public only with the layer."""

import csv
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import shapely

from accounts.models import Job, Region
from indicators.dependencies import made_of
from indicators.lineage import origin_of
from indicators.models import Delivery, Indicator, Measure, ReferencePeriod
from region_files.reading import read_region_file
from releases.public_rule import may_go_public
from releases.tasks import publish
from spatial_units.importing.wording import say
from spatial_units.models import MapLayer
from tests.integration.loading.conftest import load_city
from tests.integration.loading.test_layers_loading import HEAD, KITAS
from tests.integration.releases.test_derived import shown
from tests.integration.releases.test_linked_indices import computed
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

UNIT = {"de": "Kitas", "en": "childcare centres"}
PLACES = {"de": "Plätze", "en": "places"}
CHURCH = {"Träger": ["Kirche"]}
OPEN = {"key": "offen", "rule": "no_personal_data", "reason": {"de": "Orte", "en": "places"}}


def measure(key: str, unit: dict[str, str] = UNIT, kind: str = "count", **wish: Any) -> Any:
    name = {"de": key, "en": key}
    of_layer = {"layer": "kitas", **wish}
    return {"key": key, "name": name, "unit": unit, "kind": kind, "of_layer": of_layer}


def indicator(key: str, formula: dict[str, Any], kind: str, aggregation: str) -> dict[str, Any]:
    more = {"formula": formula, "policy": "offen", "levels": [], "aggregation": aggregation}
    return computed(key, kind, "") | more | {"unit": {"de": "%", "en": "%"}}


def ratio(above: str, below: str) -> dict[str, Any]:
    return {"ratio": {"numerator": [above], "denominator": [below]}}


def points(seed: int = 6) -> list[tuple[str, str, str, float, float]]:
    """A hundred inside and around Kleinstadt."""
    rng, rows = random.Random(seed), []
    for number in range(100):
        lon, lat = rng.uniform(10.0011, 10.0599), rng.uniform(50.0011, 50.0599)
        if lon > 10.03 and lat > 50.03:  # Weiße Höhe has none
            lon -= 0.03
        carrier = rng.choice(["Stadt", "Kirche", "Verein"])
        rows.append((f"Kita {number}", carrier, str(rng.randrange(10, 90)), lon, lat))
    return rows


def write(city: SmallCity, rows: list[tuple[str, str, str, float, float]]) -> None:
    city.write()
    with (city.folder / "kitas.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        csv.writer(file, delimiter=";").writerows(
            (*row[:3], *(f"{place:.6f}".replace(".", ",") for place in row[3:])) for row in rows
        )


@pytest.fixture
def town(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    spec = found.spec
    spec["layers"] = [KITAS]
    spec["measures"] += [
        measure("kitas"),
        measure("church", where=CHURCH),
        measure("places", PLACES, "amount", sum="Plätze"),
    ]
    spec["policies"].append(OPEN)
    spec["indicators"] += [
        indicator("kita_count", {"count": ["kitas"]}, "count", "sum"),
        indicator("kita_places", {"count": ["places"]}, "count", "sum"),
        indicator("church_share", ratio("church", "kitas"), "share", "ratio"),
        indicator("church_said", {"derived": "share(church, kitas)"}, "share", "ratio"),
        indicator("places_rate", ratio("places", "children"), "rate", "ratio"),
    ]
    return found


def by_hand(city: SmallCity, rows: Any, carrier: str = "", *, summed: bool = False) -> Any:
    """Point by point and area by area; nothing is taken from the application."""
    drawn = json.loads((city.folder / "stadtteile.geojson").read_text())["features"]
    found: dict[str, float] = defaultdict(float)
    for area in drawn:
        shape = shapely.geometry.shape(area["geometry"])
        for _name, run_by, places, lon, lat in rows:
            inside = shape.contains(shapely.Point(round(lon, 6), round(lat, 6)))
            if inside and carrier in ("", run_by):
                found[area["properties"]["nr"]] += float(places) if summed else 1
    return {("2024", code): found[code] for code in ("01", "02", "03", "04")}


def test_counts_and_sums_are_those_of_every_point_in_every_area(town: SmallCity) -> None:
    rows = points()
    write(town, rows)
    report = load_city(town)
    counts, sums = by_hand(town, rows), by_hand(town, rows, summed=True)
    assert sum(counts.values()) > 40
    assert shown("kita_count") == {at: 10 * number for at, number in counts.items()}
    assert shown("kita_places") == {at: 10 * number for at, number in sums.items()}
    assert counts["2024", "04"] == shown("kita_count")["2024", "04"] == 0, "a true 0"
    whole = shown("kita_count", "stadt")["2024", "00"]
    assert whole == 10 * sum(counts.values()), "coarser areas add up"
    outside = 100 - int(sum(counts.values()))
    (lost,) = [one for one in report.problems if one.facts.get("measure") == "kitas"]
    assert f"{outside} Punkte der Ebene „kitas“ liegen in keinem Gebiet" in say(lost, "de")


def test_a_share_by_attribute_is_an_ordinary_ratio_of_two_counts(town: SmallCity) -> None:
    rows = points()
    write(town, rows)
    load_city(town)
    church, every = by_hand(town, rows, "Kirche"), by_hand(town, rows)
    for (year, code), number in shown("church_share").items():
        if every[year, code]:
            assert number == round(1000 * church[year, code] / every[year, code])
    assert shown("church_share")["2024", "04"] == "M", "a share of no childcare centre"
    assert shown("church_said") == shown("church_share")
    whole = shown("church_share", "stadt")["2024", "00"]
    assert whole == round(1000 * sum(church.values()) / sum(every.values()))


def test_places_per_child_need_both(town: SmallCity) -> None:
    rows = points()
    write(town, rows)
    load_city(town)
    places, rate = by_hand(town, rows, summed=True), shown("places_rate")
    children = {"01": 410, "02": 200, "04": 290}
    for code, number in children.items():
        assert rate["2024", code] == round(1000 * places["2024", code] / number)
    assert rate["2024", "03"] == "O", "children of 2024 are missing there"


def test_a_place_without_a_number_leaves_its_area_without_a_sum(town: SmallCity) -> None:
    rows = [("Nord", "Stadt", "", 10.02, 50.02), ("Ost", "Stadt", "35", 10.04, 50.02),
            ("Süd", "Stadt", "etwa 40", 10.021, 50.021)]  # fmt: skip
    write(town, rows)
    report = load_city(town)
    assert shown("kita_places") == {
        ("2024", "01"): "O", ("2024", "02"): 350, ("2024", "03"): 0, ("2024", "04"): 0,
    }  # fmt: skip
    assert shown("kita_count")["2024", "01"] == 20, "they are counted all the same"
    said = [say(one, "de") for one in report.problems]
    assert (
        "„places“: 2 Punkte der Ebene „kitas“ ohne Zahl (Nord, Süd); ihre Gebiete erhalten keinen"
        " Wert."
    ) in said


def counted() -> dict[str, int]:
    found = Delivery.objects.filter(key__startswith="layer/", withdrawn_at=None).order_by("id")
    return dict(found.values_list("key", "id"))


def release(audience: str = "public") -> Job:
    wish = {"audience": audience, "indicators": "all", "reason": {"de": "neu", "en": "new"}}
    job = Job.objects.create(
        region=Region.objects.get(), kind="publish", arguments={"releases": [wish]}
    )
    publish(job.id)
    job.refresh_from_db()
    return job


def test_only_a_changed_layer_is_counted_again(town: SmallCity) -> None:
    rows = points()
    write(town, rows)
    load_city(town)
    before = counted()
    assert before.keys() == {"layer/kitas", "layer/church", "layer/places"}
    load_city(town)
    assert release().state == "done"
    assert counted() == before
    fewer = rows[:50]
    write(town, fewer)
    load_city(town)
    assert not set(counted().values()) & set(before.values())
    assert shown("kita_count") == {at: 10 * n for at, n in by_hand(town, fewer).items()}


def test_what_is_no_longer_declared_is_counted_no_longer(town: SmallCity) -> None:
    write(town, points())
    load_city(town)
    del town.spec["measures"][-1]
    town.spec["indicators"] = [one for one in town.spec["indicators"] if "places" not in one["key"]]
    write(town, points())
    load_city(town)
    assert counted().keys() == {"layer/kitas", "layer/church"}


def test_a_layer_that_is_gone_takes_its_counts_along(town: SmallCity) -> None:
    write(town, points())
    load_city(town)
    MapLayer.objects.all().delete()
    assert release("internal").state == "done"
    assert counted() == {}


def test_the_public_does_not_get_counts_of_a_layer_it_does_not_see(town: SmallCity) -> None:
    ranked = indicator("ranked", {"derived": "rank(church_share)"}, "rate", "none")
    town.spec["indicators"].append(ranked | {"unit": {"de": "Rang", "en": "rank"}})
    write(town, points())
    load_city(town)
    indicators = {one.key: one for one in Indicator.objects.select_related("policy", "region")}
    assert all(map(may_go_public, indicators.values()))
    MapLayer.objects.update(is_public=False)
    assert [key for key, one in indicators.items() if may_go_public(one)] == ["exi_u15"]
    job = release()
    assert job.state == "failed"
    assert "aus einer Ebene gezählt ist, die nicht öffentlich ist" in job.cause
    assert release("internal").state == "done", "inside they are seen"


def test_the_region_file_may_not_release_them(town: SmallCity) -> None:
    town.spec["layers"] = [{**KITAS, "public": False}]
    write(town, points())
    spec, problems = read_region_file(town.file, town.folder)
    (problem,) = problems
    assert spec is None
    assert problem.code == "region_release_of_layer"
    assert "5 Indikatoren dürfen nicht öffentlich werden" in say(problem, "de")
    town.spec["release"] = [{**town.spec["release"][0], "indicators": ["exi_u15"]}]
    write(town, points())
    assert read_region_file(town.file, town.folder)[0] is not None


def test_the_lineage_names_the_layer_and_its_day(town: SmallCity) -> None:
    write(town, points())
    load_city(town)
    now = ReferencePeriod.objects.get(key="2024-12-31")
    origin = origin_of(Measure.objects.get(key="church"), now)
    assert origin is not None
    assert origin.layer is not None
    assert (origin.layer.name_de, origin.layer.as_of.isoformat()) == ("Kitas", "2024-12-31")
    assert made_of(Region.objects.get(), "church") == {"church"}
