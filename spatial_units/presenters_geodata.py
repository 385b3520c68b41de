"""What the pages about files of boundaries, places and lines show, in the reader's words."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from spatial_units import desk_words
from spatial_units.importing.findings import problems_from_plain
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import say
from spatial_units.models import BoundarySet, GeodataUpload, Origin, SpatialLevel
from spatial_units.queries import is_used

ROWS_SHOWN = 100
SEVERITIES: dict[Severity, str | Promise] = {
    Severity.ERROR: gettext_lazy("Error"),
    Severity.WARNING: gettext_lazy("Please check"),
    Severity.NOTE: gettext_lazy("Note"),
}
KIND_NAMES: dict[str, str | Promise] = {
    "reshaped": gettext_lazy("other boundary"),
    "renamed": gettext_lazy("renamed"),
    "recoded": gettext_lazy("other code"),
    "new": gettext_lazy("new"),
    "gone": gettext_lazy("gone"),
    "unchanged": gettext_lazy("unchanged"),
}


@dataclass(frozen=True)
class PlaceProblem:
    """A problem as a row of the list; `place` is its number on the map, `asks` the field of the
    form that answers it, empty where the file must be mended."""

    severity: Severity
    label: str | Promise
    row: int | None
    column: str
    sentence: str
    place: int | None
    asks: str


@dataclass(frozen=True)
class SetRow:
    """A boundary set in the list; `deliveries` counts those whose values lie on it. One without
    deliveries is used too once numbers on it were released."""

    boundary_set: BoundarySet
    areas: int
    deliveries: int
    is_used: bool

    @property
    def may_be_taken_back(self) -> bool:
        return self.boundary_set.origin == Origin.DESK and not self.is_used

    @property
    def last_day(self) -> date | None:
        """None: until further notice."""
        upper: date | None = self.boundary_set.valid_during.upper
        return upper - timedelta(days=1) if upper else None


@dataclass(frozen=True)
class LevelRows:
    level: SpatialLevel
    sets: list[SetRow] = field(default_factory=list)


@dataclass(frozen=True)
class KindCount:
    kind: str
    name: str | Promise
    count: int


def problem_rows(upload: GeodataUpload) -> list[PlaceProblem]:
    """Errors first; in the order found."""
    problems = problems_from_plain(upload.findings)
    order = list(SEVERITIES)
    return [_problem_row(one) for one in sorted(problems, key=lambda p: order.index(p.severity))]


def _problem_row(problem: Problem) -> PlaceProblem:
    bare = Problem(problem.code, problem.severity, facts=problem.facts)
    place = problem.facts.get("place")
    return PlaceProblem(
        problem.severity,
        SEVERITIES[problem.severity],
        problem.row,
        problem.column,
        say(bare, get_language() or "de"),
        int(place) if place is not None else None,
        desk_words.ANSWERED_BY.get(problem.code, ""),
    )


def kind_counts(preview: dict[str, Any]) -> list[KindCount]:
    counts = preview.get("counts", {})
    return [KindCount(kind, name, counts[kind]) for kind, name in KIND_NAMES.items() if counts]


def compared_rows(preview: dict[str, Any]) -> list[dict[str, Any]]:
    """The areas that are not as they were, with the kind in words and the share in per cent."""
    return [
        row
        | {
            "label": KIND_NAMES[row["kind"]],
            "percent": None if row["moved"] is None else 100 * row["moved"],
        }
        for row in preview.get("rows", [])[:ROWS_SHOWN]
    ]


def level_rows(levels: list[SpatialLevel], sets: list[Any]) -> list[LevelRows]:
    """Levels from the coarsest to the finest, each with its sets, the newest first. `sets` are
    annotated with `areas` and `deliveries`."""
    return [
        LevelRows(
            level,
            [
                SetRow(one, one.areas, one.deliveries, is_used(one))
                for one in sets
                if one.level_id == level.id
            ],
        )
        for level in levels
    ]
