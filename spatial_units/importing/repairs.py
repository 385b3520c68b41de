"""Carry out the repairs a person declared: drop a feature, give a polygon its right code."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import shapely

from spatial_units.importing.boundary_features import BoundaryFeature
from spatial_units.importing.crs import from_lonlat, to_lonlat
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.layout import Drop, RenameCode


def apply_repairs(
    features: Sequence[BoundaryFeature],
    drop: Sequence[Drop],
    rename: Sequence[RenameCode],
    crs: int,
    findings: Findings,
) -> list[BoundaryFeature]:
    """The features after the repairs. A rule that hits nothing is a warning, so that it is
    taken out once the publisher has mended the file."""
    dropped = {rule.code for rule in drop}
    for rule in drop:
        if all(feature.code != rule.code for feature in features):
            findings.warning("drop_hits_nothing", area=rule.code)
        else:
            findings.note("feature_dropped", area=rule.code, reason=rule.reason)
    kept = [feature for feature in features if feature.code not in dropped]
    for renaming in rename:
        kept = _renamed(kept, renaming, crs, findings)
    return kept


def report_duplicates(features: Sequence[BoundaryFeature], crs: int, findings: Findings) -> None:
    """Each code that several features carry, with a place inside each to tell them apart."""
    same: dict[str, list[BoundaryFeature]] = defaultdict(list)
    for feature in features:
        same[feature.code].append(feature)
    for code, sharing in same.items():
        if len(sharing) > 1:
            findings.error(
                "duplicate_code",
                row=sharing[1].row,
                area=code,
                count=len(sharing),
                rows=some([feature.row for feature in sharing]),
                names=some(list(dict.fromkeys(feature.name for feature in sharing))),
                points=" · ".join(_place(feature, crs) for feature in sharing[:5]),
            )


def _renamed(
    features: list[BoundaryFeature], rule: RenameCode, crs: int, findings: Findings
) -> list[BoundaryFeature]:
    point = shapely.Point(from_lonlat(crs, *rule.at))
    hit = [
        position
        for position, feature in enumerate(features)
        if feature.code == rule.code and shapely.from_wkb(feature.wkb).covers(point)
    ]
    if len(hit) != 1:
        findings.warning(
            "rename_hits_nothing",
            area=rule.code,
            to=rule.to,
            place=f"{rule.at[0]} / {rule.at[1]}",
            count=len(hit),
        )
        return features
    old = features[hit[0]]
    # a name that only repeats the code goes with it
    name = rule.name or (rule.to if old.name == old.code else old.name)
    renamed = list(features)
    renamed[hit[0]] = replace(old, code=rule.to, name=name)
    findings.note("code_renamed", row=old.row, area=rule.code, to=rule.to, reason=rule.reason)
    return renamed


def _place(feature: BoundaryFeature, crs: int) -> str:
    point = shapely.point_on_surface(shapely.from_wkb(feature.wkb))
    lon, lat = to_lonlat(crs, point.x, point.y)
    return f"[{lon:.5f}, {lat:.5f}]"
