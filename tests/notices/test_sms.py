"""Text messages through the gateway's interface, against the simulator with its bad days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from honglam.kernel.clock import now
from honglam.kernel.relay import drain
from honglam.notices import api
from honglam.notices.contracts import Receipt, Recipient, State
from honglam.notices.gateways import sms
from honglam.notices.models import Message
from honglam.simulators import sms as simulator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> Iterator[None]:
    """The simulator, in this process."""
    settings.SMS_GATEWAY_URL = "http://127.0.0.1/gia-lap/sms"
    settings.SMS_GATEWAY_TOKEN = "t"
    settings.SMS_TRANSPORT = "honglam.simulators.sms.transport"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


def text(number: str) -> Message:
    """Write to a telephone and let the job run once."""
    api.send(
        template="test.accepted",
        recipient=Recipient(key="", phone=number),
        context={"code": "1", "due_at": now(), "url": "/x/"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key=number,
    )
    drain(rounds=1)
    return Message.objects.get()


def again(row: Message) -> Message:
    """Let the time of the next attempt come."""
    assert row.next_attempt_at is not None
    api.deliver(message_ids=[row.id], at=row.next_attempt_at)
    row.refresh_from_db()
    return row


def telephone() -> list[dict[str, Any]]:
    """What rang."""
    return list(cache.get("simulators.sms.list", []))


def test_a_text_arrives_in_one_line_and_its_receipt_is_asked_for() -> None:
    row = text("0912345678")
    assert row.state == State.SENT
    assert [one["to"] for one in telephone()] == ["0912345678"]
    assert telephone()[0]["text"].startswith("Hồ sơ 1, hẹn ")
    assert api.ask_receipts(at=now()) == 1
    row.refresh_from_db()
    assert row.receipt == Receipt.DELIVERED
    assert api.ask_receipts(at=now()) == 0


def test_a_gateway_that_is_out_of_order_is_tried_again_and_again() -> None:
    row = again(again(text("0912340500")))
    assert (row.state, row.attempts) == (State.FAILED, 3)
    assert row.last_error == "the gateway answered 500"
    assert telephone() == []


def test_a_gateway_that_recovers_rings_once() -> None:
    row = again(again(text("0912340503")))
    assert (row.state, row.attempts) == (State.SENT, 3)
    assert len(telephone()) == 1


def test_a_gateway_that_took_it_and_said_500_does_not_ring_twice() -> None:
    row = again(text("0912340409"))
    assert (row.state, row.attempts) == (State.SENT, 2)
    assert len(telephone()) == 1


def test_a_number_that_does_not_exist_is_given_up_at_once() -> None:
    assert text("0912340422").state == State.DEAD


def test_a_late_receipt_is_waited_for() -> None:
    row = text("0912340202")
    assert [api.ask_receipts(at=now()) for _ in range(4)] == [0, 0, 1, 0]
    row.refresh_from_db()
    assert row.receipt == Receipt.DELIVERED


def test_a_receipt_that_never_comes_is_no_longer_asked_for() -> None:
    text("0912340202")
    assert api.ask_receipts(at=now() + timedelta(days=4)) == 0


def test_a_text_that_reached_no_telephone_is_seen() -> None:
    text("0912340550")
    assert api.ask_receipts(at=now()) == 1
    (seen,) = api.list_undelivered().items
    assert (seen.address, seen.last_error) == ("•••••••550", "the telephone could not be reached")
    assert seen.trouble == "not_reached"


def test_without_a_gateway_a_text_is_dead_and_says_why(settings: Any) -> None:
    settings.SMS_GATEWAY_URL = settings.SMS_TRANSPORT = ""
    row = text("0912345678")
    assert (row.state, row.last_error) == (State.DEAD, "no SMS gateway is configured")


@pytest.mark.parametrize("asked", [{}, {"to": "0912345678"}, {"to": "0912345678", "text": "x"}])
def test_the_simulator_refuses_half_a_message(asked: dict[str, str]) -> None:
    with sms._client() as client:
        assert client.post("messages", json=asked).status_code == 400
        assert client.get("messages/unknown").status_code == 404
    assert sms.ask_receipt("unknown") is Receipt.NONE


@pytest.mark.django_db(transaction=True)
def test_over_a_real_line_a_gateway_that_is_too_slow_is_asked_again(
    live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMS_TRANSPORT = ""
    settings.SMS_GATEWAY_URL = f"{live_server.url}/gia-lap/sms"
    monkeypatch.setattr(sms, "TIMEOUT", 1.5)
    monkeypatch.setattr(simulator, "SLOW_SECONDS", 3.0)
    row = text("0912340408")
    assert row.state == State.FAILED
    assert "Timeout" in row.last_error
    row = again(row)
    assert row.state == State.SENT
    assert len(telephone()) == 1, "the gateway knew the reference"


def test_the_screens_of_all_telephones_can_be_read(client: Client) -> None:
    text("0912345678")
    page = client.get("/gia-lap/sms/").content.decode()
    assert "0912345678" in page
    assert "Hồ sơ 1" in page
