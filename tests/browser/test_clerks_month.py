"""A clerk's month: second factor, upload, an unknown district mended, published, taken back."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PUBLISHED, BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of
from tests.browser.test_upload import choose, demo_areas
from tests.conftest import Site
from tests.totp import code_of

NAME, PASSWORD = "ute", "ein recht langer Satz"
NEW_DAY = "31.12.2031"  # no date of the demo city
PUBLIC = "/demo/table/?indicator=dem_pop&level=stadtteil&period=2031-12-31"


@pytest.fixture
def ute(running_site: Site, new_page: OpenPage, tmp_path: Path) -> BrowserPage:
    """Steward and publisher of the demo city, with the second factor set up by herself."""
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    running_site.manage("make_organisation", "demo", "amt", "Amt für Statistik")
    running_site.manage(
        "make_staff", NAME, "--organisation", "demo/amt", "--password-file", str(secret)
    )
    found = new_page()
    sign_in(found.page, running_site)
    found.page.wait_for_url("**/desk/**")
    return found


def sign_in(page: Page, site: Site) -> None:
    page.goto(site.url + "/accounts/login/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("form.login button")


def set_up_second_factor(page: Page, site: Site) -> str:
    """One of the recovery codes."""
    page.goto(site.url + "/desk/demo/release/")
    page.get_by_role("link", name="richten Sie bitte zuerst den zweiten Faktor ein").click()
    page.get_by_role("link", name="Zweiten Faktor einrichten").click()
    page.fill("input[type=password]", PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    key = page.locator(".secret-key").inner_text().replace(" ", "")
    assert problems_of(page) == []
    page.fill("#id_code", code_of(key))
    page.get_by_role("button", name="Einrichten").click()
    return page.locator(".recovery-codes code").first.inner_text()


def sheet_of(path: Path, areas: list[tuple[str, str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Schlüssel", "Name", "Stichtag", "pop"])
    for number, (code, name) in enumerate(areas):
        sheet.append([code, name, NEW_DAY, 4000 + number])
    book.save(path)
    return path


def release_publicly(page: Page, site: Site) -> None:
    page.goto(site.url + "/desk/demo/release/")
    page.get_by_label("Öffentlich: alle").check()
    page.get_by_role("button", name="Prüfen").click()
    page.get_by_label(re.compile("Ich bestätige")).check()
    page.get_by_role("button", name="Öffentlich freigeben").click()
    page.get_by_role("heading", name="Die Karten sind erstellt").wait_for(timeout=PUBLISHED)


def public_text(new_page: OpenPage, site: Site) -> str:
    page = new_page(script=False).page
    page.goto(site.url + PUBLIC)
    return page.locator("main").inner_text()


def test_from_the_second_factor_to_the_public_and_back(
    running_site: Site, ute: BrowserPage, new_page: OpenPage, tmp_path: Path
) -> None:
    page, site = ute.page, running_site
    recovery_code = set_up_second_factor(page, site)
    page.goto(site.url + "/desk/demo/")
    page.get_by_role("button", name="Abmelden").click()
    sign_in(page, site)
    page.wait_for_url("**/accounts/login/code/")
    assert problems_of(page) == []
    page.fill("#id_code", recovery_code)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/desk/demo/")

    areas = demo_areas(site)
    page.goto(site.url + "/desk/demo/upload/")
    choose(page, sheet_of(tmp_path / "fremd.xlsx", [("9999", "Nirgendwo"), *areas]))
    page.wait_for_selector(".severity--error")
    assert "Das Gebiet „9999“ gibt es nicht" in page.inner_text(".problems tbody")
    page.click("text=Berichtigte Datei hochladen")
    choose(page, sheet_of(tmp_path / "april.xlsx", areas))
    page.get_by_role("button", name="Werte übernehmen").click()
    page.wait_for_selector("text=Die Werte sind gespeichert.")
    assert "31.12.2031" not in public_text(new_page, site)

    release_publicly(page, site)
    seen = public_text(new_page, site)
    assert "31.12.2031" in seen
    assert "4.000" in seen
    page.goto(site.url + "/demo/news/")
    assert "31.12.2031" in page.locator("main").inner_text()

    page.goto(site.url + "/desk/demo/deliveries/")
    page.get_by_role("link", name="april.xlsx").click()
    page.get_by_role("link", name=re.compile("zurücknehmen")).click()
    page.get_by_role("button", name=re.compile("zurücknehmen")).click()
    page.get_by_text("Die Lieferung ist zurückgenommen.").wait_for()
    release_publicly(page, site)
    assert "4.000" not in public_text(new_page, site)
    assert ute.complaints == []
