"""What an authenticator app shows, reckoned a second time (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str, at: float | None = None) -> str:
    """Six digits for 30 seconds by SHA-1; `secret` in base 32, `at` in seconds of the epoch."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
