"""The same request sent twice is done once (header `Idempotency-Key`, hidden field `idempotency_key` in forms)."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from honglam.kernel.clock import now
from honglam.kernel.models import RememberedAnswer
from honglam.kernel.values import DomainError, text_noop

_BEGIN = """
INSERT INTO kernel_rememberedanswer (actor, key, request_hash, answer, created_at) VALUES (%s, %s, %s, '{}', %s)
ON CONFLICT (actor, key) DO NOTHING RETURNING id
"""
MOST_LETTERS = 200
_END = "UPDATE kernel_rememberedanswer SET answer = %s::jsonb WHERE id = %s"


class IdempotencyMismatch(DomainError):
    """The key was used before with another request."""

    code = "idempotency_mismatch"
    message = text_noop(
        "This was sent once before with other content, and that was recorded. If what stands here is something new, "
        "send it again; a program sends a new key."
    )


def once(
    *, actor: str, key: str, request: Any, perform: Callable[[], dict[str, Any]], savepoint: bool = True
) -> dict[str, Any]:
    """Perform under (actor, key) unless done before; returns the answer of the first time.

    `request` is anything JSON-able that identifies what is asked. Two simultaneous requests: the second waits on the
    unique index and then reads the first one's answer. Whoever lets a refusal end its own transaction needs no
    `savepoint`.
    """
    digest = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).digest()
    key = _storable(key)
    with transaction.atomic(savepoint=savepoint), connection.cursor() as cursor:
        cursor.execute(_BEGIN, [actor, key, digest, now()])
        begun = cursor.fetchone()
        if begun is not None:
            answer = perform()
            cursor.execute(_END, [json.dumps(answer), begun[0]])
            return answer
    return _answer_of(actor, key, digest)


def _storable(key: str) -> str:
    """The key itself, or a digest of what no column or index would take: it comes from outside, hidden field or not."""
    plain = len(key) <= MOST_LETTERS and key.isprintable()
    return key if plain else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _answer_of(actor: str, key: str, digest: bytes) -> dict[str, Any]:
    row = RememberedAnswer.objects.get(actor=actor, key=key)
    if bytes(row.request_hash) != digest:
        raise IdempotencyMismatch
    answer: dict[str, Any] = row.answer
    return answer
