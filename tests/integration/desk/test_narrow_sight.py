"""Who sees a part of the region only reads and takes back no delivery that speaks of the rest."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access_keys import make
from accounts.models import AccessKey, Jurisdiction, Organisation, Region, Right, User
from accounts.roles import Role
from indicators.models import Delivery, Upload
from tests.integration.desk.conftest import DESK, signed_in, staff_of

pytestmark = pytest.mark.django_db(databases="__all__")

SEES_A_PART = "Ihre Organisation sieht nur einen Teil der Region."
WHO_HELPS = "diejenigen, die die Zugänge verwalten"


@pytest.fixture
def hall(town: Region) -> Organisation:
    """Altstadt's: one indicator, its own area."""
    made = Organisation.objects.create(region=town, key="altstadt", name="Altstadt", sees_all=False)
    Jurisdiction.objects.create(
        organisation=made, level_key="stadtteil", boundary_set_key="stadtteile", code="01"
    )
    Right.objects.create(organisation=made, indicator_key="exi_u15")
    return made


@pytest.fixture
def steward(hall: Organisation, town: Region) -> User:
    made = staff_of(town, "gemeinde", [Role.STEWARD, Role.STATISTICS])
    made.organisation = hall
    made.save()
    return made


@pytest.fixture
def narrow(steward: User) -> Client:
    return signed_in(steward)


@pytest.fixture
def delivery(town: Region) -> Delivery:
    return Delivery.objects.filter(region=town).latest("id")


@pytest.fixture
def upload(town: Region) -> Upload:
    return Upload.objects.create(
        region=town,
        file_name="x.csv",
        size=1,
        content_hash="x",
        settings={"level": "stadtteil", "source": "amt"},
    )


def test_a_delivery_is_neither_previewed_nor_taken_back(narrow: Client, delivery: Delivery) -> None:
    for way in ("withdraw", "restore"):
        url = f"{DESK}deliveries/{delivery.pk}/{way}/"
        for answer in (narrow.get(url), narrow.post(url, {"stamp": "x"})):
            assert answer.status_code == 403
            said = answer.content.decode()
            assert SEES_A_PART in said
            assert WHO_HELPS in said
    delivery.refresh_from_db()
    assert delivery.withdrawn_at is None


def test_no_page_that_brings_or_compares_is_open(narrow: Client, upload: Upload) -> None:
    for path in (
        "upload/",
        f"upload/{upload.pk}/",
        "value/",
        "dates/children/stadtteil/?period=2024-12-31",
    ):
        answer = narrow.get(f"{DESK}{path}")
        assert answer.status_code == 403, path
        assert SEES_A_PART in answer.content.decode(), path
    for path in (f"upload/{upload.pk}/check/", f"upload/{upload.pk}/commit/"):
        assert narrow.post(f"{DESK}{path}").status_code == 403, path
    assert narrow.post(f"{DESK}value/").status_code == 403


def test_a_program_of_theirs_delivers_nothing_either(
    town: Region, steward: User, upload: Upload
) -> None:
    _key, words = make(steward, town, "alt", AccessKey.Scope.DELIVER, 1)
    url = reverse("api-delivery", args=["musterdorf", upload.pk])
    answer = Client().get(
        url, headers={"authorization": f"Bearer {words}", "accept-language": "de"}
    )
    assert answer.status_code == 403
    assert SEES_A_PART in answer.content.decode()


def test_what_came_and_when_stays_to_be_seen(narrow: Client, delivery: Delivery) -> None:
    page = narrow.get(f"{DESK}deliveries/{delivery.pk}/")
    assert page.status_code == 200
    assert "withdraw/" not in page.content.decode()
    desk = narrow.get(DESK).content.decode()
    assert SEES_A_PART in desk
    assert f"{DESK}upload/" not in desk


def test_the_true_reason_stands_at_a_value_of_another_area(narrow: Client) -> None:
    url = f"{DESK}values/exi_u15/stadtteil/02/"
    page = narrow.get(url).content.decode()
    assert "nur die Statistikstelle und die Datenpflege" not in page
    assert "Ihre Organisation sieht nur, was ihre Rechte nennen" in page
    refused = narrow.post(url)
    assert refused.status_code == 403
    assert "nur die Zahlen ihrer eigenen Gebiete" in refused.content.decode()
    assert narrow.post(url.replace("/02/", "/01/")).status_code == 200
