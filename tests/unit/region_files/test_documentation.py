"""docs/region-file.md tells all there is, and its example is right."""

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import geopandas
import openpyxl
import pytest
import shapely
from pydantic import BaseModel

from indicators.importing.values import read_values_limited
from region_files.reading import read_region_text
from region_files.schema import RegionFile
from spatial_units.importing.boundaries import read_boundaries_limited

PROJECT = Path(__file__).resolve().parents[3]
PAGE = (PROJECT / "docs" / "region-file.md").read_text(encoding="utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", PAGE)) | {
    word for span in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"[a-z0-9_]+", span)
}
CODE |= set(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE))


def kinds(kind: Any) -> Iterator[Any]:
    """A type and all types inside it."""
    if get_origin(kind) in {Union, types.UnionType, Annotated, tuple, dict}:
        for inner in get_args(kind):
            yield from kinds(inner)
    else:
        yield kind


def models(
    root: type[BaseModel], known: dict[str, type[BaseModel]] | None = None
) -> dict[str, type[BaseModel]]:
    """All models a root consists of; a domain of an index consists of domains."""
    found = {} if known is None else known
    found[root.__name__] = root
    for field in root.model_fields.values():
        for kind in kinds(field.annotation):
            is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
            if is_model and kind.__name__ not in found:
                models(kind, found)
    return found


FIELDS = sorted({(name, field) for name, model in models(RegionFile).items()
                 for field in model.model_fields})  # fmt: skip
CHOICES = sorted({(f"{name}.{field}", str(choice)) for name, model in models(RegionFile).items()
                  for field, info in model.model_fields.items()
                  for kind in kinds(info.annotation) if get_origin(kind) is not None
                  for choice in get_args(kind) if isinstance(choice, str) and choice})  # fmt: skip


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_every_field_is_described(model: str, field: str) -> None:
    assert field in CODE, f"{model}.{field} is missing in docs/region-file.md"


@pytest.mark.parametrize(("field", "choice"), CHOICES)
def test_every_choice_is_described(field: str, choice: str) -> None:
    assert choice in CODE or f'"{choice}"' in CODE, f"{field}: {choice} is not described"


def test_every_section_has_its_heading() -> None:
    headings = set(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE))
    assert set(RegionFile.model_fields) - {"format"} <= headings


def example() -> RegionFile:
    after = PAGE[PAGE.index("<!-- example") :]
    text = after[after.index("```yaml\n") + 8 : after.index("\n```\n") + 1]
    region, problems = read_region_text(text)
    assert problems == []
    assert region is not None
    return region


def test_the_example_of_a_new_town_is_right() -> None:
    assert [delivery.key for delivery in example().deliveries] == ["bestand", "leistungen"]


def test_the_polygons_of_the_example_read_as_told(tmp_path: Path) -> None:
    """As in many a German office: no .prj, no .cpg, Latin-1, the zeros of the keys gone."""
    quarters = geopandas.GeoDataFrame(
        {"NR": ["1", "7"], "NAME": ["Altstadt", "Süd"]},
        geometry=[shapely.box(x, 5_563_000, x + 1000, 5_564_000) for x in (3_500_000, 3_501_000)],
        crs=31467,
    )
    (tmp_path / "town").mkdir()
    path = tmp_path / "town" / "quarters.shp"
    quarters.to_file(path, encoding="ISO-8859-1")
    for forgotten in (".prj", ".cpg"):
        path.with_suffix(forgotten).unlink()
    source = example().boundary_sets[0].source
    assert source is not None
    read = read_boundaries_limited(path, source, tmp_path)
    assert [(area.code, area.name) for area in read.features] == [
        ("001", "Altstadt"),
        ("007", "Süd"),
    ]
    assert read.crs == 31467


def test_the_tables_of_the_example_read_as_told(tmp_path: Path) -> None:
    bestand, leistungen = example().deliveries
    book = openpyxl.Workbook()
    book.active.title = "Bestand"
    for row in (
        ["Einwohnerbestand"],
        ["Stand 31.12."],
        ["Quarter", "Inhabitants", "Inhabitants", "of which under 18", "of which under 18"],
        [None, 2022, 2023, 2022, 2023],
        ["Altstadt", "4.210", "4.301", 512, 498],
        ["Quelle: Melderegister"],
    ):
        book.active.append(row)
    (tmp_path / "town").mkdir()
    book.save(tmp_path / bestand.file)
    rows = "Nr;Stichtag;Art;Wert\n1;2023-12-31;SGB II unter 18;1.012\n"
    rows += "2;2023-12-31;SGB II unter 18;•\n3;2023-12-31;SGB II unter 18;–\n"
    (tmp_path / leistungen.file).write_text(rows, encoding="cp1252")

    read = read_values_limited(tmp_path / bestand.file, bestand, {}, tmp_path)
    assert [value[:4] for value in read] == [
        ("Altstadt", "pop", "2022-12-31", 4210.0),
        ("Altstadt", "pop", "2023-12-31", 4301.0),
        ("Altstadt", "pop_u18", "2022-12-31", 512.0),
        ("Altstadt", "pop_u18", "2023-12-31", 498.0),
    ]
    read = read_values_limited(tmp_path / leistungen.file, leistungen, {}, tmp_path)
    assert [(value[0], value[3], value[4]) for value in read] == [
        ("001", 1012.0, "A"),
        ("002", None, "Q"),
        ("003", 0.0, "A"),
    ]
