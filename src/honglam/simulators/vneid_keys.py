"""The simulated provider's signing key: made once, kept in the state folder, the same for every web process."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from jwt.algorithms import RSAAlgorithm

KEY_ID = "simulated"


def stranger_key() -> RSAPrivateKey:
    """A key nobody knows."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def private_key() -> RSAPrivateKey:
    """The provider's key. Of two processes that start at once, the first to put its file down wins."""
    path = Path(settings.STATE) / "simulators" / "vneid.pem"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        made.write_bytes(stranger_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, RSAPrivateKey)  # noqa: S101 - we wrote the file
    return key


def public_jwk() -> dict[str, Any]:
    """The public half as JSON Web Key."""
    known: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(private_key().public_key()))
    return {**known, "kid": KEY_ID, "use": "sig", "alg": "RS256"}
