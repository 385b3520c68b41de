"""Packs, shapes and names, read by the role that sees no raw table and public rows only.

Who may see internal packs hands over another `Access`; without one it is everybody's.
"""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import Count

from accounts.models import Region
from atlas.access import EVERYBODY, STAFF, Access
from atlas.periods import Span
from releases.models import Audience, CurrentPack, Pack
from releases.pack_column import Column, read_column
from releases.pack_format import Pack as Content
from releases.pack_format import decode
from spatial_units.models import Area, BoundarySet, Shapes, SpatialLevel

PUBLIC = settings.PUBLIC

# Asked by every browser for every pack; the query set would cost more than the query.
PACK_BODY = """
    SELECT pack.body
    FROM releases_pack pack JOIN releases_release release ON release.id = pack.release_id
    WHERE pack.hash = %s AND pack.audience = %s
      AND (%s::text IS NULL OR pack.region_id = (SELECT id FROM accounts_region WHERE key = %s))
      AND release.withdrawn_at IS NULL AND pack.body IS NOT NULL
    LIMIT 1
"""
CARDS_KEPT = 10_000

_cards: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True)
class Entry:
    """An indicator on a level, as the public catalogue has it now.

    `card` is the catalogue entry frozen with the pack: key, name, description,
    interpretation, topic, unit, kind, decimals, polarity, source, metadata_url, policy,
    classification, classes, headline, tags, formula, target; texts are {"de", "en"}.
    """

    indicator: str
    level: str
    hash: str
    released_on: str
    card: dict[str, Any]
    audience: str = Audience.PUBLIC

    @property
    def is_internal(self) -> bool:
        return self.audience != Audience.PUBLIC

    @property
    def database(self) -> str:
        return STAFF.database if self.is_internal else EVERYBODY.database


@dataclass(frozen=True)
class FoundArea:
    """An area as a search finds it; `is_past`: it is no longer in today's boundaries."""

    region: str
    level: str
    code: str
    name: str
    boundary_set: str
    is_past: bool


def regions() -> list[Region]:
    return list(Region.objects.using(PUBLIC).filter(is_public=True).order_by("key"))


def region(key: str, access: Access = EVERYBODY) -> Region | None:
    """The region if it shows anything to these eyes; staff see theirs before it is public."""
    found = Region.objects.using(PUBLIC).filter(key=key)
    return found.first() if access.is_internal else found.filter(is_public=True).first()


def levels(of: Region) -> list[SpatialLevel]:
    """The levels of a region, from the finest to the coarsest."""
    return list(SpatialLevel.objects.using(PUBLIC).filter(region=of).order_by("position"))


def catalogue(of: Region, access: Access = EVERYBODY) -> list[Entry]:
    """All indicators and levels that have a pack for these eyes, in the order of the catalogue.

    Each indicator and level once: from the fullest audience that has it.
    """
    current = (
        CurrentPack.objects.using(access.database)
        .filter(region=of, audience__in=access.audiences, pack__release__withdrawn_at=None)
        .order_by("position", "level_key")
        .values_list(
            "indicator_key",
            "level_key",
            "pack__hash",
            "pack__release__released_at",
            "audience",
        )
    )
    rank = access.audiences.index
    fullest: dict[tuple[str, str], tuple[str, str, str, datetime.datetime, str]] = {}
    for row in sorted(current, key=lambda row: rank(row[4]), reverse=True):
        fullest[row[0], row[1]] = row
    rows = [row for row in current if fullest[row[0], row[1]] == row]
    cards = _cards_of(of, {row[2] for row in rows}, access.database)
    return [
        Entry(indicator, level, found, released_at.date().isoformat(), cards[found], audience)
        for indicator, level, found, released_at, audience in rows
    ]


def _cards_of(region: Region, hashes: set[str], database: str) -> dict[str, dict[str, Any]]:
    """Catalogue entries by the hash of their pack, which never changes: read once."""
    known = {one: card for one in hashes if (card := _cards.get(one)) is not None}
    if unknown := hashes - known.keys():
        packs = Pack.objects.using(database).filter(region=region, hash__in=unknown)
        found = dict(packs.values_list("hash", "card"))
        if len(_cards) > CARDS_KEPT:
            _cards.clear()
        _cards.update(found)
        known |= found
    return known


def pack_body(
    content_hash: str,
    audience: str = Audience.PUBLIC,
    database: str = PUBLIC,
    region_key: str | None = None,
) -> bytes | None:
    """A pack as it goes on the wire (brotli), None if unknown, withdrawn, or another region's."""
    with connections[database].cursor() as cursor:
        cursor.execute(PACK_BODY, [content_hash, audience, region_key, region_key])
        found = cursor.fetchone()
    return None if found is None else bytes(found[0])


