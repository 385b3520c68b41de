"""What an index is made of and how sure it is, worked out by a job from what readers see."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from accounts.models import Job, User
from releases.models import CurrentPack, IndexExamination, Release
from releases.tasks import examine_indices
from releases.withdrawing import withdraw
from tests.integration.releases.test_linked_indices import CLASS, COMPONENT, city, loaded, recipe
from tests.small_city import SmallCity

__all__ = ["city"]  # the fixture

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

PAGE = f"/musterdorf/indicators/{CLASS}/index/"


def of_shares(city: SmallCity) -> None:
    """An index of what the public sees: the share, and a number of children nobody protects."""
    spec = city.spec
    spec["policies"][0] |= {"rule": "published_by_source"}
    children = {
        **spec["indicators"][0],
        "key": "kinder",
        "name": {"de": "Kinder", "en": "children"},
    }
    spec["indicators"].append(
        children | {"kind": "count", "formula": {"count": ["children"]}, "aggregation": "sum"}
    )
    spec["indices"] = [
        recipe(year) | {"components": [{"indicator": COMPONENT}, {"measure": "children"}]}
        for year in (2023, 2024)
    ]


def examined() -> None:
    """Carry out what publishing asked for."""
    job = Job.objects.filter(kind="examine-indices").latest("id")
    examine_indices(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause


def test_publishing_asks_for_it_and_the_page_tells(city: SmallCity) -> None:
    of_shares(city)
    loaded(city)
    assert "sobald alle seine Teile" in Client().get(PAGE).content.decode()
    examined()
    assert sorted(IndexExamination.objects.values_list("audience", "period_key")) == [
        ("public", "2023-12-31"), ("public", "2024-12-31"),
    ]  # fmt: skip
    body = IndexExamination.objects.get(period_key="2024-12-31").body
    assert len(body["areas"]) == 24
    shown = Client().get(PAGE)
    context = shown.context
    assert context["n"] == 24
    first = body["areas"][body["rank"].index(1)]
    assert context["rows"][0].code == first
    assert {len(row.parts) for row in context["rows"]} == {2}
    assert context["since"].before == "31.12.2023"
    text = shown.content.decode()
    assert "Was den Index treibt" in text
    assert "2.000-mal" in text


def test_examined_twice_is_examined_once(city: SmallCity) -> None:
    of_shares(city)
    loaded(city)
    examined()
    before = list(IndexExamination.objects.order_by("id").values())
    Job.objects.filter(kind="examine-indices").update(state="waiting")
    examined()
    assert list(IndexExamination.objects.order_by("id").values()) == before


def test_the_file_has_a_row_per_area(city: SmallCity) -> None:
    of_shares(city)
    loaded(city)
    assert Client().get(PAGE.replace("index/", "index.csv")).status_code == 404
    examined()
    answer = Client().get(PAGE.replace("index/", "index.csv") + "?period=2023-12-31")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Schlüssel", "Gebiet", "Klasse", "Indexwert"]
    assert [row[0] for row in rows[1:25]] == [f"{at:02}" for at in range(1, 25)]
    assert {row[2] for row in rows[1:25]} == {"wenig", "viel"}
    assert ["Rechnungen", "2.000"] in rows


def test_nothing_is_told_while_a_part_is_not_public(city: SmallCity) -> None:
    of_shares(city)
    city.spec["release"][0]["indicators"] = [CLASS, "index_score"]
    loaded(city)
    examined()
    assert not IndexExamination.objects.filter(audience="public").exists()
    shown = Client().get(PAGE)
    assert shown.status_code == 200
    assert not shown.context["is_examined"]


def test_what_only_staff_see_is_worked_out_for_them_only(city: SmallCity) -> None:
    of_shares(city)
    city.spec["release"].append(city.spec["release"][0] | {"audience": "internal"})
    city.spec["release"][0] |= {"indicators": [COMPONENT]}
    loaded(city)
    examined()
    assert set(IndexExamination.objects.values_list("audience", flat=True)) == {"internal"}
    assert Client().get(PAGE).status_code == 404


def test_what_was_made_of_a_withdrawn_release_is_gone_at_once(city: SmallCity) -> None:
    of_shares(city)
    loaded(city)
    examined()
    person = User.objects.create_user("person")
    reason = {"de": "falsch", "en": "wrong"}
    withdraw(Release.objects.get(audience="public"), reason, person, brings_back=False)
    assert not CurrentPack.objects.filter(audience="public").exists()
    assert not IndexExamination.objects.exists()
    assert Client().get(PAGE).status_code == 404


@pytest.mark.parametrize("key", [COMPONENT, "nichts"])
def test_other_indicators_have_no_such_page(city: SmallCity, key: str) -> None:
    of_shares(city)
    loaded(city)
    answer: Any = Client().get(f"/musterdorf/indicators/{key}/index/")
    assert answer.status_code == 404
    assert "kein veröffentlichter Index" in answer.content.decode()
