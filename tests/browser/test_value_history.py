"""From a number on the map to where it comes from: by keyboard, and on to the deliveries."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, BrowserPage, OpenPage
from tests.browser.test_public_pages import problems
from tests.conftest import Site

PASSWORD = "ein langer Satz 26"
MAP = "/demo/map/?indicator=exi_u15&level=stadtteil&period=2024-12-31&area=0101"
DESK_VALUE = "/desk/demo/values/exi_u15/stadtteil/0101/?period=2024-12-31"


@pytest.fixture(scope="module")
def login(running_site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("login") / "password"
    file.write_text(PASSWORD)
    running_site.manage("make_organisation", "demo", "herkunft", "Amt für Herkunft")
    running_site.manage(
        "make_staff", "erika", "--organisation", "demo/herkunft", "--password-file", str(file)
    )
    return "erika"


@pytest.fixture
def clerk(running_site: Site, login: str, new_page: OpenPage) -> Iterator[BrowserPage]:
    found = new_page(script=False)
    found.page.goto(f"{running_site.url}/accounts/login/")
    found.page.get_by_label("Benutzername").fill(login)
    found.page.get_by_label("Passwort").fill(PASSWORD)
    found.page.locator("main").get_by_role("button", name="Anmelden").click()
    expect(found.page).to_have_url(re.compile("/desk/demo/$"))
    yield found
    assert found.complaints == []


def test_the_panel_of_the_map_leads_to_the_origin_of_its_number(
    site: str, new_page: OpenPage
) -> None:
    opened = new_page()
    page = opened.page
    page.goto(site + MAP)
    link = page.locator("#area-panel").get_by_role("link", name="Woher kommt diese Zahl?")
    expect(page.locator("#area-panel .chart-key")).to_be_visible()  # the scripts wrote it
    shown = page.locator("#area-panel .figure").inner_text().strip()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Woher kommt diese Zahl?")
    assert page.locator(".history-figure").inner_text().strip() == shown
    assert "period=2024-12-31&stand=stadtteile-2020" in page.url
    assert opened.complaints == []


def test_staff_go_on_to_the_deliveries_without_script(site: str, clerk: BrowserPage) -> None:
    page = clerk.page
    page.goto(f"{site}/demo/indicators/exi_u15/values/stadtteil/0101/?period=2024-12-31")
    page.get_by_role("link", name="Lieferungen hinter dieser Zahl").click()
    expect(page.get_by_role("link", name="tabellen/leistungen.csv").first).to_be_visible()
    page.get_by_role("button", name="Gelieferte Zahlen zeigen").click()
    expect(page.get_by_text("Vertraulich.")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Gelieferte Zahl").first).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_its_pages_on_the_desk_have_no_barrier(
    running_site: Site, login: str, new_page: OpenPage, size: tuple[int, int]
) -> None:
    page = new_page(size).page
    page.goto(f"{running_site.url}/accounts/login/")
    page.get_by_label("Benutzername").fill(login)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Anmelden").click()
    for address in (
        DESK_VALUE,
        "/desk/demo/dates/?measure=sgb2_u15",
        "/desk/demo/dates/sgb2_u15/stadtteil/?period=2024-12-31",
    ):
        page.goto(running_site.url + address)
        assert problems(page) == [], address
        assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0], address
