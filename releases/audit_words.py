"""Findings of an audit in the words of those who publish."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Region
from indicators.history import indicators_made_of
from indicators.models import Indicator, Measure, ReferencePeriod
from releases.disclosure.rows import NEARLY
from releases.models import Audience, PublishedFact, Release
from sozialmonitor.templatetags.formats import period as period_text
from spatial_units.models import BoundarySet
from spatial_units.queries import AreaList, areas_of

COMING = "new"  # instead of a release's number: the one that was to come


@dataclass(frozen=True)
class Advice:
    text: str
    url: str = ""


@dataclass(frozen=True)
class SaidFinding:
    """`gets` is the attacker's interval, `teachers` what it is worked out from."""

    count: str
    area: str
    boundaries: str
    period: str
    gets: str
    is_new: bool
    teachers: list[str]
    advice: list[Advice]


class AuditWords:
    """Puts keys and numbers of a region's findings into words; what is gone keeps its key."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._measures = _names(Measure.objects.filter(region=region))
        self._indicators = _names(Indicator.objects.filter(region=region))
        sets = BoundarySet.objects.filter(region=region, is_current=True)
        self._sets = {one.id: one for one in sets}
        self._by_key = {one.key: one for one in self._sets.values()}
        self._periods = {
            one.key: one for one in ReferencePeriod.objects.filter(region=region)
        }  # fmt: skip
        self._lists: dict[int, AreaList] = {}

    def finding(self, record: dict[str, Any]) -> SaidFinding:
        """`record` is a releases.auditing.Finding as JSON."""
        period = self._period(record["period_key"])
        named = self._by_key.get(record["boundary_set"])
        teachers = sorted(set(record["teachers"]))
        return SaidFinding(
            count=self.count(record["terms"]),
            area=self._area_by_code(named, record["area"]),
            boundaries=named.name if named else record["boundary_set"],
            period=period,
            gets=gets(record["lower"], record["upper"]),
            is_new=record["is_new"],
            teachers=_once(self.teacher(one) for one in teachers),
            advice=self._advice(record, teachers, period),
        )

    def count(self, terms: Sequence[str]) -> str:
        """Measures that are added up, and those taken away: who is left over."""
        added = [self._measure(one) for one in terms if not one.startswith("-")]
        taken = [self._measure(one[1:]) for one in terms if one.startswith("-")]
        if not taken:
            return " + ".join(added)
        return _("%(all)s without %(part)s") % {
            "all": " + ".join(added), "part": " + ".join(taken),
        }  # fmt: skip

    def teacher(self, source: str) -> str:
        """A row's source in words (releases/universe.py and fact_rows.py write them)."""
        kind, *rest = source.split("|")
        if kind == "figure":
            return self._figure(*rest)
        terms = self.count(rest[0].split("+")) if rest else ""
        if kind == "complement":
            return _("%(count)s and the rest make the whole of the denominator") % {"count": terms}
        if kind == "rounded":
            return _("%(count)s, shown rounded in %(place)s") % {
                "count": terms, "place": self._place(rest[1:]),
            }  # fmt: skip
        if kind == "same":
            return _("the same count, shown with other gaps: %(count)s") % {"count": terms}
        names = {"place": self._place(rest[1:]), "count": terms}
        if kind == "areas":
            return _("the areas of %(place)s add up: %(count)s") % names
        if kind == "parts":
            return _("the parts of %(count)s add up in %(place)s") % names
        if kind == "unchanged":
            return _("%(place)s is the same area before and after the change of boundaries") % names
        if kind == "revision":
            return _("by how many a correction changes %(count)s in %(place)s at most") % names
        return source

    def _figure(self, indicator: str, set_id: str, release: str) -> str:
        names = {
            "indicator": self._indicators.get(indicator, indicator),
            "boundaries": self._boundaries(set_id),
            "release": release,
        }
        if release == COMING:
            return _("“%(indicator)s” on “%(boundaries)s” in the release to come") % names
        return _("“%(indicator)s” on “%(boundaries)s” in release %(release)s") % names

    def _advice(self, record: dict[str, Any], teachers: Sequence[str], period: str) -> list[Advice]:
        """What is told exactly has no teachers: then all indicators made of the count do."""
        told = [one.split("|")[1:] for one in teachers if one.startswith("figure|")]
        behind = indicators_made_of(self._region, _told_about(record["terms"]))
        keys = {key for key, _set, _release in told} or {one.key for one in behind}
        if not record["is_new"]:
            numbers = {int(release) for _key, _set, release in told if release.isdigit()}
            return self._to_withdraw(numbers or self._releases_of(keys, record["period_key"]))
        to_come = {key for key, _set, release in told if release == COMING}
        return self._to_hold_back(sorted(to_come or keys), period)

    def _releases_of(self, keys: Collection[str], period_key: str) -> set[int]:
        told = PublishedFact.objects.filter(
            region=self._region,
            audience=Audience.PUBLIC,
            indicator_key__in=keys,
            period_key=period_key,
        )
        return set(told.values_list("release_id", flat=True))

    def _to_hold_back(self, keys: Sequence[str], period: str) -> list[Advice]:
        sentence = _(
            "Hold back %(period)s of “%(indicator)s”, or leave the indicator out of the release."
        )
        url = reverse("release", args=[self._region.key])
        return [
            Advice(sentence % {"period": period, "indicator": self._indicators.get(key, key)}, url)
            for key in keys
        ]

    def _to_withdraw(self, numbers: Collection[int]) -> list[Advice]:
        known = Release.objects.filter(region=self._region, id__in=numbers, withdrawn_at=None)
        said = _(
            "This is public already and cannot be called back. Publish nothing further on this"
            " count for this date."
        )
        sentence = _("If it must not be shown any longer, withdraw release %(number)s.")
        return [Advice(said)] + [
            Advice(sentence % {"number": one}, self._page("withdraw-release", one))
            for one in known.values_list("id", flat=True).order_by("id")
        ]

    def _page(self, name: str, number: int) -> str:
        return reverse(name, args=[self._region.key, number])

    def _measure(self, key: str) -> str:
        return self._measures.get(key, key)

    def _period(self, key: str) -> str:
        found = self._periods.get(key)
        return period_text(found) if found else key

    def _boundaries(self, set_id: str) -> str:
        found = self._sets.get(int(set_id)) if set_id.isdigit() else None
        return found.name if found else _("boundaries that were replaced")

    def _area_by_code(self, boundary_set: BoundarySet | None, code: str) -> str:
        areas = self._areas(boundary_set) if boundary_set else None
        if areas is None or code not in areas.codes:
            return code
        return f"{areas.names[areas.codes.index(code)]} ({code})"

    def _place(self, rest: Sequence[str]) -> str:
        """Of a boundary set's number and an area's place in its list."""
        found = self._sets.get(int(rest[0])) if len(rest) == 2 and rest[0].isdigit() else None
        if found is None or int(rest[1]) >= len(self._areas(found).names):
            return _("boundaries that were replaced")
        return f"{self._areas(found).names[int(rest[1])]} ({found.name})"

    def _areas(self, of: BoundarySet) -> AreaList:
        if of.id not in self._lists:
            self._lists[of.id] = areas_of(of)
        return self._lists[of.id]


def _told_about(terms: Sequence[str]) -> list[str]:
    """Of those left over the others tell: the measures taken away."""
    return [one[1:] for one in terms if one.startswith("-")] or list(terms)


def gets(lower: float, upper: float) -> str:
    """What an attacker knows of a count: it, or between what it lies."""
    if upper - lower < NEARLY:
        return _("exactly %(number)s") % {"number": _number(lower)}
    return _("between %(low)s and %(high)s") % {"low": _number(lower), "high": _number(upper)}


def _number(value: float) -> str:
    is_whole = abs(value - round(value)) < NEARLY
    return number_format(round(value, 2), 0 if is_whole else 2, use_l10n=True, force_grouping=True)


def _names(rows: Any) -> dict[str, str]:
    name = "name_en" if get_language() == "en" else "name_de"
    return dict(rows.values_list("key", name))


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
