"""The comparisons of maps: bytes on the wire, server time, painting, requests."""

import time
from collections.abc import Callable

from bench import browser as browsing
from bench.folium_page import libraries_of
from bench.lines import Line, one
from bench.measuring import interleaved
from bench.ours import REQUESTS, parent_of, processor_seconds
from bench.plain_json import best_plain, cells
from bench.region import COUNT, SHARE, key_of
from bench.subject import Bench, MeasuredCity

BYTES_PER_CELL = 2.5
FIRST_VIEW = 1 / 12
SERVER_TIME = 1 / 500
PAINTED_SECONDS = 0.050
LARGE = 5_000  # the goals for the first view and for the server are set at this size
SMALL = 542  # the goal for painting is set at this size


def wire(bench: Bench) -> list[Line]:
    """Bytes of packs and first views."""
    lines = []
    for n_areas in bench.sizes:
        city = bench.city(n_areas)
        for indicator, word in ((SHARE, "share"), (COUNT, "count")):
            what = f"{n_areas} areas: pack, {word}"
            lines += _pack_lines(bench, key_of(n_areas), indicator, what)
        lines += _view_lines(bench, city)
    for indicator in bench.reform.indicators:
        what = f"{bench.reform.region}: pack, {indicator}"
        lines += _pack_lines(bench, bench.reform.region, indicator, what)
    return lines


def _pack_lines(bench: Bench, region: str, indicator: str, what: str) -> list[Line]:
    """A pack of several dates against the limit and against plain JSON."""
    pack, ours = bench.server.pack(region, indicator)
    per_cell = one(ours / cells(pack))
    limit = one(BYTES_PER_CELL)
    return [
        Line(f"{what}, bytes per area and date", per_cell, limit, "limit", "B/cell", 1.0),
        Line(f"{what}, bytes", one(ours), one(best_plain(pack)), "plain JSON", "B", 1.0),
    ]


def _view_lines(bench: Bench, city: MeasuredCity) -> list[Line]:
    pack, view = one(city.pack_bytes), one(city.view.bytes)
    goal = FIRST_VIEW if city.n_areas == LARGE else None
    with_geometry = one(len(city.kommonitor.with_geometry().body))
    without = one(len(city.kommonitor.without_geometry().body))
    page = city.folium()
    name = f"{city.n_areas} areas:"
    parts = zip(("HTML", "shapes", "pack"), city.view.bytes_of.values(), strict=True)
    said = ", ".join(f"{part} {size / 1000:.1f} kB" for part, size in parts)
    bench.remarks.append(f"{name} our first view is {said}.")
    if city.n_areas == max(bench.sizes):
        bench.remarks.append(_folium_libraries(libraries_of(page)))
    return [
        Line(f"{name} bytes for all date switches", pack, with_geometry, "KomMonitor, one", "B"),
        Line(f"{name} bytes for all date switches", pack, without, "… without geometry", "B"),
        Line(f"{name} first view, bytes", view, with_geometry, "KomMonitor", "B", goal),
        Line(f"{name} first view, bytes", view, one(len(page.body)), "folium", "B", goal),
    ]


def _folium_libraries(addresses: list[str]) -> str:
    leaflet = sum(
        (browsing.LEAFLET / part).stat().st_size for part in ("leaflet.js", "leaflet.css")
    )
    return (
        f"folium's page fetches {len(addresses)} libraries from other hosts, not counted above"
        f" (Leaflet alone: {leaflet / 1000:.0f} kB uncompressed)."
    )


def server(bench: Bench) -> list[Line]:
    """How long the server is busy."""
    lines = []
    for n_areas in bench.sizes:
        city = bench.city(n_areas)
        lines += _server_lines(bench, city)
    return lines


def _server_lines(bench: Bench, city: MeasuredCity) -> list[Line]:
    view, ask = city.view, bench.server.seconds
    clock = _clock(bench)
    found = interleaved(
        {
            "pack": lambda: ask(view.pack),
            "view": lambda: sum(ask(path, 5) for path in (view.page, view.shapes, view.pack)),
            "pack, processor": lambda: _spent(clock, lambda: ask(view.pack), 3) / (3 * REQUESTS),
            "KomMonitor": lambda: city.kommonitor.with_geometry().seconds,
            "KomMonitor, no geometry": lambda: city.kommonitor.without_geometry().seconds,
            "KomMonitor, processor": lambda: _spent(clock, city.kommonitor.with_geometry),
        }
    )
    folium = interleaved({"folium": lambda: city.folium().seconds}, 3)["folium"]
    goal = SERVER_TIME if city.n_areas == LARGE else None
    name = f"{city.n_areas} areas:"
    pack, bare, whole = found["pack"], found["KomMonitor, no geometry"], found["KomMonitor"]
    processor = found["KomMonitor, processor"]
    return [
        Line(f"{name} pack, server time", pack, whole, "KomMonitor", "s", goal),
        Line(f"{name} pack, server time", pack, bare, "… without geometry", "s"),
        Line(f"{name} pack, processor", found["pack, processor"], processor, "KomMonitor", "s"),
        Line(f"{name} first view, server time", found["view"], whole, "KomMonitor", "s"),
        Line(f"{name} first view, server time", found["view"], folium, "folium", "s"),
    ]


