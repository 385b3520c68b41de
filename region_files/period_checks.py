"""Do numerator and denominator of a ratio ever come for the same period?

A period written in braces is known by its form only, so what is found here is a warning.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.importing.german_periods import period_key
from region_files.findings import Finding, odd
from region_files.references import delivered_measures
from region_files.schema import DeliverySpec, RegionFile
from region_files.turns import PLACEHOLDER, expand_each, filled

_YEARS = {r"\d{4}", r"[0-9]{4}", r"20\d\d", r"20\d{2}", r"20[0-9]{2}", r"[12]\d{3}"}
_FIRST_GROUP = re.compile(r"\((?!\?)([^()]*)\)")


@dataclass(frozen=True)
class _Form:
    """A period as far as the region file tells it: what is written, and what it may be."""

    written: str
    pattern: str
    sample: str

    def meets(self, other: "_Form") -> bool:
        return bool(
            re.fullmatch(self.pattern, other.sample) or re.fullmatch(other.pattern, self.sample)
        )


def periods_that_never_meet(region: RegionFile) -> Iterator[Finding]:
    forms = _forms(region)
    for i, indicator in enumerate(region.indicators):
        ratio = indicator.formula.ratio
        if ratio is None:
            continue
        pairs = (
            (over.removeprefix("-"), under.removeprefix("-"))
            for over in ratio.numerator
            for under in ratio.denominator
        )
        for first, second in pairs:
            ours, theirs = forms[first], forms[second]
            if ours and theirs and not any(a.meets(b) for a in ours for b in theirs):
                yield odd(
                    ("indicators", i, "formula", "ratio"),
                    "region_periods_never_meet",
                    indicator=indicator.key,
                    first=first,
                    first_period=_shown(ours),
                    second=second,
                    second_period=_shown(theirs),
                )
                break


def _shown(forms: set[_Form]) -> str:
    """What is written, with `…` for what only the data tell."""
    return PLACEHOLDER.sub("…", min(form.written for form in forms))


def _forms(region: RegionFile) -> dict[str, set[_Form]]:
    """The periods of every measure, wherever it comes from."""
    forms: dict[str, set[_Form]] = defaultdict(set)
    for delivery in region.deliveries:
        for _, measure in delivered_measures(delivery):
            forms[measure] |= set(_delivered(delivery, measure))
    for correction in region.corrections:
        for row in correction.rows:
            for measure in row.values:
                forms[measure].add(_form(row.period, row.period, {}))
    for index in region.indices:
        for measure in index.results:
            forms[measure] |= {_form(period, period, {}) for period in index.all_periods}
    return forms


def _delivered(delivery: DeliverySpec, measure: str) -> Iterator[_Form]:
    header = (delivery.values.period_columns or {}).get(measure, "")
    group = _FIRST_GROUP.search(header)
    years = {"1"} if group and group[1] in _YEARS else set()
    years |= {name for name in PLACEHOLDER.findall(delivery.period) if name.lower() in _YEAR_NAMES}
    for turn in expand_each(delivery.each):
        period = filled(delivery.period, turn)
        if delivery.period_pattern is not None:
            yield _Form(period, ".*", "")
        else:
            yield _form(delivery.period, period, dict.fromkeys(years, r"\d{4}"))


_YEAR_NAMES = {"jahr", "year", "berichtsjahr"}


def _form(written: str, period: str, known: dict[str, str]) -> _Form:
    """`known` says what may stand in place of some braces; in place of others: anything."""
    if not PLACEHOLDER.search(period):
        key = period_key(period)
        return _Form(written, re.escape(key), key)
    parts = PLACEHOLDER.split(period)  # text, name, text, name, …
    pattern = "".join(
        known.get(part, ".*") if at % 2 else re.escape(part) for at, part in enumerate(parts)
    )
    return _Form(written, pattern, PLACEHOLDER.sub("2000", period))
