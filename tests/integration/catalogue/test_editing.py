"""Indicators are made, copied and changed by form, checked as in a region file."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEntry, Region
from indicators.catalogue_edits import version_of
from indicators.models import Indicator, Measure, Topic
from region_files.schema_catalogue import IndicatorSpec
from tests.integration.catalogue.conftest import CATALOGUE, exi_u15, sent_for, terms

pytestmark = pytest.mark.django_db(databases="__all__")

EDIT = f"{CATALOGUE}indicators/exi_u15/edit/"
NEW = f"{CATALOGUE}new/"


def edit(clerk: Client, **changed: Any) -> Any:
    version = version_of(exi_u15())
    return clerk.post(EDIT, sent_for(exi_u15()) | {"version": version} | changed, follow=True)


def test_the_list_says_what_is_there(clerk: Client) -> None:
    page = clerk.get(CATALOGUE).content.decode()
    for words in ("SGB-II-Quote unter 15", "abgenommen", "Anteil", "bis 31.12.2024", "Stadtteile"):
        assert words in page


def test_a_wrong_choice_shows_all_and_says_so(clerk: Client) -> None:
    page = clerk.get(f"{CATALOGUE}?show=quatsch").content.decode()
    assert "Diese Auswahl gibt es nicht" in page
    assert "SGB-II-Quote unter 15" in page


def test_what_is_due_is_listed(clerk: Client, indicator: Indicator) -> None:
    due = f"{CATALOGUE}?show=due"
    assert "SGB-II-Quote" not in clerk.get(due).content.decode()
    indicator.definition["next_review"] = "2020-01-31"
    indicator.save()
    page = clerk.get(due).content.decode()
    assert "fällig seit 31.01.2020" in page


def test_storing_what_stands_there_changes_nothing(clerk: Client, indicator: Indicator) -> None:
    page = edit(clerk)
    assert "Es wurde nichts geändert." in page.content.decode()
    assert exi_u15().definition == indicator.definition
    assert not AuditEntry.objects.filter(action="indicator-changed").exists()


def test_a_text_is_changed_and_the_definition_stays_approved(
    clerk: Client, indicator: Indicator
) -> None:
    page = edit(clerk, description_de="Kinder unter 15 im SGB II")
    assert "Die nächste Veröffentlichung zeigt sie." in page.content.decode()
    assert exi_u15().definition["description"]["de"] == "Kinder unter 15 im SGB II"
    assert exi_u15().state == "approved"
    entry = AuditEntry.objects.get(action="indicator-changed")
    assert entry.detail["before"] == {"description": indicator.definition["description"]}


def test_a_formula_is_changed_and_needs_approval_anew(clerk: Client, indicator: Indicator) -> None:
    sent = terms("numerator", ["children", "-poor_children"]) | {"factor": "1000", "kind": "rate"}
    page = edit(clerk, **sent)
    assert "wieder ein Entwurf" in page.content.decode()
    assert exi_u15().definition["formula"]["ratio"] == {
        "numerator": ["children", "-poor_children"],
        "denominator": ["children"],
        "factor": 1000.0,
    }
    assert exi_u15().state == "draft"
    IndicatorSpec.model_validate(exi_u15().definition)


def test_a_formula_may_be_written_as_in_a_region_file(clerk: Client, indicator: Indicator) -> None:
    edit(clerk, kind="count", aggregation="sum", formula_text="{count: [children, -poor_children]}")
    assert exi_u15().definition["formula"]["count"] == ["children", "-poor_children"]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"formula_text": "{ratio: {numerator: [kinder], denominator: [children]}}"},
         "formula_text", "„kinder“ kommt unter „measures“ nicht vor"),
        ({"formula_text": "{ratio: [a"}, "formula_text", "Klammer geht auf"),
        ({"formula_text": "nichts"}, "formula_text", "wie in einer Regionsdatei"),
        ({"formula_text": "{wert: children}"}, "formula_text", "gibt es hier nicht"),
        (terms("denominator", []), "denominator", "mindestens ein Merkmal"),
        ({"aggregation": "sum"}, "aggregation", "ratio"),
        ({"shape": "value", "kind": "mean"} | terms("numerator", ["children", "poor_children"]),
         "numerator", "genau einem Merkmal"),
        ({"map_method": "manual"}, "map_method", "breaks"),
        ({"map_breaks": "5; 10"}, "map_breaks", "einen Doppelpunkt und die Grenzen"),
        ({"map_breaks": "kiez: 5; 10"}, "map_breaks", "„kiez“ kommt unter „levels“ nicht vor"),
        ({"kind": "class"}, None, ""),
        ({"class_list": "1 | niedrig"}, "class_list", "deutscher Name"),
        ({"internal_levels": ["stadt"]}, "internal_levels", "kann nicht intern bleiben"),
        ({"decimals": "7"}, "decimals", "6"),
        ({"name_en": ""}, "name_en", "Pflichtfeld|zwingend|erforderlich"),
        ({"topic": "anderes"}, "topic", "Auswahl"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_field(
    clerk: Client, indicator: Indicator, changed: dict[str, Any], field: str | None, words: str
) -> None:
    page = edit(clerk, **changed)
    assert page.status_code == 400
    errors = page.context["form"].errors
    if field:
        assert list(errors) == [field]
        assert any(word in " ".join(errors[field]) for word in words.split("|")), errors
    assert exi_u15().definition == indicator.definition


def test_two_people_see_each_other(clerk: Client, indicator: Indicator) -> None:
    seen = version_of(indicator)
    edit(clerk, description_de="Erste Fassung")
    page = clerk.post(EDIT, sent_for(indicator, version=seen, description_de="Zweite Fassung"))
    assert page.status_code == 409
    text = page.content.decode()
    assert "Erste Fassung" in text
    assert "Zweite Fassung" in text
    assert exi_u15().definition["description"]["de"] == "Erste Fassung"


class TestMaking:
    def make(self, clerk: Client, **changed: Any) -> Any:
        sent = sent_for(exi_u15(), key="exi_neu", name_de="Neu", headline="") | changed
        return clerk.post(NEW, sent, follow=True)

    def test_a_copy_begins_with_all_but_the_key(self, clerk: Client, indicator: Indicator) -> None:
        page = clerk.get(f"{NEW}?from=exi_u15")
        assert page.context["form"].initial["name_de"] == "SGB-II-Quote unter 15"
        assert page.context["form"].initial["key"] == ""

    def test_a_new_indicator_is_a_draft(self, clerk: Client, indicator: Indicator) -> None:
        self.make(clerk)
        made = Indicator.objects.get(key="exi_neu")
        assert (made.state, made.declared_by, made.name_de) == ("draft", "desk", "Neu")
        assert (
            AuditEntry.objects.get(action="indicator-created").detail["after"]["key"] == "exi_neu"
        )

    @pytest.mark.parametrize("key", ["exi_u15", "Groß", "", "mit blank"])
    def test_a_key_is_free_and_plain(self, clerk: Client, indicator: Indicator, key: str) -> None:
        page = self.make(clerk, key=key)
        assert page.status_code == 400
        assert list(page.context["form"].errors) == ["key"]
        assert Indicator.objects.count() == 1

    def test_what_is_not_there_cannot_be_copied(self, clerk: Client) -> None:
        assert clerk.get(f"{NEW}?from=nichts").status_code == 404


class TestTopicsAndMeasures:
    def test_a_topic_is_made_renamed_and_moved(self, clerk: Client, town: Region) -> None:
        new = {"new": "yes", "key": "arbeit", "name_de": "Arbeit", "name_en": "Work"}
        assert clerk.post(f"{CATALOGUE}topics/", new).status_code == 302
        rows = {
            "row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "2",
            "row-0-key": "soziales", "row-0-name_de": "Lage", "row-0-name_en": "Social",
            "row-0-place": "2",
            "row-1-key": "arbeit", "row-1-name_de": "Arbeit", "row-1-name_en": "Work",
            "row-1-place": "1",
        }  # fmt: skip
        assert clerk.post(f"{CATALOGUE}topics/", rows).status_code == 302
        found = Topic.objects.filter(region=town)
        assert list(found.values_list("key", "name_de")) == [
            ("arbeit", "Arbeit"),
            ("soziales", "Lage"),
        ]
        done = set(AuditEntry.objects.values_list("action", flat=True))
        assert {"topic-created", "topic-changed", "topics-ordered"} <= done

    def test_a_measure_is_made(self, clerk: Client, town: Region) -> None:
        new = {
            "key": "infants", "name_de": "Kinder unter 3", "name_en": "Children under 3",
            "unit_de": "Kinder", "unit_en": "children", "kind": "count",
            "coordinates": "age: 0-2", "parts": [],
        }  # fmt: skip
        assert clerk.post(f"{CATALOGUE}measures/", new).status_code == 302
        assert Measure.objects.get(region=town, key="infants").coordinates == {"age": "0-2"}
        page = clerk.post(f"{CATALOGUE}measures/", new)
        assert page.status_code == 400
        assert "schon vergeben" in page.content.decode()

    def test_only_counts_have_parts(self, clerk: Client, town: Region) -> None:
        new = {
            "key": "mean_age", "name_de": "Alter", "name_en": "Age", "unit_de": "Jahre",
            "unit_en": "years", "kind": "value", "coordinates": "", "parts": ["children"],
        }  # fmt: skip
        page = clerk.post(f"{CATALOGUE}measures/", new)
        assert list(page.context["form"].errors) == ["parts"]
