"""Where a published value comes from: source, delivery, releases, and what it was before."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats
from atlas.asking_value import ValuePlace
from atlas.presenters import Choice, Figure, MetadataRow, Page
from atlas.presenters_column import figure_of
from atlas.presenters_metadata import attribution_of, boundaries, source_rows
from atlas.presenters_method import method
from atlas.presenters_news import PER_PAGE
from atlas.presenters_table import figure
from atlas.queries import Entry
from atlas.queries_history import place_in_news
from atlas.value_course import Said
from atlas.wording import in_language, is_computed, status_text
from releases.pack_format import Pack


@dataclass(frozen=True)
class EarlierRow:
    """An earlier figure; `since` and `until` are days."""

    figure: Figure
    since: str
    until: str


@dataclass(frozen=True)
class ValuePage:
    """`links` are (label, address); `desk_url` is for those of the staff who may work there."""

    page: Page
    indicator: str
    indicator_url: str
    place: str
    period: str
    figure: Figure
    rows: tuple[MetadataRow, ...]
    earlier: tuple[EarlierRow, ...]
    periods: tuple[Choice, ...]
    stand: str
    links: tuple[tuple[str, str], ...]
    desk_url: str


@dataclass(frozen=True)
class FoundValue:
    """A value of a pack with its area's name and its course of publication."""

    region: Region
    entry: Entry
    pack: Pack
    place: ValuePlace
    places: dict[int, ValuePlace]
    area_name: str
    level_name: str
    course: list[Said]

    @property
    def period(self) -> dict[str, str]:
        return self.pack.periods[self.place.period]


def value_page(
    found: FoundValue, languages: tuple[Choice, ...], remarks: tuple[str, ...], *, works_here: bool
) -> ValuePage:
    card, region = found.entry.card, found.region
    title = _("Where does this number come from?")
    name = in_language(card["name"])
    return ValuePage(
        page=Page(
            title=f"{title} {name}, {found.area_name} – {region.name}",
            heading=title,
            region=region,
            notice=region.text("notice"),
            languages=languages,
            remarks=remarks,
        ),
        indicator=name,
        indicator_url=reverse("indicator", args=[region.key, found.entry.indicator]),
        place=f"{found.area_name} ({found.level_name}, {found.place.code})",
        period=_label(found.period),
        figure=shown_figure(found),
        rows=tuple(row for row in _rows(found) if row.text),
        earlier=tuple(_earlier(one) for one in found.course[1:]),
        periods=_periods(found),
        stand=found.place.section.boundary_set,
        links=_links(found),
        desk_url=_address("desk-value", found) if works_here else "",
    )


def shown_figure(found: FoundValue) -> Figure:
    if found.course:
        current = found.course[0].version
        assert current.cell is not None
        return figure_of(current.cell, current.column)
    unit, place = in_language(found.entry.card["unit"]), found.place
    return figure(place.section.series, place.row, place.area, found.pack.decimals, unit)


def _rows(found: FoundValue) -> list[MetadataRow]:
    card, place = found.entry.card, found.place
    made = method(card)
    flags = place.section.series.flags.get((place.row, place.area), 0)
    status = place.section.series.status_of(place.row, place.area)
    return [
        MetadataRow(_("Status"), status_text(status, is_computed=is_computed(card, flags))),
        MetadataRow(_("Remark on the value"), ", ".join(shown_figure(found).flags)),
        MetadataRow(_("Calculation"), made.formula if made.denominator else made.words),
        MetadataRow(_("Data as of"), _label(found.period)),
        MetadataRow(_("Delivery"), place.delivery),
        *source_rows(card.get("source") or {})[:2],
        MetadataRow(_("Attribution"), attribution_of(card)),
        *_published(found),
        MetadataRow(_("Boundaries"), boundaries(place.section)),
        MetadataRow(_("Confidentiality"), made.reason),
    ]


def _published(found: FoundValue) -> list[MetadataRow]:
    """When this number came out, with the way to what was said of it."""
    if not found.course:
        return [MetadataRow(_("Published on"), formats.iso_day(found.entry.released_on))]
    since = found.course[0]
    label = (
        _("Released internally on") if found.entry.is_internal else _("Released to the public on")
    )
    at = None if found.entry.is_internal else place_in_news(found.region, since.version.release)
    return [MetadataRow(label, _day(since.since), _news_url(found.region, since, at))]


def _news_url(region: Region, said: Said, at: int | None) -> str:
    if at is None:
        return ""
    page = at // PER_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return f"{reverse('news', args=[region.key])}{query}#release-{said.version.release}"


def _earlier(said: Said) -> EarlierRow:
    assert said.version.cell is not None
    assert said.until is not None
    return EarlierRow(
        figure_of(said.version.cell, said.version.column), _day(said.since), _day(said.until)
    )


def _periods(found: FoundValue) -> tuple[Choice, ...]:
    """The dates of the area, newest first."""
    return tuple(
        Choice(
            found.pack.periods[at]["key"],
            _label(found.pack.periods[at]),
            "",
            at == found.place.period,
        )
        for at in reversed(found.places)
    )


def _links(found: FoundValue) -> tuple[tuple[str, str], ...]:
    key, place = found.region.key, found.place
    view = {
        "indicator": found.entry.indicator,
        "level": found.entry.level,
        "period": found.period["key"],
    }
    asked = urlencode(view, safe="/")
    profile = reverse("area", args=[key, found.entry.level, place.code])
    stand = urlencode({"stand": place.section.boundary_set})
    links = [
        (_("Map"), f"{reverse('map', args=[key])}?{asked}&{urlencode({'area': place.code})}"),
        (_("Table"), f"{reverse('table', args=[key])}?{asked}"),
        (_("Profile of %(name)s") % {"name": found.area_name}, f"{profile}?{stand}"),
    ]
    if not found.entry.is_internal:
        links.append((_("The same as JSON"), _api_url(found)))
    return tuple(links)


def _api_url(found: FoundValue) -> str:
    parts = [found.region.key, found.entry.indicator, found.place.code]
    asked = urlencode({"level": found.entry.level, "period": found.period["key"]}, safe="/")
    return f"{reverse('api-value-history', args=parts)}?{asked}"


def _address(name: str, found: FoundValue) -> str:
    parts = [found.region.key, found.entry.indicator, found.entry.level, found.place.code]
    asked = {"period": found.period["key"], "stand": found.place.section.boundary_set}
    return f"{reverse(name, args=parts)}?{urlencode(asked, safe='/')}"


def _label(period: dict[str, str]) -> str:
    return formats.period(period["key"], period["kind"], period["end"])


def _day(moment: datetime.datetime) -> str:
    return formats.day(timezone.localtime(moment).date())
