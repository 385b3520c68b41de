"""The page that tells where like values of an indicator lie together."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from atlas import formats
from atlas.pattern_map import LOOKS, PatternMap, pattern_map
from atlas.presenters import Page
from atlas.queries_patterns import FoundPattern
from atlas.selection import MapView, value_in
from indicators.note_words import say
from indicators.statistics.notes import Note

SURE = 0.025  # each side is looked at: both together are 5 of 100
LEAST = 0.001


@dataclass(frozen=True)
class Figure:
    """A number with the sentence that says what it is."""

    label: str
    text: str
    words: str


@dataclass(frozen=True)
class StandingOut:
    """An area that is told from chance; `label` says how, `color` is that of the map."""

    name: str
    url: str
    label: str
    color: str
    value: str


@dataclass(frozen=True)
class Told:
    """All that is told once it has been worked out."""

    period: str
    level: str
    map_url: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    map: PatternMap | None
    rows: tuple[StandingOut, ...]


@dataclass(frozen=True)
class PatternsPage:
    page: Page
    indicator_url: str
    told: Told | None


def patterns_url(region_key: str, found: FoundPattern | None) -> str:
    """The address of the page; empty where there is nothing to tell."""
    return reverse("patterns", args=[region_key, found.entry.indicator]) if found else ""


def told(view: MapView, found: FoundPattern, names: dict[str, str], shapes: dict[str, Any]) -> Told:
    """`view` shows the figures the pattern was made of; `shapes` are the paths of its areas."""
    body = found.body
    is_known = body["i"] is not None
    return Told(
        period=view.period_label(),
        level=view.level.plural,
        map_url=view.url(),
        sentences=tuple(_sentences(body)) if is_known else (),
        figures=_figures(body) if is_known else (),
        notes=_notes(body, names),
        map=pattern_map(view, body, shapes) if is_known else None,
        rows=_rows(view, body, names) if is_known else (),
    )


def _sentences(body: dict[str, Any]) -> list[str]:
    out = sum(label in LOOKS for label in body["labels"] if label != "not significant")
    single = ngettext(
        "One area stands out from chance together with its neighbours.",
        "%(count)s areas stand out from chance together with their neighbours.",
        out,
    ) % {"count": out}
    none = _("No single area can be told from chance together with its neighbours.")
    return [_whole(body), single if out else none]


def _whole(body: dict[str, Any]) -> str:
    if body["p"] > SURE:
        return _("No pattern can be made out: the values lie as they could lie by chance.")
    if body["i"] > body["expected"]:
        return _(
            "Similar values lie side by side clearly more often than if they were spread at random."
        )
    return _(
        "Different values lie side by side clearly more often than if they were spread at random."
    )


def _figures(body: dict[str, Any]) -> tuple[Figure, ...]:
    p = _("less than %(least)s") % {"least": formats.number(LEAST, 3)}
    return (
        Figure(
            _("Moran's I"),
            formats.with_sign(round(body["i"], 2), 2),
            _("+1: like beside like, about 0: chance, −1: like a chessboard. By chance: %(i)s.")
            % {"i": formats.with_sign(round(body["expected"], 2), 2)},
        ),
        Figure(
            _("Distance from chance"),
            formats.with_sign(round(body["z"], 1), 1),
            _("In standard errors; beyond 2 chance is unlikely."),
        ),
        Figure(
            _("Share of shuffles as far out"),
            p if body["p"] < LEAST else formats.number(round(body["p"], 3), 3),
            _("The values were shuffled over the %(n)s areas %(times)s times.")
            % {"n": body["n"], "times": formats.number(body["permutations"], 0)},
        ),
    )


def _notes(body: dict[str, Any], names: dict[str, str]) -> tuple[str, ...]:
    language = "en" if get_language() == "en" else "de"
    return tuple(say(_named(note, body["areas"], names), language) for note in body["notes"])


def _named(note: dict[str, Any], areas: list[str], names: dict[str, str]) -> Note:
    """Positions of areas as their names."""
    params = dict(note["params"])
    for key in {"area", "nearest"} & params.keys():
        code = areas[params[key]]
        params[key] = names.get(code, code)
    return Note(note["key"], params)


def _rows(view: MapView, body: dict[str, Any], names: dict[str, str]) -> tuple[StandingOut, ...]:
    """In the order of the legend, then by name."""
    order = [label for label in LOOKS if label != "not significant"]
    found = [
        (order.index(label), formats.sort_key(names.get(code, code)), at)
        for at, (code, label) in enumerate(zip(body["areas"], body["labels"], strict=True))
        if label in order
    ]
    return tuple(_row(view, body, at, names) for _label, _name, at in sorted(found))


def _row(view: MapView, body: dict[str, Any], at: int, names: dict[str, str]) -> StandingOut:
    code, (words, color) = body["areas"][at], LOOKS[body["labels"][at]]
    value = value_in(view.section.series, view.row, at, view.decimals)
    return StandingOut(
        name=names.get(code, code),
        url=view.profile_url(code),
        label=str(words),
        color=color,
        value="" if value is None else view.written(value),
    )
