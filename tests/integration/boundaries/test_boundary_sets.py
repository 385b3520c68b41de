"""A boundary set from the desk: its place in time, its links, and how it can be taken back."""

from datetime import date
from typing import Any

import pytest

from accounts.models import AuditEntry, User
from indicators.models import Delivery, Measure, ReferencePeriod, Slice
from spatial_units import actions_boundaries, tasks
from spatial_units import actions_geodata as actions
from spatial_units.actions import retire_undeclared
from spatial_units.models import (
    Area,
    BoundarySet,
    Containment,
    IdentityLink,
    Shapes,
    SpatialLevel,
)
from tests.factories import City
from tests.integration.boundaries.making import (
    brought,
    codes_of,
    committed,
    geojson,
    present,
    square,
)

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def moved() -> list[tuple[str, str, Any]]:
    """04 gives a fifth of its land to 05."""
    shapes = {"04": square(0, 1, 0.8), "05": square(0.8, 1, 1.2)}
    return [(code, name, shapes.get(code, shape)) for code, name, shape in present()]


def days(key: str) -> tuple[date, date | None]:
    during = BoundarySet.objects.get(key=key).valid_during
    return during.lower, during.upper


def used(city: City, boundary_set: BoundarySet) -> None:
    """A delivery with a slice on the set."""
    measure = Measure.objects.create(
        region=city.region, key="pop", name_de="E", name_en="E", unit_de="", unit_en="",
        kind="count",
    )  # fmt: skip
    day = date(2025, 12, 31)
    period = ReferencePeriod.objects.create(
        region=city.region, key="2025-12-31", kind="day", start=day, end=day
    )
    delivery = Delivery.objects.create(
        region=city.region, key="x", origin=Delivery.Origin.UPLOAD, content_hash="x"
    )
    Slice.objects.create(
        region=city.region, delivery=delivery, measure=measure, boundary_set=boundary_set,
        level=boundary_set.level, period=period, is_complete=True,
    )  # fmt: skip


def test_the_set_before_ends_the_day_before(city: City, clerk: User) -> None:
    upload = committed(brought(city, clerk, geojson(moved())), clerk)
    assert days("stadtteile_2020") == (date(2020, 1, 1), date(2025, 1, 1))
    assert days(upload.made) == (date(2025, 1, 1), None)
    assert Area.objects.filter(boundary_set__key=upload.made).count() == 7
    entry = AuditEntry.objects.get(action="boundaries-committed")
    assert (entry.user, entry.detail["count"]) == (clerk, 7)


def test_a_set_may_come_between_two_others(city: City, clerk: User) -> None:
    upload = committed(brought(city, clerk, geojson(moved()), valid_from="2018-01-01"), clerk)
    assert days("stadtteile_2015") == (date(2015, 1, 1), date(2018, 1, 1))
    assert days(upload.made) == (date(2018, 1, 1), date(2020, 1, 1))
    assert days("stadtteile_2020") == (date(2020, 1, 1), None)


def test_no_two_sets_begin_on_one_day(city: City, clerk: User) -> None:
    upload = brought(city, clerk, geojson(moved()), valid_from="2020-01-01")
    assert codes_of(upload) == ["set_begins_that_day"]


def test_areas_hang_together_and_live_on(city: City, clerk: User) -> None:
    key = committed(brought(city, clerk, geojson(moved())), clerk).made
    links = Containment.objects.filter(child__boundary_set__key=key)
    bezirke = links.filter(parent__boundary_set__key="bezirke")
    assert sorted(bezirke.values_list("child__code", "parent__code")) == [
        ("01", "1"), ("02", "1"), ("03", "1"), ("04", "2"), ("05", "2"), ("07", "2"), ("08", "2"),
    ]  # fmt: skip
    assert links.filter(parent__boundary_set__key="stadt").count() == 7
    same = IdentityLink.objects.filter(later__boundary_set__key=key)
    assert sorted(same.values_list("later__code", flat=True)) == ["01", "02", "03", "07", "08"]


def test_a_new_level_lies_between_its_neighbours(city: City, clerk: User) -> None:
    areas = [("S1", "Sozialraum Süd", square(0, 0, 3)), ("S2", "Sozialraum Nord", square(0, 1, 3))]
    new = {"name": "Sozialraum", "plural": "Sozialräume", "above": "stadtteil"}
    upload = brought(
        city, clerk, geojson(areas), level="", new_level=new, code_column="schluessel",
        name_column="name",
    )  # fmt: skip
    key = committed(upload, clerk).made
    order = SpatialLevel.objects.filter(region=city.region).order_by("position")
    assert list(order.values_list("key", flat=True)) == [
        "stadtteil", "sozialraum", "bezirk", "stadt",
    ]  # fmt: skip
    below = Containment.objects.filter(
        parent__boundary_set__key=key, child__boundary_set__key="stadtteile_2020"
    )
    assert below.filter(parent__code="S2").count() == 4


