"""What the comparisons share: a running site, its made-up cities, a reform to walk through."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import psycopg

from bench.folium_page import folium_page
from bench.kommonitor import Answer, KomMonitor
from bench.ours import FirstView, Server
from bench.plain_json import rows_of
from bench.region import SHARE, key_of
from bench.site import Site


@dataclass
class Bench:
    """A running site with made-up cities, and what the comparisons share."""

    site: Site
    sizes: Sequence[int]
    reform: "Reform"
    remarks: list[str] = field(default_factory=list)
    _cities: dict[int, "MeasuredCity"] = field(default_factory=dict)

    @cached_property
    def server(self) -> Server:
        return Server(self.site.address)

    @cached_property
    def connection(self) -> psycopg.Connection:
        return psycopg.connect(self.site.database_url, autocommit=True)

    def close(self) -> None:
        self.connection.close()

    def city(self, n_areas: int) -> "MeasuredCity":
        if n_areas not in self._cities:
            self._cities[n_areas] = MeasuredCity(self.server, self.connection, n_areas)
        return self._cities[n_areas]


@dataclass(frozen=True)
class Reform:
    """A map to walk through by date across a change of the boundaries."""

    region: str
    address: str
    first: str
    last: str
    indicators: tuple[str, ...]  # packs of real cities to weigh beside the made-up ones


class MeasuredCity:
    """One made-up city on both sides."""

    def __init__(self, server: Server, connection: psycopg.Connection, n_areas: int) -> None:
        self.n_areas = n_areas
        self.view: FirstView = server.first_view(key_of(n_areas), SHARE)
        self.pack, self.pack_bytes = server.pack(key_of(n_areas), SHARE)
        self.kommonitor = KomMonitor(connection, n_areas, self.pack)

    def folium(self) -> Answer:
        (section,) = self.pack.sections
        newest = rows_of(section, self.pack.decimals)[-1]
        return folium_page(
            self.kommonitor.areas(), dict(zip(section.areas, newest, strict=True)), "Anteil in %"
        )


BERLIN = Reform(
    "berlin",
    "/berlin/map/?indicator=dem_u18&level=planungsraum&period=2018-12-31",
    "2018-12-31",
    "2021-12-31",
    ("dem_u18", "dem_pop"),
)
DEMO = Reform(
    "demo",
    "/demo/map/?indicator=dem_u18&level=stadtteil&period=2019-12-31",
    "2019-12-31",
    "2020-12-31",
    (),
)
