"""Read a file the staff brought in the documented layout (docs/uploading.md).

What the bytes say for sure is found out; what they leave open (the meaning of a sign, 1.234,
which sheet) comes from the form, or is asked for. `read_upload_limited` is what actions call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from indicators.importing.layout import SignMeaning
from indicators.importing.upload_layout import FileLayout, Reading, Remembered
from indicators.importing.values import Values, no_values, values_from_plain
from spatial_units.importing.layout import Strict
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited

MEMORY_BYTES = 1024**3
# Signs that mean the same, however a keyboard or Excel writes them.
# As the statistical offices use them (Zeichenerklärung). A point and a dash mean this in one
# table and that in another, so they have no usual meaning.
USUAL_SIGNS: dict[str, SignMeaning | Literal[""]] = {
    "": "missing", ".": "", "-": "", "/": "missing", "x": "not_applicable", "…": "missing",
}  # fmt: skip
ITEM_SHOWN = 80  # letters of a measure's name in a file that count
LEFT_OUT = "-"  # instead of a measure: the rows with this name are not taken
SIGN_GROUPS = (("-", "–", "—", "−"), ("…", "..."), ("x", "X"))


class UploadSettings(Strict):
    """What the clerk said about a file."""

    level: str
    mode: Literal["complete", "patch"] = "complete"
    source: str
    period: str = Field("", description="of every row that names none")
    notation: Literal["ask", "german", "english"] = Field(
        "ask", description="german: 1.234,5 · english: 1234.5; ask: 1.234 is a problem"
    )
    sheet: str = ""
    measure: str = Field("", description="of every number, where the file names none")
    crosswalk: int = Field(0, description="number of the one to convert by; 0: nothing is")
    pad: bool = Field(False, description="the proposed leading zeros are accepted")
    signs: dict[str, SignMeaning] = Field(default_factory=dict)
    items: dict[str, str] = Field(
        default_factory=dict,
        description="name in the column of measures, as written: key of the measure or LEFT_OUT",
    )
    layout: FileLayout | None = Field(None, description="what the clerk says of the columns")


@dataclass(frozen=True)
class ReadUpload:
    """What stands in the file, as far as it could be read.

    `names`: (code, name, row) as written; `sheet` was read, `sheets` are there to choose from.
    `reading`: how it was read; None where no table was found. The headings of the columns that
    hold the areas and their names are empty where there are none.
    """

    values: Values
    names: list[tuple[str, str, int]]
    sheet: str
    sheets: list[str]
    reading: Reading | None = None
    area_column: str = ""
    name_column: str = ""

    @property
    def problems(self) -> list[Problem]:
        return self.values.problems


def read_upload_limited(
    path: Path,
    settings: UploadSettings,
    measures: Mapping[str, Sequence[str]],
    level_names: Sequence[str],
    templates: Sequence[Remembered] = (),
) -> ReadUpload:
    """`read_upload` in a limited child; never raises because of the file's content.

    `templates`: layouts of earlier files of the same source, the newest first.
    """
    answer = run_limited(
        "indicators.importing.upload_reader:read_in_child",
        {
            "path": str(path.resolve()),
            "settings": settings.model_dump(mode="json"),
            "measures": {key: list(names) for key, names in measures.items()},
            "level_names": list(level_names),
            "templates": [one.model_dump(mode="json") for one in templates],
        },
        memory_bytes=MEMORY_BYTES,
    )
    if isinstance(answer, Problem):
        return ReadUpload(no_values([answer]), [], "", [])
    names = [(code, name, row) for code, name, row in answer.pop("names")]
    sheet, sheets, how = answer.pop("sheet"), answer.pop("sheets"), answer.pop("reading")
    reading = Reading.model_validate(how) if how else None
    headings = answer.pop("area_column"), answer.pop("name_column")
    return ReadUpload(values_from_plain(answer), names, sheet, sheets, reading, *headings)


def with_template(settings: UploadSettings, template: Remembered) -> UploadSettings:
    """What the form left open is answered as last time."""
    notation = template.notation if settings.notation == "ask" else settings.notation
    signs, items = template.signs | settings.signs, template.items | settings.items
    return settings.model_copy(update={"notation": notation, "signs": signs, "items": items})


def with_variants(signs: Mapping[str, SignMeaning]) -> dict[str, SignMeaning]:
    """The signs, and how else a keyboard writes them.

    >>> with_variants({"-": "zero"})["–"]
    'zero'
    """
    every = dict(signs)
    for group in SIGN_GROUPS:
        meaning = next((signs[sign] for sign in group if sign in signs), None)
        if meaning is not None:
            every = dict.fromkeys(group, meaning) | every
    return every
