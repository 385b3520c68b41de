"""Read records from nested JSON, by a way such as `data/{year}/{item}/*`."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from indicators.importing.layout import TableFormat
from spatial_units.importing.encodings import decode
from spatial_units.importing.file_kinds import MAX_BYTES, kind_of
from spatial_units.importing.findings import Findings, some
from spatial_units.importing.json_depth import too_deep
from spatial_units.importing.tabular import ColumnBuilder, Table

MAX_DEPTH = 40

Record = dict[str, Any]


def read_json(
    path: Path, form: TableFormat, findings: Findings, keep: Callable[[str], bool]
) -> Table | None:
    """One row per record; what stands in braces in the way becomes a column.

    A text that looks like a number stays a text, a number stays exact. Records are counted
    from 1, as JSON has no rows.
    """
    top = _parsed(path, form, findings)
    if top is None:
        return None
    steps = [step for step in (form.records or "").split("/") if step]
    records = list(_records(top[0], steps, {}, "", findings))
    if findings.failed:
        return None
    if not records:
        findings.error("records_not_found", path=str(form.records), step="*")
        return None
    header = list(dict.fromkeys(key for record in records for key in record))
    columns = {}
    for key in filter(keep, header):
        builder = ColumnBuilder()
        builder.extend(record.get(key) for record in records)
        columns[key] = builder.build()
    return Table(header, columns, np.arange(1, len(records) + 1, dtype=np.int32))


def _parsed(path: Path, form: TableFormat, findings: Findings) -> tuple[Any] | None:
    if path.stat().st_size > MAX_BYTES:
        findings.error("file_too_large", megabytes=MAX_BYTES // 1024**2)
        return None
    content = path.read_bytes()
    kind = kind_of(content[:4096])
    if kind == "empty":
        findings.error("file_empty")
        return None
    if kind not in ("json", "text"):
        findings.error("not_what_it_says", expected="JSON", found=kind.upper())
        return None
    if too_deep(content, MAX_DEPTH):
        findings.error("nested_too_deep", limit=MAX_DEPTH)
        return None
    text = decode(content, form.encoding, findings)
    if text is None:
        return None
    try:
        return (json.loads(text, parse_constant=_refuse),)
    except ValueError as reason:
        row = getattr(reason, "lineno", None)
        findings.error("json_damaged", row=row, reason=str(reason)[:120])
        return None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _records(
    node: Any, steps: list[str], known: dict[str, str], walked: str, findings: Findings
) -> Iterator[Record]:
    """All records below a node, with what the braces took on the way."""
    if not steps:
        yield from _record(node, known, walked, findings)
        return
    step, rest = steps[0], steps[1:]
    captured = step[1:-1] if step.startswith("{") and step.endswith("}") else None
    if isinstance(node, dict) and (step == "*" or captured is not None):
        for key, inner in node.items():
            further = known if captured is None else {**known, captured: str(key)}
            yield from _records(inner, rest, further, f"{walked}/{key}", findings)
    elif isinstance(node, list) and step == "*":
        for position, inner in enumerate(node):
            yield from _records(inner, rest, known, f"{walked}/{position}", findings)
    elif isinstance(node, dict) and step in node:
        yield from _records(node[step], rest, known, f"{walked}/{step}", findings)
    else:
        offered = some(list(node)) if isinstance(node, dict) else type(node).__name__
        findings.error("records_not_found", path=walked or "/", step=step, offered=offered)


def _record(node: Any, known: dict[str, str], walked: str, findings: Findings) -> Iterator[Record]:
    if not isinstance(node, dict):
        findings.error("record_is_no_object", path=walked, found=type(node).__name__)
        return
    nested = [key for key, value in node.items() if isinstance(value, dict | list)]
    yield {**known, **{key: value for key, value in node.items() if key not in nested}}
