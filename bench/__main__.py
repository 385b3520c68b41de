"""`script/bench [--json FILE] [--only NAME] [--quick]`: ours beside the others, as ratios.

Expects the variables of .env.example (script/bench sees to them). Ends with 1 where a goal was
missed; see docs/performance.md.
"""

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.browser import chromium_path
from bench.city import make_city, make_figures
from bench.lines import Line, as_json, table
from bench.maps import LARGE, SMALL
from bench.measuring import REPEATS, load
from bench.region import key_of, write_region
from bench.site import ROOT, Site, Source, empty_database, running_site
from bench.subject import BERLIN, DEMO, Bench
from bench.suites import SUITES

DATES = 12
SEED = 2026
NEEDS_BROWSER = {"requests", "paint"}


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    suites: tuple[str, ...]
    sizes: tuple[int, ...]
    has_berlin: bool


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is put away
    options = _options()
    wish = _wish(options)
    began, before = time.monotonic(), load()
    with (
        tempfile.TemporaryDirectory(prefix="sozialmonitor-bench-") as directory,
        empty_database() as database_url,
        running_site(database_url, _sources(wish, Path(directory))) as site,
    ):
        facts = _machine(site) | {"load_before": before}
        bench = Bench(site, wish.sizes, BERLIN if wish.has_berlin else DEMO)
        lines = _run(bench, wish)
        bench.close()
    facts |= {"load_after": load(), "seconds": round(time.monotonic() - began)}
    _show(lines, bench.remarks, facts)
    if options.json:
        options.json.write_text(json.dumps(_document(lines, bench.remarks, facts), indent=1))
    return 0 if all(line.is_met is not False for line in lines) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything there")
    parser.add_argument(
        "--only", choices=SUITES, metavar="NAME", help=f"one of {', '.join(SUITES)}"
    )
    parser.add_argument(
        "--quick", action="store_true", help="542 areas and the demo only: less than two minutes"
    )
    return parser.parse_args()


def _wish(options: argparse.Namespace) -> Wish:
    suites = (options.only,) if options.only else tuple(SUITES)
    if chromium_path() is None:
        left_out = [name for name in suites if name in NEEDS_BROWSER]
        print(
            f"No Chromium here (CHROMIUM names one): left out {', '.join(left_out) or 'nothing'}."
        )
        suites = tuple(name for name in suites if name not in NEEDS_BROWSER)
    wants_reform = bool({"requests", "wire", "profiles"} & set(suites))
    has_berlin = wants_reform and not options.quick and _shared_data().is_dir()
    if "requests" in suites and not has_berlin:
        print("The reform is the demo's, not Berlin's (--quick, or no ../shared/data).")
    if options.quick:
        print("Quick: the goals set at 5,000 areas are not judged.")
    return Wish(suites, (SMALL,) if options.quick else (SMALL, LARGE), has_berlin)


def _shared_data() -> Path:
    return Path(os.environ.get("SHARED_DATA") or ROOT / "../shared/data").resolve()


def _sources(wish: Wish, directory: Path) -> list[Source]:
    """The regions to load; the longest first."""
    found = []
    if set(wish.suites) - {"requests"}:
        for n_areas in sorted(wish.sizes, reverse=True):
            print(f"Making a city of {n_areas} areas …", flush=True)
            files = directory / str(n_areas)
            files.mkdir()
            city = make_city(n_areas, SEED)
            region_file = write_region(city, make_figures(city, DATES, SEED), files)
            found.append(Source(key_of(n_areas), region_file, files))
    if wish.has_berlin:
        found.append(Source("berlin", ROOT / "fixtures/regions/berlin.yaml", _shared_data()))
    elif {"requests", "profiles"} & set(wish.suites):
        demo = ROOT / "fixtures/demo"
        found.append(Source("demo", demo / "region.yaml", demo))
    return found


def _run(bench: Bench, wish: Wish) -> list[Line]:
    lines = []
    for name in wish.suites:
        began = time.monotonic()
        print(f"Measuring: {name} …", flush=True)
        lines += SUITES[name](bench)
        print(f"  {time.monotonic() - began:.0f} s, load {load()}", flush=True)
    return lines


def _machine(site: Site) -> dict[str, Any]:
    with psycopg.connect(site.database_url) as connection:
        (postgis,) = connection.execute("SELECT postgis_lib_version()").fetchone()
        version = connection.info.server_version
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "postgresql": f"{version // 10000}.{version % 10000}",
        "postgis": postgis,
        "repeats": REPEATS,
        "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }


def _show(lines: Sequence[Line], remarks: Sequence[str], facts: dict[str, Any]) -> None:
    print(f"\n{table(lines)}\n")
    print("\n".join(remarks))
    print(
        f"{facts['cores']} cores, load {facts['load_before']} before and {facts['load_after']}"
        f" after, PostgreSQL {facts['postgresql']}, PostGIS {facts['postgis']}, medians of"
        f" {facts['repeats']} repeats in turn, {facts['seconds']} s in all."
    )
    missed = [line for line in lines if line.is_met is False]
    judged = [line for line in lines if line.is_met is not None]
    print(f"{len(judged) - len(missed)} of {len(judged)} goals met.")


def _document(
    lines: Sequence[Line], remarks: Sequence[str], facts: dict[str, Any]
) -> dict[str, Any]:
    return {
        "machine": facts,
        "ok": all(line.is_met is not False for line in lines),
        "lines": [as_json(line) for line in lines],
        "remarks": list(remarks),
    }


if __name__ == "__main__":
    raise SystemExit(main())
