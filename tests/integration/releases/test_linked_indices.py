"""A composite index is hidden wherever one of its components is."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accounts.models import Job, Region
from indicators.models import Indicator
from releases.models import AuditReport, CurrentPack, PublishedFact
from releases.pack_format import decode
from releases.tasks import publish
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

DISTRICTS = [f"{number:02}" for number in range(1, 25)]  # classes ask for twenty
SCORE, CLASS, COMPONENT = "index_score", "index_class", "exi_u15"
BURDENS = [{"de": "wenig", "en": "low"}, {"de": "viel", "en": "high"}]


def squares() -> dict[str, Any]:
    features = []
    for at, code in enumerate(DISTRICTS):
        west, south = 10.01 + 0.01 * (at % 6), 50.01 + 0.01 * (at // 6)
        east, north = west + 0.01, south + 0.01
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        features.append({
            "type": "Feature", "properties": {"nr": code, "name": f"Bezirk {code}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def values(poor_in_the_third: int) -> str:
    """Of every year the same but 2024's third district."""
    rows = [
        f"{code};{year};{300 + 7 * at};{poor_in_the_third if at == 2 and year == 2024 else 20 + at}"
        for year in (2023, 2024)
        for at, code in enumerate(DISTRICTS)
    ]
    return "\n".join(["nr;jahr;kinder;arm", *rows, ""])


def computed(key: str, kind: str, measure: str) -> dict[str, Any]:
    """An indicator of what the index computes."""
    return {
        "key": key,
        "name": {"de": key, "en": key},
        "description": {"de": "Sozialindex", "en": "Social index"},
        "topic": "soziales",
        "unit": {"de": "", "en": ""},
        "kind": kind,
        "formula": {"value": measure},
        "source": "amt",
        "policy": "gerechnet",
        "polarity": 1,
        "aggregation": "none",
        "levels": ["stadtteil"],
        "classification": {"method": "equal_interval", "k": 2},
    }


def recipe(year: int) -> dict[str, Any]:
    return {
        "key": f"index_{year}",
        "name": {"de": f"Index {year}", "en": f"Index {year}"},
        "components": [{"measure": "poor_children"}, {"measure": "children"}],
        "boundary_set": "stadtteile",
        "period": f"{year}-12-31",
        "ddof": 0,
        "cuts": [0],
        "classes": [{"value": at, "name": name} for at, name in enumerate(BURDENS)],
        "score": "score",
        "class_measure": "class",
    }


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    spec = found.spec
    spec["checks"] = {"totals": []}
    spec["boundary_sets"][0]["count"] = len(DISTRICTS)
    spec["measures"] += [
        {**spec["measures"][0], "key": key, "kind": "value"} for key in ("score", "class")
    ]
    reason = {"de": "gerechnet", "en": "computed"}
    spec["policies"].append({"key": "gerechnet", "rule": "no_personal_data", "reason": reason})
    spec["indicators"] += [computed(SCORE, "index", "score"), computed(CLASS, "class", "class")]
    spec["indicators"][-1]["classes"] = [
        {"value": at, "name": name, "color": "#336699"} for at, name in enumerate(BURDENS)
    ]
    spec["indices"] = [recipe(2023), recipe(2024)]
    found.values = values(2)
    return found


def loaded(city: SmallCity) -> None:
    city.write()
    (city.folder / "stadtteile.geojson").write_text(json.dumps(squares()))
    load_city(city)


