"""What the columns of an uploaded table are, by their headings (docs/uploading.md)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.importing.german_periods import period_key_of
from indicators.importing.spelling import spelt_out
from indicators.importing.upload_layout import ColumnUse, Use
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.keys import suggestion

AREA = ("Schlüssel", "Gebiet", "Raumeinheit", "Nummer", "Code", "Raum-ID", "Area code")
NAME = ("Name", "Bezeichnung", "Gebietsname", "Raum", "Area name")
PERIOD = ("Stichtag", "Zeitraum", "Jahr", "Datum", "Period", "Year", "Date")
ITEM = ("Kennzahl", "Merkmal", "Measure")
VALUE = ("Wert", "Value")
FEWEST_ACROSS = 3  # headings that may be areas
_JOINED = re.compile(r"[\s_-]+")


@dataclass(frozen=True)
class Listed:
    """A column of numbers; `period` is empty where the row or the form names it."""

    measure: str
    column: str
    period: str


@dataclass(frozen=True)
class Roles:
    """Which header plays which part; `measures`: measure key → its header (empty in a long
    table, where `item` and `value` are given instead). `listed`: where columns were assigned
    one by one, all of them; a measure may then have several. `by_name`: `area` holds names,
    and there is no column of codes."""

    area: str
    name: str | None
    period: str | None
    item: str | None
    value: str | None
    measures: dict[str, str]
    listed: tuple[Listed, ...] = ()
    by_name: bool = False

    @property
    def labels(self) -> set[str]:
        """Columns that say what a row is about, and not how much."""
        return {part for part in (self.area, self.name, self.period, self.item) if part}

    @property
    def values(self) -> list[str]:
        if self.listed:
            return [one.column for one in self.listed]
        return [self.value] if self.value else list(self.measures.values())


def folded(text: str) -> str:
    """How headings are compared: case, the spelling of umlauts and what joins words (a blank,
    a dash, a low line) do not count.

    >>> folded(" Schlüssel ") == folded("SCHLÜSSEL")
    True
    """
    return spelt_out(" ".join(_JOINED.split(text.strip())))


def is_label(heading: str) -> bool:
    """Whether a heading is one of those that say what a row is about."""
    return folded(heading) in _LABELS


def is_area(heading: str) -> bool:
    return folded(heading) in _AREAS


_AREAS = set(map(folded, AREA))
_LABELS = set(map(folded, (*AREA, *NAME, *PERIOD, *ITEM)))


def keys_by_heading(measures: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every way a measure may be called, to its key; a name two measures share is left out."""
    found: dict[str, set[str]] = {}
    for key, names in measures.items():
        for name in (key, *names):
            found.setdefault(folded(name), set()).add(key)
    named = {name: keys.pop() for name, keys in found.items() if len(keys) == 1}
    return named | {folded(key): key for key in measures}


def roles_of(
    header: Sequence[str],
    measures: Mapping[str, Sequence[str]],
    level_names: Sequence[str],
    findings: Findings,
    shown: Sequence[str] = (),
) -> Roles | None:
    """The part of every column; None where the table cannot be understood, and findings say why.

    `measures` gives for each key the names it may be called by. `shown`: the headings that are
    quoted where none of `header` is known, which then may be a title.
    """
    area = _one(header, AREA, findings)
    also_names = [level for level in level_names if folded(level) not in _AREAS]
    name = _one(header, (*NAME, *also_names), findings)
    period = _one(header, PERIOD, findings)
    item = _one(header, ITEM, findings)
    value = _one(header, VALUE, findings)
    by_name = area is None and name is not None
    if by_name:
        area, name = name, None
    if area is None and not findings.failed:
        _say_no_area(shown or header, measures, findings)
    if (item is None) != (value is None) and not findings.failed:
        findings.error("upload_half_long", found=item or value or "")
    if findings.failed or area is None:
        return None
    known = {part for part in (area, name, period, item, value) if part}
    rest = [heading for heading in header if heading and heading not in known]
    columns = {} if item else _measures(rest, measures, findings)
    if findings.failed:
        return None
    _say_unnamed(header, findings)
    say_unread([heading for heading in rest if heading not in columns.values()], measures, findings)
    return Roles(area, name, period, item, value, columns, by_name=by_name)


