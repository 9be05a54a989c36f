"""Refusals as problem details (RFC 9457): a stable `code`, the field, plain words in the caller's language.

Also what is refused before any block is asked: programs below `API` hear of it in the same form.
"""

from datetime import date
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext

from honglam.kernel.values import DomainError, FieldError, FieldErrors, text_noop

CONTENT_TYPE = "application/problem+json"
API = "/api/"
"""Below this address programs ask, and no page is an answer."""
UNAUTHENTICATED, TOO_OFTEN = 401, 429


class Unauthenticated(DomainError):
    """No token, or one that is not valid any more."""

    code = "unauthenticated"
    message = text_noop("This address needs a valid access token.")
    status = UNAUTHENTICATED


class NotAccepted(DomainError):
    """A request that could not be trusted."""

    code = "not_accepted"
    message = text_noop("This request was not accepted.")
    status = 403


class WrongMethod(DomainError):
    """The address is there, but nothing is done at it in this way."""

    code = "wrong_method"
    message = text_noop("This address does not take %(method)s. It takes: %(allowed)s.")
    status = 405


class Unreadable(DomainError):
    """A body that is no JSON or no form, or is not in UTF-8."""

    code = "request"
    message = text_noop("What was sent cannot be read. Send it as the description of this address says, in UTF-8.")
    status = 400


class TooMuchSent(DomainError):
    """A body of more bytes, fields or files than is taken."""

    code = "too_much_sent"
    message = text_noop("More was sent at once than is taken here.")
    status = 413


class Broken(DomainError):
    """A fault of ours, logged under the reference that the answer names."""

    code = "internal"
    message = text_noop("Something went wrong on our side. Please try again; if it stays, name the reference.")
    status = 500


def answer(error: DomainError, **more: str) -> JsonResponse:
    """A refusal as a program receives it, with what else it is told."""
    response = JsonResponse(problem(error) | more, status=error.status, content_type=CONTENT_TYPE)
    if error.status == UNAUTHENTICATED:
        response.headers["WWW-Authenticate"] = "Bearer"
    if error.status == TOO_OFTEN:
        response.headers["Retry-After"] = "60"
    return response


def spoken(message: str, params: dict[str, Any]) -> str:
    """An English msgid in the active language, with its placeholders filled; a day among them as people write it."""
    text = gettext(message)
    return text % {name: _shown(value) for name, value in params.items()} if params else text


def _shown(value: Any) -> Any:
    return f"{value:%d/%m/%Y}" if type(value) is date else value


def problem(error: DomainError) -> dict[str, Any]:
    """The body for a refusal. `type` is a stable relative name, so that clients never parse words."""
    body: dict[str, Any] = {
        "type": f"/problems/{error.code}",
        "title": spoken(error.message, error.params),
        "status": error.status,
        "code": error.code,
    }
    faults = error.errors if isinstance(error, FieldErrors) else []
    if error.field:
        faults = [
            *faults,
            FieldError(field=error.field, code=error.code, message=error.message, params=error.params),
        ]
    if faults:
        body["errors"] = [
            {"field": fault.field, "code": fault.code, "detail": spoken(fault.message, fault.params)}
            for fault in faults
        ]
    return body
