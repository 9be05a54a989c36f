"""Signed links: who holds one may rate one dossier, and nothing else. Pure; the key comes from the entrance."""

import base64
import binascii
import hmac
from hashlib import sha256
from uuid import UUID

_PURPOSE = b"dossiers.rate"
_LENGTH = 12


def rating_token(dossier_id: UUID, key: bytes) -> str:
    """Forty letters: the dossier and a seal of 96 bits, short enough for an SMS and a small QR code."""
    return _text(dossier_id.bytes + _seal(dossier_id.bytes, key))


def read_rating_token(token: str, key: bytes) -> UUID | None:
    """The dossier of a token that we sealed; None for any other text."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    body, seal = raw[:16], raw[16:]
    if len(raw) != 16 + _LENGTH or not hmac.compare_digest(seal, _seal(body, key)):
        return None
    return UUID(bytes=body)


def _seal(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, _PURPOSE + body, sha256).digest()[:_LENGTH]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
