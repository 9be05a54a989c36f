"""Runs over many messages: one bad message, or a gateway that hangs, holds up nothing and nobody else."""

from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import pytest

from honglam.kernel.clock import now
from honglam.kernel.jobs import declared
from honglam.kernel.relay import drain
from honglam.notices import api
from honglam.notices.contracts import Channel, DeliveryFault, Outgoing, Receipt, Recipient, State, Trouble
from honglam.notices.gateways import mail, sms, zalo
from honglam.notices.models import Attempt, Message
from honglam.notices.services import handing
from tests.notices.sink import MailSink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
LATER = timedelta(minutes=2)


def write(key: str, **to: str) -> Message:
    api.send(
        template="test.accepted",
        recipient=Recipient(key="", **to),
        context={"code": key, "due_at": now(), "url": "/x/"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key=key,
    )
    return Message.objects.get(dedupe_key=key)


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("dedupe_key", "state"))


@pytest.mark.parametrize("name", ["", "Nguyễn Thị An"])
@pytest.mark.parametrize("address", ["nguyễn@example.vn", "an@tỉnh.vn"])
def test_an_address_with_an_accent_is_given_up_with_its_reason(sink: MailSink, address: str, name: str) -> None:
    bad, good = write("bad", email=address, name=name), write("good", email="an@example.vn", name="An")
    assert api.deliver(message_ids=[bad.id, good.id], at=now()) == 1
    bad.refresh_from_db()
    assert (bad.state, bad.trouble) == (State.DEAD, Trouble.ADDRESS_REFUSED)
    assert Attempt.objects.filter(message=bad).count() == 1
    assert states()["good"] == State.SENT


def test_words_that_no_mail_can_carry_are_refused_not_retried(sink: MailSink) -> None:
    odd = Outgoing(
        id=write("k", email="a@example.vn").id,
        channel=Channel.EMAIL,
        name="",
        address="a b@c@d",
        subject="x\ny",
        body="",
    )
    with pytest.raises(DeliveryFault) as fault:
        mail.hand_over(odd)
    assert fault.value.final


def test_a_mistake_of_ours_over_one_message_is_counted_and_stops_no_other(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = mail.hand_over

    def wrong(message: Outgoing) -> str:
        if message.address == "bad@example.vn":
            raise TypeError("int() argument \x00")
        return right(message)

    monkeypatch.setattr(mail, "hand_over", wrong)
    bad, good = write("bad", email="bad@example.vn"), write("good", email="an@example.vn")
    assert api.deliver(message_ids=[bad.id, good.id], at=now()) == 1
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.trouble) == (State.FAILED, 1, "")
    assert bad.last_error == "TypeError: int() argument "
    at = now()
    for _ in range(9):
        at += timedelta(days=1)
        api.deliver_overdue(at=at)
    assert states() == {"bad": State.DEAD, "good": State.SENT}
    assert len(api.list_undelivered().items) == 1


