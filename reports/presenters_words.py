"""Plain sentences about a value, and only such as its kind and unit allow."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import Region
from atlas import formats
from atlas.presenters_column import unit_of
from atlas.wording import in_language
from releases.pack_column import Cell, Column

HUNDRED = 100
NEARLY_ALL = Decimal("99.5")  # per cent that would be rounded to a hundred
SUPPRESSED = "Q"
FEMININE = ("stadt", "gemeinde", "region")  # how the German for such a kind of region ends
FIFTHS = (
    gettext_lazy("in the fifth with the lowest values"),
    gettext_lazy("in the second lowest fifth"),
    gettext_lazy("in the middle fifth"),
    gettext_lazy("in the second highest fifth"),
    gettext_lazy("in the fifth with the highest values"),
)


def within(region: Region) -> str:
    """„in Leipzig“, „im Landkreis Zwickau“: a name that opens with its kind takes an article."""
    named = {"region": region.name}
    if not region.name.startswith(f"{region.kind} "):
        return _("in %(region)s") % named
    if region.kind.casefold().endswith(FEMININE):
        return pgettext("feminine", "in %(region)s") % named
    return pgettext("masculine or neuter", "in %(region)s") % named


def difference(number: int, column: Column) -> str:
    """A difference of printed numbers without its sign: percentage points, not per cent."""
    text = formats.number(abs(number) / 10**column.decimals, column.decimals)
    unit = unit_of(column)
    if unit == "%" and text == "1":
        return _("%(number)s percentage point") % {"number": text}
    if unit == "%":
        return _("%(number)s percentage points") % {"number": text}
    return text + (formats.unit_space(unit) + unit if unit else "")


def change(number: int, column: Column, since: str) -> str:
    """How far a value lies from an earlier one; `since` is the name of that date."""
    if number == 0:
        return _("unchanged compared with %(period)s") % {"period": since}
    words = {"change": _signed(number, column), "period": since}
    return _("%(change)s since %(period)s") % words


def _signed(number: int, column: Column) -> str:
    return ("+" if number > 0 else formats.MINUS) + difference(number, column)


def deviation(own: Cell, city: Cell | None, column: Column, place: str) -> str:
    """How far the area lies from the whole; empty where that would say nothing.

    `place` is what `within` says of the region.
    """
    if own.number is None or city is None or city.number is None:
        return ""
    if column.card["kind"] in ("count", "class"):
        return ""
    distance = own.number - city.number
    if distance == 0:
        return _("the same value as %(place)s as a whole") % {"place": place}
    words = {"deviation": _signed(distance, column), "place": place}
    return _("%(deviation)s compared with the value %(place)s") % words


def sentence(own: Cell, city: Cell | None, column: Column, place: str) -> str:
    """The value in plain sentences; empty for a gap, which has words of its own."""
    if own.number is None or column.card["kind"] == "class":
        return ""
    if column.card["kind"] == "count":
        return _part_of_whole(own.number, city, place)
    said = []
    if column.card["kind"] == "share" and unit_of(column) == "%":
        said.append(of_hundred(Decimal(own.number).scaleb(-column.decimals)))
    if city is not None and city.number is not None:
        said.append(_beside_whole(own.number - city.number, column, place))
    return " ".join(filter(None, said))


def _beside_whole(distance: int, column: Column, place: str) -> str:
    if distance == 0:
        return _("The value is the same as %(place)s as a whole.") % {"place": place}
    words = {"distance": difference(distance, column), "place": place}
    if distance > 0:
        return _("The value is %(distance)s higher than %(place)s as a whole.") % words
    return _("The value is %(distance)s lower than %(place)s as a whole.") % words


def of_hundred(percent: Decimal) -> str:
    """A printed share in whole people, homes, …: whom the description names; halves go up.

    Empty where rounding would make nobody or everybody of it.
    """
    if percent >= NEARLY_ALL:
        return ""
    if percent >= 1:
        return _("That is about %(part)s in 100.") % {"part": _whole(percent)}
    of_thousand = _whole(percent * 10)
    return _("That is about %(part)s in 1,000.") % {"part": of_thousand} if of_thousand > 0 else ""


def _whole(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def _part_of_whole(own: int, city: Cell | None, place: str) -> str:
    if city is None or not city.number or not 0 < own < city.number:
        return ""
    percent = HUNDRED * own / city.number
    words = {"share": formats.quantity(max(percent, 0.1), 1, "%"), "place": place}
    if percent < 0.1:
        return _("That is less than %(share)s of the total %(place)s.") % words
    return _("That is %(share)s of the total %(place)s.") % words


def position_text(fifth: int, count: int, plural: str) -> str:
    """The fifth in words, without saying whether high is good."""
    return _("%(place)s (%(count)s %(areas)s compared)") % {
        "place": FIFTHS[fifth],
        "count": count,
        "areas": plural,
    }


def reason_of_gap(own: Cell, column: Column) -> str:
    """Why there is no value: the rule's own words where it was held back."""
    if own.status == SUPPRESSED:
        return in_language((column.card.get("policy") or {}).get("reason"))
    return ""
