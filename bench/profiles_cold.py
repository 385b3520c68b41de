"""A process that asks for profiles nobody asked for before; bench/profiles.py starts it.

`python -m bench.profiles_cold REGION LEVEL COUNT` prints JSON: seconds and processor seconds of
COUNT profiles of as many areas, the first of them the first since the start; seconds of decoding
the same packs whole; and how many indicators the level has.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial

from django.test import Client

import sozialmonitor.wsgi  # loads what a web server loads
from atlas import queries, queries_areas

Seconds = tuple[float, float]  # by the clock on the wall, and of the processor


def main() -> None:
    region, level, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    client = Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip"})
    client.get("/")  # a page that has nothing to do with profiles
    pages = [f"/{region}/areas/{level}/{code}/" for code in _codes(region, level)]
    chosen = pages[:: max(1, len(pages) // count)][:count]
    profiles = [_cold(partial(_profile, client, page)) for page in chosen]
    packs = [_cold(partial(_decode, region, level)) for _ in chosen]
    found = {
        "profile": [wall for wall, _processor in profiles],
        "processor": [processor for _wall, processor in profiles],
        "packs": [wall for wall, _processor in packs],
        "count": len(_entries(region, level)),
    }
    print(json.dumps(found))


def _codes(region: str, level: str) -> list[str]:
    found = queries.region(region)
    assert found is not None, f"{region} is not loaded"
    newest = queries_areas.boundary_sets(found, level, None)[-1]
    return [row["area"] for row in queries_areas.area_rows(newest)]


def _entries(region: str, level: str) -> list[queries.Entry]:
    found = queries.region(region)
    assert found is not None
    return [entry for entry in queries.catalogue(found) if entry.level == level]


def _cold(work: Callable[[], object]) -> Seconds:
    """How long it takes when catalogue entries and packs were never read."""
    queries._cards.clear()
    queries._content.cache_clear()
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _profile(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200, f"{page}: {answer.status_code}"


def _decode(region: str, level: str) -> None:
    for entry in _entries(region, level):
        assert queries.pack(entry) is not None, f"{entry.indicator} was withdrawn"


if __name__ == "__main__":
    assert sozialmonitor.wsgi.application
    main()
