"""A clerk's file: what the preview says is what happens, and nothing is overwritten."""

import io

import numpy as np
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import JobFailed, holding
from accounts.models import AuditEntry, Job, User
from indicators import actions_uploads as actions
from indicators import committing, tasks
from indicators.committing import CHANGED_MEANWHILE
from indicators.importing.uploads import UploadSettings
from indicators.models import Delivery, Measure, MeasureValue, Upload
from indicators.presenters_problems import problem_rows
from indicators.presenters_uploads import preview_page
from indicators.queries import counting_values
from spatial_units.queries import areas_of
from tests.factories import City
from tests.integration.uploads.making import CODES, FIRST, committed, sheet, table, uploaded

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def counting(city: City, measure: str = "pop") -> dict[str, float | str]:
    """What counts now by code: a number, or the letter that says why there is none."""
    areas = areas_of(city.sets["stadtteile_2020"])
    of = Measure.objects.get(region=city.region, key=measure)
    found = list(counting_values(city.region, of.id, {areas.boundary_set.id: areas}).values())
    if not found:
        return {}
    (one,) = found
    return {
        code: float(value) if status == "A" else str(status)
        for code, value, status in zip(areas.codes, one.value, one.status, strict=True)
    }


def codes_of(upload: Upload) -> list[str]:
    return [finding["code"] for finding in upload.findings if finding["severity"] == "error"]


def test_a_first_file_is_new_and_counts_after_the_commit_only(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table(FIRST))
    (line,) = upload.preview["lines"]
    assert (line["new"], line["changed"], line["disappearing"]) == (7, 0, 0)
    assert counting(city) == {}
    tasks.commit_upload(actions.ask_to_commit(upload, clerk).id)
    assert counting(city) == FIRST
    entry = AuditEntry.objects.get(action="delivery-committed")
    assert (entry.user, entry.detail["values"]) == (clerk, 7)


def test_the_preview_tells_new_changed_unchanged_and_disappearing(city: City, clerk: User) -> None:
    committed(city, clerk, table({code: FIRST[code] for code in CODES[:6]}))
    upload = uploaded(city, clerk, table({"01": 10, "02": 22, "03": 30, "08": 80}))
    page = preview_page(upload)
    (line,) = page.lines
    assert (line.new, line.changed, line.unchanged, line.disappearing) == (1, 1, 2, 3)
    (change,) = page.changes
    assert (change.area, change.old.value, change.new.value) == ("02 Brühl", 20, 22)
    assert [gone.area for gone in page.gone] == [
        "04 Höfe", "05 Südvorstadt", "07 Weißensee-West",
    ]  # fmt: skip
    assert page.absent == ["04 Höfe", "05 Südvorstadt", "07 Weißensee-West"]


def test_a_complete_delivery_replaces_and_an_addition_lies_on_top(city: City, clerk: User) -> None:
    committed(city, clerk, table(FIRST))
    addition = uploaded(city, clerk, table({"02": 21}), mode="patch")
    assert addition.preview["lines"][0]["disappearing"] == 0
    committed(city, clerk, table({"02": 21}), mode="patch")
    assert counting(city) == FIRST | {"02": 21}
    committed(city, clerk, table({"01": 11}))
    assert counting(city) == dict.fromkeys(CODES, "O") | {"01": 11}


def test_taking_a_delivery_back_restores_what_counted(city: City, clerk: User) -> None:
    committed(city, clerk, table(FIRST))
    upload = committed(city, clerk, table({"01": 99}))
    Delivery.objects.filter(pk=upload.delivery_id).update(withdrawn_at=timezone.now())
    assert counting(city) == FIRST


def test_suppressed_is_not_missing_and_neither_is_zero(city: City, clerk: User) -> None:
    committed(
        city, clerk, table({"01": ".", "02": 0, "03": "-", "04": None, "05": "x"}),
        signs={"": "missing", ".": "suppressed", "-": "zero", "x": "not_applicable"},
    )  # fmt: skip
    found = counting(city)
    assert [found[code] for code in CODES[:5]] == ["Q", 0.0, 0.0, "O", "M"]
    assert MeasureValue.objects.get(obs_status="Q").conf_status == "C"
    upload = uploaded(city, clerk, table({"01": 0, "02": ".", "03": 0}), signs={".": "missing"})
    assert upload.preview["lines"][0]["changed"] == 2


def test_a_sign_nobody_explained_is_asked_for(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table({"01": 5, "02": ".", "03": "."}))
    (row,) = [row for row in problem_rows(upload) if row.severity == "error"]
    assert (row.sheet, row.row, row.column) == ("Sheet", 3, "Einwohner")
    assert row.sentence == (
        "Das Zeichen „.“ ist nicht erklärt (2 Zellen, Zeilen 3, 4). Bitte unter „Zeichen in der"
        " Datei“ auswählen, was es bedeutet."
    )
    settings = UploadSettings.model_validate(upload.settings | {"signs": {".": "suppressed"}})
    tasks.check_upload(actions.check_again(upload, settings, clerk).id)
    upload.refresh_from_db()
    assert upload.state == "checked"


