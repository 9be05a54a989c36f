"""The API as other systems meet it: over HTTP, with a token, on the small province."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from examples.python_client.client import Client
from honglam.identity.services.tokens import issue_token
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, Actor
from tests.dossiers.conftest import province, scene
from tests.dossiers.scene import Scene

__all__ = ["province", "scene"]

EVERYTHING = frozenset({"dossiers:read", "dossiers:write", "dossiers:act"})


def token_for(actor: Actor, scopes: frozenset[str] = EVERYTHING) -> str:
    """A fresh token of somebody."""
    assert actor.id is not None
    issued = issue_token(actor=SYSTEM, account_id=actor.id, label="test", scopes=tuple(sorted(scopes)), at=now())
    return issued.secret


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests leave the test's connection open, as Django's own test client sees to."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def client_of(scene: Scene, one_connection: None) -> Iterator[Callable[..., Client]]:
    """`client_of(scene.citizen)` speaks as the citizen."""
    opened: list[Client] = []

    def make(actor: Actor, scopes: frozenset[str] = EVERYTHING) -> Client:
        transport = httpx.WSGITransport(app=get_wsgi_application(), raise_app_exceptions=False)
        opened.append(Client("http://testserver", token_for(actor, scopes), transport=transport))
        return opened[-1]

    yield make
    for client in opened:
        client.__exit__(None, None, None)
