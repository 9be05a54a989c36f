"""Refusals as problem details (RFC 9457): a stable `code`, the field, plain words in the caller's language."""

from typing import Any

from django.utils.translation import gettext

from honglam.kernel.values import DomainError, FieldError, FieldErrors

CONTENT_TYPE = "application/problem+json"


def spoken(message: str, params: dict[str, Any]) -> str:
    """An English msgid in the active language, with its placeholders filled."""
    text = gettext(message)
    return text % params if params else text


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
