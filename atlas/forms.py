"""From an address to a view: what is wrong, stale or not allowed gives way to the nearest
valid choice, with a sentence that says so. Such a page is still an answer (200).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import classes, formats, palettes, periods, queries, series
from atlas.change import USUAL_METHOD, card_of, pack_of
from atlas.counted_packs import counted_pack, counts_entry
from atlas.forms_views import read_change, read_filter, read_smoothed, read_threshold
from atlas.queries import Entry
from atlas.remarks import Answer, echo
from atlas.selection import DEFAULT_METHOD, DEFAULT_OPACITY, FALLBACK_K, MapView
from atlas.wording import CHANGE_METHODS, METHODS, in_language
from releases.pack_format import Pack
from spatial_units.models import SpatialLevel

FEWEST_CLASSES, MOST_CLASSES = 2, 9
MOST_COMPARED = 5
SORTS = ("code", "name", "value", "class")
ORDERS = ("ascending", "descending")


def read_view(
    query: Mapping[str, str], region: Region, catalogue: list[Entry]
) -> tuple[MapView, tuple[str, ...]]:
    """The view an address asks for, and sentences about what was replaced.

    `catalogue` must not be empty. Raises LookupError if the pack was withdrawn meanwhile.
    """
    answer = Answer()
    levels = tuple(queries.levels(region))
    entry = _entry(query, region, levels, catalogue, answer)
    pack = queries.pack(entry)
    if pack is None:
        raise LookupError(entry.hash)
    counts = counts_entry(entry, catalogue)
    asks = query.get("smoothed") == "1"
    smoothed = read_smoothed(query, counted_pack(pack, counts), answer) if asks else None
    if smoothed is not None:
        pack, entry = smoothed, replace(entry, card=smoothed.card)
    period, period_is_chosen = _period(query, pack, answer)
    change = read_change(query, pack, period, answer)
    if change is not None:
        pack = pack_of(change, period)
    card = card_of(entry.card, change.way) if change else entry.card
    threshold = read_threshold(query, card, answer)
    method: str = DEFAULT_METHOD
    breaks: tuple[float, ...] = ()
    if change:
        method = _method_of_change(query, answer)
    elif not threshold:
        breaks = _breaks(query, answer)
        method = _method(query, entry, pack, breaks, answer)
    palette, palette_is_chosen = _palette(query, card, answer, is_change=change is not None)
    view = MapView(
        region=region,
        levels=levels,
        entry=entry,
        pack=pack,
        period=period,
        method=method,
        k=_k(query, card, answer),
        palette=palette,
        breaks=breaks if method == "manual" else (),
        areas=(),
        area=None,
        opacity=_opacity(query, answer),
        period_is_chosen=period_is_chosen,
        palette_is_chosen=palette_is_chosen,
        change=change,
        threshold=threshold,
        counts=counts,
        is_smoothed=smoothed is not None,
    )
    view = view.but(filter=read_filter(query, pack, view.section, answer))
    return _with_areas(view, query, answer), tuple(answer.remarks)


def read_order(query: Mapping[str, str]) -> tuple[str, str]:
    """By which column a table is sorted, and in which order; by code, if not asked."""
    sort, order = query.get("sort", "code"), query.get("order", "ascending")
    return sort if sort in SORTS else "code", order if order in ORDERS else "ascending"


def _entry(
    query: Mapping[str, str],
    region: Region,
    levels: tuple[SpatialLevel, ...],
    catalogue: list[Entry],
    answer: Answer,
) -> Entry:
    asked = query.get("indicator", "")
    keys = [entry.indicator for entry in catalogue]
    indicator = asked if asked in keys else region.default_indicator
    if indicator not in keys:
        indicator = keys[0]
    of_indicator = [entry for entry in catalogue if entry.indicator == indicator]
    name = in_language(of_indicator[0].card["name"])
    if asked and asked != indicator:
        answer.replaced(
            _("There is no published indicator “%(asked)s” here; shown is “%(shown)s”."),
            asked=echo(asked),
            shown=name,
        )
    return _entry_on_level(query, region, levels, of_indicator, answer)


def _entry_on_level(
    query: Mapping[str, str],
    region: Region,
    levels: tuple[SpatialLevel, ...],
    of_indicator: list[Entry],
    answer: Answer,
) -> Entry:
    asked = query.get("level", "")
    by_level = {entry.level: entry for entry in of_indicator}
    if asked in by_level:
        return by_level[asked]
    ordered = [level for level in levels if level.key in by_level]
    names = {level.key: level.plural for level in levels}
    level = (
        region.default_level
        if region.default_level in by_level
        else next((level.key for level in ordered), "")
    )
    found = by_level.get(level) or of_indicator[0]
    if asked:
        answer.replaced(
            _("“%(name)s” is not published on the level “%(asked)s”; shown are %(shown)s."),
            name=in_language(found.card["name"]),
            asked=names.get(asked) or echo(asked),
            shown=names.get(found.level, found.level),
        )
    return found


def _period(query: Mapping[str, str], pack: Pack, answer: Answer) -> tuple[int, bool]:
    asked = query.get("period", "")
    latest = series.latest_period(pack)
    if not asked:
        return latest, False
    shown = series.shown_periods(pack)
    found = periods.find([pack.periods[position] for position in shown], asked)
    if found is not None and found.is_exact:
        return shown[found.position], True
    position = latest if found is None else shown[found.position]
    period = pack.periods[position]
    answer.replaced(
        _("There are no figures for “%(asked)s”; shown is %(shown)s."),
        asked=echo(asked),
        shown=formats.period(period["key"], period["kind"], period["end"]),
    )
    return position, True


def _method(
    query: Mapping[str, str],
    entry: Entry,
    pack: Pack,
    breaks: tuple[float, ...],
    answer: Answer,
) -> str:
    asked = query.get("method", "")
    declared_k = _declared_k(entry.card)
    if asked in ("", DEFAULT_METHOD) and query.get("k", declared_k) != declared_k:
        asked = (entry.card.get("classification") or {}).get("method", "quantile")
        return asked if asked in METHODS and asked != "manual" else "quantile"
    if not asked and breaks:
        return "manual"
    if asked and asked not in METHODS:
        answer.replaced(
            _("The classification “%(asked)s” is unknown; the regional default is shown."),
            asked=echo(asked),
        )
        return DEFAULT_METHOD
    if asked == "manual" and not breaks:
        answer.replaced(_("Own classes need at least one break; the regional default is shown."))
        return DEFAULT_METHOD
    if asked == "diverging" and classes.reference_of(entry, pack) is None:
        answer.replaced(_("There is no reference value; the regional default is shown."))
        return DEFAULT_METHOD
    return asked or DEFAULT_METHOD


def _method_of_change(query: Mapping[str, str], answer: Answer) -> str:
    asked = query.get("method", "")
    if asked in CHANGE_METHODS:
        return asked
    if asked not in ("", DEFAULT_METHOD):
        answer.replaced(_("A change is always classed around zero."))
    return USUAL_METHOD


def _k(query: Mapping[str, str], card: dict[str, Any], answer: Answer) -> int:
    declared = int(_declared_k(card))
    asked = query.get("k", "")
    if not asked:
        return declared
    if asked.isascii() and asked.isdigit() and len(asked) <= 2:
        k = min(max(int(asked), FEWEST_CLASSES), MOST_CLASSES)
        if k == int(asked):
            return k
        answer.replaced(_("There may be 2 to 9 classes; shown are %(k)s."), k=k)
        return k
    answer.replaced(
        _("“%(asked)s” is no number of classes; there may be 2 to 9."), asked=echo(asked)
    )
    return declared


def _declared_k(card: dict[str, Any]) -> str:
    return str((card.get("classification") or {}).get("k") or FALLBACK_K)


def _palette(
    query: Mapping[str, str], card: dict[str, Any], answer: Answer, *, is_change: bool
) -> tuple[str, bool]:
    default = palettes.default_of(card)
    asked = query.get("palette", "")
    if not asked or (is_change and asked in palettes.SEQUENTIAL):
        return default, False  # the form without script sends the palette of the view before
    if asked in palettes.PALETTES:
        return asked, asked != default
    answer.replaced(_("The palette “%(asked)s” is unknown."), asked=echo(asked))
    return default, False


def _breaks(query: Mapping[str, str], answer: Answer) -> tuple[float, ...]:
    """Own breaks: parted by semicolons or spaces, with a comma or a point for decimals."""
    asked = query.get("breaks", "")
    words = asked.replace(";", " ").split()
    try:
        numbers = sorted({float(word.replace(",", ".")) for word in words})
    except ValueError:
        numbers = []
    finite = all(abs(number) < 1e12 for number in numbers)  # also false for nan
    if words and (not numbers or not finite or len(numbers) >= MOST_CLASSES):
        answer.replaced(
            _("“%(asked)s” are no breaks; write up to eight numbers, like 1,5;2."),
            asked=echo(asked),
        )
        return ()
    return tuple(numbers)


def _opacity(query: Mapping[str, str], answer: Answer) -> int:
    asked = query.get("opacity", "")
    if not asked:
        return DEFAULT_OPACITY
    if asked.isascii() and asked.isdigit() and int(asked[:4]) <= 100:
        return int(asked)
    answer.replaced(_("The opacity may be 0 to 100 per cent."))
    return DEFAULT_OPACITY


def _with_areas(view: MapView, query: Mapping[str, str], answer: Answer) -> MapView:
    codes = set(view.section.areas)
    area = query.get("area", "")
    compared = list(dict.fromkeys(code for code in query.get("areas", "").split(",") if code))
    unknown = [code for code in [area, *compared] if code and code not in codes]
    if unknown:
        answer.replaced(
            _("There is no area “%(code)s” in the boundaries that hold on %(period)s."),
            code=echo(unknown[0]),
            period=view.period_label(),
        )
    known = [code for code in compared if code in codes]
    if len(known) > MOST_COMPARED:
        answer.replaced(_("At most %(n)s areas can be compared."), n=MOST_COMPARED)
    return view.but(area=area if area in codes else None, areas=tuple(known[:MOST_COMPARED]))
