"""A clerk brings a German Excel sheet: an error, its mending, the preview, the commit."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psycopg
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BrowserPage, OpenPage
from tests.conftest import Site

DAY = "31.12.2024"


def demo_areas(site: Site) -> list[tuple[str, str]]:
    """Codes and names of the Stadtteile that hold now."""
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        return database.execute(
            "SELECT a.code, a.name FROM spatial_units_area a"
            " JOIN spatial_units_boundaryset b ON b.id = a.boundary_set_id"
            " JOIN spatial_units_spatiallevel l ON l.id = b.level_id"
            " JOIN accounts_region r ON r.id = b.region_id"
            " WHERE r.key = 'demo' AND l.key = 'stadtteil' AND b.is_current"
            " AND b.valid_during @> date '2024-12-31' ORDER BY a.code"
        ).fetchall()


def write_sheet(path: Path, areas: list[tuple[str, str]], wrong: str | None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Einwohner"
    sheet.append(["Einwohnerregister Musterstadt"])
    sheet.append(["Schlüssel", "Name", "Stichtag", "pop"])
    for number, (code, name) in enumerate(areas):
        sheet.append([code, name, DAY, 1000 + number])
    if wrong:
        sheet["D5"] = wrong
    book.save(path)
    return path


@pytest.fixture
def clerk(running_site: Site, new_page: OpenPage) -> Iterator[BrowserPage]:
    """Signed in; what was brought does not count afterwards."""
    name, password = (running_site.state / "initial-login.txt").read_text().split()
    found = new_page()
    page = found.page
    page.goto(running_site.url + "/accounts/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("form.login button")
    yield found
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        database.execute(
            "UPDATE indicators_delivery SET withdrawn_at = now() WHERE key ~ '^upload-'"
        )


def choose(page: Page, path: Path) -> None:
    page.set_input_files("#id_file", path)
    page.select_option("#id_level", "stadtteil")
    page.select_option("#id_source", index=1)
    page.click("text=Datei prüfen")


def test_a_clerk_mends_previews_and_takes_over(
    running_site: Site, clerk: BrowserPage, tmp_path: Path
) -> None:
    page, areas = clerk.page, demo_areas(running_site)
    page.goto(running_site.url + "/desk/demo/upload/")
    choose(page, write_sheet(tmp_path / "fehler.xlsx", areas, "12,5 ca."))
    page.wait_for_selector(".severity--error")
    row = page.inner_text(".problems tbody tr")
    for words in ("Blatt „Einwohner“", "Zeile 5", "Spalte „pop“", "„12,5 ca.“ ist keine Zahl"):
        assert words in row
    page.click("text=Berichtigte Datei hochladen")
    choose(page, write_sheet(tmp_path / "gut.xlsx", areas, None))
    page.wait_for_selector("text=Werte übernehmen")
    cells = page.locator(".preview tbody tr td.number").all_inner_texts()
    assert sum(int(cell) for cell in cells) == len(areas)
    page.click("text=Werte übernehmen")
    page.wait_for_selector("text=Die Werte sind gespeichert.")
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        (stored,) = database.execute(
            "SELECT count(*) FROM indicators_measurevalue v"
            " JOIN indicators_slice s ON s.id = v.slice_id"
            " JOIN indicators_delivery d ON d.id = s.delivery_id"
            " WHERE d.id = (SELECT max(id) FROM indicators_delivery WHERE origin = 'upload')"
        ).fetchone()
    assert stored == len(areas)
    assert clerk.complaints == []
