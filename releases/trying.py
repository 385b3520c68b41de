"""Trying out a rule of secrecy: what it would hide of what the public sees now.

Nothing is published, and what was public already counts as not yet known: the rule as it would
have worked from the first release on.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

import numpy as np
from django.db import transaction

from accounts.actions import HeldJob, JobFailed, create_job
from accounts.models import Job, Region, User
from indicators.models import Indicator, Policy
from releases.figures import figures_of
from releases.gate import CannotBeCounted, in_words, public_indicators
from releases.hiding import Hiding, hide
from releases.models import RuleTrial
from releases.packing import public_sets
from releases.public_reader import PublicReader
from releases.public_rule import can_be_protected
from releases.region_reader import RegionReader
from releases.subjects import Subject

KIND = "try-rule"
BY_SOURCE = "Q"  # delivered without a number; stays so under any rule


@dataclass(frozen=True)
class TriedRule:
    """A threshold for the indicators of a policy, whatever its rule is now."""

    policy: str
    minimum_count: int
    protect_zero: bool = False
    minimum_denominator: int = 0

    def put_on(self, indicator: Indicator) -> None:
        """In memory only."""
        if indicator.policy.key == self.policy:
            indicator.policy.rule = Policy.Rule.THRESHOLD
            indicator.policy.minimum_count = self.minimum_count
            indicator.policy.protect_zero = self.protect_zero
            indicator.policy.minimum_denominator = self.minimum_denominator


@dataclass
class Tried:
    """`costs` by indicator and level: how many figures, and how many hidden by which letter."""

    costs: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    barred: list[str] = field(default_factory=list)
    unmet: int = 0


def ask(region: Region, rule: TriedRule, by: User) -> Job:
    """A job that tries the rule; the same question asked twice is one job."""
    arguments = {"rule": asdict(rule)}
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        waiting = Job.objects.filter(region=region, kind=KIND, state=Job.State.WAITING)
        known = waiting.filter(arguments=arguments).first()
        return known or create_job(KIND, region, arguments, by)


def carry_out(held: HeldJob) -> str:
    region, rule = held.job.region, TriedRule(**held.job.arguments["rule"])
    assert region is not None
    began = time.monotonic()
    reader = PublicReader(region, but=rule.policy)
    try:
        with in_words(reader):
            tried = try_rule(
                reader, rule, lambda share: held.tell(round(95 * share), "Geheimhaltung")
            )
    except CannotBeCounted as reason:
        raise JobFailed(str(reason)) from reason
    RuleTrial.objects.create(
        region=region, job=held.job, rule=asdict(rule), costs=tried.costs, barred=tried.barred,
        unmet=tried.unmet, seconds=round(time.monotonic() - began, 2),
    )  # fmt: skip
    return "Die Regel ist durchgerechnet."


def try_rule(
    reader: RegionReader, rule: TriedRule, tell: Callable[[float], None] = lambda _: None
) -> Tried:
    """Raises what `gate.in_words` knows; `tell` hears the share done."""
    tried = Tried()
    subjects = []
    for one in public_indicators(reader.region):
        rule.put_on(one)
        if can_be_protected(one):
            subjects.append(Subject(one, figures_of(reader, one), public_sets(reader, one)))
        else:
            tried.barred.append(one.key)
    hiding = hide(reader, subjects, tell, is_kept=False)
    tried.unmet = hiding.unmet
    for subject in subjects:
        tried.costs[subject.indicator.key] = _costs(reader, subject, hiding)
    return tried


def _costs(reader: RegionReader, subject: Subject, hiding: Hiding) -> dict[str, Counter[str]]:
    level_of = {set_id: one.key for one in reader.levels for set_id in reader.sets_of(one)}
    found: dict[str, Counter[str]] = {}
    for place, figures in subject.figures.items():
        if place[0] not in subject.sets:
            continue
        cost = found.setdefault(level_of[place[0]], Counter())
        is_there = ~np.isnan(figures.value)
        by_source = int((~is_there & (figures.status == BY_SOURCE)).sum())
        cost["figures"] += int(is_there.sum()) + by_source
        cost[BY_SOURCE] += by_source
        letters = hiding.of(subject.indicator, place)
        if letters is not None:
            cost.update(letter for letter in letters[is_there].tolist() if letter)
    return found
