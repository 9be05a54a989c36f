"""Is this webhook genuine? Needs the standard library only; copy it as it is.

    received = verify(secret, request.headers, request.body)
    if (received.subscription, received.id) in already_seen: return 200   # the same webhook may come twice
    print(received.event, received.data["dossiers"][0]["code"])

Two subscriptions that hear of one event get it under the same id, each with the dossiers it may see. Give `verify` the
bytes of the body as they came: JSON that was read and written again has other bytes.
"""

import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

TOLERANCE = 300.0


class NotGenuine(Exception):
    """The request does not come from the installation that knows the secret, or comes too late. Answer 401."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """A genuine webhook. `id` is the event's, the same at every attempt and for every subscription: remember both.

    Everything in here comes from the signed body. The headers beside the signature are not signed: whoever caught a
    genuine webhook could send it again under another name.
    """

    event: str
    subscription: str
    id: str
    data: Mapping[str, Any]


def verify(
    secret: str,
    headers: Mapping[str, str],
    body: bytes,
    tolerance: float = TOLERANCE,
    *,
    now: float | None = None,
) -> Received:
    """The webhook, if it was signed with `secret` at most `tolerance` seconds ago. Raises `NotGenuine`."""
    given = {name.lower(): value for name, value in headers.items()}
    timestamp = given.get("x-honglam-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 12):
        raise NotGenuine("no timestamp")
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance:
        raise NotGenuine("too old, or from the future")
    expected = "v1=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()
    # compare_digest: a comparison that stops at the first difference would tell an attacker how far they came.
    if not hmac.compare_digest(given.get("x-honglam-signature", "").encode(), expected.encode()):
        raise NotGenuine("the signature does not fit")
    data = json.loads(body)
    return Received(event=data["event"], subscription=data.get("subscription", ""), id=data["id"], data=data)
