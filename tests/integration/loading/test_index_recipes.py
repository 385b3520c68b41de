"""An index of the demo city that lets the data decide, from the region file to the account."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accounts.models import Job, Region
from indicators.models import Delivery, Measure, ReferencePeriod
from indicators.queries import counting_values
from indicators.statistics.arrays import FloatArray
from indicators.statistics.shrinkage import shrunken_share
from indicators.statistics.summaries import summaries
from region_files.loading import load
from region_files.reading import read_region_file
from releases.tasks import publish
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of, parents_of
from tests.conftest import DEMO

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

NEWEST = "  - key: sozialindex_2024\n"
WISHED = {
    '    period: "2024-12-31"\n': '    period: "2024-12-31"\n    weights: pca\n'
    "    anchor: arb_ue\n    outliers: coinr\n",
    "    components:\n": "    components:\n      - {measure: sgb12_old}\n",  # two are far out
}
NEW = "measures:\n" + "".join(  # that take what the index says of the city's nine districts
    f"  - {{key: {key}, name: {{de: {key}, en: {key}}}, unit: {{de: x, en: x}}, kind: value}}\n"
    for key in ("district_mean", "district_worst", "district_extent")
)
ABOVE = {
    "    components:\n": "    components:\n"
    "      - {indicator: arb_ueyouth, shrink_to: stadtbezirke}\n",
    '    period: "2024-12-31"\n': '    period: "2024-12-31"\n    summaries:\n'
    "      - {boundary_set: stadtbezirke, population: pop, mean: district_mean,"
    " worst_tenth: district_worst, extent: district_extent}\n",
}
WRONG_WAY = {"{indicator: hh_lone}": "{indicator: hh_lone, direction: -1}"}


def published(tmp_path: Path, wishes: dict[str, str], measures: str = "measures:\n") -> Job:
    """The demo city loaded, its newest index made otherwise."""
    text = (DEMO / "region.yaml").read_text(encoding="utf-8")
    before, after = text.replace("measures:\n", measures, 1).split(NEWEST)
    for text, wished in wishes.items():
        assert after.count(text) == 1
        after = after.replace(text, wished)
    file = tmp_path / "region.yaml"
    file.write_text(before + NEWEST + after, encoding="utf-8")
    spec, problems = read_region_file(file, DEMO)
    assert spec is not None, problems
    report = load(spec, DEMO, lambda text: None)
    assert report.job is not None
    publish(report.job.id)
    report.job.refresh_from_db()
    return report.job


def account() -> dict[str, Any]:
    region = Region.objects.get(key="demo")
    found: dict[str, Any] = Delivery.objects.get(region=region, key="index/sozialindex_2024").recipe
    return found


def test_what_the_data_decided_is_in_the_account(tmp_path: Path) -> None:
    job = published(tmp_path, WISHED)
    assert job.state == "done", job.cause
    told = account()["principal"]["sozialindex_2024"]
    assert told["parts"][0] == "sgb12_old"
    assert sum(told["eigenvalues"]) == pytest.approx(4)
    assert told["explained"] == pytest.approx(told["eigenvalues"][0] / 4)
    assert np.square(told["weights"]).sum() == pytest.approx(1)
    assert 0.5 < told["kmo"] < 1
    assert told["n"] == account()["n"]
    pulled_in = account()["outliers"]["sgb12_old"]
    assert pulled_in["how"] == "winsorised"
    assert len(pulled_in["areas"]) == 2


def test_small_areas_are_drawn_to_their_district_and_it_is_told_what_it_has(tmp_path: Path) -> None:
    job = published(tmp_path, ABOVE, NEW)
    assert job.state == "done", job.cause
    region = Region.objects.get(key="demo")
    small, districts = (
        areas_of(BoundarySet.objects.get(region=region, key=key, is_current=True))
        for key in ("stadtteile-2020", "stadtbezirke")
    )
    district = parents_of(small, districts)
    score, people, cases, young = (
        values(region, key, small) for key in ("index_score", "pop", "unemployed_15_24", "youth")
    )
    assert account()["mean"][0] == pytest.approx(
        np.nanmean(np.where(np.isnan(score), np.nan, 100 * shrunken_share(cases, young, district)))
    )
    told = summaries(score, people, district, len(districts.codes))
    for key, expected in (
        ("mean", told.mean), ("worst", told.worst_tenth), ("extent", told.extent),
    ):  # fmt: skip
        found = values(region, f"district_{key}", districts)
        np.testing.assert_array_equal(found, expected.value)
        assert np.count_nonzero(~np.isnan(found)) >= 7  # two lack an area


def values(region: Region, key: str, areas: AreaList) -> FloatArray:
    """What counts at the end of 2024; "youth" are those a share of whom can be unemployed."""
    if key == "youth":
        ages = [values(region, f"pop_{age}", areas) for age in ("15_17", "18_19", "20", "21_24")]
        return np.sum(ages, axis=0)
    measure = Measure.objects.get(region=region, key=key)
    period = ReferencePeriod.objects.get(region=region, key="2024-12-31")
    found = counting_values(region, measure.id, {areas.boundary_set.id: areas})
    return found[areas.boundary_set.id, period.id].value


def test_what_cannot_be_weighted_is_told_in_words(tmp_path: Path) -> None:
    job = published(tmp_path, WISHED | WRONG_WAY)
    assert job.state == "failed"
    assert (
        "lässt sich nicht berechnen: zum 2024-12-31: hh_lone: läuft der Hauptkomponente entgegen"
        in job.cause
    )
