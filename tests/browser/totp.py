"""The code that a phone would show (RFC 6238), for signing in as anybody of the demonstration."""

import base64
import hmac
import struct
import time


def code_now(secret: str) -> str:
    """Six digits for this half minute."""
    return code_at(secret, time.time())


def code_at(secret: str, seconds: float) -> str:
    """The same for the half minute of this moment."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(seconds) // 30), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
