"""What the public does not get to see, and why: counted by level, and figure by figure.

What is shown or hidden is read from the packs of now; why, from the audit before the release.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from accounts.models import Region
from indicators.importing.periods import Period
from releases.changes import named_period
from releases.hiding import LINKED, PRIMARY, SECONDARY
from releases.models import Audience, AuditReport, CurrentPack, Release
from releases.pack_format import Section, decode
from spatial_units.models import Area, SpatialLevel

BY_SOURCE = "Q"  # delivered without a number: the source hides it itself
REASONS = (PRIMARY, SECONDARY, LINKED, BY_SOURCE)
SUPPRESSED = "Q"

Letters = Mapping[str, Mapping[str, Mapping[str, str]]]  # boundary set → period → area


@dataclass(frozen=True)
class HiddenFigure:
    level: str
    boundary_set: dict[str, str]
    code: str
    area: str
    period: Period
    why: str


@dataclass
class Cost:
    """How many figures there are, and how many of them are hidden for which reason."""

    figures: int = 0
    why: Counter[str] = field(default_factory=Counter)

    @property
    def hidden(self) -> int:
        return self.why.total()

    def add(self, other: "Cost") -> None:
        self.figures += other.figures
        self.why.update(other.why)


@dataclass
class IndicatorCost:
    key: str
    name: dict[str, str]
    levels: list[tuple[str, Cost]] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        return self.name.get(get_language() or "de") or self.name["de"]

    @property
    def all(self) -> Cost:
        found = Cost()
        for _, one in self.levels:
            found.add(one)
        return found


def costs_of(region: Region) -> list[IndicatorCost]:
    """The public indicators in the order of the catalogue, with the levels they are shown on."""
    letters, names = _letters_by_indicator(region), _level_names(region)
    found: dict[str, IndicatorCost] = {}
    for row in _packs(region):
        key = row.indicator_key
        one = found.setdefault(key, IndicatorCost(key, row.pack.card["name"]))
        cost = Cost()
        for section in decode(bytes(row.pack.body)).sections:
            cost.figures += _shown(section)
        for hidden in _hidden_in(row, letters.get(key, {}), {}, names):
            cost.figures += 1
            cost.why[hidden.why] += 1
        one.levels.append((names.get(row.level_key, row.level_key), cost))
    return list(found.values())


def hidden_of(region: Region, indicator_key: str) -> list[HiddenFigure]:
    """Every hidden figure of an indicator, the newest first, coarse levels after fine ones."""
    letters = _letters_by_indicator(region).get(indicator_key, {})
    rows = list(_packs(region).filter(indicator_key=indicator_key))
    areas, names = _area_names(region), _level_names(region)
    found = [one for row in rows for one in _hidden_in(row, letters, areas, names)]
    return sorted(found, key=lambda one: one.period.end, reverse=True)


def _packs(region: Region) -> Any:
    current = CurrentPack.objects.filter(region=region, audience=Audience.PUBLIC)
    with_numbers = current.filter(pack__body__isnull=False).select_related("pack")
    return with_numbers.order_by("position", "indicator_key", "id")


def _shown(section: Section) -> int:
    return sum(value is not None for row in section.series.values for value in row)


def _hidden_in(
    row: CurrentPack,
    letters: Letters,
    areas: Mapping[tuple[str, str], str],
    levels: Mapping[str, str],
) -> Iterator[HiddenFigure]:
    pack = decode(bytes(row.pack.body or b""))
    for section in pack.sections:
        own = letters.get(section.boundary_set, {})
        for (at, area), status in sorted(section.series.status.items()):
            if status != SUPPRESSED:
                continue
            period, code = pack.periods[section.periods[at]], section.areas[area]
            yield HiddenFigure(
                levels.get(pack.level, pack.level),
                section.name,
                code,
                areas.get((section.boundary_set, code), code),
                named_period(period),
                own.get(period["key"], {}).get(code, BY_SOURCE),
            )


def _letters_by_indicator(region: Region) -> dict[str, Letters]:
    """Of each indicator those of the newest release that spoke of it and still stands."""
    found: dict[str, Letters] = {}
    for report in _reports_that_count(region):
        named = _named_in(report)
        for key in {*report.hidden, *(named or ())}:
            found.setdefault(key, report.hidden.get(key, {}))
        if named is None:
            break
    return found


def _reports_that_count(region: Region) -> Iterator[AuditReport]:
    """Newest first, without releases that were held up or withdrawn."""
    withdrawn = Release.objects.filter(region=region, withdrawn_at__isnull=False)
    reports = AuditReport.objects.filter(
        region=region, occasion=AuditReport.Occasion.RELEASE, job__state="done"
    ).exclude(job__in=withdrawn.filter(audience=Audience.PUBLIC).values("job"))
    yield from reports.select_related("job").order_by("-made_at", "-id")


def _named_in(report: AuditReport) -> list[str] | None:
    """The indicators a release named; None for all."""
    assert report.job is not None
    wishes = report.job.arguments.get("releases", [])
    named = [one["indicators"] for one in wishes if one["audience"] == Audience.PUBLIC]
    return None if "all" in named else [key for keys in named for key in keys]


def _area_names(region: Region) -> dict[tuple[str, str], str]:
    rows = Area.objects.filter(region=region, boundary_set__is_current=True)
    return {(key, code): name for key, code, name in
            rows.values_list("boundary_set__key", "code", "name")}  # fmt: skip


def _level_names(region: Region) -> dict[str, str]:
    return {one.key: one.plural for one in SpatialLevel.objects.filter(region=region)}
