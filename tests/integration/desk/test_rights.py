"""Every address of the desk, for everybody: a new address without a row fails."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Job, Region, User
from indicators.models import Delivery, Upload
from tests.factories import make_city
from tests.integration.desk.conftest import signed_in, staff_of

pytestmark = pytest.mark.django_db(databases="__all__")

SIGN_IN, NOT_THERE = 302, 404

# route below /desk/<region>/ → what the region's own staff get (GET)
ROWS = {
    "": 200,
    "log/": 200,
    "deliveries/": 200,
    "deliveries/<int:delivery_id>/": 200,
    "deliveries/<int:delivery_id>/withdraw/": 200,
    "deliveries/<int:delivery_id>/restore/": 302,  # it counts already: back to the delivery
    "value/": 200,
    "indicators/": 200,
    "indicators/<slug:indicator_key>/": 200,
    "release/": 200,
    "upload/": 200,
    "upload/template.xlsx": 200,
    "upload/<int:upload_id>/": 200,
    "upload/<int:upload_id>/check/": 405,  # POST only
    "upload/<int:upload_id>/commit/": 405,
    "upload/<int:upload_id>/discard/": 405,
    "jobs/<int:job_id>/": 200,
}


def routes(found: list[URLPattern | URLResolver], above: str = "") -> list[str]:
    """All routes of the site, in German."""
    every = []
    for one in found:
        route = above + str(one.pattern)
        every += routes(one.url_patterns, route) if isinstance(one, URLResolver) else [route]
    return every


REGION = "desk/<slug:region_key>/"
DESK_ROUTES = sorted(
    {
        route.removeprefix(REGION)
        for route in routes(get_resolver().url_patterns)
        if route.startswith(REGION)
    }
)


def test_every_address_of_the_desk_has_its_row() -> None:
    assert sorted(ROWS) == DESK_ROUTES


@pytest.fixture
def address(town: Region) -> dict[str, str]:
    """The parts of an address that name something of Kleinstadt."""
    delivery = Delivery.objects.filter(region=town).latest("id")
    upload = Upload.objects.create(
        region=town,
        file_name="x.csv",
        size=1,
        content_hash="x",
        settings={"level": "stadtteil", "source": "amt"},
    )
    job = Job.objects.filter(region=town).latest("id")
    return {
        "<int:delivery_id>": str(delivery.id),
        "<int:upload_id>": str(upload.id),
        "<int:job_id>": str(job.id),
        "<slug:indicator_key>": "exi_u15",
    }


def filled(route: str, parts: dict[str, str], region: str) -> str:
    for name, value in parts.items():
        route = route.replace(name, value)
    return f"/desk/{region}/{route}"


@pytest.mark.parametrize("route", DESK_ROUTES)
def test_who_may_open_what(route: str, town: Region, address: dict[str, str]) -> None:
    url = filled(route, address, "musterdorf")
    elsewhere = make_city("andernorts").region
    stranger = signed_in(staff_of(elsewhere, "fremd"))
    operator = signed_in(User.objects.create_superuser("betrieb"))
    clerk = signed_in(staff_of(town, "kim"))
    homeless = signed_in(User.objects.create_user("niemand"))
    asked = (lambda client: client.post(url)) if ROWS[route] == 405 else (lambda c: c.get(url))
    turned_away = asked(Client())
    assert turned_away.status_code == SIGN_IN
    assert turned_away.headers["Location"] == f"/accounts/login/?next={url}"
    for outsider in (stranger, homeless):
        assert asked(outsider).status_code == NOT_THERE
    for insider in (clerk, operator):
        assert insider.get(url, {"level": "stadtteil"}).status_code == ROWS[route]


@pytest.mark.parametrize("route", [route for route in DESK_ROUTES if "_id>" in route])
def test_what_belongs_to_another_region_is_not_there(
    route: str, town: Region, address: dict[str, str]
) -> None:
    """Staff of two regions' worth of addresses cannot be mixed."""
    elsewhere = make_city("andernorts").region
    url = filled(route, address, "andernorts")
    stranger = signed_in(staff_of(elsewhere, "fremd"))
    answer = stranger.post(url) if ROWS[route] == 405 else stranger.get(url)
    assert answer.status_code == NOT_THERE


def test_a_post_from_elsewhere_changes_nothing(town: Region, address: dict[str, str]) -> None:
    stranger = signed_in(staff_of(make_city("andernorts").region, "fremd"))
    url = filled("deliveries/<int:delivery_id>/withdraw/", address, "musterdorf")
    assert stranger.post(url).status_code == NOT_THERE
    assert not Delivery.objects.filter(region=town).exclude(withdrawn_at=None).exists()


def test_the_desk_is_never_kept_on_the_way(clerk: Client) -> None:
    assert "no-store" in clerk.get("/desk/musterdorf/").headers["Cache-Control"]


def test_who_works_for_one_region_comes_there_at_once(town: Region, clerk: Client) -> None:
    assert clerk.get("/desk/").headers["Location"] == "/desk/musterdorf/"


def test_an_operator_chooses_among_all_regions(town: Region) -> None:
    make_city("andernorts")
    page = signed_in(User.objects.create_superuser("betrieb")).get("/desk/").content.decode()
    assert "/desk/musterdorf/" in page
    assert "/desk/andernorts/" in page


def test_who_belongs_nowhere_is_told_so(town: Region) -> None:
    page = signed_in(User.objects.create_user("niemand")).get("/desk/").content.decode()
    assert "Sie gehören noch zu keiner Organisation" in page
