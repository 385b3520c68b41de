"""Following links from the start page, and looking into every byte that came."""

import html
import io
import re
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from tests.attacker.pages import Page
from tests.attacker.town import LEVELS
from tests.attacker.visiting import Answer, Visitor

FINE = {200, 301, 302}
NOT_FOR_US = re.compile(r"^/(static|accounts|desk|en/accounts|en/desk)/|/internal/")
CODE = re.compile(r"(?<=/)(\d{3,}|S\d+|[0-9a-f]{32})(?=[/.])")
WORDS = ("people", "help_\\w+", "share_\\w+", *LEVELS, "blocks", "quarters", "schools", "districts")
WORD = re.compile(rf"(?<=/)({'|'.join(WORDS)})(?=[/.])")
PER_KIND, MOST = 1, 400
ALIKE = {"indicator", "level", "sort", "order", "area", "stand", "limit"}
DIGITS = re.compile(rb"\d+[.,]\d{7,}")


def crawl(visitor: Visitor, starts: Iterable[str]) -> list[Answer]:
    """Every kind of address that is linked from anywhere, a few of each."""
    waiting = deque(starts)
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    found: list[Answer] = []
    while waiting:
        url = waiting.popleft()
        if url in seen or NOT_FOR_US.search(urlsplit(url).path):
            continue
        seen.add(url)
        kind = kind_of(url)
        kinds[kind] += 1
        if kinds[kind] > PER_KIND or len(found) == MOST:
            continue
        answer = visitor.get(url)
        found.append(answer)
        if answer.kind == "text/html" and answer.status == 200:
            waiting.extend(Page(answer.text).inner_links(answer.url))
        waiting.extend(_written_addresses(answer))
    return found


def kind_of(url: str) -> str:
    """An address without what tells areas, indicators and levels apart.

    Files are the same in both languages and whatever the view is, pages however they are sorted.
    """
    parts = urlsplit(url)
    path = WORD.sub("*", CODE.sub("#", parts.path))
    is_file = "." in path
    names = [] if is_file else sorted({name for name, _ in parse_qsl(parts.query)} - ALIKE)
    return f"{path.removeprefix('/en') if is_file else path}?{','.join(names)}"


def _written_addresses(answer: Answer) -> Iterator[str]:
    """Packs and shapes stand in scripts; addresses of the interface in its answers."""
    if answer.kind in {"text/html", "application/json", "application/atom+xml"}:
        site = "{0.scheme}://{0.netloc}".format(urlsplit(answer.url))
        text = html.unescape(answer.body.decode())
        for path in re.findall(r"/(?:packs|shapes)/\w+\.json", text):
            yield site + path
        for url in re.findall(r'"(https?://[^"\s\\]+)"', text):
            if url.startswith(site):
                yield url


def layers_of(answer: Answer) -> Iterator[bytes]:
    """The bytes as they came, and what is packed in them: ZIP members, streams of PDF and PNG."""
    yield answer.headers.encode()
    yield answer.body
    if answer.body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
            for name in archive.namelist():
                yield name.encode() + archive.read(name)
    if answer.body[:5] == b"%PDF-":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", answer.body, re.DOTALL):
            yield _inflated(stream)


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def marks_in(answers: Iterable[Answer], marks: Iterable[str]) -> list[str]:
    """Where a text that nobody may read was read; upper and lower case are one."""
    wanted = [mark.encode().lower() for mark in marks]
    return [
        f"{mark.decode()} in {answer.url}"
        for answer in answers
        for layer in layers_of(answer)
        for mark in wanted
        if mark in layer.lower()
    ]


def unrounded_in(answers: Iterable[Answer], shares: Iterable[float]) -> list[str]:
    """Where a share in per cent stands with all its digits; PDF has such numbers for colours."""
    wanted = {round(share, 7) for share in shares if round(share, 6) != round(share, 7)}
    return [
        f"{digits.decode()} in {answer.url}"
        for answer in answers
        if answer.kind != "application/pdf"
        for layer in layers_of(answer)
        for digits in DIGITS.findall(layer)
        if round(float(digits.replace(b",", b".")), 7) in wanted
    ]
