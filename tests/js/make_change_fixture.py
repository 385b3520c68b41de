"""Write tests/js/fixtures/change.json: changes as Python reckons them, for JavaScript to agree.

From the root: python -m tests.js.make_change_fixture. A Python test says if it is stale.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from atlas.change import WAYS, Change, difference, earlier_periods, pack_of
from atlas.filtering import Filter, shown_areas, summary
from releases.pack_format import Series
from tests.js.make_pack_fixture import pack

FIXTURE = Path(__file__).parent / "fixtures" / "change.json"
FILTERS = {
    "all": Filter(),
    "range": Filter(least=0.1, most=9.9),
    "only": Filter(only=("03", "05", "99")),
    "within": Filter(within=("bezirk", "1")),
    "nowhere": Filter(within=("bezirk", "9")),
}


def fixture() -> dict[str, Any]:
    made = pack()
    pairs = [(0, 1), (2, 3)]
    rng = np.random.default_rng(2020)
    numbers = [(int(a), int(b)) for a, b in rng.integers(-50, 5000, size=(300, 2))]
    section = made.sections[1]
    return {
        "changes": [
            {
                "since": made.periods[since]["key"],
                "way": way,
                "boundary_set": changed.sections[0].boundary_set,
                "periods": changed.sections[0].periods,
                "areas": _series(changed.sections[0].series),
                "wholes": {whole.level: _series(whole.series) for whole in changed.wholes},
            }
            for since, period in pairs
            for way in WAYS
            for changed in [pack_of(Change(since, way, made), period)]
        ],
        "differences": [[a, b, way, difference(a, b, way)] for a, b in numbers for way in WAYS],
        "earlier": [earlier_periods(made, period) for period in range(len(made.periods))],
        "filters": {
            name: shown_areas(asked, made, section, 0).tolist() for name, asked in FILTERS.items()
        },
        "summaries": [
            {"row": row, "is_count": is_count, "summary": _summary(row, is_count=is_count)}
            for row in ([-3, 7, None, 2], [None, None], [5], [-3, -2], [4, 1, 2, 8])
            for is_count in (True, False)
        ],
    }


def _series(series: Series) -> dict[str, Any]:
    cells = [
        (row, area) for row in range(len(series.values)) for area in range(len(series.values[row]))
    ]
    return {
        "values": series.values,
        "status": [[row, area, series.status_of(row, area)] for row, area in cells],
        "flags": [[row, area, series.flags.get((row, area), 0)] for row, area in cells],
    }


def _summary(row: list[int | None], *, is_count: bool) -> dict[str, Any]:
    found = summary(row, np.ones(len(row), dtype=bool), 0, is_count=is_count)
    return {
        "shown": found.n_shown,
        "all": found.n_all,
        "gaps": found.n_gaps,
        "total": found.total,
        "lowest": found.lowest,
        "median": found.median,
        "highest": found.highest,
    }


def text() -> str:
    return json.dumps(fixture(), ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    FIXTURE.write_text(text(), encoding="utf-8")
