"""Several files at once: each is checked by itself, and all are taken over in their order."""

import csv
import io
import zipfile
from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from accounts.models import AuditEntry, Job, User
from indicators import actions_batches, tasks
from indicators.importing.uploads import UploadSettings
from indicators.models import Delivery, Upload, UploadBatch
from indicators.presenters_batches import BatchPage, as_csv, batch_page
from tests.factories import City
from tests.integration.uploads.making import CODES, FIRST, committed, table
from tests.integration.uploads.test_uploads import counting

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

SAID = {"level": "stadtteil", "source": "amt", "mode": "patch", "notation": "ask"}
SETTINGS = UploadSettings(level="stadtteil", source="amt", mode="patch", signs={"": "missing"})


def lines(values: Mapping[str, object], measure: str = "pop", day: str = "31.12.2020") -> bytes:
    rows = "".join(f"{code};{day};{value}\n" for code, value in values.items())
    return f"Schlüssel;Stichtag;{measure}\n{rows}".encode()


def packed(files: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def carried_out(batch: UploadBatch) -> BatchPage:
    """What the worker does with whatever waits, until nothing does."""
    kinds = {
        "unpack-batch": tasks.unpack_batch, "check-upload": tasks.check_upload,
        "commit-batch": tasks.commit_batch,
    }  # fmt: skip
    while job := Job.objects.filter(state=Job.State.WAITING).order_by("id").first():
        kinds[job.kind](job.id)
    batch.refresh_from_db()
    return batch_page(batch)


def brought(city: City, clerk: User, files: Mapping[str, bytes]) -> UploadBatch:
    """Several files, or one archive."""
    sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
    if len(sent) == 1 and sent[0].name.endswith(".zip"):
        return actions_batches.receive_archive(city.region, sent[0], SETTINGS, clerk)[0]
    return actions_batches.receive(city.region, sent, SETTINGS, clerk)


def taken_over(batch: UploadBatch, clerk: User) -> BatchPage:
    actions_batches.ask_to_commit_all(batch, clerk)
    return carried_out(batch)


def test_each_file_has_its_own_row_and_what_is_wrong_stays(city: City, clerk: User) -> None:
    files = {
        "10 Quote.csv": lines({"01": "0,5"}, "rate"),
        "2 Einwohner.xlsx": table(FIRST),
        "3 falsch.csv": lines({"99": 1}),
        "Notiz.pdf": b"%PDF-1.7",
    }
    batch = brought(city, clerk, files)
    page = carried_out(batch)
    assert [row.upload.file_name for row in page.rows] == [
        "2 Einwohner.xlsx", "3 falsch.csv", "10 Quote.csv",
    ]  # fmt: skip
    assert [row.state for row in page.rows] == ["fehlerfrei", "hat Fehler", "fehlerfrei"]
    assert (page.rows[0].new, page.rows[1].new, page.rows[2].new) == (7, None, 1)
    assert "99" in page.rows[1].said
    assert page.left_out == [("Notiz.pdf", "der Endung nach keine Tabelle")]
    assert counting(city) == {}
    page = taken_over(batch, clerk)
    assert [row.state for row in page.rows] == ["übernommen", "hat Fehler", "übernommen"]
    assert (page.ready, page.taken, page.left, page.is_open) == (0, 2, 1, False)
    assert counting(city) == FIRST
    assert counting(city, "rate")["01"] == 0.5


def test_taking_over_twice_is_once_and_all_can_be_taken_back(city: City, clerk: User) -> None:
    committed(city, clerk, table(FIRST | {"01": 9}), mode="patch")
    batch = brought(city, clerk, {"a.csv": lines({"01": 11}), "b.csv": lines({"02": 22})})
    carried_out(batch)
    first = actions_batches.ask_to_commit_all(batch, clerk)
    assert actions_batches.ask_to_commit_all(batch, clerk) == first
    carried_out(batch)
    tasks.commit_batch(first.id)
    assert counting(city) == FIRST | {"01": 11, "02": 22}
    client = Client()
    client.force_login(clerk)
    address = reverse("upload-batch-withdraw", args=[city.region.key, batch.id])
    stamp = client.get(address).context["stamp"]
    assert client.post(address, {"stamp": "0"}).status_code == 409
    assert counting(city)["01"] == 11
    assert client.post(address, {"stamp": stamp}).status_code == 302
    assert counting(city) == FIRST | {"01": 9}
    assert [row.state for row in batch_page(batch).rows] == ["zurückgenommen"] * 2
    assert client.post(address, {"stamp": stamp}).status_code == 302
    assert AuditEntry.objects.filter(action="batch-withdrawn").count() == 1


def test_two_files_of_the_same_values_are_said_and_the_later_counts(
    city: City, clerk: User
) -> None:
    batch = brought(
        city, clerk, {"1.csv": lines({"01": 1, "02": 2}), "2.csv": lines({"02": 20, "03": 30})}
    )
    page = carried_out(batch)
    (overlap,) = page.overlaps
    assert (overlap.first, overlap.second, overlap.measure) == ("1.csv", "2.csv", "Einwohner")
    assert (overlap.areas, overlap.period, overlap.replaces) == (1, "31.12.2020", False)
    page = taken_over(batch, clerk)
    assert page.taken == 2
    assert page.overlaps == [overlap], "it is still told afterwards"
    assert (page.rows[1].new, page.rows[1].changed) == (1, 1), "compared with the first file"
    assert counting(city) == {"01": 1, "02": 20, "03": 30} | dict.fromkeys(CODES[3:], "O")


def test_what_somebody_else_changed_meanwhile_is_left_to_the_clerk(city: City, clerk: User) -> None:
    batch = brought(city, clerk, {"a.csv": lines({"01": 11}), "b.csv": lines({"01": 5}, "rate")})
    carried_out(batch)
    committed(city, clerk, lines({"01": 12}), name="x.csv", mode="patch")
    page = taken_over(batch, clerk)
    assert [row.state for row in page.rows] == ["fehlerfrei", "übernommen"]
    assert (page.rows[0].new, page.rows[0].changed) == (0, 1), "compared anew"
    assert counting(city)["01"] == 12
    batch.refresh_from_db()
    assert batch.job is not None
    assert "1 wegen anderer Änderungen zurückgestellt" in batch.job.message


def test_an_archive_is_unpacked_and_nothing_in_it_is_lost(city: City, clerk: User) -> None:
    files = {
        "2020/a.csv": lines({"01": 1}), "2021/a.csv": lines({"01": 2}, day="31.12.2021"),
        "liesmich.docx": b"PK", "__MACOSX/._a.csv": b"x", "alt.zip": packed({"x.csv": b"x"}),
        "kaputt.xlsx": packed({"irgendwas.txt": b"x"}),
    }  # fmt: skip
    batch = brought(city, clerk, {"alles.zip": packed(files)})
    page = carried_out(batch)
    assert [row.upload.file_name for row in page.rows] == [
        "2020/a.csv", "2021/a.csv", "kaputt.xlsx",
    ]  # fmt: skip
    assert [row.state for row in page.rows] == ["fehlerfrei", "fehlerfrei", "hat Fehler"]
    assert {name for name, _why in page.left_out} == {
        "liesmich.docx", "__MACOSX/._a.csv", "alt.zip",
    }  # fmt: skip
    assert batch.file.name == ""
    assert len({one.file.name for one in Upload.objects.all()}) == 3
    assert taken_over(batch, clerk).taken == 2


def bomb() -> bytes:
    return packed({"a.csv": bytes(50 * 1024**2)})


def encrypted() -> bytes:
    content = bytearray(packed({"a.csv": lines({"01": 1})}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bomb(), "entpackt"),
        (encrypted(), "verschlüsselt"),
        (packed({"../a.csv": b"x"}), "unzulässigen Pfad"),
        (packed({"/etc/a.csv": b"x"}), "unzulässigen Pfad"),
        (packed({f"{n}.csv": b"" for n in range(2_001)}), "2.000"),
        (packed({f"{n}.csv": b"" for n in range(201)}), "höchstens 200"),
        (packed({"a.pdf": b"%PDF"}), "keine Tabelle"),
        (b"PK\x03\x04 kein Archiv", "beschädigt"),
        (b"", "beschädigt"),
    ],
)
def test_a_harmful_archive_is_refused_in_words(
    city: City, clerk: User, content: bytes, words: str
) -> None:
    batch = brought(city, clerk, {"a.zip": content})
    page = carried_out(batch)
    assert words in " ".join(page.refused)
    assert page.rows == []
    assert not Upload.objects.exists()
    client = Client()
    client.force_login(clerk)
    said = client.get(reverse("upload-batch", args=[city.region.key, batch.id]))
    assert words in said.content.decode()


