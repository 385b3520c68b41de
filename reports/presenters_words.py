"""Plain sentences about a value, and only such as its kind and unit allow."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from atlas import formats
from atlas.presenters_column import unit_of
from atlas.wording import in_language
from releases.pack_column import Cell, Column

HUNDRED = 100
SUPPRESSED = "Q"


def difference(number: int, column: Column) -> str:
    """A difference of printed numbers without its sign: percentage points, not per cent."""
    text = formats.number(abs(number) / 10**column.decimals, column.decimals)
    unit = unit_of(column)
    if unit == "%":
        return _("%(number)s percentage points") % {"number": text}
    return text + (formats.unit_space(unit) + unit if unit else "")


def signed(number: int, column: Column) -> str:
    sign = "+" if number > 0 else formats.MINUS if number < 0 else ""
    return sign + difference(number, column)


def deviation(own: Cell, city: Cell | None, column: Column) -> str:
    """How far the area lies from the city; empty where that would say nothing."""
    if own.number is None or city is None or city.number is None:
        return ""
    if column.card["kind"] in ("count", "class"):
        return ""
    return signed(own.number - city.number, column)


def sentence(own: Cell, city: Cell | None, column: Column, city_name: str) -> str:
    """The value in one plain sentence; empty for a gap, which has words of its own."""
    if own.number is None:
        return ""
    kind = column.card["kind"]
    if kind == "class":
        return ""
    if kind == "count":
        return _part_of_city(own, city, city_name)
    percent = Decimal(own.number).scaleb(-column.decimals)
    parts = [of_hundred(percent) if kind == "share" and unit_of(column) == "%" else ""]
    if city is not None and city.number is not None:
        parts.append(_beside_city(own.number - city.number, column, city_name))
    said = ", ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _beside_city(distance: int, column: Column, city: str) -> str:
    if distance == 0:
        return _("the same value as for %(city)s") % {"city": city}
    words = {"distance": difference(distance, column), "city": city}
    if distance > 0:
        return _("%(distance)s above the value for %(city)s") % words
    return _("%(distance)s below the value for %(city)s") % words


def of_hundred(percent: Decimal) -> str:
    """A printed share in whole people, homes, …: whom the description names; halves go up."""
    if percent >= 1:
        return _("about %(part)s in 100") % {"part": _whole(percent)}
    of_thousand = _whole(percent * 10)
    return _("about %(part)s in 1,000") % {"part": of_thousand} if of_thousand else ""


def _whole(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _part_of_city(own: Cell, city: Cell | None, city_name: str) -> str:
    if city is None or not city.number or own.number is None or own.number <= 0:
        return ""
    percent = HUNDRED * own.number / city.number
    if percent >= HUNDRED:
        return ""
    shown = formats.quantity(max(percent, 0.1), 1, "%")
    words = {"share": shown, "city": city_name}
    if percent < 0.1:
        return _("That is less than %(share)s of %(city)s.") % words
    return _("That is %(share)s of %(city)s.") % words


def position_text(fifth: int, count: int, plural: str) -> str:
    """The fifth in words, without saying whether high is good."""
    words = (
        _("in the fifth with the lowest values"),
        _("in the second lowest fifth"),
        _("in the middle fifth"),
        _("in the second highest fifth"),
        _("in the fifth with the highest values"),
    )
    return _("%(place)s (%(count)s %(areas)s compared)") % {
        "place": words[fifth],
        "count": count,
        "areas": plural,
    }


def reason_of_gap(own: Cell, column: Column) -> str:
    """Why there is no value: the rule's own words where it was held back."""
    if own.status == SUPPRESSED:
        return in_language((column.card.get("policy") or {}).get("reason"))
    return ""
