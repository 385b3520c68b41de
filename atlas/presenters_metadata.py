"""What a reader must know of an indicator: meaning, source, licence, dates, boundaries."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from atlas import formats, series
from atlas.presenters import MetadataRow
from atlas.presenters_method import confidentiality
from atlas.selection import MapView
from atlas.wording import INTERVALS, KINDS, in_language
from releases.pack_format import Section


def metadata(view: MapView) -> tuple[MetadataRow, ...]:
    """The description of the indicator; lines without a text are left out."""
    card, plain = view.entry.card, view.change.of if view.change else view.pack
    newest = view.period_label(series.shown_periods(plain)[-1])
    further = card.get("metadata_url") or ""
    rows = [
        MetadataRow(_("Description"), in_language(card.get("description"))),
        MetadataRow(_("How to read it"), in_language(card.get("interpretation"))),
        MetadataRow(_("Kind"), str(KINDS.get(card["kind"], card["kind"]))),
        MetadataRow(_("Unit"), in_language(card["unit"])),
        *source_rows(card.get("source") or {}),
        MetadataRow(_("Attribution"), attribution(view)),
        MetadataRow(_("Further metadata"), further, further),
        MetadataRow(_("Newest date"), newest),
        MetadataRow(_("Confidentiality"), confidentiality(card)),
        MetadataRow(_("Boundaries"), boundaries(view.section)),
        MetadataRow(_("Published on"), formats.iso_day(view.entry.released_on)),
    ]
    return tuple(row for row in rows if row.text)


def source_line(view: MapView) -> str:
    """The words the licence asks for, in one line."""
    return source_line_of(view.card)


def source_line_of(card: dict[str, Any]) -> str:
    """The same of a catalogue entry."""
    parts = [attribution_of(card), (card.get("source") or {}).get("licence") or ""]
    return ", ".join(part for part in parts if part)


def attribution(view: MapView) -> str:
    """Whom to name: the source of the numbers, then those of the borders."""
    return attribution_of(view.card)


def attribution_of(card: dict[str, Any]) -> str:
    """The same of a catalogue entry."""
    source = card.get("source") or {}
    named = card.get("attributions") or [source.get("attribution") or source.get("publisher")]
    return "; ".join(words for words in named if words)


def boundaries(section: Section) -> str:
    """Gebietsstand: the name of the boundary set and when it holds; its end is half open."""
    name, (start, end) = in_language(section.name), section.valid
    since = formats.iso_day(start)
    if end is None:
        return _("%(name)s (since %(start)s)") % {"name": name, "start": since}
    until = formats.day(datetime.date.fromisoformat(end) - datetime.timedelta(days=1))
    return _("%(name)s (%(start)s to %(end)s)") % {"name": name, "start": since, "end": until}


def source_rows(source: dict[str, Any]) -> list[MetadataRow]:
    """Who publishes it, under which licence, and how often."""
    title = in_language(source.get("title"))
    named = ": ".join(part for part in (source.get("publisher") or "", title) if part)
    interval = source.get("update_interval") or ""
    return [
        MetadataRow(_("Source"), named, source.get("url") or ""),
        MetadataRow(_("Licence"), source.get("licence") or "", source.get("licence_url") or ""),
        MetadataRow(_("Updates"), str(INTERVALS.get(interval, interval))),
    ]
