"""A session begins or ends, however Django came to it: our own row of the sign-in follows."""

from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from honglam.identity.contracts import ACTING_FOR, SIGN_IN
from honglam.identity.models import Account
from honglam.identity.queries import as_actor
from honglam.identity.services import sign_ins
from honglam.kernel.clients import client_address
from honglam.kernel.clock import now
from honglam.kernel.values import NotFound


def connect() -> None:
    """Listen to Django; called once at start."""
    user_logged_in.connect(_begun, dispatch_uid="identity.session_begun")
    user_logged_out.connect(_ended, dispatch_uid="identity.session_ended")


def _begun(*, request: HttpRequest, user: Account, **_: Any) -> None:
    records = get_authentication_records(request, user)
    first = records[0] if records else {}
    passkey = bool(first.get("passwordless"))
    sign_in_id = sign_ins.begin(
        account_id=user.pk,
        method="passkey" if passkey else str(first.get("method", "session")),
        second_factor=any(record.get("method") == "mfa" for record in records),
        assurance=max((int(record.get("assurance", 0)) for record in records), default=0),
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
        address=client_address(request),
        at=now(),
    )
    request.session[SIGN_IN] = str(sign_in_id)
    request.session.pop(ACTING_FOR, None)


def _ended(*, request: HttpRequest, user: Account | None, **_: Any) -> None:
    named = request.session.get(SIGN_IN)
    if user is None or named is None:
        return
    try:
        sign_ins.end(actor=as_actor(user), sign_in_id=UUID(named), at=now(), reason="signed_out")
    except NotFound:
        return
