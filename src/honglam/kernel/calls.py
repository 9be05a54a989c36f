"""What every route of the API needs: the caller's right to call it, the key of a write, the shape of a refusal."""

from typing import Any

from django.http import HttpRequest
from ninja import Schema

from honglam.kernel.guards import actor_of
from honglam.kernel.values import Actor, DomainError, Invalid, text_noop

MAX_KEY = 200


class ScopeMissing(DomainError):
    """The token is valid but was not given this right."""

    code = "scope_missing"
    message = text_noop("This token may not do that. It needs the scope “%(scope)s”.")
    status = 403


class KeyRequired(Invalid):
    """A write without an idempotency key could be done twice by a nervous network."""

    code = "idempotency_key_required"
    message = text_noop("Send a header Idempotency-Key of 1 to 200 characters, a new one for each new request.")


class ProblemFault(Schema):
    """One fault at one field."""

    field: str
    code: str
    detail: str


class ProblemOut(Schema):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    errors: list[ProblemFault] = []


REFUSALS: dict[int | frozenset[int], Any] = {
    frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429}): ProblemOut,
}


def header(name: str, meaning: str, **shape: Any) -> dict[str, Any]:
    """A header that a route reads itself, as its description (OpenAPI) says it: for `described`."""
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": meaning,
        "schema": {"type": "string"} | shape,
    }


def described(*headers: dict[str, Any]) -> dict[str, Any]:
    """What goes into `openapi_extra` of a route that reads these headers itself."""
    return {"parameters": list(headers)}


KEY = header(
    "Idempotency-Key", "A new one for each new request, the same for its repetitions.", minLength=1, maxLength=MAX_KEY
)


def caller(request: HttpRequest, scope: str) -> Actor:
    """The actor behind the token, if the token carries `scope`."""
    actor = actor_of(request)
    if scope not in actor.scopes:
        raise ScopeMissing(scope=scope)
    return actor


def key_of(request: HttpRequest) -> str:
    """The request's idempotency key."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 1 <= len(key) <= MAX_KEY:
        raise KeyRequired(field="Idempotency-Key")
    return key
