"""Write tests/js/fixtures/pack.json: a pack as Python encodes it, beside its plain numbers.

From the root: python -m tests.js.make_pack_fixture. A Python test says if it is stale.
"""

import json
from pathlib import Path
from typing import Any

import brotli

from releases.pack_format import Pack, Section, Series, Whole, encode

FIXTURE = Path(__file__).parent / "fixtures" / "pack.json"


def pack() -> Pack:
    """Two boundary sets: Nord and Süd stay, Mitte is split into two."""
    years = [2019, 2020, 2021, 2022]
    return Pack(
        region="demo",
        level="stadtteil",
        audience="public",
        card={"decimals": 1, "kind": "share", "name": {"de": "Quote", "en": "Rate"}},
        periods=[
            {
                "key": f"{year}-12-31",
                "kind": "day",
                "start": f"{year}-12-31",
                "end": f"{year}-12-31",
            }
            for year in years
        ],
        sections=[
            Section(
                boundary_set="alt",
                name={"de": "bis 2020", "en": "until 2020"},
                valid=("2019-01-01", "2020-12-31"),
                shapes="a",
                areas=["01", "02", "03"],
                periods=[0, 1],
                series=Series(
                    values=[[50, None, -7], [55, 120, None]],
                    status={(0, 1): "Q"},
                    flags={(1, 0): 1},
                ),
                deliveries=["x", "x"],
                parents={"bezirk": [0, 0, 1]},
            ),
            Section(
                boundary_set="neu",
                name={"de": "seit 2021", "en": "since 2021"},
                valid=("2021-01-01", None),
                shapes="b",
                areas=["01", "03", "04", "05"],
                periods=[2, 3],
                series=Series(
                    values=[[60, 0, None, 99], [None, 3, 101, 100]],
                    status={(0, 2): "L", (1, 0): "Q"},
                ),
                deliveries=["y", "y"],
                before_set="alt",
                before=[0, 2, None, None],
                parents={"bezirk": [0, 1, 0, 0]},
            ),
        ],
        wholes=[
            Whole(
                "bezirk",
                ["1", "2"],
                ["West", "Ost"],
                Series([[40, 41], [42, 43], [44, 45], [46, 47]]),
            ),
            Whole("stadt", ["0"], ["Musterstadt"], Series([[50], [51], [None], [53]])),
        ],
        classification={},
    )


def fixture() -> dict[str, Any]:
    made = pack()
    return {
        "wire": json.loads(brotli.decompress(encode(made))),
        "plain": {section.boundary_set: section.series.values for section in made.sections}
        | {whole.level: whole.series.values for whole in made.wholes},
    }


def text() -> str:
    return json.dumps(fixture(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FIXTURE.parent.mkdir(exist_ok=True)
    FIXTURE.write_text(text(), encoding="utf-8")
