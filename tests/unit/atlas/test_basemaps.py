"""The operator's background maps: what may be declared, and whom the browser may ask then."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from atlas.basemaps import origins, read_basemaps

GREY = {
    "key": "grey", "name": {"de": "Grau", "en": "Grey"}, "kind": "xyz",
    "url": "https://tiles.example.org:8443/{z}/{x}/{y}.png", "attribution": "© Beispiel",
}  # fmt: skip
NOISE = {
    "key": "noise", "name": {"de": "Lärm", "en": "Noise"}, "kind": "wms", "role": "overlay",
    "url": "https://maps.example.org/wms?map=a", "layers": "noise,rail", "attribution": "© Amt",
}  # fmt: skip


def written(folder: Path, *basemaps: dict[str, Any]) -> str:
    path = folder / "basemaps.json"
    path.write_text(json.dumps(basemaps), encoding="utf-8")
    return str(path)


def test_without_a_file_nobody_is_asked() -> None:
    assert read_basemaps("") == ()
    assert origins(()) == []


def test_the_browser_may_ask_whom_the_file_names_and_nobody_else(tmp_path: Path) -> None:
    here = GREY | {"key": "own", "url": "/tiles/{z}/{x}/{y}.png"}
    found = read_basemaps(written(tmp_path, GREY, NOISE, here))
    assert origins(found) == ["https://maps.example.org", "https://tiles.example.org:8443"]


def test_a_wms_is_asked_for_web_mercator_tiles(tmp_path: Path) -> None:
    (noise,) = read_basemaps(written(tmp_path, NOISE))
    asked = parse_qs(urlsplit(noise.tiles).query)
    assert asked["map"] == ["a"]
    assert asked["REQUEST"] == ["GetMap"]
    assert asked["LAYERS"] == ["noise,rail"]
    assert asked["CRS"] == ["EPSG:3857"]
    assert asked["BBOX"] == ["{bbox-epsg-3857}"]


def test_yaml_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "basemaps.yaml"
    path.write_text(
        "- key: grey\n  name: {de: Grau, en: Grey}\n  kind: xyz\n"
        "  url: 'https://a.example/{z}/{x}/{y}'\n  attribution: © X\n",
        encoding="utf-8",
    )
    assert read_basemaps(str(path))[0].name.de == "Grau"


@pytest.mark.parametrize(
    "slip",
    [
        {"url": "ftp://tiles.example.org/{z}/{x}/{y}"},
        {"url": "https://a.example;script-src*/{z}/{x}/{y}"},
        {"url": "https://name:word@a.example/{z}/{x}/{y}"},
        {"url": "https://a.example/{z}/{x}"},
        {"kind": "wms"},
        {"layers": "x"},
        {"key": "none"},
        {"colour": "grey"},
        {"opacity": 0},
    ],
)
def test_a_slip_stops_the_start(tmp_path: Path, slip: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured, match="BASEMAPS"):
        read_basemaps(written(tmp_path, GREY | slip))


def test_a_key_twice_and_a_missing_file_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="twice"):
        read_basemaps(written(tmp_path, GREY, GREY))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        read_basemaps(str(tmp_path / "nowhere.yaml"))
