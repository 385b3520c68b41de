"""The planner's views in an address: the change since a date, a threshold, a filter."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from atlas import filtering, formats, palettes, periods, smoothing, threshold
from atlas.change import WAYS, Change, common_section, earlier_periods, reform_between, ways
from atlas.counted_packs import CountedPack
from atlas.filtering import Filter
from atlas.remarks import Answer, echo
from atlas.series import shown_periods
from atlas.threshold import Threshold
from atlas.wording import WAY_NAMES
from releases.pack_format import Pack, Section
from releases.printed import as_numbers, printed

LARGEST = 1e12  # a number beyond it is a slip, and no printed number can be so large


def read_change(query: Mapping[str, str], pack: Pack, period: int, answer: Answer) -> Change | None:
    """The change since the date asked for, None where none is asked for or possible."""
    asked = query.get("since", "")
    if not asked:
        return None
    offered = ways(pack.card)
    if not offered:
        answer.replaced(_("Classes of an index have no change that could be reckoned."))
        return None
    since = _since(asked, pack, period, answer)
    if since is None:
        return None
    way = query.get("change", "")
    if way in offered:
        return Change(since, way, pack)
    if way in WAYS:
        answer.replaced(
            _("The change of this indicator cannot be told as “%(asked)s”; shown is “%(shown)s”."),
            asked=WAY_NAMES[way],
            shown=WAY_NAMES[offered[0]],
        )
    elif way:
        answer.replaced(_("The kind of change “%(asked)s” is unknown."), asked=echo(way))
    return Change(since, offered[0], pack)


def read_smoothed(
    query: Mapping[str, str], counted: CountedPack | None, answer: Answer
) -> Pack | None:
    """The smoothed figures, None where they are not possible."""
    if query.get("since"):
        answer.replaced(_("A change is told of the published figures; nothing is smoothed."))
        return None
    if counted is None:
        answer.replaced(
            _("Only shares and rates can be smoothed of which it is public of how many they are.")
        )
        return None
    return smoothing.pack_of(counted)


def read_threshold(
    query: Mapping[str, str], card: dict[str, Any], answer: Answer
) -> Threshold | None:
    """The threshold asked for; numbers drawn as circles and named classes have none."""
    asked = query.get("threshold", "").strip()
    if not asked:
        return None
    value = number_of(asked, int(card["decimals"]))
    if value is None:
        answer.replaced(
            _("“%(asked)s” is no threshold; write a number, like 12,5."), asked=echo(asked)
        )
        return None
    if card["kind"] in ("count", "class"):
        answer.replaced(_("A threshold needs coloured areas; these figures have none."))
        return None
    below = _side(query, "below", threshold.DEFAULT_BELOW, answer)
    above = _side(query, "above", threshold.DEFAULT_ABOVE, answer)
    if below == above:
        answer.replaced(_("Both sides of the threshold need colours of their own."))
        spare = threshold.DEFAULT_ABOVE
        above = spare if below != spare else threshold.DEFAULT_BELOW
    return Threshold(value, below, above, _per_side(query, answer))


def read_filter(query: Mapping[str, str], pack: Pack, section: Section, answer: Answer) -> Filter:
    least = _bound(query, "min", pack.decimals, answer)
    most = _bound(query, "max", pack.decimals, answer)
    if least is not None and most is not None and least > most:
        answer.replaced(_("The lowest value was above the highest; they were exchanged."))
        least, most = most, least
    return Filter(least, most, _only(query, section, answer), _within(query, pack, section, answer))


def number_of(text: str, decimals: int) -> float | None:
    """A number typed with a comma or a point, rounded as figures are; None if it is none.

    >>> number_of("−2,55", 1), number_of("nan", 1)
    (-2.6, None)
    """
    try:
        found = float(text.strip().replace(formats.MINUS, "-").replace(",", "."))
    except ValueError:
        return None
    if not abs(found) < LARGEST:  # also true of nan
        return None
    return float(as_numbers(printed(np.array([found]), decimals), decimals)[0])


def why_not_since(pack: Pack, period: int) -> str:
    """Why earlier dates cannot be chosen; empty if all can."""
    possible = earlier_periods(pack, period)
    end = pack.periods[period]["end"]
    earlier = [one for one in shown_periods(pack) if pack.periods[one]["end"] < end]
    years = {reform_between(pack, one, period) for one in earlier if one not in possible} - {""}
    if years:
        return _("The boundaries changed in %(year)s. Earlier dates cannot be compared.") % {
            "year": max(years)
        }
    if not possible:
        return _("There is no earlier date with the same boundaries.")
    return ""


def _since(asked: str, pack: Pack, period: int, answer: Answer) -> int | None:
    shown = shown_periods(pack)
    found = periods.find([pack.periods[position] for position in shown], asked)
    if found is None or not found.is_exact:
        answer.replaced(
            _("There are no figures for “%(asked)s”; no change is shown."), asked=echo(asked)
        )
        return None
    since = shown[found.position]
    labels = {"since": _label(pack, since), "period": _label(pack, period)}
    if pack.periods[since]["end"] >= pack.periods[period]["end"]:
        answer.replaced(
            _("A change counts from an earlier date: %(since)s is not before %(period)s."), **labels
        )
        return None
    if common_section(pack, since, period) is None:
        year = reform_between(pack, since, period)
        answer.replaced(
            _(
                "Between %(since)s and %(period)s the boundaries changed (in %(year)s), "
                "so no change can be shown."
            )
            if year
            else _("%(since)s and %(period)s have different boundaries; no change can be shown."),
            **labels,
            year=year,
        )
        return None
    return since


def _label(pack: Pack, period: int) -> str:
    found = pack.periods[period]
    return formats.period(found["key"], found["kind"], found["end"])


def _side(query: Mapping[str, str], name: str, default: str, answer: Answer) -> str:
    asked = query.get(name, "")
    if asked in palettes.SEQUENTIAL:
        return asked
    if asked:
        answer.replaced(_("The palette “%(asked)s” is unknown."), asked=echo(asked))
    return default


def _per_side(query: Mapping[str, str], answer: Answer) -> int:
    asked = query.get("sides", "")
    offered = range(threshold.FEWEST_PER_SIDE, threshold.MOST_PER_SIDE + 1)
    if asked in map(str, offered):
        return int(asked)
    if asked:
        answer.replaced(_("A side of the threshold has 2 to 5 classes."))
    return threshold.DEFAULT_PER_SIDE


def _bound(query: Mapping[str, str], name: str, decimals: int, answer: Answer) -> float | None:
    asked = query.get(name, "").strip()
    found = number_of(asked, decimals) if asked else None
    if asked and found is None:
        answer.replaced(
            _("“%(asked)s” is no bound for the values; write a number, like 12,5."),
            asked=echo(asked),
        )
    return found


def _only(query: Mapping[str, str], section: Section, answer: Answer) -> tuple[str, ...]:
    asked = list(dict.fromkeys(code for code in query.get("only", "").split(",") if code))
    known = tuple(code for code in asked if code in set(section.areas))
    if len(known) < len(asked):
        missing = next(code for code in asked if code not in known)
        answer.replaced(
            _("The area “%(code)s” is not in these boundaries and was left out of the filter."),
            code=echo(missing),
        )
    return known


def _within(
    query: Mapping[str, str], pack: Pack, section: Section, answer: Answer
) -> tuple[str, str] | None:
    asked = query.get("within", "")
    if not asked:
        return None
    level, _colon, code = asked.partition(":")
    if (level, code) in filtering.parents(pack, section):
        return level, code
    answer.replaced(_("“%(asked)s” is no district of these areas."), asked=echo(asked))
    return None
