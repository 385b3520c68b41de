"""The index builder: what it offers, what it refuses in words, and what it makes."""

import re
from typing import Any

import numpy as np
import pytest
from django.test import Client

from accounts.models import AuditEntry, Job, Organisation, Region, Right, User
from indicators.models import CompositeIndex, IndexDraft, Indicator, Measure, Slice
from indicators.tasks import try_index
from releases.models import CurrentPack
from releases.tasks import publish
from tests.integration.desk.conftest import signed_in, staff_of

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

INDICES = "/desk/musterdorf/indices/"
NEW = f"{INDICES}new/?set=stadtteile"
WISH = {
    "do": "preview",
    "name_de": "Lage der Kinder",
    "name_en": "",
    "preset": "mss",
    "use:exi_u15": "on",
    "direction:exi_u15": "1",
    "weight:exi_u15": "1",
    "periods": ["2024-12-31"],
    "missing": "strict",
    "people": "",
    "least": "",
    "exclusions": "",
    "topic": "soziales",
    "source": "amt",
    "with_score": "on",
}


@pytest.fixture
def town(released_town: Region) -> Region:
    return released_town


@pytest.fixture
def planner(town: Region) -> Client:
    return signed_in(staff_of(town, "paula", ["planner"]))


def tried(client: Client, url: str = NEW, **changed: Any) -> tuple[IndexDraft, str]:
    """Send the form, let the worker reckon; the draft and the preview's page."""
    asked = client.post(url, WISH | changed)
    assert asked.status_code == 302, asked.content.decode()
    job = Job.objects.get(kind="try-index", state="waiting")
    assert asked.headers["Location"] == f"/desk/musterdorf/jobs/{job.id}/"
    try_index(job.id)
    draft = IndexDraft.objects.get(job=job)
    page = client.get(asked.headers["Location"], follow=True)
    assert page.redirect_chain[-1][0] == f"{INDICES}drafts/{draft.pk}/preview/"
    return draft, page.content.decode()


def made(client: Client, draft: IndexDraft) -> CompositeIndex:
    answer = client.post(f"{INDICES}drafts/{draft.pk}/make/")
    job = Job.objects.filter(kind="publish").latest("id")
    assert answer.headers["Location"] == f"/desk/musterdorf/jobs/{job.id}/"
    publish(job.id)
    job.refresh_from_db()
    assert (job.state, job.cause) == ("done", "")
    draft.refresh_from_db()
    assert draft.index is not None
    return draft.index


def refused(client: Client, **changed: Any) -> str:
    answer = client.post(NEW, WISH | changed)
    assert answer.status_code == 400
    assert not Job.objects.filter(kind="try-index").exists()
    return answer.content.decode()


def test_boundaries_and_indicators_are_offered_with_their_direction(planner: Client) -> None:
    assert 'href="/desk/musterdorf/indices/new/?set=stadtteile"' in (
        planner.get(f"{INDICES}new/").content.decode()
    )
    page = planner.get(NEW).content.decode()
    assert "SGB-II-Quote unter 15" in page
    chosen = re.search(r'id="id_direction:exi_u15".*?</select>', page, re.DOTALL)
    assert chosen is not None
    assert '<option value="1" selected>Mehr ist eine Belastung</option>' in chosen[0]


def test_the_search_keeps_what_was_filled_in(planner: Client) -> None:
    answer = planner.post(NEW, WISH | {"do": "search", "words": "Quote", "use:exi_u15": ""})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Lage der Kinder"' in page
    assert "use:exi_u15" in page
    page = planner.post(NEW, WISH | {"do": "search", "words": "gibt es nicht"}).content.decode()
    assert "use:exi_u15" in page  # chosen ones stay
    nothing = WISH | {"do": "search", "words": "gibt es nicht"}
    del nothing["use:exi_u15"]
    assert "use:exi_u15" not in planner.post(NEW, nothing).content.decode()


def test_a_preview_stores_no_values_and_shows_ranks(planner: Client, town: Region) -> None:
    """29.3, 5 and 10.3 per cent in 01, 02 and 04; 03 has no number of children."""
    before = Slice.objects.count()
    draft, page = tried(planner)
    assert Slice.objects.count() == before
    assert not CompositeIndex.objects.exists()
    (edition,) = draft.result["editions"]
    assert [area[0] for area in edition["areas"]] == ["01", "04", "02"]
    assert edition["left_out"] == [["03", "Gründorf", "missing"]]
    assert {one["key"] for one in edition["notes"]} == {"single_indicator", "ranks_only"}
    assert "Nur 3 Gebiete sind bewertet" in page
    assert "besteht aus nur einem Bestandteil" in page


