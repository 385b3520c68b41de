"""Examining every composite index an audience sees, from the packs it has now."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from accounts.actions import HeldJob, create_job
from accounts.models import Job, Region
from indicators.models import CompositeIndex
from indicators.recipes import components_of, key_of, periods_in, results_of
from indicators.statistics.arrays import FloatArray
from indicators.statistics.notes import Refused
from releases.examination import METHOD, VERSION, as_json, examine
from releases.models import Audience, CurrentPack, IndexExamination
from releases.pack_format import Pack, Section, decode
from releases.printed import as_numbers
from spatial_units.models import BoundarySet

AUDIENCES = (Audience.PUBLIC, Audience.INTERNAL)
Tell = Callable[[float, str], None]


@dataclass(frozen=True)
class Shown:
    """What an audience sees of an indicator on the level of an index."""

    hash: str
    pack: Pack

    def values(self, boundary_set: str, period: str) -> FloatArray | None:
        """(n_areas,) printed figures, NaN in gaps; None where the pack holds no such date."""
        found = self._row(boundary_set, period)
        if found is None:
            return None
        section, row = found
        gaps = [np.nan if one is None else one for one in section.series.values[row]]
        return as_numbers(np.array(gaps, dtype=np.float64), self.pack.decimals)

    def areas(self, boundary_set: str) -> list[str]:
        return next(one.areas for one in self.pack.sections if one.boundary_set == boundary_set)

    def _row(self, boundary_set: str, period: str) -> tuple[Section, int] | None:
        for section in self.pack.sections:
            if section.boundary_set == boundary_set:
                for row, place in enumerate(section.periods):
                    if self.pack.periods[place]["key"] == period:
                        return section, row
        return None


def ask_for_examination(region: Region) -> Job | None:
    """A waiting job where the region has an index; call it with what changes packs."""
    if not CompositeIndex.objects.filter(region=region).exists():
        return None
    waiting = Job.objects.filter(region=region, kind="examine-indices", state=Job.State.WAITING)
    return waiting.first() or create_job("examine-indices", region, {})


def examine_region(held: HeldJob) -> str:
    """Carry out an examination job; what is up to date stays. Doing it twice changes nothing."""
    region = held.job.region
    assert region is not None
    indices = list(CompositeIndex.objects.filter(region=region).order_by("key"))
    kept: list[int] = []
    for turn, audience in enumerate(AUDIENCES):
        for at, index in enumerate(indices):
            share = (turn + at / len(indices)) / len(AUDIENCES)
            held.tell(round(100 * share), f"Index wird geprüft: {index.name_de}")
            kept += [one.id for one in _examined(index, audience)]
    IndexExamination.objects.filter(region=region).exclude(id__in=kept).delete()
    return "1 Ausgabe geprüft" if len(kept) == 1 else f"{len(kept)} Ausgaben geprüft"


def forget_stale(region: Region) -> None:
    """What was made of packs that no longer count goes at once."""
    current = CurrentPack.objects.filter(region=region)
    for audience in AUDIENCES:
        seen = [Audience.PUBLIC] if audience == Audience.PUBLIC else list(AUDIENCES)
        hashes = set(current.filter(audience__in=seen).values_list("pack__hash", flat=True))
        rows = IndexExamination.objects.filter(region=region, audience=audience)
        for row in rows.only("packs"):
            if not set(row.packs) <= hashes:
                row.delete()


def _examined(index: CompositeIndex, audience: str) -> Iterator[IndexExamination]:
    boundary_set = BoundarySet.objects.get(
        region=index.region, key=index.recipe["boundary_set"], is_current=True
    )
    shown = _shown(index.region, audience, boundary_set.level.key)
    for period in periods_in(index.recipe):
        made = _edition(index, audience, boundary_set, period, shown)
        if made is not None:
            yield made


def _edition(
    index: CompositeIndex,
    audience: str,
    boundary_set: BoundarySet,
    period: str,
    shown: Mapping[str, Shown],
) -> IndexExamination | None:
    """None where the audience does not see the index, or not all it is made of."""
    showing = _showing(index, shown, boundary_set.key, period)
    parts = _parts(index, shown)
    if not showing or parts is None:
        return None
    values = {key: one.values(boundary_set.key, period) for key, one in parts.items()}
    if any(row is None for row in values.values()):
        return None
    packs = sorted({one.hash for one in [*showing.values(), *parts.values()]})
    made_of = _hash(index, period, packs)
    place: dict[str, Any] = {
        "region": index.region, "index_key": index.key, "period_key": period,
    }  # fmt: skip
    known = IndexExamination.objects.filter(**place, made_of=made_of).first()
    if known is not None:
        return known  # perhaps the public's: internal readers see nothing more then
    first = next(iter(showing.values()))
    seen = first.values(boundary_set.key, period)
    assert seen is not None
    shows_class = first.pack.card["formula"]["value"] == index.recipe.get("class_measure")
    try:
        examined = examine(
            index.recipe, index.key, first.areas(boundary_set.key),
            {key: row for key, row in values.items() if row is not None},
            ~np.isnan(seen),
            published=_codes(seen) if shows_class else None,
            seed=int(made_of[:8], 16),
        )  # fmt: skip
    except Refused:  # such as a mean of what is printed as 0
        return None
    row, _created = IndexExamination.objects.update_or_create(
        **place,
        audience=audience,
        defaults={
            "level_key": boundary_set.level.key, "indicators": list(showing), "packs": packs,
            "made_of": made_of, "body": as_json(examined),
        },
    )  # fmt: skip
    return row


def _codes(classes: FloatArray) -> list[str | None]:
    return [None if np.isnan(one) else str(int(one)) for one in classes.tolist()]


def _shown(region: Region, audience: str, level: str) -> dict[str, Shown]:
    """By indicator; internal readers see what is public where there is nothing more."""
    seen = [Audience.PUBLIC] if audience == Audience.PUBLIC else [Audience.PUBLIC, audience]
    found: dict[str, Shown] = {}
    for one in seen:
        rows = CurrentPack.objects.filter(region=region, audience=one, level_key=level)
        for row in rows.select_related("pack").filter(pack__body__isnull=False):
            assert row.pack.body is not None
            found[row.indicator_key] = Shown(row.pack.hash, decode(bytes(row.pack.body)))
    return found


def _showing(
    index: CompositeIndex, shown: Mapping[str, Shown], boundary_set: str, period: str
) -> dict[str, Shown]:
    """The indicators that show a result of the index: the class first, else the score."""
    results = results_of(index.recipe)
    wanted = ["class_measure", *(one for one in results if one != "class_measure")]
    order = {results[one]: at for at, one in enumerate(wanted) if one in results}
    found = {
        key: one
        for key, one in shown.items()
        if one.pack.card["formula"].get("value") in order
        and one.values(boundary_set, period) is not None
    }
    return dict(
        sorted(found.items(), key=lambda item: order[item[1].pack.card["formula"]["value"]])
    )


def _parts(index: CompositeIndex, shown: Mapping[str, Shown]) -> dict[str, Shown] | None:
    """What shows each component; None if one of them is not shown at all."""
    of_measure = {_only_measure(one.pack.card["formula"]): one for one in shown.values()}
    found = {
        key_of(part): of_measure.get(part["measure"])
        if part.get("measure")
        else shown.get(part["indicator"])
        for part in components_of(index.recipe)
    }
    return None if None in found.values() else {key: one for key, one in found.items() if one}


def _only_measure(formula: Mapping[str, Any]) -> str:
    """The measure an indicator shows as it is, empty where it reckons."""
    terms = formula.get("count") or []
    return str(formula.get("value") or (terms[0] if len(terms) == 1 else ""))


def _hash(index: CompositeIndex, period: str, packs: list[str]) -> str:
    said = json.dumps([METHOD, VERSION, index.recipe, period, packs], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
