"""How a composite index is made, in words and as a list of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from atlas import formats
from atlas.wording import in_language

SCALES: dict[str, str | Promise] = {
    "as_it_is": "",
    "z": gettext_lazy(
        "Each part counts by how many standard deviations an area lies from the mean of all areas."
    ),
    "min_max": gettext_lazy(
        "Each part is placed between its lowest value (0) and its highest value (100)."
    ),
    "one_to_hundred": gettext_lazy(
        "Each part is placed between its lowest value (1) and its highest value (100)."
    ),
    "percent_rank": gettext_lazy(
        "Each part counts by an area’s rank among all areas, from 0 to 1."
    ),
    "rank": gettext_lazy("Each part counts by an area’s rank among all areas."),
    "distance": gettext_lazy("Each part counts in proportion to a reference value."),
    "exponential": gettext_lazy(
        "Each part counts by an area’s rank, stretched so that the most burdened tenth of the areas"
        " takes half of the scale."
    ),
    "mazziotta_pareto": gettext_lazy(
        "Each part counts by its distance from the mean of all areas, on a scale around 100."
    ),
}
COMBINATIONS: dict[str, str | Promise] = {
    "sum": gettext_lazy("The parts are added with their weights."),
    "mean": gettext_lazy("The parts are averaged with their weights."),
    "geometric": gettext_lazy("The parts are averaged geometrically with their weights."),
    "harmonic": gettext_lazy("The parts are averaged harmonically with their weights."),
    "mazziotta_pareto": gettext_lazy(
        "The parts are averaged; areas whose parts differ much are counted as more burdened."
    ),
}
FINISHES: dict[str, str | Promise] = {
    "z": gettext_lazy("The result is standardised again: 0 is the mean of all areas."),
    "percent_rank": gettext_lazy("The result is the rank of that number, from 0 to 1."),
    "min_max": gettext_lazy("The result is brought to a scale from 0 to 100."),
}
LENIENT = gettext_lazy(
    "An area that lacks a part gets an index of the others if it has at least two thirds of them."
)
SUMMARIES: dict[str, str | Promise] = {  # where larger areas are told what smaller ones have
    "mean": gettext_lazy("Shown is the mean of the areas within, weighted by their inhabitants."),
    "worst_tenth": gettext_lazy(
        "Shown is the share of the areas within that are in the most burdened tenth of all."
    ),
    "extent": gettext_lazy(
        "Shown is the share of the inhabitants who live in the most burdened three tenths of all"
        " areas; those beyond the first tenth count ever less."
    ),
}
OUTLIERS = gettext_lazy(
    "Single values far out are pulled in first, so that they do not decide the index."
)
PRINCIPAL = gettext_lazy(
    "Weights follow from the data: what a part has in common with the others counts"
    " (first principal component)."
)
STRICT = gettext_lazy("An area that lacks a part gets no index.")


@dataclass(frozen=True)
class RecipePart:
    """`depth` 0 for what the index is made of, 1 for what a domain is made of, …; `share` of the
    weight among its brothers, empty where the data decide."""

    depth: int
    name: str
    share: str
    relieves: bool
    is_domain: bool


@dataclass(frozen=True)
class RecipeEdition:
    name: str
    dates: str
    sentences: tuple[str, ...]
    parts: tuple[RecipePart, ...]


def editions(card: dict[str, Any]) -> tuple[RecipeEdition, ...]:
    """The newest first; none where a card shows no composite index."""
    return tuple(_edition(one) for one in card.get("index") or [])


def _edition(told: dict[str, Any]) -> RecipeEdition:
    dates = [formats.period(one["key"], one["kind"], one["end"]) for one in told["periods"]]
    return RecipeEdition(
        name=in_language(told["name"]),
        dates=dates[0] if len(dates) == 1 else formats.joined_range(dates[0], dates[-1]),
        sentences=tuple(filter(None, map(str, _sentences(told)))),
        parts=tuple(_parts(told["components"], 0)),
    )


def _sentences(told: dict[str, Any]) -> Iterator[str | Promise]:
    yield from (SCALES.get(way, "") for way in dict.fromkeys(_ways(told)))
    if told.get("outliers"):
        yield OUTLIERS
    yield COMBINATIONS.get(told.get("combination") or "sum", "")
    if _takes_weights_from_data(told):
        yield PRINCIPAL
    yield FINISHES.get(told["finish"], "")
    if told["shows"] == "class_measure":
        yield _classes(told)
    yield SUMMARIES.get(told["shows"].rpartition("/")[2], "")
    yield LENIENT if told.get("missing") == "lenient" else STRICT


def _takes_weights_from_data(told: dict[str, Any]) -> bool:
    below = told.get("components") or []
    return told.get("weights") == "pca" or any(map(_takes_weights_from_data, below))


def _ways(told: dict[str, Any]) -> Iterator[str]:
    """The scales of the index and of its domains; a domain without one has that above it."""
    if way := told.get("scale"):
        yield str(way)
    for part in told.get("components") or []:
        yield from _ways(part)


def _classes(told: dict[str, Any]) -> str:
    if cuts := told.get("cuts"):
        said = [formats.number(cut, 0 if float(cut).is_integer() else 1) for cut in cuts]
        written = "; ".join(said).replace("-", formats.MINUS)
        return _("Classes begin at %(cuts)s.") % {"cuts": written}
    if told.get("quantiles"):
        return _("%(number)s classes of equally many areas.") % {"number": told["n_classes"]}
    if share := told.get("top_share"):
        return _(
            "The highest class is the most burdened %(share)s of the areas; the others are classes"
            " of one width."
        ) % {"share": formats.quantity(100 * share, 0, "%")}
    return _("%(number)s classes of one width.") % {"number": told["n_classes"]}


def _parts(told: list[dict[str, Any]], depth: int) -> Iterator[RecipePart]:
    total = sum(one["weight"] or 0 for one in told)
    for one in told:
        below = one.get("components") or []
        yield RecipePart(
            depth=depth,
            name=in_language(one["name"]),
            share=formats.quantity(100 * one["weight"] / total, 0, "%") if one["weight"] else "",
            relieves=one["direction"] < 0,
            is_domain=bool(below),
        )
        yield from _parts(below, depth + 1)
