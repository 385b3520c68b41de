"""What a file of boundaries holds, as plain values."""

from dataclasses import dataclass, field

from spatial_units.importing.problems import Problem


@dataclass(frozen=True)
class BoundaryFeature:
    """One area as the file has it. `row` counts the features of the file from 1.

    `wkb` is a two-dimensional MultiPolygon in the CRS of `Boundaries.crs`, x (east) first.
    `name` is the code where no name is known. `attributes` holds the columns asked for.
    """

    row: int
    code: str
    name: str
    wkb: bytes
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Boundaries:
    """`crs` is an EPSG code, None where nobody knows (then problems hold an error).

    `box` is (west, south, east, north) in that CRS.
    """

    features: list[BoundaryFeature]
    crs: int | None
    problems: list[Problem]
    box: tuple[float, float, float, float] | None = None
