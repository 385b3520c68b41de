"""Packs and shapes travel as they lie: compressed, named by their hash, kept for good."""

import gzip
import json
from collections.abc import Callable

import brotli
import pytest
from django.test import Client

from releases.pack_format import decode
from tests.factories import City

pytestmark = pytest.mark.django_db(databases=["default", "public"])

Commit = Callable[[str], None]


@pytest.fixture
def pack(city: City) -> str:
    """Where the pack of the share lies."""
    return f"/packs/{city.packs['exi_u15', 'stadtteil'].hash}.json"


def test_a_pack_is_sent_as_it_is_stored(visitor: Client, pack: str, city: City) -> None:
    response = visitor.get(pack, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert response.headers["Content-Encoding"] == "br"
    assert response.content == bytes(city.packs["exi_u15", "stadtteil"].body or b"")
    assert decode(response.content).level == "stadtteil"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip", "gzip"), ("", ""), ("br;q=0, gzip", "gzip"), ("br;q=0.5", "br")],
)
def test_who_knows_no_brotli_gets_the_same_otherwise(
    visitor: Client, pack: str, city: City, accepted: str, encoding: str
) -> None:
    response = visitor.get(pack, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding", "") == encoding
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(encoding, bytes)
    stored = brotli.decompress(bytes(city.packs["exi_u15", "stadtteil"].body or b""))
    assert unpack(response.content) == stored


def test_who_has_it_already_is_told_so(visitor: Client, pack: str) -> None:
    etag = visitor.get(pack).headers["ETag"]
    assert visitor.get(pack, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "address",
    ["/kleinstadt/table/", "/kleinstadt/map.svg", "/kleinstadt/classes.json",
     "/api/v1/regions/kleinstadt/indicators/"],
)  # fmt: skip
def test_pages_are_compressed_too_and_still_known_again(visitor: Client, address: str) -> None:
    response = visitor.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    if etag := response.headers.get("ETag"):
        again = visitor.get(address, headers={"If-None-Match": etag})
        assert again.status_code == 304


def test_shapes_name_the_areas_in_the_order_of_the_pack(visitor: Client, city: City) -> None:
    response = visitor.get(f"/shapes/{city.shapes['stadtteile_2020'].hash}.json")
    shapes = json.loads(response.content)["objects"]["areas"]["geometries"]
    assert [shape["id"] for shape in shapes] == list(range(7))
    section = decode(bytes(city.packs["exi_u15", "stadtteil"].body or b"")).sections[1]
    assert [shape["properties"]["c"] for shape in shapes] == section.areas


def test_a_withdrawn_pack_is_gone_at_once(visitor: Client, pack: str, commit: Commit) -> None:
    commit("UPDATE releases_release SET withdrawn_at = now()")
    try:
        assert visitor.get(pack).status_code == 404
        assert visitor.get("/kleinstadt/map/").status_code == 404
    finally:
        commit("UPDATE releases_release SET withdrawn_at = NULL")


def test_an_internal_pack_is_not_for_the_public(visitor: Client, pack: str, commit: Commit) -> None:
    commit("UPDATE releases_pack SET audience = 'internal'")
    try:
        assert visitor.get(pack).status_code == 404
    finally:
        commit("UPDATE releases_pack SET audience = 'public'")