def pack(of: Entry) -> Content | None:
    """The numbers of a catalogue entry; None if it was withdrawn a moment ago."""
    try:
        return _content(of.hash, of.audience, of.database)
    except LookupError:
        return None


def columns(entries: list[Entry], codes: dict[str, str]) -> list[tuple[Entry, Column]]:
    """One area's column of many packs, in the order of the entries; withdrawn ones are left out.

    `codes` are the area's by boundary set; without any, columns hold the city only.
    """
    bodies: dict[str, bytes] = {}
    for database in {entry.database for entry in entries}:
        hashes = [entry.hash for entry in entries if entry.database == database]
        found = Pack.objects.using(database).filter(hash__in=hashes)
        stored = found.values_list("hash", "body")
        bodies |= {key: bytes(body) for key, body in stored if body is not None}
    return [
        (entry, read_column(bodies[entry.hash], codes)) for entry in entries if entry.hash in bodies
    ]


def topojson(content_hash: str) -> bytes | None:
    """Shapes as they go on the wire (brotli), None if unknown."""
    return _shapes(content_hash, "topojson")


def svg_paths(content_hash: str) -> bytes | None:
    """Shapes as paths for static maps (brotli): width, height, paths, points."""
    return _shapes(content_hash, "svg")


def area_names(shapes_hash: str) -> dict[str, str]:
    """Code → name of the areas that a set of shapes draws."""
    areas = Area.objects.using(PUBLIC).filter(boundary_set__shapes__hash=shapes_hash)
    return dict(areas.order_by("code").values_list("code", "name"))


def boundary_sets(of: Region, level: str, span: Span | None) -> list[BoundarySet]:
    """The current sets of a level; with a span the one that holds on its last day."""
    found = BoundarySet.objects.using(PUBLIC).filter(region=of, level__key=level, is_current=True)
    if span is not None:
        found = found.filter(valid_during__contains=span[1])
    return list(found.order_by("valid_during"))


def findable_areas(of: list[Region]) -> list[FoundArea]:
    """All areas that are or were, today's first; the same level, code and name once."""
    found = Area.objects.using(PUBLIC).filter(region__in=of, boundary_set__is_current=True)
    ordered = found.order_by(
        "-boundary_set__valid_during", "-boundary_set__level__position", "name"
    )
    rows = ordered.values_list(
        "region__key",
        "boundary_set__level__key",
        "code",
        "name",
        "boundary_set__key",
        "boundary_set__valid_during",
    )
    once: dict[tuple[str, ...], FoundArea] = {}
    for in_region, level, code, name, of_set, valid in rows:
        area = FoundArea(in_region, level, code, name, of_set, is_past=valid.upper is not None)
        once.setdefault((in_region, level, code, name), area)
    return sorted(once.values(), key=lambda one: one.is_past)


def area_counts(of: Region) -> dict[str, int]:
    """How many areas each level has today, by its key."""
    found = Area.objects.using(PUBLIC).filter(
        region=of, boundary_set__is_current=True, boundary_set__valid_during__upper_inf=True
    )
    counted = found.values_list("boundary_set__level__key").annotate(n=Count("id"))
    return dict(counted.order_by())


def whole_codes(of: Region) -> dict[str, str]:
    """The code of the whole region by boundary set: of levels with a single area."""
    single = BoundarySet.objects.using(PUBLIC).filter(region=of, is_current=True)
    counted = single.annotate(n=Count("area")).filter(n=1)
    return dict(counted.values_list("key", "area__code"))


def area_rows(of: BoundarySet) -> list[dict[str, Any]]:
    """The areas of a boundary set, with the span in which they hold."""
    start, end = of.valid_during.lower, of.valid_during.upper
    last_day = None if end is None else end - datetime.timedelta(days=1)
    areas = Area.objects.using(PUBLIC).filter(boundary_set=of).order_by("code")
    return [
        {
            "area": code,
            "name": name,
            "boundary_set": of.key,
            "valid_from": None if start is None else start.isoformat(),
            "valid_to": None if last_day is None else last_day.isoformat(),
            "square_metres": round(size),
        }
        for code, name, size in areas.values_list("code", "name", "square_metres")
    ]


@lru_cache(maxsize=64)
def _content(content_hash: str, audience: str, database: str) -> Content:
    """Decoded once per process; whoever asks found the hash in the catalogue just before."""
    body = pack_body(content_hash, audience, database)
    if body is None:
        raise LookupError(content_hash)
    return decode(body)


def _shapes(content_hash: str, form: str) -> bytes | None:
    found = Shapes.objects.using(PUBLIC).filter(hash=content_hash)
    body = found.values_list(form, flat=True).first()
    return None if body is None else bytes(body)
