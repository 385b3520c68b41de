"""A municipality sees internal values of its own areas, and the public classes of all."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PUBLISHED, OpenPage
from tests.browser.test_map_page import problems_of
from tests.browser.test_upload import demo_areas
from tests.conftest import Site

PASSWORD = "ein recht langer Satz"
INTERNAL, CLASSES = "exi_u15", "soz_status"
POINTER = f"audience = 'public' AND indicator_key = '{INTERNAL}'"


@pytest.fixture
def database(running_site: Site) -> Iterator[psycopg.Connection]:
    with psycopg.connect(running_site.environment["DATABASE_URL"], autocommit=True) as found:
        yield found


@pytest.fixture
def internal_only(
    running_site: Site, database: psycopg.Connection, new_page: OpenPage, tmp_path: Path
) -> Iterator[None]:
    """One indicator released to the staff, and to the public no more."""
    steward = sign_in(running_site, new_page, tmp_path, "sigrid", "statistik", "steward")
    steward.goto(running_site.url + "/desk/demo/release/")
    ticked = steward.locator("input[name=indicators]:checked").all()
    for key in [box.get_attribute("value") for box in ticked]:
        steward.uncheck(f"input[name=indicators][value={key}]")
    steward.check(f"input[name=indicators][value={INTERNAL}]")
    steward.fill("#id_reason_de", "Probe")
    steward.get_by_role("button", name="Prüfen").click()
    steward.get_by_role("button", name="Intern freigeben").click()
    steward.get_by_role("heading", name="Die Karten sind erstellt").wait_for(timeout=PUBLISHED)
    database.execute(f"CREATE TABLE kept AS SELECT * FROM releases_currentpack WHERE {POINTER}")
    database.execute(f"DELETE FROM releases_currentpack WHERE {POINTER}")
    yield
    database.execute("INSERT INTO releases_currentpack SELECT * FROM kept")
    database.execute("DROP TABLE kept")


def sign_in(
    site: Site, new_page: OpenPage, tmp_path: Path, name: str, office: str, role: str
) -> Page:
    kept = tmp_path / name
    kept.write_text(PASSWORD)
    site.manage("make_organisation", "demo", office, office.title())
    site.manage(
        "make_staff", name, "--organisation", f"demo/{office}", "--role", role,
        "--password-file", str(kept),
    )  # fmt: skip
    page = new_page().page
    page.goto(site.url + "/accounts/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("form.login button")
    page.wait_for_url("**/desk/**")
    return page


def narrow(database: psycopg.Connection, code: str) -> None:
    """What an administrator does on the page of the organisation's rights."""
    ours = "(SELECT id FROM accounts_organisation WHERE key = 'gemeinde')"
    database.execute("UPDATE accounts_organisation SET sees_all = false WHERE key = 'gemeinde'")
    database.execute(
        "INSERT INTO accounts_jurisdiction (organisation_id, level_key, boundary_set_key, code)"
        f" SELECT {ours}, 'stadtteil', b.key, a.code FROM spatial_units_area a"
        " JOIN spatial_units_boundaryset b ON b.id = a.boundary_set_id"
        " JOIN spatial_units_spatiallevel l ON l.id = b.level_id"
        " WHERE l.key = 'stadtteil' AND a.code = %s",
        [code],
    )
    database.execute(
        "INSERT INTO accounts_right"
        " (organisation_id, topic_key, indicator_key, level_key, own_areas_only)"
        f" VALUES ({ours}, '', '{INTERNAL}', '', true)"
    )


def cells(page: Page, name: str) -> str:
    return page.locator("main table tbody tr", has_text=name).first.inner_text()


def test_own_values_and_the_neighbours_classes(
    running_site: Site,
    database: psycopg.Connection,
    internal_only: None,
    new_page: OpenPage,
    tmp_path: Path,
) -> None:
    (code, own), (_other_code, other) = demo_areas(running_site)[:2]
    page = sign_in(running_site, new_page, tmp_path, "bea", "gemeinde", "reader")
    narrow(database, code)
    page.goto(f"{running_site.url}/demo/table/?indicator={INTERNAL}&level=stadtteil")
    assert re.search(r"\d,\d", cells(page, own))
    assert "für Sie nicht freigegeben" in cells(page, other)
    assert "für die Ihre Organisation Rechte hat" in page.locator(".staff-bar").inner_text()
    assert problems_of(page) == []
    page.goto(f"{running_site.url}/demo/table/?indicator={CLASSES}&level=stadtteil")
    assert "nicht freigegeben" not in cells(page, other)
    page.goto(f"{running_site.url}/demo/map/?indicator={INTERNAL}&level=stadtteil")
    page.wait_for_selector("html.is-complete", state="attached")
    assert page.locator("h1").inner_text() == "SGB-II-Quote unter 15"
