"""The comparisons by their names, in groups that may be run alone."""

from collections.abc import Callable

from bench import busy, uploads
from bench import exports as exporting
from bench.indices import index_lines
from bench.lines import Line, one
from bench.maps import paint, requests, server, wire
from bench.profiles import profile_lines
from bench.region import SHARE, key_of
from bench.subject import Bench

UPLOAD_TIME = 8.0
UPLOAD_MEGABYTES = 300.0
BUSY_TIME = 3.0  # as for many users at once
PREVIEW_SECONDS = 3.0


def profiles(bench: Bench) -> list[Line]:
    """Server time of an area's profile."""
    return profile_lines(bench.site, bench.reform.region)


def exports(bench: Bench) -> list[Line]:
    """A million values as CSV, streamed, against psql."""
    n_areas = max(bench.sizes)
    pack, _bytes = bench.server.pack(key_of(n_areas), SHARE)
    lines, remark = exporting.measured(bench.site, bench.connection, n_areas, pack)
    bench.remarks.append(remark)
    return lines


def upload(bench: Bench) -> list[Line]:
    """A million values from POST to done, with all checks."""
    n_areas = max(bench.sizes)
    found = uploads.measure(bench.site, n_areas)
    name = f"{found.values} values, {n_areas} areas:"
    copy, most = found.seconds["copy"], one(UPLOAD_MEGABYTES)
    lines = [
        Line(f"{name} POST to done, {form}", seconds, copy, "bare \\copy", "s", UPLOAD_TIME)
        for form, seconds in found.seconds.items()
        if form != "copy"
    ]
    return lines + [
        Line(f"{name} memory, {process}", one(megabytes), most, "limit", "MB", 1.0)
        for process, megabytes in found.megabytes.items()
    ]


def busy_desk(bench: Bench) -> list[Line]:
    """Pages while three files are taken over at once, against the same pages with nothing to do."""
    n_areas = max(bench.sizes)
    found = busy.measure(bench.site, n_areas)
    lines = [
        Line(
            f"{page} page while {busy.CLERKS} files are taken over", seconds, found.idle[page],
            "idle", "s", BUSY_TIME,
        )
        for page, seconds in found.busy.items()
    ]  # fmt: skip
    name = f"preview of a sheet of {busy.SHEET_ROWS} rows"
    bench.remarks.append(
        f"{busy.CLERKS} files at once, {found.values} values together: {found.imports:.1f} s"
    )
    return [*lines, Line(name, found.preview, one(PREVIEW_SECONDS), "limit", "s")]


SUITES: dict[str, Callable[[Bench], list[Line]]] = {
    "requests": requests,
    "wire": wire,
    "server": server,
    "paint": paint,
    "exports": exports,
    "profiles": profiles,
    "uploads": upload,
    "busy": busy_desk,
    "indices": index_lines,
}
