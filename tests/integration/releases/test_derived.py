"""A derived indicator is worked out on every level and shown only where all it is made of is."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accounts.models import Job, Region
from atlas.presenters_method import method
from indicators import actions
from indicators.dependencies import made_of
from indicators.lineage import origin_of
from indicators.models import (
    Delivery,
    Indicator,
    Measure,
    MeasureValue,
    ReferencePeriod,
    Slice,
)
from releases.models import CurrentPack
from releases.pack_format import Pack, decode
from releases.tasks import publish
from spatial_units.models import Area
from tests.integration.loading.conftest import load_city
from tests.integration.releases.test_linked_indices import (
    DISTRICTS,
    computed,
    recipe,
    squares,
)
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

SHARE, CHANGE, RANK = "exi_u15", "change", "rank"


def values(poor: dict[tuple[int, str], int] | None = None) -> str:
    """Children and poor children of two years; `poor` says otherwise by year and district."""
    rows = [
        f"{code};{year};{300 + 7 * at};{(poor or {}).get((year, code), 20 + 2 * at + year % 2)}"
        for year in (2023, 2024)
        for at, code in enumerate(DISTRICTS)
    ]
    return "\n".join(["nr;jahr;kinder;arm", *rows, ""])


def derived(
    key: str, expression: str, unit: str = "", policy: str = "sozialdaten"
) -> dict[str, Any]:
    formula, words = {"derived": expression}, {"de": unit, "en": unit}
    more = {"formula": formula, "unit": words, "policy": policy, "levels": [], "decimals": 3}
    return computed(key, "rate", "") | more


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    spec = found.spec
    spec["checks"] = {"totals": []}
    spec["boundary_sets"][0]["count"] = len(DISTRICTS)
    spec["indicators"] += [
        derived(CHANGE, f"change_pp({SHARE}, 1)", "Prozentpunkte"),
        derived(RANK, f"rank({SHARE})", "Rang"),
    ]
    found.values = values({(2024, "03"): 2})
    return found


def loaded(city: SmallCity) -> None:
    city.write()
    (city.folder / "stadtteile.geojson").write_text(json.dumps(squares()))
    load_city(city)


def release(*indicators: str, audience: str = "public") -> Job:
    wish = {
        "audience": audience, "indicators": list(indicators), "keeps_others": True,
        "reason": {"de": "neu", "en": "new"},
    }  # fmt: skip
    job = Job.objects.create(
        region=Region.objects.get(), kind="publish", arguments={"releases": [wish]}
    )
    publish(job.id)
    job.refresh_from_db()
    return job


def pack(indicator: str, level: str = "stadtteil", audience: str = "public") -> Pack:
    row = CurrentPack.objects.get(audience=audience, indicator_key=indicator, level_key=level)
    return decode(bytes(row.pack.body or b""))


def shown(indicator: str, level: str = "stadtteil", audience: str = "public") -> dict[Any, Any]:
    """By year and area what is printed; the letter where there is no number."""
    found = pack(indicator, level, audience)
    (section,) = found.sections
    series = section.series
    return {
        (found.periods[period]["key"][:4], code): (
            number if number is not None else series.status.get((at, area), "O")
        )
        for at, period in enumerate(section.periods)
        for area, (code, number) in enumerate(zip(section.areas, series.values[at], strict=True))
    }


def hidden(indicator: str) -> set[tuple[str, str]]:
    return {place for place, number in shown(indicator).items() if number == "Q"}


def test_a_change_is_that_of_the_shares_on_every_level(city: SmallCity) -> None:
    city.values = values()
    loaded(city)
    for at, code in enumerate(DISTRICTS):
        before, now = 20 + 2 * at + 1, 20 + 2 * at
        expected = 100 * (now - before) / (300 + 7 * at)
        assert shown(CHANGE)["2024", code] == round(expected * 1000)
    children = sum(300 + 7 * at for at in range(len(DISTRICTS)))
    whole = -100 * len(DISTRICTS) / children
    assert shown(CHANGE, "stadt") == {("2024", "00"): round(whole * 1000)}
    assert shown(RANK)["2023", "24"] == 1000, "rank 1, printed with three decimals"


def test_a_hidden_input_hides_what_is_made_of_it_in_every_period_that_goes_in(
    city: SmallCity,
) -> None:
    city.values = values({(2023, "03"): 2})
    loaded(city)
    beside = hidden(SHARE)
    assert ("2023", "03") in beside
    assert {year for year, _ in beside} == {"2023"}
    assert hidden(CHANGE) == {("2024", district) for _, district in beside}
    assert hidden(RANK) == {("2023", district) for district in DISTRICTS}
    assert isinstance(shown(RANK)["2024", "03"], int)


def test_inside_nothing_of_it_is_hidden(city: SmallCity) -> None:
    city.spec["release"].append({
        "audience": "internal", "indicators": "all", "reason": {"de": "alle", "en": "all"}
    })  # fmt: skip
    loaded(city)
    numbers = shown(CHANGE, audience="internal")
    assert ("2024", "03") in hidden(CHANGE)
    assert numbers["2024", "03"] == round(1000 * 100 * (2 - 25) / 314)
    assert all(isinstance(number, int) for number in shown(RANK, audience="internal").values())


def test_released_by_itself_it_looks_at_what_is_public_so_far(city: SmallCity) -> None:
    city.spec["release"][0]["indicators"] = [SHARE]
    loaded(city)
    assert release(CHANGE).state == "done"
    assert hidden(CHANGE) == hidden(SHARE) != set()


def test_without_its_input_in_public_all_of_it_is_hidden(city: SmallCity) -> None:
    city.spec["release"][0]["indicators"] = ["dem_children"]
    counted = {"count": ["children"]}
    children = computed("dem_children", "count", "")
    city.spec["indicators"].append(
        children | {"formula": counted, "aggregation": "sum", "policy": "sozialdaten"}
    )
    city.spec["region"]["default_indicator"] = "dem_children"
    loaded(city)
    assert release(CHANGE).state == "done"
    assert hidden(CHANGE) == {("2024", district) for district in DISTRICTS}


def test_a_correction_nobody_was_told_of_yet_is_not_told_by_what_is_made_of_it(
    city: SmallCity,
) -> None:
    city.values = values()
    city.spec["release"][0]["indicators"] = [SHARE, CHANGE]
    loaded(city)
    assert hidden(CHANGE) == set()
    measure = Measure.objects.get(key="poor_children")
    corrected(measure, "05", 4)
    assert release(CHANGE).state == "done"
    assert hidden(CHANGE) == {("2024", "05")}


def corrected(measure: Measure, code: str, value: float) -> None:
    area = Area.objects.get(region=measure.region, boundary_set__key="stadtteile", code=code)
    period = ReferencePeriod.objects.get(region=measure.region, key="2024-12-31")
    rows = actions.SliceRows(
        measure, area.boundary_set, period, np.array([area.id]), np.array([value]), np.array(["A"])
    )
    actions.record_delivery(
        measure.region, f"mend-{code}", origin=Delivery.Origin.FORM, content_hash=f"{value}",
        slices=[rows], complete=False,
    )  # fmt: skip


def test_a_measure_that_is_only_rounded_in_public_makes_it_internal(city: SmallCity) -> None:
    city.spec["policies"][0] |= {"rule": "rounding", "base": 5}
    city.spec["policies"].append({
        "key": "offen", "rule": "no_personal_data", "reason": {"de": "-", "en": "-"}
    })  # fmt: skip
    city.spec["release"][0]["indicators"] = [SHARE]
    for one in city.spec["indicators"]:
        if "derived" in one["formula"]:
            one["policy"] = "offen"
    loaded(city)
    job = release(CHANGE)
    assert job.state == "failed"
    assert "nur gerundet öffentlich" in job.cause


def test_what_is_derived_from_derived_is_hidden_with_it(city: SmallCity) -> None:
    city.spec["indicators"].append(derived("double", f"2 * {CHANGE}", "Prozentpunkte"))
    loaded(city)
    assert hidden("double") == hidden(CHANGE) != set()
    inside = {key: raw_values(f"derived-{key}") for key in (CHANGE, "double")}
    assert inside["double"] == {area: 2 * value for area, value in inside[CHANGE].items()}


def raw_values(measure: str) -> dict[int, float]:
    slices = Slice.objects.filter(measure__key=measure).values("id")
    rows = MeasureValue.objects.filter(slice_id__in=slices)
    return {row.area_id: row.value for row in rows if row.value is not None}


def test_an_index_of_it_is_computed_after_it_and_hidden_with_it(city: SmallCity) -> None:
    spec = city.spec
    one = {**spec["measures"][0], "kind": "value"}
    spec["measures"] += [{**one, "key": key} for key in ("score", "class")]
    spec["policies"].append({
        "key": "gerechnet", "rule": "no_personal_data", "reason": {"de": "-", "en": "-"}
    })  # fmt: skip
    spec["indicators"].append(computed("index_score", "index", "score"))
    spec["indices"] = [{**recipe(2024), "components": [{"indicator": CHANGE}]}]
    loaded(city)
    assert hidden("index_score") == hidden(CHANGE) != set()


def computed_deliveries() -> dict[str, int]:
    found = Delivery.objects.filter(origin="computed", withdrawn_at=None).order_by("id")
    return dict(found.values_list("key", "id"))


def test_only_what_a_new_number_concerns_is_computed_again(city: SmallCity) -> None:
    city.spec["indicators"].append(derived("growth", "change(children, 1)", "Personen"))
    city.values = values()
    loaded(city)
    before = computed_deliveries()
    assert release(SHARE).state == "done"
    assert computed_deliveries() == before, "the same inputs keep the same delivery"
    corrected(Measure.objects.get(key="poor_children"), "05", 40)
    assert release(SHARE, CHANGE).state == "done"
    after = computed_deliveries()
    assert {key for key in after if after[key] != before[key]} == {
        f"derived/{CHANGE}", f"derived/{RANK}",
    }  # fmt: skip
    Delivery.objects.filter(key="mend-05").update(withdrawn_at="2030-01-01T00:00Z")
    assert release(SHARE, CHANGE).state == "done"
    assert computed_deliveries()["derived/growth"] == before["derived/growth"]
    made = Delivery.objects.get(id=computed_deliveries()[f"derived/{CHANGE}"])
    assert made.recipe["inputs"].keys() == {"children", "poor_children"}


def test_the_lineage_names_each_measure_with_the_periods_that_go_in(city: SmallCity) -> None:
    loaded(city)
    now = ReferencePeriod.objects.get(key="2024-12-31")
    origin = origin_of(Measure.objects.get(key=f"derived-{CHANGE}"), now)
    assert origin is not None
    assert origin.expression == f"change_pp({SHARE}, 1)"
    both = ["2024-12-31", "2023-12-31"]
    assert {key: [one.key for one in found] for key, found in origin.inputs.items()} == {
        "poor_children": both, "children": both,
    }  # fmt: skip
    ranked = origin_of(Measure.objects.get(key=f"derived-{RANK}"), now)
    assert ranked is not None
    assert {len(found) for found in ranked.inputs.values()} == {1}
    assert origin_of(Measure.objects.get(key="children"), now) is None


def test_taking_a_date_back_tells_what_is_derived_of_it(city: SmallCity) -> None:
    loaded(city)
    region = Region.objects.get()
    assert made_of(region, "poor_children") == {
        "poor_children", f"derived-{CHANGE}", f"derived-{RANK}",
    }  # fmt: skip


def test_the_card_says_what_it_is_made_of(city: SmallCity) -> None:
    loaded(city)
    card = pack(CHANGE).card
    assert card["measures"] == {SHARE: city.spec["indicators"][0]["name"]}
    told = method(card)
    assert (told.formula, told.numerator) == (
        f"change_pp({SHARE}, 1)", ("SGB-II-Quote unter 15",),
    )  # fmt: skip


def test_an_expression_that_fits_no_longer_stops_the_release_with_words(city: SmallCity) -> None:
    loaded(city)
    one = Indicator.objects.get(key=CHANGE)
    one.definition["formula"]["derived"] = "change_pp(nobody, 1)"
    one.save()
    job = release(SHARE)
    assert job.state == "failed"
    assert "lässt sich nicht ableiten" in job.cause
