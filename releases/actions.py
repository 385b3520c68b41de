"""Publishing: shapes, what is computed, then every pack of every audience in one transaction."""

from typing import Any

from django.db import connection, transaction

from accounts.actions import HeldJob, JobFailed
from accounts.models import Region
from indicators.models import Indicator
from indicators.statistics.exact import largest_exact
from releases import freezing
from releases.audit_reports import Leaks, audit_release, keep
from releases.computing import compute_all
from releases.examining import ask_for_examination
from releases.finding_patterns import ask_for_patterns
from releases.freezing import PrintedByPeriod
from releases.gate import CannotBeCounted, Gated, gated
from releases.holding import held_periods, hold_back
from releases.level_classes import classify_level
from releases.models import AuditReport, MapClassification
from releases.pack_format import encode
from releases.packing import drafts_of
from releases.printed import TooLargeToPrint
from releases.public_reader import PublicReader, reader_for
from releases.region_reader import RegionReader
from releases.standing import spoken_of
from releases.storing import Frozen, point, store
from spatial_units.models import BoundarySet, Shapes, SpatialLevel
from spatial_units.queries import geometries_of
from spatial_units.shapes import make_shapes


def publish(held: HeldJob) -> str:
    """Carry out a publish job: `arguments` hold releases as [{audience, indicators, reason}].

    `indicators` are keys or "all". What else the audience sees goes, unless the wish says
    `keeps_others`. A wish with `held_back` says anew which periods stay out, else what held
    before still holds; `text` is the changelog where somebody wrote one. Without any release
    only shapes and what is computed are brought up to date. Doing it twice changes nothing.
    Raises JobFailed with words for the reader.
    """
    region = held.job.region
    assert region is not None
    shapes = _make_missing_shapes(held, region)
    compute_all(held, region)
    try:
        changed = _release_all(held, region, shapes)
    except Leaks as leaks:
        keep(region, AuditReport.Occasion.RELEASE, leaks.audited, held.job, leaks.hidden)
        raise JobFailed(str(leaks)) from leaks
    ask_for_examination(region)
    ask_for_patterns(region)
    if not changed:
        return "nichts Neues"
    return "1 Karte erneuert" if changed == 1 else f"{changed} Karten erneuert"


def _release_all(held: HeldJob, region: Region, shapes: dict[int, str]) -> int:
    """All or nothing; how many packs are new."""
    with transaction.atomic():
        _one_at_a_time(region)
        return sum(_release(held, region, wish, shapes) for wish in held.job.arguments["releases"])


def _one_at_a_time(region: Region) -> None:
    """So that an earlier reading never replaces a later one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"publish {region.key}"])


def _make_missing_shapes(held: HeldJob, region: Region) -> dict[int, str]:
    for boundary_set in BoundarySet.objects.filter(region=region, shapes=None):
        held.tell(2, f"Umrisse: {boundary_set.name_de}")
        areas, geometries, square_metres = geometries_of(boundary_set)
        made = make_shapes(geometries, areas.codes, areas.names, square_metres)
        Shapes.objects.create(
            region=region,
            boundary_set=boundary_set,
            hash=made.hash,
            topojson=made.topojson,
            svg=made.svg,
        )
    return dict(Shapes.objects.filter(region=region).values_list("boundary_set_id", "hash"))


def _release(held: HeldJob, region: Region, wish: dict[str, Any], shapes: dict[int, str]) -> int:
    """Freeze one audience's packs; how many are new."""
    audience = wish["audience"]
    reader = reader_for(
        region,
        audience,
        lambda share: held.tell(11 + round(4 * share), "Fallzahlen werden gerundet"),
    )
    indicators = Indicator.objects.filter(region=region).select_related(
        "topic", "source", "policy", "region"
    )
    named: list[str] | None = None if wish["indicators"] == "all" else wish["indicators"]
    named = spoken_of(region, audience, named)
    if named is not None:
        indicators = indicators.filter(key__in=named)
    if "held_back" in wish:
        hold_back(region, audience, named, wish["held_back"])
    try:
        through = gated(
            reader, audience, list(indicators), held_periods(region, audience),
            lambda share: held.tell(15 + round(40 * share), "Geheimhaltung"),
        )  # fmt: skip
    except CannotBeCounted as reason:
        raise JobFailed(str(reason)) from reason
    frozen: list[Frozen] = []
    for done, indicator in enumerate(indicators):
        held.tell(55 + 20 * done // max(len(indicators), 1), f"Kartenpaket: {indicator.name_de}")
        frozen += _freeze(reader, indicator, audience, shapes, through)
    if isinstance(reader, PublicReader):
        audited, hidden = audit_release(
            reader, through, [one.draft for one in frozen],
            lambda share: held.tell(75 + round(20 * share), "Geheimhaltung wird geprüft"),
        )  # fmt: skip
        keep(region, AuditReport.Occasion.RELEASE, audited, held.job, hidden)
        reader.keep()
    new = store(region, wish, held.job, frozen)
    only_named = wish.get("keeps_others") or wish["indicators"] == "all"
    point(region, audience, frozen, named if only_named else None)
    return new


def _freeze(
    reader: RegionReader,
    indicator: Indicator,
    audience: str,
    shapes: dict[int, str],
    through: Gated,
) -> list[Frozen]:
    def classify(of: Indicator, level: SpatialLevel, shown: PrintedByPeriod) -> dict[str, Any]:
        return _classification(reader, of, level, audience, shown)

    figures = through.figures[indicator.key]
    try:
        drafts = drafts_of(reader, indicator, figures, audience, shapes, classify, through.hiding)
    except freezing.GateRefuses as reason:
        raise JobFailed(str(reason)) from reason
    except TooLargeToPrint as reason:
        raise JobFailed(too_large(indicator)) from reason
    return [Frozen(draft, encode(draft.pack)) for draft in drafts]


def too_large(indicator: Indicator) -> str:
    largest = f"{largest_exact(indicator.decimals):,}".replace(",", ".")
    return (
        f"Der Indikator „{indicator.name_de}“ hat einen Wert, der zu groß ist, um genau gedruckt"
        f" zu werden. Die größte erlaubte Zahl ist {largest}. Bitte berichtigen Sie den Wert und"
        " geben Sie dann noch einmal frei."
    )


def _classification(
    reader: RegionReader,
    indicator: Indicator,
    level: SpatialLevel,
    audience: str,
    shown: PrintedByPeriod,
) -> dict[str, Any]:
    """The stored classes; they move only when the declaration does, not with new dates."""
    declared = indicator.definition["classification"] | {"decimals": indicator.decimals}
    known = MapClassification.objects.filter(
        region=reader.region, indicator_key=indicator.key, level_key=level.key, audience=audience
    ).first()
    if known and known.declared == declared:
        return dict(known.result)
    own = {period for set_id, period in shown if set_id in reader.sets_of(level)}
    row, _ = MapClassification.objects.update_or_create(
        region=reader.region,
        indicator_key=indicator.key,
        level_key=level.key,
        audience=audience,
        defaults={
            "declared": declared,
            "periods": sorted(reader.periods[period].key for period in own),
            "result": classify_level(reader, indicator, level, shown),
        },
    )
    row.refresh_from_db()
    return dict(row.result)
