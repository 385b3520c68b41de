"""A composite index worked out again from printed figures: what drives it, and how sure it is.

Only figures its readers see go in, so nothing comes out that they could not reckon themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from indicators.recipes import Recipe, finish_of, rule_of, tree_of
from indicators.statistics.arrays import BoolArray, FloatArray, IntArray
from indicators.statistics.class_rules import (
    ClassRule,
    QuantileRule,
    Rule,
    WidthRule,
    class_of_score,
)
from indicators.statistics.composite_index import composite_index
from indicators.statistics.index_tree import Missing, Part, reckon
from indicators.statistics.notes import Note
from indicators.statistics.robustness import DRAWS, Robustness, robustness

METHOD = "examination"
VERSION = 3
SHIFT = 0.1  # how far cuts are moved to see what hangs on them
TOP_SHARE = 0.05  # NRW's rule since 2024/25
DECIMALS = 2


@dataclass(frozen=True)
class Examined:
    """All lists go by area but `parts`, `weights` (by part), `moves` (by choice) and `cuts`.

    `scaled` has a list per part of the root: how far it is from the others, high is a burden.
    `classes` are codes of the rule as published, None for areas without one; `agreeing` tells how
    many of them come out of the printed figures again. `cuts` has by way of classing the number
    of areas per class, lowest first; `near` the areas within SHIFT of a cut. `notes` are remarks
    of the method, {"key", "params"}, an area named by its code.
    """

    areas: Sequence[str]
    parts: Sequence[str]
    weights: Sequence[float]
    scaled: Sequence[Sequence[float | None]]
    score: Sequence[float | None]
    classes: Sequence[str | None]
    agreeing: int
    rank: Sequence[int | None]
    median: Sequence[float | None]
    lower: Sequence[int | None]
    upper: Sequence[int | None]
    worst: Sequence[int | None]
    moves: Mapping[str, float]
    draws: int
    cuts: Mapping[str, Sequence[int]]
    near: Sequence[str]
    notes: Sequence[Mapping[str, Any]]


def examine(
    recipe: Recipe,
    key: str,
    areas: Sequence[str],
    values: Mapping[str, FloatArray],
    included: BoolArray,
    *,
    published: Sequence[str | None] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Examined:
    """Examine one edition; (n_areas,) printed `values` by component, NaN in gaps, and `included`,
    True for areas whose index the readers see. `published` are the classes they see, if they do.

    Raises notes.Refused where no index can be made of printed figures.
    """
    root, rule, finish = tree_of(recipe, key), rule_of(recipe), finish_of(recipe)
    settings: dict[str, Any] = {"rule": rule, "finish": finish, "missing": recipe["missing"]}
    found = composite_index(root, values, included, **settings)
    reckoned = [None if at < 0 else rule.codes[at] for at in found.class_index.tolist()]
    classes = reckoned if published is None else list(published)
    drawn = robustness(root, values, included, draws=draws, seed=seed, **settings)
    return Examined(
        areas=list(areas),
        parts=[part.key for part in root.parts],
        weights=[part.weight for part in root.parts],
        scaled=[_rounded(row) for row in _scaled(root, values, included, recipe["missing"])],
        score=_rounded(found.score, 1),
        classes=classes,
        agreeing=sum(a == b and a is not None for a, b in zip(reckoned, classes, strict=True)),
        rank=_whole(drawn.rank),
        **_drawn(drawn),
        draws=draws,
        cuts={"declared": [classes.count(code) for code in rule.codes]}
        | {way: _counts(found.score, other) for way, other in _other_rules(rule)},
        notes=[_named(note, areas) for note in found.warnings],
        near=[areas[at] for at in np.flatnonzero(_is_near(found.score, rule)).tolist()],
    )


def _named(note: Note, areas: Sequence[str]) -> dict[str, Any]:
    named = {"area": areas[int(note.params["area"])]} if "area" in note.params else {}
    return {"key": note.key, "params": {**note.params, **named}}


def as_json(examined: Examined) -> dict[str, Any]:
    return asdict(examined)


def _scaled(
    root: Part, values: Mapping[str, FloatArray], included: BoolArray, missing: Missing
) -> Iterator[FloatArray]:
    """The root's parts on its scale, over the areas that have the index."""
    found = reckon(root, values, included, missing=missing)
    gaps = np.full(found.total.shape, np.nan)
    for part in root.parts:
        yield np.where(found.evaluated, found.scaled.get(part.key, gaps), np.nan)


def _drawn(drawn: Robustness) -> dict[str, Any]:
    return {
        "median": _rounded(drawn.median, 0),
        "lower": _whole(np.floor(drawn.lower)),
        "upper": _whole(np.ceil(drawn.upper)),
        "worst": _whole(np.round(100 * drawn.worst)),
        "moves": {choice: round(move, 1) for choice, move in drawn.moves.items()},
    }


def _other_rules(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """What else could have been declared."""
    if isinstance(rule, ClassRule):
        for way, shift in (("lower", -SHIFT), ("higher", SHIFT)):
            moved = tuple(cut + shift for cut in rule.cuts)
            yield way, ClassRule(moved, rule.codes, rule.right_closed)
    if not isinstance(rule, QuantileRule):
        yield "quantiles", QuantileRule(rule.codes)
    if not isinstance(rule, WidthRule) or rule.top_share:
        yield "equal_widths", WidthRule(rule.codes)
    if not isinstance(rule, WidthRule) or not rule.top_share:
        yield "top_share", WidthRule(rule.codes, TOP_SHARE)


def _counts(score: FloatArray, rule: Rule) -> list[int]:
    classes: IntArray = class_of_score(score, rule)
    return [int(np.count_nonzero(classes == at)) for at in range(len(rule.codes))]


def _is_near(score: FloatArray, rule: Rule) -> BoolArray:
    """(n_areas,) scores so close to a declared cut that another choice could move them over it."""
    if not isinstance(rule, ClassRule):
        return np.zeros(score.shape, dtype=bool)
    cuts = rule.cuts_of(score)[:, np.newaxis]
    return np.asarray((np.abs(score - cuts) <= SHIFT).any(axis=0))


def _rounded(row: FloatArray, decimals: int = DECIMALS) -> list[float | None]:
    return [None if np.isnan(one) else round(one, decimals) for one in row.tolist()]


def _whole(row: FloatArray) -> list[int | None]:
    return [None if np.isnan(one) else int(one) for one in row.tolist()]
