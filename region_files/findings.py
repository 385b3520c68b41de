"""What is wrong with a region file, by its place in the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from rapidfuzz import fuzz, process

from region_files.yaml_lines import Path
from spatial_units.importing.problems import Severity

ALIKE = 60.0  # of 100; below, a suggestion would puzzle more than help

Facts: TypeAlias = dict[str, str | int | float]


@dataclass(frozen=True)
class Finding:
    """A problem before it has a line: the place as a path of fields and positions."""

    path: Path
    code: str
    facts: Facts
    severity: Severity = Severity.ERROR


def wrong(path: Path, code: str, **facts: str | int | float) -> Finding:
    """An error."""
    return Finding(path, code, facts)


def odd(path: Path, code: str, **facts: str | int | float) -> Finding:
    """A warning: loading goes on."""
    return Finding(path, code, facts, Severity.WARNING)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, "" where none is."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return str(found[0]) if found else ""
