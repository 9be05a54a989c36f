"""The API as other systems meet it: over HTTP, with a token, on the small province."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from django.core.wsgi import get_wsgi_application

from examples.python_client.client import Client
from honglam.identity import api as identity
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, Actor
from tests.dossiers.conftest import scene
from tests.dossiers.scene import Scene

__all__ = ["scene"]

EVERYTHING = frozenset({"dossiers:read", "dossiers:write", "dossiers:act"})


def token_for(actor: Actor, scopes: frozenset[str] = EVERYTHING) -> str:
    """A fresh token of somebody."""
    assert actor.id is not None
    issued = identity.issue_token(
        actor=SYSTEM, account_id=actor.id, label="test", scopes=tuple(sorted(scopes)), at=now()
    )
    return issued.secret


@pytest.fixture
def client_of(scene: Scene) -> Iterator[Callable[..., Client]]:
    """`client_of(scene.citizen)` speaks as the citizen."""
    opened: list[Client] = []

    def make(actor: Actor, scopes: frozenset[str] = EVERYTHING) -> Client:
        transport = httpx.WSGITransport(app=get_wsgi_application(), raise_app_exceptions=False)
        opened.append(Client("http://testserver", token_for(actor, scopes), transport=transport))
        return opened[-1]

    yield make
    for client in opened:
        client.__exit__(None, None, None)
