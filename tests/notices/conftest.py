"""Letters to write, a mail server to write them to."""

from collections.abc import Iterator
from typing import Any

import pytest

from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.notices import queries
from honglam.notices.contracts import Channel, Kind, Letter
from honglam.notices.services.wording import Words, put_words
from tests.notices.sink import MailSink, running

ACCEPTED = Letter(
    code="test.accepted",
    fields={"code": Kind.TEXT, "due_at": Kind.DATETIME, "items": Kind.LIST, "reason": Kind.TEXT, "url": Kind.URL},
)
DECLARED = tuple(code for code, _ in queries.letters.items())  # before the tests put two of their own in their place
SECRET = Letter(code="test.secret", fields={"code": Kind.TEXT})


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two letters that a block sends, whatever the others have declared."""
    monkeypatch.setattr(queries.letters, "_entries", {letter.code: letter for letter in (ACCEPTED, SECRET)})


@pytest.fixture
def words(db: None) -> None:
    """The words of both letters."""
    accepted = Words(
        code="test.accepted",
        subject={"vi": "Hồ sơ {code} đã được tiếp nhận", "en": "Dossier {code} was received"},
        body={
            "vi": "Kính gửi Ông/Bà[ {name}],\n\nHẹn trả: {due_at}\n\n{items}\n\n[Lý do: {reason}]\n\nXem {url}",
            "en": "Due: {due_at:date}\n\n{url}",
        },
        sms={"vi": "Hồ sơ {code},\nhẹn {due_at:datetime}"},
        channels=(),
        secret=False,
    )
    secret = Words(
        code="test.secret",
        subject={"vi": "Mã xác nhận"},
        body={"vi": "Mã: {code}"},
        sms=None,
        channels=(Channel.EMAIL, Channel.SMS),
        secret=True,
    )
    for one in (accepted, secret):
        put_words(actor=SYSTEM, words=one, at=now())


@pytest.fixture
def sink(settings: Any) -> Iterator[MailSink]:
    """A mail server, and settings that lead there."""
    with running(MailSink()) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "Một cửa <motcua@example.vn>"
        settings.PUBLIC_URL = "https://dichvu.example.vn"
        yield server
