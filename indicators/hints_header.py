"""Areas that a file lacks only because their rows stand among the headings."""

from collections.abc import Iterator

from indicators.importing.area_names import plain_name
from indicators.importing.upload_layout import Reading
from indicators.matching import Matched
from spatial_units.importing.findings import Findings


def say_areas_among_headings(reading: Reading | None, matched: Matched, findings: Findings) -> None:
    """One warning with the first such area: its row looks like the others and is not read."""
    found = list(_found(reading, matched)) if reading else []
    if found:
        row, code, name = found[0]
        findings.warning(
            "upload_area_among_headings",
            row,
            count=len(found),
            row_there=row,
            area=f"{code} {name}",
        )


def _found(reading: Reading, matched: Matched) -> Iterator[tuple[int, str, str]]:
    """Row from 1, code and name of each absent area in the rows that are not read."""
    labels = [one.at for one in reading.layout.columns or [] if one.use in ("area", "name")]
    absent = _absent(matched)
    above = reading.head[: reading.layout.header_row - 1 + reading.layout.header_rows]
    for number, row in enumerate(above, 1):
        for text in (row[at].strip() for at in labels if at < len(row)):
            if (text in absent or plain_name(text) in absent) and _has_number(row, labels):
                yield number, *absent.get(text, absent.get(plain_name(text), ("", "")))
                break


def _absent(matched: Matched) -> dict[str, tuple[str, str]]:
    """By code and by plain name: code and name of the areas that the whole file leaves out."""
    found: dict[str, tuple[str, str]] = {}
    for set_id, codes in matched.absent.items():
        areas = matched.lists[set_id]
        names = dict(zip(areas.codes, areas.names, strict=True))
        for code in codes:
            found |= {plain_name(names[code]): (code, names[code]), code: (code, names[code])}
    return found


def _has_number(row: list[str], labels: list[int]) -> bool:
    """Beside what it says of its area; a title that names a district has none."""
    return any(any(map(str.isdigit, text)) for at, text in enumerate(row) if at not in labels)
