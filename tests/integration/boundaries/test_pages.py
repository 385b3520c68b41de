"""The pages of boundaries, places and lines, as a clerk walks them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from accounts.models import Job, User
from spatial_units import tasks
from spatial_units.models import BoundarySet, GeodataUpload, MapLayer
from tests.factories import City, make_city
from tests.integration.boundaries.making import brought, committed, geojson, present, square
from tests.integration.boundaries.test_layer_files import KITAS

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
DESK = "/desk/kleinstadt/"


@pytest.fixture
def client(clerk: User) -> Client:
    translation.activate("de")
    client = Client()
    client.force_login(clerk)
    return client


def said(**more: str) -> dict[str, str]:
    return {
        "level": "stadtteil", "name": "Stadtteile 2025", "valid_from": "2025-01-01",
        "attribution": "Stadt", "licence": "CC0",
    } | more  # fmt: skip


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def moved() -> bytes:
    shapes = {"04": square(0, 1, 0.8), "05": square(0.8, 1, 1.25)}
    return geojson([(code, name, shapes.get(code, shape)) for code, name, shape in present()])


def test_from_the_list_to_a_stored_set_and_back(city: City, client: Client) -> None:
    assert "Grenzen stadtteile_2020" in page_of(client, DESK + "boundaries/")
    form = said() | {"file": SimpleUploadedFile("neu.geojson", moved())}
    sent = client.post(DESK + "boundaries/upload/", form)
    job = Job.objects.get(kind="check-geodata")
    assert sent.headers["Location"] == f"{DESK}jobs/{job.id}/"
    tasks.check_geodata(job.id)
    upload = GeodataUpload.objects.get()
    address = f"{DESK}geodata/{upload.id}/"
    assert client.get(f"{DESK}jobs/{job.id}/").headers["Location"] == address
    preview = page_of(client, address)
    assert 'viewBox="0 0 1000 ' in preview
    assert "andere Grenze" in preview
    assert "überlappen sich auf" in preview
    assert client.post(address + "commit/").status_code == 409  # the remarks were not looked at
    assert not Job.objects.filter(kind="commit-geodata").exists()
    client.post(address + "commit/", {"seen": "1"})
    tasks.commit_geodata(Job.objects.get(kind="commit-geodata").id)
    assert "ist gespeichert und gilt ab dem 01.01.2025" in page_of(client, address)
    made = BoundarySet.objects.get(origin="desk")
    assert "01.01.2020 bis 31.12.2024" in page_of(client, DESK + "boundaries/")
    assert "liegen keine Werte" in page_of(client, f"{DESK}boundaries/{made.id}/take-back/")
    back = client.post(f"{DESK}boundaries/{made.id}/take-back/")
    assert back.headers["Location"] == DESK + "boundaries/"
    assert not BoundarySet.objects.filter(origin="desk").exists()


def test_the_same_file_twice_within_seconds_is_one(city: City, client: Client) -> None:
    jobs = [
        client.post(
            DESK + "boundaries/upload/",
            said() | {"file": SimpleUploadedFile("neu.geojson", moved())},
        ).headers["Location"]
        for _ in range(2)
    ]
    assert jobs[0] == jobs[1]
    assert GeodataUpload.objects.count() == 1
    other = said(name="Anders") | {"file": SimpleUploadedFile("neu.geojson", moved())}
    client.post(DESK + "boundaries/upload/", other)
    assert GeodataUpload.objects.count() == 2


def test_other_answers_lead_to_another_check(city: City, clerk: User, client: Client) -> None:
    upload = brought(city, clerk, moved())
    sent = client.post(f"{DESK}geodata/{upload.id}/check/", said(name="Anders"))
    assert sent.status_code == 302
    tasks.check_geodata(Job.objects.latest("id").id)
    upload.refresh_from_db()
    assert (upload.state, upload.settings["name"]) == ("checked", "Anders")


@pytest.mark.parametrize(
    ("field", "value"),
    [("level", "nirgends"), ("valid_from", "31.02.2025"), ("name", ""), ("crs", "99999"),
     ("level", "+"), ("pad", "-1")],
)  # fmt: skip
def test_what_cannot_be_said_is_marked(city: City, client: Client, field: str, value: str) -> None:
    form = said(**{field: value}) | {"file": SimpleUploadedFile("neu.geojson", moved())}
    answer = client.post(DESK + "boundaries/upload/", form)
    assert answer.status_code == 400
    assert 'class="error"' in answer.content.decode()
    assert not GeodataUpload.objects.exists()


def test_discarded_is_gone(city: City, clerk: User, client: Client) -> None:
    upload = brought(city, clerk, moved())
    path = upload.file.path
    client.post(f"{DESK}geodata/{upload.id}/discard/")
    assert not Path(path).exists()
    assert "wurde verworfen" in page_of(client, f"{DESK}geodata/{upload.id}/")


def test_a_set_of_the_file_says_why_it_stays(city: City, client: Client) -> None:
    found = city.sets["stadtteile_2020"]
    page = page_of(client, f"{DESK}boundaries/{found.id}/take-back/")
    assert "kommt aus der Regionsdatei" in page
    answer = client.post(f"{DESK}boundaries/{found.id}/take-back/")
    assert answer.status_code == 409


def test_another_regions_files_and_sets_do_not_exist(
    city: City, clerk: User, client: Client
) -> None:
    other = make_city("anderswo", with_packs=False)
    foreign = committed(brought(other, clerk, geojson(present())), clerk)
    assert client.get(f"{DESK}geodata/{foreign.id}/").status_code == 404
    made = BoundarySet.objects.get(key=foreign.made)
    assert client.post(f"{DESK}boundaries/{made.id}/take-back/").status_code == 404


def test_who_may_not_publish_cannot_show_places_to_everybody(city: City, client: Client) -> None:
    form = {
        "name": "Kitas", "as_of": "2025-01-01", "attribution": "Stadt", "licence": "CC0",
        "is_public": "on", "file": SimpleUploadedFile("kitas.geojson", KITAS),
    }  # fmt: skip
    assert "is_public" not in page_of(client, DESK + "layers/upload/")
    assert client.post(DESK + "layers/upload/", form).status_code == 302
    tasks.check_geodata(Job.objects.latest("id").id)
    upload = GeodataUpload.objects.get()
    assert "Sonne" in page_of(client, f"{DESK}geodata/{upload.id}/")
    client.post(f"{DESK}geodata/{upload.id}/commit/")
    tasks.commit_geodata(Job.objects.latest("id").id)
    layer = MapLayer.objects.get()
    assert not layer.is_public
    assert "Kitas" in page_of(client, DESK + "layers/")
    client.post(f"{DESK}layers/{layer.key}/remove/")
    assert not MapLayer.objects.exists()
