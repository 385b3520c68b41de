"""Staff are told of every date whether its figures are public, and which are not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from releases.models import Release
from releases.pack_format import Pack as Content
from releases.pack_format import Series, decode
from tests.factories import City, publish
from tests.integration.atlas.test_internal_view import signed_in

pytestmark = pytest.mark.django_db(databases="__all__")
MAP = "/kleinstadt/map/?indicator=exi_u15&level=stadtteil&period=2021-12-31"


@pytest.fixture
def clerk(city: City) -> Client:
    return signed_in(city.region)


def published_inside(city: City, change: Callable[[Content], Content]) -> None:
    """An internal pack beside the public one, that differs as `change` says."""
    shown, packs = city.release, dict(city.packs)
    public = decode(packs["exi_u15", "stadtteil"].body)
    city.release = Release.objects.create(region=city.region, audience="internal", reason="new")
    publish(city, replace(change(public), audience="internal"))
    city.release, city.packs = shown, packs


def with_one_more_area(public: Content) -> Content:
    """The first area has another figure on the newest date of every boundary set."""
    sections = []
    for section in public.sections:
        *rows, last = section.series.values
        changed = [(last[0] or 0) + 1, *last[1:]]
        series = Series([*rows, changed], section.series.status, section.series.flags)
        sections.append(replace(section, series=series))
    return replace(public, sections=sections)


def test_the_same_figures_are_public_for_staff_too(city: City, clerk: Client) -> None:
    published_inside(city, lambda public: public)
    page = clerk.get(MAP)
    assert page.context["openness"].state == "public"
    assert page.context["config"]["openness"]["2021-12-31"] == {"state": "public", "areas": []}
    assert 'class="openness openness--public"' in page.content.decode()


def test_a_figure_that_differs_is_named_internal(city: City, clerk: Client) -> None:
    published_inside(city, with_one_more_area)
    page = clerk.get(f"{MAP}&area=01")
    assert page.context["openness"].words == "teils intern"
    assert page.context["config"]["openness"]["2021-12-31"]["areas"] == ["01"]
    assert "intern" in page.context["area"].figure.flags
    rows = clerk.get(MAP.replace("/map/", "/table/")).context["table"].rows
    assert [row.code for row in rows if "intern" in row.figure.flags] == ["01"]


def test_the_comparison_says_the_same_of_all_its_dates(city: City, clerk: Client) -> None:
    address = MAP.replace("/map/", "/compare/") + "&areas=01,02"
    published_inside(city, lambda public: public)
    page = clerk.get(address).content.decode()
    assert 'class="openness openness--public"' in page
    published_inside(city, with_one_more_area)
    assert clerk.get(address).context["openness"].words == "teils intern"


def test_what_is_not_published_at_all_is_internal(city: City, clerk: Client) -> None:
    published_inside(city, lambda public: replace(public, card=public.card | {"key": "exi_new"}))
    page = clerk.get(MAP.replace("exi_u15", "exi_new"))
    assert page.context["openness"].state == "internal"
    assert page.context["config"]["openness"]["2021-12-31"] == {"state": "internal", "areas": []}


def test_a_change_from_an_internal_date_is_internal(city: City, clerk: Client) -> None:
    published_inside(city, with_one_more_area)
    page = clerk.get(f"{MAP}&since=2020-12-31")
    assert page.context["openness"].state == "partly"


def test_the_public_sees_no_mark(city: City, visitor: Client) -> None:
    page = visitor.get(MAP)
    assert 'id="openness"' not in page.content.decode()
    assert page.context["config"]["openness"] is None
