"""Reading pages for people: their tables, their sentences, their pictures' words."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.attacker.knowledge import Shown

GAPS = {"geheim gehalten": "Q", "keine Daten": "O", "nicht bewertet": "L", "nicht sinnvoll": "M"}
DATE = re.compile(r"\d\d\.\d\d\.\d{4}")
NUMBER = re.compile(r"[-−]?\d{1,3}(?:\.\d{3})*(?:,\d+)?")


@dataclass
class TableRow:
    attributes: dict[str, str | None]
    cells: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """Rows of tables, addresses, words that only machines and listeners meet, and all text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[TableRow] = []
        self.links: list[str] = []
        self.labels: list[str] = []
        self.words: list[str] = []
        self._in_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "tr":
            self.rows.append(TableRow(found))
        if tag in {"td", "th"} and self.rows:
            self._in_cell = True
            self.rows[-1].cells.append("")
        for name in ("href", "src", "action", "data-url"):
            if link := found.get(name):
                self.links.append(link)
        self.labels += [label for name in ("aria-label", "title") if (label := found.get(name))]

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1].cells[-1] += data
        if data.strip():
            self.words.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def inner_links(self, url: str) -> list[str]:
        """Addresses of the same site, without what stands behind #."""
        site = urlsplit(url).netloc
        absolute = (urljoin(url, link).partition("#")[0] for link in self.links)
        return [link for link in absolute if urlsplit(link).netloc == site]


def said_in(cell: str) -> Shown:
    """What a cell says: a number as Germans write it, or why there is none."""
    for words, letter in GAPS.items():
        if words in cell:
            assert not NUMBER.search(DATE.sub("", cell)), cell
            return letter
    found = NUMBER.search(cell)
    assert found, cell
    return number(found.group())


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))
