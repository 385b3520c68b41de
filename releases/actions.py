"""Publishing: shapes, indices, then every pack of every audience in one transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from accounts.actions import HeldJob, JobFailed
from accounts.models import Job, Region
from indicators.indices import IndexCannotBeComputed, compute_index
from indicators.models import CompositeIndex, Indicator
from indicators.statistics.exact import largest_exact
from releases import freezing
from releases.figures import figures_of
from releases.level_classes import classify_level
from releases.models import (
    CurrentPack,
    MapClassification,
    Pack,
    PublishedFact,
    Release,
)
from releases.pack_format import encode
from releases.printed import TooLargeToPrint
from releases.region_reader import RegionReader
from spatial_units.models import BoundarySet, Shapes, SpatialLevel
from spatial_units.queries import geometries_of
from spatial_units.shapes import make_shapes


@dataclass(frozen=True)
class Frozen:
    """A pack ready to be stored, with what it makes known."""

    indicator: Indicator
    level_key: str
    body: bytes
    card: dict[str, Any]
    facts: list[freezing.PlacedFact]

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:32]


def publish(held: HeldJob) -> str:
    """Carry out a publish job: `arguments` hold releases as [{audience, indicators, reason}].

    `indicators` are keys or "all". What else the audience sees goes, unless the wish says
    `keeps_others`. Doing it twice changes nothing. Raises JobFailed with words for the reader.
    """
    region = held.job.region
    assert region is not None
    shapes = _make_missing_shapes(held, region)
    _compute_indices(held, region)
    changed = 0
    with transaction.atomic():
        _one_at_a_time(region)
        for wish in held.job.arguments["releases"]:
            changed += _release(held, region, wish, shapes)
    if not changed:
        return "nichts Neues"
    return "1 Karte erneuert" if changed == 1 else f"{changed} Karten erneuert"


def _one_at_a_time(region: Region) -> None:
    """So that an earlier reading never replaces a later one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"publish {region.key}"])


def _make_missing_shapes(held: HeldJob, region: Region) -> dict[int, str]:
    for boundary_set in BoundarySet.objects.filter(region=region, shapes=None):
        held.tell(2, f"Umrisse: {boundary_set.name_de}")
        areas, geometries, square_metres = geometries_of(boundary_set)
        made = make_shapes(geometries, areas.codes, areas.names, square_metres)
        Shapes.objects.create(
            region=region,
            boundary_set=boundary_set,
            hash=made.hash,
            topojson=made.topojson,
            svg=made.svg,
        )
    return dict(Shapes.objects.filter(region=region).values_list("boundary_set_id", "hash"))


def _compute_indices(held: HeldJob, region: Region) -> None:
    for index in CompositeIndex.objects.filter(region=region).order_by("key"):
        held.tell(10, f"Index: {index.name_de}")
        try:
            compute_index(index)
        except IndexCannotBeComputed as reason:
            raise JobFailed(
                f"Der Index „{index.name_de}“ lässt sich nicht berechnen: {reason}."
            ) from reason


