"""What the preview shows of values that are new, and what is said once a file is discarded."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from indicators.presenters_uploads import preview_page
from tests.factories import City
from tests.integration.uploads.making import CODES, committed, sheet, table, uploaded
from tests.integration.uploads.test_columns import client

__all__ = ["client"]
pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def test_a_point_that_became_a_comma_can_be_seen_before_it_counts(
    city: City, clerk: User, client: Client
) -> None:
    content = "Schlüssel;Stichtag;Quote\n01;31.12.2020;27.515\n02;31.12.2020;4.5\n".encode()
    upload = uploaded(city, clerk, content, "a.csv", notation="english")
    html = client.get(reverse("upload-preview", args=[city.region.key, upload.id])).content.decode()
    shown = html[html.index("Neue Werte, so wie sie gelesen wurden") :]
    assert "01 Altstadt" in shown
    assert "31.12.2020" in shown
    assert "27,515" in shown


def test_ten_new_values_stand_for_all_measures_and_periods(city: City, clerk: User) -> None:
    committed(city, clerk, table({"01": 5}), mode="patch")
    rows = [
        [code, f"31.12.{year}", at, None] for at, code in enumerate(CODES) for year in (2020, 2021)
    ]
    content = sheet(["Schlüssel", "Stichtag", "Einwohner", "Quote"], *rows)
    page = preview_page(uploaded(city, clerk, content))
    assert page is not None
    assert [(one.area, one.period.key) for one in page.fresh] == [
        ("02 Brühl", "2020-12-31"), ("03 Grünau", "2020-12-31"), ("04 Höfe", "2020-12-31"),
        ("01 Altstadt", "2021-12-31"), ("02 Brühl", "2021-12-31"), ("03 Grünau", "2021-12-31"),
    ]  # fmt: skip
    assert page.fresh_left == 13 - 6, "no data where nothing was is no new value"


def test_who_discards_a_file_is_told_so(city: City, clerk: User, client: Client) -> None:
    upload = uploaded(city, clerk, table({"01": 5}), name="märz.xlsx")
    address = reverse("upload-discard", args=[city.region.key, upload.id])
    page = client.post(address, follow=True).content.decode()
    assert "Die Datei „märz.xlsx“ wurde verworfen. Von ihr wurde nichts gespeichert." in page
