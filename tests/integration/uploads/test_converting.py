"""A file on earlier areas is recognised, converted when the clerk says so, and says it after."""

import pytest
from django.test import Client

from accounts.models import User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.models import (
    DataSource,
    Delivery,
    Indicator,
    Measure,
    MeasureValue,
    Policy,
    Topic,
    Upload,
)
from indicators.presenters_problems import problem_rows
from releases.figures import figures_of
from releases.region_reader import RegionReader
from spatial_units import crosswalks
from spatial_units.models import Area, BoundarySet, Containment, Crosswalk
from tests.factories import City
from tests.integration.boundaries.crosswalk_making import SHARES, brought, taken_over
from tests.integration.boundaries.crosswalk_making import table as shares
from tests.integration.uploads.making import committed, sheet, table, uploaded

pytestmark = pytest.mark.django_db(transaction=True)

OLD = {"01": 10, "02": 20, "03": 30, "04": 40, "05": 50, "06": 100}
SUM = sum(OLD.values())


@pytest.fixture
def crosswalk(city: City, clerk: User) -> Crosswalk:
    return taken_over(brought(city, clerk), clerk)


def codes_of(upload: Upload) -> list[str]:
    return [part["code"] for part in upload.findings]


def stored(city: City) -> dict[str, tuple[float | None, str, int]]:
    """code: value, status and flags of the last delivery, on the present areas."""
    slice_id = Delivery.objects.latest("id").slice_set.get().id
    areas = Area.objects.filter(boundary_set=city.sets["stadtteile_2020"]).in_bulk()
    rows = MeasureValue.objects.filter(slice_id=slice_id)
    return {areas[one.area_id].code: (one.value, one.obs_status, one.flags) for one in rows}


def test_without_a_crosswalk_the_remedy_is_named(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table(OLD))
    assert codes_of(upload) == ["upload_other_boundary_set"]
    assert "sobald ein Umsteigeschlüssel" in problem_rows(upload)[0].sentence
    client = Client()
    client.force_login(clerk)
    page = client.get(f"/desk/kleinstadt/upload/{upload.id}/").content.decode()
    assert "/desk/kleinstadt/crosswalks/upload/" in page
    assert 'name="crosswalk"' not in page


