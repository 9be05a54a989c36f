"""Every operation of the description crossed with every kind of wrong body: a named refusal, never a 5xx or a bare 4xx.

The rows are read from the description itself, so an operation that is added is in the table at once. The fuzzer
(`test_fuzz.py`) looks for what nobody thought of; here stands what everybody must have thought of.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from honglam.identity import api as identity
from honglam.kernel.ids import uuid7
from honglam.payments import api as payments
from tests.api.conftest import token_for
from tests.dossiers.scene import Scene

HOSTILE = "'\"><script>alert(1)</script>{{7*7}}%(x)s${jndi:x}\0../../etc/passwd' OR 1=1 --"
JSON = "application/json"
WRITES = ("post", "put", "patch", "delete")
Body = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One way of writing over the API; `good` is a body of the right shape."""

    method: str
    path: str
    good: Body
    reads_json: bool
    named: frozenset[str]


SAMPLES = {"integer": 1, "number": 1.5, "boolean": True, "string": "x"}
FORMATS = {"date": "2026-11-16", "date-time": "2026-11-16T09:00:00+07:00"}


def _good(schema: Mapping[str, Any], known: Mapping[str, Any], depth: int = 0) -> Any:
    """Something of the shape that a schema asks for."""
    schema = _plain(schema, known)
    if schema.get("type") == "object":
        fields = schema.get("properties", {}) if depth < 4 else {}
        return {name: _good(one, known, depth + 1) for name, one in fields.items()}
    if schema.get("type") == "array":
        return [_good(schema["items"], known, depth + 1)] if depth < 4 else []
    if schema.get("format") == "uuid":
        return str(uuid7())
    return schema.get("enum", [FORMATS.get(schema.get("format", ""), SAMPLES.get(str(schema.get("type")), "x"))])[0]


def _plain(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema without references, and of several choices the first."""
    if "$ref" in schema:
        return _plain(known[schema["$ref"].rpartition("/")[2]], known)
    choices = next((schema[one] for one in ("anyOf", "oneOf", "allOf") if one in schema), None)
    return _plain(choices[0], known) if choices else schema


def operations() -> list[Operation]:
    """Every operation that writes, from the description."""
    described = Client().get("/api/v1/openapi.json").json()
    known = described["components"]["schemas"]
    found = []
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            if method in WRITES:
                content = one.get("requestBody", {}).get("content", {})
                shape = content.get(JSON, {}).get("schema")
                good = _good(shape, known) if shape else {}
                names = frozenset(part["name"] for part in one.get("parameters", ()) if part["in"] == "path")
                found.append(Operation(method, path, good if isinstance(good, dict) else {}, bool(shape), names))
    return found


def _each(value: Any) -> Callable[[Body], Iterator[bytes]]:
    """The good body with one field after the other replaced."""
    return lambda good: (json.dumps(good | {name: value}).encode() for name in good)


WRONGS: Mapping[str, Callable[[Body], Iterator[bytes]]] = {
    "no body": lambda _: iter([b""]),
    "missing": lambda good: (json.dumps({k: v for k, v in good.items() if k != name}).encode() for name in ("", *good)),
    "nothing in it": lambda _: iter([b"{}"]),
    "empty": _each(""),
    "null": _each(None),
    "too long": _each("dài " * 20_000),
    "wrong type: text": _each("không phải thế"),
    "wrong type: list": _each([[{"a": True}]]),
    "out of range": _each(10**40),
    "below zero": _each(-1),
    "no number": lambda good: (json.dumps(good | {name: float("nan")}).encode() for name in good),
    "hostile": _each(HOSTILE),
    "half a surrogate": _each("\ud800"),
    "unknown field": lambda good: iter([json.dumps(good | {"la": 1}).encode()]),
    "not an object": lambda _: iter([b"[]", b"5", b'"x"', b"null"]),
    "truncated": lambda good: iter([json.dumps(good).encode()[:-1] or b"{"]),
    "wrong encoding": lambda _: iter(['{"tên": "Nguyễn"}'.encode("utf-16"), b'{"a": "\xff\xfe"}']),
    "too deep": lambda _: iter([b"[" * 50_000 + b"]" * 50_000]),
    "huge": lambda _: iter([b'{"a": "' + b"x" * 3_000_000 + b'"}']),
    "no JSON": lambda _: iter([b"<a>&xxe;</a>", b"a=1&b=2"]),
}


@pytest.fixture
def ids(scene: Scene) -> dict[str, UUID]:
    """Things that are there, by the names that paths give them."""
    dossier_id = scene.processing()
    (order,) = payments.list_for_subject(subject_kind="dossier", subject_id=dossier_id)
    return {"dossier_id": dossier_id, "task_id": scene.task(dossier_id).id, "order_id": order.id}


def address(operation: Operation, ids: Mapping[str, UUID]) -> str:
    """The operation's address, on things that are there where the test has them."""
    found = operation.path
    for name in operation.named:
        found = found.replace("{" + name + "}", str(ids.get(name, uuid7())))
    return found


NEVER_RIGHT = frozenset({"not an object", "truncated", "wrong encoding", "too deep", "huge", "no JSON"})


def fault_of(answer: Any, *, may_succeed: bool) -> str:
    """What is wrong with an answer: nothing, if it may succeed and does, or refuses with code, title and fields."""
    if answer.status_code < 400:
        return "" if may_succeed else f"taken with {answer.status_code}"
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if not answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        return f"a bare {answer.status_code}: {answer.content[:200]!r}"
    body = answer.json()
    if not body.get("code") or not body.get("title"):
        return f"a {answer.status_code} without a name: {body}"
    if body["code"] in ("invalid", "invalid_fields") and not body.get("errors"):
        return f"a catch-all refusal without a field: {body}"
    return ""


@pytest.mark.parametrize("wrong", WRONGS)
def test_every_wrong_body_is_refused_by_name(scene: Scene, ids: dict[str, UUID], wrong: str) -> None:
    client = Client()
    people = ("officer", "citizen") if wrong == "hostile" else ("officer",)
    tokens = [token_for(scene.actors[who], frozenset(identity.list_scopes())) for who in people]
    bad, tried = [], 0
    for operation in operations():
        for body in WRONGS[wrong](operation.good):
            for token in tokens:
                headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid7())}
                send = getattr(client, operation.method)
                with transaction.atomic():
                    try:
                        answer = send(address(operation, ids), data=body, content_type=JSON, headers=headers)
                        fault = fault_of(answer, may_succeed=not operation.reads_json or wrong not in NEVER_RIGHT)
                    except Exception as error:
                        fault = repr(error)[:300]
                    transaction.set_rollback(True)
                tried += 1
                if fault:
                    bad.append(f"{operation.method} {operation.path} {body[:80]!r}: {fault}")
    assert tried
    assert bad == [], "\n".join(dict.fromkeys(bad))
