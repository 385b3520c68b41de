"""The page on what stays secret: counts, reasons, and findings in words."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.models import Job, Organisation, Region
from indicators.models import ReferencePeriod
from releases.audit_words import AuditWords, gets
from releases.models import Audience, AuditReport, Release
from releases.secrecy import costs_of, hidden_of
from releases.tasks import audit, publish
from spatial_units.models import BoundarySet
from tests.factories import make_city
from tests.integration.desk.conftest import signed_in, staff_of

PAGE = "/desk/musterdorf/secrecy/"

pytestmark = pytest.mark.django_db(databases="__all__")


def report_of(region: Region, findings: list[dict[str, Any]], **more: Any) -> AuditReport:
    job = Job.objects.filter(region=region).latest("id")
    values = {"occasion": "nightly", "checked": 7, "seconds": 0.5} | more
    return AuditReport.objects.create(region=region, job=job, findings=findings, **values)


def finding(region: Region, **more: Any) -> dict[str, Any]:
    period = ReferencePeriod.objects.filter(region=region).latest("end")
    return {
        "period_key": period.key,
        "terms": ["poor_children"],
        "boundary_set": "stadtteile",
        "area": "02",
        "lower": 1.0,
        "upper": 2.0,
        "teachers": [],
        "is_new": False,
    } | more


def text_of(client: Client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


class TestWhatIsHidden:
    def test_every_hidden_figure_has_the_reason_the_release_wrote_down(self, town: Region) -> None:
        """The record of the release, the packs, and the page's count say the same."""
        record = AuditReport.objects.get(region=town, occasion="release").hidden["exi_u15"]
        written = sorted(
            (key, code, letter)
            for periods in record.values()
            for key, areas in periods.items()
            for code, letter in areas.items()
        )
        found = hidden_of(town, "exi_u15")
        assert written
        assert {letter for _, _, letter in written} <= {"P", "S", "L"}
        told = {(one.period.key, one.code, one.why) for one in found if one.why != "Q"}
        assert told == set(written)
        cost = next(one for one in costs_of(town) if one.key == "exi_u15").all
        assert cost.hidden == len(found)
        assert cost.hidden < cost.figures

    def test_the_overview_counts_and_the_list_names(self, town: Region, clerk: Client) -> None:
        cost = next(one for one in costs_of(town) if one.key == "exi_u15").all
        overview = text_of(clerk)
        assert f"Verborgen sind {cost.hidden} von {cost.figures} Zahlen" in overview
        assert "zu wenige Menschen" in overview
        listed = text_of(clerk, "?indicator=exi_u15")
        assert hidden_of(town, "exi_u15")[0].area in listed

    def test_what_a_held_up_or_withdrawn_release_hid_does_not_count(self, town: Region) -> None:
        report = AuditReport.objects.get(region=town, occasion="release")
        wrong = {"exi_u15": {"stadtteile": {"x": {"01": "L"}}}}
        assert report.job is not None
        failed = Job.objects.create(
            region=town, kind="publish", state="failed", arguments=report.job.arguments
        )
        AuditReport.objects.create(
            region=town, occasion="release", job=failed, checked=1, seconds=0, hidden=wrong
        )
        before = {one.why for one in hidden_of(town, "exi_u15")}
        assert "P" in before
        assert "L" not in before
        Release.objects.filter(region=town, audience=Audience.PUBLIC).update(
            withdrawn_at="2030-01-01T00:00Z"
        )
        assert {one.why for one in hidden_of(town, "exi_u15")} == {"Q"}

    def test_an_unknown_indicator_gives_the_overview_with_a_sentence(self, clerk: Client) -> None:
        said = text_of(clerk, "?indicator=%3Cb%3Enix&audit=99999999999&page=x&findings=-1")
        assert "Einen öffentlichen Indikator „&lt;b&gt;nix“ gibt es nicht" in said
        assert "Diese Prüfung gibt es nicht" in said


