"""The charts below the map: opened late, joined with map and table, taken away as files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import PHONE, BrowserPage, OpenPage
from tests.browser.test_map_page import MAP, problems_of

CHARTS = ("ranking", "series", "scatter")


def opened(browser_page: BrowserPage, site: str, kind: str, more: str = "") -> Page:
    page = browser_page.open(f"{site}{MAP}{more}&panel={kind}")
    page.wait_for_selector(f"#drawer-{kind} .chart-canvas[data-drawn] svg")
    return page


@pytest.fixture
def tidy(browser_page: BrowserPage, site: str) -> Iterator[BrowserPage]:
    """A page that must say nothing on its console and ask no other house."""
    yield browser_page
    assert browser_page.complaints == []
    assert len(browser_page.hosts) == 1


def test_the_chart_library_comes_with_the_first_chart(site: str, tidy: BrowserPage) -> None:
    page = tidy.open(f"{site}{MAP}")
    assert not [url for url in tidy.requests if "echarts" in url or "panels" in url]
    page.get_by_role("tab", name="Zeitreihe").click()
    page.wait_for_selector("#drawer-series .chart-canvas[data-drawn] svg")
    assert [url for url in tidy.requests if "echarts" in url]
    assert "panel=series" in page.url
    page.go_back()
    expect(page.locator("#drawer-series")).to_be_hidden()


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_of_the_address_is_drawn_and_passes_axe(
    site: str, tidy: BrowserPage, kind: str
) -> None:
    page = opened(tidy, site, kind, "&area=0101&areas=0201")
    expect(page.locator(f"#tab-{kind}")).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#drawer-{kind} .chart-canvas")).to_have_attribute(
        "aria-label", re.compile(".{20,}")
    )
    assert problems_of(page) == []


def test_tabs_are_walked_by_arrow_keys_and_opened_by_enter(site: str, tidy: BrowserPage) -> None:
    page = tidy.open(f"{site}{MAP}")
    page.locator("#drawer-toggle").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#tab-table")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-ranking")).to_be_focused()
    expect(page.locator("#drawer-ranking")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#drawer-ranking .chart-canvas svg")).to_be_visible()
    expect(page.locator("#tab-ranking")).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#tab-scatter")).to_be_focused()


def test_a_bar_under_the_pointer_is_outlined_on_the_map_and_a_click_chooses_it(
    site: str, tidy: BrowserPage
) -> None:
    page = opened(tidy, site, "ranking")
    box = page.locator("#drawer-ranking .chart-canvas").bounding_box()
    assert box
    second_bar = box["x"] + 240, box["y"] + 63
    before = page.locator("#map").screenshot()
    page.mouse.move(*second_bar)
    wait_until_the_map_differs(page, before)
    page.mouse.click(*second_bar)
    expect(page.locator("#area-panel h3")).not_to_have_text("Musterstadt")
    name = page.locator("#area-panel h3").inner_text()
    page.locator("#tab-table").click()
    expect(page.locator(".figures tr.is-selected")).to_contain_text(name)


def wait_until_the_map_differs(page: Page, before: bytes) -> None:
    for _ in range(240):
        if page.locator("#map").screenshot() != before:
            return
        page.wait_for_timeout(250)
    raise AssertionError("the map did not change")


def test_every_chart_has_an_equal_table(site: str, tidy: BrowserPage) -> None:
    page = opened(tidy, site, "series", "&area=0101")
    page.locator("#drawer-series").get_by_role("button", name="Als Tabelle").click()
    table = page.locator("#drawer-series table")
    heads = table.locator("thead th").all_inner_texts()
    assert len(heads) == 4, "date, area, city, span of all"
    dates = page.locator("#period option").count()
    expect(table.locator("tbody tr")).to_have_count(dates)


def test_the_second_indicator_is_chosen_and_stays_in_the_address(
    site: str, tidy: BrowserPage
) -> None:
    page = opened(tidy, site, "scatter")
    page.locator("#across").select_option("exi_sgb2")
    expect(page.locator("#drawer-scatter .chart-canvas")).to_have_attribute(
        "aria-label", re.compile("SGB-II-Quote")
    )
    assert "x=exi_sgb2" in page.url
    expect(page.locator("#drawer-scatter .chart-notes")).to_contain_text(
        "ursächlicher Zusammenhang"
    )


def saved(page: Page, kind: str, ending: str) -> Path:
    with page.expect_download() as found:
        page.locator(f"#drawer-{kind} [data-file={ending}]").click()
    download: Download = found.value
    assert download.suggested_filename.endswith(f".{ending}")
    return Path(download.path())


def test_files_carry_title_source_and_dates(site: str, tidy: BrowserPage) -> None:
    page = opened(tidy, site, "ranking")
    picture = saved(page, "ranking", "svg").read_text(encoding="utf-8")
    assert "SGB-II-Quote unter 15" in picture
    assert "Quelle" in picture
    table = saved(page, "ranking", "csv").read_bytes().decode("utf-8-sig")
    assert table.splitlines()[0] == "Gebiet;Schlüssel;Wert"
    assert "Veröffentlicht am" in table or "Datenstand" in table
    assert saved(page, "ranking", "png").read_bytes().startswith(b"\x89PNG")


def test_an_unknown_second_indicator_gives_way_with_a_sentence(
    site: str, tidy: BrowserPage
) -> None:
    page = opened(tidy, site, "scatter", "&x=nix")
    expect(page.locator(".chart-remark")).to_contain_text("nix")


def test_charts_work_on_a_phone(site: str, new_page: OpenPage) -> None:
    phone = new_page(PHONE)
    page = opened(phone, site, "series", "&area=0101")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]
    assert phone.complaints == []


def test_the_printed_sheet_has_title_source_and_address(
    site: str, tidy: BrowserPage, tmp_path: Path
) -> None:
    page = opened(tidy, site, "series", "&area=0101")
    page.pdf(path=tmp_path / "sheet.pdf", format="A4", landscape=True)
    assert (tmp_path / "sheet.pdf").stat().st_size > 20_000
    page.emulate_media(media="print")
    expect(page.locator("#print-address")).to_have_text(page.url)
    expect(page.locator("#print-boundaries")).not_to_be_empty()
    for seen in (".heading__title", ".print-foot", "#print-picture", "#drawer-series svg"):
        expect(page.locator(seen).first).to_be_visible()
    expect(page.locator(".chooser")).to_be_hidden()
    ink = page.evaluate(
        """() => {
          const picture = document.querySelector("#print-picture");
          const paper = picture.getContext("2d");
          const cells = paper.getImageData(0, 0, picture.width, picture.height).data;
          const colors = new Set();
          for (let at = 0; at < cells.length; at += 400) colors.add(cells.slice(at, at + 3).join());
          return colors.size;
        }"""
    )
    assert ink > 5, "the map is in the picture"
