"""A clerk brings a German Excel sheet: an error, its mending, the preview, the commit."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psycopg
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of
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


def sign_in(page: Page, site: Site) -> None:
    name, password = (site.state / "initial-login.txt").read_text().split()
    page.goto(site.url + "/accounts/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("form.login button")
    page.wait_for_url("**/desk/**")


@pytest.fixture
def clerk(running_site: Site, new_page: OpenPage) -> Iterator[BrowserPage]:
    """Signed in; what was brought does not count afterwards."""
    found = new_page()
    sign_in(found.page, running_site)
    yield found
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        database.execute(
            "UPDATE indicators_delivery SET withdrawn_at = now() WHERE key ~ '^upload-'"
        )


def choose(page: Page, path: Path) -> None:
    page.set_input_files("#id_file", path)
    page.select_option("#id_level", "stadtteil")
    page.select_option("#id_source", index=1)
    page.get_by_role("button", name="Datei prüfen").dblclick()


def made_of(site: Site, name: str) -> tuple[int, int]:
    """How many uploads and deliveries a file has become."""
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        counts = database.execute(
            "SELECT count(*), count(delivery_id) FROM indicators_upload WHERE file_name = %s",
            [name],
        ).fetchone()
        assert counts is not None
        return counts[0], counts[1]


def test_a_question_is_answered_beside_the_file(
    running_site: Site, clerk: BrowserPage, tmp_path: Path
) -> None:
    page, (code, name) = clerk.page, demo_areas(running_site)[0]
    path = tmp_path / "frage.xlsx"
    write_sheet(path, [], None)
    book = openpyxl.load_workbook(path)
    book.active.append([code, name, DAY, "1.234"])
    book.save(path)
    page.goto(running_site.url + "/desk/demo/upload/")
    choose(page, path)
    page.get_by_role("heading", name="Eine Frage zur Datei").wait_for()
    assert problems_of(page) == []
    page.get_by_role("link", name="Frage beantworten").press("Enter")
    answer = page.locator("#answer-notation.asked")
    answer.get_by_label("1.234,5").check()
    page.get_by_role("button", name="Erneut prüfen").click()
    page.get_by_role("button", name="Werte übernehmen").wait_for()
    assert problems_of(page) == []
    assert "1.234" in page.locator("main").inner_text()
    page.get_by_role("button", name="Datei verwerfen").click()
    page.wait_for_url("**/desk/demo/upload/")
    assert clerk.complaints == []


# Three seconds or more, however slow the machine is.
SOME_TIME = re.compile(r"Seit ([3-9]|\d\d) Sekunden\.|Seit \d+ Minute")


@pytest.mark.parametrize("script", [True, False])
def test_the_page_of_a_job_goes_on_by_itself(
    running_site: Site, new_page: OpenPage, tmp_path: Path, script: bool
) -> None:
    page = new_page(script=script).page
    sign_in(page, running_site)
    page.goto(running_site.url + "/desk/demo/upload/")
    path = write_sheet(tmp_path / "weiter.xlsx", demo_areas(running_site), "kaputt")
    page.set_input_files("#id_file", path)
    page.select_option("#id_source", index=1)
    running_site.worker.send_signal(signal.SIGSTOP)
    try:
        page.get_by_role("button", name="Datei prüfen").click()
        page.wait_for_url("**/jobs/*/")
        page.get_by_text("Wartet", exact=True).wait_for()
        page.get_by_text(SOME_TIME).wait_for()
    finally:
        running_site.worker.send_signal(signal.SIGCONT)
    page.wait_for_selector(".severity--error")


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
    page.get_by_role("button", name="Werte übernehmen").dblclick()
    page.wait_for_selector("text=Die Werte sind gespeichert.")
    assert made_of(running_site, "gut.xlsx") == (1, 1), "a double click does it once"
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        (stored,) = database.execute(
            "SELECT count(*) FROM indicators_measurevalue v"
            " JOIN indicators_slice s ON s.id = v.slice_id"
            " JOIN indicators_delivery d ON d.id = s.delivery_id"
            " WHERE d.id = (SELECT max(id) FROM indicators_delivery WHERE origin = 'upload')"
        ).fetchone()
    assert stored == len(areas)
    assert clerk.complaints == []
