"""Finding the spatial patterns of every indicator an audience sees, from the packs it has now."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import brotli
import numpy as np
from django.db.models import Count

from accounts.actions import HeldJob, create_job
from accounts.models import Job, Region
from indicators.statistics.arrays import FloatArray
from indicators.statistics.spatial import FEWEST_AREAS
from releases.models import Audience, CurrentPack, SpatialPattern
from releases.pack_format import Pack, Section, decode
from releases.pattern import METHOD, VERSION, as_json, pattern
from releases.printed import as_numbers
from spatial_units.models import Area, Shapes, SpatialLevel

AUDIENCES = (Audience.PUBLIC, Audience.INTERNAL)
KINDS = ("share", "rate", "mean", "median", "index")  # a number of people follows their homes
MOST_AREAS = 2_000  # the draws grow with the square of the areas
HALF = 0.5


@dataclass(frozen=True)
class Newest:
    """The newest figures of a pack: one row of a section."""

    pack: Pack
    section: Section
    row: int

    @property
    def period(self) -> str:
        return str(self.pack.periods[self.section.periods[self.row]]["key"])

    @property
    def end(self) -> str:
        return str(self.pack.periods[self.section.periods[self.row]]["end"])

    @property
    def known(self) -> int:
        return sum(one is not None for one in self.section.series.values[self.row])

    def values(self) -> FloatArray:
        """(n_areas,) printed figures, NaN in gaps."""
        row = self.section.series.values[self.row]
        gaps = [np.nan if one is None else one for one in row]
        return as_numbers(np.array(gaps, dtype=np.float64), self.pack.decimals)


def ask_for_patterns(region: Region) -> Job | None:
    """A waiting job where the region has enough areas; call it with what changes packs."""
    sets = Area.objects.filter(region=region).values("boundary_set").annotate(n=Count("id"))
    if not sets.filter(n__gte=FEWEST_AREAS).exists():
        return None
    waiting = Job.objects.filter(region=region, kind="find-patterns", state=Job.State.WAITING)
    return waiting.first() or create_job("find-patterns", region, {})


def find_in_region(held: HeldJob) -> str:
    """Carry out such a job; what is up to date stays. Doing it twice changes nothing."""
    region = held.job.region
    assert region is not None
    packs = _packs(region)
    kept: list[int] = []
    for at, rows in enumerate(packs):
        held.tell(round(100 * at / len(packs)), f"Räumliche Muster: {_name(rows[0])}")
        kept += [one.id for one in _found(rows)]
    SpatialPattern.objects.filter(region=region).exclude(id__in=kept).delete()
    return "1 räumliches Muster" if len(kept) == 1 else f"{len(kept)} räumliche Muster"


def forget_stale_patterns(region: Region) -> None:
    """What was made of packs that no longer count goes at once."""
    current = CurrentPack.objects.filter(region=region)
    for audience in AUDIENCES:
        hashes = current.filter(audience=audience).values("pack__hash")
        rows = SpatialPattern.objects.filter(region=region, audience=audience)
        rows.exclude(pack_hash__in=hashes).delete()


def newest_of(pack: Pack) -> Newest | None:
    """The newest figures that enough areas have, and about as many as at other times."""
    rows = [
        Newest(pack, section, row)
        for section in pack.sections
        if len(section.areas) <= MOST_AREAS
        for row in range(len(section.periods))
    ]
    enough = max(FEWEST_AREAS, HALF * max((one.known for one in rows), default=0))
    filled = [one for one in rows if one.known >= enough]
    return max(filled, key=lambda one: (one.end, one.section.periods[one.row]), default=None)


def _packs(region: Region) -> list[list[CurrentPack]]:
    """By audience and indicator the packs there are, that of the finest level first."""
    levels = SpatialLevel.objects.filter(region=region)
    position = dict(levels.values_list("key", "position"))
    current = CurrentPack.objects.filter(
        region=region, audience__in=AUDIENCES, pack__body__isnull=False,
        pack__card__kind__in=KINDS,
    ).select_related("pack")  # fmt: skip
    rows = sorted(
        current, key=lambda one: (one.audience, one.indicator_key, position[one.level_key])
    )
    return [list(one) for _, one in groupby(rows, lambda one: (one.audience, one.indicator_key))]


def _name(row: CurrentPack) -> str:
    return str(row.pack.card["name"]["de"])


def _found(rows: list[CurrentPack]) -> Iterator[SpatialPattern]:
    """On the finest level that has enough areas with a value; of others nothing is said."""
    for row in rows:
        assert row.pack.body is not None
        newest = newest_of(decode(bytes(row.pack.body)))
        if newest is not None:
            yield _kept(row) or _made(row, newest)
            return


def _kept(row: CurrentPack) -> SpatialPattern | None:
    return SpatialPattern.objects.filter(**_place(row), made_of=_hash(row.pack.hash)).first()


def _made(row: CurrentPack, newest: Newest) -> SpatialPattern:
    made_of = _hash(row.pack.hash)
    shapes = Shapes.objects.get(region=row.region, hash=newest.section.shapes)
    found = pattern(
        newest.section.areas, newest.values(),
        json.loads(brotli.decompress(bytes(shapes.topojson))), seed=int(made_of[:8], 16),
    )  # fmt: skip
    made, _created = SpatialPattern.objects.update_or_create(
        **_place(row),
        defaults={
            "level_key": row.level_key, "period_key": newest.period,
            "pack_hash": row.pack.hash, "made_of": made_of, "body": as_json(found),
        },
    )  # fmt: skip
    return made


def _place(row: CurrentPack) -> dict[str, Any]:
    return {"region": row.region, "audience": row.audience, "indicator_key": row.indicator_key}


def _hash(pack: str) -> str:
    return hashlib.sha256(json.dumps([METHOD, VERSION, pack]).encode()).hexdigest()
