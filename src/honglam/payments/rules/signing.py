"""Signatures of messages between us and the gateway: HMAC over the parameters in one canonical order.

Canonical: every parameter but the signature itself, sorted by name, `name=value` percent-encoded (RFC 3986, space as
%20), joined by `&`. The gateway's agreement says whether SHA-256 or SHA-512 is used.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

SIGNATURE = "signature"
HASHES = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}


def canonical(parameters: Mapping[str, str]) -> str:
    """The one text that is signed."""
    pairs = sorted((name, value) for name, value in parameters.items() if name != SIGNATURE)
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)


def sign(parameters: Mapping[str, str], *, secret: str, hash_name: str) -> str:
    """The signature in lower-case hex."""
    return hmac.new(secret.encode(), canonical(parameters).encode(), HASHES[hash_name]).hexdigest()


def signed(parameters: Mapping[str, str], *, secret: str, hash_name: str) -> dict[str, str]:
    """The parameters with their signature."""
    return {**parameters, SIGNATURE: sign(parameters, secret=secret, hash_name=hash_name)}


def is_genuine(parameters: Mapping[str, str], *, secret: str, hash_name: str) -> bool:
    """Whether whoever wrote this knows the secret. Compared in constant time."""
    given = parameters.get(SIGNATURE, "").lower()
    expected = sign(parameters, secret=secret, hash_name=hash_name)
    return bool(secret) and hmac.compare_digest(given.encode(), expected.encode())
