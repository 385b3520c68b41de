"""What travels with figures: whose they are, what they mean, when and where they hold."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from atlas import formats
from atlas.exports.borders import held_span
from atlas.exports.subject import Subject
from atlas.exports.view_words import change_words, filter_words, threshold_words
from atlas.presenters_layers import origin_of
from atlas.presenters_metadata import boundaries
from atlas.presenters_method import confidentiality, method
from atlas.uncertainty import way_of
from atlas.wording import (
    INTERVALS,
    KINDS,
    MEASURED,
    RECKONED,
    in_language,
    is_computed,
    status_text,
)
from atlas.wording_sure import METHODS, SMOOTHING
from spatial_units.models import BoundarySet

DAYS = ("released_on", "valid_from", "valid_to")
STATUSES = ("A", "O", "Q", "N", "L", "M")


@dataclass(frozen=True)
class Fact:
    """`key` stays the same in every language; `label` and `text` are for people."""

    key: str
    label: str
    text: str


def facts(subject: Subject) -> tuple[Fact, ...]:
    """The description of figures, in the reader's language; lines without a text are left out."""
    found = [
        *_of_the_file(subject),
        *_of_the_view(subject),
        *_of_the_indicator(subject),
        *_of_the_source(subject),
    ]
    return tuple(fact for fact in found if fact.text)


def _of_the_file(subject: Subject) -> list[Fact]:
    internal = _mark_of(subject) if subject.is_internal else ""
    periods = [*([subject.since] if subject.since else []), *subject.period_dicts]
    return [
        Fact("audience", _("Confidentiality of the file"), internal),
        Fact("region", _("Region"), subject.region.name),
        Fact("notice", _("Notice"), subject.region.text("notice")),
        Fact("indicator", _("Key"), subject.entry.indicator),
        Fact("indicator_name", _("Indicator"), subject.name),
        Fact("level", _("Level"), subject.level.plural),
        Fact("periods", _("Dates"), ", ".join(map(period_label, periods))),
        Fact("boundaries", _("Boundaries"), "; ".join(boundary_lines(subject))),
        Fact("released_on", _("Published on"), subject.entry.released_on),
        Fact("permalink", _("Link to the map"), subject.permalink),
        Fact(
            "statuses",
            _("Status"),
            "; ".join(f"{s} = {_status(subject, s)}" for s in _statuses(subject)),
        ),
    ]


def _statuses(subject: Subject) -> list[str]:
    """N only where somebody's figures were narrowed."""
    sections = subject.pack.sections
    is_narrowed = any("N" in section.series.status.values() for section in sections)
    return [one for one in STATUSES if one != "N" or is_narrowed]


def _mark_of(subject: Subject) -> str:
    """Says who took the figures along, and when."""
    if not subject.reader:
        return _("internal: do not pass on")
    today = formats.day(timezone.localdate())
    sentence = _("internal: do not pass on (fetched by %(person)s on %(date)s)")
    return sentence % {"person": subject.reader, "date": today}


def _status(subject: Subject, status: str) -> str:
    """A status in words; where some values are computed and others not, both words."""
    if is_computed(subject.card):
        return status_text(status, is_computed=True)
    flags = (
        flag for section, _blocks in subject.sections for flag in section.series.flags.values()
    )
    if status == MEASURED and any(flag & RECKONED for flag in flags):
        return _("measured or, where the remark says so, computed")
    return status_text(status)


def _of_the_view(subject: Subject) -> list[Fact]:
    """What a change, a threshold, a filter or a layer makes of the figures."""
    view = subject.view
    if view is None:
        return []
    drawn = "; ".join(f"{layer.name}: {origin_of(layer)}" for layer in view.ground.layers)
    layers = [Fact("layers", _("Points and lines"), drawn)]
    if subject.has_all_periods:
        return layers
    return [
        Fact("smoothed", _("Smoothed"), str(SMOOTHING["words"]) if view.is_smoothed else ""),
        Fact("filter", _("A filter is set"), filter_words(view)),
        Fact("change", _("Change"), change_words(view)),
        Fact("threshold", _("Threshold"), threshold_words(view)),
        *layers,
    ]


def _of_the_indicator(subject: Subject) -> list[Fact]:
    card = subject.card
    return [
        Fact("unit", _("Unit"), subject.unit),
        Fact("kind", _("Kind"), str(KINDS.get(card["kind"], card["kind"]))),
        Fact("topic", _("Topic"), in_language(card["topic"]["name"])),
        Fact("description", _("Description"), in_language(card.get("description"))),
        Fact("interpretation", _("How to read it"), in_language(card.get("interpretation"))),
        Fact("formula", _("Calculation"), method(card).formula),
        Fact("interval", _("Interval (95 %)"), interval_words(subject)),
        Fact("confidentiality", _("Confidentiality"), confidentiality(card)),
    ]


def interval_words(subject: Subject) -> str:
    """How intervals come about; empty where the file has none."""
    way = way_of(subject.card) if subject.counted else None
    return str(METHODS[way]) if way else ""


def _of_the_source(subject: Subject) -> list[Fact]:
    source = subject.card.get("source") or {}
    interval = source.get("update_interval") or ""
    return [
        Fact("publisher", _("Publisher"), source.get("publisher") or ""),
        Fact("source", _("Source"), in_language(source.get("title"))),
        Fact("source_url", _("Address of the source"), source.get("url") or ""),
        Fact("attribution", _("Attribution"), subject.attribution),
        Fact("licence", _("Licence"), subject.licence),
        Fact("licence_url", _("Address of the licence"), source.get("licence_url") or ""),
        Fact("updates", _("Updates"), str(INTERVALS.get(interval, interval))),
        Fact("metadata_url", _("Further metadata"), subject.card.get("metadata_url") or ""),
    ]


def facts_of_boundaries(of: BoundarySet, region_name: str) -> tuple[Fact, ...]:
    start, end = held_span(of)
    found = [
        Fact("region", _("Region"), region_name),
        Fact("level", _("Level"), of.level.plural),
        Fact("boundary_set", _("Boundaries"), f"{of.name} ({of.key})"),
        Fact("valid_from", _("Boundaries valid from"), start),
        Fact("valid_to", _("Boundaries valid to"), end),
        Fact("attribution", _("Attribution"), of.attribution),
        Fact("licence", _("Licence"), of.licence),
    ]
    return tuple(fact for fact in found if fact.text)


def for_people(found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The same with dates as people write them."""
    return tuple(
        replace(fact, text=formats.iso_day(fact.text)) if fact.key in DAYS else fact
        for fact in found
    )


def as_lines(found: tuple[Fact, ...]) -> str:
    """The description as a text to be read."""
    return "".join(f"{fact.label}: {fact.text}\r\n" for fact in for_people(found))


def period_label(period: dict[str, str]) -> str:
    return formats.period(period["key"], period["kind"], period["end"])


def boundary_lines(subject: Subject) -> list[str]:
    """Each boundary set with its span and the dates that lie on it."""
    return [
        f"{boundaries(section)} [{section.boundary_set}]: "
        + ", ".join(period_label(block.period) for block in blocks)
        for section, blocks in subject.sections
    ]
