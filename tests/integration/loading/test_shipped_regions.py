"""Each shipped region: its report as expected, its published figures reproduced."""

import os
from pathlib import Path

import pytest

from accounts.models import Region
from region_files.loading import load
from region_files.reading import read_region_file
from region_files.report import lines_of
from region_files.verifying import verify
from releases.models import CurrentPack
from releases.tasks import publish
from tests.conftest import DEMO, ROOT

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

REPORTS = Path(__file__).parent / "reports"


def load_and_compare(file: Path, data: Path, key: str) -> None:
    """Load for real, compare the report with the one kept, carry out every check.

    WRITE_REPORTS=1 keeps a new report instead; read it before you commit it.
    """
    spec, problems = read_region_file(file, data)
    assert spec is not None, problems
    report = load(spec, data, lambda text: None)
    lines = [*lines_of(spec, report, "de"), ""]
    kept = REPORTS / f"{key}.txt"
    if os.environ.get("WRITE_REPORTS"):
        kept.write_text("\n".join(lines))
    assert kept.read_text().split("\n") == lines
    assert report.job is not None
    publish(report.job.id)
    report.job.refresh_from_db()
    assert report.job.state == "done", report.job.cause
    verdicts = verify(Region.objects.get(key=key), spec)
    assert [verdict.name for verdict in verdicts if not verdict.holds] == []
    assert CurrentPack.objects.filter(audience="public").exists()


@pytest.mark.parametrize("key", ["berlin", "koeln", "leipzig", "zwickau"])
def test_a_real_region_loads_as_expected(key: str, shared_data: Path) -> None:
    load_and_compare(ROOT / f"fixtures/regions/{key}.yaml", shared_data, key)


@pytest.mark.parametrize("key", ["deutschland", "pennsylvania", "uk", "wales"])
def test_a_publication_is_recomputed_as_expected(key: str, shared_data: Path) -> None:
    name = {"deutschland": "germany"}.get(key, key)
    load_and_compare(ROOT / f"fixtures/publications/{name}.yaml", shared_data, key)


@pytest.mark.parametrize("key", ["asem", "nuts1"])
def test_an_example_of_other_packages_is_recomputed(key: str, shared_oracles: Path) -> None:
    load_and_compare(ROOT / f"fixtures/publications/packages/{key}.yaml", shared_oracles, key)


def test_the_demo_city_loads_as_expected() -> None:
    load_and_compare(DEMO / "region.yaml", DEMO, "demo")
