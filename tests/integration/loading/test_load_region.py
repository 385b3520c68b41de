"""A region file goes in whole or not at all, once or twice, and says what it found."""

import pytest
from django.test import Client

from accounts.models import Job, Region
from indicators.models import Delivery, MeasureValue, Slice
from releases.models import CurrentPack, Pack, PublishedFact, Release
from releases.pack_format import decode
from spatial_units.models import Area, BoundarySet
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def pack_of(indicator: str, level: str):
    row = CurrentPack.objects.get(
        region__key="musterdorf", indicator_key=indicator, level_key=level
    )
    return decode(row.pack.body)


def test_the_city_is_on_the_map_afterwards(city: SmallCity) -> None:
    report = load_city(city)
    assert not report.failed
    assert report.values_written == 16
    assert Area.objects.filter(region__key="musterdorf").count() == 5
    assert Region.objects.get(key="musterdorf").is_public
    pack = pack_of("exi_u15", "stadtteil")
    assert [period["key"] for period in pack.periods] == ["2023-12-31", "2024-12-31"]
    assert pack.sections[0].areas == ["01", "02", "03", "04"]


def test_numbers_and_states_survive_exactly(city: SmallCity) -> None:
    load_city(city)
    series = pack_of("exi_u15", "stadtteil").sections[0].series
    assert series.values[0] == [None, 0, None, None], "tells the 2 · a true zero · 2 · secret"
    assert [series.status_of(0, area) for area in range(4)] == ["Q", "A", "Q", "Q"]
    assert series.values[1] == [293, 50, None, 103]
    assert [series.status_of(1, area) for area in range(4)] == ["A", "A", "O", "A"]


def test_the_city_value_is_the_ratio_of_sums_and_says_it_is_computed(city: SmallCity) -> None:
    load_city(city)
    whole = pack_of("exi_u15", "stadtteil").wholes[0]
    assert whole.level == "stadt"
    assert whole.series.values[0] == [None], "district 4 (30 % of the children) is secret"
    assert whole.series.status_of(0, 0) == "Q"
    assert whole.series.values[1] == [None], "nobody knows how many children district 3 has"
    city.values = city.values.replace("3;2024;;20", "3;2024;100;20")
    city.write()
    load_city(city)
    whole = pack_of("exi_u15", "stadtteil").wholes[0]
    assert whole.series.values[1] == [180], "180 of 1000 children are 18,0 %"
    assert whole.series.flags[1, 0] == 32, "berechnet"


def test_a_city_without_one_of_its_areas_says_that_it_is_incomplete(city: SmallCity) -> None:
    city.values = city.values.replace("3;2024;;20", "3;2024;30;")
    city.write()
    load_city(city)
    whole = pack_of("exi_u15", "stadtteil").wholes[0]
    assert whole.series.values[1] == [178], "160 of the 900 children whose district is known"
    assert whole.series.flags[1, 0] == 32 | 64, "berechnet, unvollständig"
    reader = Client()
    file = reader.get("/musterdorf/data/exi_u15.csv?level=stadt&period=2024-12-31")
    assert b"computed incomplete" in b"".join(file)
    answer = reader.get(
        "/api/v1/regions/musterdorf/indicators/exi_u15/values/?level=stadt&period=2024-12-31"
    )
    assert answer.json()["results"][0]["flags"] == ["computed", "incomplete"]


def test_loading_again_changes_nothing(city: SmallCity) -> None:
    load_city(city)
    before = (Delivery.objects.count(), Pack.objects.count(), Release.objects.count())
    report = load_city(city)
    assert report.files_read == 0
    assert (Delivery.objects.count(), Pack.objects.count(), Release.objects.count()) == before


def test_a_dry_run_reports_and_leaves_nothing(city: SmallCity) -> None:
    report = load_city(city, dry_run=True)
    assert report.values_written == 16
    assert report.job is None
    assert not Region.objects.exists()
    assert not Job.objects.exists()


def test_an_unknown_area_stops_everything_and_is_named(city: SmallCity) -> None:
    city.values += "9;2024;10;1\n"
    city.write()
    report = load_city(city)
    assert report.failed
    (problem,) = [found for found in report.problems if found.code == "unknown_area"]
    assert problem.row == 10
    assert problem.facts["examples"] == "09"
    assert not Region.objects.exists()


def test_a_new_value_makes_a_new_delivery_and_the_old_one_stays(city: SmallCity) -> None:
    load_city(city)
    raw_before = MeasureValue.objects.count()
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;200")
    city.write()
    load_city(city)
    assert MeasureValue.objects.count() == raw_before * 2
    assert pack_of("exi_u15", "stadtteil").sections[0].series.values[1][0] == 488
    assert Release.objects.count() == 2


