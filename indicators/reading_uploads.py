"""An upload's file, read for its check: with what is known of its source, in a limited child."""

from pathlib import Path

from indicators.importing.upload_layout import Remembered
from indicators.importing.uploads import (
    ReadUpload,
    UploadSettings,
    read_upload_limited,
    with_template,
)
from indicators.importing.wording_uploads import ESCALATED
from indicators.models import Measure, Upload
from indicators.upload_templates import templates_of
from spatial_units.importing.problems import Problem, Severity
from spatial_units.models import SpatialLevel


def read(
    upload: Upload, settings: UploadSettings, measures: dict[str, Measure], level: SpatialLevel
) -> tuple[ReadUpload, UploadSettings]:
    """What stands in the file, and the settings it was read by: with the answers of the template
    that fitted, if one did."""
    names = {key: [one.name_de, one.name_en] for key, one in measures.items()}
    templates = templates_of(upload.region, settings.source)
    found = read_upload_limited(
        Path(upload.file.path), settings, names, [level.name_de, level.name_en], templates
    )
    return found, _as_read(settings, found, templates)


def _as_read(
    settings: UploadSettings, read: ReadUpload, templates: list[Remembered]
) -> UploadSettings:
    """With the answers of the template by which the file was read, if it was by one."""
    used = read.reading.template if read.reading else 0
    template = next((one for one in templates if one.id == used), None)
    return with_template(settings, template) if template else settings


def escalated(problems: list[Problem]) -> list[Problem]:
    """What a region file's author may leave standing is an error where a clerk uploads."""
    return [
        Problem(**{**vars(one), "severity": Severity.ERROR}) if one.code in ESCALATED else one
        for one in problems
    ]
