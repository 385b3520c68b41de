"""An Excel sheet to fill in: codes and names of a level, a column per measure."""

import io
from collections.abc import Sequence

import xlsxwriter

from indicators.models import Measure
from spatial_units.queries import AreaList

# Headings that importing.upload_columns knows.
GERMAN = ("Schlüssel", "Name", "Stichtag")
ENGLISH = ("Area code", "Name", "Period")
WIDTH = 24


def template_of(areas: AreaList, measures: Sequence[Measure], period: str, english: bool) -> bytes:
    """The bytes of an .xlsx file. Codes are texts, so that Excel keeps their zeros; a text is
    never taken for a formula."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Values" if english else "Werte")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    names = [one.name_en if english else one.name_de for one in measures]
    labels = ENGLISH if english else GERMAN
    sheet.write_row(0, 0, [*labels, *names], head)
    for row, (code, name) in enumerate(zip(areas.codes, areas.names, strict=True), 1):
        sheet.write_string(row, 0, code, text)
        sheet.write_string(row, 1, name)
        sheet.write_string(row, 2, period, text)
    sheet.set_column(0, 0, 14, text)
    sheet.set_column(1, 2 + len(names), WIDTH)
    sheet.freeze_panes(1, 2)
    book.close()
    return sink.getvalue()
