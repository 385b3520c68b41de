"""The whole region in a few figures: its headline indicators."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Region
from atlas import queries, queries_areas
from atlas.presenters import Figure
from atlas.presenters_column import figure_of, label
from atlas.presenters_sparkline import Sparkline, sparkline
from atlas.queries import Entry
from atlas.wording import in_language
from releases.pack_column import Cell, Column

MOST = 6


@dataclass(frozen=True)
class KeyFigure:
    """The newest value of the whole region."""

    name: str
    url: str
    figure: Figure
    period: str
    sparkline: Sparkline | None


def key_figures(region: Region, catalogue: list[Entry]) -> tuple[KeyFigure, ...]:
    """Of each headline indicator the city's newest value; those without one are left out."""
    coarsest = {entry.indicator: entry for entry in _finest_first(region, catalogue)}
    listed = list(dict.fromkeys(entry.indicator for entry in catalogue))
    entries = [coarsest[key] for key in listed if coarsest[key].card.get("headline")]
    read = queries.columns(entries, queries_areas.whole_codes(region)) if entries else []
    figures = (_key_figure(region, entry, column) for entry, column in read)
    return tuple(figure for figure in figures if figure is not None)[:MOST]


def _finest_first(region: Region, catalogue: list[Entry]) -> list[Entry]:
    position = {level.key: level.position for level in queries.levels(region)}
    return sorted(catalogue, key=lambda entry: position.get(entry.level, 0))


def _key_figure(region: Region, entry: Entry, column: Column) -> KeyFigure | None:
    cells: dict[int, Cell] = column.city or column.cells
    periods = sorted(cells, key=lambda at: column.periods[at]["end"])
    known = [at for at in periods if cells[at].number is not None]
    if not known:
        return None
    return KeyFigure(
        name=in_language(entry.card["name"]),
        url=reverse("indicator", args=[region.key, entry.indicator]),
        figure=figure_of(cells[known[-1]], column),
        period=label(column, known[-1]),
        sparkline=sparkline(column, cells, {}, periods, known[-1]),
    )
