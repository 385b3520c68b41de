"""The model catalogue (Musterkatalog) that a region can take indicators from."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

from indicators.catalogue_rows import Declared
from indicators.metadata import KINDS, Kind
from indicators.statistics.formula import measures_of, read_formula
from region_files.catalogue_file import (
    NOTHING_KNOWN,
    Everything,
    declarations,
    read_catalogue,
)

Chosen = dict[Kind, dict[str, Declared]]


@cache
def model_catalogue() -> Everything:
    """Everything fixtures/catalogue.yaml declares; a test holds the file valid."""
    path = Path(settings.BASE_DIR) / "fixtures" / "catalogue.yaml"
    catalogue, problems = read_catalogue(path.read_bytes(), NOTHING_KNOWN)
    assert catalogue is not None, problems
    return declarations(catalogue)


def chosen_from(model: Everything, keys: Iterable[str], held: Everything) -> Chosen:
    """The indicators with all they are made of, as far as the region has not got it already."""
    indicators = [model["indicator"][key] for key in keys if key in model["indicator"]]
    measures = {key for one in indicators for key in measures_of(read_formula(one["formula"]))}
    wanted: dict[Kind, set[str]] = {
        "indicator": {one["key"] for one in indicators},
        "measure": measures | {part for key in measures for part in _parts(model, key)},
        "topic": {one["topic"] for one in indicators},
        "source": {one["source"] for one in indicators},
        "policy": {one["policy"] for one in indicators},
    }
    return {
        kind: {
            key: declared
            for key, declared in model[kind].items()
            if key in wanted[kind] and key not in held[kind]
        }
        for kind in KINDS
    }


def _parts(model: Everything, key: str) -> list[str]:
    return list(model["measure"].get(key, {}).get("parts", []))
