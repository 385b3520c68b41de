"""The catalogue of a region as a file of its own, there and back.

It holds sources, topics, measures, policies and indicators in the words of a region file, so
that its sections can be copied into one. Reading asks no database: what the region already has
is handed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from indicators.catalogue_rows import Declared
from indicators.derived_names import Names, expression_of
from indicators.metadata import KINDS, Kind
from region_files.catalogue_checks import of_indicator, of_measure
from region_files.derived import settled
from region_files.desk_texts import SECTIONS
from region_files.findings import Finding, closest, wrong
from region_files.misfits import misfits
from region_files.reading import located
from region_files.references import references_of_catalogue
from region_files.schema import CatalogueFile, Source
from region_files.schema_catalogue import IndicatorSpec, MeasureSpec, PolicySpec, TopicSpec
from region_files.yaml_lines import read_yaml
from spatial_units.importing.problems import Problem, Severity, has_errors

MOST_BYTES = 1_000_000
SCHEMAS: dict[Kind, type[BaseModel]] = {
    "topic": TopicSpec,
    "measure": MeasureSpec,
    "source": Source,
    "policy": PolicySpec,
    "indicator": IndicatorSpec,
}
IN_ORDER: tuple[Kind, ...] = ("source", "topic", "measure", "policy", "indicator")

Everything = Mapping[Kind, Mapping[str, Declared]]


@dataclass(frozen=True)
class Known:
    """What a region has already: its catalogue, its levels from the finest to the coarsest, and
    which measures hold values."""

    catalogue: Everything
    levels: list[str]
    filled: frozenset[str]

    def keys(self, section: str) -> set[str]:
        if section == "levels":
            return set(self.levels)
        return {key for kind in KINDS if SECTIONS[kind] == section for key in self.catalogue[kind]}


NOTHING_KNOWN = Known({kind: {} for kind in KINDS}, [], frozenset())


def read_catalogue(raw: bytes, known: Known) -> tuple[CatalogueFile | None, list[Problem]]:
    """Read and check a catalogue; None where it holds an error. Problems name line and field."""
    if len(raw) > MOST_BYTES:
        facts: dict[str, str | int | float] = {"size": len(raw), "limit": MOST_BYTES}
        return None, [Problem("region_file_too_large", Severity.ERROR, facts=facts)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem("region_file_not_utf8", Severity.ERROR, row=line)]
    document = read_yaml(text)
    if has_errors(document.problems):
        return None, document.problems
    try:
        catalogue = CatalogueFile.model_validate(document.value)
    except ValidationError as error:
        return None, document.problems + located(document, misfits(error, document.value))
    names = Names(known.catalogue["measure"], known.catalogue["indicator"])
    catalogue, findings = settled(catalogue, names)
    problems = document.problems + located(document, findings or _findings(catalogue, known))
    return (None if has_errors(problems) else catalogue), problems


def _findings(catalogue: CatalogueFile, known: Known) -> list[Finding]:
    found = [*_keys_twice(catalogue), *_unknown_keys(catalogue, known)]
    if found:
        return found
    return [*_of_measures(catalogue, known), *_of_indicators(catalogue, known)]


def _keys_twice(catalogue: CatalogueFile) -> Iterator[Finding]:
    for section in SECTIONS.values():
        seen: set[str] = set()
        for i, thing in enumerate(getattr(catalogue, section)):
            if thing.key in seen:
                yield wrong((section, i, "key"), "region_key_twice", key=thing.key)
            seen.add(thing.key)


def _unknown_keys(catalogue: CatalogueFile, known: Known) -> Iterator[Finding]:
    """What is named must stand in the file or in the region already."""
    keys = {
        section: known.keys(section) | {one.key for one in getattr(catalogue, section)}
        for section in SECTIONS.values()
    } | {"levels": known.keys("levels")}
    for section, path, key in references_of_catalogue(catalogue):
        if key not in keys[section]:
            meant = closest(key, sorted(keys[section]))
            yield wrong(path, "region_unknown_key", kind=section, key=key, meant=meant)


def _of_measures(catalogue: CatalogueFile, known: Known) -> Iterator[Finding]:
    for i, measure in enumerate(catalogue.measures):
        yield from of_measure(measure, ("measures", i))
        held = known.catalogue["measure"].get(measure.key)
        if held and held["kind"] != measure.kind and measure.key in known.filled:
            facts = {"key": measure.key, "kind": held["kind"]}
            yield wrong(("measures", i, "kind"), "region_measure_kind_fixed", **facts)
        wished = measure.of_layer.model_dump(mode="json") if measure.of_layer else None
        if wished != (held or {}).get("of_layer"):
            place = ("measures", i, "of_layer" if wished else "key")
            yield wrong(place, "region_layer_in_region_file", measure=measure.key)


def _of_indicators(catalogue: CatalogueFile, known: Known) -> Iterator[Finding]:
    for i, indicator in enumerate(catalogue.indicators):
        yield from of_indicator(indicator, ("indicators", i), known.levels)


def declarations(catalogue: CatalogueFile) -> dict[Kind, dict[str, Declared]]:
    """Everything a catalogue declares, every field written out, by kind and key."""
    return {
        kind: {one.key: one.model_dump(mode="json") for one in getattr(catalogue, SECTIONS[kind])}
        for kind in IN_ORDER
    }


def as_yaml(everything: Everything) -> str:
    """A catalogue as a file; fields that say what is usual anyway are left out."""
    sections: dict[str, Any] = {"format": 1}
    for kind in IN_ORDER:
        things = [_as_written(SCHEMAS[kind], one) for one in everything[kind].values()]
        if things:
            sections[SECTIONS[kind]] = things
    return yaml.dump(sections, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _as_written(schema: type[BaseModel], declared: Declared) -> Declared:
    """Of a derived formula the expression alone: what it comes to follows from it."""
    found = schema.model_validate(declared).model_dump(mode="json", exclude_defaults=True)
    if expression := expression_of(found):
        found["formula"] = {"derived": expression}
    return found


class _Dumper(yaml.SafeDumper):
    """Indents lists below their field and writes texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
