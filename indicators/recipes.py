"""The recipe of a composite index, read from its JSON (region_files.schema_indices)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from indicators.statistics.class_rules import ClassRule, QuantileRule, Rule, WidthRule
from indicators.statistics.comparable import AS_IT_IS, Scale
from indicators.statistics.index_tree import Part
from indicators.statistics.outliers import Outliers

Recipe = dict[str, Any]
SUMMARIES = ("mean", "worst_tenth", "extent")


@dataclass(frozen=True)
class SummaryWish:
    """What is to be said of the areas of a coarser boundary set; `takers` are the measures that
    take it, by boundary set and kind of summary."""

    boundary_set: str
    population: str
    takers: dict[str, str]


def components_of(recipe: Recipe) -> Iterator[Recipe]:
    """What goes in, of all domains; each names a `measure` or an `indicator`."""
    for part in recipe["components"]:
        if part.get("components"):
            yield from components_of(part)
        else:
            yield part


def measures_in(recipe: Recipe) -> list[str]:
    """Keys of the measures that go in as they are."""
    return [part["measure"] for part in components_of(recipe) if part.get("measure")]


def indicators_in(recipe: Recipe) -> list[str]:
    """Keys of the indicators whose unrounded figures go in."""
    return [part["indicator"] for part in components_of(recipe) if part.get("indicator")]


def results_of(recipe: Recipe) -> dict[str, str]:
    """Which measure takes what: `score`, `class_measure`, `rank`, `group`, domains by key, and
    summaries for larger areas by theirs."""
    above = {key: measure for one in summaries_in(recipe) for key, measure in one.takers.items()}
    return own_results_of(recipe) | above


def own_results_of(recipe: Recipe) -> dict[str, str]:
    """Without the summaries: what has a number for each area of the index."""
    named = {key: recipe[key] for key in ("score", "class_measure", "rank") if recipe.get(key)}
    if recipe.get("group"):
        named["group"] = recipe["group"]["measure"]
    return named | dict(_domain_measures(recipe))


def summaries_in(recipe: Recipe) -> list[SummaryWish]:
    return [
        SummaryWish(
            boundary_set=one["boundary_set"],
            population=one["population"],
            takers={
                f"{one['boundary_set']}/{kind}": one[kind] for kind in SUMMARIES if one.get(kind)
            },
        )
        for one in recipe.get("summaries") or []
    ]


def _domain_measures(recipe: Recipe) -> Iterator[tuple[str, str]]:
    for part in recipe["components"]:
        if part.get("components"):
            if part.get("score"):
                yield part["domain"], part["score"]
            yield from _domain_measures(part)


def periods_in(recipe: Recipe) -> list[str]:
    return list(recipe.get("periods") or []) or [recipe["period"]]


def tree_of(recipe: Recipe, key: str) -> Part:
    scale = _scale(recipe.get("scale")) or Scale("z", ddof=recipe.get("ddof") or 0)
    return _domain(recipe, key, scale, recipe.get("outliers") or "none")


def finish_of(recipe: Recipe) -> Scale:
    """The scale of the score; without a word of it z again, unless that is not wished for."""
    told = _scale(recipe.get("finish"))
    if told:
        return told
    if recipe.get("scale") or not recipe.get("restandardise", True):
        return AS_IT_IS
    return Scale("z", ddof=recipe.get("ddof") or 0)


def rule_of(recipe: Recipe) -> Rule:
    """How scores are classed: into equal numbers, equal widths, or by cuts."""
    codes = tuple(str(part["value"]) for part in recipe["classes"])
    sides = recipe["right_closed"]
    if recipe.get("quantiles"):
        return QuantileRule(codes, recipe["quantiles"], bool(sides))
    if recipe.get("equal_widths"):
        return WidthRule(codes, recipe.get("top_share") or 0.0, bool(sides))
    each = sides if isinstance(sides, bool) else tuple(sides)
    return ClassRule(tuple(recipe["cuts"]), codes, each)


def _domain(part: Recipe, key: str, scale: Scale, outliers: Outliers) -> Part:
    """Parts of a domain are brought to its own scale, or else to that of the domain above."""
    own = _scale(part.get("scale")) or scale
    loadings = part.get("loadings")
    parts = tuple(_part(one, own, outliers) for one in part["components"])
    return Part(
        key,
        parts=_with_loadings(parts, loadings) if loadings else parts,
        direction=part.get("direction", 1),
        weight=part.get("weight", 1.0),
        scale=own,
        combination=part.get("combination") or "sum",
        anchor=None if loadings else part.get("anchor"),
        decimals=part.get("decimals"),
    )


def _with_loadings(parts: tuple[Part, ...], loadings: Mapping[str, float]) -> tuple[Part, ...]:
    """Weighted as by the principal component of an earlier edition."""
    length = sum(loading**2 for loading in loadings.values()) ** 0.5
    return tuple(replace(one, weight=loadings[one.key] / length) for one in parts)


def _part(part: Recipe, scale: Scale, outliers: Outliers) -> Part:
    if part.get("components"):
        return _domain(part, part["domain"], scale, outliers)
    return Part(
        key_of(part),
        direction=part["direction"],
        weight=part["weight"],
        transform=part.get("transform") or "none",
        missing_as=part.get("missing_as"),
        outliers=outliers,
    )


def key_of(component: Recipe) -> str:
    return str(component.get("measure") or component.get("indicator"))


def _scale(told: Recipe | None) -> Scale | None:
    if told is None:
        return None
    goalposts = told.get("goalposts")
    return Scale(**(told | {"goalposts": tuple(goalposts) if goalposts else None}))
