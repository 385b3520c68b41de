"""KomMonitor's description of an indicator as entries of a catalogue; docs/kommonitor.md.

Takes the JSON of its administration's export (datasetName …) or of its interface (indicatorName
…), one indicator or a list of them. What has no place here is handed back, not dropped.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.importing.spelling import spelt_out
from spatial_units.importing.json_depth import too_deep

MAX_DEPTH = 20
MOST_BYTES = 1_000_000
LONGEST = 5_000  # of a text

UPDATES = {
    "YEARLY": "yearly", "HALF_YEARLY": "half-yearly", "QUARTERLY": "quarterly",
    "MONTHLY": "monthly", "ARBITRARY": "irregular",
}  # fmt: skip
METHODS = {
    "jenks": "natural_breaks", "equal_interval": "equal_interval", "quantile": "quantile",
    "manual": "", "regional_default": "",
}  # fmt: skip
PALETTES = {
    "Blues": "blue", "Greens": "green", "Purples": "purple", "Oranges": "orange", "Greys": "grey",
}  # fmt: skip
COUNTED = frozenset(
    ("anzahl", "personen", "einwohner", "einwohnerinnen", "haushalte", "faelle", "kinder", "stueck")
)
# Paragraphs of the method: label, and where the text stands.
PARAGRAPHS = (
    ("", ("processDescription",)),
    ("Datengrundlage", ("metadata", "databasis")),
    ("Datenquelle", ("metadata", "datasource")),
    ("Bezugsdatum", ("referenceDateNote",)),
    ("Literatur", ("metadata", "literature")),
    ("Hinweis", ("metadata", "note")),
)
TAKEN = frozenset(
    ("datasetName", "indicatorName", "characteristicValue", "unit", "processDescription",
     "interpretation", "tags", "referenceDateNote", "isHeadlineIndicator", "precision",
     "indicatorType", "metadata", "defaultClassificationMapping", "defaultPrecision")
)  # fmt: skip
TAKEN_OF_METADATA = frozenset(
    ("description", "databasis", "datasource", "updateInterval", "literature", "note")
)
_NO_SIGN = re.compile(r"[^a-z0-9]+")


class NotReadable(ValueError):
    """The file is none of those; `code` says why, `name` what it is about."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(code)
        self.code, self.name = code, name


@dataclass(frozen=True)
class Places:
    """What KomMonitor does not know: keys of a topic, a source and a rule of secrecy."""

    topic: str
    source: str
    policy: str


@dataclass
class Converted:
    """`left_out`: (indicator, field, content) of what has no place; `kinds`: (indicator, its
    kind here, its type there)."""

    measures: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)
    kinds: list[tuple[str, str, str]] = field(default_factory=list)

    def sections(self) -> dict[str, Any]:
        return {"format": 1, "measures": self.measures, "indicators": self.indicators}


def descriptions_in(raw: bytes) -> list[dict[str, Any]]:
    """The descriptions a file holds; raises NotReadable."""
    if len(raw) > MOST_BYTES:
        raise NotReadable("too_large")
    if too_deep(raw, MAX_DEPTH):
        raise NotReadable("no_json")
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except ValueError:
        raise NotReadable("no_json") from None
    listed = found if isinstance(found, list) else [found]
    for one in listed:
        if not isinstance(one, dict) or not _name_of(one):
            raise NotReadable(*_what_else(one))
    if not listed:
        raise NotReadable("no_metadata")
    return listed


def _what_else(found: Any) -> tuple[str, str]:
    if isinstance(found, dict) and found.get("spatialUnitLevel"):
        return "of_a_level", _text(found["spatialUnitLevel"])
    return (
        ("values", "") if isinstance(found, dict) and "features" in found else ("no_metadata", "")
    )


def converted(found: Iterable[Mapping[str, Any]], places: Places) -> Converted:
    """A measure and a draft of an indicator for each description."""
    whole = Converted()
    for one in found:
        measure, indicator = _entries(one, places)
        whole.measures.append(measure)
        whole.indicators.append(indicator)
        name = _name_of(one)
        whole.left_out += [(name, *line) for line in _left_out(one, indicator)]
        whole.kinds.append((name, indicator["kind"], _text(one.get("indicatorType"))))
    return whole


def _name_of(one: Mapping[str, Any]) -> str:
    name = _text(one.get("datasetName") or one.get("indicatorName"))
    value = _text(one.get("characteristicValue"))
    return f"{name} – {value}" if name and value else name


