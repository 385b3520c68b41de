"""Whether the web server answers and finds itself healthy.

HOST PORT asks once, HOST PORT STATE waits for a start. If it does not, says what is wrong in one
sentence.
"""

import http.client
import os
import sys
import time
from pathlib import Path

PATIENCE = 60  # seconds


def health(host: str, port: str) -> tuple[int, str]:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".*") or "127.0.0.1"
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    try:
        connection.request("GET", "/health", headers={"Host": name, "X-Forwarded-Proto": "https"})
        response = connection.getresponse()
        return response.status, response.read(500).decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def once(host: str, port: str) -> str | None:
    status, answer = health(host, port)
    return None if status == 200 else f"error: /health is not well: {status} {answer.strip()}"


def wait(host: str, port: str, state: str) -> str | None:
    process = Path("/proc") / (Path(state) / "run" / "web.pid").read_text().strip()
    for _ in range(PATIENCE * 5):
        problem = once(host, port)
        if problem is None:
            return None
        if not process.exists():
            log = Path(state) / "log" / "web.log"
            print("\n".join(log.read_text(errors="replace").splitlines()[-15:]))
            return f"error: web did not start: {log} says why (its end is above)."
        time.sleep(0.2)
    return f"{problem} (after {PATIENCE} s; the logs in {state}/log say more)"


if __name__ == "__main__":
    sys.exit(once(*sys.argv[1:]) if len(sys.argv) == 3 else wait(*sys.argv[1:]))
