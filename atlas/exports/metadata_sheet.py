"""The metadata sheet of an indicator: a tagged PDF (PDF/UA-1), A4, set by Typst."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from atlas import formats
from atlas.exports import fonts
from atlas.exports.facts import Fact, facts, for_people, period_label
from atlas.exports.subject import Subject
from atlas.wording import in_language

if TYPE_CHECKING:
    import typst

ADDRESSES = ("http://", "https://")
OF_TEXT = ("description", "interpretation")
OF_DATA = (
    "indicator",
    "filter",
    "change",
    "threshold",
    "unit",
    "kind",
    "formula",
    "released_on",
    "statuses",
    "confidentiality",
    "notice",
)
OF_SOURCE = (
    "layers", "publisher", "source", "source_url", "attribution", "licence", "licence_url",
    "updates", "metadata_url", "permalink",
)  # fmt: skip


@dataclass(frozen=True)
class LevelLine:
    """A level with the dates and boundaries it is published for."""

    name: str
    text: str


def pdf(subject: Subject, levels: tuple[LevelLine, ...], picture: str) -> bytes:
    """`picture` is the map as SVG; `levels` are all the indicator is published on."""
    import typst

    sheet = json.dumps(_sheet(subject, levels), ensure_ascii=False)
    return bytes(
        typst.compile(
            _template(),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"sheet": sheet, "map": picture},
            pdf_standards=["ua-1"],
        )
    )


def level_line(subject: Subject) -> LevelLine:
    """From the first to the last date, and on which boundaries."""
    dates = [period_label(period) for period in subject.period_dicts]
    span = dates[0] if len(dates) == 1 else f"{dates[0]} – {dates[-1]} ({len(dates)})"
    sets = ", ".join(in_language(section.name) for section, _blocks in subject.sections)
    return LevelLine(subject.level.plural, f"{span}; {sets}")


def _sheet(subject: Subject, levels: tuple[LevelLine, ...]) -> dict[str, Any]:
    found = {fact.key: fact for fact in for_people(facts(subject))}
    internal = found["audience"].text if "audience" in found else ""
    return {
        "language": get_language() or "de",
        "title": subject.name,
        "author": subject.attribution,
        "internal": internal,
        "line": f"{subject.region.name} · {found['topic'].text}",
        "paragraphs": [found[key].text for key in OF_TEXT if key in found],
        "caption": _("Map: %(name)s, %(level)s")
        % {"name": subject.name, "level": subject.level.plural},
        "parts": [
            _part(_("Data"), [found[key] for key in OF_DATA if key in found]),
            _part(
                _("Levels, dates and boundaries"), [Fact("", one.name, one.text) for one in levels]
            ),
            _part(_("Source and licence"), [found[key] for key in OF_SOURCE if key in found]),
        ],
        "foot": _("%(name)s, published on %(date)s")
        % {"name": subject.name, "date": formats.iso_day(subject.entry.released_on)},
    }


def _part(title: str, rows: list[Fact]) -> dict[str, Any]:
    return {
        "title": title,
        "head": [_("Field"), _("Content")],
        "rows": [
            {
                "label": row.label,
                "text": row.text,
                "url": row.text if row.text.startswith(ADDRESSES) else "",
            }
            for row in rows
        ],
    }


@cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[fonts.directory()])


@cache
def _template() -> bytes:
    return Path(__file__).with_name("sheet.typ").read_bytes()
