"""Messages through a Zalo Official Account (Zalo Notification Service): approved forms with blanks, to a telephone.

    POST <url>/message/template   access_token: …   {"phone", "template_id", "template_data", "tracking_id"}
                                  → {"error": 0, "data": {"msg_id"}} or {"error": -124, "message"}
    POST <oauth>/v4/oa/access_token   secret_key: …   refresh_token, app_id, grant_type=refresh_token
                                  → {"access_token", "refresh_token", "expires_in"}

An access key lives about a day; the refresh key changes with each use and works once, so the new pair is kept, sealed,
under a row lock before anything is sent with it. The first refresh key is given in `ZALO_REFRESH_TOKEN`; where somebody
sets another one, that is tried first, and the pair that came from the former where Zalo does not take it: a slip in a
setting must not stop what still works.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from honglam.kernel.clock import now
from honglam.kernel.sealing import seal, unseal
from honglam.notices.contracts import DeliveryFault, Outgoing, Trouble
from honglam.notices.models import GatewayKey

log = logging.getLogger("honglam.notices")
TIMEOUT = 10.0
NAME = "zalo"
PURPOSE = "gateway-key"
_EARLY = timedelta(minutes=5)
_BAD_KEY = -124
_NOT_REACHED = frozenset({-108, -117, -118, -119, -131, -132, -133, -139})
"""No such number, no Zalo account, too old a client, refused by its owner, form not approved: a text goes instead."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The keys that are kept; `origin` marks the setting that they came from."""

    access: str
    refresh: str
    origin: str
    expires_at: datetime


def hand_over(message: Outgoing) -> str:
    """Give the message to Zalo; returns its id there. Raises `DeliveryFault`, final when Zalo does not reach them."""
    if message.form is None or not settings.ZALO["app_id"]:
        raise DeliveryFault("no Zalo account is configured", trouble=Trouble.NOT_SET_UP, final=True)
    answer = _send(message, _access_key())
    if answer.get("error") == _BAD_KEY:
        answer = _send(message, _access_key(renew=True))
    error = answer.get("error")
    if error == 0:
        # It has the message, whatever else it says: asking again would send it twice.
        data = answer.get("data")
        return str(data.get("msg_id", "")) if isinstance(data, dict) else ""
    final = error in _NOT_REACHED
    trouble = Trouble.NOT_REACHED if final else Trouble.MESSAGE_REFUSED
    raise DeliveryFault(f"Zalo answered {error}: {answer.get('message', '')}"[:300], trouble=trouble, final=final)


def international(phone: str) -> str:
    """`0912345678` as Zalo wants it: `84912345678`."""
    return f"84{phone[1:]}" if phone.startswith("0") else phone.removeprefix("+")


def _send(message: Outgoing, key: str) -> dict[str, Any]:
    assert message.form is not None  # noqa: S101 - looked at by the caller
    asked = {
        "phone": international(message.address),
        "template_id": message.form.template,
        "template_data": dict(message.form.data),
        "tracking_id": str(message.id),
    }
    return _post(settings.ZALO["url"], "message/template", headers={"access_token": key}, json=asked)


@transaction.atomic
def _access_key(*, renew: bool = False) -> str:
    """The key in force; a new one when it has run out. Two workers never use one refresh key: the row is locked."""
    pair = _opened(GatewayKey.objects.select_for_update().filter(name=NAME).first())
    given = settings.ZALO["refresh_token"]
    keys = _refresh_keys(pair, given)
    if pair is not None and keys[0] != given and not renew and pair.expires_at > now() + _EARLY:
        return pair.access
    answer = next(filter(None, map(_ask_keys, keys)), None)
    if answer is None and pair is not None and not renew and pair.expires_at > now():
        return pair.access
    if answer is None:
        raise DeliveryFault("Zalo gave no new key: set ZALO_REFRESH_TOKEN anew", trouble=Trouble.NOT_SET_UP)
    return _keep_keys(answer, given, at=now())


def _opened(row: GatewayKey | None) -> Pair | None:
    """The kept pair; one that was sealed under a lost key is none, and the setting begins anew."""
    if row is None:
        return None
    try:
        access, kept = (unseal(sealed, purpose=PURPOSE) for sealed in (row.access, row.refresh))
    except InvalidToken:
        log.exception("sealed under another HONGLAM_SECRET_KEY: name that one in HONGLAM_SECRET_KEY_BEFORE")
        return None
    refresh, _, origin = kept.partition("\n")
    return Pair(access=access, refresh=refresh, origin=origin, expires_at=row.expires_at)


def _refresh_keys(pair: Pair | None, given: str) -> list[str]:
    """With what to renew, the first that Zalo takes: the key that somebody has set since, then the one that was kept.
    Beside a kept key stands from which setting it came; where none does, it was kept before that was noted, and the
    setting is tried after it."""
    if pair is None:
        return [given]
    if not given or pair.origin == _mark(given):
        return [pair.refresh]
    return [given, pair.refresh] if pair.origin else [pair.refresh, given]


def _ask_keys(refresh: str) -> dict[str, Any] | None:
    """The next pair; None where Zalo takes this key no longer."""
    asked = {"refresh_token": refresh, "app_id": settings.ZALO["app_id"], "grant_type": "refresh_token"}
    headers = {"secret_key": settings.ZALO["secret_key"]}
    answer = _post(settings.ZALO["oauth_url"], "v4/oa/access_token", headers=headers, data=asked)
    return answer if answer.get("access_token") and answer.get("refresh_token") else None


def _keep_keys(answer: dict[str, Any], given: str, *, at: datetime) -> str:
    GatewayKey.objects.update_or_create(
        name=NAME,
        defaults={
            "access": seal(str(answer["access_token"]), purpose=PURPOSE),
            "refresh": seal(f"{answer['refresh_token']}\n{_mark(given)}", purpose=PURPOSE),
            "expires_at": at + timedelta(seconds=int(answer.get("expires_in") or 3600)),
        },
    )
    return str(answer["access_token"])


def _mark(given: str) -> str:
    """By what a setting is known again without being kept itself."""
    return sha256(given.encode()).hexdigest() if given else ""


def _post(url: str, path: str, **asked: Any) -> dict[str, Any]:
    transport = import_string(settings.ZALO["transport"])() if settings.ZALO["transport"] else None
    try:
        with httpx.Client(base_url=url.rstrip("/") + "/", timeout=TIMEOUT, transport=transport) as client:
            answer = client.post(path, **asked)
        if answer.status_code != httpx.codes.OK:
            raise DeliveryFault(f"Zalo answered {answer.status_code}", trouble=Trouble.MESSAGE_REFUSED)
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise DeliveryFault(f"{type(error).__name__}: {error}"[:300], trouble=Trouble.UNREACHABLE) from error
    if not isinstance(told, dict):
        raise DeliveryFault("Zalo answered something else than an object", trouble=Trouble.NOT_UNDERSTOOD)
    return told
