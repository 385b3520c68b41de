"""The page that compares areas: for the planner with script, for everybody without."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, BrowserPage, OpenPage
from tests.browser.test_map_page import MAP, problems_of

COMPARE = "/demo/compare/?indicator=exi_u15&level=stadtteil&areas=0101,0201"


def test_the_planner_comes_from_the_map_compares_two_areas_and_prints(
    site: str, browser_page: BrowserPage, tmp_path: Path
) -> None:
    page = browser_page.open(f"{site}{MAP}&area=0101&areas=0201")
    page.get_by_role("link", name="Vergleich als Seite").click()
    page.wait_for_selector("#compare-chart[data-drawn] svg")
    assert "areas=0101,0201" in page.url
    expect(page.locator(".compare-area")).to_have_count(3)
    assert problems_of(page) == []
    page.pdf(path=tmp_path / "sheet.pdf", format="A4", landscape=True)
    assert (tmp_path / "sheet.pdf").stat().st_size > 20_000
    assert browser_page.complaints == []
    assert len(browser_page.hosts) == 1


def test_an_area_is_added_by_its_name_and_taken_away(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.page
    page.goto(f"{site}{COMPARE}")
    name = page.locator("#area-names option").first.get_attribute("value") or ""
    page.locator("#add-area").fill("Atlantis")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Es gibt kein Gebiet „Atlantis“.")
    other = page.locator("#indicator option:not(:checked)").first.get_attribute("value") or ""
    page.locator("#indicator").select_option(other)
    page.locator("#add-area").fill(name.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".compare-area")).to_have_count(4)
    expect(page.locator(".compare-area__name").nth(2)).to_have_text(name)
    expect(page.locator("#indicator")).to_have_value(other)
    page.get_by_role("link", name=re.compile("Entfernen.*" + re.escape(name))).click()
    expect(page.locator(".compare-area")).to_have_count(3)
    assert browser_page.complaints == []


def test_without_script_a_form_a_picture_and_tables_say_the_same(
    site: str, new_page: OpenPage
) -> None:
    page = new_page(script=False).page
    page.goto(f"{site}{COMPARE}")
    expect(page.locator("svg.line-chart")).to_be_visible()
    page.locator("select[name=areas]").nth(2).select_option(index=5)
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.locator(".compare-area")).to_have_count(4)
    expect(page.locator("svg.line-chart")).to_be_visible()


def test_it_fits_a_phone(site: str, new_page: OpenPage) -> None:
    phone = new_page(PHONE)
    phone.page.goto(f"{site}{COMPARE}")
    phone.page.wait_for_selector("#compare-chart[data-drawn] svg")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert problems_of(phone.page) == []