def test_with_one_the_check_asks_once_and_converts(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    asked = uploaded(city, clerk, table(OLD))
    assert codes_of(asked) == ["upload_convert_offered"]
    assert problem_rows(asked)[0].asks == "crosswalk"
    upload = committed(city, clerk, table(OLD), crosswalk=crosswalk.pk, mode="complete")
    assert codes_of(upload) == ["upload_converted"]
    assert stored(city) == {
        "01": (10, "A", 0), "02": (20, "A", 0), "03": (30, "A", 0), "04": (40, "A", 0),
        "05": (50, "A", 0), "07": (75, "A", 8), "08": (25, "A", 8),
    }  # fmt: skip
    account = upload.delivery.recipe["crosswalk"]
    assert (account["id"], account["basis"]) == (crosswalk.pk, "population")
    assert account["split"] == {"pop": pytest.approx(100 / SUM)}
    crosswalk.refresh_from_db()
    assert crosswalk.first_used_at is not None


def test_of_several_earlier_sets_the_one_with_a_crosswalk_is_meant(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    """Codes often stay for several sets; the newest of them would be the first guess."""
    newer = BoundarySet.objects.get(pk=city.sets["stadtteile_2015"].pk)
    newer.pk, newer.key, newer.is_current = None, "stadtteile_2015b", False
    newer.save()
    shape = Area.objects.filter(boundary_set=city.sets["stadtteile_2015"], code="06").get()
    shape.pk, shape.boundary_set = None, newer
    shape.save()
    assert codes_of(uploaded(city, clerk, table(OLD))) == ["upload_convert_offered"]


def test_the_clerk_answers_on_the_page(city: City, clerk: User, crosswalk: Crosswalk) -> None:
    asked = uploaded(city, clerk, table(OLD))
    client = Client()
    client.force_login(clerk)
    address = f"/desk/kleinstadt/upload/{asked.id}/"
    page = client.get(address).content.decode()
    assert "Soll die Datei mit dem Umsteigeschlüssel umgerechnet werden?" in page
    form = {
        "level": "stadtteil", "source": "amt", "mode": "patch", "notation": "ask",
        "crosswalk": crosswalk.pk, "sign_0": "missing",
    }  # fmt: skip
    assert client.post(f"{address}check/", form).status_code == 302
    asked.refresh_from_db()
    tasks.check_upload(asked.job_id)
    page = client.get(address).content.decode()
    assert "Die Summe bleibt gleich." in page
    assert "40\u202f% der Summe liegen in Gebieten, die geteilt werden" in page


def test_gaps_and_areas_left_out_never_make_partial_sums(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    joined = [*((code, "01", "1") for code in ("01", "02")), *SHARES[2:]]
    other = taken_over(brought(city, clerk, shares(joined), basis="area"), clerk)
    signs = {"": "missing", "/": "suppressed"}
    values: dict[str, object] = OLD | {"02": "/", "06": None}
    committed(city, clerk, table(values), crosswalk=other.pk, mode="complete", signs=signs)
    found = stored(city)
    assert found["01"] == (None, "Q", 0)
    assert found["07"] == found["08"] == (None, "O", 0)
    assert found["03"] == (30, "A", 0)
    upload = uploaded(city, clerk, table({"01": 1, "03": 3}), crosswalk=other.pk)
    assert codes_of(upload) == ["upload_converted", "upload_converted_partly"]
    assert upload.preview["values"] == 1


def test_ready_values_are_refused_with_the_remedy(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    content = table(OLD, measure="Quote")
    upload = uploaded(city, clerk, content, crosswalk=crosswalk.pk)
    assert codes_of(upload) == ["upload_not_convertible"]
    assert "„Quote“ ist ein fertiger Wert" in problem_rows(upload)[0].sentence
    assert "Zähler und Nenner" in problem_rows(upload)[0].sentence


def test_a_file_of_the_earlier_time_stays_on_the_earlier_areas(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    upload = uploaded(city, clerk, table(OLD, day="31.12.2018"), crosswalk=crosswalk.pk)
    assert codes_of(upload) == ["upload_crosswalk_unused"]
    assert upload.preview["conversion"] is None


def test_a_file_of_present_areas_is_not_converted_by_mistake(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    present = table({"01": 1, "07": 2, "08": 3})
    upload = uploaded(city, clerk, present, crosswalk=crosswalk.pk)
    assert codes_of(upload) == ["upload_not_on_earlier_set"]
    assert problem_rows(upload)[0].asks == "crosswalk"
    assert uploaded(city, clerk, present).state == "checked"


def test_a_crosswalk_that_went_meanwhile_stops_the_commit(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    upload = uploaded(city, clerk, table(OLD), crosswalk=crosswalk.pk)
    crosswalks.take_back(crosswalk, clerk)
    job = actions.ask_to_commit(upload, clerk)
    tasks.commit_upload(job.id)
    job.refresh_from_db()
    assert job.state == "failed"
    assert not Delivery.objects.exists()
    assert codes_of(uploaded(city, clerk, table(OLD), crosswalk=crosswalk.pk))[0] == (
        "upload_crosswalk_gone"
    )


def test_rates_are_worked_out_anew_and_say_that_they_are_converted(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    """On the areas and, added up from them, on the districts; untouched areas say nothing."""
    indicator = share_of_children(city)
    content = sheet(
        ["Schlüssel", "Stichtag", "Einwohner", "Kinder"],
        *([code, "31.12.2020", people, people / 10] for code, people in OLD.items()),
    )
    committed(city, clerk, content, crosswalk=crosswalk.pk)
    found = figures_of(RegionReader(city.region), indicator)
    by_level = {
        city.levels[level].key: next(
            figures for (place, _), figures in found.items()
            if place in {one.id for one in city.sets.values() if one.level == city.levels[level]}
        )
        for level in ("stadtteil", "bezirk")
    }  # fmt: skip
    assert by_level["stadtteil"].value == pytest.approx([10.0] * 7)
    assert by_level["stadtteil"].flags.tolist() == [0, 0, 0, 0, 0, 8, 8]
    assert by_level["bezirk"].denominator == pytest.approx([60, 190])
    assert by_level["bezirk"].flags.tolist() == [32, 32 | 8]


def share_of_children(city: City) -> Indicator:
    region = city.region
    Measure.objects.create(
        region=region, key="children", name_de="Kinder", name_en="Children", unit_de="",
        unit_en="", kind="count",
    )  # fmt: skip
    districts = dict(
        Area.objects.filter(boundary_set=city.sets["bezirke"]).values_list("code", "id")
    )
    for area in Area.objects.filter(boundary_set=city.sets["stadtteile_2020"]):
        parent = districts["1" if area.code in ("01", "02", "03") else "2"]
        Containment.objects.create(region=region, tree="main", child=area, parent_id=parent)
    topic = Topic.objects.create(region=region, key="dem", name_de="x", name_en="x", position=0)
    policy = Policy.objects.create(
        region=region, key="open", rule="no_personal_data", reason_de="x", reason_en="x"
    )
    formula = {
        "count": None, "value": None,
        "ratio": {"numerator": ["children"], "denominator": ["pop"], "factor": 100.0},
    }  # fmt: skip
    return Indicator.objects.create(
        region=region, key="share", topic=topic, policy=policy,
        source=DataSource.objects.get(region=region), name_de="x", name_en="x", kind="share",
        decimals=1, polarity=0, position=0,
        definition={"formula": formula, "aggregation": "sum"},
    )  # fmt: skip
