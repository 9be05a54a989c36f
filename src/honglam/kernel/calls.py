"""What every route of the API needs: the caller's right to call it, the key of a write, the shape of a refusal."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from ninja import Schema, Status
from ninja.operation import Operation
from ninja.utils import contribute_operation_callback
from pydantic_core import to_jsonable_python

from honglam.kernel.guards import actor_of
from honglam.kernel.idempotency import once
from honglam.kernel.values import Actor, DomainError, Invalid, text_noop

Route = TypeVar("Route", bound=Callable[..., Any])
MAX_KEY = 200
KEY_HEADER = "Idempotency-Key"


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
    KEY_HEADER, "A new one for each new request, the same for its repetitions.", minLength=1, maxLength=MAX_KEY
)
MAY_KEY = KEY | {
    "required": False,
    "description": "A new one for each new request, the same for its repetitions: they get the answer of the first "
    "time. Without one a repetition is a new request.",
}


def caller(request: HttpRequest, scope: str) -> Actor:
    """The actor behind the token, if the token carries `scope`."""
    actor = actor_of(request)
    if scope not in actor.scopes:
        raise ScopeMissing(scope=scope)
    return actor


def key_of(request: HttpRequest) -> str:
    """The request's idempotency key."""
    key = request.headers.get(KEY_HEADER, "").strip()
    if not 1 <= len(key) <= MAX_KEY:
        raise KeyRequired(field=KEY_HEADER)
    return key


def repeatable(scope: str, shape: type[Schema] | None) -> Callable[[Route], Route]:
    """For a route that acts on what is there: told again under the same key, it does nothing and answers the same.

    `shape` is what it answers with, None where it answers with nothing. A refusal is not remembered. Whoever lacks the
    `scope` hears nothing of an earlier answer either.
    """

    def made_repeatable(route: Route) -> Route:
        @wraps(route)
        def told(request: HttpRequest, **parts: Any) -> Any:
            if KEY_HEADER not in request.headers:
                return route(request, **parts)
            actor, asked = caller(request, scope), [request.method, request.path, to_jsonable_python(parts)]
            answer = once(
                actor=str(actor.id),
                key=key_of(request),
                request=asked,
                perform=lambda: _kept(route(request, **parts), shape),
            )
            return Status(answer["status"], answer["said"])

        contribute_operation_callback(told, _describe_key)
        return cast("Route", told)

    return made_repeatable


def _describe_key(operation: Operation) -> None:
    operation.openapi_extra = described(MAY_KEY)


def _kept(done: Any, shape: type[Schema] | None) -> dict[str, Any]:
    """What a route answered, as it can be kept and said again."""
    status, said = (done.status_code, done.value) if isinstance(done, Status) else (200, done)
    return {"status": status, "said": shape.model_validate(said).model_dump(mode="json") if shape else None}
