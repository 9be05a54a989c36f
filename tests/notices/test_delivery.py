"""From the caller's transaction to the mail server: once, in order, again when the server was away."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from honglam.kernel.clock import now
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM, Actor, ActorKind
from honglam.notices import api
from honglam.notices.contracts import Channel, MessageNotFound, Recipient, State, Trouble
from honglam.notices.models import Attempt, Message, Template
from honglam.notices.rules.retry import DELAYS
from honglam.notices.services import delivery
from tests.notices.sink import MailSink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
AN = Recipient(key="account:1", name="Nguyễn Thị An", email="an@example.vn", phone="0912345678")
KEEPER = Actor(kind=ActorKind.PERSON, id=uuid4(), name="Quản trị", post_id=1, roles=frozenset({"administrator"}))
DUE = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def send(recipient: Recipient = AN, template: str = "test.accepted", key: str = "k1", **context: Any) -> list[UUID]:
    facts = {"code": "H27.7-261122-0001", "due_at": DUE, "items": ["Đơn", "Ảnh"], "url": "/ho-so/1/"} | context
    return api.send(
        template=template,
        recipient=recipient,
        context=facts,
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key=key,
    )


def mail_row() -> Message:
    return Message.objects.get(channel=Channel.EMAIL)


def test_a_letter_goes_out_as_text_and_html_under_a_message_id_of_its_own(sink: MailSink) -> None:
    send()
    assert sink.raw == [], "nothing is sent on the request's path"
    drain()
    (mail,) = sink.mails
    row = mail_row()
    assert mail["Message-ID"] == f"<{row.id}@dichvu.example.vn>"
    assert mail["Subject"].strip() == "Hồ sơ H27.7-261122-0001 đã được tiếp nhận"
    assert mail["To"] == "Nguyễn Thị An <an@example.vn>"
    assert mail["From"] == "Một cửa <motcua@example.vn>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
    assert text.startswith("Kính gửi Ông/Bà Nguyễn Thị An,\n\nHẹn trả: 16:30 ")
    assert "25/11/2026\n\n- Đơn\n- Ảnh\n\nXem https://dichvu.example.vn/ho-so/1/\n" in text
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<li>Đơn</li>" in html
    assert '<a href="https://dichvu.example.vn/ho-so/1/">' in html
    assert (row.state, row.attempts, row.last_error) == (State.SENT, 1, "")
    assert row.sent_at is not None


def test_the_inbox_has_it_at_once() -> None:
    send()
    (item,) = api.list_inbox(recipient_key="account:1").items
    assert (item.subject, item.url, item.is_read) == ("Hồ sơ H27.7-261122-0001 đã được tiếp nhận", "/ho-so/1/", False)
    assert "Xem http" in item.body


def test_a_rolled_back_decision_writes_to_nobody(sink: MailSink) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send()
        raise ZeroDivisionError
    drain()
    assert sink.raw == []
    assert not Message.objects.exists()


def test_the_same_key_writes_once(sink: MailSink) -> None:
    assert len(send()) == 2
    assert send() == []
    drain()
    assert len(sink.raw) == 1
    send(key="k2")
    drain()
    assert len(sink.raw) == 2


@pytest.mark.parametrize(
    ("recipient", "template", "channels"),
    [
        (AN, "test.accepted", {Channel.INBOX, Channel.EMAIL}),
        (Recipient(key="account:1", phone="0912345678"), "test.accepted", {Channel.INBOX, Channel.SMS}),
        (Recipient(key="", email="x@example.vn"), "test.accepted", {Channel.EMAIL}),
        (Recipient(key="account:1"), "test.accepted", {Channel.INBOX}),
        (Recipient(key=""), "test.accepted", set()),
        (AN, "test.secret", {Channel.EMAIL, Channel.SMS}),
    ],
)
def test_a_letter_takes_every_way_that_leads_somewhere(
    recipient: Recipient, template: str, channels: set[Channel]
) -> None:
    send(recipient, template)
    assert set(Message.objects.values_list("channel", flat=True)) == channels


def test_a_recipient_is_addressed_in_their_language(sink: MailSink) -> None:
    send(Recipient(key="", name="Ann", email="ann@example.vn", language="en"))
    drain()
    (mail,) = sink.mails
    assert mail["Subject"] == "Dossier H27.7-261122-0001 was received"
    assert "Due: 25/11/2026" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert '<html lang="en">' in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]


def test_a_header_cannot_be_smuggled_in(sink: MailSink) -> None:
    send(Recipient(key="", name="An\r\nBcc: x@y.vn", email="an@example.vn"), code="1\r\nBcc: x@y.vn")
    drain()
    for mail in sink.mails:
        assert mail["Bcc"] is None


def test_a_secret_is_erased_once_it_is_sent(sink: MailSink) -> None:
    send(Recipient(key="", email="an@example.vn"), "test.secret", code="123456")
    drain()
    assert "123456" in sink.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "123456" not in mail_row().body


@pytest.mark.parametrize("answer", ["451 try later", "421 too many"])
def test_a_server_that_asks_to_wait_is_asked_again(sink: MailSink, answer: str) -> None:
    send()
    sink.refuse = answer
    drain(rounds=1)
    row = mail_row()
    assert (row.state, row.attempts) == (State.FAILED, 1)
    assert row.next_attempt_at is not None
    job = OutboxMessage.objects.get(kind="job")
    assert job.not_before == row.next_attempt_at
    sink.refuse = ""
    assert api.deliver(message_ids=[row.id], at=now()) == 0, "not before its time"
    assert api.deliver(message_ids=[row.id], at=row.next_attempt_at) == 1
    assert [mail["Message-ID"] for mail in sink.mails] == [f"<{row.id}@dichvu.example.vn>"]
    assert list(Attempt.objects.values_list("outcome", flat=True).order_by("id")) == [State.FAILED, State.SENT]


@pytest.mark.parametrize(
    ("where", "answer"), [("refuse", "550 no such user"), ("refuse_data", "554 refused"), ("refuse", "553 bad name")]
)
def test_a_refusal_for_good_is_not_repeated_and_is_seen(sink: MailSink, where: str, answer: str) -> None:
    setattr(sink, where, answer)
    send()
    drain()
    row = mail_row()
    assert (row.state, row.next_attempt_at) == (State.DEAD, None)
    (seen,) = api.list_undelivered().items
    assert (seen.id, seen.address, seen.attempts) == (row.id, "an•••@example.vn", 1)
    assert answer[:3] in seen.last_error
    assert seen.trouble == (Trouble.MESSAGE_REFUSED if where == "refuse_data" else Trouble.ADDRESS_REFUSED)
    assert api.count_by_state() == {"waiting": 0, "dead": 1}


def test_a_server_that_is_away_for_two_days_is_given_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    send()
    row = mail_row()
    at = now()
    for _ in range(len(DELAYS)):
        api.deliver(message_ids=[row.id], at=at)
        row.refresh_from_db()
        assert row.state == State.FAILED
        assert row.next_attempt_at is not None
        at = row.next_attempt_at
    api.deliver(message_ids=[row.id], at=at)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.DEAD, len(DELAYS) + 1)
    assert "Connection" in row.last_error
    assert row.trouble == Trouble.UNREACHABLE


def test_an_answer_that_got_lost_repeats_the_letter_under_the_same_message_id(sink: MailSink) -> None:
    """The one case in which somebody gets a letter twice; a mail program shows it once."""
    sink.hang_up = 1
    send()
    drain()
    row = mail_row()
    assert row.state == State.FAILED
    assert row.next_attempt_at is not None
    api.deliver(message_ids=[row.id], at=row.next_attempt_at)
    first, second = sink.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_worker_killed_before_it_could_say_so_is_followed_by_another(sink: MailSink) -> None:
    send()
    row = mail_row()
    assert delivery.take_message(message_id=row.id, at=now()) is not None, "taken, and then silence"
    assert api.deliver(message_ids=[row.id], at=now()) == 0, "it is in the other worker's hands"
    assert api.deliver_overdue(at=now() + timedelta(minutes=3)) == 0
    assert api.deliver_overdue(at=now() + timedelta(minutes=7)) == 1
    assert len(sink.raw) == 1


def test_a_lost_job_is_made_up_for(sink: MailSink) -> None:
    send()
    OutboxMessage.objects.all().delete()
    assert api.deliver_overdue(at=now() + timedelta(seconds=30)) == 0
    assert api.deliver_overdue(at=now() + timedelta(minutes=2)) == 1


def test_one_bad_address_does_not_hold_up_the_others(sink: MailSink) -> None:
    send(Recipient(key="", email="không hợp lệ"), key="bad")
    send(Recipient(key="", email="an@example.vn"), key="good")
    drain()
    states = dict(Message.objects.values_list("dedupe_key", "state"))
    assert states["good"] == State.SENT
    assert states["bad"] in (State.DEAD, State.FAILED)


@pytest.mark.parametrize(
    ("template", "context", "complaint"),
    [("test.unknown", {}, "no words"), ("test.accepted", {"wrong": 1}, "")],
)
def test_a_letter_without_words_does_not_stop_the_work_and_is_seen(
    template: str, context: dict[str, Any], complaint: str
) -> None:
    send(template=template, **context)
    dead = Message.objects.filter(state=State.DEAD)
    assert bool(dead) == bool(complaint)
    assert all(complaint in row.last_error for row in dead)


def test_a_field_that_nobody_gave_and_nobody_declared_is_named() -> None:
    Template.objects.filter(code="test.accepted").update(body={"vi": "{else_where}"})
    send()
    assert {row.last_error for row in Message.objects.all()} == {"nobody gave the field else_where"}


def test_a_declared_field_without_a_value_is_just_empty() -> None:
    api.send(
        template="test.accepted",
        recipient=Recipient(key="account:1"),
        context={"code": "1"},
        subject_kind="dossier",
        subject_id="1",
        at=now(),
        dedupe_key="k",
    )
    (item,) = api.list_inbox(recipient_key="account:1").items
    assert "Lý do" not in item.body
    assert "\n\n\n" not in item.body


def test_an_administrator_sends_again_what_was_given_up(sink: MailSink) -> None:
    sink.refuse = "550 no"
    send()
    drain()
    sink.refuse = ""
    row = mail_row()
    with pytest.raises(MessageNotFound):
        api.send_again(actor=Actor(kind=ActorKind.PERSON, id=uuid4()), message_id=row.id, at=now())
    api.send_again(actor=KEEPER, message_id=row.id, at=now())
    drain()
    row.refresh_from_db()
    assert row.state == State.SENT
    assert AuditEntry.objects.filter(subject_id=str(row.id), action="notices.sent_again").exists()
    with pytest.raises(MessageNotFound):
        api.send_again(actor=KEEPER, message_id=row.id, at=now())


def test_writing_costs_a_fixed_number_of_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(6):  # savepoint, words, key, messages, job, release
        send()


def test_words_put_anew_do_not_change_what_was_written() -> None:
    send()
    Template.objects.filter(code="test.accepted").update(subject={"vi": "Khác"})
    assert api.list_inbox(recipient_key="account:1").items[0].subject.startswith("Hồ sơ")


def test_verbs_leave_audit_rows() -> None:
    assert AuditEntry.objects.filter(subject_kind="letter").count() == 2
    assert SYSTEM.name
