"""Bring what stands in an uploaded file to areas, boundary sets and measures of the region.

The file was read before (`importing.uploads`); nothing is written here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from indicators.checking_values import check_values
from indicators.converting import Conversion, conversion_asked
from indicators.importing.periods import parse_period
from indicators.importing.spelling import spelt_out
from indicators.importing.uploads import ReadUpload, UploadSettings
from indicators.models import Measure
from indicators.pieces import Piece as Piece
from spatial_units.crosswalks import sets_converted_to
from spatial_units.importing.findings import Fact, Findings, some
from spatial_units.models import Area, BoundarySet, SpatialLevel
from spatial_units.queries import AreaList, areas_of

MOST_ALIKE = 0.5  # of the names beside the codes may differ before rows seem shifted


@dataclass
class Matched:
    """`pads`: code as written → with the zeros put back; `absent`: areas the file leaves out,
    by boundary set; both in the order of codes."""

    pieces: list[Piece] = field(default_factory=list)
    lists: dict[int, AreaList] = field(default_factory=dict)
    pads: dict[str, str] = field(default_factory=dict)
    absent: dict[int, list[str]] = field(default_factory=dict)
    conversion: Conversion | None = None


def match(
    level: SpatialLevel,
    settings: UploadSettings,
    read: ReadUpload,
    measures: dict[str, Measure],
    findings: Findings,
) -> Matched:
    """The pieces of an upload; with errors among the findings there are none.

    What was read despite errors is checked, too, so that all problems are told together.
    """
    values, matched = read.values, Matched()
    if not len(values):
        return matched
    sets = _sets_of(level, values.periods, matched, findings)
    if findings.failed:
        return matched
    conversion = conversion_asked(level, settings.crosswalk, sets, findings)
    if conversion:
        matched.conversion, sets = conversion, conversion.read_on(sets)
        matched.lists[conversion.crosswalk.from_set_id] = conversion.earlier
    area_ids = np.full(len(values), -1, dtype=np.int64)
    for set_id in dict.fromkeys(sets):
        rows = np.flatnonzero(np.array(sets)[values.period] == set_id)
        converts = conversion is not None and set_id == conversion.crosswalk.from_set_id
        found = _Codes(
            matched.lists[set_id], level, settings.pad, read, rows, findings, converts=converts
        )
        matched.pads |= found.pads
        area_ids[rows] = found.ids[values.area[rows]]
        matched.absent[set_id] = found.absent
        found.compare_names(read.names, read.name_column)
        found.compare_sets()
    check_values(values, level.region, measures, findings)
    pieces = list(_pieces(read, area_ids, sets, findings)) if not findings.failed else []
    if conversion and not findings.failed:
        later = matched.lists[conversion.crosswalk.to_set_id]
        pieces = conversion.brought(pieces, later, measures, findings)
    matched.pieces = [] if findings.failed else pieces
    return matched


def _sets_of(
    level: SpatialLevel, periods: Sequence[str], matched: Matched, findings: Findings
) -> list[int]:
    """The boundary set of every period: the current one that holds on the period's last day."""
    sets = []
    current = list(BoundarySet.objects.filter(level=level, is_current=True))
    for key in periods:
        day = parse_period(key).end
        found = next((one for one in current if day in one.valid_during), None)
        if found is None:
            findings.error("upload_no_boundary_set", level=level.name_de, period=key)
            continue
        if found.id not in matched.lists:
            matched.lists[found.id] = areas_of(found)
        sets.append(found.id)
    return sets