def _clock(bench: Bench) -> Callable[[], float]:
    """Processor seconds of our web server, of this process, and of the database if it is here."""
    postmaster = parent_of(bench.connection.info.backend_pid)
    leaders = [bench.site.web] + ([postmaster] if postmaster else [])
    return lambda: time.process_time() + sum(processor_seconds(leader) for leader in leaders)


def _spent(clock: Callable[[], float], work: Callable[[], object], times: int = 1) -> float:
    before = clock()
    for _ in range(times):
        work()
    return clock() - before


def paint(bench: Bench) -> list[Line]:
    """From click to painted."""
    lines = []
    with browsing.chromium() as chromium:
        for n_areas in bench.sizes:
            lines += _paint_lines(bench, bench.city(n_areas), chromium)
    return lines


def _paint_lines(bench: Bench, city: MeasuredCity, chromium: browsing.Browser) -> list[Line]:
    ours = browsing.OurMap(chromium, bench.site.address + city.view.page)
    _remark_on_libraries(bench, city, ours)
    ours.settle()
    given = browsing.rebuilt_layer_json(
        city.kommonitor.with_geometry().plain,
        [f"DATE_{period['key']}" for period in city.pack.periods],
        city.pack.classification["breaks"],
    )
    rivals = {kind: browsing.RebuiltLayer(chromium, given, kind) for kind in ("canvas", "svg")}
    found = interleaved(
        {
            "ours, drawn": lambda: ours.switch("drawn"),
            "canvas, drawn": lambda: rivals["canvas"].switch("drawn"),
            "SVG, drawn": lambda: rivals["svg"].switch("drawn"),
            "ours, pixels": lambda: ours.switch("pixels"),
            "canvas, pixels": lambda: rivals["canvas"].switch("pixels"),
        }
    )
    for page in (ours.page, *(rival.page for rival in rivals.values())):
        page.context.close()
    drawn = f"{city.n_areas} areas: date switch, click to drawn"
    pixels = f"{city.n_areas} areas: date switch, click to pixels"
    limit = one(PAINTED_SECONDS)
    goal = 1.0 if city.n_areas == SMALL else None
    our_drawn, our_pixels = found["ours, drawn"], found["ours, pixels"]
    return [
        Line(drawn, our_drawn, limit, "limit", "s", goal),
        Line(drawn, our_drawn, found["canvas, drawn"], "layer rebuilt, canvas", "s"),
        Line(drawn, our_drawn, found["SVG, drawn"], "layer rebuilt, SVG", "s"),
        Line(pixels, our_pixels, limit, "limit", "s"),
        Line(pixels, our_pixels, found["canvas, pixels"], "layer rebuilt, canvas", "s"),
    ]


def _remark_on_libraries(bench: Bench, city: MeasuredCity, ours: browsing.OurMap) -> None:
    if city.n_areas == bench.sizes[0]:
        sizes = [
            request.sizes()["responseBodySize"]
            for request in ours.traffic.requests
            if "/static/" in request.url and request.response()
        ]
        bench.remarks.append(
            f"Our libraries, styles, fonts and scripts: {len(sizes)} files,"
            f" {sum(size for size in sizes if size > 0) / 1000:.0f} kB as sent, once per release;"
            " not counted above."
        )


def requests(bench: Bench) -> list[Line]:
    """What a switch of the date asks the network for, across a reform."""
    reform = bench.reform
    with browsing.chromium() as chromium:
        ours = browsing.OurMap(chromium, bench.site.address + reform.address)
        assert ours.period == reform.first, f"the map shows {ours.period}, not {reform.first}"
        ours.direction = "later"
        ours.traffic.requests.clear()
        switches = 0
        while ours.period < reform.last:
            ours.switch("drawn")
            switches += 1
        asked = [request.url for request in ours.traffic.requests]
    name = f"{reform.region}, {reform.first[:4]} → {reform.last[:4]}"
    bench.remarks.append(
        f"{name}: {switches} switches, {len(asked)} requests: {', '.join(asked) or 'none'}."
    )
    return [
        Line(
            f"{name}: requests of date switches",
            one(len(asked)),
            one(switches),
            "KomMonitor",
            "requests",
            0.0,
        )
    ]
