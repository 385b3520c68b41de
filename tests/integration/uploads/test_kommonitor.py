"""Values in KomMonitor's form: GeoJSON with a column per day, of one indicator it does not name."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from indicators import actions_uploads as actions
from indicators import tasks
from indicators.measure_names import measure_named
from indicators.models import Measure, Upload, UploadTemplate
from indicators.queries import counting_values
from spatial_units.queries import areas_of
from tests.factories import City
from tests.integration.uploads.making import FIRST, uploaded
from tests.integration.uploads.test_uploads import codes_of, counting

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

DAYS = ("2020-12-31", "2021-12-31")
NAMES = {"01": "Altstadt", "02": "Brühl"}


def exported(values: dict[str, list[Any]], days: tuple[str, ...] = DAYS) -> bytes:
    """As KomMonitor's map offers it for download: geometry, validity and a property per day."""
    features = [
        {
            "type": "Feature",
            "id": f"indicator.{number}",
            "geometry": {"type": "Point", "coordinates": [12.0, 51.0]},
            "properties": {
                "ID": code, "NAME": NAMES.get(code, ""), "validStartDate": "2015-01-01",
                "validEndDate": None, "arisenFrom": None, "fid": number,
            } | {f"DATE_{day}": one for day, one in zip(days, numbers, strict=True)},
        }
        for number, (code, numbers) in enumerate(values.items())
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features, "totalFeatures": len(features)}
    return json.dumps(collection, ensure_ascii=False).encode()


def test_the_measure_is_asked_for_and_the_values_in_are_the_values_that_count(
    city: City, clerk: User
) -> None:
    content = exported({code: [value, value + 0.5] for code, value in FIRST.items()})
    upload = uploaded(city, clerk, content, "Quote_Stadtteile.geojson")
    assert codes_of(upload) == ["upload_which_measure"]
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("upload-preview", args=[city.region.key, upload.id]))
    assert "Merkmal der ganzen Datei" in page.content.decode()
    form = page.context["form"]
    assert form.initial["measure"] == "rate", "proposed by the file's name"
    answers = {name: form.initial.get(name, "") for name in form.fields}
    answers |= {field.name: field.value() or "" for field in form.sign_fields()}
    client.post(reverse("upload-check", args=[city.region.key, upload.id]), answers)
    upload.refresh_from_db()
    tasks.check_upload(upload.job_id)
    upload.refresh_from_db()
    assert upload.state == "checked", upload.findings
    assert [line["period"] for line in upload.preview["lines"]] == list(DAYS)
    tasks.commit_upload(actions.ask_to_commit(upload, clerk).id)
    areas = areas_of(city.sets["stadtteile_2020"])
    rate = Measure.objects.get(region=city.region, key="rate").id
    found = counting_values(city.region, rate, {areas.boundary_set.id: areas})
    numbers = [dict(zip(areas.codes, one.value.tolist(), strict=True)) for one in found.values()]
    assert numbers == [FIRST, {code: value + 0.5 for code, value in FIRST.items()}]
    assert not UploadTemplate.objects.exists(), "the next file may be of another measure"


def test_null_is_missing_and_zero_is_zero(city: City, clerk: User) -> None:
    upload = uploaded(
        city, clerk, exported({"01": [None], "02": [0]}, DAYS[:1]), "a.json", measure="pop"
    )
    assert upload.state == "checked", upload.findings
    (line,) = upload.preview["lines"]
    assert line["new"] == 1, "no data where there was none is nothing new"
    tasks.commit_upload(actions.ask_to_commit(upload, clerk).id)
    found = counting(city)
    assert (found["01"], found["02"]) == ("O", 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (exported({"99": [1, 2]}), "upload_unknown_area"),
        (exported({"01": [1, 2]}, ("2020-12-31", "2020-13-01")), "upload_kommonitor_no_day"),
        (exported({"01": []}, ()), "upload_kommonitor_lacks"),
        (b'{"type": "FeatureCollection", "features": []}', "records_not_found"),
        (b'{"type": "FeatureCollection", "features": [', "json_damaged"),
        (b'{"datasetName": "Einwohner", "metadata": {}}', "upload_kommonitor_metadata"),
        (exported({"01": [1, "viele"]}), "upload_word"),
    ],
)
def test_what_cannot_be_read_is_said(city: City, clerk: User, content: bytes, code: str) -> None:
    upload = uploaded(city, clerk, content, "a.geojson", measure="pop")
    assert upload.state == "refused"
    assert any(one.endswith(code) or code == one for one in codes_of(upload)), upload.findings


def test_a_files_name_may_name_its_measure(city: City) -> None:
    measures = list(Measure.objects.filter(region=city.region))
    assert measure_named("Einwohner_Stadtteil_2020.geojson", measures) == "pop"
    assert measure_named("Einwohnerzahl.geojson", measures) == ""
    assert Upload.objects.count() == 0