def test_the_index_is_made_and_is_on_the_internal_map(planner: Client, town: Region) -> None:
    draft, page = tried(planner)
    assert "Index anlegen" in page
    index = made(planner, draft)
    assert (index.key, index.version, index.declared_by) == ("index_lage_der_kinder", 1, "desk")
    indicator = Indicator.objects.get(region=town, key=index.key)
    assert (indicator.kind, indicator.state) == ("index", "draft")  # 3 areas have no classes
    assert indicator.policy.key == "sozialdaten"
    audiences = CurrentPack.objects.filter(indicator_key=index.key).values_list("audience")
    assert list(audiences) == [("internal",)]
    table = planner.get(f"/musterdorf/table/?indicator={index.key}&level=stadtteil")
    assert "Altstadt" in table.content.decode()
    trail = AuditEntry.objects.get(action="index-frozen")
    assert trail.detail["version"] == 1
    page = planner.get(f"{INDICES}{index.key}/").content.decode()
    assert "Fassung 1" in page
    again = planner.post(f"{INDICES}drafts/{draft.pk}/make/")
    assert again.headers["Location"] == f"{INDICES}{index.key}/"
    assert CompositeIndex.objects.count() == 1


def test_a_change_is_a_new_version_of_the_same_index(planner: Client, town: Region) -> None:
    index = made(planner, tried(planner)[0])
    edit = f"{INDICES}{index.key}/edit/"
    assert 'value="Lage der Kinder"' in planner.get(edit).content.decode()
    other, _page = tried(planner, edit, **{"exclusions": "02 | Baustelle | building site"})
    late, _page = tried(planner, edit, **{"exclusions": "04 | Umzug"})
    assert made(planner, other) == index
    index.refresh_from_db()
    assert (index.version, index.recipe["exclude"]) == (2, ["02"])
    page = planner.get(f"{INDICES}{index.key}/").content.decode()
    assert "Brückenviertel (02): Baustelle" in page
    assert "Fassung 1" in page
    told = planner.post(f"{INDICES}drafts/{late.pk}/make/", follow=True).content.decode()
    assert "Jemand anderes hat diesen Index inzwischen geändert." in told
    index.refresh_from_db()
    assert index.version == 2


def test_an_index_without_spread_is_told_and_not_made(planner: Client, town: Region) -> None:
    draft, page = tried(planner, exclusions="01 | x\n04 | y")
    assert "„SGB-II-Quote unter 15“ ist überall gleich" in page
    assert "Es gibt keinen Index" in page
    assert "Index anlegen" not in page
    told = planner.post(f"{INDICES}drafts/{draft.pk}/make/", follow=True).content.decode()
    assert "Bitte rechnen Sie den Index erst durch" in told
    assert not CompositeIndex.objects.exists()


def test_an_infinite_value_is_told_in_words(planner: Client, town: Region) -> None:
    rate = Indicator.objects.get(region=town, key="exi_u15")
    rate.definition["formula"]["ratio"]["factor"] = 1e308
    rate.definition["formula"]["ratio"]["numerator"] = ["children", "children", "children"]
    rate.save()
    with np.errstate(over="ignore"):
        _draft, page = tried(planner)
    assert "Der Index lässt sich so nicht berechnen" in page
    assert "unendlichen Wert" in page


def test_weights_from_too_few_areas_are_refused_in_words(planner: Client) -> None:
    assert "Bitte wählen Sie einen der Bestandteile." in refused(planner, preset="pca")
    draft, page = tried(planner, preset="pca", anchor="exi_u15")
    assert "Für Gewichte aus einer Hauptkomponente braucht es" in page
    assert "Index anlegen" not in page
    form = planner.get(f"{INDICES}drafts/{draft.pk}/").content.decode()
    assert '<option value="exi_u15" selected>' in form


