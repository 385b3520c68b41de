"""A headless Chromium that notes what its page says and asks for."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # ms; other tests share the machine
PUBLISHED = 240_000  # ms; and other releases the worker
DESKTOP = (1440, 900)
PHONE = (390, 844)
HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test that fails runs once more, and pytest's summary names it (RERUN).

    Frames, timers and two busy cores make one run in thousands go otherwise; what is truly
    broken fails twice.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@dataclass
class BrowserPage:
    """A page, with its console's complaints and its requests since the last `forget`."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def forget(self) -> None:
        self.requests.clear()

    def open(self, url: str) -> Page:
        """Open a map page and wait until it is drawn and has all it needs."""
        self.page.goto(url)
        self.page.wait_for_selector("html.is-complete", state="attached")
        return self.page

    def note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"warning", "error"} and "GPU stall" not in message.text:
            self.complaints.append(message.text)

    def note_request(self, request: Request) -> None:
        if request.url.startswith(("http", "ws")):
            self.requests.append(request.url)
            self.hosts.add(urlsplit(request.url).netloc)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if os.environ.get("SOZIALMONITOR_NO_BROWSER"):
        pytest.skip("left out: SOZIALMONITOR_NO_BROWSER is set, so no browser test runs")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is not installed; script/test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., BrowserPage]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open pages of a given size, with or without script; all are closed afterwards."""
    contexts = []

    def opened(size: tuple[int, int] = DESKTOP, *, script: bool = True) -> BrowserPage:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=script,
            locale="de-DE",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        found = BrowserPage(context.new_page())
        found.page.on("console", found.note_message)
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("request", found.note_request)
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def browser_page(new_page: OpenPage) -> BrowserPage:
    """A page of desktop size."""
    return new_page()
