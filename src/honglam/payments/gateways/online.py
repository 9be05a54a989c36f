"""The online payment gateway: an address to send the payer to, and a question to ask when no callback comes.

Both are signed (rules/signing.py), and so is every answer: an unsigned or falsely signed answer is no answer.
"""

from urllib.parse import urlencode
from uuid import UUID

import httpx
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from honglam.payments.contracts import GatewayTerms, GatewayUnreachable, Started
from honglam.payments.rules.signing import signed

TIMEOUT = 10.0


def is_there() -> bool:
    """Whether a gateway is set up."""
    return bool(settings.PAYMENT_GATEWAY["url"] and settings.PAYMENT_GATEWAY["secret"])


def name() -> str:
    """What the gateway is called on pages."""
    return settings.PAYMENT_GATEWAY["name"] if is_there() else ""


def terms() -> GatewayTerms | None:
    """What signs and judges messages; None where no gateway is set up."""
    config = settings.PAYMENT_GATEWAY
    if not is_there():
        return None
    return GatewayTerms(merchant=config["merchant"], secret=config["secret"], hash_name=config["hash"])


def pay_url(started: Started) -> str:
    """Where the payer's browser goes."""
    asked = {
        "merchant": settings.PAYMENT_GATEWAY["merchant"],
        "attempt": str(started.attempt_id),
        "amount": str(started.amount),
        "currency": "VND",
        "about": started.about,
        "expires": started.expires_at.isoformat(),
        "return_url": settings.PUBLIC_URL + reverse("payments:returned", args=[started.attempt_id]),
        "callback_url": settings.PUBLIC_URL + "/api/v1/payments/gateway/callback",
    }
    return f"{settings.PAYMENT_GATEWAY['url']}/pay?{urlencode(_signed(asked))}"


def ask(*, attempt_id: UUID) -> dict[str, str]:
    """What the gateway knows of an attempt, signed by it. Raises GatewayUnreachable."""
    asked = {"merchant": settings.PAYMENT_GATEWAY["merchant"], "attempt": str(attempt_id)}
    try:
        with _client() as client:
            answer = client.post("query", data=_signed(asked))
            answer.raise_for_status()
            told = answer.json()
    except (httpx.HTTPError, ValueError) as fault:
        raise GatewayUnreachable from fault
    if not isinstance(told, dict):
        raise GatewayUnreachable
    return {str(key): str(value) for key, value in told.items()}


def _signed(parameters: dict[str, str]) -> dict[str, str]:
    config = settings.PAYMENT_GATEWAY
    return signed(parameters, secret=config["secret"], hash_name=config["hash"])


def _client() -> httpx.Client:
    config = settings.PAYMENT_GATEWAY
    transport = import_string(config["transport"])() if config["transport"] else None
    return httpx.Client(base_url=config["url"].rstrip("/") + "/", timeout=TIMEOUT, transport=transport)