def test_the_same_in_english(planner: Client) -> None:
    draft, _page = tried(planner)
    page = planner.get(f"/en{INDICES}drafts/{draft.pk}/preview/").content.decode()
    assert "Only 3 areas were evaluated" in page
    assert "Make the index" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"use:exi_u15": ""}, "mindestens einen Indikator"),
        ({"direction:exi_u15": ""}, "ob mehr eine Belastung oder eine Entlastung ist"),
        ({"weight:exi_u15": "0"}, "größer als 0"),
        ({"weight:exi_u15": "viel"}, "ist keine Zahl"),
        ({"weight:exi_u15": "1e99"}, "Bitte schreiben Sie"),
        ({"periods": []}, "Dieses Feld ist zwingend erforderlich"),
        ({"periods": ["1999"]}, "1999"),
        ({"exclusions": "99 | weil"}, "„99“ ist kein Gebiet dieser Grenzen"),
        ({"exclusions": "01"}, "bitte Code | Grund"),
        ({"name_de": ""}, "Dieses Feld ist zwingend erforderlich"),
        ({"name_de": "a\x00b"}, "Null"),
        ({"preset": "zauberei"}, "zauberei"),
        ({"people": "exi_u15"}, "exi_u15"),
        ({"topic": "nichts"}, "nichts"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    planner: Client, changed: dict[str, Any], told: str
) -> None:
    wish = dict(changed)
    if wish.get("use:exi_u15") == "":
        wish["use:exi_u15"] = False
    assert told in refused(planner, **wish)


def test_a_date_without_values_is_named(planner: Client, town: Region) -> None:
    Slice.objects.filter(measure__key="poor_children", period__key="2024-12-31").delete()
    assert "2024-12-31" in refused(planner)


class TestNarrowSight:
    @pytest.fixture
    def narrow(self, town: Region) -> User:
        organisation = Organisation.objects.create(
            region=town, key="verein", name="Verein", sees_all=False
        )
        return User.objects.create_user("nora", organisation=organisation, roles=["planner"])

    def give(self, user: User, *, own_areas_only: bool) -> None:
        Right.objects.create(
            organisation=user.organisation, topic_key="soziales", own_areas_only=own_areas_only
        )

    @pytest.mark.parametrize("own_areas_only", [None, True])
    def test_who_does_not_see_all_areas_of_an_indicator_is_not_offered_it(
        self, narrow: User, own_areas_only: bool | None
    ) -> None:
        if own_areas_only is not None:
            self.give(narrow, own_areas_only=own_areas_only)
        client = signed_in(narrow)
        assert "use:exi_u15" not in client.get(NEW).content.decode()
        assert client.post(NEW, WISH).status_code == 400

    def test_a_colleagues_draft_of_what_one_may_not_see_stays_shut(
        self, narrow: User, planner: Client
    ) -> None:
        draft, _page = tried(planner)
        for page in ("", "preview/"):
            assert signed_in(narrow).get(f"{INDICES}drafts/{draft.pk}/{page}").status_code == 403
        for step in ("make/", "discard/"):
            assert signed_in(narrow).post(f"{INDICES}drafts/{draft.pk}/{step}").status_code == 403
        assert IndexDraft.objects.filter(pk=draft.pk).exists()

    def test_who_sees_all_of_the_parts_tries_but_does_not_make(self, narrow: User) -> None:
        self.give(narrow, own_areas_only=False)
        client = signed_in(narrow)
        draft, page = tried(client)
        assert "Index anlegen" not in page
        assert client.post(f"{INDICES}drafts/{draft.pk}/make/").status_code == 403
        assert not Measure.objects.filter(key__startswith="index_").exists()


@pytest.mark.parametrize("key", ["nichts", "%00", "../stadt"])
def test_unknown_boundaries_lead_to_the_list(planner: Client, key: str) -> None:
    answer = planner.get(f"{INDICES}new/?set={key}")
    assert answer.status_code == 200
    assert "Diese Grenzen gibt es nicht." in answer.content.decode()


def test_an_indicator_that_is_gone_meanwhile_is_named(planner: Client, town: Region) -> None:
    draft, _page = tried(planner)
    IndexDraft.objects.filter(pk=draft.pk).update(
        recipe=draft.recipe | {"components": [{"indicator": "weg", "direction": 1, "weight": 1}]}
    )
    assert draft.job is not None
    Job.objects.filter(pk=draft.job.pk).update(state="waiting")
    try_index(draft.job.pk)
    assert Job.objects.get(pk=draft.job.pk).cause == "Diese Indikatoren gibt es nicht mehr: weg."


def test_a_discarded_draft_is_gone(planner: Client) -> None:
    draft, _page = tried(planner)
    planner.post(f"{INDICES}drafts/{draft.pk}/discard/")
    assert planner.get(f"{INDICES}drafts/{draft.pk}/").status_code == 404


def test_an_index_of_the_region_file_is_not_changed_here(planner: Client, town: Region) -> None:
    index = made(planner, tried(planner)[0])
    CompositeIndex.objects.filter(pk=index.pk).update(declared_by="file")
    answer = planner.get(f"{INDICES}{index.key}/edit/")
    assert answer.status_code == 403
    assert "steht in der Regionsdatei" in answer.content.decode()
