"""A made-up city of n areas: borders as real ones are, figures as a register has them.

Everything is drawn from one seed. The cells of a Voronoi diagram, denser towards the
centre, get crooked borders: each edge is split again and again and its new points pushed
aside, so that a polygon has about 150 points, as official small areas do, and neighbours
share every one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Polyline = FloatArray  # (n_points, 2) in metres

CENTRE = (390_000.0, 5_820_000.0)  # EPSG:25833
SQUARE_METRES = 889e6  # Berlin; it counts 542 Planungsräume and some thousand blocks
INHABITANTS = 3_400_000
POINTS_PER_AREA = 150
CROOKEDNESS = 0.13  # how far a new point is pushed aside, as a share of its segment
DISTRICTS = 12


@dataclass(frozen=True)
class City:
    """Areas in ascending order of `codes`; the first two digits name the district."""

    codes: list[str]
    names: list[str]
    polygons: NDArray[np.object_]

    @property
    def points_per_area(self) -> float:
        return float(np.mean(shapely.get_num_coordinates(self.polygons)))


@dataclass(frozen=True)
class Figures:
    """Counts of persons by date and area, (n_dates, n_areas); NaN: not delivered."""

    dates: list[str]
    inhabitants: FloatArray
    children: FloatArray
    children_on_benefits: FloatArray


def make_city(n_areas: int, seed: int) -> City:
    rng = np.random.default_rng(seed)
    cells = _cells(n_areas, rng)
    polygons = _crooked(cells, rng)
    codes = _codes(polygons)
    order = np.argsort(codes)
    ordered = [codes[place] for place in order]
    return City(ordered, [f"Gebiet {code}" for code in ordered], polygons[order])


def _cells(n_areas: int, rng: np.random.Generator) -> list[FloatArray]:
    """Rings of the Voronoi cells of n points in a disc, relaxed once; points outside close it."""
    radius = (SQUARE_METRES / np.pi) ** 0.5
    inner = _disc(n_areas, radius, rng)
    around = _ring(n_areas, radius)
    for _ in range(2):
        seeds = shapely.multipoints(np.concatenate([inner, around]))
        cells = shapely.get_parts(shapely.voronoi_polygons(seeds, ordered=True))[:n_areas]
        inner = shapely.get_coordinates(shapely.centroid(cells))
    return [shapely.get_coordinates(cell)[:-1] for cell in cells]


def _disc(n: int, radius: float, rng: np.random.Generator) -> FloatArray:
    """n points, denser in the middle."""
    distance = radius * 0.97 * rng.uniform(0, 1, n) ** 0.62
    angle = rng.uniform(0, 2 * np.pi, n)
    return np.stack([distance * np.cos(angle), distance * np.sin(angle)], axis=1) + CENTRE


def _ring(n_areas: int, radius: float) -> FloatArray:
    """Points outside the city, so that no cell inside reaches to infinity."""
    angle = np.linspace(0, 2 * np.pi, int(4 * n_areas**0.5) + 24, endpoint=False)
    return 1.08 * radius * np.stack([np.cos(angle), np.sin(angle)], axis=1) + CENTRE


def _crooked(cells: Sequence[FloatArray], rng: np.random.Generator) -> NDArray[np.object_]:
    """Polygons with crooked borders; where one would cross itself its borders become calmer."""
    points, rings = _shared_points(cells)
    edges = sorted({_edge(a, b) for ring in rings for a, b in _sides(ring)})
    place = {edge: number for number, edge in enumerate(edges)}
    ends = points[np.array(edges)]
    straight, pushes = _lines(ends, rng)
    calm = np.ones(len(edges))
    while True:
        lines = [line + c * push for line, c, push in zip(straight, calm, pushes, strict=True)]
        polygons = np.array([_polygon(ring, place, lines) for ring in rings], dtype=object)
        bad = set(np.flatnonzero(~shapely.is_valid(polygons)).tolist()) or _overlapping(polygons)
        if not bad:
            return polygons
        restless = {place[_edge(a, b)] for number in bad for a, b in _sides(rings[number])}
        calm[list(restless)] *= 0.6


def _shared_points(cells: Sequence[FloatArray]) -> tuple[FloatArray, list[list[int]]]:
    """Each corner once (to the centimetre), and every cell as a ring of corner numbers."""
    stacked = np.concatenate(cells).round(2)
    points, number = np.unique(stacked, axis=0, return_inverse=True)
    cuts = np.cumsum([len(cell) for cell in cells])[:-1]
    rings = [_without_repeats(part.tolist()) for part in np.split(number.ravel(), cuts)]
    return points, rings


def _without_repeats(ring: list[int]) -> list[int]:
    return [corner for corner, before in zip(ring, ring[-1:] + ring[:-1], strict=True)
            if corner != before]  # fmt: skip


def _edge(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _sides(ring: list[int]) -> list[tuple[int, int]]:
    return list(zip(ring, ring[1:] + ring[:1], strict=True))


def _lines(ends: FloatArray, rng: np.random.Generator) -> tuple[list[Polyline], list[Polyline]]:
    """Each edge in many straight steps, and how far aside each step is pushed."""
    length = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    wanted = np.maximum(POINTS_PER_AREA / 6 * length / length.mean(), 1)
    levels = np.clip(np.round(np.log2(wanted)), 0, 8).astype(int)
    straight: list[Polyline] = [np.zeros((2, 2))] * len(ends)
    pushes = list(straight)
    for level in np.unique(levels):
        group = np.flatnonzero(levels == level)
        start, along = ends[group, 0], ends[group, 1] - ends[group, 0]
        heights = _displaced(len(group), int(level), rng)
        steps = np.linspace(0, 1, heights.shape[1])
        lines = start[:, None, :] + steps[None, :, None] * along[:, None, :]
        aside = heights[:, :, None] * (along[:, ::-1] * [-1.0, 1.0])[:, None, :]
        for number, line, push in zip(group, lines, aside, strict=True):
            straight[number], pushes[number] = line, push
    return straight, pushes


def _displaced(n: int, levels: int, rng: np.random.Generator) -> FloatArray:
    """(n, 2^levels + 1) heights over segments of length 1, both ends 0."""
    heights = np.zeros((n, 2))
    for level in range(levels):
        middle = (heights[:, :-1] + heights[:, 1:]) / 2
        middle += rng.normal(0, CROOKEDNESS / 2**level, middle.shape)
        woven = np.empty((n, heights.shape[1] + middle.shape[1]))
        woven[:, ::2], woven[:, 1::2] = heights, middle
        heights = woven
    return heights


def _polygon(
    ring: list[int], place: dict[tuple[int, int], int], lines: Sequence[Polyline]
) -> shapely.Polygon:
    parts = []
    for a, b in _sides(ring):
        line = lines[place[_edge(a, b)]]
        parts.append((line if a < b else line[::-1])[:-1])
    return shapely.polygons(np.concatenate(parts).round(2))


def _overlapping(polygons: NDArray[np.object_]) -> set[int]:
    """Areas whose borders cross a neighbour's; all must be valid by themselves."""
    crossing = ~shapely.is_empty(shapely.coverage_invalid_edges(polygons))
    return set(np.flatnonzero(crossing).tolist())


