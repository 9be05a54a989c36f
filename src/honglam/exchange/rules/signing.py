"""The signature that tells a receiver: this comes from us, now, and nobody changed it on the way."""

import hmac
from hashlib import sha256

VERSION = "v1"


def sign(*, secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256, in hexadecimal, of the timestamp (seconds since 1970), a point and the body."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256)
    return f"{VERSION}={digest.hexdigest()}"
