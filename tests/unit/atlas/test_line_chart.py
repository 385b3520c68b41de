"""The server's line chart: what is drawn, and what is not claimed."""

import datetime
import re
from itertools import pairwise
from xml.etree import ElementTree

from atlas.line_chart import Axis, Band, Line, draw_lines, round_steps

SVG = "{http://www.w3.org/2000/svg}"
DAYS = [datetime.date(year, 12, 31) for year in (2018, 2019, 2020, 2024)]
AXIS = Axis(DAYS, [str(day.year) for day in DAYS], lambda value: f"{value:g} %", (2,), "Reform")
BAND = Band("alle", [1, 2, 3, 4], [9, 8, 9, 9])


def drawn(lines: list[Line], band: Band | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(draw_lines(lines, AXIS, band, title="Titel <1>", description="x"))


def strokes(picture: ElementTree.Element, color: str) -> list[str]:
    paths = picture.iter(f"{SVG}path")
    return [path.get("d", "") for path in paths if path.get("stroke") == color]


def test_a_line_breaks_at_a_gap() -> None:
    picture = drawn([Line("Mitte", [5, None, 6, 7], "#123456")])
    (path,) = strokes(picture, "#123456")
    assert re.sub(r"[^ML]", "", path) == "ML", "only 2020 and 2024 are joined"
    assert len(list(picture.iter(f"{SVG}circle"))) == 3, "a single value is a mark of its own"


def test_dates_stand_as_far_apart_as_they_are() -> None:
    path = strokes(drawn([Line("Mitte", [5, 5, 5, 5], "#123456")]), "#123456")[0]
    xs = [float(x) for x in re.findall(r"[ML]([\d.]+) ", path)]
    assert (xs[3] - xs[2]) / (xs[1] - xs[0]) > 3.9


def test_the_band_breaks_at_a_reform() -> None:
    picture = drawn([Line("Mitte", [5, 5, 5, 5])], BAND)
    assert len(list(picture.iter(f"{SVG}polygon"))) == 2


def test_the_picture_is_read_aloud_and_styles_nothing_inline() -> None:
    picture = drawn([Line("Mitte & Süd", [5, 5, 5, 5])])
    assert picture.get("role") == "img"
    title = picture.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Titel <1>"
    assert not [part for part in picture.iter() if part.get("style")]
    assert "Mitte & Süd" in [text.text for text in picture.iter(f"{SVG}text")]


def test_names_at_the_lines_ends_do_not_overlap() -> None:
    lines = [Line(f"Gebiet {at}", [5, 5, 5, 5]) for at in range(4)]
    texts = [text for text in drawn(lines).iter(f"{SVG}text") if "Gebiet" in (text.text or "")]
    heights = sorted(float(text.get("y", "0")) for text in texts)
    assert all(b - a >= 16 for a, b in pairwise(heights))
    assert heights[-1] <= 340 - 20


def test_nothing_to_draw_gives_nothing() -> None:
    assert draw_lines([Line("Mitte", [None] * 4)], AXIS, title="", description="") == ""


def test_round_steps_cover_all_values() -> None:
    for low, high in [(0.1, 0.3), (17, 17), (-3, 12_345), (0, 0)]:
        steps = round_steps(low, high)
        assert steps[0] <= low
        assert steps[-1] >= high
        assert 2 <= len(steps) <= 8
