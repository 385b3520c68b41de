"""The catalogue as a YAML file: out, in, looked at first, all of it or nothing."""

from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AuditEntry, Region
from indicators.models import Indicator, Measure, Policy, Topic
from tests.integration.catalogue.conftest import CATALOGUE, exi_u15

pytestmark = pytest.mark.django_db(databases="__all__")

FILE = f"{CATALOGUE}catalogue.yaml"
UPLOAD = f"{CATALOGUE}upload/"


def downloaded(clerk: Client) -> Any:
    return yaml.safe_load(clerk.get(FILE).content)


def brought(clerk: Client, content: Any) -> Any:
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    return clerk.post(UPLOAD, {"file": SimpleUploadedFile("katalog.yaml", text.encode())})


def taken_over(clerk: Client, preview: Any) -> Any:
    context = preview.context
    return clerk.post(UPLOAD, {"seen": context["seen"], "text": context["text"]}, follow=True)


def test_what_was_downloaded_changes_nothing(clerk: Client, town: Region) -> None:
    answer = clerk.get(FILE)
    assert "musterdorf-katalog.yaml" in answer.headers["Content-Disposition"]
    preview = brought(clerk, answer.content.decode())
    changes = preview.context["changes"]
    assert (changes.new, changes.changed, changes.unchanged) == ([], [], 6)
    assert "Es gibt nichts zu speichern." in preview.content.decode()


def test_first_one_looks_then_it_counts(clerk: Client, town: Region) -> None:
    content = downloaded(clerk)
    content["topics"].append({"key": "arbeit", "name": {"de": "Arbeit", "en": "Work"}})
    content["indicators"][0]["name"]["de"] = "Kinder im SGB II"
    content["indicators"].append(content["indicators"][0] | {"key": "exi_neu"})
    preview = brought(clerk, content)
    page = preview.content.decode()
    for words in ("2 neue Einträge", "name.de", "SGB-II-Quote unter 15", "Kinder im SGB II"):
        assert words in page
    assert exi_u15().name_de == "SGB-II-Quote unter 15"
    assert "3 Einträge sind gespeichert" in taken_over(clerk, preview).content.decode()
    assert exi_u15().name_de == "Kinder im SGB II"
    assert exi_u15().state == "approved"
    assert Indicator.objects.get(key="exi_neu").state == "draft"
    assert Topic.objects.filter(key="arbeit").exists()
    assert AuditEntry.objects.filter(action="topic-created", subject="arbeit").exists()


def test_what_is_not_in_the_file_stays(clerk: Client, town: Region) -> None:
    preview = brought(
        clerk, {"format": 1, "topics": [{"key": "x", "name": {"de": "X", "en": "X"}}]}
    )
    assert preview.context["changes"].untouched == 6
    taken_over(clerk, preview)
    assert Indicator.objects.filter(key="exi_u15").exists()


def test_a_softer_rule_makes_its_indicators_drafts(clerk: Client, town: Region) -> None:
    content = downloaded(clerk)
    content["policies"][0]["rule"] = "published_by_source"
    taken_over(clerk, brought(clerk, content))
    assert Policy.objects.get(region=town).rule == "published_by_source"
    assert exi_u15().state == "draft"


def test_a_measure_with_values_keeps_its_kind(clerk: Client, town: Region) -> None:
    content = downloaded(clerk)
    content["measures"][0]["kind"] = "value"
    page = brought(clerk, content)
    assert page.status_code == 400
    assert "hat schon Werte" in page.content.decode()
    assert set(Measure.objects.values_list("kind", flat=True)) == {"count"}


def test_who_looked_at_an_older_state_looks_again(clerk: Client, town: Region) -> None:
    content = downloaded(clerk)
    content["topics"][0]["name"]["de"] = "Lage"
    preview = brought(clerk, content)
    Topic.objects.update(name_en="Meanwhile")
    page = taken_over(clerk, preview)
    assert page.status_code == 409
    assert Topic.objects.get().name_de == "Soziales"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Die Datei ist leer"),
        ("format: 1\ntopics: [", "Zeile"),
        ("format: 2\n", "Zeile 1, format"),
        ("format: 1\nfoo: 3\n", "Das Feld „foo“ gibt es hier nicht"),
        ("format: 1\ntopics:\n  - key: a\n    name: Arbeit\n",
         "Zeile 4, topics[0].name: „Arbeit“ muss in Deutsch und Englisch stehen"),
        ("format: 1\ntopics:\n" + 2 * "  - {key: a, name: {de: A, en: A}}\n",
         "Zeile 4, topics[1].key: Das Kürzel „a“ ist schon vergeben"),
        ("format: 1\nmeasures:\n  - key: m\n    name: {de: M, en: M}\n    unit: {de: x, en: x}\n"
         "    kind: count\n    parts: [childern]\n", "Gemeint ist vielleicht „children“"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line_and_nothing_is_stored(
    clerk: Client, town: Region, text: str, words: str
) -> None:
    page = brought(clerk, text)
    assert page.status_code == 400
    said = page.content.decode()
    if text:
        assert words in said
        assert "Es wurde nichts gespeichert." in said
    assert Topic.objects.count() == 1


def test_a_file_that_is_no_text_or_too_large_is_refused(clerk: Client, town: Region) -> None:
    latin = SimpleUploadedFile("k.yaml", "format: 1\n# für".encode("latin-1"))
    page = clerk.post(UPLOAD, {"file": latin})
    assert "nicht in UTF-8" in page.content.decode()
    large = SimpleUploadedFile("k.yaml", b"#" * 1_000_001)
    page = clerk.post(UPLOAD, {"file": large})
    assert "höchstens 1 MB" in page.content.decode()


def test_the_text_of_the_second_step_is_checked_like_the_first(clerk: Client, town: Region) -> None:
    page = clerk.post(UPLOAD, {"seen": "x", "text": "format: 1\ntopics: 3\n"})
    assert page.status_code == 400
    page = clerk.post(UPLOAD, {"seen": "x", "text": "format: 1\n"})
    assert page.status_code == 409
