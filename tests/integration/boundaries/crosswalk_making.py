"""Tables of shares between the Stadtteile of Kleinstadt until 2019 and since, and their way in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from spatial_units import actions_geodata as actions
from spatial_units import tasks
from spatial_units.importing.crosswalk_settings import CrosswalkSettings
from spatial_units.models import Crosswalk, GeodataUpload
from tests.factories import City

UNCHANGED = ["01", "02", "03", "04", "05"]
# Weißensee (06) became two: three quarters of its people live in the west.
SHARES = [*((code, code, "1") for code in UNCHANGED), ("06", "07", "0,75"), ("06", "08", "0,25")]


def table(rows: list[tuple[str, ...]], header: str = "von;nach;Gewicht") -> bytes:
    return "\r\n".join([header, *(";".join(row) for row in rows)]).encode()


def brought(city: City, by: User, content: bytes = table(SHARES), **said: object) -> GeodataUpload:
    """Receive a table and let it be checked, as the worker would."""
    settings = CrosswalkSettings.model_validate(
        {
            "from_set": city.sets["stadtteile_2015"].id, "to_set": city.sets["stadtteile_2020"].id,
            "basis": "population", "attribution": "Amt für Statistik",
        } | said
    )  # fmt: skip
    file = SimpleUploadedFile("umstieg.csv", content)
    upload, job = actions.receive(city.region, "crosswalk", file, settings, by)
    tasks.check_geodata(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause
    upload.refresh_from_db()
    return upload


def taken_over(upload: GeodataUpload, by: User) -> Crosswalk:
    job = actions.ask_to_commit(upload, by)
    tasks.commit_geodata(job.id)
    job.refresh_from_db()
    assert job.state == "done", job.cause
    upload.refresh_from_db()
    return Crosswalk.objects.get(pk=int(upload.made))
