"""Which messages an administrator can send again, what the others are told, and that no code stays behind."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext

from honglam.kernel.clock import now
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor, ActorKind, Conflict
from honglam.notices import api
from honglam.notices.contracts import (
    Channel,
    CodeErased,
    DeliveryFault,
    InboxNotSent,
    NeverWritten,
    Recipient,
    State,
    Trouble,
)
from honglam.notices.models import Message, Template
from honglam.notices.rules.again import why_not_again
from honglam.notices.services import delivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
KEEPER = Actor(kind=ActorKind.PERSON, id=uuid4(), name="Quản trị", post_id=1, roles=frozenset({"administrator"}))
AN = Recipient(key="account:1", email="an@example.vn")


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> Iterator[None]:
    """The simulator of an SMS gateway, in this process."""
    settings.SMS_GATEWAY_URL = "http://127.0.0.1/gia-lap/sms"
    settings.SMS_TRANSPORT = "honglam.simulators.sms.transport"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


def write(recipient: Recipient, template: str = "test.accepted", **context: Any) -> None:
    api.send(
        template=template,
        recipient=recipient,
        context={"code": "123456", "due_at": now(), "url": "/x/"} | context,
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key="k",
    )


def send_again(row: Message) -> Message:
    api.send_again(actor=KEEPER, message_id=row.id, at=now())
    drain()
    row.refresh_from_db()
    return row


def rung() -> list[str]:
    """The references under which telephones rang, the last first."""
    return [text["ref"] for text in cache.get("simulators.sms.list", [])]


def give_up(row: Message) -> Message:
    fault = DeliveryFault("550 no", trouble=Trouble.ADDRESS_REFUSED, final=True)
    delivery.settle_failed(message_id=row.id, fault=fault, at=now())
    row.refresh_from_db()
    return row


def test_a_text_that_reached_no_telephone_goes_again_under_another_reference() -> None:
    write(Recipient(key="", phone="0912340550"))
    drain()
    row = Message.objects.get()
    for _ in range(2):
        assert api.ask_receipts(at=now()) == 1
        assert send_again(row).state == State.SENT
    assert rung() == [f"{row.id}:2", f"{row.id}:1", str(row.id)]


def test_a_text_whose_answer_got_lost_keeps_its_reference() -> None:
    write(Recipient(key="", phone="0912340409"))
    drain(rounds=1)
    assert send_again(give_up(Message.objects.get())).state == State.SENT
    assert len(rung()) == 1, "the gateway had it, and says so"


@pytest.mark.parametrize("channel", [Channel.INBOX, Channel.EMAIL])
def test_what_was_never_written_is_not_sent_empty(channel: Channel, visit: Callable[..., Any]) -> None:
    Template.objects.filter(code="test.accepted").update(body={"vi": "{else_where}"})
    write(AN)
    row = Message.objects.get(channel=channel)
    with pytest.raises(NeverWritten):
        send_again(row)
    row.refresh_from_db()
    assert (row.state, row.next_attempt_at) == (State.DEAD, None)
    page = visit(KEEPER, "/thong-bao/chua-den/").content.decode()
    with translation.override("vi"):
        assert gettext(NeverWritten.message) != NeverWritten.message
    assert "gui-lai" not in page


def test_the_page_says_what_to_do_instead(visit: Callable[..., Any]) -> None:
    write(Recipient(key="", email="an@example.vn"), "test.secret")
    give_up(Message.objects.get())
    page = visit(KEEPER, "/thong-bao/chua-den/").content.decode()
    with translation.override("vi"):
        assert gettext(CodeErased.message) in page
    assert "gui-lai" not in page


def test_an_inbox_left_on_its_way_is_given_up_and_stops_nothing() -> None:
    write(AN)
    drain()
    row = Message.objects.get(channel=Channel.INBOX)
    Message.objects.filter(id=row.id).update(state=State.QUEUED, next_attempt_at=row.created_at)
    api.deliver(message_ids=[row.id], at=now())
    row.refresh_from_db()
    assert (row.state, row.trouble) == (State.DEAD, Trouble.NOT_WRITTEN)


def test_a_code_that_was_given_up_is_erased_and_not_sent_as_dots() -> None:
    write(Recipient(key="", phone="0912340550"), "test.secret")
    drain()
    api.ask_receipts(at=now())
    with pytest.raises(CodeErased):
        send_again(Message.objects.get())
    assert len(rung()) == 1


def test_no_code_stays_in_what_was_given_up() -> None:
    Template.objects.filter(code="test.secret").update(subject={"vi": "Mã {code}"})
    write(Recipient(key="", email="an@example.vn"), "test.secret")
    row = give_up(Message.objects.get())
    assert "123456" not in f"{row.subject}{row.body}"


@pytest.mark.parametrize("sent", [True, False])
def test_no_code_stays_in_a_form_for_zalo_and_the_text_instead_has_it(settings: Any, sent: bool) -> None:
    settings.ZALO = settings.ZALO | {"app_id": "honglam"}
    form = {"template": "1", "data": {"otp": "{code}"}}
    Template.objects.filter(code="test.secret").update(zalo=form, channels=[])
    write(Recipient(key="", phone="0912345678"), "test.secret")
    row = Message.objects.get(channel=Channel.ZALO)
    assert row.form["data"] == {"otp": "123456"}
    if sent:
        delivery.settle_sent(message_id=row.id, reference="1", at=now())
        row.refresh_from_db()
    else:
        row = give_up(row)
        assert "123456" in Message.objects.get(channel=Channel.SMS).body
    assert (row.body, row.form) == ("…", None)


def test_half_a_letter_with_a_code_is_not_kept() -> None:
    Template.objects.filter(code="test.secret").update(
        body={"vi": "{code}"}, zalo={"template": "1", "data": {"otp": "{nobody}"}}, channels=["zalo"]
    )
    write(Recipient(key="", phone="0912345678"), "test.secret")
    row = Message.objects.get()
    assert (row.state, row.body, row.form) == (State.DEAD, "", None)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"state": "failed", "secret": True}, None),
        ({"state": "dead", "secret": True}, CodeErased),
        ({"trouble": "not_written"}, NeverWritten),
        ({"body": ""}, NeverWritten),
        ({"channel": "inbox"}, InboxNotSent),
    ],
)
def test_what_can_be_sent_again(facts: dict[str, Any], refusal: type[Conflict] | None) -> None:
    usual: dict[str, Any] = {"channel": "email", "state": "dead", "trouble": "", "body": "x", "secret": False}
    assert why_not_again(**usual | facts) is refusal
