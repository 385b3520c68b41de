"""What cannot be is told with area, period and both numbers, before anything is stored."""

from io import StringIO

import openpyxl
import pytest
from django.core.management import call_command

from accounts.models import Region
from region_files.loading import Report
from region_files.reading import read_region_file
from region_files.report import lines_of
from spatial_units.importing.problems import Problem, Severity
from spatial_units.importing.wording import say
from tests.integration.loading.conftest import load_city
from tests.small_city import SmallCity

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def found(report: Report, code: str) -> Problem:
    (problem,) = [problem for problem in report.problems if problem.code == code]
    return problem


def checked(city: SmallCity) -> Report:
    city.write()
    return load_city(city, dry_run=True)


def lines(city: SmallCity, report: Report, language: str = "de") -> list[str]:
    spec, _ = read_region_file(city.file, city.folder)
    assert spec is not None
    return list(lines_of(spec, report, language))


def test_a_share_above_the_whole_stops_everything(city: SmallCity) -> None:
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;4500")
    city.write()
    report = load_city(city)
    problem = found(report, "numerator_exceeds_denominator")
    assert problem.severity is Severity.ERROR
    told = say(problem, "de")
    assert told.startswith("exi_u15 (2024-12-31): In 1 Fall ist der Zähler größer")
    assert "so 2024-12-31 in Altstadt (01): 4.500 von 410 (Lieferung register)" in told
    assert not Region.objects.exists()


def test_a_declared_exception_loads_with_a_warning(city: SmallCity) -> None:
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;4500")
    reason = {"de": "Kinder von Zugezogenen", "en": "children of newcomers"}
    city.spec["checks"]["may_exceed"] = [{"indicator": "exi_u15", "reason": reason}]
    report = checked(city)
    assert not report.failed
    assert found(report, "numerator_exceeds_denominator").severity is Severity.WARNING


def test_a_rate_may_exceed_its_denominator(city: SmallCity) -> None:
    city.values = city.values.replace("1;2024;410;120", "1;2024;410;4500")
    city.spec["indicators"][0]["kind"] = "rate"
    assert not checked(city).failed


def test_a_ready_share_above_a_hundred_stops_everything(city: SmallCity) -> None:
    measure = {**city.spec["measures"][0], "key": "quote", "kind": "value"}
    indicator = {**city.spec["indicators"][0], "key": "fertig", "aggregation": "none"}
    city.spec["measures"].append(measure)
    city.spec["indicators"].append({**indicator, "formula": {"value": "quote"}})
    city.spec["deliveries"][0]["values"]["columns"]["quote"] = "kinder"
    city.spec["release"][0]["audience"] = "internal"  # ready values cannot be protected
    problem = found(checked(city), "share_above_hundred")
    assert (problem.severity, problem.facts["area"]) == (Severity.ERROR, "Altstadt (01)")
    assert problem.facts["periods"] == "2023-12-31, 2024-12-31"
    assert problem.facts["count"] == 6


def test_parts_that_miss_the_whole_are_told_with_both_sums(city: SmallCity) -> None:
    older = {**city.spec["measures"][0], "key": "older"}
    city.spec["measures"].append(older)
    city.spec["measures"][0]["parts"] = ["poor_children", "older"]
    city.spec["deliveries"][0]["values"]["columns"]["older"] = "rest"
    city.values = "nr;jahr;kinder;arm;rest\n1;2023;400;100;300\n2;2023;200;0;201\n"
    city.values += "3;2023;100;2;98\n4;2023;300;.;1\n"
    report = checked(city)
    facts = found(report, "parts_differ_from_whole").facts
    assert (facts["area"], facts["period"]) == ("Brückenviertel (02)", "2023-12-31")
    assert (facts["added"], facts["whole"], facts["count"]) == (201, 200, 1)
    assert not report.failed


