"""Somebody from outside: no account, no code of ours, only addresses; keeps all that comes."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin


@dataclass(frozen=True)
class Answer:
    url: str
    status: int
    kind: str  # media type without parameters
    headers: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8-sig")

    def json(self) -> Any:
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers, too."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Visitor:
    """Asks and remembers; the same address is asked once."""

    site: str
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(_Stay)

    def get(self, address: str, **query: str) -> Answer:
        url = urljoin(self.site, address) + (f"?{urlencode(query)}" if query else "")
        if url not in self.answers:
            self.answers[url] = self._asked(url)
        return self.answers[url]

    def _asked(self, url: str) -> Answer:
        request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
        try:
            with self._opener.open(request, timeout=120) as response:
                return _answer(url, response)
        except urllib.error.HTTPError as error:
            with error:
                return _answer(url, error)


def _answer(url: str, response: Any) -> Answer:
    return Answer(
        url,
        response.status,
        response.headers.get_content_type(),
        str(response.headers),
        response.read(),
    )
