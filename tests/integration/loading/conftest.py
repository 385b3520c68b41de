"""Kleinstadt, loaded for real."""

from pathlib import Path

import pytest

from region_files.loading import Report, load
from region_files.reading import read_region_file
from releases.tasks import publish
from tests.small_city import SmallCity


@pytest.fixture
def city(tmp_path: Path) -> SmallCity:
    return SmallCity(tmp_path)


def load_city(city: SmallCity, *, dry_run: bool = False, publish_too: bool = True) -> Report:
    """What `manage.py load_region` does, in this process."""
    spec, problems = read_region_file(city.file, city.folder)
    assert spec is not None, problems
    report = load(spec, city.folder, lambda text: None, dry_run=dry_run)
    if publish_too and report.job is not None:
        publish(report.job.id)
        report.job.refresh_from_db()
        assert report.job.state == "done", report.job.cause
    return report