def test_a_workbook_called_zip_is_one_file(city: City, clerk: User) -> None:
    page = carried_out(brought(city, clerk, {"a.zip": table(FIRST)}))
    assert [(row.upload.file_name, row.new) for row in page.rows] == [("a.zip", 7)]


def test_the_form_takes_several_files_and_a_double_click_is_one(city: City, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    address = reverse("upload", args=[city.region.key])

    def post(*names: str) -> str:
        files = [SimpleUploadedFile(name, lines({"01": len(name)})) for name in names]
        answer = client.post(address, SAID | {"file": files})
        assert answer.status_code == 302
        return str(answer["Location"])

    assert post("a.csv", "bb.csv") == post("a.csv", "bb.csv")
    assert post("a.csv") == post("a.csv")
    assert post("a.csv") != post("bb.csv")
    assert (UploadBatch.objects.count(), Upload.objects.count()) == (1, 4)
    page = client.get(reverse("upload-batch", args=[city.region.key, UploadBatch.objects.get().id]))
    assert 'data-open="1"' in page.content.decode()


def test_the_limits_are_said_in_words(city: City, clerk: User, settings: Settings) -> None:
    settings.UPLOAD_BATCH_MAX_FILES = 2
    client = Client()
    client.force_login(clerk)
    address = reverse("upload", args=[city.region.key])
    files = [SimpleUploadedFile(f"{n}.csv", b"x") for n in range(3)]
    answer = client.post(address, SAID | {"file": files})
    assert answer.status_code == 400
    assert "Höchstens 2 Dateien auf einmal." in answer.content.decode()
    settings.UPLOAD_BATCH_MAX_BYTES = 100
    files = [SimpleUploadedFile(f"{n}.csv", bytes(80)) for n in range(2)]
    answer = client.post(address, SAID | {"file": files})
    assert "Alle Dateien zusammen dürfen höchstens 0 MB groß sein." in answer.content.decode()
    assert "Bitte wählen Sie eine Datei" in client.post(address, SAID).content.decode()
    assert not Upload.objects.exists()


def test_the_report_is_a_harmless_table(city: City, clerk: User) -> None:
    files = {"=cmd.csv": lines({"01": 1}), "b.csv": lines({"99": 1}), "c.pdf": b"x"}
    batch = brought(city, clerk, files)
    text = as_csv(carried_out(batch)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Datei"] for row in rows] == ["'=cmd.csv", "b.csv", "c.pdf"]
    assert [row["Stand"] for row in rows] == ["fehlerfrei", "hat Fehler", "ausgelassen"]
    assert (rows[0]["neu"], rows[1]["neu"], rows[1]["Fehler"]) == ("1", "", "1")


def test_the_rest_can_be_discarded_at_once(city: City, clerk: User) -> None:
    batch = brought(city, clerk, {"a.csv": lines({"01": 1}), "b.csv": lines({"99": 1})})
    carried_out(batch)
    client = Client()
    client.force_login(clerk)
    address = reverse("upload-batch-discard", args=[city.region.key, batch.id])
    assert client.post(address).status_code == 302
    assert set(Upload.objects.values_list("state", flat=True)) == {"discarded"}
    assert not Delivery.objects.exists()
