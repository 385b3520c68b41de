"""The month of a clerk in Köln: 2012 comes by CSV and Excel, goes public, and is taken back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import psycopg
import pytest
import yaml
from playwright.sync_api import Page

from tests.browser.conftest import PUBLISHED, BrowserPage, OpenPage
from tests.browser.test_clerks_month import PASSWORD
from tests.browser.test_map_page import problems_of
from tests.conftest import ROOT, Site
from tests.totp import code_of

NAME = "kathrin"
AGES = {
    10: "Einwohner unter 3 Jahren",
    20: "Einwohner von 3 bis unter 6 Jahren",
    30: "Einwohner von 6 bis unter 10 Jahren",
    40: "Einwohner von 10 bis unter 15 Jahren",
    50: "Einwohner von 15 bis unter 18 Jahren",
}
PUBLIC = "indicator=dem_u18&level=stadtteil&period=2012"


@pytest.fixture(scope="module")
def numbers(shared_data: Path) -> pd.DataFrame:
    """The city's table as published: text in every column, the value as a number."""
    found = pd.read_csv(shared_data / "koeln/bevoelkerung.csv", dtype=str)
    return found.assign(zahl=found.zahl.astype(float).astype(int))


@pytest.fixture(scope="module")
def koeln(
    running_site: Site,
    shared_data: Path,
    numbers: pd.DataFrame,
    tmp_path_factory: pytest.TempPathFactory,
) -> Site:
    """Köln as it stood before the figures of 2012 came."""
    data = tmp_path_factory.mktemp("data")
    (data / "koeln").mkdir()
    for part in ("geometrie", "original"):
        (data / "koeln" / part).symlink_to(shared_data / "koeln" / part)
    earlier = numbers[numbers.jahr != "2012"]
    earlier.to_csv(data / "koeln/bevoelkerung.csv", index=False)
    region = data / "koeln.yaml"
    region.write_text(yaml.safe_dump(told_of_children(), allow_unicode=True), "utf-8")
    running_site.manage("load_region", str(region), "--data", str(data), "--in-process")
    return running_site


def told_of_children() -> dict[str, Any]:
    """The region file of Köln with two indicators on two levels; the others take long."""
    told = yaml.safe_load((ROOT / "fixtures/regions/koeln.yaml").read_text("utf-8"))
    del told["checks"]
    for part, kept in (
        ("levels", {"stadtteil", "stadt"}),
        ("boundary_sets", {"stadtteil", "stadt"}),
        ("indicators", {"dem_pop", "dem_u18"}),
        ("deliveries", {"einwohner-stadtteil", "alter-stadtteil"}),
    ):
        told[part] = [one for one in told[part] if one["key"] in kept]
    brought = set().union(*(one["values"]["long"]["measures"] for one in told["deliveries"]))
    told["measures"] = [one for one in told["measures"] if one["key"] in brought]
    told["sources"] = [one for one in told["sources"] if one["key"] != "wahlen"]
    told["topics"] = [one for one in told["topics"] if one["key"] == "bevoelkerung"]
    for one in told["boundary_sets"]:
        one.pop("parents", None)
        if one["key"] == "stadt":
            one["dissolve"]["of"] = "stadtteil"
        else:
            one["parents"] = [{"set": "stadt", "by": "location"}]
    return told


@pytest.fixture
def clerk(koeln: Site, new_page: OpenPage, tmp_path: Path) -> Iterator[BrowserPage]:
    secret = tmp_path / "password"
    secret.write_text(PASSWORD)
    koeln.manage("make_organisation", "koeln", "amt", "Amt für Stadtentwicklung und Statistik")
    koeln.manage("make_staff", NAME, "--organisation", "koeln/amt", "--password-file", str(secret))
    yield new_page()
    with psycopg.connect(koeln.environment["DATABASE_URL"]) as database:
        database.execute("DELETE FROM releases_currentpack USING accounts_region r"
                         " WHERE r.id = region_id AND r.key = 'koeln'")  # fmt: skip
        database.execute("UPDATE accounts_region SET is_public = false WHERE key = 'koeln'")


