"""The description of the API says all that a caller must send: also the headers that a route reads itself."""

import inspect
from collections.abc import Iterator
from typing import Any

from honglam.urls.api import api

SIGNATURE = {"X-HongLam-Timestamp", "X-HongLam-Signature"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each route: its name, the source of what answers it, its description."""
    described = api.get_openapi_schema()["paths"]
    by_id = {one["operationId"]: one for path in described.values() for one in path.values()}
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for one in view.operations:
                name = one.operation_id or api.get_openapi_operation_id(one)
                yield name, inspect.getsource(one.view_func), by_id[name]


def headers_of(description: dict[str, Any]) -> set[str]:
    """The headers that a route is described with."""
    return {one["name"] for one in description["parameters"] if one["in"] == "header"}


WITHOUT_KEY = {
    "POST /dossiers/check": "stores nothing",
    "POST /dossiers/files": "a file that no dossier names is cleared away",
    "POST /national-portal/filings": "the portal's own code of the filing is its key",
    "POST /payments/gateway/callback": "the gateway's own number of the transaction is its key",
    "POST /postal/reports": "the post's own number of the event is its key",
    "POST /procedures/{code}/check": "stores nothing",
}
"""What writes and takes no key, and why."""


def test_a_route_that_wants_a_key_or_a_signature_says_so() -> None:
    found = {name: (source, headers_of(told)) for name, source, told in operations()}
    keyed = {name for name, (source, _) in found.items() if "key_of(request" in source or "@repeatable(" in source}
    signed = {name for name, (source, _) in found.items() if "X-HongLam-Signature" in source}
    assert len(keyed) >= 20 and len(signed) == 1
    assert {name for name, (_, told) in found.items() if "Idempotency-Key" in told} == keyed
    assert {name for name, (_, told) in found.items() if told >= SIGNATURE} == signed


def test_whatever_writes_takes_a_key_or_says_why_not() -> None:
    """A program that lost the answer asks again, and must not hear that the dossier has moved on."""
    paths = api.get_openapi_schema()["paths"]
    writes = {
        f"{method.upper()} {path.removeprefix('/api/v1')}": headers_of(told)
        for path, methods in paths.items()
        for method, told in methods.items()
        if method != "get"
    }
    assert {name for name, headers in writes.items() if "Idempotency-Key" not in headers} == set(WITHOUT_KEY)
