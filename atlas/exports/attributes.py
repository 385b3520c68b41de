"""The attributes of areas in geodata: one period as value and status, several side by side."""

import re
from dataclasses import dataclass

from atlas.exports.borders import AreaBorders, held_span
from atlas.exports.columns import flag_text
from atlas.exports.subject import Block, Subject, figure, number, valid_span
from atlas.wording import status_text
from releases.pack_format import Section
from spatial_units.models import BoundarySet

Attribute = str | float | None

# A Shapefile's names have at most ten letters; all others fit.
SHORT = {"boundary_set": "bound_set", "status_text": "stat_text", "square_metres": "sq_metres"}


@dataclass(frozen=True)
class Layer:
    """Areas of one boundary set with their attributes, in the same order."""

    name: str
    title: str
    areas: list[AreaBorders]
    attributes: list[dict[str, Attribute]]


def layer(
    subject: Subject, section: Section, blocks: list[Block], areas: list[AreaBorders]
) -> Layer:
    """What is known of the areas of a section; an area the section does not name is left out."""
    position = {code: place for place, code in enumerate(section.areas)}
    known = [area for area in areas if area.code in position]
    name = "_".join([subject.entry.indicator, section.boundary_set])
    found = [
        _area(subject, section, area) | _figures(subject, blocks, position[area.code])
        for area in known
    ]
    return Layer(name, f"{subject.name}, {section.boundary_set}", known, found)


def _area(subject: Subject, section: Section, area: AreaBorders) -> dict[str, Attribute]:
    start, end = valid_span(section)
    return {
        "area": area.code,
        "name": area.name,
        "level": subject.entry.level,
        "boundary_set": section.boundary_set,
        "valid_from": start,
        "valid_to": end or None,
        "indicator": subject.entry.indicator,
        "unit": subject.unit,
    }


def _figures(subject: Subject, blocks: list[Block], area: int) -> dict[str, Attribute]:
    if subject.has_all_periods:
        found: dict[str, Attribute] = {}
        for block in blocks:
            found |= _of_period(subject, block, area)
        return found
    one = figure(blocks[0], area)
    return {
        "period": blocks[0].period["key"],
        "value": _value(subject, one.value),
        "status": one.status,
        "status_text": status_text(one.status),
        "flags": flag_text(one.flags, in_words=False) or None,
    }


def _of_period(subject: Subject, block: Block, area: int) -> dict[str, Attribute]:
    one, suffix = figure(block, area), short_period(block.period["key"])
    return {
        f"v{suffix}": _value(subject, one.value),
        f"s{suffix}": one.status,
        f"f{suffix}": flag_text(one.flags, in_words=False) or None,
    }


def short_period(key: str) -> str:
    """A period's key as part of a column's name: 20201231, 2020Q4, 2020_21.

    >>> short_period("2020-12-31"), short_period("2020-Q4"), short_period("2020/21")
    ('20201231', '2020Q4', '2020_21')
    """
    return re.sub(r"\W", "", key.replace("/", "_"))


def _value(subject: Subject, printed: int | None) -> float | None:
    return None if printed is None else number(printed, subject.pack.decimals)


def layer_of_boundaries(of: BoundarySet, areas: list[AreaBorders]) -> Layer:
    start, end = held_span(of)
    same: dict[str, Attribute] = {
        "level": of.level.key,
        "boundary_set": of.key,
        "valid_from": start or None,
        "valid_to": end or None,
    }
    found = [_alone(area) | same for area in areas]
    return Layer(of.key, of.name, areas, found)


def _alone(area: AreaBorders) -> dict[str, Attribute]:
    return {"area": area.code, "name": area.name, "square_metres": round(area.square_metres)}
