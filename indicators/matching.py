"""Bring what stands in an uploaded file to areas, boundary sets and measures of the region.

The file was read before (`importing.uploads`); nothing is written here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.checking_values import check_values
from indicators.converting import Conversion, conversion_asked
from indicators.importing.periods import parse_period
from indicators.importing.uploads import ReadUpload, UploadSettings
from indicators.matching_areas import Codes
from indicators.models import Measure
from indicators.pieces import Piece as Piece
from spatial_units.importing.findings import Findings
from spatial_units.models import BoundarySet, SpatialLevel
from spatial_units.queries import AreaList, areas_of


@dataclass
class Matched:
    """`pads`: code as written → with the zeros put back; `absent`: areas the file leaves out,
    by boundary set; both in the order of codes."""

    pieces: list[Piece] = field(default_factory=list)
    lists: dict[int, AreaList] = field(default_factory=dict)
    pads: dict[str, str] = field(default_factory=dict)
    absent: dict[int, list[str]] = field(default_factory=dict)
    conversion: Conversion | None = None


def match(
    level: SpatialLevel,
    settings: UploadSettings,
    read: ReadUpload,
    measures: dict[str, Measure],
    findings: Findings,
) -> Matched:
    """The pieces of an upload; with errors among the findings there are none.

    What was read despite errors is checked, too, so that all problems are told together.
    """
    values, matched = read.values, Matched()
    if not len(values):
        return matched
    sets = _sets_of(level, values.periods, matched, findings)
    if findings.failed:
        return matched
    conversion = conversion_asked(level, settings.crosswalk, sets, findings)
    if conversion:
        matched.conversion, sets = conversion, conversion.read_on(sets)
        matched.lists[conversion.crosswalk.from_set_id] = conversion.earlier
    area_ids = np.full(len(values), -1, dtype=np.int64)
    for set_id in dict.fromkeys(sets):
        rows = np.flatnonzero(np.array(sets)[values.period] == set_id)
        converts = conversion is not None and set_id == conversion.crosswalk.from_set_id
        found = Codes(
            matched.lists[set_id], level, settings.pad, read, rows, findings, converts=converts
        )
        matched.pads |= found.pads
        area_ids[rows] = found.ids[values.area[rows]]
        matched.absent[set_id] = found.absent
        found.compare_names(read.names, read.name_column)
        found.compare_sets()
    check_values(values, level.region, measures, findings)
    pieces = list(_pieces(read, area_ids, sets, findings)) if not findings.failed else []
    if conversion and not findings.failed:
        later = matched.lists[conversion.crosswalk.to_set_id]
        pieces = conversion.brought(pieces, later, measures, findings)
    matched.pieces = [] if findings.failed else pieces
    return matched


def _sets_of(
    level: SpatialLevel, periods: Sequence[str], matched: Matched, findings: Findings
) -> list[int]:
    """The boundary set of every period: the current one that holds on the period's last day."""
    sets = []
    current = list(BoundarySet.objects.filter(level=level, is_current=True))
    for key in periods:
        day = parse_period(key).end
        found = next((one for one in current if day in one.valid_during), None)
        if found is None:
            findings.error("upload_no_boundary_set", level=level.name_de, period=key)
            continue
        if found.id not in matched.lists:
            matched.lists[found.id] = areas_of(found)
        sets.append(found.id)
    return sets


def _pieces(
    read: ReadUpload, area_ids: NDArray[np.int64], sets: Sequence[int], findings: Findings
) -> Iterator[Piece]:
    """Cut by measure and period, each ascending by area; the same area twice is an error."""
    values = read.values
    group = values.measure.astype(np.int64) * len(values.periods) + values.period
    # runs that stand in order already make this sort quick; most files are made of such
    order = np.argsort(group * (int(area_ids.max()) + 1) + area_ids, kind="stable")
    group, ids = group[order], area_ids[order]
    twice = np.flatnonzero((group[1:] == group[:-1]) & (ids[1:] == ids[:-1]))
    for at in twice.tolist():
        first, second = sorted((int(order[at]), int(order[at + 1])), key=lambda i: values.row[i])
        findings.error(
            "upload_area_twice",
            int(values.row[second]),
            read.area_column,
            area=values.areas[values.area[second]],
            other=values.areas[values.area[first]],
            first_row=int(values.row[first]),
        )
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(group)], strict=True):
        measure, period = divmod(int(group[start]), len(values.periods))
        rows = order[start:end]
        yield Piece(
            values.measures[measure], sets[period], values.periods[period],
            ids[start:end], values.value[rows], values.status[rows],
        )  # fmt: skip
