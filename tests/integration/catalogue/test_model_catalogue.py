"""The model catalogue (Musterkatalog) is valid, whole, and can be taken over."""

import pytest
from django.test import Client

from accounts.models import Region
from indicators.models import DataSource, Indicator, Measure, Policy, Topic
from region_files.model_catalogue import model_catalogue
from region_files.schema_catalogue import IndicatorSpec
from tests.integration.catalogue.conftest import CATALOGUE

URL = f"{CATALOGUE}model/"
AVOIDED = ("Ausländer", "Kinderarmut", "Jugendgericht", "Behinderte", "Obdachlos")


def test_it_holds_80_indicators_in_15_topics() -> None:
    model = model_catalogue()
    assert (len(model["indicator"]), len(model["topic"])) == (80, 15)
    for key in ("dem_pop", "exi_u15", "inf_kita15"):
        IndicatorSpec.model_validate(model["indicator"][key])


def test_every_topic_source_rule_and_measure_is_used() -> None:
    model = model_catalogue()
    said = str(model["indicator"])
    for kind in ("topic", "source", "policy", "measure"):
        assert [
            key for key in model[kind] if f"'{key}'" not in said and f"'-{key}'" not in said
        ] == []


def test_names_avoid_stigma_and_dated_terms() -> None:
    names = [one["name"]["de"] for one in model_catalogue()["indicator"].values()]
    assert len(set(names)) == 80
    assert [name for name in names if any(word in name for word in AVOIDED)] == []


@pytest.mark.django_db(databases="__all__")
class TestTakingOver:
    def test_it_comes_as_a_draft_with_what_it_is_made_of(self, clerk: Client, town: Region) -> None:
        page = clerk.post(URL, {"indicators": ["kit_u3"]}, follow=True)
        assert "1 Indikator wurde als Entwurf übernommen" in page.content.decode()
        taken = Indicator.objects.get(region=town, key="kit_u3")
        assert (taken.state, taken.declared_by, taken.topic.key) == ("draft", "desk", "kita")
        for model, key in ((Measure, "kita_u3"), (Measure, "pop_u3"), (Policy, "register"),
                           (DataSource, "jugendamt")):  # fmt: skip
            assert model.objects.filter(region=town, key=key).exists()
        assert not Measure.objects.filter(region=town, key="kita_3_5").exists()

    def test_what_the_region_has_stays_as_it_is(self, clerk: Client, town: Region) -> None:
        before = Indicator.objects.get(region=town, key="exi_u15").definition
        name = Policy.objects.get(region=town, key="sozialdaten").reason_de
        clerk.post(URL, {"indicators": ["exi_u15", "exi_u18"]})
        assert Indicator.objects.get(region=town, key="exi_u15").definition == before
        assert Policy.objects.get(region=town, key="sozialdaten").reason_de == name
        assert Indicator.objects.filter(region=town).count() == 2

    def test_all_of_it_can_be_taken(self, clerk: Client, town: Region) -> None:
        clerk.post(URL, {"indicators": list(model_catalogue()["indicator"])})
        assert Indicator.objects.filter(region=town).count() == 80
        assert Topic.objects.filter(region=town).count() == 16
        assert clerk.get(CATALOGUE).status_code == 200

    def test_nothing_chosen_is_said(self, clerk: Client, town: Region) -> None:
        page = clerk.post(URL, {"indicators": ["nichts"]})
        assert page.status_code == 400
        assert "mindestens einen Indikator" in page.content.decode()
