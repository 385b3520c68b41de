"""Writing what a region file says about the region itself and about its indicators."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from accounts.models import Region
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


def write_sources(region: Region, spec: RegionFile) -> dict[str, DataSource]:
    return {
        source.key: _write(
            DataSource,
            region,
            source.key,
            publisher=source.publisher,
            title_de=source.title.de,
            title_en=source.title.en,
            licence=source.licence,
            licence_url=source.licence_url,
            attribution=source.attribution,
            url=source.url,
            update_interval=source.update_interval,
        )
        for source in spec.sources
    }


def write_measures(region: Region, spec: RegionFile) -> dict[str, Measure]:
    return {
        measure.key: _write(
            Measure,
            region,
            measure.key,
            name_de=measure.name.de,
            name_en=measure.name.en,
            unit_de=measure.unit.de,
            unit_en=measure.unit.en,
            kind=measure.kind,
            coordinates=measure.coordinates,
            parts=list(measure.parts),
        )
        for measure in spec.measures
    }


def write_indicators(
    region: Region, spec: RegionFile, sources: dict[str, DataSource], texts: DeskTexts
) -> None:
    """Topics, policies and indicators; indicators no longer declared go."""
    topics = {
        topic.key: _write(
            Topic, region, topic.key,
            name_de=topic.name.de, name_en=topic.name.en, position=position,
        )
        for position, topic in enumerate(spec.topics)
    }  # fmt: skip
    policies = {
        policy.key: _write(
            Policy, region, policy.key,
            rule=policy.rule, minimum_count=policy.minimum_count,
            protect_zero=policy.protect_zero, minimum_denominator=policy.minimum_denominator,
            reason_de=policy.reason.de, reason_en=policy.reason.en,
        )
        for policy in spec.policies
    }  # fmt: skip
    for position, indicator in enumerate(spec.indicators):
        definition = texts.settled(indicator)
        _write(
            Indicator, region, indicator.key,
            topic=topics[indicator.topic], source=sources[indicator.source],
            policy=policies[indicator.policy], name_de=definition["name"]["de"],
            name_en=definition["name"]["en"], kind=indicator.kind, decimals=indicator.decimals,
            polarity=indicator.polarity, position=position, is_headline=indicator.headline,
            definition=definition,
        )  # fmt: skip
    _forget(Indicator, region, [indicator.key for indicator in spec.indicators])


def write_indices(region: Region, spec: RegionFile) -> None:
    for index in spec.indices:
        _write(
            CompositeIndex, region, index.key,
            name_de=index.name.de, name_en=index.name.en, recipe=index.model_dump(mode="json"),
        )  # fmt: skip
    _forget(CompositeIndex, region, [index.key for index in spec.indices])


def _write(model: type[Model], region: Region, key: str, **fields: Any) -> Any:
    row, _ = model._default_manager.update_or_create(region=region, key=key, defaults=fields)
    return row


def _forget(model: type[Model], region: Region, keep: Sequence[str]) -> None:
    model._default_manager.filter(region=region).exclude(key__in=keep).delete()
