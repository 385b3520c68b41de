"""How sure a composite index is, in words and small tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from atlas import formats
from atlas.wording import in_language
from indicators.note_words import say
from indicators.statistics.notes import Note

CHOICES: dict[str, str | Promise] = {
    "weights": gettext_lazy("Weights of the parts"),
    "components": gettext_lazy("One part left out"),
    "scale": gettext_lazy("How the parts are made comparable"),
    "combination": gettext_lazy("How the parts are combined"),
}
CUTS: dict[str, str | Promise] = {
    "declared": gettext_lazy("As published"),
    "lower": gettext_lazy("Each cut lower by 0.1"),
    "higher": gettext_lazy("Each cut higher by 0.1"),
    "quantiles": gettext_lazy("Equally many areas in each class"),
    "equal_widths": gettext_lazy("Classes of one width"),
    "top_share": gettext_lazy("The highest 5 percent one class, the others of one width"),
}
SURE = 80  # per cent of draws


@dataclass(frozen=True)
class CutRow:
    words: str
    counts: tuple[str, ...]
    is_declared: bool


def robust_words(body: dict[str, Any], edition: dict[str, Any]) -> tuple[str, ...]:
    """What was done, and what came of it for the highest class."""
    worst = edition["classes"][-1]
    code, name = str(worst["value"]), in_language(worst["name"])
    shares = [
        share
        for share, found in zip(body["worst"], body["classes"], strict=True)
        if found == code and share is not None
    ]
    return (
        _(
            "The index was worked out %(draws)s times with other choices: weights, scales and the"
            " way of combining were drawn at random, and one part was left out at times."
        )
        % {"draws": formats.number(body["draws"], 0)},
        _kept(shares, name),
        _spread(body),
        _agreement(body),
    )


def _kept(shares: list[int], name: str) -> str:
    sure = sum(share >= SURE for share in shares)
    return _(
        "Of the %(all)s areas in the class “%(name)s” %(sure)s stay in it in at least %(share)s of"
        " these draws."
    ) % {
        "all": len(shares),
        "name": name,
        "sure": sure,
        "share": formats.quantity(SURE, 0, "%"),
    }


def _spread(body: dict[str, Any]) -> str:
    widths = sorted(
        high - low
        for low, high in zip(body["lower"], body["upper"], strict=True)
        if low is not None and high is not None
    )
    middle = widths[len(widths) // 2] if widths else 0
    return _(
        "For half of the areas the rank stays within %(places)s places in 90 of 100 draws."
    ) % {"places": middle}


def _agreement(body: dict[str, Any]) -> str:
    classed = sum(one is not None for one in body["classes"])
    return _(
        "All of this rests on the printed figures of the parts: from these, %(same)s of %(all)s"
        " areas come into the published class."
    ) % {"same": body["agreeing"], "all": classed}


def remarks(
    body: dict[str, Any], edition: dict[str, Any], names: dict[str, str]
) -> tuple[str, ...]:
    """What the method remarks, such as values far out: a person should look, areas by name."""
    parts = dict(_named(edition["components"]))
    language = "en" if get_language() == "en" else "de"
    made = []
    for one in body["notes"]:
        facts = dict(one["params"])
        if "component" in facts:
            facts["component"] = parts.get(facts["component"], facts["component"])
        if "area" in facts:
            facts["area"] = names.get(facts["area"], facts["area"])
        made.append(say(Note(one["key"], facts), language))
    return tuple(made)


def _named(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for part in components:
        yield part["key"], in_language(part["name"])
        yield from _named(part.get("components") or [])


def moves(body: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """By how many ranks an area moves on average if only one thing is chosen anew; most first."""
    found = sorted(body["moves"].items(), key=lambda item: -item[1])
    return tuple((str(CHOICES[choice]), formats.number(moved, 1)) for choice, moved in found)


def cut_rows(body: dict[str, Any]) -> tuple[CutRow, ...]:
    return tuple(
        CutRow(str(words), tuple(map(str, body["cuts"][way])), way == "declared")
        for way, words in CUTS.items()
        if way in body["cuts"]
    )


def near_words(body: dict[str, Any]) -> str:
    count = len(body["near"])
    if not count:
        return ""
    return ngettext(
        "One area lies so close to a cut (0.1 or less) that little would put it into another"
        " class.",
        "%(count)s areas lie so close to a cut (0.1 or less) that little would put them into"
        " another class.",
        count,
    ) % {"count": count}
