"""From click to painted, in a real Chromium: our map, and a layer that is built anew."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

HERE = Path(__file__).parent
LEAFLET = HERE.parent / "node_modules/leaflet/dist"
VIEWPORT = {"width": 1440, "height": 900}
PATIENCE = 180_000  # ms
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Until = Literal["drawn", "pixels"]  # watch.js says what they mean
RIVAL = "http://rebuilt.invalid"  # answered by the harness, no such host is asked


def chromium_path() -> str | None:
    """None: no Chromium, or it is to be left out."""
    if os.environ.get("SOZIALMONITOR_NO_BROWSER"):
        return None
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Traffic:
    """What a page asked the network for since it was last cleared."""

    requests: list[Request]

    @classmethod
    def of(cls, page: Page) -> "Traffic":
        traffic = cls([])
        page.on("request", traffic._note)
        return traffic

    def _note(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.requests.append(request)


class OurMap:
    """The real map page; dates are switched by the real buttons beside the slider."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page = browser.new_context(viewport=VIEWPORT).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.add_init_script(path=HERE / "watch.js")
        self.traffic = Traffic.of(self.page)
        self.page.goto(url)
        self.page.wait_for_function("() => document.documentElement.matches('.is-complete')")
        self.page.wait_for_timeout(1000)
        self.direction = "earlier"
        self.frames_needed = 1

    def settle(self) -> None:
        """Find out which frame after a click is the finished picture."""
        for _ in range(3):
            frames = self._switch("hash")
            final = [frame["hash"] for frame in frames].index(frames[-1]["hash"]) + 1
            self.frames_needed = max(self.frames_needed, final)

    def switch(self, until: Until) -> float:
        """One click on "earlier" or "later"; seconds until the finished frame."""
        frames = self._switch(until)
        return frames[min(self.frames_needed, len(frames)) - 1]["at"] / 1000

    def _switch(self, until: str) -> list[dict[str, float]]:
        self.page.bring_to_front()
        button = self.page.locator(f".step--{self.direction}")
        if button.get_attribute("aria-disabled") == "true":
            self.direction = "later" if self.direction == "earlier" else "earlier"
            button = self.page.locator(f".step--{self.direction}")
        button.hover()
        self.page.wait_for_timeout(100)
        self.page.evaluate("() => benchWatch.drain()")
        self.page.evaluate("until => { benchWatch.done = benchWatch.frameTimes(until) }", until)
        button.click()
        return self.page.evaluate("() => benchWatch.done")

    @property
    def period(self) -> str:
        return self.page.locator("#period").input_value()


class RebuiltLayer:
    """Leaflet with the same areas and values in memory: remove the layer, build it anew."""

    def __init__(self, browser: Browser, given: str, renderer: str) -> None:
        self.page = browser.new_context(viewport=VIEWPORT).new_page()
        self.page.set_default_timeout(PATIENCE)
        _serve(self.page.context, given)
        self.page.goto(f"{RIVAL}/rebuilt_layer.html?renderer={renderer}")
        self.page.evaluate("() => ready")

    def switch(self, until: Until) -> float:
        self.page.bring_to_front()
        self.page.locator("#later").hover()
        self.page.wait_for_timeout(100)
        self.page.evaluate("until => { window.promised = nextSwitch(until) }", until)
        self.page.locator("#later").click()
        return self.page.evaluate("() => promised") / 1000


def _serve(context: BrowserContext, given: str) -> None:
    files = {
        "/rebuilt_layer.html": HERE / "rebuilt_layer.html",
        "/leaflet.js": LEAFLET / "leaflet.js",
        "/leaflet.css": LEAFLET / "leaflet.css",
    }

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(RIVAL).partition("?")[0]
        if path in files:
            route.fulfill(path=files[path])
        elif path == "/given.json":
            route.fulfill(body=given, content_type="application/json")
        else:
            route.fulfill(status=404)

    context.route("**/*", answer)


def rebuilt_layer_json(geojson: bytes, dates: list[str], breaks: list[float]) -> str:
    """What the rival's page gets: KomMonitor's own answer, the date columns, the breaks."""
    return json.dumps({"areas": json.loads(geojson), "dates": dates, "breaks": breaks})
