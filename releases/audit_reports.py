"""Audits of a region, before a release and every night, and what is kept of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from accounts.actions import HeldJob, JobFailed, create_job
from accounts.models import Job, Region
from indicators.models import Measure
from releases.auditing import Audited, Finding, audit_of
from releases.fact_rows import ToldFact, told_by
from releases.gate import CannotBeCounted, Gated, in_words, public_subjects
from releases.hiding import Hiding, is_left_open
from releases.models import Audience, AuditReport, CurrentPack
from releases.packing import Draft
from releases.public_reader import PublicReader
from releases.region_reader import RegionReader
from releases.rounding_audit import look_at_rounded

SHOWN = 5  # findings a message names; the page shows them all


class Leaks(Exception):
    """A release would give protected counts away."""

    def __init__(self, region: Region, audited: Audited, hidden: dict[str, Any]) -> None:
        names = Measure.objects.filter(region=region).values_list("key", "name_de")
        super().__init__(said(audited.leaks, dict(names)))
        self.audited, self.hidden = audited, hidden


def audit_release(
    reader: PublicReader,
    through: Gated,
    drafts: Sequence[Draft],
    tell: Callable[[float], None] = lambda _: None,
) -> tuple[Audited, dict[str, Any]]:
    """Attack what is public together with the drafts; raises Leaks where that gives new away."""
    hidden = hidden_record(reader, through.hiding)
    if is_left_open(reader.region):
        return Audited(), hidden
    to_come = [fact for draft in drafts for fact in _told(draft)]
    audited = audit_of(reader, through.subjects, to_come, tell)
    look_at_rounded(reader, audited, is_to_come=True)
    if audited.leaks:
        raise Leaks(reader.region, audited, hidden)
    return audited, hidden


def _told(draft: Draft) -> list[ToldFact]:
    return [
        told_by(draft.indicator.key, placed.boundary_set_id, placed.period_key, placed.fact)
        for placed in draft.facts
    ]


def keep(
    region: Region,
    occasion: str,
    audited: Audited,
    job: Job,
    hidden: dict[str, Any] | None = None,
) -> AuditReport:
    return AuditReport.objects.create(
        region=region,
        occasion=occasion,
        job=job,
        checked=audited.checked,
        unplaced=audited.unplaced,
        seconds=round(audited.seconds, 2),
        findings=audited.as_record(),
        hidden=hidden or {},
    )


def hidden_record(reader: RegionReader, hiding: Hiding) -> dict[str, Any]:
    """indicator → boundary set → period → area: letter."""
    found: dict[str, Any] = {}
    for key, places in hiding.letters.items():
        for (set_id, period), letters in places.items():
            areas = reader.lists[set_id]
            own = {areas.codes[at]: str(letters[at]) for at in np.flatnonzero(letters != "")}
            if own:
                sets = found.setdefault(key, {})
                by_period = sets.setdefault(areas.boundary_set.key, {})
                by_period[reader.periods[period].key] = own
    return found


def said(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    """What a publisher reads when a release is held up; `names` are the measures' by key."""
    named = "; ".join(
        f"{_count(one.terms, names)} in {one.area} ({one.boundary_set}, {one.period_key})"
        for one in findings[:SHOWN]
    )
    more = f" und {len(findings) - SHOWN} weitere" if len(findings) > SHOWN else ""
    return (
        "Nicht veröffentlicht: Zusammen mit dem, was schon öffentlich war, ließen sich geschützte"
        f" Fallzahlen errechnen oder zu eng eingrenzen: {named}{more}. Abhilfe: Halten Sie die"
        " betroffenen Zeitpunkte zurück oder nehmen Sie den Indikator aus der Freigabe. Was"
        " womit verraten würde, steht auf der Seite „Geheimhaltung“."
    )


def _count(terms: Sequence[str], names: Mapping[str, str]) -> str:
    added = [names.get(one, one) for one in terms if not one.startswith("-")]
    taken = [names.get(one[1:], one[1:]) for one in terms if one.startswith("-")]
    return " ohne ".join(filter(None, [" + ".join(added), " + ".join(taken)]))


def audit_region(held: HeldJob) -> str:
    """The nightly audit over everything public; what it finds stands on the desk."""
    region = held.job.region
    assert region is not None
    reader = PublicReader(region)
    try:
        with in_words(reader):
            audited = audit_of(
                reader,
                public_subjects(reader),
                tell=lambda share: held.tell(round(95 * share), "Geheimhaltung wird geprüft"),
            )
            look_at_rounded(reader, audited, is_to_come=False)
    except CannotBeCounted as reason:
        raise JobFailed(str(reason)) from reason
    keep(region, AuditReport.Occasion.NIGHTLY, audited, held.job)
    if not audited.findings:
        return f"{audited.checked} geschützte Fallzahlen geprüft, keine ist zu eng bekannt"
    return f"{len(audited.findings)} von {audited.checked} Fallzahlen sind zu eng bekannt"


def known_too_well(region: Region) -> int:
    """How many counts the newest audit found."""
    newest = AuditReport.objects.filter(region=region).defer("hidden").order_by("-made_at", "-id")
    return len(different(newest[0].findings)) if newest else 0


def different(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same count may be a cell of its own before and after a correction."""
    return list({json.dumps(one, sort_keys=True): one for one in findings}.values())


def audit_all() -> list[Job]:
    """A job for every region that shows the public anything."""
    public = CurrentPack.objects.filter(audience=Audience.PUBLIC).values("region")
    return [
        create_job("audit", region, {})
        for region in Region.objects.filter(id__in=public).order_by("id")
    ]
