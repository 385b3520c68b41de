"""What changed between two editions of an index, and what may be the cause."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from atlas.selection import MapView
from atlas.series import section_at
from atlas.wording import in_language

REVISED = 2


@dataclass(frozen=True)
class Moved:
    name: str
    url: str
    before: str
    now: str


@dataclass(frozen=True)
class Since:
    """`table` has a row per class before, the counts per class now; `causes` are sentences.

    `better`, `worse` and `same` count areas; a higher class is a burden.
    """

    before: str
    causes: tuple[str, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, tuple[str, ...]], ...]
    better: int
    worse: int
    same: int
    moved: tuple[Moved, ...]


def since(
    view: MapView, earlier: int, now: dict[str, Any], then: dict[str, Any], names: dict[str, str]
) -> Since:
    """`view` shows the classes; `earlier` is the period before, `now` and `then` the recipes."""
    pairs = _pairs(view, earlier)
    counts = Counter((before, after) for _code, before, after in pairs)
    classes = [(int(one["value"]), in_language(one["name"])) for one in now["classes"]]
    return Since(
        before=view.period_label(earlier),
        causes=tuple(_causes(view, earlier, now, then)),
        columns=tuple(name for _value, name in classes),
        table=tuple(
            (name, tuple(str(counts[value, other]) for other, _name in classes))
            for value, name in classes
        )
        if pairs
        else (),
        better=sum(after < before for _code, before, after in pairs),
        worse=sum(after > before for _code, before, after in pairs),
        same=sum(after == before for _code, before, after in pairs),
        moved=tuple(_moved(view, pairs, dict(classes), names)),
    )


def _pairs(view: MapView, earlier: int) -> list[tuple[str, int, int]]:
    """Code, class before and class now, of areas that have both on one boundary set."""
    section, row = section_at(view.pack, earlier)
    if section.boundary_set != view.section.boundary_set:
        return []
    scale = 10**view.decimals
    both = zip(
        section.areas, section.series.values[row], view.section.series.values[view.row], strict=True
    )
    return [
        (code, round(before / scale), round(after / scale))
        for code, before, after in both
        if before is not None and after is not None
    ]


def _moved(
    view: MapView, pairs: list[tuple[str, int, int]], classes: dict[int, str], names: dict[str, str]
) -> Iterator[Moved]:
    """The areas that changed class, the largest rise first."""
    changed = [one for one in pairs if one[1] != one[2]]
    for code, before, after in sorted(changed, key=lambda one: (one[1] - one[2], one[0])):
        yield Moved(
            names.get(code, code),
            view.profile_url(code),
            classes.get(before, str(before)),
            classes.get(after, str(after)),
        )


def _causes(
    view: MapView, earlier: int, now: dict[str, Any], then: dict[str, Any]
) -> Iterator[str]:
    section, row = section_at(view.pack, earlier)
    if section.boundary_set != view.section.boundary_set:
        yield _(
            "Boundaries: the editions lie on different boundaries (%(before)s, now %(now)s), so"
            " the areas are not compared one by one."
        ) % {"before": in_language(section.name), "now": in_language(view.section.name)}
    yield from _method(now, then)
    if any(flags & REVISED for (at, _area), flags in section.series.flags.items() if at == row):
        yield _("Data: figures of the edition before were revised later.")
    yield _(
        "An index compares areas with one another: an area can change its class because the others"
        " changed."
    )


def _method(now: dict[str, Any], then: dict[str, Any]) -> Iterator[str]:
    new = {one["key"]: in_language(one["name"]) for one in now["components"]}
    old = {one["key"]: in_language(one["name"]) for one in then["components"]}
    gone = [name for key, name in old.items() if key not in new]
    added = [name for key, name in new.items() if key not in old]
    if gone:
        yield _("Method: no longer part of the index: %(parts)s.") % {"parts": ", ".join(gone)}
    if added:
        yield _("Method: new part of the index: %(parts)s.") % {"parts": ", ".join(added)}
    weights = [{one["key"]: one["weight"] for one in side["components"]} for side in (now, then)]
    if any(weights[1].get(key, weight) != weight for key, weight in weights[0].items()):
        yield _("Method: the weights of the parts changed.")
    ways = ("scale", "finish", "combination", "missing")
    if any(now.get(one) != then.get(one) for one in ways):
        yield _("Method: the parts are made comparable or combined in another way.")
    cuts = ("cuts", "quantiles", "equal_widths", "top_share")
    if any(now.get(one) != then.get(one) for one in cuts):
        yield _("Method: the classes begin elsewhere.")
    if not (gone or added) and all(now.get(one) == then.get(one) for one in (*ways, *cuts)):
        yield _("Method: the same parts and the same rules as before.")
