"""The methods the index builder offers, each a part of a recipe with words for it.

What was reproduced from a publication is said so, and what was not as well; METHODS and
docs/methods/composite-index.md name the publications.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Recipe = dict[str, Any]

# From little burden to much.
FOUR_COLORS = ("#2c7fb8", "#c9e3ea", "#fdae61", "#c2410c")
FIVE_COLORS = ("#2c7fb8", "#9ecae1", "#f0e9d8", "#fdae61", "#c2410c")


@dataclass(frozen=True)
class Preset:
    """`recipe` is what the method adds to components, areas and dates."""

    name: Words
    said: Words
    origin: Words
    recipe: Recipe
    is_reproduced: bool

    @property
    def colors(self) -> tuple[str, ...]:
        return FOUR_COLORS if len(self.recipe["classes"]) == len(FOUR_COLORS) else FIVE_COLORS


def _classes(*names: tuple[str, str]) -> list[Recipe]:
    return [
        {"value": value, "name": {"de": german, "en": english}}
        for value, (german, english) in enumerate(names, 1)
    ]


STATUS = {
    "ddof": 0,
    "cuts": [-1, 1, 1.5],
    "right_closed": [False, True, True],
    "classes": _classes(
        ("Status hoch", "status high"),
        ("Status mittel", "status medium"),
        ("Status niedrig", "status low"),
        ("Status sehr niedrig", "status very low"),
    ),
}
FIFTHS = {
    "quantiles": 7,
    "classes": _classes(
        ("am wenigsten belastetes Fünftel", "least burdened fifth"),
        ("zweites Fünftel", "second fifth"),
        ("mittleres Fünftel", "middle fifth"),
        ("viertes Fünftel", "fourth fifth"),
        ("am stärksten belastetes Fünftel", "most burdened fifth"),
    ),
}
PERCENT_RANK = {"way": "percent_rank"}

PRESETS: dict[str, Preset] = {
    "mss": Preset(
        _("Status index as in Berlin"),
        _("Sum of z-scores, standardised again; four classes with cuts at −1, 1 and 1.5."),
        _("Reproduces the editions 2013, 2017 and 2019 of Berlin’s monitoring, every class."),
        STATUS,
        is_reproduced=True,
    ),
    "hamburg": Preset(
        _("Status index as in Hamburg"),
        _("Sum of z-scores, standardised again; four classes."),
        _("Hamburg’s cuts are not published; those of Berlin are taken. Not reproduced."),
        STATUS,
        is_reproduced=False,
    ),
    "percent_rank": Preset(
        _("Percent ranks, in fifths"),
        _("Sum of percent ranks, ranked again; classes of equally many areas."),
        _(
            "The ranks are those of the CDC’s vulnerability index, which this program reproduces;"
            " the fifths are ours."
        ),
        {"scale": PERCENT_RANK, "finish": PERCENT_RANK} | FIFTHS,
        is_reproduced=False,
    ),
    "fifths": Preset(
        _("Sum of z-scores, in fifths"),
        _("Sum of z-scores, standardised again; classes of equally many areas."),
        _("No publication was reproduced with exactly this method."),
        {"ddof": 0} | FIFTHS,
        is_reproduced=False,
    ),
    "pca": Preset(
        _("Weights from the data, in fifths"),
        _(
            "Sum of z-scores, weighted by their first principal component; classes of equally many"
            " areas. Weights filled in below do not count."
        ),
        _(
            "No publication was reproduced with exactly this method. It is refused where the parts"
            " do not measure one thing."
        ),
        {"ddof": 0, "weights": "pca"} | FIFTHS,
        is_reproduced=False,
    ),
}


def preset_of(recipe: Recipe) -> str:
    """The method a recipe came from, the one that says most first; "" where it is none."""
    by_detail = sorted(PRESETS.items(), key=lambda pair: -len(pair[1].recipe))
    for key, one in by_detail:
        if all(_same(recipe.get(name), said) for name, said in one.recipe.items()):
            return key
    return ""


def _same(held: Any, said: Any) -> bool:
    if isinstance(said, dict) and isinstance(held, dict):
        return all(_same(held.get(name), one) for name, one in said.items())
    return bool(held == said)
