"""What a declared bound of corrections tells of the counts before them."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from accounts.models import Region
from releases.audit_reports import audit_all
from releases.audit_words import AuditWords
from releases.models import AuditReport, CurrentPack
from releases.pack_format import decode
from releases.tasks import audit
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

# 2 in district 03 are hidden, and 10 in 02 with them; that both together are 12 is known
VALUES = """nr;jahr;kinder;arm
1;2023;400;100
2;2023;200;10
3;2023;100;2
4;2023;300;30
"""


def corrected(second: int, third: int) -> str:
    found = VALUES.replace("1;2023;400", "1;2023;401").replace("200;10", f"200;{second}")
    return found.replace("100;2", f"100;{third}")


@pytest.fixture
def city(tmp_path: Path, transactional_db: None) -> SmallCity:
    found = SmallCity(tmp_path)
    found.spec["checks"] = {"totals": []}
    found.values = VALUES
    return found


def released(city: SmallCity, **policy: Any) -> None:
    city.spec["policies"][0] |= policy
    city.write()
    load_city(city)


def found_tonight() -> list[dict[str, Any]]:
    for job in audit_all():
        audit(job.id)
        job.refresh_from_db()
        assert job.state == "done", job.cause
    return AuditReport.objects.latest("id").findings


def leaked(city: SmallCity, values: str) -> None:
    """Correct both hidden counts, and show them while no rule protects anything."""
    released(city)
    city.values = values
    released(city, rule="no_personal_data")


def shown() -> set[str]:
    row = CurrentPack.objects.get(audience="public", level_key="stadtteil", indicator_key="exi_u15")
    (section,) = decode(bytes(row.pack.body or b"")).sections
    (numbers,) = section.series.values
    return {code for code, value in zip(section.areas, numbers, strict=True) if value is not None}


def test_without_a_bound_a_corrected_count_tells_nothing_of_the_earlier_one(
    city: SmallCity,
) -> None:
    leaked(city, corrected(11, 3))
    released(city, rule="threshold")
    assert found_tonight() == []


def test_with_a_bound_it_tells_how_many_there_were(city: SmallCity) -> None:
    """11 and 3 were 10 to 12 and 2 to 4; together they were 12, so they were 10 and 2."""
    leaked(city, corrected(11, 3))
    released(city, rule="threshold", revision_bound=1)
    (finding,) = found_tonight()
    assert (finding["area"], finding["lower"], finding["upper"]) == ("03", 2, 2)
    assert any(one.startswith("revision|poor_children|") for one in finding["teachers"])
    with override("de"):
        said = AuditWords(Region.objects.get()).finding(finding)
    assert any("höchstens ändert" in one and "poor_children" in one for one in said.teachers)


def test_a_wide_bound_leaves_enough_open(city: SmallCity) -> None:
    leaked(city, corrected(11, 3))
    released(city, rule="threshold", revision_bound=3)
    assert found_tonight() == []


def test_a_change_beyond_the_bound_proves_it_wrong(city: SmallCity) -> None:
    """8 and 4 changed by two: whoever sees that takes two for possible, and knows 2 to 4 of the
    earlier 2, for what rose by two was 2 at least and 12 at most together with 10."""
    leaked(city, corrected(8, 4))
    released(city, rule="threshold", revision_bound=1)
    (finding,) = found_tonight()
    assert (finding["area"], finding["lower"]) == ("03", 2)
    assert finding["upper"] >= 3


def per_mille(city: SmallCity) -> None:
    """The same figures by another formula: nothing was ever told of these. The children, also
    public, say that there was a correction."""
    (rate,) = (one for one in city.spec["indicators"] if one["key"] == "exi_u15")
    rate["formula"]["ratio"]["factor"] = 1000
    rate["unit"] = {"de": "‰", "en": "‰"}


@pytest.fixture
def with_children(city: SmallCity) -> SmallCity:
    rate = city.spec["indicators"][0]
    children = {"formula": {"count": ["children"]}, "kind": "count", "aggregation": "sum"}
    children["unit"] = {"de": "Kinder", "en": "children"}  # type: ignore[assignment]
    city.spec["indicators"].append({**rate, **children, "key": "children_all"})
    return city


@pytest.mark.parametrize(("bound", "hides"), [(None, False), (1, True), (3, False)])
def test_the_gate_hides_what_a_bound_would_make_tell(
    with_children: SmallCity, bound: int | None, hides: bool
) -> None:
    city = with_children
    released(city, revision_bound=bound)
    assert shown() == {"01", "04"}
    city.values = corrected(11, 3)
    per_mille(city)
    released(city)
    assert shown() == ({"01", "04"} if hides else {"01", "02", "03", "04"})
    assert AuditReport.objects.latest("id").findings == []
    assert found_tonight() == []


@pytest.mark.parametrize(("bound", "hides"), [(None, False), (1, True)])
def test_a_correction_of_hidden_counts_alone_counts_too(
    city: SmallCity, bound: int | None, hides: bool
) -> None:
    """9 and 3 make 12 as 10 and 2 did, so no figure that was told has changed."""
    released(city, revision_bound=bound)
    city.values = VALUES.replace("200;10", "200;9").replace("100;2", "100;3")
    released(city)
    assert shown() == ({"01", "04"} if hides else {"01", "02", "03", "04"})
    assert found_tonight() == []


def test_and_is_found_where_it_was_shown(city: SmallCity) -> None:
    released(city)
    city.values = VALUES.replace("200;10", "200;9").replace("100;2", "100;3")
    released(city)
    released(city, revision_bound=1)
    (finding,) = found_tonight()
    assert (finding["area"], finding["lower"], finding["upper"]) == ("03", 2, 4)
