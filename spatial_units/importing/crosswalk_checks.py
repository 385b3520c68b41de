"""What must hold of a table of shares: known codes, each pair once, shares that sum to 1."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from spatial_units.importing.findings import Findings, some

TOLERANCE = 0.001  # of the sum of an area's shares, for those printed with few digits
MANY = 0.5  # of the codes that are unknown, and known on the other side: columns are swapped

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Side:
    """One column of codes, that of the earlier areas or the later; `cells` are texts and rows."""

    is_from: bool
    codes: Sequence[str]
    cells: list[tuple[str, int]]
    column: str


def places_of(side: Side, pad: bool, findings: Findings) -> IntArray:
    """(n,) place of each cell's area among the codes, -1 where it is unknown (said)."""
    place = {code: at for at, code in enumerate(side.codes)}
    by_digits = _by_digits(side.codes)
    found = np.full(len(side.cells), -1, dtype=np.int64)
    unknown: dict[str, int] = {}
    padded: dict[str, tuple[str, int]] = {}
    for at, (text, row) in enumerate(side.cells):
        whole = by_digits.get(text.lstrip("0")) if text not in place else None
        if whole is not None:
            padded.setdefault(text, (whole, row))
        elif text not in place:
            unknown.setdefault(text, row)
        found[at] = place.get(whole or text, -1)
    _say_padded(padded, pad, side, findings)
    _say_unknown(unknown, side, findings)
    return found


def _by_digits(codes: Sequence[str]) -> dict[str, str]:
    """A code without its leading zeros → the code, where only one is so written."""
    found: dict[str, list[str]] = {}
    for code in codes:
        if code.startswith("0"):
            found.setdefault(code.lstrip("0"), []).append(code)
    return {digits: group[0] for digits, group in found.items() if len(group) == 1 and digits}


def _say_padded(
    padded: dict[str, tuple[str, int]], accepted: bool, side: Side, findings: Findings
) -> None:
    if not padded:
        return
    before, (after, row) = next(iter(padded.items()))
    if accepted:
        findings.note(
            "crosswalk_zeros_added", row, side.column,
            count=len(padded), before=before, after=after,
        )  # fmt: skip
    else:
        findings.error(
            "crosswalk_zeros_lost", row, side.column,
            count=len(padded), before=before, after=after,
        )  # fmt: skip


def _say_unknown(unknown: dict[str, int], side: Side, findings: Findings) -> None:
    for code, row in unknown.items():
        if not code:
            findings.error("crosswalk_code_empty", row, side.column)
            continue
        meant = process.extractOne(code, side.codes, score_cutoff=60)
        unknown_code = "crosswalk_unknown_from" if side.is_from else "crosswalk_unknown_to"
        findings.error(
            unknown_code, row, side.column, area=code[:40],
            meant=meant[0] if meant else "",
        )  # fmt: skip


def seem_swapped(
    source: list[str], target: list[str], from_codes: Sequence[str], to_codes: Sequence[str]
) -> bool:
    """Whether most codes would be known were the columns the other way round."""
    known_from, known_to = set(from_codes), set(to_codes)
    straight = sum(one in known_from for one in source) + sum(one in known_to for one in target)
    turned = sum(one in known_to for one in source) + sum(one in known_from for one in target)
    return turned > MANY * (len(source) + len(target)) > straight


def check_twice(
    source: IntArray,
    target: IntArray,
    rows: NDArray[np.int32],
    from_codes: Sequence[str],
    to_codes: Sequence[str],
    findings: Findings,
) -> None:
    """A pair that stands twice would be counted twice."""
    first: dict[tuple[int, int], int] = {}
    for one, other, row in zip(source.tolist(), target.tolist(), rows.tolist(), strict=True):
        if (earlier := first.setdefault((one, other), row)) != row:
            findings.error(
                "crosswalk_pair_twice", row, source=from_codes[one], target=to_codes[other],
                first_row=str(earlier),
            )  # fmt: skip


def check_sums(
    source: IntArray,
    target: IntArray,
    weight: FloatArray,
    from_codes: Sequence[str],
    to_codes: Sequence[str],
    findings: Findings,
) -> FloatArray:
    """The shares, made to sum to 1 exactly; errors where they do not nearly, or an area lacks."""
    sums = np.bincount(source, weights=weight, minlength=len(from_codes))
    present = np.bincount(source, minlength=len(from_codes)) > 0
    lacking = [from_codes[at] for at in np.flatnonzero(~present).tolist()]
    if lacking:
        findings.error("crosswalk_areas_lacking", count=len(lacking), examples=some(lacking))
    wrong = np.flatnonzero(present & (np.abs(sums - 1) > TOLERANCE)).tolist()
    if wrong and all(abs(sums[at] - 100) <= 100 * TOLERANCE for at in wrong):
        findings.error("crosswalk_in_percent", count=len(wrong))
    else:
        for at in wrong:
            findings.error("crosswalk_sum_not_one", area=from_codes[at], sum=float(sums[at]))
    nearly = int(np.count_nonzero(present & (np.abs(sums - 1) > 1e-9))) - len(wrong)
    if nearly > 0 and not findings.failed:
        findings.note("crosswalk_sums_rounded", count=nearly, most=float(np.abs(sums - 1).max()))
    empty = np.setdiff1d(np.arange(len(to_codes)), target).tolist()
    if empty:
        examples = some([to_codes[at] for at in empty])
        findings.warning("crosswalk_targets_empty", count=len(empty), examples=examples)
    return np.minimum(weight / sums[source], 1.0)