def test_taking_a_delivery_back_shows_the_one_before(city: SmallCity) -> None:
    load_city(city)
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;200")
    city.write()
    report = load_city(city)
    newest = Delivery.objects.latest("id")
    newest.withdrawn_at = newest.received_at
    newest.save()
    job = report.job
    assert job is not None
    Job.objects.filter(id=job.id).update(state="waiting")
    from releases.tasks import publish

    publish(job.id)
    assert pack_of("exi_u15", "stadtteil").sections[0].series.values[1][0] == 293


def test_a_correction_lies_on_top_as_a_patch(city: SmallCity) -> None:
    city.spec["corrections"] = [
        {
            "key": "nachtrag",
            "source": "amt",
            "level": "stadtteil",
            "reason": {"de": "Nachtrag", "en": "Late"},
            "rows": [{"area": "03", "period": "2024-12-31", "values": {"children": 80}}],
        }
    ]
    city.write()
    load_city(city)
    assert pack_of("exi_u15", "stadtteil").sections[0].series.values[1][2] == 250
    assert Slice.objects.filter(is_complete=False).count() == 1
    del city.spec["corrections"]
    city.write()
    load_city(city)
    assert pack_of("exi_u15", "stadtteil").sections[0].series.values[1][2] is None


def test_classes_stay_when_a_date_is_added(city: SmallCity) -> None:
    load_city(city)
    before = pack_of("exi_u15", "stadtteil").classification["breaks"]
    city.values += "1;2025;400;390\n2;2025;200;10\n3;2025;100;20\n4;2025;290;30\n"
    city.write()
    load_city(city)
    assert pack_of("exi_u15", "stadtteil").classification["breaks"] == before
    city.spec["indicators"][0]["classification"]["k"] = 3
    city.write()
    load_city(city)
    assert pack_of("exi_u15", "stadtteil").classification["breaks"] != before


def test_changed_borders_need_a_new_revision(city: SmallCity) -> None:
    load_city(city)
    city.east = 0.001
    city.write()
    report = load_city(city)
    (refused,) = [found for found in report.problems if found.severity == "error"]
    assert refused.code == "boundary_set_in_use"
    assert (refused.facts["set"], refused.facts["reshaped"]) == ("stadtteile", 4)
    for declared in city.spec["boundary_sets"]:
        declared["revision"] = 2
    city.write()
    assert not load_city(city).failed
    assert BoundarySet.objects.filter(is_current=True).count() == 2
    assert BoundarySet.objects.count() == 4


def test_a_set_that_is_no_longer_declared_no_longer_counts(city: SmallCity) -> None:
    load_city(city)
    city.spec["boundary_sets"][0]["key"] = "ortsteile"
    city.spec["boundary_sets"][1]["dissolve"]["of"] = "ortsteile"
    city.write()
    assert not load_city(city).failed
    assert BoundarySet.objects.get(key="stadtteile").is_current is False
    (section,) = pack_of("exi_u15", "stadtteil").sections
    assert section.boundary_set == "ortsteile"


def test_neighbouring_sets_may_move_their_common_day(city: SmallCity) -> None:
    first = city.spec["boundary_sets"][0]
    second = {**first, "key": "stadtteile-2024", "valid_from": "2024-01-01"}
    first["valid_to"] = "2023-12-31"
    city.spec["boundary_sets"].insert(1, second)
    city.write()
    assert not load_city(city).failed
    first["valid_to"], second["valid_from"] = "2022-12-31", "2023-01-01"
    city.write()
    assert not load_city(city).failed
    sections = pack_of("exi_u15", "stadtteil").sections
    assert [section.boundary_set for section in sections] == ["stadtteile-2024"]


def test_a_mended_name_needs_no_new_revision(city: SmallCity) -> None:
    load_city(city)
    city.names[2] = "Gründorf-Süd"
    city.write()
    assert not load_city(city).failed
    assert Area.objects.get(code="03").name == "Gründorf-Süd"
    assert BoundarySet.objects.count() == 2


def test_everything_published_is_in_the_fact_log(city: SmallCity) -> None:
    load_city(city)
    facts = PublishedFact.objects.filter(level_key="stadtteil", period_key="2023-12-31")
    (fact,) = facts
    assert fact.areas == ["02"], "hidden numbers are no facts"
    assert fact.lower == [-0.05]
    assert fact.upper == [0.05]
    assert fact.form["ratio"]["numerator"] == ["poor_children"]


def test_a_total_that_differs_is_reported_and_loading_goes_on(city: SmallCity) -> None:
    city.spec["checks"]["totals"][0]["sum"] = 999
    city.write()
    report = load_city(city)
    (problem,) = [found for found in report.problems if found.code == "official_total_differs"]
    assert problem.facts["difference"] == 1
    assert Region.objects.exists()


def test_areas_far_outside_the_region_are_refused(city: SmallCity) -> None:
    city.spec["region"]["box"] = [6.0, 50.0, 6.1, 50.1]
    city.write()
    report = load_city(city)
    assert "outside_region" in [problem.code for problem in report.problems]
    assert not Region.objects.exists()