def _release(held: HeldJob, region: Region, wish: dict[str, Any], shapes: dict[int, str]) -> int:
    """Freeze one audience's packs; how many are new."""
    audience = wish["audience"]
    reader = RegionReader(region)
    indicators = Indicator.objects.filter(region=region).select_related(
        "topic", "source", "policy", "region"
    )
    named: list[str] | None = None if wish["indicators"] == "all" else wish["indicators"]
    if named is not None:
        indicators = indicators.filter(key__in=named)
    frozen: list[Frozen] = []
    for done, indicator in enumerate(indicators):
        held.tell(15 + 80 * done // max(len(indicators), 1), f"Kartenpaket: {indicator.name_de}")
        frozen += _freeze(reader, indicator, audience, shapes)
    new = _store(region, audience, wish["reason"], held.job, frozen)
    _point(region, audience, frozen, named if wish.get("keeps_others") else None)
    return new


def _freeze(
    reader: RegionReader, indicator: Indicator, audience: str, shapes: dict[int, str]
) -> list[Frozen]:
    try:
        shown = freezing.through_gate(indicator, audience, figures_of(reader, indicator))
    except freezing.GateRefuses as reason:
        raise JobFailed(str(reason)) from reason
    except TooLargeToPrint as reason:
        raise JobFailed(_too_large(indicator)) from reason
    facts = freezing.facts_of(reader, indicator, shown)
    wanted = indicator.definition["levels"]
    packs = []
    for level in reader.levels:
        has_any = any(set_id in reader.sets_of(level) for set_id, _ in shown)
        if has_any and (not wanted or level.key in wanted):
            classification = _classification(reader, indicator, level, audience, shown)
            pack = freezing.make_pack(
                reader, indicator, level, audience, shown, shapes, classification
            )
            own = [fact for fact in facts if fact.level_key == level.key]
            packs.append(Frozen(indicator, level.key, encode(pack), pack.card, own))
    return packs


def _too_large(indicator: Indicator) -> str:
    largest = f"{largest_exact(indicator.decimals):,}".replace(",", ".")
    return (
        f"Der Indikator „{indicator.name_de}“ hat einen Wert, der zu groß ist, um genau gedruckt"
        f" zu werden. Die größte erlaubte Zahl ist {largest}. Bitte berichtigen Sie den Wert und"
        " geben Sie dann noch einmal frei."
    )


def _classification(
    reader: RegionReader,
    indicator: Indicator,
    level: SpatialLevel,
    audience: str,
    shown: freezing.PrintedByPeriod,
) -> dict[str, Any]:
    """The stored classes; they move only when the declaration does, not with new dates."""
    declared = indicator.definition["classification"] | {"decimals": indicator.decimals}
    known = MapClassification.objects.filter(
        region=reader.region, indicator_key=indicator.key, level_key=level.key, audience=audience
    ).first()
    if known and known.declared == declared:
        return dict(known.result)
    own = {period for set_id, period in shown if set_id in reader.sets_of(level)}
    row, _ = MapClassification.objects.update_or_create(
        region=reader.region,
        indicator_key=indicator.key,
        level_key=level.key,
        audience=audience,
        defaults={
            "declared": declared,
            "periods": sorted(reader.periods[period].key for period in own),
            "result": classify_level(reader, indicator, level, shown),
        },
    )
    row.refresh_from_db()
    return dict(row.result)


def _store(
    region: Region, audience: str, reason: dict[str, str], job: Job, frozen: list[Frozen]
) -> int:
    current = {
        (row.indicator_key, row.level_key): row.pack
        for row in CurrentPack.objects.filter(region=region, audience=audience).select_related(
            "pack"
        )
    }
    new = [
        pack
        for pack in frozen
        if getattr(current.get((pack.indicator.key, pack.level_key)), "hash", None) != pack.hash
    ]
    if new:
        release = Release.objects.create(
            region=region, audience=audience, reason=reason["de"], job=job
        )
        for pack in new:
            _store_pack(region, release, pack)
    return len(new)


def _store_pack(region: Region, release: Release, frozen: Frozen) -> None:
    Pack.objects.create(
        region=region,
        release=release,
        audience=release.audience,
        indicator_key=frozen.indicator.key,
        level_key=frozen.level_key,
        hash=frozen.hash,
        body=frozen.body,
        card=frozen.card,
    )
    PublishedFact.objects.bulk_create(
        PublishedFact(
            region=region,
            release=release,
            indicator_key=frozen.indicator.key,
            level_key=placed.level_key,
            audience=release.audience,
            field=placed.fact.field,
            boundary_set_id=placed.boundary_set_id,
            period_key=placed.period_key,
            form=placed.fact.form,
            areas=placed.fact.areas,
            lower=placed.fact.lower,
            upper=placed.fact.upper,
        )
        for placed in frozen.facts
    )


def _point(region: Region, audience: str, frozen: list[Frozen], only: Sequence[str] | None) -> None:
    """Let the pointers follow; what is no longer released loses its numbers.

    `only` names the indicators a partial release speaks of; None means it speaks of all.
    """
    wanted = {(pack.indicator.key, pack.level_key) for pack in frozen}
    current = CurrentPack.objects.filter(region=region, audience=audience)
    for row in current if only is None else current.filter(indicator_key__in=only):
        if (row.indicator_key, row.level_key) not in wanted:
            Pack.objects.filter(
                region=region,
                audience=audience,
                indicator_key=row.indicator_key,
                level_key=row.level_key,
            ).update(body=None)
            row.delete()
    for pack in frozen:
        newest = Pack.objects.filter(
            region=region,
            audience=audience,
            indicator_key=pack.indicator.key,
            level_key=pack.level_key,
            hash=pack.hash,
        ).latest("id")
        CurrentPack.objects.update_or_create(
            region=region,
            audience=audience,
            indicator_key=pack.indicator.key,
            level_key=pack.level_key,
            defaults={"pack": newest, "position": pack.indicator.position},
        )
    Region.objects.filter(id=region.id).update(is_public=_has_public(region))


def _has_public(region: Region) -> bool:
    return CurrentPack.objects.filter(region=region, audience="public").exists()
