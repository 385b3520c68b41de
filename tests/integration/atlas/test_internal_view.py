"""Signed-in staff see internal packs; nobody else does, and nobody keeps them on the way."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from accounts.models import Organisation, Region, User
from releases.models import Pack, Release
from releases.pack_format import decode
from tests.factories import City, make_city, publish

pytestmark = pytest.mark.django_db(databases="__all__")
MAP = "/kleinstadt/map/?indicator=exi_u15&level=stadtteil&period=2021-12-31"


@pytest.fixture
def internal(city: City) -> Iterator[Pack]:
    """An internal pack beside the public one, that says the indicator has another name."""
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    renamed = {"de": "Interne Quote", "en": "Internal quota"}
    content = replace(public, audience="internal", card=public.card | {"name": renamed})
    shown, public_pack = city.release, city.packs["exi_u15", "stadtteil"]
    city.release = Release.objects.create(region=city.region, audience="internal", reason="new")
    pack = publish(city, content)
    yield pack
    city.release, city.packs["exi_u15", "stadtteil"] = shown, public_pack


def signed_in(region: Region, name: str = "sachbearbeitung") -> Client:
    organisation = Organisation.objects.create(region=region, key="statistik", name="Statistik")
    user: AbstractBaseUser = User.objects.create_user(
        name, organisation=organisation, roles=["reader"]
    )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(city: City) -> Client:
    return signed_in(city.region)


def test_staff_see_internal_figures_with_a_mark_that_nobody_keeps(
    clerk: Client, internal: Pack
) -> None:
    page = clerk.get(MAP)
    text = page.content.decode()
    assert "Interne Quote" in text
    assert "internal-mark" in text
    assert f"/kleinstadt/internal/{internal.hash}.json" in text
    assert page["Cache-Control"] == "private, no-store"
    pack = clerk.get(f"/kleinstadt/internal/{internal.hash}.json")
    assert pack.status_code == 200
    assert pack["Cache-Control"] == "private, no-store"
    assert clerk.get(MAP.replace("/map/", "/map.svg"))["Cache-Control"] == "private, no-store"


def test_the_way_to_the_desk_leads_to_that_of_the_region(clerk: Client, visitor: Client) -> None:
    assert '<a href="/desk/kleinstadt/">Datenpflege</a>' in clerk.get(MAP).content.decode()
    assert "Datenpflege" not in visitor.get(MAP).content.decode()
    stranger = signed_in(make_city("nachbarstadt", with_packs=False).region, "fremd")
    assert '<a href="/desk/">Datenpflege</a>' in stranger.get(MAP).content.decode()


def test_nobody_else_finds_internal_figures(visitor: Client, internal: Pack) -> None:
    assert "Interne Quote" not in visitor.get(MAP).content.decode()
    assert visitor.get(f"/kleinstadt/internal/{internal.hash}.json").status_code == 404
    assert visitor.get(f"/packs/{internal.hash}.json").status_code == 404


def test_staff_of_another_region_find_none_either(city: City, internal: Pack) -> None:
    stranger = signed_in(make_city("nachbarstadt", with_packs=False).region)
    assert "Interne Quote" not in stranger.get(MAP).content.decode()
    for region in ("kleinstadt", "nachbarstadt"):
        assert stranger.get(f"/{region}/internal/{internal.hash}.json").status_code == 404


def test_staff_can_look_as_the_public_does(clerk: Client, internal: Pack) -> None:
    answer = clerk.post("/kleinstadt/view/", {"view": "public", "back": MAP})
    assert answer["Location"] == MAP
    page = clerk.get(MAP)
    assert "Interne Quote" not in page.content.decode()
    assert "Zurück zur internen Ansicht" in page.content.decode()
    clerk.post("/kleinstadt/view/", {"view": "internal", "back": "https://example.org/"})
    assert "Interne Quote" in clerk.get(MAP).content.decode()


def test_the_way_back_never_leads_elsewhere(clerk: Client) -> None:
    answer = clerk.post("/kleinstadt/view/", {"view": "public", "back": "https://example.org/"})
    assert answer["Location"] == "/kleinstadt/"
