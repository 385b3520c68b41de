"""Counts that came in on another boundary set, brought to the one that holds then by a crosswalk
(Umsteigeschlüssel).

Only what adds up is converted: a new area gets the sum of share × count. Rates follow from that
at release; a ready value such as a mean cannot be converted, and is refused in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.models import Region
from indicators.importing.letters import letters_of, octets_of
from indicators.models import Flag, Measure
from indicators.pieces import Piece
from spatial_units.crosswalks import NEARLY_WHOLE, Links, links_of, mark_used, name_of
from spatial_units.importing.findings import Findings, some
from spatial_units.models import Crosswalk, SpatialLevel
from spatial_units.queries import AreaList, areas_of

WORST_LAST = "AOMLQ"  # a secret part makes the whole secret, whatever else is lacking


@dataclass(frozen=True)
class Converted:
    """A piece on the new set. `left_out` are new areas, by id, of which the file lacks a part;
    `total` is the sum of all values, `split` that of shares below NEARLY_WHOLE."""

    piece: Piece
    left_out: NDArray[np.int64]
    total: float
    split: float


def convert(piece: Piece, links: Links, to_set: int) -> Converted:
    """Share × count, added up; never a sum of only some parts.

    A new area with a part that is a gap is a gap for the same reason. What was divided or joined
    carries Flag.CONVERTED, what passed as a whole and alone does not.
    """
    at = np.minimum(np.searchsorted(piece.area_ids, links.source), len(piece.area_ids) - 1)
    is_there = piece.area_ids[at] == links.source
    targets, slot = np.unique(links.target, return_inverse=True)
    parts = np.where(is_there, links.weight * piece.values[at], np.nan)
    values = np.bincount(slot, weights=parts, minlength=len(targets))
    whole = np.bincount(slot, weights=~is_there, minlength=len(targets)) == 0
    moved = np.bincount(slot, weights=links.weight < 1, minlength=len(targets)) > 0
    moved |= np.bincount(slot, minlength=len(targets)) > 1
    status = _worst(piece.status[at], slot, len(targets))
    flags = np.where(moved & (status == "A"), Flag.CONVERTED, 0).astype(np.int16)
    brought = replace(
        piece, boundary_set=to_set, area_ids=targets[whole], values=values[whole],
        status=status[whole], flags=flags[whole],
    )  # fmt: skip
    amounts = np.abs(np.nan_to_num(parts))
    divided = amounts[links.weight < NEARLY_WHOLE]
    return Converted(brought, targets[~whole], float(amounts.sum()), float(divided.sum()))


def _worst(letters: NDArray[np.str_], slot: NDArray[np.intp], size: int) -> NDArray[np.str_]:
    """Of each new area the gravest letter of its parts."""
    rank_of = np.zeros(256, dtype=np.int64)
    rank_of[np.frombuffer(WORST_LAST.encode(), dtype=np.uint8)] = np.arange(len(WORST_LAST))
    worst = np.zeros(size, dtype=np.int64)
    np.maximum.at(worst, slot, rank_of[octets_of(letters)])
    return letters_of(np.frombuffer(WORST_LAST.encode(), dtype=np.uint8)[worst])


class Conversion:
    """A crosswalk the clerk chose for a file, and what it does to the file's pieces."""

    def __init__(self, crosswalk: Crosswalk) -> None:
        self.crosswalk, self._links = crosswalk, links_of(crosswalk)
        self.earlier = areas_of(crosswalk.from_set)
        self._totals: dict[str, tuple[float, float]] = {}

    def read_on(self, sets: Sequence[int]) -> list[int]:
        """The sets the codes are looked up in, period by period."""
        earlier, later = self.crosswalk.from_set_id, self.crosswalk.to_set_id
        return [earlier if one == later else one for one in sets]

    def brought(
        self,
        pieces: Sequence[Piece],
        later: AreaList,
        measures: dict[str, Measure],
        findings: Findings,
    ) -> list[Piece]:
        """The pieces on the set that holds; none where one of their measures does not add up."""
        concerned = {one.measure for one in pieces if self._is_earlier(one)}
        ready = [key for key in sorted(concerned) if measures[key].kind == Measure.Kind.VALUE]
        for key in ready:
            findings.error("upload_not_convertible", measure=measures[key].name_de)
        if ready:
            return []
        found = [self._one(one) if self._is_earlier(one) else None for one in pieces]
        done = [one for one in found if one is not None]
        if done:
            self._note(done)
            self._say(done, later, findings)
        return [
            converted.piece if converted else piece
            for piece, converted in zip(pieces, found, strict=True)
            if converted is None or len(converted.piece.values)
        ]

    def _is_earlier(self, piece: Piece) -> bool:
        return piece.boundary_set == self.crosswalk.from_set_id

    def _one(self, piece: Piece) -> Converted:
        return convert(piece, self._links, self.crosswalk.to_set_id)

    def _note(self, done: Sequence[Converted]) -> None:
        for one in done:
            total, split = self._totals.get(one.piece.measure, (0.0, 0.0))
            self._totals[one.piece.measure] = (total + one.total, split + one.split)

    def _say(self, done: Sequence[Converted], later: AreaList, findings: Findings) -> None:
        total, split = (sum(parts) for parts in zip(*self._totals.values(), strict=True))
        findings.note(
            "upload_converted",
            name=f"{self.crosswalk.from_set.name_de} → {self.crosswalk.to_set.name_de}",
            basis=self.crosswalk.basis,
            count=sum(len(one.piece.values) for one in done),
            split=round(100 * split / total, 2) if total else 0.0,
        )
        lacking = np.unique(np.concatenate([one.left_out for one in done]))
        if len(lacking):
            place = later.position
            codes = [later.codes[place[int(area)]] for area in lacking]
            findings.warning("upload_converted_partly", count=len(codes), examples=some(codes))

    def account(self) -> dict[str, Any]:
        """What a delivery remembers: which crosswalk, and of each measure the share (0 to 1) of
        its sum that lay in areas that were divided."""
        crosswalk = self.crosswalk
        return {
            "id": crosswalk.pk,
            "from": crosswalk.from_set.key,
            "to": crosswalk.to_set.key,
            "basis": crosswalk.basis,
            "source": crosswalk.source,
            "content_hash": crosswalk.content_hash,
            "name": name_of(crosswalk),
            "split": {
                key: split / total if total else 0.0 for key, (total, split) in self._totals.items()
            },
        }


def still_converts(region: Region, account: dict[str, Any] | None) -> bool:
    """Whether the crosswalk that values were converted by still counts; it then stays for good."""
    return account is None or mark_used(region, account["id"])


def conversion_asked(
    level: SpatialLevel, number: int, sets: Sequence[int], findings: Findings
) -> Conversion | None:
    """The conversion the clerk asked for, if it concerns any of the sets that hold."""
    if not number:
        return None
    known = Crosswalk.objects.filter(region=level.region_id, is_current=True)
    found = known.select_related("from_set", "to_set").filter(pk=number).first()
    if found is None:
        findings.error("upload_crosswalk_gone")
    elif found.to_set_id not in sets:
        findings.warning("upload_crosswalk_unused", set=found.to_set.name_de)
    else:
        return Conversion(found)
    return None
