"""Every address of the desk, for everybody: a new address without a row fails."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access_keys import make
from accounts.models import AccessKey, Job, Region, User
from accounts.roles import Role
from indicators.index_versions import DeclaredBy, freeze
from indicators.models import (
    CompositeIndex,
    DataSource,
    Delivery,
    IndexDraft,
    Upload,
    UploadBatch,
)
from releases.models import PlannedRelease, Release
from spatial_units.models import BoundarySet, Crosswalk, GeodataUpload, MapLayer
from tests.factories import make_city
from tests.integration.desk.conftest import give_second_factor, signed_in, staff_of
from tests.integration.indices.conftest import recipe_with

pytestmark = pytest.mark.django_db(databases="__all__")

SIGN_IN, NOT_THERE = 302, 404

OPEN, NOT_ALLOWED, POST_ONLY = 200, 403, 405
STEWARD = {"steward"}
ADMINISTRATOR = {"administrator"}
ALL_AT_WORK = {"planner", "steward", "publisher", "statistics"}

# route below /desk/<region>/ → what the region's own staff get (GET), and which of them
ROWS = {
    "": (OPEN, set(Role)),
    "log/": (OPEN, {"publisher", "statistics", "administrator"}),
    "calendar/": (OPEN, ALL_AT_WORK),
    "calendar/<slug:source_key>/": (OPEN, STEWARD),
    "access-keys/": (OPEN, set(Role)),
    "access-keys/new/": (OPEN, {"reader", *ALL_AT_WORK}),
    "access-keys/<int:key_id>/withdraw/": (POST_ONLY, set(Role)),
    "people/": (OPEN, ADMINISTRATOR),
    "people/new/": (OPEN, ADMINISTRATOR),
    "people/<int:person_id>/": (OPEN, ADMINISTRATOR),
    "people/<int:person_id>/link/": (POST_ONLY, ADMINISTRATOR),
    "people/<int:person_id>/second-factor/": (POST_ONLY, ADMINISTRATOR),
    "organisations/": (OPEN, ADMINISTRATOR),
    "organisations/new/": (OPEN, ADMINISTRATOR),
    "organisations/<int:organisation_id>/": (OPEN, ADMINISTRATOR),
    "organisations/<int:organisation_id>/rights/": (OPEN, ADMINISTRATOR),
    "deliveries/": (OPEN, ALL_AT_WORK),
    "deliveries/<int:delivery_id>/": (OPEN, ALL_AT_WORK),
    "deliveries/<int:delivery_id>/withdraw/": (OPEN, STEWARD),
    "deliveries/<int:delivery_id>/restore/": (302, STEWARD),  # counts already: back to it
    "value/": (OPEN, STEWARD),
    "values/<slug:indicator_key>/<slug:level_key>/<str:code>/": (OPEN, ALL_AT_WORK),
    "dates/": (OPEN, ALL_AT_WORK),
    "dates/<slug:measure_key>/<slug:level_key>/": (302, STEWARD),  # no date named: to the list
    "indicators/": (OPEN, STEWARD),
    "indicators/<slug:indicator_key>/": (OPEN, STEWARD),
    "catalogue/": (OPEN, ALL_AT_WORK),
    "catalogue/new/": (OPEN, STEWARD),
    "catalogue/topics/": (OPEN, STEWARD),
    "catalogue/measures/": (OPEN, STEWARD),
    "catalogue/catalogue.yaml": (OPEN, ALL_AT_WORK),
    "catalogue/upload/": (OPEN, STEWARD),
    "catalogue/model/": (OPEN, STEWARD),
    "catalogue/kommonitor/": (OPEN, STEWARD),
    "catalogue/indicators/<slug:indicator_key>/": (OPEN, ALL_AT_WORK),
    "catalogue/indicators/<slug:indicator_key>/edit/": (OPEN, STEWARD),
    "catalogue/indicators/<slug:indicator_key>/review/": (POST_ONLY, ALL_AT_WORK),
    "indices/": (OPEN, ALL_AT_WORK),
    "indices/new/": (OPEN, ALL_AT_WORK),
    "indices/drafts/<int:draft_id>/": (OPEN, ALL_AT_WORK),
    "indices/drafts/<int:draft_id>/preview/": (OPEN, ALL_AT_WORK),
    "indices/drafts/<int:draft_id>/make/": (POST_ONLY, ALL_AT_WORK),
    "indices/drafts/<int:draft_id>/discard/": (POST_ONLY, ALL_AT_WORK),
    "indices/<slug:index_key>/": (OPEN, ALL_AT_WORK),
    "indices/<slug:index_key>/edit/": (OPEN, ALL_AT_WORK),
    "secrecy/": (OPEN, {"steward", "publisher"}),
    "secrecy/trial/": (OPEN, {"steward", "publisher"}),
    "release/": (OPEN, {"steward", "publisher"}),
    "releases/": (OPEN, {"steward", "publisher"}),
    "releases/rules/": (OPEN, {"administrator"}),
    "releases/planned/<int:plan_id>/": (OPEN, {"steward", "publisher"}),
    "releases/<int:release_id>/": (OPEN, {"steward", "publisher"}),
    "releases/<int:release_id>/withdraw/": (OPEN, {"publisher"}),  # it is a public one
    "releases/<int:release_id>/text/": (OPEN, {"publisher"}),
    "upload/": (OPEN, STEWARD),
    "upload/template.xlsx": (OPEN, STEWARD),
    "upload/<int:upload_id>/": (OPEN, STEWARD),
    "upload/<int:upload_id>/columns/": (302, STEWARD),  # not read as a table: back to its page
    "upload/<int:upload_id>/check/": (POST_ONLY, STEWARD),
    "upload/<int:upload_id>/commit/": (POST_ONLY, STEWARD),
    "upload/<int:upload_id>/discard/": (POST_ONLY, STEWARD),
    "batch/<int:batch_id>/": (OPEN, STEWARD),
    "batch/<int:batch_id>/report.csv": (OPEN, STEWARD),
    "batch/<int:batch_id>/commit/": (POST_ONLY, STEWARD),
    "batch/<int:batch_id>/discard/": (POST_ONLY, STEWARD),
    "batch/<int:batch_id>/withdraw/": (302, STEWARD),  # nothing of it counts: back to its page
    "boundaries/": (OPEN, STEWARD),
    "boundaries/upload/": (OPEN, STEWARD),
    "boundaries/<int:set_id>/take-back/": (OPEN, STEWARD),
    "crosswalks/": (OPEN, STEWARD),
    "crosswalks/upload/": (OPEN, STEWARD),
    "crosswalks/<int:crosswalk_id>/take-back/": (OPEN, STEWARD),
    "layers/": (OPEN, STEWARD),
    "layers/upload/": (OPEN, STEWARD),
    "layers/<slug:layer_key>/remove/": (OPEN, STEWARD),
    "geodata/<int:geodata_id>/": (OPEN, STEWARD),
    "geodata/<int:geodata_id>/check/": (POST_ONLY, STEWARD),
    "geodata/<int:geodata_id>/commit/": (POST_ONLY, STEWARD),
    "geodata/<int:geodata_id>/discard/": (POST_ONLY, STEWARD),
    "jobs/<int:job_id>/": (OPEN, ALL_AT_WORK),
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


def plan_of(region: Region) -> PlannedRelease:
    """A public release that waits for its date."""
    return PlannedRelease.objects.create(
        region=region,
        audience="public",
        indicators=["exi_u15"],
        reason_de="Zum Jahresende",
        publish_at="2099-01-01T00:00Z",
        state="planned",
        needs_second=False,
        asked_by=User.objects.create_user("planer"),
    )


def layer_of(region: Region) -> MapLayer:
    """Places that came by the desk."""
    return MapLayer.objects.create(
        region=region,
        key="kitas",
        position=0,
        name_de="Kitas",
        name_en="Nurseries",
        kind="point",
        as_of="2025-01-01",
        is_public=False,
        count=0,
        body=b"",
        origin="desk",
    )


def crosswalk_of(region: Region) -> Crosswalk:
    one, other = BoundarySet.objects.filter(region=region).order_by("id")[:2]
    return Crosswalk.objects.create(region=region, from_set=one, to_set=other, basis="area")


def index_of(region: Region) -> CompositeIndex:
    return freeze(region, recipe_with(components=[{"indicator": "exi_u15"}]), DeclaredBy.DESK)


def draft_of(region: Region, by: User) -> IndexDraft:
    """Not tried yet."""
    recipe = recipe_with(components=[{"indicator": "exi_u15"}])
    asked = {"preset": "mss", "name_de": "Lage"}
    return IndexDraft.objects.create(region=region, made_by=by, recipe=recipe, asked=asked)


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
    geodata = GeodataUpload.objects.create(
        region=town,
        kind="boundaries",
        file_name="x.geojson",
        size=1,
        content_hash="x",
        settings={"level": "stadtteil", "name": "x", "valid_from": "2030-01-01"},
    )
    colleague = staff_of(town, "kollegin", [Role.READER])
    return {
        "<int:geodata_id>": str(geodata.id),
        "<int:set_id>": str(BoundarySet.objects.filter(region=town).latest("id").id),
        "<int:crosswalk_id>": str(crosswalk_of(town).pk),
        "<slug:layer_key>": layer_of(town).key,
        "<int:person_id>": str(colleague.pk),
        "<int:key_id>": str(make(colleague, town, "x", AccessKey.Scope.READ, 1)[0].pk),
        "<int:organisation_id>": str(colleague.organisation_id),
        "<int:delivery_id>": str(delivery.id),
        "<int:upload_id>": str(upload.id),
        "<int:batch_id>": str(UploadBatch.objects.create(region=town, content_hash="x").id),
        "<int:job_id>": str(job.id),
        "<int:release_id>": str(Release.objects.filter(region=town).latest("id").id),
        "<int:plan_id>": str(plan_of(town).id),
        "<slug:source_key>": DataSource.objects.filter(region=town).latest("id").key,
        "<slug:indicator_key>": "exi_u15",
        "<slug:measure_key>": "children",
        "<slug:level_key>": "stadtteil",
        "<str:code>": "01",
        "<slug:index_key>": index_of(town).key,
        "<int:draft_id>": str(draft_of(town, colleague).pk),
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
    operating = User.objects.create_superuser("betrieb")
    give_second_factor(operating)
    operator = signed_in(operating)
    clerk = signed_in(staff_of(town, "kim"))
    roleless = signed_in(staff_of(town, "neu", []))
    homeless = signed_in(User.objects.create_user("niemand", roles=list(Role)))
    status, _ = ROWS[route]
    asked = (lambda client: client.post(url)) if status == POST_ONLY else (lambda c: c.get(url))
    turned_away = asked(Client())
    assert turned_away.status_code == SIGN_IN
    assert turned_away.headers["Location"] == f"/accounts/login/?next={url}"
    for outsider in (stranger, homeless, roleless):
        assert asked(outsider).status_code == NOT_THERE
    for insider in (clerk, operator):
        assert insider.get(url, {"level": "stadtteil"}).status_code == status


@pytest.mark.parametrize("route", DESK_ROUTES)
def test_which_role_may_open_what(route: str, town: Region, address: dict[str, str]) -> None:
    """Who works here, but at something else, is told whose task it is."""
    status, roles = ROWS[route]
    url = filled(route, address, "musterdorf")
    for role in Role:
        client = signed_in(staff_of(town, f"kim-{role}", [role]))
        is_allowed = role in roles
        if not is_allowed:
            answer = client.post(url) if status == POST_ONLY else client.get(url)
            assert answer.status_code == NOT_ALLOWED, role
            assert "eine dieser Rollen" in answer.content.decode()
        elif status == POST_ONLY:
            assert client.post(url).status_code != NOT_ALLOWED, role
        else:
            assert client.get(url, {"level": "stadtteil"}).status_code == status, role


def test_a_role_taken_away_ends_with_the_next_request(town: Region) -> None:
    user = staff_of(town, "kim", [Role.STEWARD])
    client = signed_in(user)
    assert client.get("/desk/musterdorf/upload/").status_code == OPEN
    User.objects.filter(pk=user.pk).update(roles=[Role.READER])
    assert client.get("/desk/musterdorf/upload/").status_code == NOT_ALLOWED
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/desk/musterdorf/upload/").status_code == SIGN_IN


@pytest.mark.parametrize("route", [route for route in DESK_ROUTES if "_id>" in route])
def test_what_belongs_to_another_region_is_not_there(
    route: str, town: Region, address: dict[str, str]
) -> None:
    """Staff of two regions' worth of addresses cannot be mixed."""
    elsewhere = make_city("andernorts").region
    url = filled(route, address, "andernorts")
    stranger = signed_in(staff_of(elsewhere, "fremd"))
    answer = stranger.post(url) if ROWS[route][0] == POST_ONLY else stranger.get(url)
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
