"""A planner builds Berlin's status index of 2019 on the screen, from raw indicators.

The region file has no index and does not say which areas the edition evaluated: the published
table writes 0 for the others, so leaving them out is left to the planner.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from playwright.sync_api import Page

from tests.browser.conftest import PUBLISHED, BrowserPage, OpenPage
from tests.browser.test_clerks_month import PASSWORD
from tests.browser.test_map_page import problems_of
from tests.conftest import ROOT, Site

NAME = "petra"
MSS = "berlin-mss/2019/berlin-lor-monitoring-social-urban-development-2019-00-1.csv"
PARTS = ("mss_s1", "mss_s3", "mss_s4")
DAY = "2018-12-31"
INDEX = "Status-Index 2019, nachgebaut"
LEFT_OUT = {  # more than 300 inhabitants, and not in the edition's table all the same
    "04041239": "Stadion",
    "10010203": "Gewerbegebiet",
}


def told_of_status() -> dict[str, Any]:
    """Berlin's region file with what goes into the status index of 2019, and no index."""
    told: dict[str, Any] = yaml.safe_load((ROOT / "fixtures/regions/berlin.yaml").read_text())
    kept = {
        "levels": {"planungsraum", "stadt"},
        "boundary_sets": {"plr-2006", "stadt"},
        "topics": {"bevoelkerung", "soziale_lage"},
        "measures": {"pop", *(f"{part}_share" for part in PARTS)},
        "indicators": {"dem_pop", *PARTS},
        "deliveries": {"ewr-alter", "mss-2019"},
    }
    for section in ("indices", "checks", "links"):
        told.pop(section, None)
    for section, keys in kept.items():
        told[section] = [one for one in told[section] if one["key"] in keys]
    told["region"]["default_indicator"] = "mss_s1"
    for measure in told["measures"]:
        measure.pop("parts", None)
    for boundary_set in told["boundary_sets"]:
        boundary_set.pop("parents", None)
        if boundary_set["key"] == "stadt":
            boundary_set["dissolve"]["of"] = "plr-2006"
        else:
            boundary_set["parents"] = [{"set": "stadt", "by": "location"}]
    for delivery in told["deliveries"]:
        delivery.pop("evaluated", None)
        columns = delivery["values"]["columns"]
        delivery["values"]["columns"] = {
            key: column for key, column in columns.items() if key in kept["measures"]
        }
        if "each" in delivery:
            delivery["each"] = {"year": [2018]}
    return told


def published(shared_data: Path) -> dict[str, int]:
    """Berlin's own classes of 2019 by area."""
    with (shared_data / MSS).open(newline="") as file:
        return {row["id"]: round(float(row["status_index"])) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def berlin(
    running_site: Site, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    region = tmp_path_factory.mktemp("berlin") / "region.yaml"
    region.write_text(yaml.safe_dump(told_of_status(), allow_unicode=True), "utf-8")
    running_site.manage("load_region", str(region), "--data", str(shared_data), "--in-process")
    yield running_site
    with psycopg.connect(running_site.environment["DATABASE_URL"]) as database:
        database.execute("DELETE FROM releases_currentpack USING accounts_region r"
                         " WHERE r.id = region_id AND r.key = 'berlin'")  # fmt: skip
        database.execute("UPDATE accounts_region SET is_public = false WHERE key = 'berlin'")


@pytest.fixture
def planner(berlin: Site, new_page: OpenPage, tmp_path: Path) -> BrowserPage:
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    berlin.manage("make_organisation", "berlin", "plan", "Sozialplanung")
    berlin.manage(
        "make_staff", NAME, "--organisation", "berlin/plan", "--role", "planner",
        "--password-file", str(secret),
    )  # fmt: skip
    found = new_page()
    found.page.goto(berlin.url + "/accounts/login/?next=/desk/berlin/indices/")
    found.page.fill("#id_username", NAME)
    found.page.fill("#id_password", PASSWORD)
    found.page.click("form.login button")
    return found


def test_the_published_classes_of_2019_come_out(
    berlin: Site, planner: BrowserPage, shared_data: Path
) -> None:
    page = planner.page
    page.get_by_role("link", name="Index bauen").click()
    page.get_by_role("link", name="Planungsräume 2006 bis 2018").click()
    page.fill("#id_name_de", INDEX)
    page.get_by_label("Status-Index wie in Berlin").check()
    for part in PARTS:
        page.check(f'[name="use:{part}"]')
        assert page.locator(f'[name="direction:{part}"]').input_value() == "1"
    page.check(f"input[name=periods][value='{DAY}']")
    page.select_option("#id_people", "dem_pop")
    page.fill("#id_least", "300")
    lines = [f"{code} | {reason}" for code, reason in LEFT_OUT.items()]
    page.fill("#id_exclusions", "\n".join(lines))
    page.select_option("#id_topic", "soziale_lage")
    page.select_option("#id_source", "mss")
    assert problems_of(page) == []
    page.get_by_role("button", name="Vorschau rechnen").click()

    page.wait_for_url("**/preview/")
    assert "436 Gebiete haben einen Index." in page.inner_text("main")
    assert page.locator(".index-classes td").all_inner_texts() == ["67", "283", "47", "39"]
    assert page.locator(".index-map path").count() == 447
    out = page.locator(".index-left-out tbody td").all_text_contents()
    assert sorted(text.strip() for text in out) == sorted(
        ["weniger als 300 Einwohner, oder die Zahl ist unbekannt"] * 9 + list(LEFT_OUT.values())
    )
    assert problems_of(page) == []

    preview = page.url
    page.get_by_role("button", name="Index anlegen").click()
    page.get_by_role("heading", name="Die Karten sind erstellt").wait_for(timeout=PUBLISHED)
    page.goto(preview)
    page.locator("main").get_by_role("link", name=INDEX).click()
    key = page.url.rstrip("/").rsplit("/", 1)[1]
    assert "Stadion Wilmersdorf (04041239): Stadion" in page.inner_text("main")
    assert classes_shown(page, berlin, key) == published(shared_data)
    assert planner.complaints == []


def classes_shown(page: Page, site: Site, key: str) -> dict[str, int]:
    """The classes as staff take them along in a file."""
    answer = page.request.get(f"{site.url}/berlin/data/{key}.csv?level=planungsraum&period={DAY}")
    assert answer.ok, answer.text()
    text = answer.body().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 447
    return {row["area"]: int(row["value"]) for row in rows if row["value"]}
