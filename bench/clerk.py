"""A member of the staff who signs in and brings files, as a browser without script does."""

import http.cookiejar
import re
import secrets
import time
import urllib.parse
import urllib.request
from pathlib import Path

NAME = "messung"
PAUSE_SECONDS = 0.3
_FORM = {
    "level": "gebiet", "source": "statistik", "mode": "complete", "notation": "ask",
    "sign_0": "missing",
}  # fmt: skip


class Clerk:
    """Signs in and brings files, as a browser without script does."""

    def __init__(self, address: str, region: str, password: str) -> None:
        self._address = address
        self._desk = f"{address}/desk/{region}/upload/"
        self._cookies = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies)
        ).open
        self._get(f"{address}/accounts/login/")
        self._post(
            f"{address}/accounts/login/",
            {"username": NAME, "password": password, "next": "/desk/"},
        )

    def upload(self, file: Path) -> None:
        self.take_over(self.preview(file))

    def page(self, address: str) -> str:
        """A page of the site, read to its end."""
        return self._get(self._address + address)[1]

    def preview(self, file: Path) -> str:
        """Where to say yes, once the preview is there."""
        self._get(self._desk)
        boundary = secrets.token_hex(16)
        body = _multipart(_FORM | {"csrfmiddlewaretoken": self._token}, file, boundary)
        request = urllib.request.Request(
            self._desk, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        )
        page = self._finished(self._send(request))
        assert "upload-commit" in page or "/commit/" in page, page[-3000:]
        commit = re.search(r'action="([^"]+/commit/)"', page)
        assert commit, page[-3000:]
        return commit[1]

    def take_over(self, commit: str) -> None:
        done = self._finished(self._post(self._address + commit, {}))
        assert "/release/" in done, done[-3000:]

    @property
    def _token(self) -> str:
        return next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")

    def _get(self, address: str) -> tuple[str, str]:
        return self._send(urllib.request.Request(address))

    def _post(self, address: str, fields: dict[str, str]) -> tuple[str, str]:
        sent = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self._token})
        return self._send(urllib.request.Request(address, sent.encode()))

    def _send(self, request: urllib.request.Request) -> tuple[str, str]:
        request.add_header("Referer", self._address)
        with self._open(request, timeout=600) as response:
            return response.url, response.read().decode()

    def _finished(self, answer: tuple[str, str]) -> str:
        """Look again until the job is over, as often as the page does (job.js)."""
        address, page = answer
        while "/jobs/" in address:
            time.sleep(PAUSE_SECONDS)
            address, page = self._get(address)
        return page


def _multipart(fields: dict[str, str], file: Path, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), file.read_bytes(), f"\r\n--{boundary}--\r\n".encode()])
