"""The clerk's job: enter a value, release it internally, see it, take it back.

Musterstadt's Sonnenberg, 31.12.2024: what the public sees never changes meanwhile.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of
from tests.conftest import Site

PASSWORD = "ein langer Satz 26"
DESK = "/desk/demo/"
TABLE = "/demo/table/?indicator=exi_u15&level=stadtteil&period=2024-12-31"
AREA = "0701"
JOB_TAKES = 150_000  # ms, on a slow machine


@pytest.fixture(scope="module")
def login(running_site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A clerk of the demo city."""
    file: Path = tmp_path_factory.mktemp("login") / "password"
    file.write_text(PASSWORD)
    running_site.manage("make_organisation", "demo", "statistik", "Amt für Statistik")
    running_site.manage(
        "make_staff", "kim", "--organisation", "demo/statistik", "--password-file", str(file)
    )
    return "kim"


@pytest.fixture
def clerk(running_site: Site, login: str, new_page: OpenPage) -> Iterator[BrowserPage]:
    """Signed in."""
    found = new_page()
    found.page.goto(f"{running_site.url}/accounts/login/")
    found.page.get_by_label("Benutzername").fill(login)
    found.page.get_by_label("Passwort").fill(PASSWORD)
    found.page.locator("main").get_by_role("button", name="Anmelden").click()
    expect(found.page).to_have_url(re.compile("/desk/demo/$"))
    yield found
    assert found.complaints == []


def value_of(page: Page, site: str) -> str:
    """What the table says of Sonnenberg."""
    page.goto(site + TABLE)
    row = page.locator("tbody tr", has_text="Sonnenberg")
    return row.locator("td.number").first.inner_text().strip()


def fill_in(page: Page, value: str) -> None:
    page.get_by_role("link", name="Einzelwert eintragen").click()
    page.get_by_label("Merkmal").select_option("sgb2_u15")
    page.get_by_label("Gebiet").select_option(AREA)
    page.get_by_label("Stichtag oder Zeitraum").fill("31.12.2024")
    page.get_by_label("Neuer Wert").fill(value)
    page.get_by_label("Warum tragen Sie diesen Wert ein?").fill("vom Jobcenter nachgemeldet")
    page.get_by_role("button", name="Prüfen").click()


def release(page: Page, site: str) -> None:
    """What has changed, for the staff alone; waits until the job is done."""
    page.goto(f"{site}{DESK}release/")
    expect(page.get_by_label("SGB-II-Quote unter 15", exact=True)).to_be_checked()
    page.get_by_label("Anlass (deutsch)").fill("Nachmeldung")
    page.get_by_role("button", name="Prüfen").click()
    page.get_by_role("button", name="Intern freigeben").click()
    expect(page.get_by_text("erledigt")).to_be_visible(timeout=JOB_TAKES)


def test_a_value_is_seen_by_the_staff_until_it_is_taken_back(
    running_site: Site, clerk: BrowserPage, browser_page: BrowserPage
) -> None:
    page, site = clerk.page, running_site.url
    before = value_of(browser_page.page, site)
    page.goto(site + DESK)
    fill_in(page, "400")
    expect(page.get_by_text("0701 Sonnenberg")).to_be_visible()
    page.get_by_role("button", name="Wert speichern").click()
    expect(page.get_by_text("Der Wert ist gespeichert.")).to_be_visible()
    assert value_of(page, site) == before, "not before it is released"
    release(page, site)
    changed = value_of(page, site)
    assert changed != before
    expect(page.locator(".staff-bar .internal-mark")).to_be_visible()
    assert value_of(browser_page.page, site) == before, "the public sees what it saw"
    expect(browser_page.page.locator(".internal-mark")).to_have_count(0)
    clerk.open(site + TABLE.replace("/table/", "/map/"))
    expect(page.locator(".staff-bar .internal-mark")).to_be_visible()

    page.goto(f"{site}{DESK}deliveries/")
    page.get_by_role("link", name="Einzelwert", exact=True).first.click()
    page.get_by_role("link", name="Lieferung zurücknehmen").click()
    expect(page.get_by_text("Ein Wert ändert sich.")).to_be_visible()
    expect(page.get_by_role("row", name="Sonnenberg")).to_contain_text("400")
    page.get_by_role("button", name="Lieferung zurücknehmen").click()
    expect(page.get_by_text("Die Lieferung ist zurückgenommen.")).to_be_visible()
    assert value_of(page, site) == changed, "not before it is released"
    release(page, site)
    assert value_of(page, site) == before


def test_a_mistake_is_told_at_its_field(running_site: Site, clerk: BrowserPage) -> None:
    page = clerk.page
    page.goto(running_site.url + DESK)
    with page.expect_response(lambda answer: answer.status == 400):
        fill_in(page, "1.234")
    field = page.get_by_label("Neuer Wert")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("kann zwei Zahlen bedeuten"))
    clerk.complaints.clear()  # the browser notes the 400 as an error


@pytest.mark.parametrize(
    "path",
    ["", "value/", "deliveries/", "indicators/", "indicators/exi_u15/", "release/", "log/",
     "upload/", "releases/"],
)  # fmt: skip
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_desk_is_accessible(
    running_site: Site, clerk: BrowserPage, path: str, size: tuple[int, int]
) -> None:
    page = clerk.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(running_site.url + DESK + path)
    assert problems_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_name_desk_and_language_stand_in_one_line(
    running_site: Site, clerk: BrowserPage
) -> None:
    page = clerk.page
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(running_site.url + DESK)
    header = page.locator(".site-header")
    parts = [
        header.get_by_role("link", name="Musterstadt", exact=True),
        header.get_by_role("link", name="Datenpflege"),
        header.get_by_role("button", name="Abmelden"),
        header.locator(".site-header__languages a:visible"),
    ]
    boxes = [part.bounding_box() for part in parts]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert len(middles) == len(parts)
    assert max(middles) - min(middles) < 10


def test_too_many_wrong_passwords_are_refused_in_words(
    running_site: Site, new_page: OpenPage
) -> None:
    page = new_page().page
    page.goto(f"{running_site.url}/accounts/login/")
    for _ in range(5):
        page.get_by_label("Benutzername").fill("jemand-anderes")
        page.get_by_label("Passwort").fill("falsch")
        page.locator("main").get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Es gab zu viele Versuche")
    expect(page.get_by_text("Warten Sie 15 Minuten")).to_be_visible()
    assert problems_of(page) == []
    running_site.manage("axes_reset_username", "jemand-anderes")
    page.get_by_role("link", name="Zurück zur Anmeldung").click()
    expect(page.get_by_label("Benutzername")).to_be_visible()
