"""Identity's letters through the real door of notices."""

import re

import pytest
from django.db import transaction

from honglam.identity.contracts import AccountView
from honglam.identity.services import contact_codes, letters, passwords
from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM
from honglam.notices.models import Message
from honglam.notices.services.wording import Words, put_words
from tests.identity.conftest import OTHER_PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def _no_letters_lost() -> None:
    """Here letters do go to notices."""


@pytest.fixture(autouse=True)
def words(db: None) -> None:
    """The words a pack would bring."""
    for letter in letters.LETTERS:
        body = " ".join(f"{{{name}}}" for name in letter.fields)
        put_words(
            actor=SYSTEM,
            words=Words(
                code=letter.code,
                subject={"vi": letter.code},
                body={"vi": body},
                sms=None,
                channels=(),
                secret="code" in body,
            ),
            at=now(),
        )


def test_a_code_travels_to_the_phone_and_is_marked_secret() -> None:
    proof_id = contact_codes.send_code(contact="0987654321", purpose="sign_up", account_id=None, address="", at=now())
    message = Message.objects.get()
    assert (message.channel, message.address, message.secret) == ("sms", "+84987654321", True)
    found = re.search(r"\d{6}", message.body)
    assert found
    assert contact_codes.check_code(proof_id=proof_id, code=found[0], address="", at=now()) == "+84987654321"


def test_a_letter_about_the_account_reaches_inbox_and_mail(an: AccountView) -> None:
    Message.objects.all().delete()
    passwords.set_password(actor=SYSTEM, account_id=an.id, password=OTHER_PASSWORD, at=now())
    sent = {message.channel: message for message in Message.objects.all()}
    assert set(sent) == {"inbox", "email"}
    assert sent["email"].address == "an@example.vn"
    assert {message.recipient_key for message in sent.values()} == {f"account:{an.id}"}
    assert OTHER_PASSWORD not in sent["email"].body


def test_a_verb_undone_writes_no_letter(an: AccountView) -> None:
    Message.objects.all().delete()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        passwords.set_password(actor=SYSTEM, account_id=an.id, password=OTHER_PASSWORD, at=now())
        _ = 1 / 0
    assert not Message.objects.exists()
