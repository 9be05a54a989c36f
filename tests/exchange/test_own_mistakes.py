"""What fails on our own side over one delivery: it is settled, told in words, and keeps nobody else waiting."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from honglam.exchange import api
from honglam.exchange.contracts import DeliveryState, Trouble
from honglam.exchange.gateways import posting
from honglam.exchange.models import Delivery
from honglam.exchange.rules.retry import DEAD_BEFORE_PAUSE, LIFETIME
from honglam.exchange.rules.targets import is_allowed
from honglam.exchange.services import deliveries
from honglam.exchange.views.words import tell_fault
from honglam.kernel.values import Actor
from honglam.notices.models import Message
from honglam.settings.base import env_networks
from tests.dossiers.scene import MORNING, Scene
from tests.exchange.conftest import subscribe
from tests.exchange.receiver import Receiver
from tests.exchange.test_deliveries import only, queued

NAME = "HONGLAM_WEBHOOK_PRIVATE"


def test_a_lost_key_is_told_and_a_new_secret_mends_it(scene: Scene, receiver: Receiver, settings: Any) -> None:
    owner = scene.administrator
    issued = subscribe(owner, receiver.url)
    [row] = queued(issued)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key of this installation, long enough", []
    assert not api.deliver(delivery_id=row.id, at=MORNING)
    failed = only(owner, issued)
    assert (failed.state, failed.last_fault.trouble) == (DeliveryState.FAILED, Trouble.KEY_LOST)
    assert tell_fault(failed.last_fault).endswith("Đề nghị tạo khóa ký mới.")
    api.rotate_secret(actor=owner, subscription_id=issued.subscription.id, key="k2", at=MORNING)
    assert api.deliver(delivery_id=row.id, at=MORNING + timedelta(minutes=2))
    assert len(receiver.posts) == 1


def test_what_nobody_foresaw_is_settled_as_a_failure_of_ours(
    scene: Scene, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    [row] = queued(issued)

    def broken(**_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(posting, "post", broken)
    assert not api.deliver(delivery_id=row.id, at=MORNING)
    failed = only(scene.administrator, issued)
    assert (failed.state, failed.last_fault.trouble) == (DeliveryState.FAILED, Trouble.OWN)
    assert failed.last_fault.values == {"what": "RuntimeError"}


@pytest.mark.parametrize("verb", ["take_delivery", "expire_delivery"])
def test_a_sweep_that_stumbles_over_one_delivery_does_the_others(
    scene: Scene, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    bad, good = queued(issued, 2)
    done, asked = getattr(deliveries, verb), []

    def stumbling(*, delivery_id: UUID, **more: Any) -> Any:
        asked.append(delivery_id)
        if delivery_id == bad.id:
            raise RuntimeError
        return done(delivery_id=delivery_id, **more)

    monkeypatch.setattr(deliveries, verb, stumbling)
    late = timedelta(minutes=5) if verb == "take_delivery" else timedelta(days=5)
    api.deliver_overdue(at=MORNING + late)
    assert set(asked) >= {bad.id, good.id}
    good.refresh_from_db()
    assert good.state == ("delivered" if verb == "take_delivery" else "dead")


def test_an_address_that_does_not_answer_leaves_time_for_the_next(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    had: list[tuple[str, float]] = []
    connect: Callable[..., Any] = posting.httpcore.SyncBackend.connect_tcp

    def one_dead(self: Any, host: str, port: int, timeout: float, *more: Any) -> Any:
        had.append((host, timeout))
        if host == "127.0.0.2":
            raise posting.httpcore.ConnectTimeout
        return connect(self, host, port, timeout, *more)

    monkeypatch.setattr(posting.httpcore.SyncBackend, "connect_tcp", one_dead)
    monkeypatch.setattr(posting, "_resolve", lambda _host, _port: ["127.0.0.2", "127.0.0.1"])
    door = posting._Door(posting.time.monotonic() + posting.TIMEOUT, plain=True)
    door.connect_tcp("nhan.example.vn", receiver.server_address[1]).close()
    assert [host for host, _ in had] == ["127.0.0.2", "127.0.0.1"]
    assert had[0][1] <= posting.TIMEOUT / 2


def test_the_pause_of_a_services_webhook_is_told_to_who_administers_the_province(
    scene: Scene, system: Actor, receiver: Receiver
) -> None:
    issued = subscribe(system, receiver.url)
    queued(issued, DEAD_BEFORE_PAUSE)
    api.deliver_overdue(at=MORNING + LIFETIME + timedelta(seconds=1))
    letters = Message.objects.filter(template="exchange.webhook_paused", channel="inbox")
    told = {row.recipient_key: row.body for row in letters}
    assert set(told) == {f"account:{system.id}", f"account:{scene.administrator.id}"}
    assert "Hệ thống thuế" in told[f"account:{scene.administrator.id}"]


def test_what_was_given_up_with_its_subscription_needs_nobody(scene: Scene, receiver: Receiver) -> None:
    issued = subscribe(scene.administrator, receiver.url)
    queued(issued, 3)
    Delivery.objects.update(state="dead")
    assert api.measure()["honglam_webhooks_dead"] == 3
    api.end_subscription(actor=scene.administrator, subscription_id=issued.subscription.id, at=MORNING)
    assert api.measure()["honglam_webhooks_dead"] == 0


def test_networks_of_receivers_are_taken_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "10.20.3.4/16, ::1")
    assert is_allowed("10.20.9.9", private=env_networks(NAME, "127.0.0.0/8"))
    assert not is_allowed("127.0.0.1", private=env_networks(NAME, "127.0.0.0/8"))
    monkeypatch.setenv(NAME, "")
    assert is_allowed("127.0.0.1", private=env_networks(NAME, "127.0.0.0/8"))
    monkeypatch.setenv(NAME, "10.20.0.0 /16")
    with pytest.raises(SystemExit, match=f"{NAME} is not understood"):
        env_networks(NAME)