def test_parents_may_come_from_a_column(city: City, clerk: User) -> None:
    """02 lies in district 1, and the file says 2."""
    body = geojson(present())
    for code, _name, _shape in present():
        parent = b"2" if code in ("02", "04", "05", "07", "08") else b"1"
        start = b'{"schluessel": "' + code.encode() + b'"'
        body = body.replace(start, start + b', "bezirk": "' + parent + b'"')
    upload = brought(city, clerk, body)
    assert (upload.settings["parent_column"], upload.settings["parent_level"]) == (
        "bezirk", "bezirk",
    )  # fmt: skip
    key = committed(upload, clerk).made
    link = Containment.objects.get(
        child__boundary_set__key=key, child__code="02", parent__boundary_set__key="bezirke"
    )
    assert link.parent.code == "2"


def test_committed_twice_is_committed_once(city: City, clerk: User) -> None:
    upload = brought(city, clerk, geojson(moved()))
    job = actions.ask_to_commit(upload, clerk)
    assert actions.ask_to_commit(upload, clerk).id == job.id
    tasks.commit_geodata(job.id)
    tasks.commit_geodata(job.id)
    assert BoundarySet.objects.filter(origin="desk").count() == 1


def test_boundaries_changed_meanwhile_stop_the_commit(city: City, clerk: User) -> None:
    late = brought(city, clerk, geojson(moved()))
    committed(brought(city, clerk, geojson(present()), valid_from="2024-01-01"), clerk)
    job = actions.ask_to_commit(late, clerk)
    tasks.commit_geodata(job.id)
    job.refresh_from_db()
    assert (job.state, "zwischenzeitlich" in job.cause) == ("failed", True)
    assert BoundarySet.objects.filter(origin="desk").count() == 1


def test_an_unused_set_is_taken_back_and_the_one_before_holds_on(city: City, clerk: User) -> None:
    key = committed(brought(city, clerk, geojson(moved())), clerk).made
    actions_boundaries.take_back(BoundarySet.objects.get(key=key), clerk)
    assert not BoundarySet.objects.filter(key=key).exists()
    assert days("stadtteile_2020") == (date(2020, 1, 1), None)
    assert AuditEntry.objects.filter(action="boundaries-removed", user=clerk).count() == 1


def test_a_used_set_stays(city: City, clerk: User) -> None:
    found = BoundarySet.objects.get(
        key=committed(brought(city, clerk, geojson(moved())), clerk).made
    )
    used(city, found)
    with pytest.raises(actions_boundaries.InUse):
        actions_boundaries.take_back(found, clerk)
    assert days(found.key) == (date(2025, 1, 1), None)


def test_a_set_of_the_region_file_is_not_taken_back_here(city: City, clerk: User) -> None:
    with pytest.raises(actions_boundaries.InUse):
        actions_boundaries.take_back(city.sets["stadtteile_2020"], clerk)


def test_values_of_later_times_are_told_to_stay_behind(city: City, clerk: User) -> None:
    used(city, city.sets["stadtteile_2020"])
    assert "values_stay_behind" in codes_of(brought(city, clerk, geojson(moved())), "warning")


def test_loading_the_region_file_again_leaves_the_desks_sets(city: City, clerk: User) -> None:
    key = committed(brought(city, clerk, geojson(moved())), clerk).made
    retire_undeclared(city.region, ["stadtteile_2015", "stadtteile_2020", "bezirke", "stadt"])
    assert BoundarySet.objects.get(key=key).is_current


def test_a_set_whose_shapes_were_made_stays_without_counting(city: City, clerk: User) -> None:
    """A map may still show its shapes until the next release."""
    key = committed(brought(city, clerk, geojson(moved())), clerk).made
    found = BoundarySet.objects.get(key=key)
    Shapes.objects.create(region=city.region, boundary_set=found, hash="x", topojson=b"", svg=b"")
    actions_boundaries.take_back(found, clerk)
    found.refresh_from_db()
    assert not found.is_current
    assert days("stadtteile_2020") == (date(2020, 1, 1), None)
    again = committed(brought(city, clerk, geojson(moved())), clerk)
    assert again.made == f"{key}-2"
