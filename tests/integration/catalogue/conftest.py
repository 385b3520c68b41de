"""Kleinstadt with its clerk, as at the rest of the desk, and what a form sends."""

from typing import Any

import pytest

from accounts.models import Region
from indicators.models import Indicator
from region_files.desk.forms import initial_of
from region_files.desk.forms_formula import MOST_TERMS
from region_files.schema_catalogue import IndicatorSpec
from tests.integration.desk.conftest import clerk as clerk
from tests.integration.desk.conftest import loaded as loaded
from tests.integration.desk.conftest import plain_static_files as plain_static_files
from tests.integration.desk.conftest import released_town as released_town
from tests.integration.desk.conftest import town as town

CATALOGUE = "/desk/musterdorf/catalogue/"


@pytest.fixture
def indicator(town: Region) -> Indicator:
    return Indicator.objects.get(region=town, key="exi_u15")


def exi_u15() -> Indicator:
    return Indicator.objects.get(region__key="musterdorf", key="exi_u15")


def sent_for(indicator: Indicator, **changed: Any) -> dict[str, Any]:
    """What the form sends for an indicator as it stands, with some fields otherwise."""
    full = IndicatorSpec.model_validate(indicator.definition).model_dump(mode="json")
    return as_sent(initial_of(full)) | changed


def as_sent(fields: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("numerator", "denominator"):
            sent |= terms(name, value)
        elif value not in (None, False):
            sent[name] = value
    return sent


def terms(name: str, keys: list[str]) -> dict[str, str]:
    """The lines of a formula's side as a browser sends them."""
    sent = {f"{name}_{place}": "" for place in range(2 * MOST_TERMS)}
    for place, key in enumerate(keys):
        sent[f"{name}_{2 * place}"] = "-" if key.startswith("-") else ""
        sent[f"{name}_{2 * place + 1}"] = key.removeprefix("-")
    return sent
