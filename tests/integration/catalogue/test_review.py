"""From draft to approved and out of force, and what the state means for a release."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.actions import create_job
from accounts.models import AuditEntry, Job, Region
from indicators.models import Indicator
from releases.asking import ask_for_release
from releases.models import CurrentPack
from releases.tasks import publish
from tests.integration.catalogue.conftest import CATALOGUE, exi_u15
from tests.integration.desk.conftest import signed_in, staff_of

PAGE = f"{CATALOGUE}indicators/exi_u15/"
REASON = {"de": "Zahlen", "en": "Figures"}


def say(client: Client, move: str, seen: str, comment: str = "") -> Any:
    return client.post(f"{PAGE}review/", {"move": move, "seen": seen, "comment": comment})


@pytest.mark.django_db(databases="__all__")
class TestStates:
    @pytest.fixture
    def steward(self, town: Region) -> Client:
        return signed_in(staff_of(town, "stefan", ["steward"]))

    @pytest.fixture
    def publisher(self, town: Region) -> Client:
        return signed_in(staff_of(town, "petra", ["publisher"]))

    def test_what_the_region_file_declares_is_approved(self, indicator: Indicator) -> None:
        assert indicator.state == "approved"

    def test_the_steward_asks_and_the_publisher_approves(
        self, town: Region, steward: Client, publisher: Client
    ) -> None:
        Indicator.objects.update(state="draft")
        assert say(steward, "in_review", "draft", "Bitte ansehen").status_code == 302
        assert exi_u15().state == "in_review"
        assert say(steward, "approved", "in_review").status_code == 403
        assert exi_u15().state == "in_review"
        assert say(publisher, "approved", "in_review", "Passt.").status_code == 302
        assert exi_u15().state == "approved"
        page = publisher.get(PAGE).content.decode()
        assert "Bitte ansehen" in page
        assert "Passt." in page
        assert "petra" in page

    def test_with_four_eyes_nobody_approves_what_they_asked_for(
        self, town: Region, publisher: Client
    ) -> None:
        both = signed_in(staff_of(town, "kim"))
        both.post("/desk/musterdorf/releases/rules/", {"four_eyes": "on"})
        Indicator.objects.update(state="draft")
        say(both, "in_review", "draft")
        page = both.get(PAGE).content.decode()
        assert 'value="approved"' not in page
        assert "Sie haben selbst um diese Prüfung gebeten." in page
        assert 'value="draft"' in page, "giving it back is open"
        refused = say(both, "approved", "in_review")
        assert refused.status_code == 403
        assert "selbst um diese Prüfung gebeten" in refused.content.decode()
        assert exi_u15().state == "in_review"
        assert 'value="approved"' in publisher.get(PAGE).content.decode()
        assert say(publisher, "approved", "in_review").status_code == 302
        assert exi_u15().state == "approved"

    def test_without_the_rule_one_person_may_do_both(self, town: Region) -> None:
        both = signed_in(staff_of(town, "kim"))
        Indicator.objects.update(state="draft")
        say(both, "in_review", "draft")
        assert say(both, "approved", "in_review").status_code == 302

    def test_the_publisher_gives_back(self, town: Region, publisher: Client) -> None:
        Indicator.objects.update(state="in_review")
        say(publisher, "draft", "in_review", "Nenner fehlt")
        assert exi_u15().state == "draft"

    def test_a_comment_alone_moves_nothing(self, town: Region, steward: Client) -> None:
        assert say(steward, "", "approved", "Quelle prüfen").status_code == 302
        assert exi_u15().state == "approved"
        assert "Quelle prüfen" in steward.get(PAGE).content.decode()
        assert say(steward, "", "approved").status_code == 400

    def test_a_double_click_is_one_step(self, town: Region, steward: Client) -> None:
        Indicator.objects.update(state="draft")
        for _click in range(2):
            assert say(steward, "in_review", "draft").status_code == 302
        assert AuditEntry.objects.filter(action="indicator-reviewed").count() == 1

    def test_who_saw_an_older_state_is_told(self, town: Region, publisher: Client) -> None:
        Indicator.objects.update(state="draft")
        page = say(publisher, "approved", "in_review")
        assert page.status_code == 409
        assert "inzwischen geändert" in page.content.decode()

    def test_the_indicator_the_map_starts_with_stays_in_force(
        self, town: Region, publisher: Client
    ) -> None:
        page = say(publisher, "retired", "approved")
        assert page.status_code == 400
        assert "Mit diesem Indikator beginnt die Karte" in page.content.decode()
        assert exi_u15().state == "approved"

    def test_a_planner_only_comments(self, town: Region) -> None:
        planner = signed_in(staff_of(town, "paul", ["planner"]))
        assert planner.get(PAGE).context["moves"] == []
        assert say(planner, "draft", "approved").status_code == 403

    @pytest.mark.parametrize("state", ["draft", "in_review"])
    def test_what_is_unfinished_is_barred_from_the_public(
        self, town: Region, clerk: Client, state: str
    ) -> None:
        Indicator.objects.update(state=state)
        user = staff_of(town, "petra", ["publisher"])
        with pytest.raises(PermissionDenied):
            ask_for_release(town, "public", ["exi_u15"], REASON, user)
        wish = {"audience": "public", "scope": "chosen", "indicators": ["exi_u15"],
                "reason_de": "Zahlen", "reason_en": "", "step": "commit"}  # fmt: skip
        page = clerk.post("/desk/musterdorf/release/", wish)
        assert "noch nicht abgenommen: SGB-II-Quote unter 15" in page.content.decode()


@pytest.mark.django_db(transaction=True, databases="__all__")
class TestReleasing:
    def released(self, region: Region, audience: str, named: list[str] | str = "all") -> Job:
        wish = {"audience": audience, "indicators": named, "reason": REASON, "keeps_others": True}
        job = create_job("publish", region, {"releases": [wish]})
        publish(job.id)
        job.refresh_from_db()
        return job

    def audiences(self, region: Region) -> set[str]:
        return set(CurrentPack.objects.filter(region=region).values_list("audience", flat=True))

    def test_the_gate_refuses_a_draft_whoever_asks(self, released_town: Region) -> None:
        Indicator.objects.update(state="draft")
        job = self.released(released_town, "public", ["exi_u15"])
        assert job.state == "failed"
        assert "noch nicht abgenommen" in job.cause

    def test_a_draft_goes_to_the_staff_and_the_public_keeps_what_it_has(
        self, released_town: Region
    ) -> None:
        before = set(CurrentPack.objects.values_list("pack__hash", flat=True))
        Indicator.objects.update(state="draft")
        assert self.released(released_town, "internal").state == "done"
        assert self.released(released_town, "public").state == "done"
        assert self.audiences(released_town) == {"internal", "public"}
        public = CurrentPack.objects.filter(audience="public")
        assert set(public.values_list("pack__hash", flat=True)) == before

    @pytest.mark.parametrize("named", ["all", ["exi_u15"]])
    def test_what_is_out_of_force_goes_with_the_next_release(
        self, released_town: Region, named: list[str] | str
    ) -> None:
        Indicator.objects.update(state="retired")
        assert self.audiences(released_town) == {"public"}
        assert self.released(released_town, "public", named).state == "done"
        assert self.audiences(released_town) == set()

    def test_a_level_kept_internal_is_not_for_the_public(self, released_town: Region) -> None:
        indicator = exi_u15()
        indicator.definition["internal_levels"] = ["stadtteil"]
        indicator.save()
        self.released(released_town, "public")
        self.released(released_town, "internal")
        packs = CurrentPack.objects.filter(region=released_town)
        assert set(packs.values_list("audience", "level_key")) == {
            ("public", "stadt"), ("internal", "stadt"), ("internal", "stadtteil"),
        }  # fmt: skip
