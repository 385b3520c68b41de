"""Releasing from the desk: to whom, what, and what stays as it is."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import AuditEntry, Job, Region
from indicators import single_values
from indicators.models import Indicator
from indicators.queries import Reading
from releases.asking import ask_for_release
from releases.models import CurrentPack, Pack, Release
from releases.pack_format import decode
from releases.tasks import publish
from releases.waiting import waiting_for
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.desk.test_single_values import check, commit
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

URL = f"{DESK}release/"
WISH = {
    "audience": "internal",
    "scope": "chosen",
    "indicators": ["exi_u15"],
    "reason_de": "Zahlen zum 31. Dezember",
    "reason_en": "",
}
SECOND = {
    "key": "dem_u15",
    "name": {"de": "Kinder", "en": "Children"},
    "description": {"de": "Kinder unter 15", "en": "Children under 15"},
    "topic": "soziales",
    "unit": {"de": "Personen", "en": "persons"},
    "kind": "count",
    "decimals": 0,
    "formula": {"count": ["children"]},
    "source": "amt",
    "policy": "sozialdaten",
    "aggregation": "sum",
}


@pytest.fixture
def two_indicators(transactional_db: None, tmp_path: Any) -> Region:
    """Kleinstadt with a second indicator, both public."""
    city = SmallCity(tmp_path)
    city.spec["indicators"].append(SECOND)
    city.write()
    load_city(city)
    return Region.objects.get(key="musterdorf")


def ask(client: Client, **changed: Any) -> Any:
    return client.post(URL, WISH | {"step": "commit"} | changed)


def carried_out() -> Job:
    """What the worker makes of the newest job."""
    job = Job.objects.latest("id")
    publish(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause
    return job


def current(region: Region) -> set[tuple[str, str]]:
    rows = CurrentPack.objects.filter(region=region)
    return set(rows.values_list("audience", "indicator_key"))


class TestWithAWorker:
    pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

    def test_the_page_of_the_job_says_when_it_is_over(self, released_town: Region) -> None:
        clerk = signed_in(staff_of(released_town, "kim"))
        address = ask(clerk).headers["Location"]
        assert "<h1>Die Karten werden erstellt</h1>" in clerk.get(address).content.decode()
        carried_out()
        page = clerk.get(address).content.decode()
        assert "<h1>Die Karten sind erstellt</h1>" in page
        assert '"kern-btn kern-btn--primary"\n           href="/musterdorf/map/"' in page

    def test_one_indicator_is_released_and_the_others_stay(self, two_indicators: Region) -> None:
        clerk = signed_in(staff_of(two_indicators, "kim"))
        ask(clerk, audience="public", is_published="on")
        carried_out()
        assert current(two_indicators) == {
            ("public", "exi_u15"), ("public", "dem_u15"), ("internal", "exi_u15"),
        }  # fmt: skip
        assert not Pack.objects.filter(body=None).exists()

    def test_a_release_of_named_indicators_without_that_word_takes_the_others_away(
        self, two_indicators: Region
    ) -> None:
        wish = {"audience": "public", "indicators": ["exi_u15"], "reason": {"de": "", "en": ""}}
        Job.objects.create(region=two_indicators, kind="publish", arguments={"releases": [wish]})
        carried_out()
        assert current(two_indicators) == {("public", "exi_u15")}
        assert Pack.objects.filter(indicator_key="dem_u15", body=None).exists()

    def test_a_level_that_lost_its_values_goes_with_a_partial_release(
        self, two_indicators: Region
    ) -> None:
        clerk = signed_in(staff_of(two_indicators, "kim"))
        delivery = two_indicators.delivery_set.get()
        stamp = clerk.get(f"{DESK}deliveries/{delivery.id}/withdraw/").context["stamp"]
        clerk.post(f"{DESK}deliveries/{delivery.id}/withdraw/", {"stamp": stamp})
        ask(clerk, audience="public", is_published="on")
        carried_out()
        assert current(two_indicators) == {("public", "dem_u15")}

    def test_a_value_goes_internal_first(self, released_town: Region) -> None:
        clerk = signed_in(staff_of(released_town, "kim"))
        commit(clerk, value="100")
        assert [one.indicator.key for one in waiting_for(released_town, "internal")] == ["exi_u15"]
        ask(clerk)
        carried_out()
        values = {
            row.audience: decode(bytes(row.pack.body or b"")).sections[0].series.values[1][1]
            for row in CurrentPack.objects.filter(level_key="stadtteil").select_related("pack")
        }
        assert values == {"public": 50, "internal": 500}
        assert waiting_for(released_town, "internal") == []
        assert [one.indicator.key for one in waiting_for(released_town, "public")] == ["exi_u15"]

    def test_a_number_too_large_to_print_is_told_in_words(self, released_town: Region) -> None:
        by = staff_of(released_town, "kim")
        clerk = signed_in(by)
        entry = check(clerk).context["entry"]
        huge = replace(entry, new=Reading(1e25, "A"))  # as it may have come before it was refused
        single_values.commit(huge, huge.stamp, by)
        ask(clerk)
        job = Job.objects.latest("id")
        publish(job.id)
        job.refresh_from_db()
        assert job.state == "failed"
        assert "zu groß ist, um genau gedruckt zu werden" in job.cause
        assert "Die größte erlaubte Zahl ist 900.719.925.474.099." in job.cause

    def test_public_goes_to_the_staff_too(self, released_town: Region) -> None:
        clerk = signed_in(staff_of(released_town, "kim"))
        ask(clerk)
        carried_out()
        commit(clerk, value="100")
        ask(clerk, audience="public", is_published="on")
        carried_out()
        packs = CurrentPack.objects.filter(level_key="stadtteil").select_related("pack")
        assert {
            decode(bytes(row.pack.body or b"")).sections[0].series.values[1][1] for row in packs
        } == {500}

    def test_a_release_from_the_desk_is_recorded(self, released_town: Region) -> None:
        answer = ask(signed_in(staff_of(released_town, "kim")))
        job = carried_out()
        assert answer.headers["Location"] == f"{DESK}jobs/{job.id}/"
        assert job.created_by is not None
        assert job.created_by.username == "kim"
        entry = AuditEntry.objects.get(action="released")
        assert entry.detail == {
            "audience": "internal", "indicators": ["exi_u15"], "job": job.id,
        }  # fmt: skip
        assert Release.objects.latest("id").reason == "Zahlen zum 31. Dezember"


pytestmark = pytest.mark.django_db(databases="__all__")


def test_what_has_changed_is_chosen_beforehand(clerk: Client) -> None:
    assert clerk.get(URL).context["form"].initial["indicators"] == []
    commit(clerk)
    form = clerk.get(URL).context["form"]
    assert form.initial["indicators"] == ["exi_u15"]
    assert form.initial["audience"] == "internal"


def test_before_it_happens_the_page_says_what_changes(clerk: Client) -> None:
    commit(clerk)
    page = clerk.post(URL, WISH | {"step": "check"}).content.decode()
    shown = " ".join(page.split())
    assert f'<dt>Anlass</dt> <dd lang="de"> {WISH["reason_de"]} </dd>' in shown
    assert "Nur angemeldete Beschäftigte der Region werden diese Zahlen sehen." in page
    assert "Werte ändern sich in" in shown
    assert "Gründorf (31.12.2023): geheim gehalten → 2" in shown


def test_asking_twice_makes_one_job(clerk: Client, town: Region) -> None:
    first, second = ask(clerk), ask(clerk)
    assert first.headers["Location"] == second.headers["Location"]
    assert Job.objects.filter(region=town, state="waiting").count() == 1
    assert AuditEntry.objects.filter(action="released").count() == 1


def test_public_needs_a_word_of_its_own(clerk: Client, town: Region) -> None:
    page = ask(clerk, audience="public")
    assert page.status_code == 400
    assert "Bitte bestätigen Sie das" in page.content.decode()
    assert not Job.objects.filter(region=town, state="waiting").exists()


@pytest.fixture
def ready_values(town: Region) -> None:
    """Under a threshold, and without counts that could be protected."""
    indicator = Indicator.objects.get(region=town, key="exi_u15")
    indicator.definition["formula"] = {"value": "poor_children"}
    indicator.save(update_fields=["definition"])


def test_small_numbers_nobody_can_protect_do_not_go_public(
    clerk: Client, town: Region, ready_values: None
) -> None:
    page = ask(clerk, audience="public", is_published="on")
    assert page.status_code == 400
    (said,) = page.context["form"].errors["audience"]
    assert "SGB-II-Quote unter 15" in said
    assert "Geben Sie sie intern frei." in said
    assert ask(clerk).status_code == 302


def test_the_action_refuses_what_may_not_go_public_without_any_form(
    town: Region, ready_values: None
) -> None:
    with pytest.raises(PermissionDenied):
        ask_for_release(town, "public", None, {"de": "an", "en": "on"}, staff_of(town, "ute"))
    assert not Job.objects.filter(kind="publish", state="waiting").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"indicators": []}, "indicators"),
        ({"indicators": ["nichts"]}, "indicators"),
        ({"audience": "statistics"}, "audience"),
        ({"scope": "x"}, "scope"),
        ({"reason_de": ""}, "reason_de"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    clerk: Client, town: Region, changed: dict[str, Any], field: str
) -> None:
    page = ask(clerk, **changed)
    assert page.status_code == 400
    assert field in page.context["form"].errors
    assert not Job.objects.filter(region=town, state="waiting").exists()


def test_all_indicators_need_no_list(clerk: Client, town: Region) -> None:
    ask(clerk, scope="all", indicators=[])
    (wish,) = Job.objects.get(region=town, state="waiting").arguments["releases"]
    assert (wish["indicators"], wish["keeps_others"]) == ("all", True)
