"""What could convert by another crosswalk than the clerk thinks, or not at all, is told."""

import pytest

from accounts.models import User
from indicators.forms_uploads import settings_form
from spatial_units.models import Area, BoundarySet, Crosswalk
from tests.factories import City
from tests.integration.boundaries.crosswalk_making import SHARES, brought, taken_over
from tests.integration.boundaries.crosswalk_making import table as shares
from tests.integration.uploads.making import committed, sheet, table, uploaded
from tests.integration.uploads.test_converting import OLD, codes_of, share_of_children

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crosswalk(city: City, clerk: User) -> Crosswalk:
    return taken_over(brought(city, clerk), clerk)


def another(city: City, clerk: User, basis: str) -> Crosswalk:
    changed = [(one, other, share) for one, other, share in SHARES if one != "06"]
    changed += [("06", "07", "0.5"), ("06", "08", "0.5")]
    return taken_over(brought(city, clerk, shares(changed), basis=basis), clerk)


def test_checking_again_proposes_the_crosswalk_that_came_in_its_place(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    upload = uploaded(city, clerk, table(OLD), crosswalk=crosswalk.pk)
    assert settings_form(upload).initial["crosswalk"] == crosswalk.pk
    newer = another(city, clerk, crosswalk.basis)
    assert settings_form(upload).initial["crosswalk"] == newer.pk


def test_a_rate_of_two_crosswalks_is_warned_of(
    city: City, clerk: User, crosswalk: Crosswalk
) -> None:
    share_of_children(city)
    committed(city, clerk, table(OLD), crosswalk=crosswalk.pk)
    other = another(city, clerk, "area")
    children = sheet(
        ["Schlüssel", "Stichtag", "Kinder"],
        *([code, "31.12.2020", people / 10] for code, people in OLD.items()),
    )
    assert "upload_two_crosswalks" in codes_of(uploaded(city, clerk, children, crosswalk=other.pk))
    assert "upload_two_crosswalks" not in codes_of(
        uploaded(city, clerk, children, crosswalk=crosswalk.pk)
    )


def test_a_file_with_just_the_codes_of_another_set_is_warned_of(city: City, clerk: User) -> None:
    """All of them exist in the set that holds, too, and may mean another area there."""
    earliest = BoundarySet.objects.create(
        region=city.region, level=city.levels["stadtteil"], key="stadtteile_2010",
        name_de="Stadtteile 2010", name_en="Stadtteile 2010",
        valid_during=("2010-01-01", "2015-01-01"),
    )  # fmt: skip
    for one in Area.objects.filter(boundary_set=city.sets["stadtteile_2020"])[:3]:
        one.pk, one.boundary_set, one._state.adding = None, earliest, True
        one.save()
    few = sorted(Area.objects.filter(boundary_set=earliest).values_list("code", flat=True))
    found = codes_of(uploaded(city, clerk, table(dict.fromkeys(few, 5))))
    assert "upload_codes_of_another_set" in found
    found = codes_of(uploaded(city, clerk, table(dict.fromkeys(few[:2], 5))))
    assert "upload_codes_of_another_set" not in found
