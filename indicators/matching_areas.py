"""Which areas the codes and names of an uploaded file mean, and what is odd about them."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from indicators.importing.area_names import areas_by_name, plain_name
from indicators.importing.spelling import spelt_out
from indicators.importing.uploads import ReadUpload
from spatial_units.crosswalks import sets_converted_to
from spatial_units.importing.findings import Fact, Findings, some
from spatial_units.models import Area, BoundarySet, SpatialLevel
from spatial_units.queries import AreaList

ALIKE = 60  # of 100: a code or name so like what is written may be meant
MOST_ALIKE = 0.5  # of the names beside the codes may differ before rows seem shifted


class Codes:
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
        named = areas_by_name(self.areas.codes, self.areas.names)
        unknown: list[int] = []
        by_name: list[int] = []
        self.code_of: dict[str, str] = {}
        for at in self._written.tolist():
            code = self._keys[at]
            padded = by_digits.get(code.lstrip("0")) if code not in place else None
            if padded is not None:
                self.pads[code] = padded
            known = padded if padded is not None and pad else code
            meant = named.get(plain_name(code), []) if known not in place else []
            if len(meant) == 1 and padded is None:
                known = meant[0]
                by_name.append(at)
            if known in place:
                self.ids[at] = self.areas.ids[place[known]]
                self.code_of[code] = known
            elif padded is None:
                unknown.append(at)
        self._say_found(pad, by_name)
        if unknown:
            self._say_unknown(unknown, named)

    def _say_found(self, pad: bool, by_name: list[int]) -> None:
        if self.pads:
            self._say_padded(pad)
        if by_name:
            examples = [f"{self._keys[at]} → {self.code_of[self._keys[at]]}" for at in by_name]
            self._findings.note(
                "upload_areas_by_name",
                column=self._column,
                count=len(by_name),
                examples=some(examples),
            )

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

    def _say_unknown(self, unknown: list[int], named: Mapping[str, list[str]]) -> None:
        codes = {self._keys[at]: self._row[at] for at in unknown}
        elsewhere = self._elsewhere(list(codes))
        for other, found in elsewhere.items():
            self._say_other_set(other, found, codes)
        in_others = {code for found in elsewhere.values() for code in found}
        for code, row in sorted(codes.items(), key=lambda item: item[1]):
            if len(several := named.get(plain_name(code), [])) > 1:
                self._findings.error(
                    "upload_name_of_several", row, self._column, area=code[:60], codes=some(several)
                )
            elif code not in in_others:
                self._findings.error(
                    "upload_unknown_area",
                    row,
                    self._column,
                    area=code[:60],
                    set=self.areas.boundary_set.name_de,
                    meant=self._like(code),
                )

    def _like(self, written: str) -> str:
        """The code, or else the code and name, most like what is written; empty if none is."""
        if any(map(str.isdigit, written)):
            found = process.extractOne(written, self.areas.codes, score_cutoff=ALIKE)
            return found[0] if found else ""
        named = process.extractOne(
            spelt_out(written), self._spelt_out, scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        at = named[2] if named else -1
        return f"{self.areas.codes[at]} {self.areas.names[at]}" if named else ""

    @cached_property
    def _spelt_out(self) -> list[str]:
        return list(map(spelt_out, self.areas.names))

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
        other = [one for one in here if plain_name(one[1]) != plain_name(known[one[0]]) and one[1]]
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
