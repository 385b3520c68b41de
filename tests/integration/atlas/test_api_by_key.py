"""With an access key a program reads what its person would see signed in, and nobody keeps it."""

import pytest
from django.test import Client

from accounts import access_keys
from accounts.models import AccessKey, Organisation, Right, User
from releases.models import Pack
from tests.factories import City, make_city
from tests.integration.atlas.test_internal_view import internal
from tests.integration.atlas.test_own_areas import OWN, right, town_hall
from tests.integration.atlas.test_own_areas import internal as secret

pytestmark = pytest.mark.django_db(databases="__all__")
__all__ = ["internal", "right", "secret", "town_hall"]

API = "/api/v1/regions/kleinstadt/"
VALUES = f"{API}indicators/exi_u15/values/?level=stadtteil&period=2021-12-31"
INDICATORS = f"{API}indicators/"


def program(user: User, city: City) -> Client:
    _key, words = access_keys.make(user, city.region, "Abruf", AccessKey.Scope.READ, 30)
    return Client(headers={"Authorization": f"Bearer {words}"})


@pytest.fixture
def reader(city: City) -> User:
    office = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    return User.objects.create_user("ute", organisation=office, roles=["reader"])


def names(client: Client) -> list[str]:
    return [one["name"]["de"] for one in client.get(INDICATORS).json()]


def test_a_program_sees_internal_indicators_the_public_does_not(
    city: City, internal: Pack, reader: User
) -> None:
    assert "Interne Quote" in names(program(reader, city))
    assert "Interne Quote" not in names(Client())


@pytest.mark.parametrize("address", [VALUES, INDICATORS, f"{API}levels/", f"{API}areas/"])
def test_nobody_on_the_way_keeps_it(city: City, internal: Pack, reader: User, address: str) -> None:
    answer = program(reader, city).get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    public = Client().get(address)
    assert public.headers["Cache-Control"] == "public, max-age=60"
    for one in (answer, public):
        assert "Authorization" in one.headers["Vary"]


def test_a_session_alone_reads_public_figures(city: City, internal: Pack, reader: User) -> None:
    browser = Client()
    browser.force_login(reader)
    assert "Interne Quote" not in names(browser)


def test_a_right_taken_away_leaves_the_public_figures(
    city: City, internal: Pack, reader: User
) -> None:
    client = program(reader, city)
    User.objects.filter(pk=reader.pk).update(roles=["administrator"])
    assert "Interne Quote" not in names(client)


def test_a_wrong_key_is_told_and_not_answered_with_public_figures(city: City) -> None:
    answer = Client(headers={"Authorization": "Bearer sozm_falsch"}).get(VALUES)
    assert answer.status_code == 401
    assert "detail" in answer.json()


def test_a_key_for_another_region_opens_nothing_here(city: City, internal: Pack) -> None:
    elsewhere = make_city("nachbarstadt", with_packs=False)
    office = Organisation.objects.create(region=elsewhere.region, key="amt", name="Amt")
    stranger = User.objects.create_user("fremd", organisation=office, roles=["reader"])
    assert "Interne Quote" not in names(program(stranger, elsewhere))


def test_a_municipality_reads_its_own_areas_only(
    city: City, secret: Pack, right: Right, town_hall: Organisation
) -> None:
    clerk = User.objects.create_user("ute", organisation=town_hall, roles=["reader"])
    address = f"{API}indicators/geheim_u15/values/?level=stadtteil&period=2021-12-31"
    answer = program(clerk, city).get(address)
    values = {one["area"]: one["value"] for one in answer.json()["results"]}
    assert values.pop(OWN) == 555.5
    assert set(values.values()) == {None}
    assert Client().get(address).status_code == 404
