"""What the charts below the map need besides the map's own config: origin, other indicators."""

from typing import Any

from django.urls import reverse

from atlas import formats
from atlas.presenters_metadata import boundaries, source_line, source_line_of
from atlas.queries import Entry
from atlas.selection import MapView
from atlas.wording import in_language


def chart_config(view: MapView, catalogue: list[Entry]) -> dict[str, Any]:
    """See static/js/config.js: `origin`, `others`, `compare_url`."""
    return {
        "origin": {
            "source": source_line(view),
            "released": formats.iso_day(view.entry.released_on),
            "boundaries": {
                section.boundary_set: boundaries(section) for section in view.pack.sections
            },
            "shown_boundaries": boundaries(view.section),
            "is_internal": view.entry.is_internal,
        },
        "others": [
            {
                "key": entry.indicator,
                "name": in_language(entry.card["name"]),
                "url": pack_url(view, entry),
                "source": source_line_of(entry.card),
                "is_internal": entry.is_internal,
            }
            for entry in catalogue
            if entry.level == view.entry.level
            and entry.indicator != view.entry.indicator
            and entry.card["kind"] != "class"
        ],
        "compare_url": reverse("compare", args=[view.region.key]),
    }


def pack_url(view: MapView, entry: Entry) -> str:
    """Where the browser finds the numbers of a catalogue entry."""
    if entry.is_internal:
        return reverse("internal-pack", args=[view.region.key, entry.hash])
    return f"/packs/{entry.hash}.json"
