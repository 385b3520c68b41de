"""The attributes of areas in geodata: one period as value and status, several side by side."""

import re
from dataclasses import dataclass

from atlas.exports.borders import AreaBorders, held_span
from atlas.exports.cells import Cell, Number, limit_cells
from atlas.exports.columns import LIMITS, ORIGIN, flag_text
from atlas.exports.subject import Block, Limits, Subject, figure, limits, valid_span
from atlas.exports.view_table import ViewTable
from atlas.wording import in_language
from releases.pack_format import Section
from spatial_units.models import BoundarySet

Attribute = str | float | None

# A Shapefile's names have at most ten letters; all others fit.
SHORT = {
    "boundary_set": "bound_set",
    "status_text": "stat_text",
    "square_metres": "sq_metres",
    "denominator": "denom",
    "value_since": "val_since",
    "status_since": "stat_since",
    "flags_since": "flag_since",
    "change_unit": "chg_unit",
    "change_status": "chg_status",
    "change_text": "chg_text",
}


@dataclass(frozen=True)
class Layer:
    """Areas of one boundary set with their attributes, in the same order.

    `name` is made of keys, `title` of words; `numbers` are attributes that hold numbers, also
    where all are gaps.
    """

    name: str
    title: str
    areas: list[AreaBorders]
    attributes: list[dict[str, Attribute]]
    numbers: tuple[str, ...] = ()


def layer(
    subject: Subject, section: Section, blocks: list[Block], areas: list[AreaBorders]
) -> Layer:
    """What is known of the areas of a section; an area the section does not name is left out."""
    position = {code: place for place, code in enumerate(section.areas)}
    known = [area for area in areas if area.code in position]
    sure = [] if subject.has_all_periods else limits(subject, blocks[0])
    found = [
        _area(subject, section, area) | _figures(subject, blocks, position[area.code], sure)
        for area in known
    ]
    numbers = ["value", *(LIMITS if sure else ())]
    if subject.has_all_periods:
        numbers = [f"v{short_period(block.period['key'])}" for block in blocks]
    return Layer(*_names(subject, section), known, found, tuple(numbers))


def layer_of_view(subject: Subject, table: ViewTable, areas: list[AreaBorders]) -> Layer:
    """The areas a view shows, with the columns of its table but for the origin."""
    by_code = {area.code: area for area in areas}
    known = [place for place, code in enumerate(table.codes) if code in by_code]
    found = [
        {
            key: _attribute(cell)
            for key, cell in zip(table.columns, table.rows[place], strict=True)
            if key not in ORIGIN
        }
        for place in known
    ]
    numbers = [
        key
        for key, cell in zip(table.columns, table.rows[0] if table.rows else [], strict=False)
        if isinstance(cell, Number)
    ]
    shown = [by_code[table.codes[place]] for place in known]
    return Layer(*_names(subject, table.section), shown, found, tuple(numbers))


def _names(subject: Subject, section: Section) -> tuple[str, str]:
    name = f"{subject.entry.indicator}_{section.boundary_set}"
    return name, f"{subject.name}, {in_language(section.name)}"


def _attribute(cell: Cell) -> Attribute:
    if isinstance(cell, Number):
        return cell.as_float()
    return str(cell) or None


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


def _figures(
    subject: Subject, blocks: list[Block], area: int, sure: list[Limits]
) -> dict[str, Attribute]:
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
        "status_text": subject.status_text(one),
        "flags": flag_text(one.flags, in_words=False) or None,
        **(_limits(subject, sure[area]) if sure else {}),
    }


def _limits(subject: Subject, found: Limits) -> dict[str, Attribute]:
    cells = limit_cells(subject, found)
    return {key: _attribute(cell) for key, cell in zip(LIMITS, cells, strict=True)}


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
    return Number(printed, subject.pack.decimals).as_float()


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
