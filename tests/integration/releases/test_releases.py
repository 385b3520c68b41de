"""See, plan, approve, withdraw: what a publisher does with figures of Kleinstadt."""

import datetime
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Job, Region
from atlas import queries
from indicators.models import CompositeIndex, Delivery, Policy
from releases import planning, withdrawing
from releases.asking import ask_for_release
from releases.models import (
    CurrentPack,
    HeldPeriod,
    Pack,
    PlannedRelease,
    PublishedFact,
    PublishingRules,
    Release,
)
from releases.pack_format import decode
from releases.tasks import publish, publish_due
from tests.integration.desk.conftest import DESK, signed_in, staff_of
from tests.integration.desk.test_single_values import commit

URL = f"{DESK}release/"
REASON = {"de": "Neue Zahlen", "en": "New figures"}
WISH = {
    "audience": "public",
    "scope": "chosen",
    "indicators": ["exi_u15"],
    "reason_de": REASON["de"],
    "reason_en": REASON["en"],
    "is_published": "on",
}
NOW = timezone.now
NO_TEXT = {"de": "", "en": ""}


def carried_out() -> Job:
    job = Job.objects.latest("id")
    publish(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause
    return job


def released(region: Region, **more: Any) -> Release:
    """A public release of the only indicator, carried out."""
    by = more.pop("by", None) or staff_of(region, f"p{Job.objects.count()}")
    ask_for_release(region, "public", ["exi_u15"], REASON, by, **more)
    carried_out()
    return Release.objects.filter(region=region, audience="public").latest("id")


def periods_shown(region: Region, audience: str = "public") -> list[str]:
    row = CurrentPack.objects.select_related("pack").get(
        region=region, audience=audience, level_key="stadtteil"
    )
    return [period["key"] for period in decode(bytes(row.pack.body or b"")).periods]


def plan(region: Region, by: Any, **changed: Any) -> PlannedRelease:
    wish: dict[str, Any] = {"text": NO_TEXT, "held_back": {}, "publish_at": None} | changed
    return planning.plan_release(region, "public", ["exi_u15"], REASON, by, **wish)


def die_after_handing_over(now: datetime.datetime) -> None:
    with transaction.atomic():
        assert len(planning.publish_due(now)) == 1
        raise SystemExit


class TestWithAWorker:
    pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

    def test_the_check_tells_what_the_public_would_see_anew(self, released_town: Region) -> None:
        clerk = signed_in(staff_of(released_town, "kim"))
        commit(clerk, value="100")
        answer = clerk.post(URL, WISH | {"step": "check"})
        (card,) = answer.context["cards"]
        levels = {level.name: level for level in card.levels}
        (changed,) = levels["Stadtteile"].moved
        assert (changed.state, changed.new, changed.changed) == ("changed", 0, 1)
        (example,) = levels["Stadtteile"].examples
        assert (example.area, example.old.value, example.new.value) == ("Brückenviertel", 5.0, 50.0)
        assert "Brückenviertel" in answer.content.decode()
        assert answer.context["generated"]["de"] == (
            "SGB-II-Quote unter 15: ein geänderter Wert (31.12.2024).\n"
            "Quelle: Statistikamt Kleinstadt"
        )

    def test_what_was_shown_before_is_what_is_released(self, released_town: Region) -> None:
        clerk = signed_in(staff_of(released_town, "kim"))
        commit(clerk, value="100")
        seen = clerk.post(URL, WISH | {"step": "check"}).context
        clerk.post(URL, WISH | {"step": "commit", "seen": seen["seen"], "held_asked": "1"})
        carried_out()
        assert Release.objects.latest("id").text_de == seen["generated"]["de"]
        (after,) = clerk.post(URL, WISH | {"step": "check"}).context["cards"]
        assert not after.changes

    def test_data_that_moved_meanwhile_is_shown_again(self, released_town: Region) -> None:
        clerk = signed_in(staff_of(released_town, "kim"))
        seen = clerk.post(URL, WISH | {"step": "check"}).context["seen"]
        commit(clerk, value="100")
        before = Job.objects.count()
        again = clerk.post(URL, WISH | {"step": "commit", "seen": seen, "held_asked": "1"})
        assert again.status_code == 409
        assert "Bitte sehen Sie sich die Folgen noch einmal an" in again.content.decode()
        assert Job.objects.count() == before

    def test_a_period_held_back_stays_out_until_it_is_released(self, released_town: Region) -> None:
        by = staff_of(released_town, "kim")
        everything = periods_shown(released_town)
        newest = everything[-1]
        released(released_town, by=by, held_back={"exi_u15": [newest]})
        assert periods_shown(released_town) == everything[:-1]
        assert periods_shown(released_town, "internal") == everything
        known = PublishedFact.objects.filter(release__job=Job.objects.latest("id"))
        logged = known.filter(audience="public").values_list("period_key", flat=True)
        assert set(logged) == set(everything[:-1])
        wish = {"audience": "public", "indicators": "all", "reason": REASON}
        Job.objects.create(region=released_town, kind="publish", arguments={"releases": [wish]})
        carried_out()  # as the operator's load does: it says nothing of what is held back
        assert periods_shown(released_town) == everything[:-1]
        card = signed_in(by).post(URL, WISH | {"step": "check"}).context["cards"][0]
        assert [(one.period.key, one.is_held) for one in card.may_hold] == [(newest, True)]
        signed_in(by).post(URL, WISH | {"step": "commit", "held_asked": "1"})
        carried_out()
        assert periods_shown(released_town) == everything
        assert not HeldPeriod.objects.exists()

    def test_what_is_due_becomes_one_job(self, released_town: Region) -> None:
        by = staff_of(released_town, "kim")
        commit(signed_in(by), value="100")
        then = NOW() + datetime.timedelta(hours=1)
        waiting = plan(released_town, by, publish_at=then)
        assert planning.publish_due(NOW()) == []
        (job,) = planning.publish_due(then)
        assert planning.publish_due(then) == []
        publish(job.id)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.job_id) == ("done", job.id)
        assert Release.objects.filter(job=job, audience="public").count() == 1

    def test_a_plan_whose_worker_died_is_taken_up_again(self, released_town: Region) -> None:
        """Dead before the commit: nothing has happened. Dead after it: the reaper has the job."""
        then = NOW() + datetime.timedelta(seconds=1)
        waiting = plan(released_town, staff_of(released_town, "kim"), publish_at=then)
        with pytest.raises(SystemExit):
            die_after_handing_over(then)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.job) == ("planned", None)
        PlannedRelease.objects.update(publish_at=NOW() - datetime.timedelta(seconds=1))
        publish_due()
        assert Job.objects.get(plannedrelease=waiting).state == "waiting"

    def test_a_withdrawn_release_is_gone_and_the_news_say_why(self, released_town: Region) -> None:
        by = staff_of(released_town, "kim")
        release = Release.objects.get(region=released_town)
        (entry, *_) = queries.catalogue(released_town)
        signed_in(by).post(
            f"{DESK}releases/{release.id}/withdraw/", {"reason_de": "Falsche Quelle"}
        )
        assert queries.catalogue(released_town) == []
        assert queries.pack_body(entry.hash) is None
        assert not Pack.objects.exclude(body=None).exists()
        page = Client().get("/musterdorf/news/").content.decode()
        assert "zurückgezogen" in page
        assert "Falsche Quelle" in page
        assert Client().get("/en/musterdorf/news/").content.decode().count("Falsche Quelle") == 1
        released(released_town, by=by)
        assert queries.catalogue(released_town)[0].hash == entry.hash
        assert queries.pack_body(entry.hash) is not None

    def test_the_release_before_comes_back_only_if_asked(self, released_town: Region) -> None:
        by = staff_of(released_town, "kim")
        first = {entry.hash for entry in queries.catalogue(released_town)}
        commit(signed_in(by), value="100")
        second = released(released_town, by=by)
        assert {entry.hash for entry in queries.catalogue(released_town)} != first
        assert withdrawing.withdraw(second, REASON, by, brings_back=True)
        assert {entry.hash for entry in queries.catalogue(released_town)} == first
        assert not withdrawing.withdraw(second, REASON, by, brings_back=True)
        commit(signed_in(by), value="101")
        third = released(released_town, by=by)
        withdrawing.withdraw(third, REASON, by, brings_back=False)
        assert queries.catalogue(released_town) == []

    def test_the_same_numbers_published_twice_go_together(self, released_town: Region) -> None:
        """A, B, A: withdrawing the second A leaves no way to its file."""
        by = staff_of(released_town, "kim")
        first = queries.catalogue(released_town)[0].hash
        commit(signed_in(by), value="100")
        released(released_town, by=by)
        Delivery.objects.filter(key__startswith="form").update(withdrawn_at=NOW())
        third = released(released_town, by=by)
        assert queries.catalogue(released_town)[0].hash == first
        withdrawing.withdraw(third, REASON, by, brings_back=False)
        assert queries.pack_body(first) is None

    def test_a_mended_text_is_new_to_readers_of_the_feed(self, released_town: Region) -> None:
        def updated() -> list[datetime.datetime]:
            root = ElementTree.fromstring(Client().get("/musterdorf/news.atom").content)
            atom = "{http://www.w3.org/2005/Atom}"
            found = [root.findtext(f"{atom}{way}updated") for way in ("", f"entry/{atom}")]
            return [datetime.datetime.fromisoformat(one or "") for one in found]

        released = Release.objects.filter(region=released_town, audience="public")
        long_ago = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        released.update(released_at=long_ago)
        assert updated() == [long_ago, long_ago]
        words = {"text_de": "Neu.", "text_en": "New."}
        kim = signed_in(staff_of(released_town, "kim"))
        kim.post(f"{DESK}releases/{released.get().id}/text/", words)
        mended = released.get().text_mended_at
        assert updated() == [mended, mended]

    def test_plans_are_no_news(self, released_town: Region) -> None:
        plan(
            released_town,
            staff_of(released_town, "kim"),
            publish_at=NOW() + datetime.timedelta(days=1),
        )
        assert REASON["de"] not in Client().get("/musterdorf/news/").content.decode()

    def test_an_internal_release_is_no_news(self, released_town: Region) -> None:
        Release.objects.create(region=released_town, audience="internal", reason="nur für uns")
        kim = signed_in(staff_of(released_town, "kim"))
        for reader in (Client(), kim):
            assert "nur für uns" not in reader.get("/musterdorf/news/").content.decode()
        assert "nur für uns" in kim.get(f"{DESK}releases/").content.decode()

    def test_a_german_title_on_an_english_page_says_so(self, released_town: Region) -> None:
        Release.objects.filter(region=released_town).update(reason="Erste Zahlen", reason_en="")
        page = " ".join(Client().get("/en/musterdorf/news/").content.decode().split())
        assert 'lang="de">Erste Zahlen' in page


