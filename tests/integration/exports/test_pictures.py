"""Pictures, the map in one file and the metadata sheet show the view and need nothing else."""

import re
import struct
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.factories import City
from tests.integration.exports.conftest import TRICK, Fetch

pytestmark = pytest.mark.django_db(databases=["default", "public"])

ORIGIN = "© Kleinstadt & Söhne <2021>"


def test_the_svg_says_what_it_shows(fetch: Fetch) -> None:
    root = ElementTree.parse(fetch("svg", "level=stadtteil&period=2020")).getroot()
    said = "\n".join(root.itertext())
    assert "Stadtteile, 31.12.2020" in said
    assert ORIGIN in said
    assert "http://testserver/kleinstadt/map/?indicator=exi_u15" in said


def test_the_png_is_twice_as_large_and_carries_its_description(fetch: Fetch) -> None:
    svg = ElementTree.parse(fetch("svg")).getroot()
    picture = fetch("png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert f"Quellenvermerk: {ORIGIN}".encode() in picture


def test_the_html_map_asks_nobody_for_anything(fetch: Fetch) -> None:
    page = fetch("html").read_text(encoding="utf-8")
    assert not re.findall(r"<(?:link|img|iframe|script)[^>]*(?:src|href)=", page)
    assert not re.findall(r"@import|url\((?!#)", page)
    assert "cdn" not in page.lower()
    assert "S\\u00fcdvorstadt" in page
    assert "geheim gehalten" in page
    assert "© Kleinstadt &amp; Söhne &lt;2021&gt;" in page


def test_names_are_no_markup_in_the_html_map(tricky_city: City) -> None:
    page = Client().get("/trickstadt/data/exi_u15.html?level=stadtteil").getvalue().decode()
    assert "&lt;b&gt;" in page.replace("\\u0026", "&")
    assert "<b>{{" not in page
    assert "\\u003cb\\u003e" not in page
    assert "49</b>" not in page
    assert TRICK not in page


def test_the_metadata_sheet_is_a_tagged_pdf(fetch: Fetch) -> None:
    sheet = fetch("pdf").read_bytes()
    assert sheet.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in sheet
    assert b"pdfuaid" in sheet  # says that it keeps to PDF/UA
    assert b"/Lang (de)" in sheet or b"<</Lang" in sheet or b"/Lang" in sheet
