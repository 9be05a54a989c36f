"""Refusals as problem details (RFC 9457): a stable `code`, the field, plain words in the caller's language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from honglam.kernel.values import DomainError, FieldError, FieldErrors

CONTENT_TYPE = "application/problem+json"


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
