"""What is new: the releases of a region as a page."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page as Paging
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats, queries
from atlas.presenters import Choice, Page
from atlas.queries_news import NewsEntry, news_entries, public_releases
from releases.models import Release

PER_PAGE = 10


@dataclass(frozen=True)
class NewsRow:
    """A release; `links` are (name, address), the address empty where there is no page now."""

    entry: NewsEntry
    released_on: str
    withdrawn_on: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NewsPage:
    page: Page
    rows: tuple[NewsRow, ...]
    paging: "Paging[Release]"
    feed_url: str


def news_page(region: Region, languages: tuple[Choice, ...], number: str) -> NewsPage:
    """Ten releases at a time; a page that does not exist gives the nearest."""
    paging = Paginator(public_releases(region), PER_PAGE).get_page(number)
    shown = {entry.indicator for entry in queries.catalogue(region)}
    title = _("What is new")
    page = Page(
        title=f"{title} – {region.name}",
        heading=title,
        region=region,
        notice=region.text("notice"),
        languages=languages,
    )
    entries = news_entries(region, list(paging))
    rows = tuple(_row(region, entry, shown) for entry in entries)
    return NewsPage(page, rows, paging, reverse("news-feed", args=[region.key]))


def _row(region: Region, entry: NewsEntry, shown: set[str]) -> NewsRow:
    return NewsRow(
        entry=entry,
        released_on=_day(entry.released_at),
        withdrawn_on=_day(entry.withdrawn_at) if entry.withdrawn_at else "",
        links=_links(region, entry, shown),
    )


def _day(moment: datetime.datetime) -> str:
    return formats.day(timezone.localtime(moment).date())


def _links(region: Region, entry: NewsEntry, shown: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, reverse("indicator", args=[region.key, key]) if key in shown else "")
        for key, name in entry.indicators
    )
