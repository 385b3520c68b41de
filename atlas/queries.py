"""Packs, shapes and names, read by the role that sees no raw table and public rows only.

Who may see internal packs hands over another `Access`; without one it is everybody's.
"""

import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

from accounts.models import Region
from accounts.sight import AreaKey, Reach
from atlas.access import EVERYBODY, STAFF, Access
from atlas.narrowing import narrowed
from releases.models import Audience, CurrentPack, Pack
from releases.pack_column import Column, read_column
from releases.pack_format import Pack as Content
from releases.pack_format import decode, encode
from spatial_units.models import BoundarySet, Shapes, SpatialLevel

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
    classification, classes, headline, tags, formula, target; texts are {"de", "en"}. `own` are the
    only areas whose internal figures the asker may see; None: all. Of the others stands there what
    the pack `public_hash` tells everybody; empty: nothing does.
    """

    indicator: str
    level: str
    hash: str
    released_on: str
    card: dict[str, Any]
    audience: str = Audience.PUBLIC
    own: frozenset[AreaKey] | None = None
    public_hash: str = ""

    @property
    def is_internal(self) -> bool:
        return self.audience != Audience.PUBLIC

    @property
    def database(self) -> str:
        return STAFF.database if self.is_internal else EVERYBODY.database


Dated = tuple[datetime.datetime, Entry]  # when it was released, and what


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

    Each indicator and level once: from the fullest audience that has it. What the asker may see
    of some areas only stands there if it is the newest, and they have areas on that level.
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
    rows = list(current)
    cards = _cards_of(of, {row[2] for row in rows}, access.database)
    found: dict[tuple[str, str], list[Dated]] = {}
    for indicator, level, content_hash, released_at, audience in rows:
        card = cards[content_hash]
        reach = _reach(access, audience, indicator, level, card)
        if reach is not Reach.NONE:
            own = access.sight.areas if access.sight and reach is Reach.OWN else None
            day = timezone.localtime(released_at).date().isoformat()
            entry = Entry(indicator, level, content_hash, day, card, audience, own)
            found.setdefault((indicator, level), []).append((released_at, entry))
    own_levels = _own_levels(of, access)
    return [_shown(access, entries, own_levels) for entries in found.values()]


def _reach(
    access: Access, audience: str, indicator: str, level: str, card: dict[str, Any]
) -> Reach:
    if audience == Audience.PUBLIC or access.sight is None:
        return Reach.ALL
    return access.sight.of(indicator, card["topic"]["key"], level)


def _own_levels(of: Region, access: Access) -> frozenset[str]:
    """The levels on which the asker's organisation has areas; not asked for who sees all."""
    if access.sight is None:
        return frozenset()
    keys = {boundary_set for boundary_set, _code in access.sight.areas}
    sets = BoundarySet.objects.using(PUBLIC).filter(region=of, key__in=keys)
    return frozenset(sets.values_list("level__key", flat=True))


def _shown(access: Access, entries: list[Dated], own_levels: frozenset[str]) -> Entry:
    """Of the audiences' figures of one indicator and level the ones to show.

    Own areas only are more than what everybody sees as long as they are newer: an older
    public release must not hide the newest figures from those they belong to.
    """
    fullest = min(
        (one for _at, one in entries), key=lambda one: access.audiences.index(one.audience)
    )
    if fullest.own is None:
        return fullest
    whole = [one for _at, one in entries if one.own is None]
    if fullest.level not in own_levels:
        return whole[0] if whole else fullest
    newest = max(entries, key=lambda dated: (dated[0], dated[1].own is None))[1]
    if newest.own is None or not whole:
        return newest
    return replace(newest, public_hash=whole[0].hash)


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
        found = _content(of.hash, of.audience, of.database)
    except LookupError:
        return None
    return _as_seen(found, of)


def _as_seen(content: Content, of: Entry) -> Content:
    return content if of.own is None else narrowed(content, of.own, _public_of(of))


def _public_of(of: Entry) -> Content | None:
    """What everybody sees of the same; None where nothing is public, or no longer."""
    try:
        return _content(of.public_hash, Audience.PUBLIC, PUBLIC) if of.public_hash else None
    except LookupError:
        return None


def body(of: Entry) -> bytes | None:
    """The same as it goes on the wire."""
    if of.own is None:
        return pack_body(of.hash, of.audience, of.database)
    found = pack(of)
    return None if found is None else encode(found)


def body_by_hash(content_hash: str, access: Access, region_key: str) -> bytes | None:
    """An internal pack for these eyes, as far as their rights go."""
    if access.sight is None:
        return pack_body(content_hash, access.audiences[0], access.database, region_key)
    of = region(region_key, access)
    entries = [] if of is None else catalogue(of, access)
    wanted = [entry for entry in entries if entry.is_internal and entry.hash == content_hash]
    return body(wanted[0]) if wanted else None


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
    for entry in entries:
        if entry.own is not None and entry.hash in bodies:
            bodies[entry.hash] = encode(_as_seen(decode(bodies[entry.hash]), entry))
    return [
        (entry, read_column(bodies[entry.hash], codes)) for entry in entries if entry.hash in bodies
    ]


def topojson(content_hash: str) -> bytes | None:
    """Shapes as they go on the wire (brotli), None if unknown."""
    return _shapes(content_hash, "topojson")


def svg_paths(content_hash: str) -> bytes | None:
    """Shapes as paths for static maps (brotli): width, height, paths, points."""
    return _shapes(content_hash, "svg")


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
