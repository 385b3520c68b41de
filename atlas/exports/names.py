"""Names of files: what is in them can be told in a folder of downloads."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import formats
from atlas.exports.subject import Subject

LONGEST = 150
UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def disposition(plain: str, spoken: str, ending: str) -> str:
    """The header that names a download: in ASCII for old clients, in UTF-8 for all others."""
    ascii_name = f"{_ascii(plain)}.{ending}"
    name = f"{_clean(spoken)}.{ending}"
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"


def of_figures(subject: Subject, *, is_wide: bool = False) -> tuple[str, str]:
    """For programs and for people: koeln_dem_pop_stadtteil_2023-12-31, and in words."""
    first = subject.period_dicts[0]
    key = "all" if subject.has_all_periods else first["key"]
    when = _("all dates")
    if not subject.has_all_periods:
        when = formats.period(first["key"], first["kind"], first["end"])
    parts = [subject.region.key, subject.entry.indicator, subject.entry.level, key]
    words = [subject.region.name, subject.name, subject.level.plural, when]
    if is_wide:
        parts.append("wide")
        words.append(_("one column per date"))
    for part, word in _of_view(subject):
        parts.append(part)
        words.append(word)
    if subject.is_internal:
        parts.append("intern")
        words.append(_("internal"))
    return "_".join(parts), ", ".join(words)


def _of_view(subject: Subject) -> Iterator[tuple[str, str]]:
    """What tells the file of a view from that of all figures of its date."""
    view, since = subject.view, subject.since
    if since is not None:
        label = formats.period(since["key"], since["kind"], since["end"])
        yield f"since_{since['key']}", _("change since %(date)s") % {"date": label}
    if view and view.is_smoothed:
        yield "smoothed", _("smoothed")
    if view and view.threshold:
        yield "threshold", _("threshold %(value)s") % {"value": view.written(view.threshold.value)}
    if view and view.filter.is_set:
        yield "filtered", _("filtered")


def of_region(region: Region, *, is_internal: bool) -> tuple[str, str]:
    """For the file of all figures."""
    parts, words = [region.key, "all"], [region.name, _("all figures")]
    if is_internal:
        parts.append("intern")
        words.append(_("internal"))
    return "_".join(parts), ", ".join(words)


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(UMLAUTS)).encode("ascii", "ignore")
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain.decode())[:LONGEST]


def _clean(text: str) -> str:
    """Without the signs that a file system or a shell takes amiss."""
    return re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "-", text).strip(". ")[:LONGEST]
