"""Rival (ii): a page as geopandas and folium make it, one choropleth of one date."""

import gzip
import re
import time
from collections.abc import Sequence

import folium
import geopandas
import shapely

from bench.kommonitor import Answer

LIBRARY = re.compile(r'(?:src|href)="(https?://[^"]+\.(?:js|css))"')


def folium_page(
    areas: Sequence[tuple[str, str, bytes]], values: dict[str, float | None], title: str
) -> Answer:
    """Build the page from rows of code, name and WKB; values by code."""
    began = time.perf_counter()
    frame = geopandas.GeoDataFrame(
        {
            "code": [code for code, _, _ in areas],
            "name": [name for _, name, _ in areas],
            "value": [values[code] for code, _, _ in areas],
        },
        geometry=shapely.from_wkb([wkb for _, _, wkb in areas]),
        crs=4326,
    )
    west, south, east, north = frame.total_bounds
    page = folium.Map(location=[(south + north) / 2, (west + east) / 2], tiles=None)
    folium.Choropleth(
        geo_data=frame,
        data=frame,
        columns=["code", "value"],
        key_on="feature.properties.code",
        fill_color="Blues",
        legend_name=title,
    ).add_to(page)
    html = page.get_root().render()
    seconds = time.perf_counter() - began
    return Answer(seconds, gzip.compress(html.encode(), compresslevel=6))


def libraries_of(page: Answer) -> list[str]:
    """Addresses of scripts and styles the page fetches from other hosts."""
    return LIBRARY.findall(gzip.decompress(page.body).decode())
