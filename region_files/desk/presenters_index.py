"""Composite indices at the desk: lists, recipes in words, and what a trial found."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import brotli
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas.formats import number
from atlas.formats import period as period_text
from atlas.presenters_recipe import RecipeEdition, edition
from atlas.wording import in_language
from indicators.index_drafts import EXCLUDED, FEW, MISSING, NOT_EVALUATED
from indicators.models import CompositeIndex, IndexDraft, Indicator, ReferencePeriod
from indicators.note_words import say
from indicators.recipes import Recipe, results_of
from indicators.statistics.notes import Note
from region_files.desk.index_presets import PRESETS
from releases.cards_index import edition_of, names_in
from spatial_units.models import BoundarySet, Shapes

Words = str | Promise

FAR_OUT = gettext_lazy(
    "%(area)s lies more than 5 standard deviations from the mean in %(component)s. Please check the"
    " value; you may leave the area out, with a reason."
)
WHY: dict[str, Words] = {
    NOT_EVALUATED: gettext_lazy("not evaluated, or kept secret, by the source"),
    MISSING: gettext_lazy("a part has no value"),
}
OUT = "#f3f3f3"


@dataclass(frozen=True)
class TriedClass:
    name: str
    color: str
    count: int


@dataclass(frozen=True)
class TriedArea:
    code: str
    name: str
    klass: str
    score: str
    rank: int


@dataclass(frozen=True)
class TriedMap:
    """`paths` are outline, colour and words of each area."""

    width: float
    height: float
    paths: list[tuple[str, str, str]]


@dataclass(frozen=True)
class TriedEdition:
    period: str
    n: int
    classes: list[TriedClass]
    areas: list[TriedArea]
    left_out: list[tuple[str, str, str]]
    notes: list[str]
    map: TriedMap | None


def recipe_in_words(index: CompositeIndex) -> RecipeEdition:
    """The row may be unsaved."""
    recipe = index.recipe
    measure = recipe.get("class_measure") or recipe["score"]
    return edition(edition_of(index, measure, names_in(index.region)))


def tried(draft: IndexDraft) -> list[TriedEdition]:
    """What the worker found, the newest date first; none while it has not tried."""
    found = (draft.result or {}).get("editions") or []
    if not found:
        return []
    region, recipe = draft.region, draft.recipe
    periods = {
        one.key: period_text(one.key, one.kind, one.end.isoformat())
        for one in ReferencePeriod.objects.filter(
            region=region, key__in=[one["period"] for one in found]
        )
    }
    shapes = _shapes(region, recipe["boundary_set"])
    labels = _labels(draft)
    return [_edition(region, recipe, one, periods[one["period"]], shapes, labels) for one in found]


def _labels(draft: IndexDraft) -> dict[int, tuple[str, str]]:
    """Name and colour by value of a class."""
    colors = PRESETS[draft.asked["preset"]].colors
    return {
        one["value"]: (in_language(one["name"]), color)
        for one, color in zip(draft.recipe["classes"], colors, strict=True)
    }


def _edition(
    region: Region,
    recipe: Recipe,
    told: dict[str, Any],
    period: str,
    shapes: dict[str, Any] | None,
    labels: dict[int, tuple[str, str]],
) -> TriedEdition:
    names = names_in(region)["indicator"]
    areas = [
        TriedArea(code, name, labels[value][0] if value is not None else "", number(score, 1), rank)
        for code, name, value, score, rank in told["areas"]
    ]
    return TriedEdition(
        period=period,
        n=told["n"],
        classes=[TriedClass(*labels[value], count) for value, count in told["classes"]],
        areas=areas,
        left_out=[(code, name, _why(recipe, code, why)) for code, name, why in told["left_out"]],
        notes=[_note(one, names) for one in told["notes"]],
        map=_map(shapes, told, labels),
    )


def _note(told: dict[str, Any], names: Any) -> str:
    """How far a value lies out is not said: it would tell the value."""
    params, is_english = dict(told["params"]), get_language() == "en"
    if key := params.get("component"):
        name = in_language(names[key]) if key in names else key
        params["component"] = f"“{name}”" if is_english else f"„{name}“"
    if told["key"] == "far_out":
        return str(FAR_OUT) % params
    return say(Note(told["key"], params), "en" if is_english else "de")


def _why(recipe: Recipe, code: str, why: str) -> str:
    if why == EXCLUDED:
        reason = recipe["reasons"].get(code)
        return in_language(reason) if reason else _("left out by decision")
    if why == FEW:
        least = number(recipe["minimum_population"]["least"], 0)
        return _("fewer than %(least)s inhabitants, or an unknown number") % {"least": least}
    return str(WHY[why])


def _shapes(region: Region, set_key: str) -> dict[str, Any] | None:
    """Paths by code in a box 1000 wide; None until the first release has drawn the areas."""
    found = Shapes.objects.filter(
        region=region, boundary_set__key=set_key, boundary_set__is_current=True
    ).first()
    if found is None:
        return None
    drawn: dict[str, Any] = json.loads(brotli.decompress(bytes(found.svg)))
    boundary_set = BoundarySet.objects.get(region=region, key=set_key, is_current=True)
    codes = sorted(boundary_set.area_set.values_list("code", flat=True))
    return drawn | {"paths": dict(zip(codes, drawn["paths"], strict=True))}


def _map(
    shapes: dict[str, Any] | None, told: dict[str, Any], labels: dict[int, tuple[str, str]]
) -> TriedMap | None:
    if shapes is None or not any(count for _value, count in told["classes"]):
        return None
    said = {code: _of_area(name, value, labels) for code, name, value, *_rest in told["areas"]}
    said |= {code: (OUT, f"{name}: {_('no index')}") for code, name, _why in told["left_out"]}
    paths = [(path, *said.get(code, (OUT, code))) for code, path in shapes["paths"].items()]
    return TriedMap(shapes["width"], shapes["height"], paths)


def _of_area(name: str, value: int | None, labels: dict[int, tuple[str, str]]) -> tuple[str, str]:
    if value is None:
        return OUT, name
    word, color = labels[value]
    return color, f"{name}: {word}"


@dataclass(frozen=True)
class IndexRow:
    """An index of the list, with the indicators that show it."""

    index: CompositeIndex
    recipe: RecipeEdition
    shown_by: list[Indicator]

    @property
    def is_of_desk(self) -> bool:
        return self.index.declared_by == CompositeIndex.DeclaredBy.DESK


def rows_of(region: Region) -> Iterator[IndexRow]:
    for index in CompositeIndex.objects.filter(region=region).order_by("name_de", "key"):
        yield row_of_index(index)


def row_of_index(index: CompositeIndex) -> IndexRow:
    results = set(results_of(index.recipe).values())
    found = Indicator.objects.filter(region=index.region_id).order_by("position")
    shown = [one for one in found if one.definition["formula"].get("value") in results]
    return IndexRow(index, recipe_in_words(index), shown)
