"""A municipality that comes from KomMonitor: descriptions, then values, seen in the interface."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Region
from indicators.models import Indicator, Measure, Policy, Upload
from indicators.tasks import check_upload, commit_upload
from region_files.kommonitor import NotReadable, Places, converted, descriptions_in, key_of
from tests.integration.catalogue.conftest import CATALOGUE
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.desk.test_releasing import ask, carried_out

PAGE = f"{CATALOGUE}kommonitor/"
UPLOAD = f"{CATALOGUE}upload/"
PLACES = {"topic": "soziales", "source": "amt", "policy": "sozialdaten"}


def description(**changed: Any) -> dict[str, Any]:
    """As KomMonitor's administration exports the metadata of an indicator."""
    return {
        "metadata": {
            "note": "Ohne Nebenwohnsitze", "literature": "", "updateInterval": "YEARLY",
            "sridEPSG": 4326, "datasource": "Melderegister", "contact": "Frau Beispiel",
            "lastUpdate": "2021-03-01", "description": "Kinder unter sechs Jahren",
            "databasis": "Einwohnerbestand",
        },
        "allowedRoles": ["a-b-c"],
        "datasetName": "Kinder",
        "characteristicValue": "unter 6 Jahre",
        "abbreviation": "K6",
        "indicatorType": "STATUS_ABSOLUTE",
        "isHeadlineIndicator": True,
        "unit": "Anzahl",
        "processDescription": "Auszählung des Registers",
        "interpretation": "Mehr Kinder, mehr Plätze",
        "creationType": "INSERTION",
        "lowestSpatialUnitForComputation": "",
        "referenceDateNote": "31. Dezember",
        "displayOrder": 0,
        "topicReference": "17",
        "refrencesToOtherIndicators": [],
        "refrencesToGeoresources": [],
        "tags": ["Bevölkerung"],
        "defaultClassificationMapping": {
            "colorBrewerSchemeName": "Blues", "classificationMethod": "jenks", "numClasses": 4,
            "items": [{"spatialUnit": "x", "breaks": [1, 2, 3]}],
        },
    } | changed  # fmt: skip


def sent(clerk: Client, content: Any, **places: str) -> Any:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return clerk.post(PAGE, PLACES | places | {"file": SimpleUploadedFile("a.json", text)})


def taken_over(clerk: Client, looked: Any) -> Any:
    said = {name: looked.context[name] for name in ("seen", "text")}
    return clerk.post(UPLOAD, said, follow=True)


class TestAtTheDesk:
    pytestmark = pytest.mark.django_db(databases="__all__")

    def test_first_one_looks_then_a_draft_and_its_measure_are_there(
        self, clerk: Client, town: Region
    ) -> None:
        looked = sent(clerk, description())
        page = looked.content.decode()
        for words in ("Kinder – unter 6 Jahre", "Frau Beispiel", "abbreviation", "sridEPSG"):
            assert words in page
        assert not Indicator.objects.filter(key="kinder_unter_6_jahre").exists()
        assert "2 Einträge sind gespeichert" in taken_over(clerk, looked).content.decode()
        made = Indicator.objects.get(region=town, key="kinder_unter_6_jahre")
        assert (made.state, made.is_headline, made.decimals) == ("draft", True, 0)
        said = made.definition
        assert said["description"]["de"] == "Kinder unter sechs Jahren"
        assert said["method"]["de"].split("\n\n") == [
            "Auszählung des Registers", "Datengrundlage: Einwohnerbestand",
            "Datenquelle: Melderegister", "Bezugsdatum: 31. Dezember",
            "Hinweis: Ohne Nebenwohnsitze",
        ]  # fmt: skip
        assert (said["update_interval"], said["tags"]) == ("yearly", ["Bevölkerung"])
        classes = said["classification"]
        assert (classes["method"], classes["k"], classes["palette"]) == (
            "natural_breaks",
            4,
            "blue",
        )
        measure = Measure.objects.get(region=town, key="kinder_unter_6_jahre")
        assert (measure.kind, measure.unit_de) == ("count", "Anzahl")
        again = sent(clerk, description()).content.decode()
        assert "Alles steht hier schon." in again

    def test_a_list_of_the_interface_is_read_alike(self, clerk: Client, town: Region) -> None:
        of_interface = description(indicatorName="Quote", indicatorType="STATUS_RELATIVE", unit="%")
        del of_interface["datasetName"]
        of_interface |= {"characteristicValue": None, "indicatorId": "9", "applicableDates": []}
        looked = sent(clerk, [of_interface, description()])
        assert [one.name for one in looked.context["changes"].new] == [
            "Quote", "Kinder – unter 6 Jahre", "Quote", "Kinder – unter 6 Jahre",
        ]  # fmt: skip
        taken_over(clerk, looked)
        assert Indicator.objects.get(region=town, key="quote").kind == "share"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"{", "kein JSON"),
            (b"[" * 50, "kein JSON"),
            (b"[]", "keine Metadaten"),
            (b'{"type": "FeatureCollection", "features": []}', "enthält Werte"),
            (b'{"spatialUnitLevel": "Stadtteile"}', "Raumebene „Stadtteile“"),
            (b" " * 1_000_001, "zu groß"),
        ],
    )
    def test_another_file_is_refused_in_words(
        self, clerk: Client, content: bytes, words: str
    ) -> None:
        answer = sent(clerk, content)
        assert answer.status_code == 400
        assert words in answer.content.decode()

    def test_what_kommonitor_does_not_know_must_be_said(self, clerk: Client) -> None:
        assert sent(clerk, description(), topic="").status_code == 400


