"""Boundaries in KomMonitor's form: ID, NAME and the day from which they hold."""

import json

import pytest

from accounts.models import User
from tests.factories import City
from tests.integration.boundaries.making import brought, present

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def exported(day: str) -> bytes:
    """As KomMonitor's spatial units are downloaded."""
    features = [
        {
            "type": "Feature",
            "id": f"unit.{number}",
            "geometry": shape,
            "properties": {
                "ID": code, "NAME": name, "validStartDate": day, "validEndDate": None,
                "arisenFrom": None,
            },
        }
        for number, (code, name, shape) in enumerate(present())
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_code_and_name_are_found_and_the_day_is_compared(city: City, clerk: User) -> None:
    upload = brought(city, clerk, exported("2025-01-01"), valid_from="2025-01-01")
    assert (upload.state, upload.preview["counts"]["unchanged"]) == ("checked", 7)
    assert (upload.settings["code_column"], upload.settings["name_column"]) == ("ID", "NAME")
    assert "begin_in_the_file" not in {one["code"] for one in upload.findings}
    upload = brought(city, clerk, exported("2024-07-01"), valid_from="2025-01-01")
    (hint,) = [one for one in upload.findings if one["code"] == "begin_in_the_file"]
    assert hint["facts"] == {"day": "01.07.2024", "said": "01.01.2025"}
    assert (hint["severity"], upload.state) == ("warning", "checked")
