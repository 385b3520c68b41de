"""How a composite index is made, as it travels in the cards of what shows it."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Region
from indicators.models import CompositeIndex, Indicator, Measure, ReferencePeriod
from indicators.recipes import Recipe, periods_in, results_of

Names = Mapping[str, dict[str, str]]
SETTINGS = (
    "combination", "cuts", "quantiles", "equal_widths", "top_share", "missing", "classes",
    "class_measure", "group", "weights", "outliers",
)  # fmt: skip
PLAIN = ("given", "none")


def editions_of(indicator: Indicator) -> list[dict[str, Any]]:
    """The recipes whose result the indicator shows, by the dates they are for; none for others."""
    measure = indicator.definition["formula"].get("value")
    if not measure:
        return []
    region = indicator.region
    rows = CompositeIndex.objects.filter(region=region).order_by("key")
    shown = [one for one in rows if measure in results_of(one.recipe).values()]
    if not shown:
        return []
    names = {"measure": _names(region, Measure), "indicator": _names(region, Indicator)}
    editions = [_edition(one, measure, names) for one in shown if _periods(one)]
    return sorted(editions, key=lambda one: one["periods"][-1]["end"], reverse=True)


def _edition(index: CompositeIndex, measure: str, names: Mapping[str, Names]) -> dict[str, Any]:
    recipe = index.recipe
    what = next(key for key, taken in results_of(recipe).items() if taken == measure)
    z = {"way": "z", "ddof": recipe.get("ddof")}
    finish = recipe.get("finish")
    if finish is None and not recipe.get("scale") and recipe.get("restandardise", True):
        finish = z
    return {
        "key": index.key,
        "name": {"de": index.name_de, "en": index.name_en},
        "periods": _periods(index),
        "shows": what,
        "scale": _way(recipe.get("scale") or z),
        "finish": _way(finish),
        "n_classes": len(recipe["classes"]),
        "components": _parts(recipe, names),
    } | {key: said for key in SETTINGS if (said := recipe.get(key)) and said not in PLAIN}


def _periods(index: CompositeIndex) -> list[dict[str, str]]:
    found = ReferencePeriod.objects.filter(region=index.region, key__in=periods_in(index.recipe))
    return [
        {"key": one.key, "kind": one.kind, "end": one.end.isoformat()}
        for one in found.order_by("end", "key")
    ]


def _parts(recipe: Recipe, names: Mapping[str, Names]) -> list[dict[str, Any]]:
    """With their weights; those the data give are no part of a recipe, but None."""
    parts = [_part(one, names) for one in recipe["components"]]
    if recipe.get("weights") != "pca":
        return parts
    loadings = recipe.get("loadings") or {}
    return [one | {"weight": loadings.get(one["key"])} for one in parts]


def _part(part: Recipe, names: Mapping[str, Names]) -> dict[str, Any]:
    found: dict[str, Any] = {"direction": part.get("direction", 1), "weight": part["weight"]}
    for kind in ("measure", "indicator"):
        if key := part.get(kind):
            return found | {"key": key, "name": names[kind].get(key, {"de": key, "en": key})}
    domain = part["domain"]
    weights = {"weights": "pca"} if part.get("weights") == "pca" else {}
    return found | weights | {
        "key": domain,
        "name": part.get("name") or {"de": domain, "en": domain},
        "scale": _way(part.get("scale")),
        "combination": part.get("combination") or "sum",
        "components": _parts(part, names),
    }  # fmt: skip


def _way(scale: Mapping[str, Any] | None) -> str:
    return str(scale["way"]) if scale else ""


def _names(region: Region, model: type[Measure] | type[Indicator]) -> Names:
    rows = model.objects.filter(region=region).values_list("key", "name_de", "name_en")
    return {key: {"de": german, "en": english} for key, german, english in rows}
