"""The routes of webhooks as described, and much that the description forbids: never a 5xx, each refusal named."""

import socket
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import given

from honglam.exchange.gateways import posting
from tests.api.conftest import token_for
from tests.api.test_fuzz import AS_FUZZED, look_at
from tests.dossiers.scene import Scene


def test_every_answer_is_as_described(scene: Scene, one_connection: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that a fuzzer makes up are nowhere; nobody is asked for them."""

    def nowhere(*_asked: Any, **_more: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(posting.socket, "getaddrinfo", nowhere)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    token = token_for(scene.administrator, frozenset({"webhooks:manage"}))
    described.config.update(headers={"Authorization": f"Bearer {token}"})
    tried = 0
    for found in described.include(path_regex="^/api/v1/webhooks").get_all_operations():
        operation = found.ok()

        @AS_FUZZED
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            look_at(case, case.call())

        ask()
        tried += 1
    assert tried == 8
