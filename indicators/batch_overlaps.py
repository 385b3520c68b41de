"""Files of one batch that say something of the same values; whether a preview still holds."""

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.comparing import basis_of
from indicators.matching import Piece
from indicators.models import Measure, Upload, UploadBatch
from indicators.pieces_file import unpacked

Place = tuple[str, int, str]  # measure, boundary set, period
Areas = dict[Place, NDArray[np.int64]]
MOST_OVERLAPS = 20  # that are told


def is_stale(upload: Upload) -> bool:
    """Whether other values count by now than a checked upload was compared with."""
    assert upload.preview is not None
    nothing = np.empty(0, np.int64), np.empty(0), np.empty(0, dtype="U1")
    pieces = [
        Piece(one["measure"], one["boundary_set"], one["period"], *nothing)
        for one in upload.preview["lines"]
    ]
    measures = {one.key: one for one in Measure.objects.filter(region=upload.region_id)}
    if any(one.measure not in measures for one in pieces):
        return True
    return basis_of(upload.region, pieces, measures) != str(upload.preview["basis"])


def overlaps_of(batch: UploadBatch) -> list[dict[str, Any]]:
    """Pairs of checked uploads that write the same values, as plain values.

    `first` and `second` are uploads, the second counting in the end; `measure` and `period` the
    first place they share, `areas` how many values both write. With `replaces` the second is a
    complete delivery: all that the first brings there counts no more.
    """
    found = Upload.objects.filter(batch=batch, state=Upload.State.CHECKED).order_by("id")
    uploads = [one for one in found if one.preview and one.values]
    places = {one.id: _places(one) for one in uploads}
    areas: dict[int, Areas] = {}
    overlaps: list[dict[str, Any]] = []
    for first, second in combinations(uploads, 2):
        shared = sorted(places[first.id] & places[second.id])
        if shared and len(overlaps) < MOST_OVERLAPS:
            areas |= {one.id: _areas(one) for one in (first, second) if one.id not in areas}
            overlaps += _overlap(first, second, shared, areas)
    return overlaps


def _places(upload: Upload) -> set[Place]:
    assert upload.preview is not None
    return {(one["measure"], one["boundary_set"], one["period"]) for one in upload.preview["lines"]}


def _overlap(
    first: Upload, second: Upload, shared: list[Place], areas: dict[int, Areas]
) -> list[dict[str, Any]]:
    ours, theirs = areas[first.id], areas[second.id]
    both = {place: len(np.intersect1d(ours[place], theirs[place])) for place in shared}
    replaces = second.settings.get("mode") == "complete"
    touched = shared if replaces else [place for place in shared if both[place]]
    if not touched:
        return []
    measure, _set, period = touched[0]
    return [{
        "first": first.id, "second": second.id, "measure": measure, "period": period,
        "areas": sum(both.values()), "replaces": replaces,
    }]  # fmt: skip


def _areas(upload: Upload) -> Areas:
    with upload.values.open("rb") as stream:
        return {
            (one.measure, one.boundary_set, one.period): one.area_ids for one in unpacked(stream)
        }
