"""The whole way of a file of shares between two boundary sets: read, check, store.

The caller holds a transaction and takes it back where this was only a check.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spatial_units import crosswalks
from spatial_units.actions_geodata import Outcome
from spatial_units.desk_words import for_the_desk
from spatial_units.importing.crosswalk_settings import CrosswalkSettings
from spatial_units.importing.crosswalks import ReadCrosswalk, read_crosswalk_limited
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.problems import has_errors
from spatial_units.models import Area, BoundarySet, Crosswalk, GeodataUpload
from spatial_units.queries import AreaList, areas_of

AREAS_KEPT = 50  # split areas a preview lists one by one
PARTS_KEPT = 3
Shares = NDArray[np.float64]
Tell = Callable[[int, str], None]
Pair = tuple[AreaList, AreaList]


def go(upload: GeodataUpload, path: Path, tell: Tell) -> Outcome:
    """From the file to a stored crosswalk, as far as it goes without an error."""
    said = CrosswalkSettings.model_validate(upload.settings)
    outcome, findings = Outcome(said), Findings("")
    known = BoundarySet.objects.filter(region=upload.region, is_current=True)
    sets = known.select_related("level").in_bulk([said.from_set, said.to_set])
    if len(sets) < 2:
        findings.error("crosswalk_set_gone")
        outcome.problems = findings.problems()
        return outcome
    pair = areas_of(sets[said.from_set]), areas_of(sets[said.to_set])
    tell(30, "Die Anteile werden gelesen.")
    read = read_crosswalk_limited(
        path, pair[0].codes, pair[1].codes, said.model_dump(include={"encoding", "basis", "pad"})
    )
    outcome.settings = said.model_copy(update={"basis": read.basis})
    outcome.problems = for_the_desk(read.problems, said)
    if has_errors(outcome.problems):
        return outcome
    if not read.basis:
        findings.error("crosswalk_no_basis")
    else:
        tell(60, "Die Anteile werden mit der Karte verglichen.")
        _store(upload, outcome, pair, read, findings)
    outcome.problems += findings.problems()
    return outcome


def _store(
    upload: GeodataUpload, outcome: Outcome, pair: Pair, read: ReadCrosswalk, findings: Findings
) -> None:
    sets = pair[0].boundary_set, pair[1].boundary_set
    present = Crosswalk.objects.filter(
        from_set=sets[0], to_set=sets[1], basis=read.basis, is_current=True
    ).first()
    if present:
        day = f"{present.at:%d.%m.%Y}"
        findings.warning("crosswalk_replaces", day=day, name=present.file_name)
    counts = read.weight > 1 - crosswalks.NEARLY_WHOLE
    apart = crosswalks.far_apart(
        pair[0].ids[read.source[counts]].tolist(), pair[1].ids[read.target[counts]].tolist()
    )
    if apart:
        findings.warning("crosswalk_far_apart", count=len(apart), examples=some(apart))
    source = outcome.settings.attribution
    declared = crosswalks.Declared(
        source, upload.file_name, upload.content_hash, upload.uploaded_by
    )
    stored = crosswalks.store(pair, read, declared)
    outcome.made = str(stored.pk)
    outcome.preview = _preview(pair, read) | {
        "present": present.pk if present else None,
        "name": f"{sets[0].name_de} → {sets[1].name_de}",
        "from": sets[0].name_de, "to": sets[1].name_de, "basis": read.basis,
    }  # fmt: skip


def _preview(pair: Pair, read: ReadCrosswalk) -> dict[str, Any]:
    """How many areas stay, are split or joined, what part of the land is split (per cent)."""
    earlier, later = pair
    largest = np.zeros(len(earlier.codes))
    np.maximum.at(largest, read.source, read.weight)
    is_split = largest < crosswalks.NEARLY_WHOLE
    counts = read.weight > 1 - crosswalks.NEARLY_WHOLE
    sources = np.bincount(read.target[counts], minlength=len(later.codes))
    land = dict(
        Area.objects.filter(boundary_set=earlier.boundary_set).values_list("id", "square_metres")
    )
    size = np.array([land[int(one)] for one in earlier.ids])
    return {
        "count": len(read.weight),
        "whole": int((~is_split).sum()),
        "split": int(is_split.sum()),
        "joined": int((sources > 1).sum()),
        "land_split": 100 * float(size[is_split].sum() / size.sum()),
        "split_areas": _split_areas(pair, read, largest),
    }


def _split_areas(pair: Pair, read: ReadCrosswalk, largest: Shares) -> list[dict[str, Any]]:
    """The split areas, those divided most evenly first, each with its largest parts (per cent)."""
    earlier, later = pair
    order = np.argsort(largest, kind="stable")
    chosen = order[largest[order] < crosswalks.NEARLY_WHOLE][:AREAS_KEPT]
    areas = []
    for place in chosen.tolist():
        links = np.flatnonzero(read.source == place)
        links = links[np.argsort(-read.weight[links], kind="stable")]
        parts = [
            (later.codes[to], later.names[to], 100 * weight)
            for to, weight in zip(
                read.target[links].tolist(), read.weight[links].tolist(), strict=True
            )
        ]
        areas.append(
            {"code": earlier.codes[place], "name": earlier.names[place],
             "parts": parts[:PARTS_KEPT], "further": max(0, len(parts) - PARTS_KEPT)}
        )  # fmt: skip
    return areas
