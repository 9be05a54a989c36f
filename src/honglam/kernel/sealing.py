"""Secrets that must be read again (keys of authenticators, of webhooks): encrypted under the installation's key.

A stolen table must not open accounts or forge signatures. Each purpose has its own key, derived from
`HONGLAM_SECRET_KEY`; what was sealed under an older key (`SECRET_KEY_FALLBACKS`) still opens.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str, *, purpose: str) -> str:
    """The text under the present key of that purpose."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The text back, also from under an older key. Raises `InvalidToken` for what was sealed for something else."""
    return _box(purpose).decrypt(sealed.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    keys = [urlsafe_b64encode(sha256(f"honglam.{purpose}:{secret}".encode()).digest()) for secret in secrets]
    return MultiFernet([Fernet(key) for key in keys])
