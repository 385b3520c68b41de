"""How sure a figure is: at the pointer, in the panel, and as a smoothed map."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of

MAP = "/demo/map/?indicator=mig_for&level=stadtteil&period=2024-12-31"
RANGE = re.compile(r"95-%-Bereich: [\d,]+ bis [\d,]+")


def test_panel_and_pointer_say_the_range_of_the_date(
    site: str, browser_page: BrowserPage, new_page: OpenPage
) -> None:
    page = browser_page.open(f"{site}{MAP}&area=0101")
    said = page.locator(".figure__range")
    expect(said).to_have_text(RANGE)
    newest = said.inner_text()
    expect(page.locator("#area-panel .pairs")).to_contain_text("nicht deutlich verschieden")
    still = new_page(script=False).page
    still.goto(f"{site}{MAP}&area=0101")
    assert " ".join(still.locator(".figure__range").inner_text().split()) == " ".join(
        newest.split()
    )
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#tooltip small")).to_have_text(RANGE)
    page.locator(".step--earlier").click()
    expect(page.locator("#heading-period")).to_have_text("31.12.2023")
    expect(said).to_have_text(RANGE)
    expect(said).not_to_have_text(newest)
    assert browser_page.complaints == []


def test_a_map_is_smoothed_and_back(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}{MAP}&area=0101")
    page.get_by_role("link", name="Werte glätten").click()
    expect(page.locator("h1")).to_contain_text("(geglättet)")
    expect(page.locator(".views__smoothed")).to_contain_text("Es sind Schätzungen")
    page.wait_for_selector("html.is-complete", state="attached")
    assert "smoothed=1" in page.url
    expect(page.locator(".figure__range")).to_have_count(0)
    assert problems_of(page) == []
    page.locator(".step--earlier").click()
    expect(page.locator("#heading-period")).to_have_text("31.12.2023")
    page.get_by_role("link", name="Veröffentlichte Werte zeigen").click()
    expect(page.locator("h1")).not_to_contain_text("(geglättet)")
    expect(page.locator("#heading-period")).to_have_text("31.12.2023")
    assert "smoothed" not in page.url
    assert browser_page.complaints == []