pytestmark = pytest.mark.django_db(databases="__all__")


class TestFourEyes:
    @pytest.fixture(autouse=True)
    def ruled(self, town: Region) -> None:
        PublishingRules.objects.create(region=town, four_eyes=True)

    def test_nothing_goes_public_without_the_second_person(self, town: Region) -> None:
        kim = staff_of(town, "kim")
        with pytest.raises(PermissionDenied):
            ask_for_release(town, "public", ["exi_u15"], REASON, kim)
        with pytest.raises(PermissionDenied):
            ask_for_release(town, "public", ["exi_u15"], REASON, kim, approved_by=kim)
        assert ask_for_release(town, "internal", ["exi_u15"], REASON, kim).state == "waiting"

    def test_a_release_from_the_form_waits_and_the_second_person_lets_it_go(
        self, town: Region
    ) -> None:
        kim, ute = signed_in(staff_of(town, "kim")), signed_in(staff_of(town, "ute"))
        address = kim.post(URL, WISH | {"step": "commit"}).headers["Location"]
        assert kim.post(URL, WISH | {"step": "commit"}).headers["Location"] == address
        waiting = PlannedRelease.objects.get()
        assert waiting.state == "waiting"
        assert b'value="approve"' not in kim.get(address).content
        assert kim.post(address, {"step": "approve"}).status_code == 403
        assert b'value="approve"' in ute.get(address).content
        ute.post(address, {"step": "approve"})
        waiting.refresh_from_db()
        assert waiting.state == "done"
        assert waiting.approved_by is not None
        assert waiting.approved_by.username == "ute"
        assert AuditEntry.objects.filter(action="release-approved", user__username="ute").exists()

    def test_the_list_names_who_asked_and_who_approved(self, town: Region) -> None:
        kim, ute = staff_of(town, "kim"), staff_of(town, "ute")
        signed_in(kim).post(f"{DESK}releases/rules/", {"four_eyes": "on"})
        approved = planning.approve(plan(town, kim), ute, timezone.now())
        Release.objects.filter(region=town).update(job=approved.job)
        row = signed_in(kim).get(f"{DESK}releases/").content.decode()
        assert re.search(r"kim\s+<span class=\"beside\">zugestimmt hat\s+ute", row)

    def test_who_may_not_publish_approves_nothing(self, town: Region) -> None:
        waiting = plan(town, staff_of(town, "kim"))
        steward = signed_in(staff_of(town, "stu", ["steward"]))
        answer = steward.post(f"{DESK}releases/planned/{waiting.id}/", {"step": "approve"})
        assert answer.status_code == 403
        waiting.refresh_from_db()
        assert waiting.state == "waiting"

    def test_an_approved_release_still_waits_for_its_date(self, town: Region) -> None:
        then = NOW() + datetime.timedelta(days=2)
        waiting = plan(town, staff_of(town, "kim"), publish_at=then)
        assert planning.publish_due(then) == []
        planning.approve(waiting, staff_of(town, "ute"), NOW())
        assert planning.publish_due(NOW()) == []
        assert len(planning.publish_due(then)) == 1

    def test_the_database_itself_wants_two_persons(self, town: Region) -> None:
        kim = staff_of(town, "kim")
        waiting = plan(town, kim)
        rows = PlannedRelease.objects.filter(id=waiting.id)
        for forbidden in ({"approved_by": kim}, {"state": "done"}, {"state": "planned"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**forbidden)

    def test_only_who_administers_sets_the_rule(self, town: Region) -> None:
        publisher = signed_in(staff_of(town, "pub", ["publisher"]))
        assert publisher.post(f"{DESK}releases/rules/", {}).status_code == 403
        assert PublishingRules.objects.get().four_eyes
        signed_in(staff_of(town, "adm", ["administrator"])).post(f"{DESK}releases/rules/", {})
        assert not PublishingRules.objects.get().four_eyes


def test_a_plan_is_listed_and_cancelled_once(town: Region) -> None:
    kim = staff_of(town, "kim")
    then = NOW() + datetime.timedelta(days=1)
    waiting = plan(town, kim, publish_at=then)
    assert REASON["de"] in signed_in(kim).get(f"{DESK}releases/").content.decode()
    signed_in(kim).post(f"{DESK}releases/planned/{waiting.id}/", {"step": "cancel"})
    with pytest.raises(planning.TooLate):
        planning.cancel(waiting, kim)
    assert planning.publish_due(then) == []


def test_a_plan_that_may_no_longer_go_public_does_not(town: Region) -> None:
    then = NOW() + datetime.timedelta(days=1)
    waiting = plan(town, staff_of(town, "kim"), publish_at=then)
    Policy.objects.filter(region=town).update(rule="a rule to come")
    assert planning.publish_due(then) == []
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    assert "Die Regeln haben sich seit der Planung geändert" in waiting.cause


def test_a_plan_from_before_the_four_eyes_rule_does_not_slip_through(town: Region) -> None:
    kim = staff_of(town, "kim")
    then = NOW() + datetime.timedelta(days=1)
    waiting = plan(town, kim, publish_at=then)
    planning.set_four_eyes(town, wanted=True, by=kim)
    assert planning.publish_due(then) == []
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


def test_a_date_that_has_passed_is_refused_in_words(town: Region) -> None:
    clerk = signed_in(staff_of(town, "kim"))
    page = clerk.post(URL, WISH | {"step": "check", "publish_at": "2020-01-01T08:00"})
    assert page.status_code == 400
    assert "Dieser Zeitpunkt ist vorbei" in page.content.decode()


def test_a_german_date_plans_the_release(town: Region) -> None:
    clerk = signed_in(staff_of(town, "kim"))
    year = timezone.now().year + 2
    clerk.post(URL, WISH | {"step": "commit", "publish_at": f"01.02.{year} 07:30"})
    planned = PlannedRelease.objects.get()
    assert timezone.localtime(planned.publish_at).isoformat() == f"{year}-02-01T07:30:00+01:00"
    assert not Job.objects.filter(state="waiting").exists()


def test_the_news_name_the_release_and_link_what_is_shown(town: Region) -> None:
    page = Client().get("/musterdorf/news/")
    (row,) = page.context["rows"]
    assert row.links == (("SGB-II-Quote unter 15", "/musterdorf/indicators/exi_u15/"),)
    assert "zum ersten Mal veröffentlicht" in page.content.decode()
    english = Client().get("/en/musterdorf/news/").content.decode()
    assert "for the first time" in english
    assert 'href="/musterdorf/news/"' in Client().get("/musterdorf/").content.decode()


def test_the_feed_is_atom_and_tells_the_same(town: Region) -> None:
    answer = Client().get("/musterdorf/news.atom")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}title") == "Kleinstadt: Was ist neu"
    (entry,) = root.findall(f"{atom}entry")
    release = Release.objects.get(region=town)
    assert (entry.findtext(f"{atom}id") or "").endswith(f"/musterdorf/news/#release-{release.id}")
    assert "zum ersten Mal veröffentlicht" in (entry.findtext(f"{atom}summary") or "")
    assert Client().get("/nirgends/news.atom").status_code == 404