@pytest.mark.parametrize(
    ("type_there", "unit", "kinds"),
    [
        ("STATUS_ABSOLUTE", "Anzahl", ("count", "count")),
        ("STATUS_ABSOLUTE", "€", ("amount", "count")),
        ("STATUS_RELATIVE", "%", ("value", "share")),
        ("STATUS_RELATIVE", "je 1.000", ("value", "rate")),
        ("STATUS_STANDARDIZED", "", ("value", "index")),
        ("DYNAMIC_RELATIVE", "%", ("value", "rate")),
    ],
)
def test_the_kind_follows_type_and_unit(type_there: str, unit: str, kinds: tuple[str, str]) -> None:
    one = description(indicatorType=type_there, unit=unit)
    found = converted([one], Places("t", "s", "p"))
    assert (found.measures[0]["kind"], found.indicators[0]["kind"]) == kinds


def test_keys_are_such_as_a_catalogue_takes() -> None:
    names = ["65 und älter", "Übergänge (Gymnasium)", "x" * 200, "!", "Straßen"]
    assert [key_of(name)[:22] for name in names] == [
        "km_65_und_aelter", "uebergaenge_gymnasium", "x" * 22, "km", "strassen",
    ]  # fmt: skip
    with pytest.raises(NotReadable):
        descriptions_in(b'{"datasetName": ""}')


class TestWithAWorker:
    pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

    def test_values_in_are_the_values_that_the_interface_shows(
        self, released_town: Region, settings: Any, tmp_path: Any
    ) -> None:
        settings.STORAGES["default"] = settings.STORAGES["default"] | {
            "OPTIONS": {"location": tmp_path / "uploads"}
        }
        clerk = signed_in(staff_of(released_town, "kim"))
        one = description(datasetName="Dichte", characteristicValue="", unit="je ha",
                          indicatorType="STATUS_RELATIVE", precision=2)  # fmt: skip
        taken_over(clerk, sent(clerk, one))
        values = {"01": 12.25, "02": 0, "03": None}
        features = [
            {"type": "Feature", "geometry": None,
             "properties": {"ID": code, "NAME": "", "DATE_2020-12-31": value}}
            for code, value in values.items()
        ]  # fmt: skip
        content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
        said = {"level": "stadtteil", "source": "amt", "mode": "complete", "notation": "ask",
                "sign_0": "missing"}  # fmt: skip
        file = SimpleUploadedFile("Dichte_Stadtteile.geojson", content)
        clerk.post(f"{DESK}upload/", said | {"file": file})
        upload = Upload.objects.latest("id")
        check_upload(upload.job_id)
        clerk.post(f"{DESK}upload/{upload.id}/check/", said | {"measure": "dichte"})
        upload.refresh_from_db()
        check_upload(upload.job_id)
        upload.refresh_from_db()
        assert upload.state == "checked", upload.findings
        clerk.post(f"{DESK}upload/{upload.id}/commit/")
        upload.refresh_from_db()
        commit_upload(upload.job_id)
        Indicator.objects.filter(key="dichte").update(state=Indicator.State.APPROVED)
        Policy.objects.filter(region=released_town).update(rule="published_by_source")
        asked = ask(clerk, indicators=["dichte"], audience="public", is_published="on")
        assert asked.status_code == 302
        carried_out()
        address = "/api/v1/regions/musterdorf/indicators/dichte/values/"
        found = clerk.get(address, {"level": "stadtteil", "period": "2020-12-31"}).json()
        seen = {row["area"]: row["value"] for row in found["results"]}
        assert {code: seen[code] for code in values} == values