class _Codes:
    """The codes of a file in one boundary set: which areas they are, and what is odd."""

    def __init__(
        self,
        areas: AreaList,
        level: SpatialLevel,
        pad: bool,
        read: ReadUpload,
        rows: NDArray[np.intp],
        findings: Findings,
        *,
        converts: bool = False,
    ) -> None:
        self.areas, self._level, self._findings = areas, level, findings
        self._column, values = read.area_column, read.values
        self._converts = converts
        self._convertible: set[int] = set()
        self._written, first = np.unique(values.area[rows], return_index=True)
        self._row = dict(zip(self._written.tolist(), values.row[rows[first]].tolist(), strict=True))
        self._keys = values.areas
        self.pads: dict[str, str] = {}
        self.ids = np.full(len(values.areas), -1, dtype=np.int64)
        self._find(pad)

    def _find(self, pad: bool) -> None:
        place = {code: at for at, code in enumerate(self.areas.codes)}
        by_digits = _by_digits(self.areas.codes)
        unknown: list[int] = []
        self.code_of: dict[str, str] = {}
        for at in self._written.tolist():
            code = self._keys[at]
            padded = by_digits.get(code.lstrip("0")) if code not in place else None
            if padded is not None:
                self.pads[code] = padded
            known = padded if padded is not None and pad else code
            if known in place:
                self.ids[at] = self.areas.ids[place[known]]
                self.code_of[code] = known
            elif padded is None:
                unknown.append(at)
        if self.pads:
            self._say_padded(pad)
        if unknown:
            self._say_unknown(unknown)

    def compare_sets(self) -> None:
        """A file with just the codes of another boundary set may mean that one's areas, even
        where all its codes exist in this one, too."""
        if self._converts or not self.absent or len(self.code_of) < len(self._written):
            return
        written = set(self.code_of.values())
        others = BoundarySet.objects.filter(level=self._level, is_current=True)
        for other in others.exclude(pk=self.areas.boundary_set.pk):
            codes = Area.objects.filter(boundary_set=other).values_list("code", flat=True)
            if written == set(codes):
                self._findings.warning(
                    "upload_codes_of_another_set",
                    other=other.name_de,
                    set=self.areas.boundary_set.name_de,
                )

    @property
    def absent(self) -> list[str]:
        named = set(self.code_of.values())
        return [code for code in self.areas.codes if code not in named]

    def _say_padded(self, accepted: bool) -> None:
        before, after = next(iter(self.pads.items()))
        say = self._findings.note if accepted else self._findings.error
        code = "upload_zeros_added" if accepted else "upload_zeros_lost"
        row = min(self._row[at] for at in self._written.tolist() if self._keys[at] in self.pads)
        say(code, row, self._column, count=len(self.pads), before=before, after=after)

    def _say_unknown(self, unknown: list[int]) -> None:
        codes = {self._keys[at]: self._row[at] for at in unknown}
        elsewhere = self._elsewhere(list(codes))
        for other, found in elsewhere.items():
            self._say_other_set(other, found, codes)
        in_others = {code for found in elsewhere.values() for code in found}
        for code, row in sorted(codes.items(), key=lambda item: item[1]):
            if code not in in_others:
                meant = process.extractOne(code, self.areas.codes, score_cutoff=60)
                self._findings.error(
                    "upload_unknown_area",
                    row,
                    self._column,
                    area=code[:60],
                    set=self.areas.boundary_set.name_de,
                    meant=meant[0] if meant else "",
                )

    def _elsewhere(self, codes: list[str]) -> dict[BoundarySet, list[str]]:
        """Codes that another boundary set of the region knows; each counts for one set."""
        found: dict[BoundarySet, list[str]] = {}
        left = set(codes)
        self._convertible = sets_converted_to(self.areas.boundary_set)
        others = BoundarySet.objects.filter(region_id=self._level.region_id).exclude(
            pk=self.areas.boundary_set.pk
        )
        for other in sorted(others.select_related("level"), key=self._nearness):
            here = set(
                Area.objects.filter(boundary_set=other, code__in=left).values_list(
                    "code", flat=True
                )
            )
            if here:
                found[other] = [code for code in codes if code in here]
                left -= here
        return found

    def _nearness(self, other: BoundarySet) -> tuple[bool, bool, bool, int]:
        """Sets of the same level first, then those a crosswalk leads away from, current ones
        before replaced ones, the newest first."""
        no_way = other.pk not in self._convertible
        return other.level_id != self._level.pk, no_way, not other.is_current, -other.pk

    def _say_other_set(self, other: BoundarySet, found: list[str], rows: dict[str, int]) -> None:
        row = min(rows[code] for code in found)
        facts: dict[str, Fact] = {
            "count": len(found),
            "examples": some(found),
            "set": self.areas.boundary_set.name_de,
        }
        if other.level_id == self._level.pk:
            code = self._other_set_code(other)
            self._findings.error(code, row, self._column, other=other.name_de, **facts)
        else:
            level = other.level.name_de
            self._findings.error("upload_other_level", row, self._column, level=level, **facts)

    def _other_set_code(self, other: BoundarySet) -> str:
        if self._converts:
            return "upload_not_on_earlier_set"
        if other.pk in self._convertible:
            return "upload_convert_offered"
        return "upload_other_boundary_set"

    def compare_names(self, names: Sequence[tuple[str, str, int]], column: str) -> None:
        """Names beside the codes that are not those we know; many mean that rows are shifted."""
        known = dict(zip(self.areas.codes, self.areas.names, strict=True))
        here = [
            (self.code_of[code], name, row) for code, name, row in names if code in self.code_of
        ]
        other = [one for one in here if _plain(one[1]) != _plain(known[one[0]]) and one[1]]
        if len(here) > 3 and len(other) > MOST_ALIKE * len(here):
            code, name, row = other[0]
            self._findings.error(
                "upload_names_shifted", row, column, count=len(other), total=len(here),
                area=code, name=name, known=known[code],
            )  # fmt: skip
            return
        for code, name, row in other:
            self._findings.warning(
                "upload_other_name", row, column, area=code, name=name, known=known[code]
            )


def _by_digits(codes: Sequence[str]) -> dict[str, str]:
    """A code without its leading zeros → the code, where only one is so written."""
    found: dict[str, list[str]] = {}
    for code in codes:
        if code.startswith("0"):
            found.setdefault(code.lstrip("0"), []).append(code)
    return {digits: group[0] for digits, group in found.items() if len(group) == 1 and digits}


def _plain(name: str) -> str:
    return "".join(sign for sign in spelt_out(name) if sign.isalnum())


def _pieces(
    read: ReadUpload, area_ids: NDArray[np.int64], sets: Sequence[int], findings: Findings
) -> Iterator[Piece]:
    """Cut by measure and period, each ascending by area; the same area twice is an error."""
    values = read.values
    group = values.measure.astype(np.int64) * len(values.periods) + values.period
    # runs that stand in order already make this sort quick; most files are made of such
    order = np.argsort(group * (int(area_ids.max()) + 1) + area_ids, kind="stable")
    group, ids = group[order], area_ids[order]
    twice = np.flatnonzero((group[1:] == group[:-1]) & (ids[1:] == ids[:-1]))
    for at in twice.tolist():
        first, second = sorted((int(order[at]), int(order[at + 1])), key=lambda i: values.row[i])
        findings.error(
            "upload_area_twice",
            int(values.row[second]),
            read.area_column,
            area=values.areas[values.area[second]],
            other=values.areas[values.area[first]],
            first_row=int(values.row[first]),
        )
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(group)], strict=True):
        measure, period = divmod(int(group[start]), len(values.periods))
        rows = order[start:end]
        yield Piece(
            values.measures[measure], sets[period], values.periods[period],
            ids[start:end], values.value[rows], values.status[rows],
        )  # fmt: skip
