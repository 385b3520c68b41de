"""Kleinstadt with an index; four areas are too few for classes, but not for ranks."""

from typing import Any

import pytest

from accounts.models import Region
from indicators.index_versions import DeclaredBy, freeze
from indicators.models import CompositeIndex, Measure
from region_files.schema_indices import CompositeIndexSpec
from tests.integration.desk.conftest import (  # noqa: F401
    clerk,
    loaded,
    plain_static_files,
    released_town,
    town,
)

RECIPE: dict[str, Any] = {
    "key": "lage",
    "name": {"de": "Soziale Lage", "en": "Social situation"},
    "components": [{"indicator": "exi_u15"}, {"measure": "children"}],
    "boundary_set": "stadtteile",
    "period": "2024-12-31",
    "ddof": 0,
    "cuts": [0],
    "classes": [
        {"value": 1, "name": {"de": "hoch", "en": "high"}},
        {"value": 2, "name": {"de": "niedrig", "en": "low"}},
    ],
    "missing": "lenient",
    "score": "lage_score",
}


def recipe_with(**changed: Any) -> dict[str, Any]:
    return CompositeIndexSpec.model_validate(RECIPE | changed).model_dump(mode="json")


@pytest.fixture
def index(town: Region) -> CompositeIndex:  # noqa: F811
    words = {"name_de": "Wert", "name_en": "score", "unit_de": "Punkte", "unit_en": "points"}
    Measure.objects.create(region=town, key="lage_score", kind="value", **words)
    return freeze(town, recipe_with(), DeclaredBy.DESK)
