"""The signature of a message between two systems that share a secret: it comes from the other, now, and unchanged.

What we push (webhooks) and what is told to us (the post's software) are signed alike: HMAC-SHA256 over the timestamp, a
point and the body. Pure: neither Django nor the clock.
"""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

VERSION = "v1"
FRESH = timedelta(minutes=15)
"""How old or how far ahead a timestamp may be: clocks differ, and a message that somebody kept is not told again."""


def sign(*, secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and the hexadecimal digest; `timestamp` in seconds since 1970."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256)
    return f"{VERSION}={digest.hexdigest()}"


def is_genuine(*, secret: str, timestamp: str, signature: str, body: bytes, at: datetime) -> bool:
    """Whether whoever wrote this knows the secret and wrote it within the last minutes. Compared in constant time."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(int(timestamp) - at.timestamp()) > FRESH.total_seconds():
        return False
    expected = sign(secret=secret, timestamp=int(timestamp), body=body)
    return hmac.compare_digest(signature.strip().lower().encode(), expected.encode())
