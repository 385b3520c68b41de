"""What stands beside a figure: that a city leaves areas out, and the day it was published."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import Organisation, User
from releases.models import Pack, Release
from releases.pack_format import Pack as Content
from releases.pack_format import decode
from tests.factories import City, publish

pytestmark = pytest.mark.django_db(databases="__all__")
COMPUTED, INCOMPLETE = 32, 64
QUERY = "indicator=exi_u15&level=stadtteil&period=2021-12-31"


@pytest.fixture
def reader(city: City) -> Client:
    """Somebody of the staff: what a test releases is seen on its own connection only."""
    office = Organisation.objects.create(region=city.region, key="amt", name="Amt")
    client = Client()
    client.force_login(User.objects.create_user("kim", organisation=office, roles=["reader"]))
    return client


def newly_released(city: City, content: Content) -> Pack:
    """A release of its own, the newest of all; what the city has is put back."""
    before = city.release, dict(city.packs)
    city.release = Release.objects.create(region=city.region, audience="internal", reason="newer")
    made = publish(city, replace(content, audience="internal"))
    city.release, city.packs = before
    return made


def with_city_flags(content: Content, flags: int) -> Content:
    wholes = [
        replace(
            one,
            series=replace(
                one.series, flags={(at, 0): flags for at in range(len(one.series.values))}
            ),
        )
        if len(one.areas) == 1
        else one
        for one in content.wholes
    ]
    return replace(content, wholes=wholes)


@pytest.mark.parametrize("page", ["map/", "table/", "areas/stadtteil/01/", "map.svg"])
def test_a_city_that_leaves_areas_out_says_so(city: City, reader: Client, page: str) -> None:
    shown = decode(city.packs["exi_u15", "stadtteil"].body)
    url = f"/kleinstadt/{page}?{QUERY}"
    newly_released(city, with_city_flags(shown, COMPUTED))
    assert "unvollständig" not in reader.get(url).content.decode()
    newly_released(city, with_city_flags(shown, COMPUTED | INCOMPLETE))
    assert "unvollständig" in reader.get(url).content.decode()


@pytest.mark.parametrize("page", ["table/", "data/", "compare/"])
def test_the_day_of_publication_is_the_regions_own(city: City, reader: Client, page: str) -> None:
    """Half past midnight in Berlin is still the day before in Greenwich."""
    made = newly_released(city, decode(city.packs["exi_u15", "stadtteil"].body))
    midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    Release.objects.filter(pk=made.release_id).update(released_at=midnight)
    said = reader.get(f"/kleinstadt/{page}?{QUERY}").content.decode()
    assert "23.11.2026" in said
    assert "22.11.2026" not in said
