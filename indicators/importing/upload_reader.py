"""The child's side of `uploads`: a file step by step to table, roles, layout and values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from indicators.importing import sniffing, upload_kommonitor
from indicators.importing.excel import read_excel, sheet_heads
from indicators.importing.layout import (
    AreaRule,
    TableFormat,
    TableLayout,
    ValueColumns,
)
from indicators.importing.tables import Table
from indicators.importing.upload_assignment import Columns
from indicators.importing.upload_cells import (
    only_filled_in,
    points_are_decimals,
    refuse_ambiguous,
    refuse_scientific,
    without_units,
    words_are_no_signs,
)
from indicators.importing.upload_columns import Roles, is_area, uses_of
from indicators.importing.upload_headings import Words
from indicators.importing.upload_items import long_values
from indicators.importing.upload_layout import HEAD_ROWS, FileLayout, Reading, Remembered
from indicators.importing.upload_layouts_found import head_of_text, reading_of, shown_head
from indicators.importing.uploads import UploadSettings, with_template, with_variants
from indicators.importing.values import Values, no_values, values_of, values_to_plain
from spatial_units.importing.delimited import read_delimited
from spatial_units.importing.file_kinds import kind_of_file
from spatial_units.importing.findings import Findings
from spatial_units.importing.layout import KeyRule
from spatial_units.importing.plain_numbers import Figures


def read_in_child(
    path: str,
    settings: dict[str, Any],
    measures: dict[str, list[str]],
    level_names: list[str],
    templates: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """What the child runs: plain values in, plain values out."""
    said = UploadSettings.model_validate(settings)
    remembered = list(map(Remembered.model_validate, templates))
    reader = _Reader(Path(path), said, measures, level_names, remembered)
    values, names = reader.read()
    how = reader.reading.model_dump(mode="json") if reader.reading else None
    return {
        "reading": how,
        **values_to_plain(values),
        "names": [list(name) for name in names],
        "area_column": reader.area_column,
        "name_column": reader.name_column,
        "sheet": reader.sheet,
        "sheets": reader.sheets,
    }


class _Reader:
    """Reads one upload step by step: table, roles of its columns, layout, values."""

    def __init__(
        self,
        path: Path,
        settings: UploadSettings,
        measures: Mapping[str, Sequence[str]],
        level_names: Sequence[str],
        templates: Sequence[Remembered],
    ) -> None:
        self.path, self.settings = path, settings
        self.measures, self.level_names = measures, level_names
        self.reading: Reading | None = None
        self._words, self._templates = Words(measures, level_names), templates
        self.findings = Findings("")
        self.sheet = ""
        self.sheets: list[str] = []
        self.area_column = self.name_column = ""

    def read(self) -> tuple[Values, list[tuple[str, str, int]]]:
        found = self._table()
        if found is None or self.findings.failed:
            return self._nothing(), []
        table, form = found
        roles = self._columns.roles(table, self.findings)
        if roles is None:
            return self._nothing(), []
        self.area_column, self.name_column = roles.area, roles.name or ""
        self._note_columns(table, roles)
        table = self._filled_in(without_units(table, roles, self.findings), roles)
        if self.settings.notation == "ask" and points_are_decimals(
            table, roles.values, self.findings
        ):
            form = form.model_copy(update={"decimal": ".", "thousands": ""})
        nothing_left = self.findings.failed and not len(table)
        layout = None if nothing_left else self._layout(table, roles, form)
        if layout is None:
            return self._nothing(), []
        of_values = Findings(self.sheet)
        listed = [(one.measure, one.column, one.period) for one in roles.listed]
        values = values_of(table, layout, {}, Path(), of_values, despite_errors=True, listed=listed)
        self.findings.take_over(list(map(words_are_no_signs, of_values.problems())))
        refuse_scientific(table, roles.values, self.findings)
        if self.settings.notation == "ask":
            refuse_ambiguous(table, roles.values, self.findings)
        return replace(values, problems=self.findings.problems()), _names(table, roles)

    def _nothing(self) -> Values:
        return no_values(self.findings.problems())

    def _find_layout(self, head: list[list[str]], **written: str) -> None:
        """Settle how the table is read; a template also answers what the form left open."""
        reading, template = reading_of(
            head, self.sheet, self.settings.layout, self._templates, self._words
        )
        layout = reading.layout.model_copy(update=written)
        self.reading = reading.model_copy(update={"layout": layout})
        self._columns = Columns(self.reading, self._words)
        if template is not None:
            self.settings = with_template(self.settings, template)

    def _note_columns(self, table: Table, roles: Roles) -> None:
        """What was read in the end, where the headings alone told it."""
        if self.reading is None or self.reading.assigned is not None:
            return
        layout = self.reading.layout.model_copy(update={"columns": uses_of(roles, table.header)})
        self.reading = self.reading.model_copy(update={"layout": layout})

    def _header_rows(self, found: int | None) -> dict[str, int]:
        """Which rows make the header: as assigned or said, else one at the place found, else as
        it is shown to who is asked."""
        assert self.reading is not None
        said = self.settings.layout
        layout = self.reading.layout
        is_said = self.reading.assigned is not None or (said and said.header_row)
        if is_said or (found is None and layout.header_row):
            return {"skip_rows": layout.header_row - 1, "header_rows": layout.header_rows}
        return {"skip_rows": found or 0}

    def _table(self) -> tuple[Table, TableFormat] | None:
        kind = kind_of_file(self.path)
        if kind == "json" and upload_kommonitor.is_of_kommonitor(self.path):
            return self._kommonitor()
        if kind in ("zip", "ole"):
            return self._excel()
        if kind not in ("text", "empty", "json", "xml") and not self._is_utf16():
            self.findings.error("upload_no_table", found=kind.upper())
            return None
        if sniffing.is_no_text(self.path):
            self.findings.error("upload_not_text")
            return None
        return self._delimited()

    def _kommonitor(self) -> tuple[Table, TableFormat] | None:
        form = self._format(kind="json", records=upload_kommonitor.RECORDS)
        table = upload_kommonitor.read_features(self.path, form, self.findings)
        if table is None:
            return None
        if self.settings.measure not in self.measures:
            self.findings.error("upload_which_measure")
            return None
        layout = upload_kommonitor.layout_of(table, self.settings.measure, self.findings)
        self.reading = Reading(
            head=upload_kommonitor.head_of(table), layout=layout, by="kommonitor"
        )
        self._columns = Columns(self.reading, self._words)
        self._columns.named(table.header)
        return table, form

    def _is_utf16(self) -> bool:
        return sniffing.encoding_of(self.path) == "utf-16"

    def _delimited(self) -> tuple[Table, TableFormat] | None:
        said = self.settings.layout or FileLayout()
        encoding = said.encoding or sniffing.encoding_of(self.path)
        delimiter, above = sniffing.delimiter_and_header(
            self.path, encoding, is_area, self._words.is_name
        )
        delimiter = said.delimiter or delimiter
        head = head_of_text(self.path, encoding, delimiter)
        self._find_layout(head, encoding=encoding, delimiter=delimiter)
        rows = self._header_rows(above)
        form = self._format(kind="csv", encoding=encoding, delimiter=delimiter, **rows)
        table = read_delimited(
            self.path,
            self.findings,
            encoding=encoding,
            delimiter=delimiter,
            skip_rows=form.skip_rows,
            header_rows=form.header_rows,
            keep=self._columns.wants,
            figures=self._plain_figures(form),
            named=self._columns.named,
        )
        return (table, form) if table else None

    def _plain_figures(self, form: TableFormat) -> Figures | None:
        """None where a figure may be a sign, such as 9 or -1, and stand for something else."""
        if any(map(str.isdigit, "".join(self.settings.signs))):
            return None
        return Figures(self._columns.is_figure, form.decimal)

    def _excel(self) -> tuple[Table, TableFormat] | None:
        heads = sheet_heads(self.path, HEAD_ROWS, self.findings)
        if heads is None:
            return None
        self.sheets = list(heads)
        sheet = self._chosen_sheet(heads)
        if sheet is None:
            return None
        self.sheet = self.findings.file = sheet
        self._find_layout(shown_head(heads[sheet]))
        above = sniffing.header_row(heads[sheet], is_area, self._words.is_name)
        form = self._format(kind="excel", sheet=sheet, **self._header_rows(above))
        table = read_excel(
            self.path,
            form,
            self.findings,
            self._columns.wants,
            self._columns.is_label,
            self._columns.named,
        )
        return (table, form) if table else None

    def _chosen_sheet(self, heads: dict[str, list[list[Any]]]) -> str | None:
        """The chosen sheet, else the only one with a header we know; asked where there are more."""
        if self.settings.sheet in heads:
            return self.settings.sheet
        fitting = self._sheets_headed(heads, is_area)
        fitting = fitting or self._sheets_headed(heads, self._words.is_name)
        if len(fitting) > 1:
            self.findings.error("upload_which_sheet", sheets=", ".join(fitting))
            self.sheets = fitting
            return None
        return fitting[0] if fitting else next(iter(heads))

    def _sheets_headed(
        self, heads: dict[str, list[list[Any]]], known: sniffing.IsHeading
    ) -> list[str]:
        return [
            name for name, rows in heads.items() if sniffing.header_row(rows, known) is not None
        ]

    def _filled_in(self, table: Table, roles: Roles) -> Table:
        """A row of an addition without a value adds nothing, unless empty cells mean something."""
        addition = self.settings.mode == "patch" and self.settings.signs.get("") == "missing"
        return only_filled_in(table, roles, self.settings.period, addition, self.findings)

    def _format(self, **fields: Any) -> TableFormat:
        point = self.settings.notation == "english"
        return TableFormat(decimal="." if point else ",", thousands="" if point else ".", **fields)

    def _layout(self, table: Table, roles: Roles, form: TableFormat) -> TableLayout | None:
        dated = roles.listed and all(one.period for one in roles.listed)
        if roles.period is None and not self.settings.period and not dated:
            self.findings.error("upload_no_period")
            return None
        values: ValueColumns | None = ValueColumns(columns=roles.measures)
        if roles.item:
            said = self.settings.items
            values = long_values(table, roles, self._words, said, self.findings)
        if values is None:
            return None
        return TableLayout(
            format=form,
            area=AreaRule(key=KeyRule(column=roles.area)),
            period=f"{{{roles.period}}}" if roles.period else self.settings.period,
            values=values,
            signs=with_variants(self.settings.signs),
        )


def _names(table: Table, roles: Roles) -> list[tuple[str, str, int]]:
    """Each pair of code and name once, with the first row it stands in."""
    if roles.name is None:
        return []
    codes, names = table.columns[roles.area], table.columns[roles.name]
    pairs = codes.codes.astype(np.int64) * len(names.texts) + names.codes
    _, first = np.unique(pairs, return_index=True)
    return [
        (
            codes.texts[codes.codes[at]].strip(),
            " ".join(names.texts[names.codes[at]].split())[:200],
            int(table.row_numbers[at]),
        )
        for at in np.sort(first).tolist()
    ]