def test_all_problems_are_told_together(city: City, clerk: User) -> None:
    content = sheet(
        ["Schlüssel", "Stichtag", "Einwohner", "Quote", "Fremdes"],
        ["01", "31.12.2020", 1.5, "1,5"],
        ["02", "31.12.2020", -3, "abc1"],
        ["99", "31.12.2020", 3, "1.234"],
        ["03", "31.02.2020", 3, "50 %"],
    )
    upload = uploaded(city, clerk, content)
    assert set(codes_of(upload)) == {
        "upload_count_not_whole", "upload_count_negative", "upload_unknown_area", "not_a_number",
        "upload_ambiguous", "period_is_no_day", "percent_sign",
    }  # fmt: skip
    assert not Delivery.objects.exists()


def test_lost_zeros_are_proposed_and_need_a_yes(city: City, clerk: User) -> None:
    content = table({"1": 10, "2": 20})
    refused = uploaded(city, clerk, content)
    assert codes_of(refused) == ["upload_zeros_lost"]
    agreed = uploaded(city, clerk, content, pad=True)
    assert agreed.preview["pads"] == [["1", "01"], ["2", "02"]]
    both = uploaded(city, clerk, table({"1": 10, "01": 20}), pad=True)
    assert codes_of(both) == ["upload_area_twice"]


def test_codes_of_older_boundaries_are_recognised(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table({"01": 1, "06": 2}))
    assert codes_of(upload) == ["upload_other_boundary_set"]
    assert "Grenzen stadtteile_2015" in problem_rows(upload)[0].sentence
    assert uploaded(city, clerk, table({"06": 2}, day="31.12.2018")).state == "checked"
    assert codes_of(uploaded(city, clerk, table({"1": 1}, day="2020"), level="bezirk")) == []
    assert "upload_other_level" in codes_of(
        uploaded(city, clerk, table({"01": 1, "2": 3}), level="bezirk")
    )


def test_other_names_are_a_warning_and_many_an_error(city: City, clerk: User) -> None:
    names = ["Altstadt", "Brühl", "Grünau", "HÖFE", "Südstadt"]
    rows = [[code, name, 5] for code, name in zip(CODES, names, strict=False)]
    head = ["Schlüssel", "Name", "Einwohner"]
    upload = uploaded(city, clerk, sheet(head, *rows), period="2020-12-31")
    assert upload.state == "checked"
    assert [one["code"] for one in upload.findings] == ["upload_other_name"]
    shifted = [[code, name, 5] for code, name in zip(CODES, names[1:] + names[:1], strict=False)]
    assert codes_of(uploaded(city, clerk, sheet(head, *shifted), period="2020-12-31")) == [
        "upload_names_shifted"
    ]


def test_the_long_form_says_the_same(city: City, clerk: User) -> None:
    rows = [[code, "2020-12-31", "Einwohner", value] for code, value in FIRST.items()]
    committed(city, clerk, sheet(["Code", "Datum", "Kennzahl", "Wert"], *rows))
    assert counting(city) == FIRST


def test_german_and_english_numbers_in_csv(city: City, clerk: User) -> None:
    german = "Schlüssel;Stichtag;Quote\n01;31.12.2020;1.234,5\n02;31.12.2020;0,25\n"
    committed(city, clerk, german.encode("cp1252"), name="a.csv")
    assert counting(city, "rate")["01"] == 1234.5
    asked = german.replace("0,25", "1.234").encode()
    assert codes_of(uploaded(city, clerk, asked, name="a.csv")) == ["upload_ambiguous"]
    committed(city, clerk, asked, name="a.csv", notation="german")
    assert counting(city, "rate")["02"] == 1234
    english = b"Code,Date,rate\n01,2020-12-31,1.234\n"
    committed(city, clerk, english, name="a.csv", notation="english")
    assert counting(city, "rate")["01"] == 1.234


def test_two_sheets_are_asked_for(city: City, clerk: User) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("Alt", "Neu")):
        one = book.create_sheet(name)
        one.append(["Schlüssel", "Stichtag", "Einwohner"])
        one.append(["01", "31.12.2020", number])
    sink = io.BytesIO()
    book.save(sink)
    upload = uploaded(city, clerk, sink.getvalue())
    assert codes_of(upload) == ["upload_which_sheet"]
    assert upload.preview == {"sheets": ["Alt", "Neu"]}
    committed(city, clerk, sink.getvalue(), sheet="Neu")
    assert counting(city)["01"] == 1


