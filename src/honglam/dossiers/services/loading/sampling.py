"""Answers that an electronic form accepts, made from its schema; None where the form wants more than can be guessed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from honglam.procedures import api as procedures
from honglam.procedures.contracts import Channel, VersionView

NAME = "Nguyễn Thị Mẫu Đơn"
_BIRTH = "1990-03-08"
_ROUNDS = 8


def sample_answers(
    *, version: VersionView, channel: Channel, on: date, number: str, unit_code: str
) -> dict[str, Any] | None:
    """Required fields filled in, then whatever the check still misses, until nothing is missing."""
    if version.form is None:
        return {}
    schema = version.form.schema
    known = {
        "person-name": NAME,
        "citizen-id": number,
        "date-vn": _BIRTH,
        "partial-date": _BIRTH,
        "date": _BIRTH,
        "commune": unit_code,
        "phone-vn": "0912345678",
        "phone-vn-mobile": "0912345678",
        "email": "mau@example.vn",
        "tax-code": "0109999982",
        "identity-number": number,
    }
    answers: dict[str, Any] = {}
    for name in schema.get("required", ()):
        answers[name] = _value(schema["properties"][name], known)
    for _ in range(_ROUNDS):
        faults = procedures.validate_answers(
            version_id=version.version_id, answers=answers, channel=channel, attachments={}, on=on
        )
        missing = [fault.field for fault in faults if not fault.field.startswith("papers.")]
        if not missing:
            return answers
        if not all(_fill(answers, schema, path.split("."), known, on) for path in missing):
            return None
    return None


def _fill(
    answers: dict[str, Any], schema: Mapping[str, Any], path: list[str], known: Mapping[str, Any], on: date
) -> bool:
    """Put a value where one is missing. One that stands already is a wrong guess: False, unless it is a day long ago
    where a rule wants one that is still to come."""
    here: Any = answers
    for name in path[:-1]:
        if not isinstance(here, dict) or name not in schema.get("properties", {}):
            return False
        schema = schema["properties"][name]
        here = here.setdefault(name, {})
    last = path[-1]
    if not isinstance(here, dict) or last not in schema.get("properties", {}):
        return False
    if last in here:
        wrong, here[last] = here[last], on.isoformat()
        return bool(wrong == _BIRTH)
    here[last] = _value(schema["properties"][last], known)
    return True


def _value(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    """The simplest value of the schema's kind."""
    chosen = schema.get("oneOf") or schema.get("anyOf")
    if chosen:
        return chosen[0].get("const")
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("format") in known:
        return known[schema["format"]]
    return _plain(schema, known)


def _plain(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {name: _value(schema["properties"][name], known) for name in schema.get("required", ())}
    if kind == "array":
        return [_value(schema["items"], known) for _ in range(max(1, schema.get("minItems", 1)))]
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    return True if kind == "boolean" else "Theo giấy tờ kèm theo"
