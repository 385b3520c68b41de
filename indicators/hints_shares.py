"""More than all of it: values in per cent above 100, where none ever was."""

import numpy as np

from accounts.models import Region
from indicators.checking_values import is_in_percent
from indicators.matching import Matched, Piece
from indicators.models import Measure, MeasureValue, Slice
from spatial_units.importing.findings import Findings

WHOLE = 100.0  # per cent


def say_above_the_whole(
    region: Region, matched: Matched, measures: dict[str, Measure], findings: Findings
) -> None:
    """One warning for the whole file. A measure that has such values already is no share."""
    above = {
        key: [piece for piece in matched.pieces if piece.measure == key and _is_above(piece)]
        for key in dict.fromkeys(piece.measure for piece in matched.pieces)
        if is_in_percent(measures[key])
    }
    found = [piece for key, of in above.items() if of and _is_share(region, measures[key])
             for piece in of]  # fmt: skip
    if not found:
        return
    first = found[0]
    at = int(np.flatnonzero(first.values > WHOLE)[0])
    areas = matched.lists[first.boundary_set]
    place = int(np.flatnonzero(areas.ids == first.area_ids[at])[0])
    findings.warning(
        "upload_above_the_whole",
        count=sum(int((piece.values > WHOLE).sum()) for piece in found),
        measure=measures[first.measure].name_de,
        area=f"{areas.codes[place]} {areas.names[place]}",
        period=first.period,
        new=float(first.values[at]),
    )


def _is_above(piece: Piece) -> bool:
    with np.errstate(invalid="ignore"):
        return bool((piece.values > WHOLE).any())


def _is_share(region: Region, measure: Measure) -> bool:
    slices = Slice.objects.filter(region=region, measure=measure, delivery__withdrawn_at=None)
    earlier = MeasureValue.objects.filter(region_id=region.pk, slice_id__in=slices.values("id"))
    return not earlier.filter(value__gt=WHOLE).exists()
