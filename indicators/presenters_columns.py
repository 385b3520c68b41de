"""How a file was read, as its page shows it: what was found out, and the first rows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.forms_columns import DELIMITERS, ENCODINGS, ColumnsForm
from indicators.importing.upload_layout import MOST_COLUMNS, Reading
from indicators.models import Upload, UploadTemplate
from indicators.upload_templates import reading_of

ROWS_SHOWN = 15


@dataclass(frozen=True)
class HeadRow:
    number: int
    cells: list[str]
    is_header: bool


@dataclass(frozen=True)
class ColumnsPage:
    """`found`: names and values of what was found out. `asks_measure`: periods stand above columns
    and nothing says of what, so that this question comes first."""

    form: ColumnsForm
    found: list[tuple[str, str]]
    rows: list[HeadRow]
    is_cut: bool
    asks_measure: bool
    most_columns: int = MOST_COLUMNS


@dataclass(frozen=True)
class ReadBy:
    """Who said what the columns are; `name` and `at` are those of the template, if it was one."""

    by: str
    name: str = ""
    at: datetime | None = None


def read_by(upload: Upload) -> ReadBy | None:
    """None where the file was not read as a table."""
    reading = reading_of(upload)
    if reading is None or not any(reading.head):
        return None
    template = UploadTemplate.objects.filter(region=upload.region, pk=reading.template).first()
    if template is None:
        return ReadBy("clerk" if reading.by == "template" else reading.by)
    return ReadBy("template", template.name, template.said_at)


def columns_page(form: ColumnsForm) -> ColumnsPage:
    reading = form.reading
    return ColumnsPage(
        form,
        _found(reading),
        _rows(reading, form.width),
        is_cut=form.width == MOST_COLUMNS,
        asks_measure=any(one.period and not one.measure for one in reading.layout.columns or ()),
    )


def _rows(reading: Reading, width: int) -> list[HeadRow]:
    layout = reading.layout
    header = range(layout.header_row, layout.header_row + layout.header_rows)
    shown = reading.head[: max(ROWS_SHOWN, header.stop + 3)]
    return [
        HeadRow(number, row + [""] * (width - len(row)), number in header)
        for number, row in enumerate(shown, 1)
    ]


def _found(reading: Reading) -> list[tuple[str, str]]:
    layout = reading.layout
    delimiters, encodings = dict(DELIMITERS), dict(ENCODINGS)
    found = [(_("Sheet"), reading.sheet)] if reading.sheet else []
    if layout.delimiter:
        found.append((_("Delimiter"), str(delimiters.get(layout.delimiter, layout.delimiter))))
        found.append((_("Character encoding"), encodings.get(layout.encoding, layout.encoding)))
    if layout.header_row:
        last = layout.header_row + layout.header_rows - 1
        rows = f"{layout.header_row}" if layout.header_rows == 1 else f"{layout.header_row}–{last}"
        found.append((ngettext("Header row", "Header rows", layout.header_rows), rows))
    return [*found, *_build(reading)]


def _build(reading: Reading) -> list[tuple[str, str]]:
    """Wide or long, and where the periods stand."""
    columns = reading.layout.columns or []
    uses = {column.use for column in columns}
    build = _("one value per row") if "value" in uses else _("a column per measure")
    if "period" in uses:
        periods = _("in a column")
    elif any(column.period for column in columns):
        periods = _("above the columns")
    else:
        periods = _("named for the whole file")
    return [(_("Layout"), build), (_("Period"), periods)] if uses else []
