"""A published difference of a real city, reckoned again from the publisher's own file."""

import json
from pathlib import Path

import pandas as pd
import pytest
from django.test import Client

from region_files.loading import load
from region_files.reading import read_region_file
from releases.tasks import publish
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def inhabitants(shared_data: Path) -> pd.DataFrame:
    """Inhabitants of Leipzig's Ortsteile as published: a row per Ortsteil, a column per year."""
    file = shared_data / "leipzig/leipzig-einwohner-insgesamt.json"
    years = json.loads(file.read_text(encoding="utf-8"))["data"]
    return pd.DataFrame(
        {
            year: {one["district"]: one["value"] for one in rows["Einwohner insgesamt"]}
            for year, rows in years.items()
        }
    )


def test_leipzigs_ortsteile_change_as_the_city_published(shared_data: Path) -> None:
    spec, problems = read_region_file(ROOT / "fixtures/regions/leipzig.yaml", shared_data)
    assert spec is not None, problems
    report = load(spec, shared_data, lambda text: None)
    assert report.job is not None
    publish(report.job.id)
    published = inhabitants(shared_data)
    absolute = (published["2020"] - published["2015"]).dropna()
    query = "/leipzig/table/?indicator=dem_pop&level=ortsteil&period=2020&since=2015"
    table = Client().get(query).context["table"]
    shown = {row.name: row.figure.value for row in table.rows}
    assert shown["Plagwitz"] == 16_549 - 15_067
    assert shown == {name: shown[name] for name in absolute.index} == absolute.to_dict()
    per_cent = (100 * absolute / published["2015"]).dropna()
    rows = Client().get(f"{query}&change=percent").context["table"].rows
    for row in rows:
        assert row.figure.value == pytest.approx(per_cent[row.name], abs=0.0500001)
