"""A clerk brings a table of shares between two boundary sets, sees what it does, takes it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import AuditEntry, Job, User
from spatial_units import crosswalks, tasks
from spatial_units.models import Crosswalk, CrosswalkLink, GeodataUpload
from spatial_units.queries import is_used
from tests.factories import City
from tests.integration.boundaries.crosswalk_making import SHARES, brought, table, taken_over

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/desk/kleinstadt/"


@pytest.fixture
def desk(clerk: User) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


def codes(upload: GeodataUpload) -> list[str]:
    return [part["code"] for part in upload.findings]


def test_a_table_is_previewed_and_stored(city: City, clerk: User) -> None:
    upload = brought(city, clerk)
    assert upload.state == "checked", upload.findings
    assert not Crosswalk.objects.exists()
    preview = upload.preview
    assert (preview["whole"], preview["split"], preview["joined"]) == (5, 1, 0)
    assert preview["land_split"] == pytest.approx(100 / 6)
    assert [part[2] for part in preview["split_areas"][0]["parts"]] == [75, 25]
    stored = taken_over(upload, clerk)
    links = crosswalks.links_of(stored)
    assert sorted(links.weight.tolist()) == [0.25, 0.75, 1, 1, 1, 1, 1]
    assert AuditEntry.objects.get(action="crosswalk-committed").detail["count"] == 7


def test_codes_far_away_on_the_map_are_asked_about(city: City, clerk: User) -> None:
    rows = [("01", "03", "1"), ("03", "01", "1"), SHARES[1], *SHARES[3:]]
    upload = brought(city, clerk, table(rows))
    assert codes(upload) == ["crosswalk_far_apart"]
    assert "01 → 03" in upload.findings[0]["facts"]["examples"]


def test_a_newer_one_counts_instead_and_gives_way_again(city: City, clerk: User) -> None:
    first = taken_over(brought(city, clerk), clerk)
    even = [*SHARES[:5], ("06", "07", "0,5"), ("06", "08", "0,5")]
    upload = brought(city, clerk, table(even))
    assert codes(upload) == ["crosswalk_replaces"]
    second = taken_over(upload, clerk)
    assert crosswalks.current_crosswalks(city.region) == [second]
    crosswalks.take_back(second, clerk)
    assert crosswalks.current_crosswalks(city.region) == [first]
    assert AuditEntry.objects.filter(action="crosswalk-removed", user=clerk).count() == 1


def test_one_that_was_used_stays(city: City, clerk: User, desk: Client) -> None:
    stored = taken_over(brought(city, clerk), clerk)
    with transaction.atomic():
        assert crosswalks.mark_used(stored.region, stored.pk)
    with pytest.raises(crosswalks.InUse):
        crosswalks.take_back(stored, clerk)
    answer = desk.post(f"{DESK}crosswalks/{stored.pk}/take-back/")
    assert answer.status_code == 409
    assert "sind Werte umgerechnet worden" in answer.content.decode()
    assert Crosswalk.objects.filter(pk=stored.pk).exists()


def test_sets_with_a_crosswalk_cannot_be_taken_back(city: City, clerk: User) -> None:
    assert not is_used(city.sets["stadtteile_2015"])
    taken_over(brought(city, clerk), clerk)
    assert is_used(city.sets["stadtteile_2015"])
    assert is_used(city.sets["stadtteile_2020"])


def test_the_database_refuses_shares_that_cannot_be(city: City, clerk: User) -> None:
    stored = taken_over(brought(city, clerk), clerk)
    for weight in (0.0, -0.1, 1.5):
        with pytest.raises(IntegrityError), transaction.atomic():
            CrosswalkLink.objects.filter(crosswalk=stored).update(weight=weight)
    with pytest.raises(IntegrityError), transaction.atomic():
        Crosswalk.objects.create(
            region=city.region, from_set=stored.from_set, to_set=stored.to_set, basis="population"
        )


def test_the_way_through_the_pages(city: City, clerk: User, desk: Client) -> None:
    assert "noch keinen Umsteigeschlüssel" in desk.get(f"{DESK}crosswalks/").content.decode()
    form = {
        "from_set": city.sets["stadtteile_2015"].id, "to_set": city.sets["stadtteile_2020"].id,
        "basis": "", "attribution": "Amt für Statistik", "encoding": "",
    }  # fmt: skip
    file = SimpleUploadedFile("umstieg.csv", table([*SHARES[:6], ("06", "8", "0,3")]))
    desk.post(f"{DESK}crosswalks/upload/", form | {"file": file})
    tasks.check_geodata(Job.objects.latest("id").id)
    upload = GeodataUpload.objects.latest("id")
    page = desk.get(f"{DESK}geodata/{upload.id}/").content.decode()
    assert "führende Nullen verloren (8 statt 08)" in page
    assert "Zeile 8" in page
    desk.post(f"{DESK}geodata/{upload.id}/check/", form | {"pad": "on"})
    tasks.check_geodata(Job.objects.latest("id").id)
    page = desk.get(f"{DESK}geodata/{upload.id}/").content.decode()
    assert "Die Anteile von „06“ ergeben zusammen 1,05 statt 1." in page
    file = SimpleUploadedFile("umstieg.csv", table(SHARES))
    desk.post(f"{DESK}crosswalks/upload/", form | {"file": file})
    tasks.check_geodata(Job.objects.latest("id").id)
    upload = GeodataUpload.objects.latest("id")
    assert codes(upload) == ["crosswalk_no_basis"]
    desk.post(f"{DESK}geodata/{upload.id}/check/", form | {"basis": "addresses"})
    tasks.check_geodata(Job.objects.latest("id").id)
    page = desk.get(f"{DESK}geodata/{upload.id}/").content.decode()
    assert "75,00" in page
    desk.post(f"{DESK}geodata/{upload.id}/commit/")
    tasks.commit_geodata(Job.objects.latest("id").id)
    page = desk.get(f"{DESK}geodata/{upload.id}/").content.decode()
    assert "Der Umsteigeschlüssel ist gespeichert." in page
    stored = Crosswalk.objects.get()
    assert "Adressen" in desk.get(f"{DESK}crosswalks/").content.decode()
    answer = desk.post(f"{DESK}crosswalks/{stored.pk}/take-back/", follow=True)
    assert "ist zurückgenommen" in answer.content.decode()
    assert (
        "wurde inzwischen zurückgenommen"
        in desk.get(f"{DESK}geodata/{upload.id}/").content.decode()
    )


def test_only_two_sets_of_one_level_can_be_joined(city: City, desk: Client) -> None:
    one, other = city.sets["stadtteile_2015"].id, city.sets["bezirke"].id
    file = SimpleUploadedFile("umstieg.csv", table(SHARES))
    form = {"from_set": one, "to_set": one, "attribution": "x", "file": file}
    answer = desk.post(f"{DESK}crosswalks/upload/", form)
    assert "zwei verschiedene Gebietsstände" in answer.content.decode()
    # the only set of its level is not offered at all
    answer = desk.post(f"{DESK}crosswalks/upload/", form | {"to_set": other})
    assert answer.status_code == 400
    assert not GeodataUpload.objects.exists()
