"""The page that tells what is behind a composite index: what drives it, how sure it is, what
changed since the edition before."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from atlas.presenters import Choice, Page
from atlas.presenters_index_areas import AreaRow, area_rows, columns_of
from atlas.presenters_index_doubt import (
    CutRow,
    cut_rows,
    moves,
    near_words,
    remarks,
    robust_words,
)
from atlas.presenters_index_groups import GroupTable
from atlas.presenters_index_since import Since
from atlas.presenters_recipe import RecipeEdition, editions
from atlas.queries_indices import Examination
from atlas.selection import MapView
from atlas.series import shown_periods
from atlas.wording import in_language


@dataclass(frozen=True)
class IndexPage:
    """`is_examined` is False while nothing is known yet, or never will be (`why_not`)."""

    page: Page
    indicator: str
    indicator_url: str
    map_url: str
    csv_url: str
    period: str
    periods: tuple[Choice, ...]
    explanation: str
    recipe: RecipeEdition | None
    is_examined: bool
    columns: tuple[str, ...]
    unit: str
    rows: tuple[AreaRow, ...]
    n: int
    robust: tuple[str, ...]
    notes: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    class_names: tuple[str, ...]
    cuts: tuple[CutRow, ...]
    near: str
    since: Since | None
    groups: GroupTable | None


@dataclass(frozen=True)
class Found:
    """What the page is made of; `edition` is the recipe in the card for the shown date."""

    view: MapView
    edition: dict[str, Any]
    examination: Examination | None
    names: dict[str, str]
    since: Since | None
    groups: GroupTable | None


def edition_of(view: MapView) -> dict[str, Any] | None:
    """The recipe for the shown date; None where the indicator shows no index then."""
    for one in view.card.get("index") or []:
        if any(period["key"] == view.period_key for period in one["periods"]):
            return dict(one)
    return None


def index_page(found: Found, languages: tuple[Choice, ...], said: tuple[str, ...]) -> IndexPage:
    view, body = found.view, found.examination.body if found.examination else None
    name = in_language(view.card["name"])
    heading = _("What is behind it: %(index)s") % {"index": name}
    recipe = {one.name: one for one in editions(view.card)}
    return IndexPage(
        page=Page(
            title=f"{heading} – {view.region.name}",
            heading=heading,
            region=view.region,
            notice=view.region.text("notice"),
            languages=languages,
            remarks=said,
        ),
        indicator=name,
        indicator_url=reverse("indicator", args=[view.region.key, view.entry.indicator]),
        map_url=view.url(),
        csv_url=page_url(view, "index-csv"),
        period=view.period_label(),
        periods=_periods(view),
        explanation=in_language(view.card.get("description")),
        recipe=recipe.get(in_language(found.edition["name"])),
        is_examined=body is not None,
        columns=columns_of(found.edition),
        unit=_unit(found.edition),
        rows=area_rows(view, found.edition, body, found.names) if body else (),
        n=sum(one is not None for one in body["rank"]) if body else 0,
        robust=robust_words(body, found.edition) if body else (),
        notes=remarks(body, found.edition, found.names) if body else (),
        moves=moves(body) if body else (),
        class_names=tuple(in_language(one["name"]) for one in found.edition["classes"]),
        cuts=cut_rows(body) if body else (),
        near=near_words(body) if body else "",
        since=found.since,
        groups=found.groups,
    )


def page_url(view: MapView, page: str = "index") -> str:
    address = reverse(page, args=[view.region.key, view.entry.indicator])
    return f"{address}?period={view.period_key}"


def _periods(view: MapView) -> tuple[Choice, ...]:
    """The dates for which the indicator shows an index, the newest first."""
    made = []
    for at in reversed(shown_periods(view.pack)):
        other = view.but(period=at)
        if edition_of(other):
            key = other.period_key
            made.append(Choice(key, other.period_label(), page_url(other), at == view.period))
    return tuple(made)


def _unit(edition: dict[str, Any]) -> str:
    if edition["scale"] == "z":
        return _(
            "The numbers say by how many standard deviations a part lies above (+) or below (−) the"
            " mean of all areas; + is a burden."
        )
    return _("The numbers stand on the scale of the index; high is a burden.")
