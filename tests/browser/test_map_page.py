"""The map page as people use it: by mouse, by keyboard, on a phone, without script."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, BrowserPage, OpenPage

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BEFORE_REFORM, AFTER_REFORM = "2018-12-31", "2022-12-31"
MAP = "/demo/map/?indicator=exi_u15&level=stadtteil"


def center(page: Page) -> tuple[float, float]:
    """A point in the middle of the map, where the demo city lies."""
    box = page.locator("#map").bounding_box()
    assert box
    return box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5


def drawn_colors(page: Page) -> set[str]:
    """The colours of the classes in the legend."""
    swatches = page.locator("#legend .legend__classes rect")
    return {swatch.get_attribute("fill") or "" for swatch in swatches.all()}


def counts(page: Page) -> list[int]:
    return [int(text) for text in page.locator("#legend .legend__count").all_inner_texts() if text]


def problems_of(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{problem['id']}: {node['html'][:200]}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


def test_a_date_beyond_the_reform_is_shown_without_any_request(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}&period={AFTER_REFORM}")
    boundaries = page.locator("#heading-boundaries").inner_text()
    areas = sum(counts(page))
    browser_page.forget()
    page.locator("#period").select_option(BEFORE_REFORM)
    expect(page.locator("#heading-period")).to_have_text("31.12.2018")
    expect(page.locator("#heading-boundaries")).not_to_have_text(boundaries)
    assert sum(counts(page)) != areas
    page.locator(".step--later").click()
    expect(page.locator("#heading-period")).to_have_text("31.12.2019")
    page.wait_for_timeout(500)
    assert browser_page.requests == []
    assert browser_page.complaints == []


def test_slider_select_and_heading_say_the_same_date(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}{MAP}")
    slider = page.locator("#period-slider")
    chosen = "31.12.2023"  # one before the newest; named, as the page is painted a frame later
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#heading-period")).to_have_text(chosen)
    expect(page.locator("#period option:checked")).to_have_text(chosen)
    expect(slider).to_have_attribute("aria-valuetext", chosen)
    expect(page.locator("#announcer")).to_contain_text(chosen)


def test_a_click_on_the_map_chooses_an_area_and_back_lets_it_go(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}")
    page.mouse.move(*center(page))
    expect(page.locator("#tooltip")).to_be_visible()
    name = page.locator("#tooltip span").inner_text()
    page.mouse.click(*center(page))
    expect(page.locator("#area-panel h3")).to_have_text(name)
    expect(page.locator("#area option:checked")).to_have_text(name)
    assert "area=" in page.url
    page.go_back()
    expect(page.locator("#area-panel h3")).to_have_text("Musterstadt")
    page.go_forward()
    expect(page.locator("#area-panel h3")).to_have_text(name)


def test_areas_are_compared_and_removed(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}{MAP}&area=0101")
    other = page.locator("#compare option").nth(3)
    name, code = other.inner_text(), other.get_attribute("value")
    page.locator("#compare").select_option(code)
    row = page.locator(".chart-key__row", has_text=name)
    expect(row).to_be_visible()
    assert f"areas={code}" in page.url
    expect(page.locator(".chart__line--compared").first).to_be_attached()
    row.get_by_role("button").click()
    expect(row).to_have_count(0)


def test_everything_can_be_done_by_keyboard(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}{MAP}")
    page.locator("#drawer-toggle").focus()
    page.keyboard.press("Enter")
    rows = page.locator(".figures tbody tr")
    expect(rows.first).to_be_visible()
    rows.first.get_by_role("button").focus()
    page.keyboard.press("ArrowDown")
    second = rows.nth(1).get_by_role("button")
    expect(second).to_be_focused()
    name = second.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#area-panel h3")).to_have_text(name)
    expect(rows.nth(1).get_by_role("button")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(page.locator("#area-panel h3")).to_have_text("Musterstadt")


def test_the_table_beside_the_map_equals_the_table_without_script(
    site: str, browser_page: BrowserPage, new_page: OpenPage
) -> None:
    address = f"?indicator=exi_u15&level=stadtteil&period={AFTER_REFORM}"
    page = browser_page.open(f"{site}/demo/map/{address}&view=table")
    page.locator("[data-sort=code]").click()
    expect(page.locator("[data-sort=code]")).to_have_attribute("data-order", "ascending")
    live = {
        row.locator("td").nth(0).inner_text(): row.locator("td").nth(1).inner_text().split("\n")[0]
        for row in page.locator(".figures tbody tr").all()
    }
    still = new_page(script=False).page
    still.goto(f"{site}/demo/table/{address}")
    served = still.locator("tbody tr[data-area]")
    assert served.count() == len(live) > 50
    for row in served.all():
        code = row.get_attribute("data-area") or ""
        text = row.locator("td.number").inner_text().split()
        assert live[code].split()[0] == text[0].removesuffix("%").rstrip("\u202f")


def test_the_table_sorts_by_value_with_gaps_last(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}{MAP}&view=table")
    page.locator("[data-sort=value]").click()
    header = page.locator("th", has=page.locator("[data-sort=value]"))
    expect(header).to_have_attribute("aria-sort", "descending")
    cells = page.locator(".figures tbody td.figures__number").all_inner_texts()
    numbers = [float(text.replace(",", ".")) for text in cells if re.fullmatch(r"[\d,]+", text)]
    assert numbers == sorted(numbers, reverse=True)
    assert all(not re.fullmatch(r"[\d,]+", text) for text in cells[len(numbers) :])


def test_classes_palette_and_opacity_change_map_legend_and_address(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}")
    before = drawn_colors(page)
    page.locator("#advanced > summary").click()
    page.locator("#method").select_option("equal_interval")
    expect(page.locator(".legend__method")).to_contain_text("Gleiche Abstände")
    page.locator("#k").select_option("3")
    expect(page.locator("#legend .legend__classes li")).to_have_count(3)
    page.locator("label[for=palette-purple]").click()
    expect(page.locator("#reset")).to_be_visible()
    expect(page.locator("#legend [data-class='0'] rect")).to_have_attribute("fill", "#e2e0ef")
    assert not drawn_colors(page) & before
    assert "method=equal_interval&k=3&palette=purple" in page.url
    page.locator("#opacity").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#opacity-value")).to_have_text("75\u202f%")
    page.go_back()
    page.go_back()
    expect(page.locator("#k")).to_have_value("3")
    expect(page.locator("#palette-blue")).to_be_checked()


def test_own_breaks_can_be_typed(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}{MAP}")
    page.locator("#advanced > summary").click()
    first = page.locator(".breaks__field").first
    first.fill("4,5")
    first.press("Enter")
    expect(page.locator("#legend .legend__classes")).to_contain_text("unter 4,5")
    expect(page.locator("#method")).to_have_value("manual")
    assert "breaks=4,5;" in page.url
    page.reload()
    page.wait_for_selector("html.is-painted", state="attached")
    expect(page.locator("#legend .legend__classes")).to_contain_text("unter 4,5")


def test_a_class_in_the_legend_is_highlighted_until_escape(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}")
    button = page.locator("#legend [data-class='0'] button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#announcer")).to_contain_text("Hervorgehoben")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_indicators_are_found_by_their_words_and_keep_the_chosen_area(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}&area=0101")
    page.locator("#topic-filter").fill("durchschnittsalter")
    found = page.locator("#topics li:visible a")
    expect(found).to_have_count(1)
    found.click()
    expect(page.locator("h1")).to_have_text("Durchschnittsalter")
    page.wait_for_selector("html.is-painted", state="attached")
    assert "area=0101" in page.url


def test_absolute_numbers_are_circles(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}/demo/map/?indicator=dem_pop&level=stadtteil")
    expect(page.locator("#legend .circles__ring")).to_have_count(3)
    expect(page.locator("#method")).to_have_count(0)


@pytest.mark.parametrize("indicator", ["exi_u15", "dem_pop", "soz_status"])
def test_nothing_leaves_the_machine_and_the_browser_does_not_complain(
    site: str, browser_page: BrowserPage, indicator: str
) -> None:
    page = browser_page.open(f"{site}/demo/map/?indicator={indicator}&level=stadtteil&area=0101")
    page.locator("#advanced > summary").click()
    page.mouse.move(*center(page))
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    assert browser_page.hosts == {urlsplit(site).netloc}
    assert browser_page.complaints == []


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_has_no_serious_barrier(
    site: str, browser_page: BrowserPage, language: str
) -> None:
    page = browser_page.open(f"{site}{language}{MAP}&area=0101&areas=0201&view=table")
    page.locator("#advanced > summary").click()
    assert problems_of(page) == []
    assert page.locator("html").get_attribute("lang") == (language.removeprefix("/") or "de")


def test_the_english_page_is_english(site: str, browser_page: BrowserPage) -> None:
    page = browser_page.open(f"{site}/en{MAP}&area=0101")
    text = page.locator("body").inner_text()
    for german in ("Klasse", "Gebiet", "keine Daten", "Zeitpunkt", "Tabelle"):
        assert german not in text.replace("Gebietsstand", "")
    expect(page.locator("#legend")).to_contain_text("no data")
    assert re.search(r"\d\.\d%", page.locator("#legend").inner_text())


def test_a_phone_shows_all_without_sideways_scrolling(site: str, new_page: OpenPage) -> None:
    opened = new_page(PHONE)
    page = opened.open(f"{site}{MAP}&area=0101&areas=0201&view=table")
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]
    page.mouse.click(*center(page))
    expect(page.locator("#tooltip")).to_be_visible()
    assert opened.complaints == []


def test_without_script_there_is_a_picture_a_form_and_the_table(
    site: str, new_page: OpenPage
) -> None:
    page = new_page(script=False).page
    page.goto(f"{site}{MAP}&period={AFTER_REFORM}")
    expect(page.locator("img.static-map")).to_be_visible()
    assert page.evaluate("() => 1") == 1
    page.locator("#period").select_option(BEFORE_REFORM)
    page.locator("#area").select_option("0101")
    page.get_by_role("button", name="Anzeigen").last.click()
    expect(page.locator("#heading-period")).to_have_text("31.12.2018")
    expect(page.locator("#area-panel h3")).to_be_visible()
    expect(page.locator("#legend .legend__row").first).to_be_visible()
    page.get_by_role("link", name="Alle Zahlen auf eigener Seite").click()
    expect(page.locator("tbody tr").first).to_be_visible()
