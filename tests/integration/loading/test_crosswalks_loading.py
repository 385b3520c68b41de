"""Shares between boundary sets: from the region file to rows, with every slip told."""

from typing import Any

import pytest

from region_files.loading import Report
from region_files.reading import read_region_file
from spatial_units.crosswalks import links_of
from spatial_units.importing.wording import say
from spatial_units.models import Crosswalk
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db

DECLARED = {
    "from_set": "alt", "to_set": "stadtteile", "source": "amt", "file": "umstieg.csv",
    "basis": "population",
}  # fmt: skip
SHARES = "von;nach;Gewicht\n01;01;1\n02;02;0,4\n02;01;0,6\n03;03;1\n04;04;1\n"


def declare(city: SmallCity, shares: str = SHARES, **changed: Any) -> None:
    earlier = city.spec["boundary_sets"][0] | {
        "key": "alt", "valid_from": "1990-01-01", "valid_to": "1999-12-31",
    }  # fmt: skip
    city.spec["boundary_sets"].insert(0, earlier)
    city.spec["crosswalks"] = [DECLARED | changed]
    city.write()
    (city.folder / "umstieg.csv").write_text(shares, encoding="utf-8")


def told(report: Report) -> list[str]:
    return [say(problem, "de") for problem in report.problems if problem.severity == "error"]


def test_a_declared_crosswalk_is_stored_once(city: SmallCity) -> None:
    declare(city)
    assert told(load_city(city, publish_too=False)) == []
    stored = Crosswalk.objects.get()
    assert (stored.basis, stored.source) == ("population", "Stadt Kleinstadt")
    assert sorted(links_of(stored).weight.tolist()) == [0.4, 0.6, 1, 1, 1]
    load_city(city, publish_too=False)
    assert Crosswalk.objects.get() == stored
    (city.folder / "umstieg.csv").write_text(SHARES.replace("0,4", "0,3").replace("0,6", "0,7"))
    load_city(city, publish_too=False)
    assert Crosswalk.objects.get(is_current=True) != stored


def test_nothing_is_loaded_with_shares_that_cannot_be(city: SmallCity) -> None:
    declare(city, SHARES.replace("0,6", "0,9"))
    assert told(load_city(city, publish_too=False)) == [
        "umstieg.csv: Die Anteile von „02“ ergeben zusammen 1,3 statt 1. Bitte berichtigen."
    ]
    assert not Crosswalk.objects.exists()


def test_sets_sources_and_files_must_be_there(city: SmallCity) -> None:
    declare(city, from_set="gestern", source="niemand")
    _spec, problems = read_region_file(city.file)
    assert {problem.column for problem in problems} >= {
        "crosswalks[0].from_set", "crosswalks[0].source",
    }  # fmt: skip


def test_a_crosswalk_stays_on_one_level(city: SmallCity) -> None:
    declare(city, to_set="stadt")
    _spec, problems = read_region_file(city.file)
    assert [problem.code for problem in problems] == ["region_link_across_levels"]
