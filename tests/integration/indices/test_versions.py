"""Recipes are frozen, and those of the desk outlive the region file; who is left out and why."""

from pathlib import Path

import numpy as np
import pytest

from accounts.models import Region
from indicators.index_inputs import inputs_of
from indicators.index_reading import IndexCannotBeComputed
from indicators.index_versions import DeclaredBy, freeze
from indicators.indices import compute_index, reckoned
from indicators.models import (
    CompositeIndex,
    Delivery,
    IndexVersion,
    Indicator,
    MeasureValue,
    Slice,
)
from region_files.loading import load
from region_files.reading import read_region_file
from tests.integration.indices.conftest import RECIPE, recipe_with
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(databases="__all__")


def load_again(city: SmallCity) -> None:
    city.write()
    spec, problems = read_region_file(city.file, city.folder)
    assert spec is not None, problems
    assert not load(spec, city.folder, lambda text: None).failed


def test_a_changed_recipe_is_a_new_version_and_the_old_one_is_kept(
    town: Region, index: CompositeIndex
) -> None:
    again = freeze(town, recipe_with(), DeclaredBy.DESK)
    assert (again.pk, again.version) == (index.pk, 1)
    changed = freeze(town, recipe_with(cuts=[0.5]), DeclaredBy.DESK)
    assert (changed.pk, changed.version) == (index.pk, 2)
    kept = IndexVersion.objects.filter(index=index)
    assert [(one.number, one.recipe["cuts"]) for one in kept] == [(2, [0.5]), (1, [0])]


def test_a_field_a_newer_program_knows_makes_no_new_version(
    town: Region, index: CompositeIndex
) -> None:
    older = {key: one for key, one in index.recipe.items() if one not in (None, [], {})}
    assert freeze(town, older, DeclaredBy.DESK).version == 1


def test_an_index_of_the_desk_and_its_values_outlive_the_region_file(
    town: Region, index: CompositeIndex, tmp_path: Path
) -> None:
    delivery = compute_index(index)
    load_again(SmallCity(tmp_path))
    assert CompositeIndex.objects.get(region=town).key == "lage"
    delivery.refresh_from_db()
    assert delivery.withdrawn_at is None


def test_an_index_of_the_file_goes_with_it(
    town: Region, index: CompositeIndex, tmp_path: Path
) -> None:
    city = SmallCity(tmp_path)
    words = {"name": {"de": "W", "en": "S"}, "unit": {"de": "P", "en": "p"}, "kind": "value"}
    city.spec["measures"].append({"key": "file_score"} | words)
    city.spec["indices"] = [RECIPE | {"key": "akte", "score": "file_score"}]
    load_again(city)
    load_again(city)
    held = CompositeIndex.objects.get(region=town, key="akte")
    assert (held.declared_by, held.version) == ("file", 1)
    compute_index(held)
    city.spec["indices"] = []
    city.spec["measures"].pop()
    load_again(city)
    assert list(CompositeIndex.objects.values_list("key", flat=True)) == ["lage"]
    assert not Delivery.objects.filter(region=town, origin="computed", withdrawn_at=None).exists()


def test_areas_with_few_or_unknown_people_are_in_no_mean(
    town: Region, index: CompositeIndex
) -> None:
    """200 children in 02, no number for 03."""
    people = {"measure": "children", "least": 201}
    wanted = recipe_with(components=[{"measure": "poor_children"}], minimum_population=people)
    areas, (edition,) = reckoned(CompositeIndex(region=town, key="probe", recipe=wanted))
    assert dict(zip(areas.codes, edition.few, strict=True)) == {
        "01": False, "02": True, "03": True, "04": False,
    }  # fmt: skip
    assert areas.codes == ["01", "02", "03", "04"]
    assert edition.result.mean.tolist() == [np.mean([120, 30])]


def test_what_counts_people_is_an_input_like_the_components(
    town: Region, index: CompositeIndex
) -> None:
    people = {"measure": "children", "least": 201}
    wanted = recipe_with(components=[{"measure": "poor_children"}], minimum_population=people)
    assert inputs_of(freeze(town, wanted, DeclaredBy.DESK)) == {"children", "poor_children"}


def test_an_infinite_value_is_refused_in_words(town: Region, index: CompositeIndex) -> None:
    rate = Indicator.objects.get(region=town, key="exi_u15")
    rate.definition["formula"]["ratio"] |= {
        "numerator": ["children"], "denominator": ["poor_children"], "factor": 1e308,
    }  # fmt: skip
    rate.save()
    with pytest.raises(IndexCannotBeComputed, match="unendlichen Wert"), np.errstate(over="ignore"):
        compute_index(index)


def test_a_logarithm_of_too_little_is_refused_in_words(town: Region, index: CompositeIndex) -> None:
    slices = Slice.objects.filter(region=town, measure__key="children")
    found = MeasureValue.objects.filter(slice_id__in=slices.values("id"), obs_status="A")
    found.update(value=-1)
    index.recipe = recipe_with(components=[{"measure": "children", "transform": "log1p"}])
    with pytest.raises(IndexCannotBeComputed, match="Logarithmus"):
        compute_index(index)


@pytest.mark.parametrize("how", ["geometric", "harmonic"])
def test_a_mean_of_what_is_not_positive_is_refused_in_words(
    town: Region, index: CompositeIndex, how: str
) -> None:
    index.recipe = recipe_with(
        components=[{"measure": "poor_children"}, {"measure": "children"}],
        ddof=None, scale={"way": "z"}, combination=how,
    )  # fmt: skip
    with pytest.raises(IndexCannotBeComputed, match="0 oder negativ"):
        compute_index(index)