def _entries(one: Mapping[str, Any], places: Places) -> tuple[dict[str, Any], dict[str, Any]]:
    key, name, unit = key_of(_name_of(one)), _name_of(one), _text(one.get("unit"))
    measure_kind, kind = _kinds(_text(one.get("indicatorType")), unit)
    is_sum = kind == "count"
    metadata = _object(one.get("metadata"))
    measure = {"key": key, "name": _both(name), "unit": _both(unit), "kind": measure_kind}
    indicator = {
        "key": key,
        "topic": places.topic,
        "kind": kind,
        "formula": {"count": [key]} if is_sum else {"value": key},
        "name": _both(name),
        "description": _both(_text(metadata.get("description"))),
        "unit": _both(unit),
        "decimals": _decimals(one.get("precision"), 0 if measure_kind == "count" else 1),
        "source": places.source,
        "policy": places.policy,
        "aggregation": "sum" if is_sum else "none",
        "headline": one.get("isHeadlineIndicator") is True,
        "update_interval": UPDATES.get(_text(metadata.get("updateInterval")), ""),
        "tags": [text for text in map(_text, _list(one.get("tags"))) if text],
        "classification": _classification(_object(one.get("defaultClassificationMapping"))),
    }
    for name_here, text in (
        ("interpretation", _text(one.get("interpretation"))), ("method", _method(one)),
    ):  # fmt: skip
        if text:
            indicator[name_here] = _both(text)
    return measure, indicator


def _kinds(type_there: str, unit: str) -> tuple[str, str]:
    """What a measure and its indicator are here: an absolute figure can be added up."""
    if type_there == "STATUS_ABSOLUTE":
        counts = not unit or _NO_SIGN.sub("", spelt_out(unit)) in COUNTED
        return ("count" if counts else "amount"), "count"
    if type_there.endswith("_STANDARDIZED"):
        return "value", "index"
    return "value", "share" if unit == "%" and type_there == "STATUS_RELATIVE" else "rate"


def _classification(said: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    method = METHODS.get(_text(said.get("classificationMethod")).lower())
    count = said.get("numClasses")
    if method:
        found["method"] = method
    if isinstance(count, int) and 2 <= count <= 9:
        found["k"] = count
    if palette := PALETTES.get(_text(said.get("colorBrewerSchemeName"))):
        found["palette"] = palette
    return found


def _method(one: Mapping[str, Any]) -> str:
    found = []
    for label, way in PARAGRAPHS:
        text = _text(_object(one.get(way[0])).get(way[1]) if len(way) > 1 else one.get(way[0]))
        if text:
            found.append(f"{label}: {text}" if label else text)
    return "\n\n".join(found)


def _left_out(one: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, content) of everything said that has no place here."""
    inner = _object(one.get("metadata"))
    said = {name: value for name, value in one.items() if name not in TAKEN}
    said |= {
        f"metadata.{name}": value for name, value in inner.items() if name not in TAKEN_OF_METADATA
    }
    mapping = _object(one.get("defaultClassificationMapping"))
    names = (("method", "classificationMethod"), ("k", "numClasses"),
             ("palette", "colorBrewerSchemeName"), ("", "items"))  # fmt: skip
    said |= {
        f"defaultClassificationMapping.{there}": mapping.get(there)
        for here, there in names
        if here not in made["classification"]
    }
    for name, value in said.items():
        if value not in (None, "", [], {}, False):
            plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield name, plain[:300]


def key_of(name: str) -> str:
    """A key of a catalogue for a name.

    >>> key_of("Einwohner – unter 18 Jahre"), key_of("65 und älter")
    ('einwohner_unter_18_jahre', 'km_65_und_aelter')
    """
    key = _NO_SIGN.sub("_", spelt_out(name)).strip("_")[:59].rstrip("_")
    return key if key[:1].isalpha() else f"km_{key}".rstrip("_")


def _both(text: str) -> dict[str, str]:
    """KomMonitor has one language; what lacks in English is not made up."""
    return {"de": text, "en": text}


def _decimals(said: Any, usual: int) -> int:
    return said if isinstance(said, int) and 0 <= said <= 6 else usual


def _text(value: Any) -> str:
    """A text without control characters, cut where it would be none any more."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return "".join(sign for sign in str(value) if sign.isprintable() or sign == "\n").strip()[
        :LONGEST
    ]


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
