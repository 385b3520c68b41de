"""Trying an index out before it is made: the worker reckons on raw, and keeps what a page shows.

Neither values of components nor their z-values are kept, and scores with one decimal.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from django.db import transaction

from accounts.actions import HeldJob, JobFailed, create_job
from accounts.models import Job, User
from accounts.scoping import row_of
from indicators.index_reading import IndexCannotBeComputed
from indicators.indices import Edition, reckoned
from indicators.models import CompositeIndex, IndexDraft, Indicator
from indicators.recipes import Recipe, indicators_in
from indicators.statistics.notes import Note
from spatial_units.queries import AreaList

KIND = "try-index"
SCORE_DECIMALS = 1
EXCLUDED, FEW, NOT_EVALUATED, MISSING = "excluded", "few", "not_evaluated", "missing"


def ask(draft: IndexDraft, by: User) -> Job:
    """Have a draft's recipe tried; what was found for another one goes."""
    with transaction.atomic():
        draft.save()
        job = create_job(KIND, draft.region, {"draft": draft.pk}, by)
        draft.job, draft.result = job, None
        draft.save()
    return job


def carry_out(held: HeldJob) -> str:
    """Doing it twice changes nothing. Raises JobFailed with words for the reader."""
    draft = IndexDraft.objects.select_related("region").get(pk=held.job.arguments["draft"])
    held.tell(10, "Der Index wird gerechnet.")
    keys = set(indicators_in(draft.recipe))
    named = Indicator.objects.filter(region=draft.region, key__in=keys)
    names = dict(named.values_list("key", "name_de"))
    if gone := sorted(keys - set(names)):
        raise JobFailed(f"Diese Indikatoren gibt es nicht mehr: {', '.join(gone)}.")
    try:
        result = tried(CompositeIndex(region=draft.region, key="draft", recipe=draft.recipe))
    except IndexCannotBeComputed as reason:
        told = _with_names(str(reason), names)
        raise JobFailed(f"Der Index lässt sich so nicht berechnen: {told}.") from reason
    row_of(draft).filter(job=held.job).update(result=result)
    return "Der Index ist durchgerechnet."


def _with_names(told: str, names: Mapping[str, str]) -> str:
    """A refusal names components by their keys; people know their names."""
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")\b")
    return pattern.sub(lambda found: f"„{names[found[1]]}“", told)


def tried(index: CompositeIndex) -> dict[str, Any]:
    """What an index would come to: `editions`, the newest first, each with `period`, `n`,
    `classes` [(value, areas)], `areas` [(code, name, class value or None, score, rank)] by rank,
    `left_out` [(code, name, why)] and `notes` {key, params}."""
    areas, editions = reckoned(index)
    newest = sorted(editions, key=lambda one: (one.period.end, one.period.key), reverse=True)
    return {"editions": [_told(index.recipe, areas, one) for one in newest]}


def _told(recipe: Recipe, areas: AreaList, one: Edition) -> dict[str, Any]:
    found = one.result
    values = [part["value"] for part in recipe["classes"]]
    place = np.where(found.evaluated & ~np.isnan(found.rank), found.rank, np.inf)
    ranked = np.argsort(place, kind="stable")[: int(np.isfinite(place).sum())]
    return {
        "period": one.period.key,
        "n": int(found.evaluated.sum()),
        "classes": [
            [value, int((found.class_index == at).sum())] for at, value in enumerate(values)
        ],
        "areas": [
            [
                areas.codes[at],
                areas.names[at],
                values[found.class_index[at]] if found.class_index[at] >= 0 else None,
                round(float(found.score[at]), SCORE_DECIMALS) + 0.0,
                int(found.rank[at]),
            ]
            for at in ranked
        ],
        "left_out": list(_left_out(recipe, areas, one)),
        "notes": [_without_numbers(note, areas) for note in found.warnings],
    }


def _left_out(recipe: Recipe, areas: AreaList, one: Edition) -> Iterator[list[str]]:
    """Each area without an index, and the first reason that holds."""
    excluded = np.isin(areas.codes, recipe["exclude"])
    for at in np.flatnonzero(np.isnan(one.result.score)):
        why = MISSING
        for holds, reason in ((excluded, EXCLUDED), (one.few, FEW), (~one.usable, NOT_EVALUATED)):
            if holds[at]:
                why = reason
                break
        yield [areas.codes[at], areas.names[at], why]


def _without_numbers(note: Note, areas: AreaList) -> dict[str, Any]:
    """A note names the area that is far out, but not how far."""
    params = {key: one for key, one in note.params.items() if key != "z"}
    if "area" in params:
        params["area"] = areas.names[int(params["area"])]
    return {"key": note.key, "params": params}
