"""What in an upload is possible, yet rather a slip: said as a warning, never refused."""

from collections.abc import Sequence

from accounts.models import Region
from indicators.hints_crosswalks import say_two_crosswalks
from indicators.hints_future import say_in_the_future
from indicators.hints_range import say_outside_earlier_range
from indicators.hints_shares import say_above_the_whole
from indicators.hints_sums import say_impossible_sums
from indicators.importing.german_periods import as_written
from indicators.importing.periods import parse_period
from indicators.matching import Matched, Piece
from indicators.models import Measure, Slice
from spatial_units.importing.findings import Findings

Known = tuple[str, str]  # kind and key of a period a measure has values for


def say_all(
    region: Region,
    matched: Matched,
    measures: dict[str, Measure],
    findings: Findings,
    *,
    complete: bool,
) -> None:
    """Each kind of hint once for the whole file; leaps are told where values are compared."""
    say_in_the_future(region, [piece.period for piece in matched.pieces], findings)
    say_other_kinds_of_period(matched.pieces, measures, findings)
    say_outside_earlier_range(region, matched, measures, findings)
    say_above_the_whole(region, matched, measures, findings)
    say_two_crosswalks(region, matched, findings)
    say_impossible_sums(region, matched, measures, findings, complete=complete)


def say_other_kinds_of_period(
    pieces: Sequence[Piece], measures: dict[str, Measure], findings: Findings
) -> None:
    """A measure known for years gets a day, or the like: two dates would stand side by side.

    One warning per kind the file brings anew, with the first measure it concerns.
    """
    known = _known_periods(pieces, measures)
    told: set[str] = set()
    for piece in pieces:
        kind = parse_period(piece.period).kind
        earlier = known.get(piece.measure, [])
        if not earlier or kind in told or any(kind == one for one, _ in earlier):
            continue
        told.add(kind)
        findings.warning(
            "upload_other_kind_of_period",
            measure=measures[piece.measure].name_de,
            new=as_written(piece.period),
            known=as_written(earlier[0][1]),
        )


def _known_periods(pieces: Sequence[Piece], measures: dict[str, Measure]) -> dict[str, list[Known]]:
    """By measure, the newest first; of deliveries that were not taken back."""
    wanted = {measures[key].id: key for key in {piece.measure for piece in pieces}}
    found = Slice.objects.filter(
        measure__in=wanted,
        boundary_set__in={piece.boundary_set for piece in pieces},
        delivery__withdrawn_at=None,
    )
    rows = found.order_by("-period__end", "-period__start").distinct()
    known: dict[str, list[Known]] = {}
    for measure, kind, key in rows.values_list("measure_id", "period__kind", "period__key"):
        known.setdefault(wanted[measure], []).append((kind, key))
    return known