def test_zalo_that_took_a_message_and_tells_no_number_has_it(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.ZALO = settings.ZALO | {"app_id": "honglam"}
    monkeypatch.setattr(zalo, "_access_key", lambda: "k")
    monkeypatch.setattr(zalo, "_send", lambda _message, _key: {"error": 0, "data": None})
    row = write("k", phone="0912345678")
    Message.objects.update(channel=Channel.ZALO, form={"template": "1", "data": {}})
    assert api.deliver(message_ids=[row.id], at=now()) == 1


class _Hung:
    """A gateway that answers nobody; counts who asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _what: object) -> Any:
        self.asked += 1
        raise DeliveryFault("ReadTimeout", trouble=Trouble.UNREACHABLE)


def test_a_run_leaves_a_gateway_that_hangs_alone_and_serves_the_others(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = _Hung()
    monkeypatch.setattr(sms, "hand_over", hung)
    for number in range(3):
        write(f"text{number}", phone=f"091234567{number}")
    write("mail", email="an@example.vn")
    assert api.deliver_overdue(at=now() + LATER) == 1
    assert hung.asked == 1
    assert states() == {"text0": "failed", "text1": "queued", "text2": "queued", "mail": "sent"}


def test_a_run_has_its_time_and_leaves_the_rest_to_the_next(sink: MailSink, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        write(str(number), email=f"a{number}@example.vn")
    ticks = count(step=handing.BUDGET / len(Channel) / 2)
    monkeypatch.setattr(handing, "monotonic", lambda: next(ticks))
    assert api.deliver_overdue(at=now() + LATER) < 4
    monkeypatch.undo()
    assert "queued" in states().values()


def taken_texts(many: int) -> list[Message]:
    """Texts that the gateway has and has said nothing about, the oldest first."""
    rows = [write(f"text{number}", phone=f"09123456{number:02d}") for number in range(many)]
    for number, row in enumerate(rows):
        at = now() - timedelta(hours=many - number)
        Message.objects.filter(id=row.id).update(state=State.SENT, sent_at=at, provider_ref=f"r{number}")
    return rows


def test_receipts_are_not_asked_of_a_gateway_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_texts(3)
    hung = _Hung()
    monkeypatch.setattr(sms, "ask_receipt", hung)
    assert api.ask_receipts(at=now()) == 0
    assert hung.asked == 1


def test_asking_for_receipts_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    taken_texts(3)
    ticks = count(step=handing.BUDGET)
    monkeypatch.setattr(handing, "monotonic", lambda: next(ticks))
    monkeypatch.setattr(sms, "ask_receipt", lambda _reference: Receipt.DELIVERED)
    assert api.ask_receipts(at=now()) == 2


def test_old_texts_of_which_nothing_is_heard_do_not_keep_new_ones_from_being_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newest = taken_texts(3)[-1]
    monkeypatch.setattr(handing, "BATCH", 1)
    monkeypatch.setattr(sms, "ask_receipt", lambda ref: Receipt.DELIVERED if ref == "r2" else Receipt.NONE)
    for _ in range(80):  # that it is not once among them: 10⁻¹⁴
        api.ask_receipts(at=now())
    newest.refresh_from_db()
    assert newest.receipt == Receipt.DELIVERED


@pytest.mark.parametrize("fault", [httpx.ReadTimeout("slow"), httpx.ConnectError("away")])
def test_a_gateway_that_cannot_be_asked_is_told_from_one_that_does_not_know(
    monkeypatch: pytest.MonkeyPatch, settings: Any, fault: httpx.HTTPError
) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        if request.url.raw_path.endswith(b"/messages/a%2Fb%20%3F"):
            return httpx.Response(404, text="<html>")
        raise fault

    settings.SMS_GATEWAY_URL = "http://sms.example.vn"
    monkeypatch.setattr(sms, "import_string", lambda _path: lambda: httpx.MockTransport(refuse))
    settings.SMS_TRANSPORT = "x"
    assert sms.ask_receipt("a/b ?") is Receipt.NONE
    with pytest.raises(DeliveryFault) as told:
        sms.ask_receipt("r1")
    assert told.value.trouble is Trouble.UNREACHABLE


@pytest.mark.parametrize("name", ["notices.deliver_overdue", "notices.ask_receipts"])
def test_a_run_that_lasts_is_not_joined_by_the_next(name: str) -> None:
    assert declared[name].lock == name


def test_a_key_of_any_length_is_known_again(sink: MailSink) -> None:
    keys = ["k" * 200, "k" * 201, "k" * 300 + "a", "k" * 300 + "b"]
    for _ in range(2):
        for key in keys:
            api.send(
                template="test.accepted",
                recipient=Recipient(key="", email="an@example.vn"),
                context={"code": "1", "url": "/x/"},
                subject_kind="dossier",
                subject_id="1",
                at=now(),
                dedupe_key=key,
            )
    drain()
    assert len(sink.raw) == len(keys)
    assert Message.objects.filter(dedupe_key=keys[0]).exists(), "what has room stays as it is"