def test_who_comes_second_is_told_and_nothing_is_written(city: City, clerk: User) -> None:
    first, second = (uploaded(city, clerk, table({"01": n})) for n in (1, 2))
    tasks.commit_upload(actions.ask_to_commit(first, clerk).id)
    job = actions.ask_to_commit(second, clerk)
    tasks.commit_upload(job.id)
    job.refresh_from_db()
    assert (job.state, job.cause) == ("failed", CHANGED_MEANWHILE)
    assert Delivery.objects.count() == 1


def test_a_commit_done_twice_is_done_once(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table(FIRST))
    job = actions.ask_to_commit(upload, clerk)
    with holding(job.id) as held:
        committing.commit(held)
    assert Job.objects.get(pk=job.id).state == "running", "its worker died before it could say so"
    tasks.commit_upload(job.id)
    assert Job.objects.get(pk=job.id).state == "done"
    assert Delivery.objects.count() == 1
    assert AuditEntry.objects.filter(action="delivery-committed").count() == 1


def test_a_discarded_file_is_gone_and_cannot_be_taken_over(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, table(FIRST))
    path = upload.file.path
    actions.discard(upload, clerk)
    with pytest.raises(FileNotFoundError):
        open(path).close()
    job = actions.ask_to_commit(upload, clerk)
    with holding(job.id) as held, pytest.raises(JobFailed):
        committing.commit(held)


def test_the_same_file_again_is_said(city: City, clerk: User) -> None:
    committed(city, clerk, table(FIRST))
    upload = uploaded(city, clerk, table(FIRST))
    assert [one["code"] for one in upload.findings] == ["upload_known_content"] or (
        not preview_page(upload).changes_something
    )


def test_the_template_can_be_filled_in_and_uploaded(city: City, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    address = reverse("upload-template", args=[city.region.key])
    body = client.get(address, {"level": "stadtteil", "measure": "pop", "period": "2020"}).content
    book = openpyxl.load_workbook(io.BytesIO(body))
    rows = list(book.active.values)
    assert rows[0] == ("Schlüssel", "Name", "Stichtag", "Einwohner")
    assert [row[0] for row in rows[1:]] == CODES
    for row in range(2, 9):
        book.active.cell(row, 4, row)
    sink = io.BytesIO()
    book.save(sink)
    committed(city, clerk, sink.getvalue())
    assert np.sum(list(counting(city).values())) == sum(range(2, 9))


def half_filled(*rows: tuple[str, str | None, object]) -> bytes:
    """The template with two measures; only the first is ever filled in."""
    given = {code: (day, value) for code, day, value in rows}
    cells = [[code, *given.get(code, (None, None)), None] for code in CODES]
    return sheet(["Schlüssel", "Stichtag", "Einwohner", "Quote"], *cells)


@pytest.mark.parametrize("mode", ["patch", "complete"])
def test_rows_nobody_filled_in_are_left_out(city: City, clerk: User, mode: str) -> None:
    committed(city, clerk, table(FIRST))
    content = half_filled(("01", "31.12.2020", 11), ("02", "31.12.2020", 22))
    upload = committed(city, clerk, content, mode=mode)
    (note,) = [one for one in upload.findings if one["code"] == "upload_rows_left_out"]
    assert note["facts"]["count"] == 5
    assert {code: counting(city)[code] for code in ("01", "02")} == {"01": 11, "02": 22}
    left = {code: counting(city)[code] for code in CODES[2:]}
    assert left == {code: FIRST[code] if mode == "patch" else "O" for code in CODES[2:]}


def test_the_period_of_the_form_counts_where_a_row_names_none(city: City, clerk: User) -> None:
    content = half_filled(("01", None, 11), ("02", "31.12.2020", 22))
    refused = uploaded(city, clerk, content)
    assert "upload_period_empty" in codes_of(refused)
    assert "upload_period_unreadable" not in codes_of(refused)
    committed(city, clerk, content, mode="patch", period="2020-12-31")
    assert counting(city) == dict.fromkeys(CODES, "O") | {"01": 11, "02": 22}


def test_a_template_with_its_day_adds_only_what_was_filled_in(city: City, clerk: User) -> None:
    rows = [(code, "31.12.2020", 11 if code == "01" else None) for code in CODES]
    committed(city, clerk, table(FIRST))
    committed(city, clerk, half_filled(*rows), mode="patch")
    assert counting(city) == FIRST | {"01": 11}


def test_an_empty_cell_with_a_meaning_is_filled_in(city: City, clerk: User) -> None:
    content = table({"01": 11, "02": None})
    committed(city, clerk, content, mode="patch", signs={"": "suppressed"})
    assert counting(city) == dict.fromkeys(CODES, "O") | {"01": 11, "02": "Q"}


def test_a_template_nobody_filled_in_is_refused(city: City, clerk: User) -> None:
    upload = uploaded(city, clerk, half_filled())
    assert upload.state == "refused"
    assert codes_of(upload) == ["upload_nothing_filled_in"]
