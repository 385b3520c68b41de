"""What a CSV file means, for programs: metadata of CSV on the Web (W3C)."""

from typing import Any

from atlas.exports.columns import Words
from atlas.exports.facts import facts
from atlas.exports.subject import Subject
from atlas.wording import in_language

NUMBERS = {
    *("value", "value_since", "change", "class", "threshold"),
    *("denominator", "lower", "upper"),
}
DATES = {"valid_from", "valid_to", "released_on"}


def csvw(subject: Subject, columns: dict[str, Words], csv_url: str) -> dict[str, Any]:
    """The description of the CSV file with these columns at `csv_url`."""
    source = subject.card.get("source") or {}
    said = {fact.key: fact.text for fact in facts(subject)}
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": csv_url,
        "dc:title": subject.name,
        "dc:description": in_language(subject.card.get("description")),
        "dc:publisher": source.get("publisher") or "",
        "dc:rights": subject.attribution,
        "dc:license": source.get("licence_url") or subject.licence,
        "dc:source": source.get("url") or "",
        "dc:issued": subject.entry.released_on,
        "notes": [{"key": key, "text": text} for key, text in said.items()],
        "dialect": {"delimiter": ",", "lineTerminators": ["\r\n"], "encoding": "utf-8"},
        "tableSchema": {
            "columns": [
                {"name": key, "titles": [key, str(words)], "datatype": _datatype(key)}
                | ({"null": ""} if key in NUMBERS | DATES else {})
                for key, words in columns.items()
            ],
            "primaryKey": ["indicator", "level", "boundary_set", "area", "period"],
        },
    }


def _datatype(key: str) -> str:
    if key in NUMBERS:
        return "decimal"
    return "date" if key in DATES else "string"