def roles_as_said(names: Sequence[str], columns: Sequence[ColumnUse]) -> Roles:
    """The same where somebody said of every column what it is for. `names` are all different."""
    by_use = {one.use: names[one.at] for one in columns if one.use != "measure"}
    by_name = "area" not in by_use
    if by_name:
        by_use["area"] = by_use.pop("name")
    listed = tuple(
        Listed(one.measure, names[one.at], one.period) for one in columns if one.use == "measure"
    )
    return Roles(
        by_use["area"], by_use.get("name"), by_use.get("period"), by_use.get("item"),
        by_use.get("value"), {one.measure: one.column for one in listed}, listed, by_name,
    )  # fmt: skip


def uses_of(roles: Roles, header: Sequence[str]) -> list[ColumnUse]:
    """The way back from roles by headings to columns by place."""
    labels: dict[Use, str | None] = {
        "area": None if roles.by_name else roles.area,
        "name": roles.area if roles.by_name else roles.name, "period": roles.period,
        "item": roles.item, "value": roles.value,
    }  # fmt: skip
    named = [ColumnUse(at=header.index(name), use=use) for use, name in labels.items() if name]
    figures = [
        ColumnUse(at=header.index(name), use="measure", measure=key)
        for key, name in roles.measures.items()
    ]
    return sorted([*named, *figures], key=lambda one: one.at)


def all_different(header: Sequence[str]) -> list[str]:
    """Headings as names of columns: what is empty or comes again gets its letter.

    >>> all_different(["Anzahl", "", "Anzahl"])
    ['Anzahl', 'B', 'Anzahl [C]']
    """
    names: list[str] = []
    for at, heading in enumerate(header):
        again = f"{heading} [{letter_of(at)}]" if heading in names else heading
        names.append(again if heading else letter_of(at))
    return names if len(set(names)) == len(names) else [letter_of(at) for at in range(len(header))]


def _say_no_area(
    header: Sequence[str], measures: Mapping[str, Sequence[str]], findings: Findings
) -> None:
    """A row per period and no measure above: the areas, it seems, lie across."""
    known, periods = keys_by_heading(measures), set(map(folded, PERIOD))
    rest = [heading for heading in header if heading and folded(heading) not in periods]
    has_period = len(rest) < sum(1 for heading in header if heading)
    if has_period and len(rest) >= FEWEST_ACROSS and not any(folded(one) in known for one in rest):
        findings.error("upload_areas_across", offered=_offered(rest))
    else:
        findings.error("upload_no_area_column", wanted=", ".join(AREA), offered=_offered(header))


def _one(header: Sequence[str], wanted: Sequence[str], findings: Findings) -> str | None:
    folds = set(map(folded, wanted))
    found = [heading for heading in header if folded(heading) in folds]
    if len(found) > 1:
        findings.error("upload_two_columns", None, found[1], first=found[0], second=found[1])
    return found[0] if found else None


def _measures(
    rest: list[str], measures: Mapping[str, Sequence[str]], findings: Findings
) -> dict[str, str]:
    known = keys_by_heading(measures)
    found: dict[str, str] = {}
    for heading in rest:
        key = known.get(folded(heading))
        if key is None:
            continue
        if key in found:
            findings.error("upload_two_columns", None, heading, first=found[key], second=heading)
        found[key] = heading
    if not found and not findings.failed:
        _say_no_measure(rest, measures, findings)
    return found


def _say_no_measure(
    rest: list[str], measures: Mapping[str, Sequence[str]], findings: Findings
) -> None:
    if rest and all(map(period_key_of, rest)):
        findings.error("upload_periods_of_what", offered=_offered(rest))
        return
    names = [names[0] for names in measures.values() if names]
    findings.error("upload_no_measure", offered=_offered(rest), wanted=some(names))


def _offered(headings: Sequence[str]) -> str:
    """Each once: a title over merged cells stands above many columns."""
    return some(list(dict.fromkeys(heading for heading in headings if heading))) or "–"


def say_unread(
    unread: list[str], measures: Mapping[str, Sequence[str]], findings: Findings
) -> None:
    names = [name for key, names in measures.items() for name in (key, *names)]
    for heading in dict.fromkeys(unread):
        findings.warning(
            "upload_column_unread",
            column=heading,
            heading=heading,
            suggestion=suggestion(heading, names),
        )


def _say_unnamed(header: Sequence[str], findings: Findings) -> None:
    """Those before the last heading; behind it a file often only holds empty separators."""
    last = max(position for position, heading in enumerate(header) if heading)
    for position, heading in enumerate(header[:last]):
        if not heading:
            findings.warning("upload_column_unnamed", letter=letter_of(position))


def letter_of(position: int) -> str:
    """How a spreadsheet calls a column.

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', 'AA')
    """
    before, at = divmod(position, 26)
    return (letter_of(before - 1) if before else "") + chr(ord("A") + at)
