"""A municipality of the county sees internal values of its own areas, and of no other."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client

from accounts.models import Jurisdiction, Organisation, Right, User
from accounts.sight import Reach, Sight
from atlas.exports.formats import FORMATS
from atlas.narrowing import narrowed
from releases.models import Pack, Release
from releases.pack_column import read_column
from releases.pack_format import Pack as Content
from releases.pack_format import Series, decode, encode
from tests.factories import City, publish

pytestmark = pytest.mark.django_db(databases="__all__")
OWN, FOREIGN = "02", "01"
MINE, THEIRS, BETWEEN = (
    5555,
    7777,
    8888,
)  # tenths of per cent: 555,5 and the like stand nowhere else
QUERY = "indicator=geheim_u15&level=stadtteil&period=2021-12-31"
OF_OTHERS = [b"777,7", b"777.7", b"7777", b"888,8", b"888.8", b"8888"]


def told_apart(series: Series, own: int | None, others: int) -> Series:
    values = [[others] * len(row) for row in series.values]
    for row in values:
        if own is not None:
            row[own] = MINE
    return Series(values)


def secret(public: Content) -> Content:
    """An indicator that is nowhere public, with values that tell whose they are."""
    name = {"de": "Geheime Quote", "en": "Secret quota"}
    return replace(
        public,
        audience="internal",
        card=public.card | {"key": "geheim_u15", "name": name},
        sections=[
            replace(one, series=told_apart(one.series, one.areas.index(OWN), THEIRS))
            for one in public.sections
        ],
        wholes=[
            replace(
                one, series=told_apart(one.series, None, 1000 if len(one.areas) == 1 else BETWEEN)
            )
            for one in public.wholes
        ],
    )


@pytest.fixture
def internal(city: City) -> Iterator[Pack]:
    shown = city.release
    city.release = Release.objects.create(region=city.region, audience="internal", reason="new")
    yield publish(city, secret(decode(city.packs["exi_u15", "stadtteil"].body)))
    city.release = shown
    del city.packs["geheim_u15", "stadtteil"]


@pytest.fixture
def town_hall(city: City) -> Organisation:
    """It speaks for Brühl in both boundary sets."""
    county = Organisation.objects.create(region=city.region, key="kreis", name="Landkreis")
    made = Organisation.objects.create(
        region=city.region,
        key="bruehl",
        name="Brühl",
        kind="municipality",
        sees_all=False,
        parent=county,
    )
    for one in city.sets.values():
        if one.level == city.levels["stadtteil"]:
            Jurisdiction.objects.create(
                organisation=made, level_key="stadtteil", boundary_set_key=one.key, code=OWN
            )
    return made


@pytest.fixture
def right(town_hall: Organisation) -> Right:
    return Right.objects.create(organisation=town_hall, indicator_key="geheim_u15")


def signed_in(organisation: Organisation) -> Client:
    client = Client()
    client.force_login(
        User.objects.create_user(
            f"reader-{organisation.key}", organisation=organisation, roles=["reader"]
        )
    )
    return client


def content(client: Client, url: str) -> bytes:
    answer = client.get(url)
    assert answer.status_code == 200, url
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not body.startswith(b"PK"):
        return bytes(body)
    with zipfile.ZipFile(BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


ADDRESSES = [
    f"/kleinstadt/map/?{QUERY}",
    f"/kleinstadt/table/?{QUERY}",
    f"/kleinstadt/map.svg?{QUERY}",
    f"/kleinstadt/compare/?{QUERY}&areas={OWN},{FOREIGN}",
    f"/kleinstadt/map/?{QUERY}&change=absolute&from=2020-12-31",
    "/kleinstadt/indicators/geheim_u15/",
    "/kleinstadt/",
    f"/kleinstadt/areas/stadtteil/{OWN}/",
    f"/kleinstadt/areas/stadtteil/{FOREIGN}/",
    "/kleinstadt/data/",
    f"/kleinstadt/classes.json?{QUERY}",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_no_page_tells_the_values_of_others(
    internal: Pack, right: Right, town_hall: Organisation, url: str
) -> None:
    body = content(signed_in(town_hall), url)
    assert [value for value in OF_OTHERS if value in body] == []


@pytest.mark.parametrize("url", [ADDRESSES[1], ADDRESSES[3], ADDRESSES[7]])
def test_ones_own_stand_there(
    internal: Pack, right: Right, town_hall: Organisation, url: str
) -> None:
    assert b"555,5" in content(signed_in(town_hall), url)


def test_what_is_not_for_ones_organisation_is_not_called_confidential(
    internal: Pack, right: Right, town_hall: Organisation
) -> None:
    page = content(signed_in(town_hall), f"/kleinstadt/table/?{QUERY}").decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert "für Sie nicht freigegeben" in table
    assert "geheim gehalten" not in table
    assert town_hall.parent
    county = content(signed_in(town_hall.parent), f"/kleinstadt/table/?{QUERY}").decode()
    assert "für Sie nicht freigegeben" not in county


def classed(pack: Content, **of: object) -> Content:
    usual = {"asked": 2, "decimals": 1, "notes": [], "goodness": None, "diverging_class": None}
    numbers = {"breaks": [600.0], "lowest": 555.5, "highest": 777.7, "counts": [1, 1]}
    return replace(pack, classification=usual | numbers | of)


def test_classes_drawn_from_the_numbers_of_others_are_drawn_anew(internal: Pack) -> None:
    drawn = classed(decode(internal.body), method="quantile", scale=[555.5, 777.7])
    assert narrowed(drawn, frozenset()).classification == {}


def test_breaks_that_somebody_set_stay_without_what_stands_beside_them(internal: Pack) -> None:
    given = classed(decode(internal.body), method="regional_default", scale=None)
    own = frozenset((section.boundary_set, OWN) for section in given.sections)
    found = narrowed(given, own).classification
    assert tuple(found["breaks"]) == (600.0,)
    assert (found["lowest"], found["highest"]) == (555.5, 555.5)
    assert found["counts"][1] == 0


@pytest.mark.parametrize("method", ["natural_breaks", "equal_interval"])
def test_classes_reckoned_for_the_county_are_not_kept_for_others(
    internal: Pack, right: Right, town_hall: Organisation, method: str
) -> None:
    url = f"/kleinstadt/classes.json?{QUERY}&method={method}&k=3"
    assert town_hall.parent
    assert b"777.7" in content(signed_in(town_hall.parent), url)
    body = content(signed_in(town_hall), url)
    assert [value for value in OF_OTHERS if value in body] == []


def test_the_pack_for_the_browser_is_narrowed_and_named_by_what_it_holds(
    internal: Pack, right: Right, town_hall: Organisation
) -> None:
    client = signed_in(town_hall)
    url = f"/kleinstadt/internal/{internal.hash}.json"
    answer = client.get(url)
    column = read_column(encode(narrowed(decode(internal.body), frozenset())), {})
    assert answer.status_code == 200
    assert b"7777" not in answer.content
    assert internal.hash not in answer["ETag"]
    assert answer["Cache-Control"] == "private, no-store"
    assert all(cell.number == 1000 for cell in column.city.values()), "the city's own value stays"


@pytest.mark.parametrize("ending", FORMATS)
def test_no_file_tells_the_values_of_others(
    internal: Pack, right: Right, town_hall: Organisation, ending: str
) -> None:
    url = f"/kleinstadt/data/geheim_u15.{ending}?level=stadtteil&period=2021-12-31"
    body = content(signed_in(town_hall), url)
    assert [value for value in OF_OTHERS if value in body] == []


def test_all_figures_of_the_region_tell_none_either(
    internal: Pack, right: Right, town_hall: Organisation
) -> None:
    body = content(signed_in(town_hall), "/kleinstadt/data/all.csv")
    assert b"555.5" in body
    assert [value for value in OF_OTHERS if value in body] == []


def test_without_a_right_there_is_nothing(internal: Pack, town_hall: Organisation) -> None:
    client = signed_in(town_hall)
    assert b"Geheime Quote" not in content(client, f"/kleinstadt/map/?{QUERY}")
    assert client.get(f"/kleinstadt/internal/{internal.hash}.json").status_code == 404


def test_a_right_taken_away_ends_with_the_next_request(
    internal: Pack, right: Right, town_hall: Organisation
) -> None:
    client = signed_in(town_hall)
    assert b"555,5" in content(client, f"/kleinstadt/table/?{QUERY}")
    right.delete()
    assert b"555,5" not in content(client, f"/kleinstadt/table/?{QUERY}")


def test_the_county_sees_all(internal: Pack, right: Right, town_hall: Organisation) -> None:
    assert town_hall.parent
    assert b"777,7" in content(signed_in(town_hall.parent), f"/kleinstadt/table/?{QUERY}")


def test_all_areas_of_a_topic_may_be_a_right(internal: Pack, town_hall: Organisation) -> None:
    topic = decode(internal.body).card["topic"]["key"]
    Right.objects.create(organisation=town_hall, topic_key=topic, own_areas_only=False)
    assert b"777,7" in content(signed_in(town_hall), f"/kleinstadt/table/?{QUERY}")


def test_who_is_above_in_the_tree_speaks_for_the_areas_below(
    internal: Pack, right: Right, town_hall: Organisation
) -> None:
    county = town_hall.parent
    assert county
    county.sees_all = False
    county.save()
    Right.objects.create(organisation=county, indicator_key="geheim_u15")
    body = content(signed_in(county), f"/kleinstadt/table/?{QUERY}")
    assert b"555,5" in body
    assert b"777,7" not in body


def test_the_widest_right_counts_and_levels_are_kept_apart() -> None:
    own = Right(indicator_key="a", level_key="gemeinde")
    every = Right(topic_key="t", own_areas_only=False)
    sight = Sight((own,), frozenset())
    assert sight.of("a", "t", "gemeinde") is Reach.OWN
    assert sight.of("a", "t", "kreis") is Reach.NONE
    assert sight.of("b", "t", "gemeinde") is Reach.NONE
    assert Sight((own, every), frozenset()).of("a", "t", "gemeinde") is Reach.ALL


def test_a_map_of_circles_without_any_number_is_still_a_file(
    city: City, internal: Pack, town_hall: Organisation
) -> None:
    hidden = decode(internal.body)
    publish(city, replace(hidden, card=hidden.card | {"key": "geheim_zahl", "kind": "count"}))
    Right.objects.create(organisation=town_hall, indicator_key="geheim_zahl")
    Jurisdiction.objects.all().delete()
    client = signed_in(town_hall)
    assert client.get("/kleinstadt/data/geheim_zahl.html?level=stadtteil").status_code == 200
    del city.packs["geheim_zahl", "stadtteil"]


def newly_released(city: City, content: Content) -> Pack:
    """A release of its own, the newest of all; what the city has is put back."""
    before = city.release, dict(city.packs)
    city.release = Release.objects.create(
        region=city.region, audience=content.audience, reason="newer"
    )
    made = publish(city, content)
    city.release, city.packs = before
    return made


def table_of(client: Client, level: str = "stadtteil") -> bytes:
    return content(client, f"/kleinstadt/table/?indicator=exi_u15&level={level}&period=2021-12-31")


@pytest.fixture
def own_share(town_hall: Organisation) -> Client:
    Right.objects.create(organisation=town_hall, indicator_key="exi_u15")
    return signed_in(town_hall)


def newer_share(city: City, level: str = "stadtteil") -> Content:
    public = decode(city.packs["exi_u15", level].body)
    return replace(secret(public), card=public.card)


def test_own_newer_figures_are_not_hidden_by_an_older_public_release(
    city: City, own_share: Client
) -> None:
    assert b"14,1" in table_of(own_share), "public, of Brühl"
    newly_released(city, newer_share(city))
    page = table_of(own_share)
    assert b"555,5" in page
    assert b"14,1" not in page
    assert [value for value in OF_OTHERS if value in page] == []


def public_area(city: City, number: int) -> str:
    """The code of the area of which everybody sees this number (tenths) at the end of 2021."""
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    return next(
        one.areas[row.index(number)]
        for one in public.sections
        for period, row in zip(one.periods, one.series.values, strict=True)
        if public.periods[period]["key"] == "2021-12-31" and number in row
    )


@pytest.mark.parametrize(
    "url",
    [
        "/kleinstadt/table/?indicator=exi_u15&level=stadtteil&period=2021-12-31",
        "/kleinstadt/data/exi_u15.csv?level=stadtteil&period=2021-12-31",
        "/kleinstadt/areas/stadtteil/{seen}/?period=2021-12-31",
        "/kleinstadt/indicators/exi_u15/values/stadtteil/{seen}/?period=2021-12-31",
    ],
)
def test_of_other_areas_stands_there_what_everybody_sees(
    city: City, own_share: Client, url: str
) -> None:
    url = url.format(seen=public_area(city, 281))
    said = b"28.1" if ".csv" in url else b"28,1"
    assert said in content(Client(), url)
    newly_released(city, newer_share(city))
    body = content(own_share, url)
    assert said in body
    assert [value for value in OF_OTHERS if value in body] == []


def test_the_pack_for_the_browser_holds_both(city: City, own_share: Client) -> None:
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    made = newly_released(city, newer_share(city))
    own = frozenset((one.boundary_set, OWN) for one in public.sections)
    seen = narrowed(decode(made.body), own, public)
    for before, after in zip(public.sections, seen.sections, strict=True):
        mine, theirs = before.areas.index(OWN), before.areas.index(FOREIGN)
        assert {row[mine] for row in after.series.values} == {MINE}
        assert [row[theirs] for row in after.series.values] == [
            row[theirs] for row in before.series.values
        ]
    assert [one.series.values for one in seen.wholes if len(one.areas) > 1] == [
        one.series.values for one in public.wholes if len(one.areas) > 1
    ]
    answer = own_share.get(f"/kleinstadt/internal/{made.hash}.json")
    assert answer.status_code == 200
    assert b"7777" not in answer.content


def test_a_public_number_of_another_meaning_is_not_laid_beneath(city: City) -> None:
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    other = replace(public, card=public.card | {"decimals": public.decimals + 1})
    seen = narrowed(newer_share(city), frozenset(), other)
    gaps = [value for one in seen.sections for row in one.series.values for value in row]
    assert set(gaps) == {None}


def test_a_public_release_that_is_newer_shows_all_areas_again(
    city: City, own_share: Client
) -> None:
    public = decode(city.packs["exi_u15", "stadtteil"].body)
    newly_released(city, newer_share(city))
    newly_released(city, public)
    page = table_of(own_share)
    assert b"14,1" in page
    assert b"28,1" in page, "another's, which everybody sees"
    assert b"555,5" not in page


def test_a_level_without_own_areas_stays_as_everybody_sees_it(
    city: City, own_share: Client
) -> None:
    public = decode(city.packs["exi_u15", "bezirk"].body)
    newly_released(city, replace(public, audience="internal"))
    assert b"19,9" in table_of(own_share, "bezirk"), "of Nord, for which it does not speak"
