"""The signature of a report: HMAC-SHA256 over the timestamp, a point and the body, as our own webhooks are signed."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

FRESH = timedelta(minutes=15)


def sign(*, secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and the hexadecimal digest; `timestamp` in seconds since 1970."""
    return f"v1={hmac.new(secret.encode(), f'{timestamp}.'.encode() + body, sha256).hexdigest()}"


def is_genuine(*, secret: str, timestamp: str, signature: str, body: bytes, at: datetime) -> bool:
    """Whether whoever wrote this knows the secret and wrote it within the last minutes. Compared in constant time."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(int(timestamp) - at.timestamp()) > FRESH.total_seconds():
        return False
    expected = sign(secret=secret, timestamp=int(timestamp), body=body)
    return hmac.compare_digest(signature.strip().lower().encode(), expected.encode())
