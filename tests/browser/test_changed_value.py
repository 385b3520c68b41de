"""One value changes, the worker is killed on the way, and the map shows the new colour."""

import base64
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BrowserPage
from tests.conftest import DEMO, Site
from tests.site_database import query, wait_until

# Neubruch goes from the lowest class to the highest.
CORRECTION = """
corrections:
  - key: nachtrag
    source: statistik
    level: stadtteil
    reason: {de: Nachgemeldet, en: Reported late}
    rows:
      - {area: "0701", period: "2024-12-31", values: {sgb2_u15: 400}}
"""
MAP = "/demo/map/?indicator=exi_u15&level=stadtteil&period=2024-12-31&opacity=100"
POINTER_LIVES = 60  # seconds
RELEASES = "SELECT count(*) FROM releases_release"
WAITS_TO_PUBLISH = """
SELECT count(*) > 0 FROM pg_locks
WHERE relation = 'releases_release'::regclass AND NOT granted
"""

# Counts the pixels that had one colour in the first picture and have another in the second.
COUNT_CHANGED = """async ([first, second, from, to]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  };
  const [before, after] = [await pixels(first), await pixels(second)];
  const near = (data, at, colour) => colour.every((part, i) => Math.abs(data[at + i] - part) < 6);
  let count = 0;
  for (let at = 0; at < before.length; at += 4) {
    if (near(before, at, from) && near(after, at, to)) count += 1;
  }
  return count;
}"""


@pytest.fixture
def changed_region(running_site: Site, tmp_path: Path) -> Iterator[str]:
    """The demo's region file with one value corrected; afterwards the demo as it was."""
    changed = tmp_path / "region.yaml"
    changed.write_text((DEMO / "region.yaml").read_text() + CORRECTION)
    yield str(changed)
    if running_site.worker.poll() is not None:  # the test ended between killing and starting
        running_site.start_worker()
    running_site.manage(
        "load_region", str(DEMO / "region.yaml"), "--data", str(DEMO), "--in-process"
    )


@contextmanager
def stopped_before_publishing(site: Site) -> Iterator[None]:
    """Nobody can write a release meanwhile, so the worker stands where it would publish."""
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        database.execute("LOCK TABLE releases_release IN EXCLUSIVE MODE")
        yield
        database.rollback()


def kill_hard(site: Site) -> None:
    """Kill the worker and all its children at once, as a power cut would."""
    os.killpg(site.worker.pid, signal.SIGKILL)
    site.worker.wait(timeout=10)


def picture(page: Page) -> str:
    """The map alone, as a PNG in base64."""
    return base64.b64encode(page.locator("#map canvas").first.screenshot()).decode()


def legend_colour(page: Page, position: int) -> list[int]:
    """Red, green and blue of a class in the legend."""
    fill = page.eval_on_selector(
        f'#legend [data-class="{position}"] .swatch :first-child',
        "swatch => getComputedStyle(swatch).fill",
    )
    return [int(part) for part in fill.removeprefix("rgb(").removesuffix(")").split(",")]


@pytest.mark.timeout(900)  # what is hidden is worked out twice, and the machine is shared
def test_a_new_value_gets_its_colour_although_the_worker_was_killed(
    running_site: Site, changed_region: str, browser_page: BrowserPage, chromium: object
) -> None:
    page = browser_page.open(running_site.url + MAP)
    before, lowest, highest = picture(page), legend_colour(page, 0), legend_colour(page, 4)
    with psycopg.connect(running_site.environment["DATABASE_URL"], autocommit=True) as database:
        releases = query(database, RELEASES)
        with stopped_before_publishing(running_site):
            running_site.manage("load_region", changed_region, "--data", str(DEMO), "--no-wait")
            wait_until(database, WAITS_TO_PUBLISH, 300)
            kill_hard(running_site)
        assert query(database, "SELECT state FROM accounts_job WHERE kind = 'publish'") == "running"
        page = browser_page.open(running_site.url + MAP)
        assert changed(page, before, picture(page), lowest, highest) == 0, "half a release shows"
        running_site.start_worker()
        wait_until(database, "SELECT state = 'done' FROM accounts_job WHERE kind = 'publish'", 300)
        assert query(database, "SELECT attempts FROM accounts_job WHERE kind = 'publish'") == 2
        assert query(database, RELEASES) == releases + 1
    deadline = time.monotonic() + POINTER_LIVES + 30
    while changed(page, before, picture(page), lowest, highest) < 500:
        assert time.monotonic() < deadline, "the area never changed its colour"
        time.sleep(2)
        page = browser_page.open(running_site.url + MAP)


def changed(page: Page, before: str, after: str, lowest: list[int], highest: list[int]) -> int:
    """How many pixels went from the lowest class to the highest."""
    beside = page.context.new_page()  # our pages forbid scripts from elsewhere
    count = int(beside.evaluate(COUNT_CHANGED, [before, after, lowest, highest]))
    beside.close()
    return count