def sign_in_with_second_factor(page: Page, site: Site) -> None:
    page.goto(site.url + "/accounts/login/?next=/desk/koeln/release/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("form.login button")
    page.get_by_role("link", name="richten Sie bitte zuerst den zweiten Faktor ein").click()
    page.get_by_role("link", name="Zweiten Faktor einrichten").click()
    page.fill("input[type=password]", PASSWORD)
    page.get_by_role("button", name="Weiter").click()
    page.fill("#id_code", code_of(page.locator(".secret-key").inner_text().replace(" ", "")))
    page.get_by_role("button", name="Einrichten").click()
    page.locator(".recovery-codes").wait_for()


def districts(numbers: pd.DataFrame, table: str) -> pd.DataFrame:
    """One of the city's tables of 2012, a row per Stadtteil and a column per item."""
    is_district = numbers.raum_id.str.fullmatch(r"[1-9]\d{2}")
    found = numbers[is_district & (numbers.jahr == "2012") & (numbers.tab_id == table)]
    wide = found.pivot(index=["raum_id", "raum"], columns="zei_id", values="zahl")
    return wide.rename(columns=int).sort_index(axis=1).reset_index()


def write_csv(path: Path, numbers: pd.DataFrame) -> Path:
    rows = districts(numbers, "005").rename(columns={10: "pop"}).assign(jahr="2012")
    rows[["raum_id", "raum", "jahr", "pop"]].to_csv(path, index=False)
    return path


def write_cross_table(path: Path, numbers: pd.DataFrame, unknown: str = "") -> Path:
    """A sheet as offices make them: a title, a heading per age group, a total and a remark."""
    rows = districts(numbers, "020")
    if unknown:
        rows.loc[0, "raum_id"] = unknown
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Altersgruppen"
    sheet.append(["Einwohner nach Altersgruppen in den Kölner Stadtteilen"])
    sheet.append([])
    sheet.append(["Raum-ID", "Stadtteil", "Jahr", *AGES.values()])
    for row in rows.itertuples(index=False):
        sheet.append([row[0], row[1], 2012, *(int(row[1 + at // 10]) for at in AGES)])
    sheet.append([])
    sheet.append(["Quelle: Stadt Köln, Einwohnermelderegister"])
    book.save(path)
    return path


def bring(page: Page, site: Site, path: Path) -> None:
    page.goto(site.url + "/desk/koeln/upload/")
    page.set_input_files("input[type=file] >> nth=0", path)
    page.select_option("#id_level", "stadtteil")
    page.select_option("#id_source", "einwohner")
    page.get_by_role("button", name="Datei prüfen").click()


def take_over(page: Page) -> None:
    page.get_by_role("button", name="Werte übernehmen").click()
    page.get_by_text("Die Werte sind gespeichert.").wait_for()


def release_publicly(page: Page, site: Site) -> None:
    page.goto(site.url + "/desk/koeln/release/")
    for box in page.locator("input[name=indicators]").all():
        box.uncheck()
    page.check("input[name=indicators][value=dem_u18]")
    page.get_by_label("Öffentlich: alle").check()
    page.get_by_role("button", name="Prüfen").click()
    page.get_by_label(re.compile("Ich bestätige")).check()
    page.get_by_role("button", name="Öffentlich freigeben").click()
    page.get_by_role("heading", name="Die Karten sind erstellt").wait_for(timeout=PUBLISHED)


def public_text(new_page: OpenPage, site: Site) -> str:
    page = new_page(script=False).page
    page.goto(f"{site.url}/koeln/table/?{PUBLIC}")
    return page.locator("main").inner_text()


def share_of_minors(numbers: pd.DataFrame, code: str) -> str:
    """As the table prints it, from the city's own file."""
    ages, pop = districts(numbers, "020"), districts(numbers, "005")
    young = ages.loc[ages.raum_id == code, list(AGES)].sum(axis=1).item()
    return f"{young / pop.loc[pop.raum_id == code, 10].item() * 100:.1f}".replace(".", ",")


def test_2012_comes_goes_public_and_is_taken_back(
    koeln: Site, clerk: BrowserPage, new_page: OpenPage, tmp_path: Path, numbers: pd.DataFrame
) -> None:
    page, site = clerk.page, koeln
    sign_in_with_second_factor(page, site)
    bring(page, site, write_csv(tmp_path / "einwohner-2012.csv", numbers))
    take_over(page)

    bring(page, site, write_cross_table(tmp_path / "alter-falsch.xlsx", numbers, unknown="998"))
    page.wait_for_selector(".severity--error")
    row = page.inner_text(".problems tbody tr")
    assert "998" in row
    assert "Zeile 4" in row
    assert problems_of(page) == []
    page.click("text=Berichtigte Datei hochladen")
    bring(page, site, write_cross_table(tmp_path / "alter-2012.xlsx", numbers))
    page.get_by_role("button", name="Werte übernehmen").wait_for()
    counts = page.locator(".preview tbody tr td.number").all_inner_texts()
    assert sum(int(count) for count in counts) == 86 * len(AGES)
    take_over(page)
    expected = share_of_minors(numbers, "101")
    assert expected not in public_text(new_page, site)

    release_publicly(page, site)
    seen = public_text(new_page, site)
    assert re.search(rf"Altstadt/Süd\s+{expected}\s", seen)
    shown = new_page()
    shown.open(f"{site.url}/koeln/map/?{PUBLIC}")
    assert "2012" in shown.page.title() + shown.page.locator("main").inner_text()
    assert shown.complaints == []

    page.goto(site.url + "/desk/koeln/deliveries/")
    page.get_by_role("link", name="alter-2012.xlsx").click()
    page.get_by_role("link", name=re.compile("zurücknehmen")).click()
    page.get_by_role("button", name=re.compile("zurücknehmen")).click()
    page.get_by_text("Die Lieferung ist zurückgenommen.").wait_for()
    release_publicly(page, site)
    assert not re.search(rf"Altstadt/Süd\s+{expected}\s", public_text(new_page, site))
    assert clerk.complaints == []
