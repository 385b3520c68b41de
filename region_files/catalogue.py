"""Writing what a region file says about the region itself and about its indicators."""

from typing import Any

from django.db.models import Model

from accounts.models import Region
from indicators.catalogue_rows import columns_of
from indicators.derived_measures import settle
from indicators.index_versions import freeze
from indicators.metadata import Kind
from indicators.models import (
    CompositeIndex,
    DataSource,
    Indicator,
    Measure,
    Policy,
    Topic,
)
from region_files.desk_texts import DeskTexts
from region_files.schema import RegionFile
from spatial_units.models import SpatialLevel


def write_region(spec: RegionFile) -> Region:
    declared = spec.region
    west, south, east, north = declared.box
    texts = {
        name: text.model_dump()
        for name in ("notice", "imprint", "privacy", "accessibility")
        if (text := getattr(declared, name)) is not None
    }
    region, _ = Region.objects.update_or_create(
        key=declared.key,
        defaults={
            "name_de": declared.name.de,
            "name_en": declared.name.en,
            "kind_de": declared.kind.de,
            "kind_en": declared.kind.en,
            "srid": declared.srid,
            "west": west,
            "south": south,
            "east": east,
            "north": north,
            "default_level": declared.default_level,
            "default_indicator": declared.default_indicator,
            "texts": texts,
            "is_made_up": declared.made_up,
        },
    )
    return region


def write_levels(region: Region, spec: RegionFile) -> dict[str, SpatialLevel]:
    return {
        level.key: _write(
            SpatialLevel,
            region,
            level.key,
            name_de=level.name.de,
            name_en=level.name.en,
            plural_de=level.plural.de,
            plural_en=level.plural.en,
            description=level.description.model_dump() if level.description else {},
            position=position,
        )
        for position, level in enumerate(spec.levels)
    }


def write_sources(region: Region, spec: RegionFile, desk: DeskTexts) -> dict[str, DataSource]:
    return {one.key: _declare(DataSource, region, "source", one, desk) for one in spec.sources}


def write_measures(region: Region, spec: RegionFile, desk: DeskTexts) -> dict[str, Measure]:
    """Measures the file declares no longer stay, with their values, but no layer fills them."""
    gone = Measure.objects.filter(region=region, of_layer__isnull=False)
    gone.exclude(key__in=[one.key for one in spec.measures]).update(of_layer=None)
    return {one.key: _declare(Measure, region, "measure", one, desk) for one in spec.measures}


def write_indicators(region: Region, spec: RegionFile, desk: DeskTexts) -> None:
    """Topics, policies and indicators; indicators the file declares no longer go, those of the
    desk stay."""
    for position, topic in enumerate(spec.topics):
        _declare(Topic, region, "topic", topic, desk, position=position)
    for policy in spec.policies:
        _declare(Policy, region, "policy", policy, desk)
    of_the_file = Indicator.DeclaredBy.FILE
    for position, indicator in enumerate(spec.indicators):
        more = {"position": position, "declared_by": of_the_file}
        _declare(Indicator, region, "indicator", indicator, desk, **more)
    desk.place_topics([topic.key for topic in spec.topics])
    declared = Indicator.objects.filter(region=region, declared_by=of_the_file)
    declared.exclude(key__in=[indicator.key for indicator in spec.indicators]).delete()
    settle(region)


def write_indices(region: Region, spec: RegionFile) -> None:
    """Indices the file declares no longer go, those of the desk stay."""
    of_the_file = CompositeIndex.DeclaredBy.FILE
    for index in spec.indices:
        freeze(region, index.model_dump(mode="json"), of_the_file)
    declared = CompositeIndex.objects.filter(region=region, declared_by=of_the_file)
    declared.exclude(key__in=[index.key for index in spec.indices]).delete()


def _declare(
    model: type[Model], region: Region, kind: Kind, spec: Any, desk: DeskTexts, **more: Any
) -> Any:
    columns = columns_of(kind, desk.settled(kind, spec), region)
    return _write(model, region, spec.key, **columns, **more)


def _write(model: type[Model], region: Region, key: str, **fields: Any) -> Any:
    row, _ = model._default_manager.update_or_create(region=region, key=key, defaults=fields)
    return row
