"""What an upload would change, compared with what counts now, as arrays against arrays."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from accounts.models import Region
from indicators.changes import Change, Line, leaps_between, say_leaps
from indicators.importing.letters import letters_of
from indicators.matching import Matched, Piece
from indicators.models import Measure, ReferencePeriod
from indicators.queries import COUNTING_SLICES
from spatial_units.importing.findings import Findings

BATCH_VALUES = 100_000
MISSING = "O"  # no data where nothing was before is no new value
SHOWN_NEW = 10  # of the values that are new: enough to see how numbers were read
SHOWN = 100  # changes, and disappearing values, that a preview lists one by one
_NO_VALUE = -9e307  # stands for null on the wire; no value of ours is so small

# One text of bytes per boundary set and period, as a row each would cost 15 µs in the driver.
# By the numbers of the slices, not by joining the question: the planner then uses the key.
_RECORD = np.dtype([("area", ">i8"), ("value", ">f8"), ("status", "S1")])
_VALUES = f"""
    SELECT boundary_set_id, period_id,
           string_agg(int8send(area_id) || float8send(coalesce(value, {_NO_VALUE}))
                      || convert_to(obs_status, 'UTF8'), '' ORDER BY area_id)
      FROM (SELECT DISTINCT ON (s.boundary_set_id, s.period_id, v.area_id)
                   s.boundary_set_id, s.period_id, v.area_id, v.value, v.obs_status
              FROM indicators_slice s
              JOIN indicators_measurevalue v ON v.region_id = s.region_id AND v.slice_id = s.id
             WHERE s.id = ANY(%(slices)s)
             ORDER BY s.boundary_set_id, s.period_id, v.area_id, s.delivery_id DESC) newest
     GROUP BY boundary_set_id, period_id
"""
_SLICES = f"SELECT id FROM ({COUNTING_SLICES}) c WHERE period_id = ANY(%(periods)s) ORDER BY id"


@dataclass(frozen=True)
class Preview:
    """`basis` names the slices that counted; the commit refuses where others count by then."""

    lines: list[Line]
    changes: list[Change]
    gone: list[Change]
    absent: list[tuple[str, str]]
    pads: list[tuple[str, str]]
    values: int
    basis: str
    sets: dict[str, str] = field(default_factory=dict)
    fresh: list[Change] = field(default_factory=list)
    conversion: dict[str, Any] | None = None  # indicators.converting.Conversion.account

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def _batches(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one measure, together not too many values to hold in memory at once."""
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        if batch and (piece.measure != batch[0].measure or size > BATCH_VALUES):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece.values)
    if batch:
        yield batch


@dataclass(frozen=True)
class Counting:
    """What counts now of one measure on one boundary set in one period, (n,) each."""

    area: NDArray[np.int64]
    value: NDArray[np.float64]
    status: NDArray[np.str_]


NOTHING = Counting(np.empty(0, np.int64), np.empty(0), np.empty(0, dtype="U1"))


def preview_of(
    region: Region,
    matched: Matched,
    measures: dict[str, Measure],
    findings: Findings,
    *,
    complete: bool,
) -> Preview:
    """Compare every piece with what counts now; leaps from it are warned of."""
    periods = {
        period.key: period.id
        for period in ReferencePeriod.objects.filter(
            region=region, key__in={piece.period for piece in matched.pieces}
        )
    }
    lines: list[Line] = []
    changes: list[Change] = []
    gone: list[Change] = []
    fresh: list[Change] = []
    leaps: list[tuple[int, Change]] = []
    of_each = -(-SHOWN_NEW // max(len(matched.pieces), 1))
    for pieces in _batches(matched.pieces):
        counting = counting_at(_question(region, pieces, measures, periods))
        for piece in pieces:
            place = piece.boundary_set, periods.get(piece.period, -1)
            found = _Comparison(piece, counting.get(place, NOTHING), matched, complete=complete)
            lines.append(found.line())
            changes += found.changes(SHOWN - len(changes))
            gone += found.gone(SHOWN - len(gone))
            fresh += found.fresh(min(of_each, SHOWN_NEW - len(fresh)))
            leaps += found.leaps()
    say_leaps(leaps, measures, findings)
    return Preview(
        lines,
        changes,
        gone,
        _absent(matched),
        list(matched.pads.items()),
        sum(len(piece.values) for piece in matched.pieces),
        _basis(_question(region, matched.pieces, measures, periods)),
        {str(one.boundary_set.id): one.boundary_set.name_de for one in matched.lists.values()},
        fresh,
        matched.conversion.account() if matched.conversion else None,
    )


def basis_of(region: Region, pieces: Sequence[Piece], measures: dict[str, Measure]) -> str:
    """A name for the slices that count now where these pieces would lie."""
    periods = dict(
        ReferencePeriod.objects.filter(
            region=region, key__in={piece.period for piece in pieces}
        ).values_list("key", "id")
    )
    return _basis(_question(region, pieces, measures, periods))


def _question(
    region: Region,
    pieces: Sequence[Piece],
    measures: dict[str, Measure],
    periods: dict[str, int],
) -> dict[str, Any]:
    return {
        "region": region.id,
        "measures": sorted({measures[piece.measure].id for piece in pieces}),
        "sets": sorted({piece.boundary_set for piece in pieces}),
        "periods": sorted({periods[one.period] for one in pieces if one.period in periods}),
    }


def _slices(question: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_SLICES, question)
        return [row[0] for row in cursor.fetchall()]


def _basis(question: dict[str, Any]) -> str:
    return hashlib.sha256(" ".join(map(str, _slices(question))).encode()).hexdigest()


def counting_at(question: dict[str, Any]) -> dict[tuple[int, int], Counting]:
    """By boundary set and period."""
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, {"slices": _slices(question)})
        return {(one[0], one[1]): _unpacked(one[2]) for one in cursor.fetchall()}