def test_the_words_of_a_release_can_be_mended(town: Region) -> None:
    release = Release.objects.get(region=town)
    kim = signed_in(staff_of(town, "kim"))
    words = {"text_de": "Neu:\r\nAlles.", "text_en": "New: everything."}
    kim.post(f"{DESK}releases/{release.id}/text/", words)
    release.refresh_from_db()
    assert release.text_de == "Neu:\nAlles."
    before = AuditEntry.objects.get(action="release-text").detail["before"]["de"]
    assert "zum ersten Mal" in before


def test_a_text_somebody_wrote_goes_with_the_release(town: Region) -> None:
    clerk = signed_in(staff_of(town, "kim"))
    proposal = {"generated_de": "Neu: A.\nQuelle: B", "text_de": "Neu: A.\r\nQuelle: B"}
    clerk.post(URL, WISH | {"step": "commit"} | proposal | {"text_en": "Mine"})
    wish = Job.objects.latest("id").arguments["releases"][1]
    assert wish["text"] == {"de": "", "en": "Mine"}


def test_an_index_is_computed_anew_once_its_parts_have_changed(town: Region) -> None:
    assert planning.refresh_stale() == []  # there is no index
    recipe = {"score": "s", "class_measure": "c", "components": [{"measure": "children"}]}
    CompositeIndex.objects.create(
        region=town, key="idx", name_de="Index", name_en="Index", recipe=recipe
    )
    assert planning.refresh_stale() == []  # nothing has come since the region was loaded
    commit(signed_in(staff_of(town, "kim")), value="100")
    Job.objects.update(created_at=NOW() - datetime.timedelta(days=1))
    (job,) = planning.refresh_stale()
    assert job.arguments == {"releases": []}
    assert planning.refresh_stale() == []
