"""What NGOs, council and public read: without script, by keyboard, on a phone, on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, OpenPage

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PROFILE = "/demo/areas/stadtteil/0101/"
PAGES = [
    "/", "/?q=neudorf", "/demo/", "/demo/?q=neudrof", PROFILE,
    "/demo/areas/stadtteil/0505/?stand=2018", "/demo/areas/stadtteil/",
    "/demo/areas/stadt/00/", "/demo/indicators/exi_u15/",
    "/demo/indicators/soz_status/", "/demo/indicators/soz_status/index/",
    "/demo/indicators/kit_u3/patterns/",
    "/demo/imprint/", "/demo/privacy/", "/demo/accessibility/",
    "/imprint/", "/privacy/", "/accessibility/", "/accounts/login/", "/demo/data/",
    "/demo/news/", "/demo/indicators/exi_u15/values/stadtteil/0101/",
    "/demo/table/?indicator=exi_u15&min=5", "/demo/compare/?indicator=exi_u15&areas=0101,0202",
]  # fmt: skip


def problems(page: Page) -> list[str]:
    """All violations, moderate and minor ones too."""
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{problem['id']} ({problem['impact']}): {node['html'][:200]}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_public_page_has_a_barrier_or_scrolls_sideways(
    site: str, new_page: OpenPage, language: str, size: tuple[int, int]
) -> None:
    opened = new_page(size)
    page = opened.page
    for address in PAGES:
        page.goto(f"{site}{language}{address}")
        assert problems(page) == [], address
        assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0], address
        assert page.locator("html").get_attribute("lang") == (language.removeprefix("/") or "de")
    assert opened.complaints == []


def test_an_ngo_finds_and_reads_a_profile_without_script(site: str, new_page: OpenPage) -> None:
    page = new_page(script=False).page
    page.goto(f"{site}/demo/")
    page.get_by_role("searchbox").fill("schlachthof")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Schlachthof").first.click()
    expect(page.locator("h1")).to_have_text("Schlachthof")
    expect(page.get_by_text("Der Schlüssel 0505 steht auch für")).to_be_visible()
    row = page.locator("tr#exi_u15")
    expect(row.get_by_role("cell").first).to_contain_text("%")
    about = row.locator("details")
    about.locator("summary").click()
    expect(about).to_contain_text("Zeigt, wie viele Kinder")
    with page.expect_download() as file:
        page.get_by_role("link", name="Zahlen als CSV-Datei").click()
    assert file.value.suggested_filename == "demo-stadtteil-0505.csv"


def test_a_profile_can_be_walked_through_by_keyboard(site: str, new_page: OpenPage) -> None:
    page = new_page().page
    page.goto(f"{site}{PROFILE}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    summary = page.locator("tr#exi_u15 summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr#exi_u15 details")).to_have_attribute("open", "")


def test_a_profile_prints_on_few_sheets_without_controls(site: str, new_page: OpenPage) -> None:
    page = new_page().page
    page.goto(f"{site}{PROFILE}")
    page.emulate_media(media="print")
    expect(page.locator(".site-header__nav")).to_be_hidden()
    expect(page.locator(".actions").first).to_be_hidden()
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 2 <= sheets <= 6


def test_the_map_leads_to_the_profile_on_its_boundaries(site: str, new_page: OpenPage) -> None:
    opened = new_page()
    page = opened.open(f"{site}/demo/map/?indicator=exi_u15&level=stadtteil&area=0101&period=2018")
    page.get_by_role("link", name="Steckbrief: Altstadt").click()
    expect(page.locator("h1")).to_have_text("Altstadt")
    assert "stand=stadtteile-2013" in page.url
