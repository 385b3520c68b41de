"""An index of the demo city that lets the data decide, from the region file to the account."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accounts.models import Job, Region
from indicators.models import Delivery
from region_files.loading import load
from region_files.reading import read_region_file
from releases.tasks import publish
from tests.conftest import DEMO

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

NEWEST = "  - key: sozialindex_2024\n"
WISHED = {
    '    period: "2024-12-31"\n': '    period: "2024-12-31"\n    weights: pca\n'
    "    anchor: share_unemployed\n    outliers: coinr\n",
    "    components:\n": "    components:\n      - {measure: sgb12_old}\n",  # two are far out
}
WRONG_WAY = {"{measure: share_lone}": "{measure: share_lone, direction: -1}"}


def published(tmp_path: Path, wishes: dict[str, str]) -> Job:
    """The demo city loaded, its newest index made otherwise."""
    before, after = (DEMO / "region.yaml").read_text(encoding="utf-8").split(NEWEST)
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
    assert sum(told["eigenvalues"]) == pytest.approx(5)
    assert told["explained"] == pytest.approx(told["eigenvalues"][0] / 5)
    assert np.square(told["weights"]).sum() == pytest.approx(1)
    assert 0.5 < told["kmo"] < 1
    assert told["n"] == account()["n"]
    pulled_in = account()["outliers"]["sgb12_old"]
    assert pulled_in["how"] == "winsorised"
    assert len(pulled_in["areas"]) == 2


def test_what_cannot_be_weighted_is_told_in_words(tmp_path: Path) -> None:
    job = published(tmp_path, WISHED | WRONG_WAY)
    assert job.state == "failed"
    assert (
        "lässt sich nicht berechnen: zum 2024-12-31: share_lone: läuft der Hauptkomponente entgegen"
        in job.cause
    )
