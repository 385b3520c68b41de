"""What can be chosen in the catalogue's forms of a region."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from accounts.models import Region
from atlas.formats import sort_key
from indicators.derived_measures import measures_delivered
from indicators.derived_names import Names, names_of
from indicators.models import DataSource, Measure, Policy, Topic
from region_files.derived import settled
from region_files.findings import Finding, closest, wrong
from region_files.references import references_of_catalogue
from region_files.schema import CatalogueFile
from region_files.schema_catalogue import IndicatorSpec
from spatial_units.models import SpatialLevel

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """(key, name) of each; `levels` from the finest to the coarsest. `key` names the indicator
    being changed, "" for a new one; `names` are what an expression may name."""

    topic: Pairs
    measures: Pairs
    source: Pairs
    policy: Pairs
    levels: Pairs
    key: str = ""
    names: Names | None = None

    def settled(self, spec: IndicatorSpec) -> tuple[IndicatorSpec, list[Finding]]:
        """What its expression comes to, and what is wrong with it; places within the indicator."""
        file, findings = settled(CatalogueFile(format=1, indicators=(spec,)), self.names)
        inside = [replace(one, path=one.path[2:]) for one in findings]
        return file.indicators[0], inside

    def unknown_in(self, spec: IndicatorSpec) -> Iterator[Finding]:
        """Measures and levels that are named, but not there; places within the indicator."""
        known = {"measures": dict(self.measures), "levels": dict(self.levels)}
        asked = CatalogueFile(format=1, indicators=(spec,))
        for section, path, key in references_of_catalogue(asked):
            if section in known and key not in known[section]:
                meant = closest(key, sorted(known[section]))
                yield wrong(path[2:], "region_unknown_key", kind=section, key=key, meant=meant)


def choices_of(region: Region, key: str = "") -> Choices:
    """Everything a form of this region's catalogue offers."""
    english = get_language() == "en"

    def name(row: Topic | Measure | SpatialLevel) -> str:
        return row.name_en if english else row.name_de

    measures = [(one.key, f"{name(one)} ({one.key})") for one in measures_delivered(region)]
    return Choices(
        topic=[(one.key, name(one)) for one in Topic.objects.filter(region=region)],
        measures=sorted(measures, key=lambda pair: sort_key(pair[1])),
        source=[(one.key, _source(one, english)) for one in _sources(region)],
        policy=[(one.key, _policy(one, english)) for one in _policies(region)],
        levels=[(one.key, name(one)) for one in _levels(region)],
        key=key,
        names=names_of(region),
    )


def _sources(region: Region) -> list[DataSource]:
    return list(DataSource.objects.filter(region=region).order_by("publisher", "id"))


def _policies(region: Region) -> list[Policy]:
    return list(Policy.objects.filter(region=region).order_by("id"))


def _levels(region: Region) -> list[SpatialLevel]:
    return list(SpatialLevel.objects.filter(region=region).order_by("position"))


def _source(source: DataSource, english: bool) -> str:
    title = source.title_en if english else source.title_de
    return f"{source.publisher}: {title} ({source.licence})"


def _policy(policy: Policy, english: bool) -> str:
    reason = policy.reason_en if english else policy.reason_de
    return f"{policy.key}: {reason}"
