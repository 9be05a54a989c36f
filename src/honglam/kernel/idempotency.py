"""The same request sent twice is done once (header `Idempotency-Key`, hidden field `idempotency_key` in forms)."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction

from honglam.kernel.clock import now
from honglam.kernel.models import RememberedAnswer
from honglam.kernel.values import DomainError, text_noop


class IdempotencyMismatch(DomainError):
    """The key was used before with another request."""

    code = "idempotency_mismatch"
    message = text_noop("This submission key was already used for a different request. Please start again.")


def once(*, actor: str, key: str, request: Any, perform: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Perform under (actor, key) unless done before; returns the answer of the first time.

    `request` is anything JSON-able that identifies what is asked. Two simultaneous requests: the second waits on the
    unique index and then reads the first one's answer.
    """
    digest = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).digest()
    found = _find(actor, key, digest)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            row = RememberedAnswer.objects.create(
                actor=actor, key=key, request_hash=digest, answer={}, created_at=now()
            )
            answer = perform()
            RememberedAnswer.objects.filter(pk=row.pk).update(answer=answer)
            return answer
    except IntegrityError as fault:
        if "answer_once" not in str(fault) or connection.needs_rollback:
            raise
        found = _find(actor, key, digest)
        if found is None:
            raise
        return found


def _find(actor: str, key: str, digest: bytes) -> dict[str, Any] | None:
    row = RememberedAnswer.objects.filter(actor=actor, key=key).first()
    if row is None:
        return None
    if bytes(row.request_hash) != digest:
        raise IdempotencyMismatch
    answer: dict[str, Any] = row.answer
    return answer
