"""An analyst takes figures, pictures and boundaries away, with and without script."""

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of

MAP = "/demo/map/?indicator=exi_u15&level=stadtteil&period=2022-12-31"


def saved(page: Page, link: Locator, directory: Path) -> Path:
    with page.expect_download() as started:
        link.click()
    path = directory / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_the_analyst_finds_an_indicator_and_takes_its_table(
    site: str, new_page: OpenPage, tmp_path: Path
) -> None:
    page = new_page(script=False).page
    page.goto(f"{site}/demo/")
    page.get_by_role("navigation", name="Seiten").get_by_role("link", name="Daten").click()
    page.get_by_label("Indikatoren durchsuchen").fill("unter 15")
    page.get_by_role("button", name="Suchen").click()
    entry = page.locator("#exi_u15")
    if entry.get_attribute("open") is None:
        entry.locator("summary").click()
    link = entry.get_by_role("link", name=re.compile(r"^CSV ?, SGB-II-Quote unter 15, Stadtteile$"))
    path = saved(page, link, tmp_path)
    assert path.name == "Musterstadt, SGB-II-Quote unter 15, Stadtteile, alle Zeitpunkte.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["boundary_set"] for row in rows} == {"stadtteile-2013", "stadtteile-2020"}
    assert {row["status"] for row in rows if not row["value"]} == {"Q"}


def test_downloads_follow_what_the_map_shows(
    site: str, browser_page: BrowserPage, tmp_path: Path
) -> None:
    page = browser_page.open(f"{site}{MAP}")
    page.locator("#downloads summary").click()
    page.locator("#period").select_option("2018-12-31")
    expect(page.locator("#heading-period")).to_have_text("31.12.2018")
    figures = page.locator("#downloads a[data-download=view]").first
    expect(figures).to_have_attribute("href", re.compile("period=2018-12-31"))
    boundaries = page.locator("#downloads a[data-download=boundaries]").first
    expect(boundaries).to_have_attribute("href", re.compile("/stadtteile-2013.gpkg$"))
    picture = page.locator("#downloads a[href*='.png']")
    assert parse_qs(urlsplit(picture.get_attribute("href") or "").query)["period"] == ["2018-12-31"]
    path = saved(page, picture, tmp_path)
    assert path.name == "Musterstadt, SGB-II-Quote unter 15, Stadtteile, 31.12.2018.png"
    assert path.read_bytes().startswith(b"\x89PNG")
    assert browser_page.complaints == []


def test_figures_of_a_change_and_a_filter_are_those_on_the_map(
    site: str, browser_page: BrowserPage, tmp_path: Path
) -> None:
    page = browser_page.open(f"{site}{MAP}")
    page.locator("#downloads summary").click()
    files = page.locator("#downloads")
    expect(files.get_by_text("Alle Gebiete zu diesem Zeitpunkt")).to_be_visible()
    page.goto(f"{site}{MAP}&since=2020-12-31&min=0&layers=kitas")
    page.locator("#downloads summary").click()
    expect(files.get_by_text("Alle Gebiete zu diesem Zeitpunkt")).to_be_hidden()
    expect(files.get_by_text("Die Veränderung: Werte an beiden Zeitpunkten")).to_be_visible()
    expect(files.get_by_text("Nur die Gebiete, die der Filter übrig lässt")).to_be_visible()
    path = saved(
        page, page.locator("#downloads a[data-download=view][href*='exi_u15.csv']"), tmp_path
    )
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 0 < len(rows) < 62
    assert {(row["since"], row["period"]) for row in rows} == {("2020-12-31", "2022-12-31")}
    assert all(float(row["change"]) >= 0 for row in rows if row["change"])
    assert "von 62 Gebieten" in rows[0]["filter"]
    picture = page.locator("#downloads a[href*='.svg']")
    assert "layers=kitas" in (picture.get_attribute("href") or "")
    text = saved(page, picture, tmp_path).read_text(encoding="utf-8")
    assert "Kindertagesstätten: Erzeugte Zahlen" in text
    assert browser_page.complaints == []


def test_the_map_in_one_file_works_without_any_network(
    site: str, browser_page: BrowserPage, tmp_path: Path
) -> None:
    page = browser_page.open(f"{site}{MAP}")
    page.locator("#downloads summary").click()
    path = saved(page, page.locator("#downloads a[href*='.html']"), tmp_path)
    browser_page.forget()
    page.context.set_offline(True)
    page.goto(path.as_uri())
    areas = page.locator("path.leaflet-interactive")
    expect(areas).to_have_count(62)
    areas.nth(30).hover()
    expect(page.locator(".leaflet-tooltip")).to_contain_text(re.compile(r"%|geheim gehalten"))
    expect(page.get_by_text("Quellenvermerk: Erzeugte Zahlen")).to_be_visible()
    assert browser_page.requests == []
    assert browser_page.complaints == []


@pytest.mark.parametrize("size", [PHONE, (1440, 900)])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_data_page_is_accessible(
    site: str, new_page: OpenPage, size: tuple[int, int], language: str
) -> None:
    page = new_page(size).page
    page.goto(f"{site}{language}/demo/data/?q=exi_u15")
    assert problems_of(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
