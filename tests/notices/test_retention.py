"""Letters are erased when the pack's time is over: the words go, the fact stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.kernel.clock import now
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor, ActorKind
from honglam.notices import access, api, queries
from honglam.notices.contracts import DeliveryFault, MessageNotFound, State
from honglam.notices.models import Attempt, Message
from honglam.notices.services import delivery
from honglam.notices.services.retention import erase_letters, erase_letters_of

pytestmark = pytest.mark.django_db


def erase(*, older_than: int = 730) -> int:
    return erase_letters(before=now() - timedelta(days=older_than), limit=100, at=now())


def letter(*, age: int, state: State = State.SENT, **changes: Any) -> Message:
    """A letter written so many days ago."""
    at = now() - timedelta(days=age)
    values: dict[str, Any] = {
        "dedupe_key": str(uuid7()),
        "channel": "email",
        "template": "dossiers.accepted",
        "recipient_key": "account:an",
        "recipient_name": "Nguyễn Thị An",
        "address": "nguyen.an@example.vn",
        "subject": "Hồ sơ đã được tiếp nhận",
        "body": "Kính gửi bà Nguyễn Thị An",
        "form": {"template": "1", "data": {"name": "An"}},
        "subject_kind": "dossier",
        "subject_id": "1",
        "state": state,
        "created_at": at,
    }
    return Message.objects.create(**values | changes)


@pytest.mark.parametrize("state", [State.SENT, State.DEAD])
def test_the_words_go_and_the_fact_stays(state: State) -> None:
    old, young = letter(age=731, state=state, last_error="nguyen.an@example.vn is full"), letter(age=729, state=state)
    Attempt.objects.create(message=old, at=now(), outcome=State.FAILED, detail="550 <nguyen.an@example.vn> unknown")
    assert erase() == 1
    assert Attempt.objects.get().detail == ""
    old.refresh_from_db()
    assert (old.body, old.form, old.recipient_name, old.last_error) == ("…", None, "", "")
    assert old.address == "ng•••@example.vn"
    assert (old.template, old.state, old.subject_id) == ("dossiers.accepted", state, "1")
    assert old.erased_at is not None
    young.refresh_from_db()
    assert young.body == "Kính gửi bà Nguyễn Thị An"
    assert erase() == 0, "what is erased is not erased again"


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.FAILED])
def test_what_is_still_on_its_way_is_left_alone(state: State) -> None:
    row = letter(age=900, state=state)
    assert erase() == 0
    row.refresh_from_db()
    assert row.body == "Kính gửi bà Nguyễn Thị An"


def test_a_reader_who_asks_is_erased_alone() -> None:
    an, binh = uuid7(), uuid7()
    mine, other = letter(age=1, recipient_key=f"account:{an}"), letter(age=1, recipient_key=f"account:{binh}")
    assert erase_letters_of(account_id=an, at=now()) == 1
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.body, other.body) == ("…", "Kính gửi bà Nguyễn Thị An")


@pytest.mark.parametrize("state", [State.QUEUED, State.FAILED])
def test_what_waits_for_a_reader_who_asks_is_given_up_and_erased(state: State) -> None:
    an = uuid7()
    mine = letter(age=0, state=state, recipient_key=f"account:{an}", next_attempt_at=now())
    assert erase_letters_of(account_id=an, at=now()) == 1
    mine.refresh_from_db()
    assert (mine.state, mine.next_attempt_at, mine.body, mine.address) == ("dead", None, "…", "ng•••@example.vn")
    assert delivery.take_message(message_id=mine.id, at=now()) is None


@pytest.mark.parametrize("taken", [True, False])
def test_what_a_worker_holds_is_erased_when_it_is_settled(taken: bool) -> None:
    an, at = uuid7(), now()
    mine = letter(age=0, state=State.SENDING, recipient_key=f"account:{an}", next_attempt_at=at, channel="zalo")
    Attempt.objects.create(message=mine, at=at, outcome=State.FAILED, detail="451 <nguyen.an@example.vn> try later")
    assert erase_letters_of(account_id=an, at=at) == 1
    mine.refresh_from_db()
    assert mine.body == "Kính gửi bà Nguyễn Thị An", "it is on its way"
    if taken:
        delivery.settle_sent(message_id=mine.id, reference="1", at=at)
    else:
        fault = DeliveryFault("nguyen.an@example.vn is full", trouble=None)
        delivery.settle_failed(message_id=mine.id, fault=fault, at=at)
    mine.refresh_from_db()
    assert (mine.state, mine.body, mine.form) == ("sent" if taken else "dead", "…", None)
    assert (mine.recipient_name, mine.address, mine.last_error) == ("", "ng•••@example.vn", "")
    assert Message.objects.count() == 1, "no text in its place"
    assert list(Attempt.objects.values_list("detail", flat=True)) == ["", ""], "nor in what was tried before"


def test_what_a_killed_worker_held_is_erased_and_not_sent_after_all() -> None:
    an, at = uuid7(), now()
    mine = letter(age=0, state=State.SENDING, recipient_key=f"account:{an}", next_attempt_at=at)
    Attempt.objects.create(message=mine, at=at, outcome=State.FAILED, detail="451 <nguyen.an@example.vn> try later")
    assert erase_letters_of(account_id=an, at=at) == 1
    after = at + timedelta(minutes=5)
    assert delivery.take_message(message_id=mine.id, at=after) is None
    assert api.deliver_overdue(at=after) == 0
    mine.refresh_from_db()
    assert (mine.state, mine.next_attempt_at, mine.body, mine.recipient_name) == ("dead", None, "…", "")
    assert (mine.address, mine.erased_at, Attempt.objects.get().detail) == ("ng•••@example.vn", at, "")


def test_an_erased_letter_is_not_sent_again() -> None:
    row = letter(age=800, state=State.DEAD)
    erase()
    keeper = Actor(kind=ActorKind.PERSON, id=uuid7(), post_id=1, roles=frozenset({"administrator"}))
    assert queries.list_undelivered().items == []
    with pytest.raises(MessageNotFound):
        access.get_undelivered(actor=keeper, message_id=row.id)


def test_the_inbox_says_why_a_text_is_gone(client: Client) -> None:
    account = identity.ensure_account(
        email="an@example.vn", full_name="Nguyễn Thị An", password="con trâu ăn cỏ non", at=now()
    )
    letter(age=800, channel="inbox", recipient_key=f"account:{account.id}", address="")
    erase()
    client.force_login(Account.objects.get(id=account.id))
    page = client.get("/thong-bao/").content.decode()
    assert "Hồ sơ đã được tiếp nhận" in page
    assert "đã được xóa" in page
