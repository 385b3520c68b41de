"""A first look into a file of geodata: its columns, coordinate system and kinds of shapes.

The same reader as for boundaries and layers opens the file, in the same limited child.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spatial_units.importing.findings import Findings, problems_from_plain, problems_to_plain
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited

EXAMPLES = 3
_WHERE_LOOKED = "look"


@dataclass(frozen=True)
class FirstLook:
    """`columns` holds all cells as text, by column; `crs` the system's name as the file says it,
    empty where it says none; `kinds` the kinds of shapes with their numbers."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    crs: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """For the page: names of the columns with a few examples, no more."""
        return {
            "columns": {
                name: list(dict.fromkeys(cell for cell in cells if cell))[:EXAMPLES]
                for name, cells in self.columns.items()
            },
            "crs": self.crs,
            "kinds": self.kinds,
        }


def look_limited(path: Path, layer: str, encoding: str, file: str) -> FirstLook:
    """Look into a file in a limited child; never raises because of the file's content."""
    answer = run_limited(
        "spatial_units.importing.first_look:look_in_child",
        {"path": str(path.resolve()), "layer": layer, "encoding": encoding, "file": file},
        file=file,
    )
    if isinstance(answer, Problem):
        return FirstLook(problems=[answer])
    problems = problems_from_plain(answer.pop("problems"))
    return FirstLook(**answer, problems=problems)


def look_in_child(path: str, layer: str, encoding: str, file: str) -> dict[str, Any]:
    """What the child runs: plain values in, plain values out."""
    from spatial_units.importing.crs import describe
    from spatial_units.importing.gdal_reader import read_layer
    from spatial_units.importing.geodata_files import checked_copy

    findings = Findings(file)
    directory = Path(_WHERE_LOOKED).resolve()
    directory.mkdir()
    copy = checked_copy(Path(path), layer or None, directory, findings)
    read = read_layer(copy, layer or None, encoding or None, findings) if copy else None
    kinds = Counter(shape.geom_type for shape in read.shapes if shape is not None) if read else {}
    return {
        "columns": read.columns if read else {},
        "crs": describe(read.crs) if read and read.crs else "",
        "kinds": dict(kinds),
        "problems": problems_to_plain(findings.problems()),
    }
