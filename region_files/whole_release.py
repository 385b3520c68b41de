"""A whole region released to the public under a threshold rule, by a real worker: its figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accounts.actions import create_job
from accounts.models import Job, Region
from accounts.tasks import send
from indicators.models import Indicator
from region_files.gate_figures import Figure
from region_files.loading import load
from region_files.report import lines_of
from region_files.schema import RegionFile
from region_files.stricter import stricter
from region_files.verifying import Verdict
from region_files.worker_watch import Watched, Worker, WorkerGone, watch
from releases.disclosure.primary import too_few
from releases.figures import figures_of
from releases.gate import public_indicators
from releases.hiding import LINKED, PRIMARY, SECONDARY
from releases.models import Audience, AuditReport, CurrentPack, HidingPattern
from releases.pack_format import Section, decode
from releases.region_reader import RegionReader
from releases.secrecy import costs_of
from releases.subjects import rule_of

MINIMUM_COUNT = 10
MOST_BESIDES = 300  # of 67,186 figures of Berlin; 244 are needed
MOST_MEGABYTES = 1000
FEWEST_STEPS = 10


class NotReleased(Exception):
    """The text says why."""


@dataclass(frozen=True)
class WholeRelease:
    """What came of it. `small` figures must be hidden, `small_in_view` of them are not;
    `too_well` are the (lower, upper) an attacker gets of counts that are known too well."""

    name: str
    figures: int
    why: Counter[str]
    small: int
    small_in_view: int
    unmet: int
    checked: int
    too_well: list[tuple[float, float]]
    steps: int
    seconds: float
    audit_seconds: float
    megabytes: float


def release_strictly(spec: RegionFile, data: Path, pid: int) -> list[Verdict | Figure]:
    """Load a stricter copy of a region, let the worker release and audit it; its figures.

    The copy stays in the database, beside the region: only for one that is thrown away.
    Raises WorkerGone.
    """
    name = f"{spec.region.name.en} under a threshold of {MINIMUM_COUNT}"
    try:
        return judged(_made(name, stricter(spec, MINIMUM_COUNT), data, Worker(pid)))
    except NotReleased as reason:
        return [Verdict(f"{name}: {reason}", 1, 0, float("nan"))]


def audited(region: Region) -> list[Figure]:
    """What the newest audit found, if there was one: of what is public, or of a release to be."""
    report = AuditReport.objects.filter(region=region).order_by("-made_at", "-id").first()
    if report is None:
        return []
    name = f"{region.name_en}: counts known too well, of {report.checked:,} that are protected"
    return [Figure(name, len(report.findings), 0)]


def judged(made: WholeRelease) -> list[Verdict | Figure]:
    """What is asked of such a release, and what is only said."""
    besides = made.why[SECONDARY] + made.why[LINKED]
    short = [MINIMUM_COUNT - (upper - lower) for lower, upper in made.too_well]
    safe, hidden = made.checked - len(short), made.small - made.small_in_view
    name = made.name
    return [
        Figure(f"{name}: figures in view", made.figures - made.why.total(), at_least=1),
        Verdict(
            f"{name}: figures of few people no map shows",
            made.small, hidden, made.small_in_view,
        ),
        Figure(f"{name}: hidden because of few people", made.why[PRIMARY]),
        Figure(f"{name}: hidden besides", besides, MOST_BESIDES),
        Figure(f"{name}: small counts nothing protects", made.unmet, 0),
        Verdict(
            f"{name}: counts no attacker narrows too far, of all that is public",
            made.checked, safe, max(short, default=0.0),
        ),
        Figure(f"{name}: steps of progress seen", made.steps, at_least=FEWEST_STEPS),
        Figure(f"{name}: to release", made.seconds, unit="s"),
        Figure(f"{name}: to audit all of it", made.audit_seconds, unit="s"),
        Figure(f"{name}: the worker's peak memory", made.megabytes, MOST_MEGABYTES, "MB"),
    ]  # fmt: skip


def _made(name: str, spec: RegionFile, data: Path, worker: Worker) -> WholeRelease:
    report = load(spec, data, lambda _: None)
    if report.job is None:
        raise NotReleased(" ".join(lines_of(spec, report, "en")))
    released = _carried_out(report.job, worker)
    region = Region.objects.get(key=spec.region.key)
    checked = _carried_out(create_job("audit", region, {}), worker)
    audit = AuditReport.objects.get(job=checked.job)
    small, in_view = _few_people(region)
    costs = [one.all for one in costs_of(region)]
    unmet = HidingPattern.objects.filter(region=region).values_list("unmet", flat=True)
    return WholeRelease(
        name=name,
        figures=sum(one.figures for one in costs),
        why=sum((one.why for one in costs), Counter()),
        small=small,
        small_in_view=in_view,
        unmet=sum(map(len, unmet)),
        checked=audit.checked,
        too_well=[(one["lower"], one["upper"]) for one in audit.findings],
        steps=released.steps,
        seconds=released.seconds,
        audit_seconds=checked.seconds,
        megabytes=worker.megabytes,
    )


def _carried_out(job: Job, worker: Worker) -> Watched:
    if not send(job):
        raise WorkerGone("the broker does not answer")
    watched = watch(job, worker)
    if job.state == Job.State.FAILED:
        raise NotReleased(job.cause)
    return watched


def _few_people(region: Region) -> tuple[int, int]:
    """How many figures rest on too few people, and how many of these the packs show all the same.

    Reckoned anew from the counts, not from what the gate says it hid.
    """
    reader = RegionReader(region)
    small = in_view = 0
    for indicator in public_indicators(region):
        few = _places_of_few(reader, indicator)
        for section, period, values in _printed(region, indicator.key):
            is_few = few[section.boundary_set, period]
            small += int(is_few.sum())
            in_view += sum(values[area] is not None for area in np.flatnonzero(is_few).tolist())
    return small, in_view


def _places_of_few(
    reader: RegionReader, indicator: Indicator
) -> dict[tuple[str, str], NDArray[np.bool_]]:
    """boundary set, period → (n_areas,) whether a figure is there and rests on too few."""
    rule = rule_of(indicator.policy)
    return {
        (reader.lists[set_id].boundary_set.key, reader.periods[period].key): (
            too_few(rule, found.parts, found.denominator) & ~np.isnan(found.value)
        )
        for (set_id, period), found in figures_of(reader, indicator).items()
    }


def _printed(region: Region, key: str) -> Iterator[tuple[Section, str, list[int | None]]]:
    """Each period of each section of the packs the public has of an indicator."""
    current = CurrentPack.objects.filter(
        region=region, audience=Audience.PUBLIC, indicator_key=key, pack__body__isnull=False
    )
    for row in current.select_related("pack"):
        pack = decode(bytes(row.pack.body or b""))
        for section in pack.sections:
            for at, values in zip(section.periods, section.series.values, strict=True):
                yield section, pack.periods[at]["key"], values
