"""Layers, background maps and the search for areas in a real browser."""

import json
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, BrowserPage, OpenPage
from tests.conftest import Site, start_web

MAP = "/demo/map/?indicator=exi_u15&level=stadtteil&period=2024-12-31"


def png(red: int, green: int, blue: int, side: int = 256) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes((red, green, blue)) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


class TileServer(ThreadingHTTPServer):
    """Red tiles at /tiles/z/x/y.png and a green WMS at /wms; `asked` are the paths."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Tiles)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Tiles(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        picture = png(220, 20, 20) if self.path.startswith("/tiles/") else png(20, 160, 20)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(picture)

    def log_message(self, format: str, *args: object) -> None:
        """Not into the tests' output."""


@pytest.fixture(scope="module")
def tiles() -> Iterator[TileServer]:
    server = TileServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def with_basemaps(
    running_site: Site, tiles: TileServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The running site once more, with background maps declared."""
    file: Path = tmp_path_factory.mktemp("basemaps") / "basemaps.json"
    red = {
        "key": "red", "name": {"de": "Rot", "en": "Red"}, "kind": "xyz", "max_zoom": 18,
        "url": f"{tiles.url}/tiles/{{z}}/{{x}}/{{y}}.png", "attribution": "© Rote <Karte>",
    }  # fmt: skip
    green = {
        "key": "green", "name": {"de": "Grün", "en": "Green"}, "kind": "wms", "role": "overlay",
        "url": f"{tiles.url}/wms", "layers": "a,b", "attribution": "© Grünes Amt", "opacity": 50,
    }  # fmt: skip
    file.write_text(json.dumps([red, green]), encoding="utf-8")
    web, address = start_web(running_site.environment | {"BASEMAPS": str(file)}, file.parent)
    yield address
    web.terminate()
    web.wait(timeout=20)


def chunks(picture: bytes, kind: bytes) -> Iterator[bytes]:
    """The contents of all parts of one kind in a PNG."""
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        if picture[at + 4 : at + 8] == kind:
            yield picture[at + 8 : at + 8 + length]
        at += 12 + length


def color_at(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """What is seen at a share of the map's width and height."""
    box = page.locator("#map").bounding_box()
    assert box
    left, top = box["x"] + x * box["width"], box["y"] + y * box["height"]
    picture = page.screenshot(clip={"x": left, "y": top, "width": 1, "height": 1})
    row = zlib.decompress(b"".join(chunks(picture, b"IDAT")))  # its filter, then the pixel
    return row[1], row[2], row[3]


def test_layers_are_switched_on_drawn_keyed_and_listed(
    browser_page: BrowserPage, site: str
) -> None:
    page = browser_page.open(site + MAP)
    page.locator("#layers summary").click()
    page.get_by_label("Kindertagesstätten").check()
    page.get_by_label("Straßenbahn").check()
    expect(page.locator("#legend-layers")).to_contain_text("Elterninitiative")
    expect(page.locator("#legend-layers")).to_contain_text("Linie 2")
    assert "layers=kitas,strassenbahn" in page.url
    page.keyboard.press("Escape")
    page.locator("#area").select_option("0201")
    places = page.locator("#places")
    expect(places.get_by_role("heading", level=2)).to_have_text("Orte und Linien in Lindenau")
    expect(places).to_contain_text("Kindertagesstätten (4)")
    expect(places.locator("li").first).to_contain_text("Plätze:")
    page.go_back()
    expect(places).to_contain_text("Kindertagesstätten: alle 129 als Liste")
    page.go_back()
    expect(page.locator("#legend-layers")).not_to_contain_text("Linie 2")
    assert not browser_page.complaints


def test_a_place_under_the_pointer_tells_itself(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.open(f"{site}{MAP}&layers=kitas")
    expect(page.locator("#legend-layers")).to_contain_text("städtisch")
    search = page.get_by_role("combobox", name="Gebiet suchen")
    search.fill("Hohenbuchen")
    search.press("Enter")
    expect(page.locator("#area-panel h3")).to_have_text("Hohenbuchen")
    box = page.locator("#map").bounding_box()
    assert box
    tip = page.locator("#place-tip")

    def meets_a_place() -> bool:
        for right in range(-180, 181, 12):
            for down in range(-180, 181, 12):
                page.mouse.move(box["x"] + box["width"] / 2 + right,
                                box["y"] + box["height"] / 2 + down)  # fmt: skip
                if tip.is_visible():
                    return True
        return False

    assert meets_a_place()
    expect(tip).to_contain_text("Kita ")
    expect(tip).to_contain_text("Kindertagesstätten: ")
    expect(tip).to_contain_text("Plätze: ")


def test_an_area_is_found_by_keyboard_alone(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.open(site + MAP)
    search = page.get_by_role("combobox", name="Gebiet suchen")
    search.focus()
    page.keyboard.type("grunw")
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#announcer")).to_have_text("Ein Gebiet gefunden.")
    page.keyboard.press("ArrowDown")
    expect(search).to_have_attribute("aria-activedescendant", "area-option-0")
    page.keyboard.press("Enter")
    expect(page.locator("#area-panel h3")).to_have_text("Grünwinkel")
    expect(search).to_have_attribute("aria-expanded", "false")
    expect(search).to_have_value("Grünwinkel")
    assert "area=0602" in page.url
    search.fill("Lind")
    page.keyboard.press("Escape")
    expect(page.locator("#area-options")).to_be_hidden()
    expect(page.locator("#area-panel h3")).to_have_text("Grünwinkel")


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_labels_of_the_slider_do_not_overlap(
    new_page: OpenPage, site: str, size: tuple[int, int]
) -> None:
    page = new_page(size).open(site + MAP)
    boxes = page.locator(".timeline__tick").evaluate_all(
        "all => all.filter((one) => one.textContent).map((one) => one.getBoundingClientRect())"
        ".map(({ left, right }) => [left, right])"
    )
    assert len(boxes) >= 2
    assert all(later[0] > earlier[1] for earlier, later in pairwise(boxes))
    texts = page.locator(".timeline__tick").all_inner_texts()
    assert (texts[0], texts[-1]) == ("2013", "2024")


def test_without_background_maps_nobody_else_is_asked(browser_page: BrowserPage, site: str) -> None:
    page = browser_page.open(f"{site}{MAP}&layers=kitas,beratung,strassenbahn&base=red")
    expect(page.locator("#legend-layers")).to_contain_text("Schuldnerberatung")
    assert browser_page.hosts == {site.removeprefix("http://")}
    assert page.locator("[name=base]").count() == 0


def test_the_background_shines_through_and_names_its_owner(
    browser_page: BrowserPage, with_basemaps: str, tiles: TileServer
) -> None:
    page = browser_page.open(with_basemaps + MAP)
    assert tiles.asked == []  # on only when the reader says so
    before = color_at(page, 0.5, 0.97)
    page.locator("#layers summary").click()
    page.get_by_label("Rot", exact=True).check()
    expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("© Rote <Karte>")
    red = wait_for_color(page, lambda color: color[0] > 180 and color[1] < 60, 0.5, 0.97)
    assert red != before
    assert "base=red" in page.url
    page.get_by_role("checkbox", name="Grün").check()
    mixed = wait_for_color(page, lambda color: color[0] < 150 and color[1] > 60, 0.5, 0.97)
    assert mixed != red
    assert any("CRS=EPSG%3A3857" in path and "BBOX=" in path for path in tiles.asked)
    page.get_by_label("Kein Hintergrund").check()
    expect(page.locator(".maplibregl-ctrl-attrib")).not_to_contain_text("Rote")
    assert "overlays=green" in page.url
    assert "base=" not in page.url
    assert not browser_page.complaints


def wait_for_color(
    page: Page, is_right: Callable[[tuple[int, int, int]], bool], x: float, y: float
) -> tuple[int, int, int]:
    """The colour at a place, as soon as it is as wished; tiles come when they come."""
    for _ in range(200):
        found = color_at(page, x, y)
        if is_right(found):
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"the map stays {found}")


def test_the_policy_lets_in_the_declared_server_alone(
    with_basemaps: str, site: str, tiles: TileServer, new_page: OpenPage
) -> None:
    asked = new_page().page.goto(with_basemaps + MAP)
    assert asked
    assert tiles.url in asked.headers["content-security-policy"]
    plain = new_page().page.goto(site + MAP)
    assert plain
    assert "http://" not in plain.headers["content-security-policy"]


def test_print_and_still_map_name_the_background(with_basemaps: str, new_page: OpenPage) -> None:
    opened = new_page()
    page = opened.open(f"{with_basemaps}{MAP}&layers=kitas&base=red:60")
    expect(page.locator("#print-ground")).to_contain_text("Rot: © Rote <Karte>")
    expect(page.locator("#print-ground")).to_contain_text("Kindertagesstätten: ")
    still = page.request.get(f"{with_basemaps}/demo/map.svg?base=red").text()
    assert "Die Hintergrundkarte „Rot“ (© Rote &lt;Karte&gt;) ist in diesem Bild" in still