def _unpacked(packed: bytes) -> Counting:
    rows = np.frombuffer(packed, dtype=_RECORD)
    value = rows["value"].astype(np.float64)
    return Counting(
        rows["area"].astype(np.int64),
        np.where(value == _NO_VALUE, np.nan, value),
        letters_of(rows["status"].view(np.uint8)),
    )


class _Comparison:
    """One piece beside what counts in its place."""

    def __init__(
        self,
        piece: Piece,
        counting: Counting,
        matched: Matched,
        *,
        complete: bool,
    ) -> None:
        self._piece, self._counting = piece, counting
        self._areas = matched.lists[piece.boundary_set]
        _, new_at, old_at = np.intersect1d(
            piece.area_ids, counting.area, assume_unique=True, return_indices=True
        )
        self._new_at, self._old_at = new_at, old_at
        before, after = counting.value[self._old_at], piece.values[new_at]
        same = counting.status[self._old_at] == piece.status[new_at]
        equal = same & ((before == after) | (np.isnan(before) & np.isnan(after)))
        self._changed = np.flatnonzero(~equal)
        stays = np.ones(len(counting.area), dtype=bool)
        stays[old_at] = False
        self._gone = np.flatnonzero(stays) if complete else old_at[:0]
        self._kept = 0 if complete else int(stays.sum())

    def line(self) -> Line:
        piece, both = self._piece, len(self._new_at)
        missing = int((np.delete(piece.status, self._new_at) == MISSING).sum())
        new, gone = len(piece.values) - both - missing, len(self._gone)
        changed = len(self._changed)
        without = len(self._areas.codes) - both - new - gone - self._kept
        return Line(
            piece.measure, piece.period, piece.boundary_set,
            new, changed, both - changed, gone, without,
        )  # fmt: skip

    def changes(self, most: int) -> list[Change]:
        return [
            self._change(int(self._old_at[at]), int(self._new_at[at]))
            for at in self._changed[: max(most, 0)].tolist()
        ]

    def leaps(self) -> list[tuple[int, Change]]:
        """How many values leap, and the first of them; empty where none does."""
        leap = leaps_between(self._counting.value[self._old_at], self._piece.values[self._new_at])
        if not len(leap):
            return []
        return [(len(leap), self._change(int(self._old_at[leap[0]]), int(self._new_at[leap[0]])))]

    def gone(self, most: int) -> list[Change]:
        return [self._change(at, None) for at in self._gone[: max(most, 0)].tolist()]

    def fresh(self, most: int) -> list[Change]:
        """The first values where nothing was delivered before, in the order of codes."""
        is_new = self._piece.status != MISSING
        is_new[self._new_at] = False
        in_order = self._areas.ids[np.isin(self._areas.ids, self._piece.area_ids[is_new])]
        places = np.searchsorted(self._piece.area_ids, in_order[: max(most, 0)])
        return [self._change(None, at) for at in places.tolist()]

    def _change(self, old: int | None, new: int | None) -> Change:
        """At least one of the two places is known."""
        area = self._piece.area_ids[new] if old is None else self._counting.area[old]
        place = int(np.flatnonzero(self._areas.ids == area)[0])
        return Change(
            self._piece.measure,
            self._piece.period,
            self._areas.codes[place],
            self._areas.names[place],
            None if old is None else _plain(self._counting.value[old]),
            "" if old is None else str(self._counting.status[old]),
            None if new is None else _plain(self._piece.values[new]),
            "" if new is None else str(self._piece.status[new]),
        )


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _absent(matched: Matched) -> list[tuple[str, str]]:
    """Code and name of the areas the whole file leaves out."""
    names = {
        set_id: dict(zip(areas.codes, areas.names, strict=True))
        for set_id, areas in matched.lists.items()
    }
    return [(code, names[at][code]) for at in names for code in matched.absent.get(at, [])]
