"""A pack as somebody sees it who may know the internal figures of their own areas only."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from accounts.sight import AreaKey
from atlas import series
from releases.classification import classify
from releases.pack_format import Number, Pack, Section, Series, Whole

HIDDEN = "N"  # as CONF_STATUS N, not for publication: nobody says that a figure is small
MEANING = ("unit", "decimals", "kind", "formula")  # of a catalogue entry


def narrowed(pack: Pack, own: frozenset[AreaKey], public: Pack | None = None) -> Pack:
    """Every other area has its `public` value; without one it is hidden, which is not missing.

    The whole region's value stays. Levels between (parents) are those of the public, too: with the
    own value they would tell a neighbour's.
    """
    beneath = _Beneath(public if public and _says_the_same(pack, public) else None)
    seen = replace(
        pack,
        sections=[_section(pack, section, own, beneath) for section in pack.sections],
        wholes=[_whole(pack, whole, beneath) for whole in pack.wholes],
    )
    return replace(seen, classification=_classes(seen))


def _says_the_same(pack: Pack, public: Pack) -> bool:
    """A number of another unit, formula or number of decimals would stand for something else."""
    return all(pack.card.get(part) == public.card.get(part) for part in MEANING)


@dataclass(frozen=True)
class _Cell:
    value: Number
    status: str
    flags: int


UNSEEN = _Cell(None, HIDDEN, 0)
Row = tuple[str, str]  # boundary set or level, and period


class _Beneath:
    """What everybody sees, by boundary set (or level between), period and area."""

    def __init__(self, public: Pack | None) -> None:
        self._rows: dict[Row, tuple[dict[str, int], Series, int]] = {}
        if public is None:
            return
        keys = [period["key"] for period in public.periods]
        for section in public.sections:
            places = {code: at for at, code in enumerate(section.areas)}
            for row, period in enumerate(section.periods):
                self._rows[section.boundary_set, keys[period]] = places, section.series, row
        for whole in public.wholes:
            places = {code: at for at, code in enumerate(whole.areas)}
            for row, key in enumerate(keys):
                self._rows[f"level {whole.level}", key] = places, whole.series, row

    def at(self, place: str, period: str, code: str) -> _Cell:
        found = self._rows.get((place, period))
        if found is None or code not in found[0]:
            return UNSEEN
        places, series, row = found
        at = row, places[code]
        return _Cell(series.values[row][at[1]], series.status_of(*at), series.flags.get(at, 0))


def _classes(seen: Pack) -> dict[str, Any]:
    """Least and greatest number, breaks and counts drawn from all areas would tell of them.

    Breaks that somebody set stay, and categories do; all else is reckoned from what is seen.
    """
    made = seen.classification
    if made.get("method") == "classes":
        return made
    if made.get("method") != "regional_default":
        return {}
    found = classify(
        series.all_values(seen),
        "regional_default",
        made["asked"],
        decimals=seen.decimals,
        manual=made["breaks"],
    )
    return asdict(found)


def _section(pack: Pack, section: Section, own: frozenset[AreaKey], beneath: _Beneath) -> Section:
    may = [(section.boundary_set, code) in own for code in section.areas]
    keys = [pack.periods[period]["key"] for period in section.periods]

    def shown(period: int, area: int) -> _Cell:
        if may[area]:
            return _own(section.series, period, area)
        return beneath.at(section.boundary_set, keys[period], section.areas[area])

    return replace(section, series=_made(section.series, shown))


def _whole(pack: Pack, whole: Whole, beneath: _Beneath) -> Whole:
    if len(whole.areas) == 1:
        return whole

    def shown(period: int, area: int) -> _Cell:
        key = pack.periods[period]["key"]
        return beneath.at(f"level {whole.level}", key, whole.areas[area])

    return replace(whole, series=_made(whole.series, shown))


def _own(series: Series, period: int, area: int) -> _Cell:
    flags = series.flags.get((period, area), 0)
    return _Cell(series.values[period][area], series.status_of(period, area), flags)


def _made(of: Series, shown: Callable[[int, int], _Cell]) -> Series:
    """Of the same shape; a gap keeps the reason that its eyes may know."""
    cells = [[shown(at, area) for area in range(len(row))] for at, row in enumerate(of.values)]
    placed = [((at, area), one) for at, row in enumerate(cells) for area, one in enumerate(row)]
    return Series(
        values=[[one.value for one in row] for row in cells],
        status={at: one.status for at, one in placed if one.value is None and one.status != "O"},
        flags={at: one.flags for at, one in placed if one.flags},
    )