class TestAudits:
    def test_without_any_the_page_says_when_one_comes(self, town: Region, clerk: Client) -> None:
        AuditReport.objects.filter(region=town).delete()
        assert "Noch wurde nicht geprüft" in text_of(clerk)

    def test_one_without_findings(self, town: Region, clerk: Client) -> None:
        report_of(town, [])
        assert "7 geschützte Fallzahlen wurden angegriffen. Keine ist" in text_of(clerk)

    def test_a_finding_says_what_where_when_and_what_to_do(
        self, town: Region, clerk: Client
    ) -> None:
        release = Release.objects.get(region=town, audience=Audience.PUBLIC)
        set_id = BoundarySet.objects.get(region=town, key="stadtteile").id
        teachers = [f"figure|exi_u15|{set_id}|{release.id}", "complement|poor_children"]
        report_of(town, [finding(town, teachers=teachers)] * 2)
        said = text_of(clerk)
        assert "Eine geschützte Fallzahl lässt sich zu genau errechnen" in said
        assert "Brückenviertel (02)" in said
        assert "zwischen 1 und 2" in said
        assert f"„SGB-II-Quote unter 15“ auf „Stadtteile“ in Freigabe {release.id}" in said
        assert f"/desk/musterdorf/releases/{release.id}/withdraw/" in said

    def test_one_of_a_release_held_up_tells_what_to_hold_back(
        self, town: Region, clerk: Client
    ) -> None:
        report = report_of(town, [finding(town, is_new=True, upper=1.0)], occasion="release")
        Job.objects.filter(region=town, auditreport=report).update(state="failed")
        said = text_of(clerk, f"?audit={report.id}")
        assert "Diese Freigabe wurde aufgehalten" in said
        assert "genau 1" in said
        assert "von „SGB-II-Quote unter 15“ zurück" in said

    def test_another_regions_audit_is_not_shown(self, town: Region, clerk: Client) -> None:
        elsewhere = make_city("andernorts").region
        theirs = AuditReport.objects.create(
            region=elsewhere, occasion="nightly", checked=4711, seconds=1
        )
        said = text_of(clerk, f"?audit={theirs.id}")
        assert "Diese Prüfung gibt es nicht" in said
        assert "4711" not in said
        assert "4.711" not in said


def test_who_sees_own_areas_only_is_told_that_the_page_is_not_for_them(
    town: Region, clerk: Client
) -> None:
    Organisation.objects.filter(region=town).update(sees_all=False)
    assert clerk.get(PAGE).status_code == 403


class TestWords:
    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("areas|poor_children|{stadt}|0", "Die Gebiete in Kleinstadt (Stadtgebiet) ergeben"),
            ("parts|children|{stadtteile}|1", "Die Teile von children ergeben in Brückenviertel"),
            ("unchanged|children|{stadtteile}|3", "Weiße Höhe (Stadtteile) ist vor und nach"),
            ("same|children", "dieselbe Fallzahl, mit anderen Lücken gezeigt: children"),
            ("complement|poor_children", "poor_children und die Übrigen"),
            ("figure|exi_u15|{stadtteile}|new", "in der geplanten Freigabe"),
            ("figure|gone|999999|3", "„gone“ auf „ersetzten Grenzen“ in Freigabe 3"),
            ("areas|children|999999|0", "ersetzten Grenzen"),
        ],
    )
    def test_every_source_is_said(self, town: Region, source: str, said: str) -> None:
        sets = {one.key: one.id for one in BoundarySet.objects.filter(region=town)}
        with override("de"):
            assert said in AuditWords(town).teacher(source.format(**sets))

    def test_those_left_over_are_a_count_too(self, town: Region) -> None:
        with override("de"):
            words = AuditWords(town)
            assert words.count(["-poor_children", "children"]) == "children ohne poor_children"

    def test_numbers(self) -> None:
        with override("de"):
            assert gets(3.0, 3.0) == "genau 3"
            assert gets(0.25, 1234.0) == "zwischen 0,25 und 1.234"


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_the_page_shows_real_audits(released_town: Region) -> None:
    wish = {"audience": "public", "indicators": "all", "reason": {"de": "x", "en": "x"}}
    job = Job.objects.create(region=released_town, kind="publish", arguments={"releases": [wish]})
    publish(job.id)
    nightly = Job.objects.create(region=released_town, kind="audit", arguments={})
    audit(nightly.id)
    assert AuditReport.objects.filter(job=nightly, occasion="nightly").exists()
    said = text_of(signed_in(staff_of(released_town, "kim")))
    assert "jede Nacht" in said
    assert "keine ist zu" in said.lower()


def test_the_desk_names_how_many_counts_are_known_too_well(town: Region) -> None:
    """As after a rule was made stricter: what is out stays out, and the publisher is told."""
    clerk = signed_in(staff_of(town, "ute"))
    told = "lassen sich zu genau errechnen"
    assert told not in clerk.get("/desk/musterdorf/").content.decode()
    report_of(town, [finding(town), finding(town, area="03"), finding(town)])
    assert f"2 geschützte Fallzahlen {told}" in clerk.get("/desk/musterdorf/").content.decode()


def test_numbers_that_fit_no_count_any_more_are_told(town: Region) -> None:
    clerk = signed_in(staff_of(town, "ute"))
    report_of(town, [], unplaced=3)
    assert "3 veröffentlichte Zahlen blieben beim Angriff außer Acht" in text_of(clerk)
