"""Change, threshold and filter as a planner uses them: live, by keyboard, without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of

MAP = "/demo/map/?indicator=exi_u15&level=stadtteil"
CHANGE = f"{MAP}&period=2023-12-31&since=2020-12-31"
TITLE = "Veränderung 31.12.2020 – 31.12.2023"


def opened(page: Page) -> Page:
    """With the folds of classes, colours and filter open."""
    for fold in ("advanced", "filter"):
        if page.locator(f"#{fold}").get_attribute("open") is None:
            page.locator(f"#{fold} > summary").click()
    return page


def counted(page: Page) -> int:
    """Areas that the legend counts: in classes, as gaps, as hidden."""
    texts = page.locator("#legend .legend__count").all_inner_texts()
    hidden = page.locator("#legend .legend__hidden").inner_text()
    found = re.search(r"\d+", hidden)
    return sum(int(text) for text in texts if text) + (int(found[0]) if found else 0)


def test_a_change_is_chosen_shown_moved_and_left_by_back(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}&period=2023-12-31")
    page.locator("[data-kind='change']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#heading-period")).to_have_text(TITLE)
    expect(page.locator("[data-kind='change']")).to_have_attribute("aria-current", "true")
    expect(page.locator("#since-why-not")).to_contain_text("haben sich 2020 geändert")
    assert page.locator("#since option").all_inner_texts() == [
        "31.12.2022", "31.12.2021", "31.12.2020",
    ]  # fmt: skip
    page.wait_for_selector("html.is-complete", state="attached")
    assert "since=2020-12-31" in page.url
    expect(page.locator("#legend-body")).to_contain_text("unter 0,0")
    expect(page.locator(".legend__city")).to_contain_text("Prozentpunkte")
    browser_page.forget()
    page.locator(".step--later").click()
    expect(page.locator("#heading-period")).to_have_text("Veränderung 31.12.2020 – 31.12.2024")
    assert "since=2020-12-31" in page.url
    page.go_back()
    expect(page.locator("#heading-period")).to_have_text(TITLE)
    assert not [url for url in browser_page.requests if "/packs/" in url or "/shapes/" in url]
    page.go_back()
    expect(page.locator("#heading-period")).to_have_text("31.12.2023")
    assert browser_page.complaints == []


@pytest.mark.parametrize(
    "query", ["&change=percent", "", "&threshold=-1&min=-3&within=stadtbezirk:01"]
)
def test_live_change_equals_the_table_without_script(
    site: str, browser_page: BrowserPage, new_page: OpenPage, query: str
) -> None:
    page = browser_page.open(f"{site}{CHANGE}{query}&panel=table")
    rows = page.locator(".figures tbody tr")
    expect(rows.first).to_be_visible()
    live = {
        row.locator("td").nth(0).inner_text(): row.locator("td").nth(1).inner_text().split("\n")[0]
        for row in rows.all()
    }
    still = new_page(script=False).page
    still.goto(f"{site}{CHANGE}{query}".replace("/map/", "/table/"))
    served = still.locator("tbody tr[data-area]")
    assert served.count() == len(live) > 0
    for row in served.all():
        shown = row.locator("td.number").inner_text().replace("\u202f", " ").split()
        assert live[row.get_attribute("data-area") or ""].split()[0] == shown[0]


def test_a_change_of_a_number_is_circles_of_two_colours(
    site: str, browser_page: BrowserPage
) -> None:
    address = "/demo/map/?indicator=dem_pop&level=stadtteil&period=2023-12-31&since=2020-12-31"
    page = browser_page.open(site + address)
    expect(page.locator("#legend .circles__ring")).to_have_count(3)
    rows = page.locator("#legend-body .legend__classes .legend__row")
    expect(rows).to_have_count(3)
    colors = {circle.get_attribute("fill") for circle in rows.locator("circle").all()}
    assert len(colors) == 2
    assert browser_page.complaints == []


def test_another_earlier_date_and_another_way_are_chosen_above_the_map(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{CHANGE}")
    page.locator("#since").select_option("2022-12-31")
    expect(page.locator("#heading-period")).to_have_text("Veränderung 31.12.2022 – 31.12.2023")
    page.wait_for_selector("html.is-complete", state="attached")
    page.locator("#change").select_option("percent")
    page.wait_for_url("**change=percent**")
    expect(page.locator("#legend-title")).to_contain_text("%")
    page.wait_for_selector("html.is-complete", state="attached")
    page.locator("[data-kind='values']").click()
    expect(page.locator("#heading-period")).to_have_text("31.12.2023")
    assert browser_page.complaints == []


def test_the_choice_of_view_keeps_its_height_and_says_why_there_is_no_change(
    site: str, browser_page: BrowserPage
) -> None:
    page = browser_page.open(f"{site}{MAP}&period=2020-12-31")
    heading = page.locator(".heading")
    before = heading.bounding_box()
    expect(page.locator("[data-kind='change']")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#since-why-not")).to_be_visible()
    page.locator(".step--later").click()
    expect(page.locator("[data-kind='change']")).to_have_attribute(
        "href", re.compile("since=2020-12-31")
    )
    expect(page.locator("#since-why-not")).to_be_hidden()
    assert heading.bounding_box() == before
    assert browser_page.complaints == []


def test_a_threshold_divides_legend_and_map_and_goes_again(
    site: str, browser_page: BrowserPage
) -> None:
    page = opened(browser_page.open(f"{site}/demo/map/?indicator=kit_u3&level=stadtteil"))
    expect(page.locator("#threshold")).to_be_hidden()
    page.locator("[data-kind='threshold']").click()
    line = page.locator(".legend__threshold")
    expect(line).to_contain_text("ab 42,0\u202f%")
    assert "threshold=42" in page.url
    expect(page.locator("#threshold")).to_have_value("42,0")
    expect(page.locator("#method")).to_be_disabled()
    page.locator("#threshold").fill("50,5")
    page.keyboard.press("Tab")
    expect(line).to_contain_text("ab 50,5\u202f%")
    page.locator("#below").select_option("green")
    expect(page.locator("#legend [data-class='0'] rect")).to_have_attribute("fill", "#00441b")
    page.locator("#threshold").fill("viel")
    page.keyboard.press("Tab")
    expect(page.locator("#threshold")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#announcer")).to_contain_text("„viel“ ist keine Zahl")
    page.locator("#threshold").fill("50,5")
    page.locator("[data-kind='values']").click()
    expect(line).to_have_count(0)
    expect(page.locator("#threshold")).to_be_hidden()
    assert "threshold" not in page.url
    page.go_back()
    expect(line).to_contain_text("ab 50,5")
    assert browser_page.complaints == []


def test_filters_hide_areas_and_tell_the_figures_of_the_rest(
    site: str, browser_page: BrowserPage
) -> None:
    page = opened(browser_page.open(f"{site}{MAP}&area=0101&areas=0102"))
    areas = counted(page)
    browser_page.forget()
    page.locator("#min").fill("10")
    page.locator("#min").press("Tab")
    expect(page.locator(".legend__hidden")).to_contain_text("ausgeblendet")
    assert counted(page) == areas
    expect(page.locator("#summary")).not_to_contain_text(f"{areas} von {areas}")
    assert "min=10" in page.url
    page.locator("#only-chosen").click()
    page.locator("#filter-end").click()
    expect(page.locator(".legend__hidden")).to_be_hidden()
    page.locator("#only-chosen").click()
    expect(page.locator("#summary")).to_contain_text(f"2 von {areas}")
    assert "only=0101,0102" in page.url
    page.locator("#filter-end").click()
    page.locator("#within").select_option(index=1)
    expect(page.locator("#summary")).not_to_contain_text(f"{areas} von {areas}")
    page.go_back()
    expect(page.locator("#summary")).to_contain_text(f"{areas} von {areas}")
    assert browser_page.requests == []
    assert browser_page.complaints == []


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page_name", ["map", "table"])
def test_the_views_have_no_barrier(
    site: str, new_page: OpenPage, language: str, page_name: str
) -> None:
    query = CHANGE.replace("/map/", f"/{page_name}/") + "&threshold=-1&min=-3&area=0101"
    page = new_page().page
    page.goto(f"{site}{language}{query}")
    if page_name == "map":
        page.wait_for_selector("html.is-complete", state="attached")
    assert problems_of(page) == []
    words = page.locator("#main").inner_text()
    assert ("Veränderung" in words) == (language == "")


@pytest.mark.parametrize("page_name", ["map", "table"])
def test_a_phone_shows_the_views_without_sideways_scrolling(
    site: str, new_page: OpenPage, page_name: str
) -> None:
    page = new_page(PHONE).page
    page.goto(f"{site}{CHANGE}&threshold=-1&min=-3".replace("/map/", f"/{page_name}/"))
    if page_name == "map":
        page.wait_for_selector("html.is-complete", state="attached")
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]


def test_without_script_the_form_shows_change_threshold_and_filter(
    site: str, new_page: OpenPage
) -> None:
    page = new_page(script=False).page
    page.goto(f"{site}{MAP}&period=2023-12-31")
    page.get_by_role("link", name="Veränderung", exact=True).click()
    opened(page)
    page.locator("#since").select_option("2021-12-31")
    page.locator("#threshold").fill("-1,5")
    page.locator("#within").select_option(index=1)
    page.get_by_role("button", name="Anzeigen").first.click()
    expect(page.locator("#heading-period")).to_contain_text("Veränderung 31.12.2021")
    opened(page)
    page.locator("#since").select_option("2020-12-31")
    page.get_by_role("button", name="Anzeigen").first.click()
    expect(page.locator("#heading-period")).to_have_text(TITLE)
    expect(page.locator(".remarks")).to_have_count(0)
    expect(page.locator(".legend__threshold")).to_contain_text("ab −1,5")
    expect(page.locator(".legend__hidden")).to_contain_text("ausgeblendet")
    expect(page.locator("#summary")).to_contain_text("Gezeigte Gebiete")
    page.get_by_role("link", name="Werte", exact=True).click()
    expect(page.locator("#heading-period")).to_have_text("31.12.2023")


def test_on_a_phone_without_script_the_choice_comes_before_the_map(
    site: str, new_page: OpenPage
) -> None:
    page = new_page(PHONE, script=False).page
    page.goto(f"{site}{MAP}")
    chooser, picture = page.locator("#selection").bounding_box(), page.locator(".static-map")
    pictured = picture.bounding_box()
    assert chooser
    assert pictured
    assert chooser["y"] + chooser["height"] <= pictured["y"]
    assert pictured["width"] > PHONE[0] * 0.9
    page.get_by_role("link", name="Zur Karte").click()
    expect(page.locator("#heading-title")).to_be_in_viewport()
    sizes = page.locator("#legend .legend__label").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 16
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE[0]


@pytest.mark.parametrize("script", [True, False])
def test_the_printed_sheet_is_one_and_its_legend_can_be_read(
    site: str, new_page: OpenPage, script: bool
) -> None:
    page = new_page(script=script).page
    page.goto(f"{site}{CHANGE}&area=0101")
    if script:
        page.wait_for_selector("html.is-complete", state="attached")
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert sheets == 1
    page.emulate_media(media="print")
    points = page.locator("#legend .legend__label").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize) * 72 / 96"
    )
    assert points >= 10
    expect(page.locator(".views")).to_be_hidden()
