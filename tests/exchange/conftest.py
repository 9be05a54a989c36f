"""The small province, another system with an account, and its receiver."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from honglam.exchange import api
from honglam.exchange.contracts import Issued, Topic, Wish
from honglam.exchange.gateways import posting
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel.ids import uuid7
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, Actor
from tests.api.conftest import one_connection
from tests.dossiers.conftest import province, scene
from tests.dossiers.scene import MORNING, Scene
from tests.exchange.receiver import Receiver, running

__all__ = ["one_connection", "province", "scene"]

TIMEOUT = 0.6


@pytest.fixture
def receiver(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that may be posted to, with little patience on our side."""
    settings.WEBHOOK_PRIVATE = ["127.0.0.0/8"]
    monkeypatch.setattr(posting, "TIMEOUT", TIMEOUT)
    with running() as server:
        yield server


@pytest.fixture
def system(scene: Scene) -> Actor:
    """A service account: another system of the province."""
    account = identity.create_account(actor=SYSTEM, full_name="Hệ thống thuế", kind=AccountKind.SERVICE, at=MORNING)
    return identity.actor_of(account_id=account.id)


def subscribe(actor: Actor, target: str, *events: Topic, agency_code: str = "", at: datetime = MORNING) -> Issued:
    """A subscription to these events, or to all."""
    wish = Wish(target=target, events=events or tuple(Topic), agency_code=agency_code)
    return api.create_subscription(actor=actor, wish=wish, key=str(uuid7()), at=at)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`work(at)`: relay and workers do everything that is due at that moment."""

    def until_done(at: datetime = MORNING) -> None:
        monkeypatch.setattr("honglam.exchange.tasks.now", lambda: at)
        monkeypatch.setattr("honglam.kernel.relay.now", lambda: at)
        drain()

    return until_done
