"""The catalogue as a region file declares it, and as the tables hold it: both ways.

A declaration is a schema's JSON (region_files/schema_catalogue.py), every field written out.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from accounts.models import Region
from indicators.metadata import Kind
from indicators.models import DataSource, Indicator, Measure, Policy, Topic

Declared = dict[str, Any]

MADE = "derived-"  # begins the keys of measures that take what is worked out for an indicator

MODELS: dict[Kind, type[Model]] = {
    "topic": Topic,
    "measure": Measure,
    "source": DataSource,
    "policy": Policy,
    "indicator": Indicator,
}
PLAIN: dict[Kind, tuple[str, ...]] = {  # fields whose column has the same name
    "topic": (),
    "measure": ("kind", "coordinates", "parts", "of_layer"),
    "source": (
        "publisher", "licence", "licence_url", "attribution", "url", "update_interval",
    ),
    "policy": (
        "rule", "minimum_count", "protect_zero", "minimum_denominator", "base",
        "minimum_population", "population", "revision_bound",
    ),
    "indicator": ("kind", "decimals", "polarity"),
}  # fmt: skip
PAIRS: dict[Kind, tuple[str, ...]] = {  # fields in two languages: `<name>_de`, `<name>_en`
    "topic": ("name",),
    "measure": ("name", "unit"),
    "source": ("title",),
    "policy": ("reason",),
    "indicator": ("name",),
}


def declared_in(kind: Kind, row: Any) -> Declared:
    """What a region file would say to make this row."""
    if kind == "indicator":
        return dict(row.definition)
    pairs = {
        name: {language: getattr(row, f"{name}_{language}") for language in ("de", "en")}
        for name in PAIRS[kind]
    }
    return {"key": row.key} | pairs | {name: getattr(row, name) for name in PLAIN[kind]}


def columns_of(kind: Kind, declared: Declared, region: Region) -> Declared:
    """The columns of a declaration's row, without region, key and position.

    What an indicator names (topic, source, policy) must be stored already.
    """
    pairs = {
        f"{name}_{language}": declared[name][language]
        for name in PAIRS[kind]
        for language in ("de", "en")
    }
    columns = pairs | {name: declared[name] for name in PLAIN[kind]}
    return columns | (_of_indicator(declared, region) if kind == "indicator" else {})


def _of_indicator(declared: Declared, region: Region) -> Declared:
    named: dict[str, Callable[..., Any]] = {
        "topic": Topic.objects.get,
        "source": DataSource.objects.get,
        "policy": Policy.objects.get,
    }
    rows = {field: get(region=region, key=declared[field]) for field, get in named.items()}
    return rows | {"is_headline": declared["headline"], "definition": declared}


def stored(region: Region, kind: Kind, *, locked: bool = False) -> dict[str, Declared]:
    """Everything of a kind as declared, by key, in the catalogue's order."""
    order = ["position", "id"] if kind in {"topic", "indicator"} else ["id"]
    found = MODELS[kind]._default_manager.filter(region=region).order_by(*order)
    if kind == "measure":
        found = found.exclude(key__startswith=MADE)  # they follow from their indicators
    if locked:
        found = found.select_for_update(of=("self",))
    return {row.key: declared_in(kind, row) for row in found}  # type: ignore[attr-defined]