def _codes(polygons: NDArray[np.object_]) -> list[str]:
    """Six digits: district by direction from the centre, then a number within it."""
    x, y = (shapely.get_coordinates(shapely.centroid(polygons)) - CENTRE).T
    district = np.floor((np.arctan2(y, x) / (2 * np.pi) % 1) * DISTRICTS).astype(int)
    codes = [""] * len(polygons)
    for sector in range(DISTRICTS):
        members = np.flatnonzero(district == sector)
        by_distance = members[np.argsort(np.hypot(x[members], y[members]), kind="stable")]
        for number, area in enumerate(by_distance, start=1):
            codes[area] = f"{sector + 1:02d}{number:04d}"
    return codes


def make_figures(city: City, n_dates: int, seed: int) -> Figures:
    """Counts as they move in a register: 2 % a year, some areas growing, a few cells missing."""
    rng = np.random.default_rng(seed)
    n_areas = len(city.codes)
    first = rng.lognormal(np.log(INHABITANTS / n_areas), 0.55, n_areas)
    growth = 0.004 * np.arange(n_dates)[:, None] + _walk(0.018, n_dates, n_areas, rng)
    inhabitants = np.round(first * np.exp(growth))
    young = rng.beta(14, 90, n_areas) * np.exp(_walk(0.02, n_dates, n_areas, rng))
    children = np.round(inhabitants * young)
    poor = rng.beta(1.3, 4.2, n_areas)
    odds = poor / (1 - poor) * np.exp(_walk(0.07, n_dates, n_areas, rng))
    on_benefits = np.round(children * odds / (1 + odds))
    on_benefits[rng.uniform(size=on_benefits.shape) < 0.004] = np.nan
    dates = [f"{2012 + year}-12-31" for year in range(n_dates)]
    return Figures(dates, inhabitants, children, on_benefits)


def _walk(step: float, n_dates: int, n_areas: int, rng: np.random.Generator) -> FloatArray:
    """(n_dates, n_areas) random walks from 0: what was, mostly stays."""
    return np.cumsum(rng.normal(0, step, (n_dates, n_areas)), axis=0)
