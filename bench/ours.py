"""Our side as a browser meets it: what the real web server answers over loopback."""

import gzip
import http.client
import json
import os
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli

from releases.pack_format import Pack, decode

REQUESTS = 60  # of one address in one repeat
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br, zstd"}  # as Chromium sends it
CONFIG = re.compile(r'<script id="map-config"[^>]*>(.*?)</script>', re.DOTALL)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class FirstView:
    """The addresses a first map view asks for (apart from /static/), and their bytes as sent."""

    page: str
    shapes: str
    pack: str
    bytes_of: dict[str, int]

    @property
    def bytes(self) -> int:
        return sum(self.bytes_of.values())


class Server:
    """A kept-alive connection to our web server."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc

    @contextmanager
    def connected(self) -> Iterator[http.client.HTTPConnection]:
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            yield connection

    def get(self, path: str) -> tuple[bytes, str]:
        """Body as sent, and its encoding."""
        with self.connected() as connection:
            return _get(connection, path)

    def seconds(self, path: str, times: int = REQUESTS) -> float:
        """The median over many requests, one after another."""
        taken = []
        with self.connected() as connection:
            for _ in range(times):
                began = time.perf_counter()
                _get(connection, path)
                taken.append(time.perf_counter() - began)
        return statistics.median(taken)

    def first_view(self, region: str, indicator: str) -> FirstView:
        page, html, config = self._map_page(region, indicator)
        (shapes,) = (found["url"] for found in config["shapes"].values())
        pack = config["pack"]["url"]
        sizes = {path: len(self.get(path)[0]) for path in (shapes, pack)}
        return FirstView(page, shapes, pack, {page: len(html)} | sizes)

    def pack(self, region: str, indicator: str) -> tuple[Pack, int]:
        """A pack of the region's default level, and its bytes as sent."""
        body, encoding = self.get(self._map_page(region, indicator)[2]["pack"]["url"])
        assert encoding == "br", f"{indicator} came as {encoding or 'plain'}, not as brotli"
        return decode(body), len(body)

    def _map_page(self, region: str, indicator: str) -> tuple[str, bytes, dict[str, Any]]:
        page = f"/{region}/map/?indicator={indicator}"
        html, encoding = self.get(page)
        return page, html, _config(_plain(html, encoding))


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[bytes, str]:
    connection.request("GET", path, headers=ACCEPTED)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, f"{path} answers {response.status}"
    return body, response.headers.get("Content-Encoding", "")


def _plain(body: bytes, encoding: str) -> str:
    unpack = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
    return unpack[encoding](body).decode()


def _config(html: str) -> dict[str, Any]:
    found = CONFIG.search(html)
    assert found, "the map page carries no map-config"
    return dict(json.loads(found[1]))


def processor_seconds(leader: int) -> float:
    """Processor time a process and all its descendants have used so far, the ended ones too."""
    found = 0
    for process in [leader, *_descendants(leader)]:
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended just now: its parent has its time
        found += sum(int(field) for field in stat.rpartition(")")[2].split()[11:15])
    return found / TICKS


def _descendants(process: int) -> list[int]:
    try:
        tasks = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    children = [int(child) for task in tasks for child in task.split()]
    return children + [found for child in children for found in _descendants(child)]


def parent_of(process: int) -> int | None:
    """None where there is no such process on this machine."""
    stat = Path(f"/proc/{process}/stat")
    return int(stat.read_text().rpartition(")")[2].split()[1]) if stat.exists() else None