def release(*indicators: str) -> None:
    wish = {
        "audience": "public", "indicators": list(indicators), "keeps_others": True,
        "reason": {"de": "neu", "en": "new"},
    }  # fmt: skip
    job = Job.objects.create(
        region=Region.objects.get(), kind="publish", arguments={"releases": [wish]}
    )
    publish(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause


def hidden(indicator: str) -> set[tuple[str, str]]:
    """Year and district."""
    row = CurrentPack.objects.get(audience="public", indicator_key=indicator, level_key="stadtteil")
    pack = decode(bytes(row.pack.body or b""))
    (section,) = pack.sections
    return {
        (pack.periods[section.periods[at]]["key"][:4], section.areas[area])
        for (at, area), status in section.series.status.items()
        if status == "Q"
    }


def test_score_and_class_are_hidden_where_a_component_is(city: SmallCity) -> None:
    loaded(city)
    beside = hidden(COMPONENT)
    assert ("2024", "03") in beside
    assert {year for year, _ in beside} == {"2024"}
    assert len(beside) == 2
    assert hidden(SCORE) == hidden(CLASS) == beside
    letters = AuditReport.objects.latest("id").hidden
    assert set(letters[CLASS]["stadtteile"]["2024-12-31"].values()) == {"L"}
    told = PublishedFact.objects.get(indicator_key=SCORE, period_key="2024-12-31")
    assert len(told.areas) == len(DISTRICTS) - 2


def test_an_index_released_by_itself_looks_at_what_is_hidden_so_far(city: SmallCity) -> None:
    city.spec["release"][0]["indicators"] = [COMPONENT]
    loaded(city)
    release(SCORE)
    assert hidden(SCORE) == hidden(COMPONENT) != set()


def test_a_component_nobody_sees_hides_nothing(city: SmallCity) -> None:
    city.spec["release"][0]["indicators"] = [SCORE, CLASS]
    loaded(city)
    assert hidden(SCORE) == hidden(CLASS) == set()


def test_what_is_shown_again_shows_the_index_again(city: SmallCity) -> None:
    """Another rule for the component; the index follows with the next release."""
    loaded(city)
    city.spec["policies"][0] |= {"rule": "published_by_source"}
    loaded(city)
    assert hidden(COMPONENT) == hidden(SCORE) == set()


def test_an_index_of_an_index_is_hidden_with_the_first(city: SmallCity) -> None:
    spec = city.spec
    spec["measures"] += [
        {**spec["measures"][-1], "key": key} for key in ("second_score", "second_class")
    ]
    spec["indicators"].append(computed("second", "index", "second_score"))
    of_the_first = {"components": [{"measure": "score"}]}
    targets = {"key": "second", "score": "second_score", "class_measure": "second_class"}
    spec["indices"].append({**recipe(2024), **of_the_first, **targets})
    loaded(city)
    assert hidden("second") == hidden(COMPONENT) != set()


def test_an_indicator_that_goes_in_hides_the_index_where_it_is_hidden_itself(
    city: SmallCity,
) -> None:
    """What else is made of its measures does not: where it is shown, so are its counts."""
    spec = city.spec
    few = {**spec["indicators"][0], "key": "few", "policy": "streng"}
    spec["policies"].append({**spec["policies"][0], "key": "streng", "minimum_denominator": 310})
    spec["indicators"].append(few)
    for index in spec["indices"]:
        index["components"] = [{"indicator": COMPONENT}]
    loaded(city)
    assert hidden("few") - hidden(COMPONENT)
    assert hidden(SCORE) == hidden(CLASS) == hidden(COMPONENT) != set()


def test_hidden_areas_are_in_no_published_mean(city: SmallCity) -> None:
    """Of the public's scores the mean is 0 and the spread 1; of the staff's with all areas."""
    city.spec["release"].append(city.spec["release"][0] | {"audience": "internal"})
    loaded(city)
    public, internal = (scores(audience) for audience in ("public", "internal"))
    shown = ~np.isnan(public)
    assert (len(public) - np.count_nonzero(shown), np.isnan(internal).any()) == (2, False)
    assert public[shown].mean() == pytest.approx(0, abs=0.03)
    assert public[shown].std() == pytest.approx(1, abs=0.03)
    assert internal.mean() == pytest.approx(0, abs=0.03)
    assert not np.array_equal(public[shown], internal[shown])


def scores(audience: str) -> np.ndarray:
    """Of 2024, as printed."""
    row = CurrentPack.objects.get(
        audience=audience, indicator_key=SCORE, level_key="stadtteil", region__key="musterdorf"
    )
    pack = decode(bytes(row.pack.body or b""))
    (section,) = pack.sections
    at = [pack.periods[place]["key"][:4] for place in section.periods].index("2024")
    gaps = [np.nan if one is None else one for one in section.series.values[at]]
    return np.array(gaps, dtype=float) / 10**pack.decimals


def test_an_index_under_a_threshold_is_refused_in_words(city: SmallCity) -> None:
    loaded(city)
    strict = Indicator.objects.get(key=COMPONENT).policy
    Indicator.objects.filter(key=SCORE).update(policy=strict)
    wish = {
        "audience": "public", "indicators": [SCORE, CLASS], "keeps_others": True,
        "reason": {"de": "neu", "en": "new"},
    }  # fmt: skip
    arguments = {"releases": [wish]}
    job = Job.objects.create(region=Region.objects.get(), kind="publish", arguments=arguments)
    publish(job.id)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "darf nicht öffentlich werden" in job.cause
