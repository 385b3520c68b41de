"""Several files: dropped, looked at before they are sent, reported, taken over, taken back."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import PHONE, BrowserPage, OpenPage
from tests.browser.test_map_page import problems_of
from tests.browser.test_upload import DAY, clerk, demo_areas, made_of, sign_in
from tests.conftest import Site

__all__ = ["clerk"]  # the fixture
DROP = """([names, text]) => {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"])
    document.getElementById("drop").dispatchEvent(
      new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def table_of(site: Site, measure: str, values: Sequence[object]) -> str:
    codes = [code for code, _name in demo_areas(site)]
    rows = [f"{code};{DAY};{value}" for code, value in zip(codes, values, strict=False)]
    return "\n".join([f"Schlüssel;Stichtag;{measure}", *rows])


def opened(page: Page, site: Site) -> Page:
    page.goto(site.url + "/desk/demo/upload/")
    page.select_option("#id_level", "stadtteil")
    page.select_option("#id_source", index=1)
    return page


def test_without_script_a_double_click_is_one_upload(
    running_site: Site, new_page: OpenPage, tmp_path: Path
) -> None:
    page = new_page(script=False).page
    sign_in(page, running_site)
    path = tmp_path / "zweimal.csv"
    path.write_text(table_of(running_site, "pop", ["kaputt"]), encoding="utf-8")
    opened(page, running_site).set_input_files("#id_file", path)
    page.get_by_role("button", name="Datei prüfen").dblclick()
    page.wait_for_selector(".severity--error")
    assert made_of(running_site, path.name) == (1, 0)


def test_what_cannot_be_sent_is_said_before(running_site: Site, clerk: BrowserPage) -> None:
    page = opened(clerk.page, running_site)
    page.evaluate(DROP, [["Bericht.pdf"], "x"])
    page.get_by_text("„Bericht.pdf“ gehört nicht zu den möglichen Dateiarten").wait_for()
    clerk.forget()
    page.get_by_role("button", name="Datei prüfen").click()
    assert clerk.requests == [], "nothing is sent"
    assert problems_of(page) == []
    page.evaluate(DROP, [["a.csv"], "x"])
    page.get_by_text("a.csv (1 Byte)").wait_for()
    assert page.locator("#drop-problems").inner_text() == ""


def test_a_lost_connection_keeps_the_form(running_site: Site, clerk: BrowserPage) -> None:
    page = opened(clerk.page, running_site)
    page.evaluate(DROP, [["verloren.csv"], table_of(running_site, "pop", [1])])
    page.fill("#id_period", "2024")

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/desk/demo/upload/", lose)
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_text("Ihre Angaben stehen noch hier").wait_for()
    assert page.input_value("#id_period") == "2024"
    page.unroute("**/desk/demo/upload/")
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_role("button", name="Werte übernehmen").wait_for()
    page.get_by_role("button", name="Datei verwerfen").click()


def test_sending_can_be_watched_and_stopped(running_site: Site, clerk: BrowserPage) -> None:
    page = opened(clerk.page, running_site)
    page.evaluate(DROP, [["lang.csv"], "x" * 4_000_000])
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_text("Wird gesendet:").first.wait_for()
    assert problems_of(page) == []
    assert page.get_by_role("button", name="Datei prüfen").is_disabled()
    page.get_by_role("button", name="Senden abbrechen").click()
    page.get_by_text("Es wurde nichts gespeichert.").wait_for()
    assert page.get_by_role("button", name="Datei prüfen").is_enabled()
    assert made_of(running_site, "lang.csv") == (0, 0)


def test_the_servers_answer_keeps_the_files(running_site: Site, clerk: BrowserPage) -> None:
    page = opened(clerk.page, running_site)
    page.select_option("#id_source", index=0)
    page.evaluate(DROP, [["a.csv"], "x"])
    page.get_by_role("button", name="Datei prüfen").click()
    page.locator("main [role=alert]").first.wait_for()
    page.get_by_text("a.csv (1 Byte)").wait_for()


@pytest.mark.parametrize("size", [PHONE, (1440, 900)])
def test_several_files_have_one_report(
    running_site: Site, clerk: BrowserPage, size: tuple[int, int]
) -> None:
    page = clerk.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, running_site)
    good = table_of(running_site, "pop", range(500, 900 + size[0]))
    page.evaluate(DROP, [["1 gut.csv", "2 Anschreiben.pdf"], good])
    page.evaluate(
        "([name, text]) => { const input = document.getElementById('id_folder');"
        " const transfer = new DataTransfer(); transfer.items.add(new File([text], name));"
        " input.files = transfer.files; input.dispatchEvent(new Event('change')); }",
        ["3 falsch.csv", table_of(running_site, "pop", ["kaputt", size[0]])],
    )
    page.get_by_role("button", name="Datei prüfen").click()
    page.get_by_role("heading", name="Mehrere Dateien").wait_for()
    page.get_by_role("button", name="Die fehlerfreie Datei übernehmen").wait_for()
    assert problems_of(page) == []
    states = page.locator(".batch .severity").all_inner_texts()
    assert states == ["fehlerfrei", "hat Fehler"]
    assert "2 Anschreiben.pdf" in page.locator("main").inner_text()
    page.get_by_role("button", name="Die fehlerfreie Datei übernehmen").dblclick()
    page.get_by_role("link", name="Alle Dateien zurücknehmen").click()
    assert problems_of(page) == []
    page.get_by_role("button", name="Alle Dateien zurücknehmen").click()
    page.get_by_text("Eine Lieferung wurde zurückgenommen.").or_(
        page.get_by_text("1 Lieferung wurde zurückgenommen.")
    ).wait_for()
    page.get_by_role("button", name="Nicht übernommene Dateien verwerfen").click()
    page.locator(".batch .severity", has_text="verworfen").wait_for()
    assert clerk.complaints == []