def test_periods_without_a_denominator_are_noted(city: SmallCity) -> None:
    city.spec["deliveries"] = [
        {**city.spec["deliveries"][0], "key": measure, "values": {"columns": {measure: column}},
         "where": {"jahr": years}}
        for measure, column, years in (("children", "kinder", "2023"),
                                       ("poor_children", "arm", r"\d+"))
    ]  # fmt: skip
    problem = found(checked(city), "denominator_not_delivered")
    assert say(problem, "de") == (
        "Der Indikator exi_u15 fehlt für 1 Zeitbezug (2024-12-31): Der Zähler (poor_children) ist "
        "da, der Nenner (children) nicht."
    )


def test_a_check_without_figures_says_so(city: SmallCity) -> None:
    city.spec["checks"]["totals"][0]["period"] = "2022-12-31"
    told = say(found(checked(city), "check_without_values"), "de")
    assert "„Kinder 2023“ konnte nicht stattfinden: Für children (stadtteil, 2022-12-31)" in told


def test_areas_without_a_value_are_named_once_for_all_periods(city: SmallCity) -> None:
    city.values = "\n".join(line for line in city.values.splitlines() if not line.startswith("3;"))
    assert say(found(checked(city), "areas_without_value"), "de") == (
        "werte.csv: 1 Gebiet ohne Wert für children, poor_children, 2023-12-31, 2024-12-31: "
        "Gründorf (03) (Gebietsstand stadtteile)."
    )


def test_a_forgotten_pad_is_the_remedy_and_told_once(city: SmallCity) -> None:
    del city.spec["deliveries"][0]["area"]["key"]["pad"]
    report = checked(city)
    errors = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    assert [problem.code for problem in errors] == ["unknown_area_pad"]
    assert "1 ist dort 01. Bitte unter „area“, „key“ „pad: 2“ angeben" in say(errors[0], "de")


def test_one_sheet_per_year_is_one_delivery(city: SmallCity) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for year in ("2023", "2024"):
        page = book.create_sheet(year)
        page.append(["nr", "kinder", "arm"])
        for row in ([1, 400, 100], [2, 200, "."], [3, 100, 2], [4, 300, 9]):
            page.append(row)
    book.save(city.folder / "werte.xlsx")
    delivery = city.spec["deliveries"][0]
    delivery |= {
        "file": "werte.xlsx", "each": {"jahr": ["2023..2024"]},
        "format": {"kind": "excel", "sheet": "{jahr}"},
    }  # fmt: skip
    report = checked(city)
    assert (report.failed, report.values_written, report.files_read) == (False, 16, 2)
    told = [line for line in lines(city, report) if "ohne Zahl" in line]
    assert told == [
        "  - werte.xlsx, Blätter „2023“, „2024“: 1 Zelle ist ohne Zahl. Geheim gehalten: 1."
    ]


def test_an_area_with_its_middle_outside_of_the_box_is_an_error(city: SmallCity) -> None:
    city.spec["region"]["box"] = [10.0, 50.0, 10.035, 50.1]
    facts = found(checked(city), "outside_region").facts
    assert (facts["count"], facts["name"]) == (2, "Brückenviertel")


def test_an_area_that_sticks_out_of_the_box_is_a_warning(city: SmallCity) -> None:
    city.spec["region"]["box"] = [10.0, 50.0, 10.045, 50.1]
    report = checked(city)
    problems = [p for p in report.problems if p.code == "areas_stick_out"]
    assert {p.severity for p in problems} == {Severity.WARNING}
    assert problems[0].facts["count"] == 2
    assert not report.failed


def test_a_wrong_coordinate_system_of_a_loaded_region_is_the_cause_told(city: SmallCity) -> None:
    load_city(city)
    city.east = 3.0
    city.write()
    report = load_city(city)
    errors = [problem.code for problem in report.problems if problem.severity is Severity.ERROR]
    assert errors == ["outside_region"]


def test_checks_are_told_in_german_where_asked(city: SmallCity) -> None:
    load_city(city, publish_too=False)
    said = StringIO()
    call_command("verify", str(city.file), language="de", stdout=said)
    assert said.getvalue() == "ok          1 von      1 gleich, größte Abweichung 0: Kinder 2023\n"
