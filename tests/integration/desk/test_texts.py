"""What people read about an indicator: both languages, two editors, effective with a release."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEntry, Region
from indicators.describing import texts_of, version_of
from indicators.forms_texts import as_fields
from indicators.models import Indicator
from region_files.schema_catalogue import IndicatorSpec
from tests.integration.desk.conftest import signed_in, staff_of

pytestmark = pytest.mark.django_db(databases="__all__")

URL = "/desk/musterdorf/indicators/exi_u15/"


@pytest.fixture
def indicator(town: Region) -> Indicator:
    return Indicator.objects.get(region=town, key="exi_u15")


def fields(indicator: Indicator, **changed: str) -> dict[str, Any]:
    sent = {name: value or "" for name, value in as_fields(texts_of(indicator)).items()}
    return sent | {"version": version_of(indicator)} | changed


def test_texts_change_and_numbers_do_not(clerk: Client, indicator: Indicator) -> None:
    before = indicator.definition
    sent = fields(
        indicator,
        name_de="Kinder im SGB II",
        method_de="Stichtag 31.12.",
        method_en="On 31 December",
        target="12,5",
        next_review="2027-01-31",
        update_interval="yearly",
    )
    page = clerk.post(URL, sent, follow=True)
    assert "Die Texte sind gespeichert." in page.content.decode()
    indicator.refresh_from_db()
    assert indicator.name_de == "Kinder im SGB II"
    assert indicator.definition["target"] == 12.5
    assert indicator.definition["next_review"] == "2027-01-31"
    for kept in ("formula", "decimals", "policy", "classification", "levels"):
        assert indicator.definition[kept] == before[kept]
    IndicatorSpec.model_validate(indicator.definition)


def test_the_trail_holds_before_and_after_of_what_changed(
    clerk: Client, indicator: Indicator
) -> None:
    clerk.post(URL, fields(indicator, name_en="Children on benefits"))
    entry = AuditEntry.objects.get(action="indicator-described")
    assert entry.subject == "exi_u15"
    assert list(entry.detail["before"]) == ["name"]
    assert entry.detail["before"]["name"]["en"] == "SGB II rate under 15"
    assert entry.detail["after"]["name"]["en"] == "Children on benefits"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("kim", "Sie selbst haben diese Texte inzwischen geändert."),
        ("robin", "inzwischen von jemand anderem geändert"),
    ],
)
def test_the_second_editor_sees_both_texts(
    clerk: Client, indicator: Indicator, other: str, said: str
) -> None:
    first = fields(indicator, description_de="Erste Fassung")
    second = fields(indicator, description_de="Zweite Fassung")
    editor = clerk if other == "kim" else signed_in(staff_of(indicator.region, other))
    editor.post(URL, first)
    page = clerk.post(URL, second)
    assert page.status_code == 409
    text = page.content.decode()
    assert said in text
    assert "Erste Fassung" in text
    assert "Zweite Fassung" in text
    indicator.refresh_from_db()
    assert indicator.definition["description"]["de"] == "Erste Fassung"
    clerk.post(URL, second | {"version": page.context["version"]})
    indicator.refresh_from_db()
    assert indicator.definition["description"]["de"] == "Zweite Fassung"


def test_a_mistake_does_not_hide_that_somebody_else_was_here(
    clerk: Client, indicator: Indicator
) -> None:
    stale = fields(indicator, description_de="Meine")
    clerk.post(URL, fields(indicator, description_de="Ihre"))
    page = clerk.post(URL, stale | {"name_de": ""})
    assert page.status_code == 400
    assert clerk.post(URL, stale | {"version": page.context["version"]}).status_code == 409


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"name_de": ""}, "name_de", ""),
        ({"name_de": "x" * 201}, "name_de", ""),
        ({"interpretation_de": "nur deutsch"}, "interpretation_en", "beide Sprachen"),
        ({"metadata_url": "javascript:alert(1)"}, "metadata_url", ""),
        ({"update_interval": "täglich"}, "update_interval", ""),
        ({"next_review": "31.02.2027"}, "next_review", ""),
        ({"target": "1.234"}, "target", "zwei Zahlen"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    clerk: Client, indicator: Indicator, changed: dict[str, str], field: str, said: str
) -> None:
    page = clerk.post(URL, fields(indicator, **changed))
    assert page.status_code == 400
    assert said in " ".join(page.context["form"].errors[field])


def test_storing_nothing_new_records_nothing(clerk: Client, indicator: Indicator) -> None:
    page = clerk.post(URL, fields(indicator), follow=True)
    assert "Es wurde nichts geändert." in page.content.decode()
    assert not AuditEntry.objects.filter(action="indicator-described").exists()


def test_the_desk_says_that_texts_wait_for_a_release(clerk: Client, indicator: Indicator) -> None:
    all_seen = "Die Beschäftigten sehen auf der Karte alles, was gespeichert ist."
    assert all_seen in clerk.get("/desk/musterdorf/").content.decode()
    clerk.post(URL, fields(indicator, name_de="Neu benannt"))
    page = clerk.get("/desk/musterdorf/").content.decode()
    assert "Neu benannt" in page
    assert "Beschreibung vom" in page


def test_an_unknown_indicator_is_not_there(clerk: Client) -> None:
    page = clerk.get("/desk/musterdorf/indicators/nichts/")
    assert page.status_code == 404
    assert "Diesen Indikator gibt es nicht." in page.content.decode()
